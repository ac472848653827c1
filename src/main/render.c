#include "main/commands.h"
#include "main/input.h"
#include "main/settings.h"

#include "base/buf.h"
#include "paper/paper.h"

#include <stdio.h>

enum { MOST_BYTES = 4 << 20, ARENA_BYTES = 256 << 20, REPEATS = 20 };

static Str output, template_slug, config, paper, page, dpi, png, times;

static const Option options[] = {
    {"-o", "FILE", "where it goes: a .pdf, a .png or -", &output},
    {"--template", "SLUG", "how it looks (modern-professional)", &template_slug},
    {"--config", "FILE", "settings of the template, as JSON", &config},
    {"--paper", "A4|Letter", "instead of the template's", &paper},
    {"--page", "N", "of a PNG, from 1", &page},
    {"--dpi", "N", "of a PNG, 36 to 400 (144)", &dpi},
    {"--png", NULL, "to standard output: a PNG, no PDF", &png},
    {"--time", NULL, "renders 20 times more, prints the milliseconds", &times},
    {0},
};
static const Usage usage = {
    .arguments = "RESUME.json|- -o FILE",
    .about = "Sets a resume: JSON Resume to PDF or PNG.",
    .options = options,
};

static int complain(const char *what, Str where, const char *hint)
{
    fprintf(stderr, "rung render: %s%s%" STR_FMT "%s%s\n", what, where.len ? ": " : "",
            STR_ARG(where), hint ? "; " : "", hint ? hint : "");
    return 2;
}

/* The first rendering has loaded the fonts; the next ones are what a server's are. */
static void render_once(Arena *a, const void *job)
{
    PaperFile file;
    Error error;
    if (paper_render(a, job, &file, &error))
        paper_file_free(&file);
}

static int render(Arena *a, Str input, PaperJob *job)
{
    if (!input_read(a, "render", input, MOST_BYTES, &job->resume_json) ||
        (config.s &&
         !input_read(a, "render", config, MOST_BYTES, &job->template_config)))
        return 1;
    PaperFile file;
    Error error;
    if (!paper_render(a, job, &file, &error))
        return input_refused("render", input, &error);
    bool written = output_write("render", output, (Str){file.data, file.size});
    Buf pages = buf_new(a);
    buf_addf(&pages, ", %d pages", file.pages);
    paper_file_free(&file);
    if (written && times.s)
        print_times(render_once, job, REPEATS, str_cstr(a, buf_str(&pages)));
    return !written;
}

int command_render(int argc, char **argv)
{
    PaperJob job = {0};
    output = template_slug = config = paper = page = dpi = png = times = (Str){0};
    int status = settings_read(NULL, &usage, &argc, argv);
    if (status != SETTINGS_READ)
        return status;
    if (argc != 2 || !output.s)
        return complain("give one resume and -o, where it shall go", (Str){0},
                        "see rung render --help");
    if (!option_number(page, &job.page) || !option_number(dpi, &job.dpi))
        return complain("--page and --dpi take a number from 1", (Str){0}, NULL);
    bool is_png = str_ends(output, S(".png")), standard = str_eq(output, S("-"));
    if (!is_png && !standard && !str_ends(output, S(".pdf")))
        return complain("cannot tell the format", output, "name a .pdf or a .png");
    job.format = is_png || (standard && png.s) ? PAPER_PNG : PAPER_PDF;
    job.template_slug = template_slug;
    job.paper = paper;
    Arena arena = arena_reserve(ARENA_BYTES);
    status = render(&arena, str_of(argv[1]), &job);
    arena_release(&arena);
    return status;
}
