/* import.c — `rung import`: a resume of any kind to JSON Resume. */
#include "main/commands.h"
#include "main/input.h"
#include "main/settings.h"

#include "base/json.h"
#include "extract/extract.h"

#include <stdio.h>

enum { ARENA_BYTES = 512 << 20 };

static Str output, as_text, with_fields, as_json;

static const Option options[] = {
    {"-o", "FILE", "where it goes (standard output)", &output},
    {"--text", NULL, "the text that was read, in order, instead", &as_text},
    {"--fields", NULL, "each field with its source and how sure it is, instead",
     &with_fields},
    {"--json", NULL, "all of it as one JSON object, as resume-import answers",
     &as_json},
    {0},
};
static const Usage usage = {
    .arguments = "FILE|-",
    .about = "Reads a resume (PDF, DOCX, ODT, plain text, Markdown, JSON Resume) and "
             "prints JSON "
             "Resume,\nwhich `rung render` sets. What it is not sure about it says on "
             "stderr.",
    .options = options,
};

static void add_field(Buf *b, const ExtractField *f)
{
    buf_addf(b, "%3d%%  ", f->confidence);
    if (f->page)
        buf_addf(b, "%2d:%-3d ", f->page, f->line);
    buf_addf(b, "%-28" STR_FMT " ", STR_ARG(f->path));
    for (isize i = 0; i < f->value.len; i++)
        buf_add(b,
                (unsigned char)f->value.s[i] < ' ' ? S(" ") : (Str){f->value.s + i, 1});
    buf_add(b, S("\n"));
}

static Str answer_of(Arena *a, const Extract *e)
{
    Buf b = buf_new(a);
    if (as_json.s) {
        json_open(&b);
        extract_json(&b, e);
        json_close(&b);
    } else if (as_text.s) {
        buf_add(&b, e->text);
    } else if (with_fields.s) {
        for (isize i = 0; i < e->n_fields; i++)
            add_field(&b, &e->fields[i]);
        return buf_str(&b);
    } else {
        buf_add(&b, e->resume);
    }
    buf_add(&b, S("\n"));
    return buf_str(&b);
}

static void print_doubts(const Extract *e)
{
    for (isize i = 0; i < e->warnings.n; i++)
        fprintf(stderr, "note: %" STR_FMT "\n", STR_ARG(e->warnings.v[i]));
    for (isize i = 0; i < e->n_rest; i++)
        fprintf(stderr, "left over, page %d, line %d: %" STR_FMT "\n", e->rest[i].page,
                e->rest[i].line, STR_ARG(e->rest[i].text));
}

static int import(Arena *a, Str input)
{
    Str bytes;
    Extract e;
    Error error;
    if (!input_read(a, "import", input, EXTRACT_FILE_MAX + 1, &bytes))
        return 1;
    if (!extract_resume(a, bytes, input, &e, &error))
        return input_refused("import", input, &error);
    if (!output_write("import", output.s ? output : S("-"), answer_of(a, &e)))
        return 1;
    print_doubts(&e);
    return 0;
}

int command_import(int argc, char **argv)
{
    output = as_text = with_fields = as_json = (Str){0};
    int status = settings_read(NULL, &usage, &argc, argv);
    if (status != SETTINGS_READ)
        return status;
    if (argc != 2 || !!as_text.s + !!with_fields.s + !!as_json.s > 1) {
        fputs("rung import: give one file, and one of --text, --fields and --json at "
              "most; see rung import --help\n",
              stderr);
        return 2;
    }
    Arena arena = arena_reserve(ARENA_BYTES);
    status = import(&arena, str_of(argv[1]));
    arena_release(&arena);
    return status;
}
