#include "pg/migrate_plan.h"
#include "pg/migrate_errors.h"

#include "base/buf.h"

#include <openssl/sha.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *folder;
    StepKind kind;
} folders[] = {
    {"db/migrations/", STEP_MIGRATION},
    {"db/functions/", STEP_FUNCTION},
    {"db/seeds/", STEP_SEED},
};

PRINTF(4, 5)
static bool refuse(Arena *arena, Error *error, Str hint, const char *fmt, ...)
{
    char message[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    *error = (Error){.kind = &migrate_refused,
                     .message = str_copy(arena, str_of(message)),
                     .hint = hint};
    return false;
}

static Str checksum(Arena *arena, Str text)
{
    unsigned char hash[SHA256_DIGEST_LENGTH];
    SHA256((const unsigned char *)text.s, (size_t)text.len, hash);
    Buf hex = buf_new(arena);
    for (isize i = 0; i < countof(hash); i++)
        buf_addf(&hex, "%02x", hash[i]);
    return buf_str(&hex);
}

/* name = digit digit digit digit "_" text */
static int number_of(Str name)
{
    int64_t n;
    if (name.len < 6 || name.s[4] != '_' || !str_to_int((Str){name.s, 4}, &n))
        return 0;
    return (int)n;
}

static bool read_file(Arena *arena, const EmbeddedFile *file, Step *step, Error *error)
{
    Str path = str_of(file->path);
    for (isize i = 0; i < countof(folders); i++) {
        Str folder = str_of(folders[i].folder);
        if (!str_starts(path, folder) || !str_ends(path, S(".sql")))
            continue;
        Str text = {file->data, (isize)file->size};
        *step = (Step){.kind = folders[i].kind,
                       .name = path,
                       .path = path,
                       .text = text,
                       .checksum = checksum(arena, text)};
        if (step->kind != STEP_MIGRATION)
            return true;
        step->name = str_skip(path, folder.len);
        step->name.len -= S(".sql").len;
        step->number = number_of(step->name);
        return step->number > 0 || refuse(arena, error,
                                          S("Rename it to NNNN_name.sql, such as "
                                            "0042_reminders.sql."),
                                          "%s has no number", file->path);
    }
    return refuse(arena, error,
                  S("Put it into db/migrations, db/functions or db/seeds."),
                  "%s is not one of the program's SQL files", file->path);
}

static int by_name(const void *a, const void *b)
{
    const Step *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    isize n = x->name.len < y->name.len ? x->name.len : y->name.len;
    int order = memcmp(x->name.s, y->name.s, (size_t)n);
    return order ? order : (x->name.len > y->name.len) - (x->name.len < y->name.len);
}

bool plan_read_files(Arena *arena, EmbeddedFiles files, Plan *all, Error *error)
{
    *all = (Plan){.steps = make_n(arena, Step, files.n), .n = files.n};
    for (isize i = 0; i < files.n; i++)
        if (!read_file(arena, &files.v[i], &all->steps[i], error))
            return false;
    if (all->n)
        qsort(all->steps, (size_t)all->n, sizeof(Step), by_name);
    for (isize i = 1; i < all->n; i++) {
        const Step *a = &all->steps[i - 1], *b = &all->steps[i];
        if (b->kind == STEP_MIGRATION && a->number == b->number)
            return refuse(arena, error, S("Give the newer one the next free number."),
                          "%" STR_FMT " and %" STR_FMT " have the same number",
                          STR_ARG(a->path), STR_ARG(b->path));
    }
    return true;
}

static const Record *record_of(const Step *step, const Record *done, isize n_done)
{
    for (isize i = 0; i < n_done; i++)
        if (done[i].is_migration == (step->kind == STEP_MIGRATION) &&
            str_eq(done[i].name, step->name))
            return &done[i];
    return NULL;
}

static const Step *step_numbered(const Plan *all, int number)
{
    for (isize i = 0; i < all->n; i++)
        if (all->steps[i].kind == STEP_MIGRATION && all->steps[i].number == number)
            return &all->steps[i];
    return NULL;
}

/* Every applied migration must still be here, as it was. */
static bool check_applied(Arena *arena, const Plan *all, const Record *r, Error *error)
{
    const Step *step = step_numbered(all, number_of(r->name));
    if (!step)
        return refuse(arena, error,
                      S("Use the version of rung that migrated it, or a "
                        "newer one."),
                      "this database has migration %" STR_FMT
                      ", which this program does not know",
                      STR_ARG(r->name));
    if (!str_eq(step->name, r->name))
        return refuse(arena, error,
                      S("Give the newer one the next free number, and put the other "
                        "back."),
                      "this database has migration %" STR_FMT ", and this program has "
                      "%" STR_FMT " in its place",
                      STR_ARG(r->name), STR_ARG(step->path));
    if (!str_eq(step->checksum, r->checksum))
        return refuse(arena, error,
                      S("Put it back as it was, and make the change in a new "
                        "migration."),
                      "%" STR_FMT " was edited after it had been applied to this "
                      "database",
                      STR_ARG(step->path));
    return true;
}

static const Record *newest(const Record *done, isize n_done)
{
    const Record *last = NULL;
    for (isize i = 0; i < n_done; i++)
        if (done[i].is_migration &&
            (!last || number_of(done[i].name) > number_of(last->name)))
            last = &done[i];
    return last;
}

bool plan_compare(Arena *arena, const Plan *all, const Record *done, isize n_done,
                  Plan *todo, Error *error)
{
    const Record *last = newest(done, n_done);
    for (isize i = 0; i < n_done; i++)
        if (done[i].is_migration && !check_applied(arena, all, &done[i], error))
            return false;
    *todo = (Plan){.steps = make_n(arena, Step, all->n)};
    for (isize i = 0; i < all->n; i++) {
        const Step *step = &all->steps[i];
        const Record *r = record_of(step, done, n_done);
        if (r && str_eq(r->checksum, step->checksum))
            continue;
        if (step->kind == STEP_MIGRATION && last &&
            step->number < number_of(last->name))
            return refuse(arena, error, S("Give it the next free number."),
                          "%" STR_FMT " is new, but %" STR_FMT
                          " is already applied to this database",
                          STR_ARG(step->path), STR_ARG(last->name));
        todo->steps[todo->n++] = *step;
    }
    return true;
}

int line_of_character(Str text, isize n)
{
    int line = 1;
    for (isize i = 0; i < text.len && n > 1; i++) {
        bool starts_next =
            i + 1 == text.len || ((unsigned char)text.s[i + 1] & 0xC0) != 0x80;
        n -= starts_next;
        line += text.s[i] == '\n';
    }
    return line;
}
