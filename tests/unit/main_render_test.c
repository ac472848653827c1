/* `rung render`: what it writes, and the status it ends with. */
#include "main/commands.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/rung-render-XXXXXX";

enum { MAX_ARGUMENTS = 8 };

/* "OUT/" in an argument is the test's own folder. */
static const struct {
    const char *arguments[MAX_ARGUMENTS];
    int status;
    const char *complaint; /* in what it says */
} cases[] = {
    {{"tests/data/resume-sample.json", "-o", "OUT/a.pdf"}, 0, ""},
    {{"-o", "OUT/b.pdf", "tests/data/resume-sample.json", "--paper", "Letter"}, 0, ""},
    {{"tests/data/resume-senior.json", "-o", "OUT/a.png", "--page", "2", "--dpi", "72"},
     0,
     ""},
    {{"tests/data/resume-sample.json", "-o", "OUT/c.pdf", "--template",
      "classic-elegant"},
     0,
     ""},
    {{"tests/data/resume-sample.json", "-o", "OUT/d.pdf", "--template", "nice"},
     1,
     "resume-sample.json: there is no such template: no template is named \"nice\"; "
     "Use one of"},
    {{"tests/data/resume-sample.json", "-o", "OUT/d.png", "--page", "9"},
     1,
     "page 9 does not exist: the document has 2"},
    {{"tests/data/absent.json", "-o", "OUT/d.pdf"},
     1,
     "cannot read: tests/data/absent.json; No such file"},
    {{"tests/data/resume-sample.json", "-o", "OUT/no/d.pdf"}, 1, "cannot write: "},
    {{"tests/lsan.supp", "-o", "OUT/d.pdf"},
     1,
     "the resume is not JSON: line 1, column 1"},
    {{"tests/data/resume-sample.json", "-o", "OUT/d.txt"}, 2, "cannot tell the format"},
    {{"tests/data/resume-sample.json", "-o", "OUT/d.png", "--dpi", "many"},
     2,
     "--page and --dpi take a number from 1"},
    {{"tests/data/resume-sample.json"}, 2, "see rung render --help"},
    {{"-o", "OUT/d.pdf"}, 2, "see rung render --help"},
    {{"tests/data/resume-sample.json", "-o", "OUT/d.pdf", "--shiny"},
     2,
     "render has no option --shiny"},
    {{"tests/data/resume-sample.json", "-o"}, 2, "-o needs a value"},
};

static int run(const char *const *arguments)
{
    static char paths[MAX_ARGUMENTS][256];
    char *argv[MAX_ARGUMENTS + 1] = {paths[0]};
    int argc = 1;
    snprintf(paths[0], sizeof paths[0], "render");
    for (; argc < MAX_ARGUMENTS && arguments[argc - 1]; argc++) {
        bool out = strncmp(arguments[argc - 1], "OUT/", 4) == 0;
        snprintf(paths[argc], sizeof paths[argc], "%s%s", out ? folder : "",
                 arguments[argc - 1] + (out ? 3 : 0));
        argv[argc] = paths[argc];
    }
    return command_render(argc, argv);
}

/* What the command wrote to standard error, through a file. */
static void said(char *text, size_t size)
{
    fflush(stderr);
    rewind(stderr);
    size_t n = fread(text, 1, size - 1, stderr);
    text[n] = '\0';
}

static void check_file(const char *name, const char *start)
{
    char path[64], head[8] = {0};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    check(file && fread(head, 1, strlen(start), file) == strlen(start));
    check_str(str_of(head), str_of(start));
    if (file)
        fclose(file);
    unlink(path);
}

int main(void)
{
    check(mkdtemp(folder) != NULL);
    char log[64];
    snprintf(log, sizeof log, "%s/log", folder);
    for (isize i = 0; i < countof(cases); i++) {
        char text[1024];
        check(freopen(log, "w+", stderr) != NULL);
        check(run(cases[i].arguments) == cases[i].status);
        said(text, sizeof text);
        if (!check(strstr(text, cases[i].complaint) != NULL))
            printf("# said: %s\n", text);
        check(cases[i].status != 1 || strchr(text, '\n') == text + strlen(text) - 1);
    }
    check_file("a.pdf", "%PDF-");
    check_file("b.pdf", "%PDF-");
    check_file("c.pdf", "%PDF-");
    check_file("a.png", "\x89PNG");
    unlink(log);
    check(rmdir(folder) == 0); /* what was refused left no file */
    return done();
}
