#include "pg/migrate_plan.h"
#include "test.h"

static Arena arena;
static Error error;

#define FILE_OF(name, text)                                                            \
    {                                                                                  \
        (name), (text), (int64_t)sizeof(text) - 1                                      \
    }

static const EmbeddedFile files[] = {
    FILE_OF("db/functions/public.b.sql", "select 'b'"),
    FILE_OF("db/functions/public.a.sql", "select 'a'"),
    FILE_OF("db/migrations/0002_jobs.sql", "create table jobs ()"),
    FILE_OF("db/migrations/0001_roles.sql", "create role anon"),
    FILE_OF("db/seeds/questions.sql", "insert"),
};

static Plan read(const EmbeddedFile *v, isize n)
{
    Plan all;
    error = (Error){0};
    check(plan_read_files(&arena, (EmbeddedFiles){v, n}, &all, &error));
    return all;
}

static Record record_of_step(const Step *step)
{
    return (Record){step->kind == STEP_MIGRATION, step->name, step->checksum};
}

static void a_new_database_gets_everything_in_order(void)
{
    Plan all = read(files, countof(files)), todo;
    check(plan_compare(&arena, &all, NULL, 0, &todo, &error));
    check(todo.n == 5);
    check_str(todo.steps[0].name, S("0001_roles"));
    check(todo.steps[0].number == 1);
    check_str(todo.steps[1].name, S("0002_jobs"));
    check_str(todo.steps[2].path, S("db/functions/public.a.sql"));
    check_str(todo.steps[3].path, S("db/functions/public.b.sql"));
    check_str(todo.steps[4].path, S("db/seeds/questions.sql"));
    check_str(todo.steps[2].checksum,
              S("4e131525f490f8a851dbbd4b1e729b77678b073c28884c92a7f9c2bfcc1b2606"));
}

static void only_what_changed_runs_again(void)
{
    Plan all = read(files, countof(files)), todo;
    Record done[5];
    for (int i = 0; i < 5; i++)
        done[i] = record_of_step(&all.steps[i]);
    check(plan_compare(&arena, &all, done, 5, &todo, &error));
    check(todo.n == 0);
    done[3].checksum = S("of an older text");
    check(plan_compare(&arena, &all, done, 5, &todo, &error));
    check(todo.n == 1);
    check_str(todo.steps[0].path, S("db/functions/public.b.sql"));
    check(plan_compare(&arena, &all, done, 1, &todo, &error));
    check(todo.n == 4);
}

static void refused(Plan all, Record *done, isize n, Str message)
{
    Plan todo;
    error = (Error){0};
    check(!plan_compare(&arena, &all, done, n, &todo, &error));
    check_str(error.message, message);
    check(error.hint.len > 0);
}

static void history_cannot_be_rewritten(void)
{
    Plan all = read(files, countof(files));
    Record edited = {true, S("0001_roles"), S("of another text")};
    refused(
        all, &edited, 1,
        S("db/migrations/0001_roles.sql was edited after it had been applied to this "
          "database"));
    Record renamed = {true, S("0001_rolls"), all.steps[0].checksum};
    refused(all, &renamed, 1,
            S("this database has migration 0001_rolls, and this program has "
              "db/migrations/0001_roles.sql in its place"));
    Record newer = {true, S("0003_later"), S("x")};
    refused(
        all, &newer, 1,
        S("this database has migration 0003_later, which this program does not know"));
    Record second = record_of_step(&all.steps[1]);
    refused(
        all, &second, 1,
        S("db/migrations/0001_roles.sql is new, but 0002_jobs is already applied to "
          "this database"));
}

static void bad_name(EmbeddedFile file, Str message)
{
    EmbeddedFile two[] = {files[2], file};
    Plan all;
    error = (Error){0};
    check(!plan_read_files(&arena, (EmbeddedFiles){two, 2}, &all, &error));
    check_str(error.message, message);
}

static void names_are_checked(void)
{
    bad_name((EmbeddedFile)FILE_OF("db/migrations/0002_people.sql", ""),
             S("db/migrations/0002_jobs.sql and db/migrations/0002_people.sql have the "
               "same number"));
    bad_name((EmbeddedFile)FILE_OF("db/migrations/roles.sql", ""),
             S("db/migrations/roles.sql has no number"));
    bad_name((EmbeddedFile)FILE_OF("db/migrations/0000_zero.sql", ""),
             S("db/migrations/0000_zero.sql has no number"));
    bad_name((EmbeddedFile)FILE_OF("db/other/0001_a.sql", ""),
             S("db/other/0001_a.sql is not one of the program's SQL files"));
}

static void positions_become_lines(void)
{
    check(line_of_character(S("a\nb\nc"), 1) == 1);
    check(line_of_character(S("a\nb\nc"), 2) == 1);
    check(line_of_character(S("a\nb\nc"), 3) == 2);
    check(line_of_character(S("\xc3\xa9\xc3\xa9\nb"), 4) == 2);
    check(line_of_character(S("a\nb"), 99) == 2);
    check(line_of_character(S(""), 1) == 1);
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    a_new_database_gets_everything_in_order();
    only_what_changed_runs_again();
    history_cannot_be_rewritten();
    names_are_checked();
    positions_become_lines();
    arena_release(&arena);
    return done();
}
