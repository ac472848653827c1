/*
 * What goes in comes out: every text of a resume is told, and every word that is told
 * is found in order by five readers of the PDF.
 */
#include "paper.h"

#include "base/buf.h"
#include "paper/link.h"
#include "paper/paper.h"
#include "paper/text.h"

#include <jansson.h>

#include <string.h>
#include <unistd.h>

static const char *const samples[] = {"tests/data/resume-sample.json",
                                      "tests/data/resume-senior.json",
                                      "tests/data/resume-world.json"};

static const struct {
    const char *before, *after; /* the file's name */
    bool quotes;                /* it writes each line in quotes */
} readers[] = {
    {"pdftotext", "-", false},          {"pdftotext -raw", "-", false},
    {"pdftotext -layout", "-", false},  {"mutool draw -q -F txt", "2>/dev/null", false},
    {"pdfinfo -struct-text", "", true},
};

static Arena arena;
static char folder[] = "/tmp/rung-paper-XXXXXX";

static bool is_right_to_left(uint32_t c)
{
    return c >= 0x590 && c < 0x900;
}

/* What ends a word: spaces, and the marks of direction that readers put between words.
 */
static bool is_gap(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E);
}

/* The next word at *at; empty at the end. */
static Str next_word(Str text, isize *at)
{
    isize from = *at, end = *at;
    while (*at < text.len) {
        bool gap = is_gap(text_next(text, at));
        if (gap && end > from)
            break;
        if (gap)
            from = *at;
        end = gap ? from : *at;
    }
    return (Str){text.s + from, end - from};
}

/* Readers of Arabic differ in the order of its letters and brackets: such lines are not
 * compared. */
static bool is_compared(Str line)
{
    for (isize at = 0; at < line.len;)
        if (is_right_to_left(text_next(line, &at)))
            return false;
    return true;
}

static bool word_follows(Str word, Str found, isize *at)
{
    isize before = *at;
    Str next = next_word(found, at);
    while (next.len && !str_eq(next, word))
        next = next_word(found, at);
    if (!next.len)
        printf("# \"%" STR_FMT "\" is not in \"%.60s\"\n", STR_ARG(word),
               str_cstr(&arena, str_skip(found, before)));
    return next.len > 0;
}

/* Each word of `wanted` in `found`, in order, with others between. */
static bool in_order(Str wanted, Str found)
{
    isize at = 0;
    while (wanted.len) {
        StrPair line = str_cut(wanted, '\n');
        isize i = 0;
        Str word = next_word(line.head, &i);
        for (; word.len && is_compared(line.head); word = next_word(line.head, &i))
            if (!word_follows(word, found, &at))
                return false;
        wanted = line.tail;
    }
    return true;
}

static Str output_of(isize reader, const char *path)
{
    bool quotes = readers[reader].quotes;
    char command[256];
    snprintf(command, sizeof command, "%s '%s' %s", readers[reader].before, path,
             readers[reader].after);
    FILE *pipe = popen(command, "r");
    Buf b = buf_new(&arena);
    char line[4096];
    while (pipe && fgets(line, sizeof line, pipe)) {
        char *text = quotes ? strchr(line, '"') : line;
        char *end = text && quotes ? strrchr(line, '"') : NULL;
        if (end > text)
            *end = '\0';
        if (text)
            buf_addf(&b, "%s\n", quotes ? text + 1 : text);
    }
    check(pipe && pclose(pipe) == 0);
    return buf_str(&b);
}

/* All that is told, in the order of reading: one line each. */
static Str told(const Document *d)
{
    Buf b = buf_new(&arena);
    for (isize i = 0; i < d->n; i++) {
        buf_addf(&b, "%" STR_FMT "\n", STR_ARG(line_text(&d->lines[i])));
        if (d->lines[i].aside)
            buf_addf(&b, "%s\n", pango_layout_get_text(d->lines[i].aside));
    }
    return buf_str(&b);
}

/* The same with one space for every gap, so that a text can be looked for in it. */
static Str flat(Str text)
{
    return text_clean(&arena, text, false);
}

static bool is_hidden(const char *key)
{
    static const char *const keys[] = {"$schema", "meta", "image",       "startDate",
                                       "endDate", "date", "releaseDate", "username"};
    for (isize i = 0; i < countof(keys); i++)
        if (strcmp(key, keys[i]) == 0)
            return true;
    return false;
}

/* Is each text below `value` in `all`?  The depth is that of our own samples. */
static bool holds(Str all, const char *key, json_t *value)
{
    bool ok = true;
    if (is_hidden(key))
        return true;
    if (json_is_string(value)) {
        Str text = flat(str_of(json_string_value(value)));
        Str shown = strcmp(key, "url") == 0 ? link_shown(text) : text;
        ok = strcasestr(str_cstr(&arena, all), str_cstr(&arena, shown)) != NULL;
        if (!ok)
            printf("# %s \"%" STR_FMT "\" is not told\n", key, STR_ARG(shown));
        return ok;
    }
    const char *name;
    json_t *member;
    size_t i;
    json_object_foreach(value, name, member) ok = holds(all, name, member) && ok;
    json_array_foreach(value, i, member) ok = holds(all, key, member) && ok;
    return ok;
}

static void test_told(Str json, const Document *d)
{
    Buf all = buf_new(&arena);
    for (const Paragraph *p = story_tell(&arena, d->resume, d->t); p; p = p->next)
        buf_addf(&all, "%" STR_FMT " ", STR_ARG(p->text));
    json_t *root = json_loadb(json.s, (size_t)json.len, 0, NULL);
    check(holds(buf_str(&all), "", root));
    json_decref(root);
}

static void test_read(Str json, const Document *d)
{
    char path[64];
    snprintf(path, sizeof path, "%s/resume.pdf", folder);
    PaperJob job = {.resume_json = json};
    PaperFile file;
    Error error;
    if (!check(paper_render(&arena, &job, &file, &error)))
        return;
    FILE *out = fopen(path, "wb");
    check(out && fwrite(file.data, 1, (size_t)file.size, out) == (size_t)file.size);
    if (out)
        fclose(out);
    paper_file_free(&file);
    for (isize i = 0; i < countof(readers); i++) {
        printf("# %s\n", readers[i].before);
        Str found = output_of(i, path);
        check(in_order(told(d), found));
        /* Nothing stands for what it is not: no code of a missing glyph, no ligature.
         */
        check(!strstr(str_cstr(&arena, found), "\xEF\xAC\x81"));
    }
    unlink(path);
}

int main(void)
{
    arena = arena_reserve(512 << 20);
    check(mkdtemp(folder) != NULL);
    for (isize i = 0; i < countof(samples); i++) {
        printf("# %s\n", samples[i]);
        Held held = {.arena = &arena};
        Document d = {0};
        Error error;
        Str json = file_text(&arena, samples[i]);
        if (check(lay_out(&held, json, (Str){0}, &d, &error))) {
            test_told(json, &d);
            test_read(json, &d);
        }
        held_release(&held);
        arena_reset(&arena);
    }
    rmdir(folder);
    arena_release(&arena);
    return done();
}
