/* `rung import`: what it writes, and the status it ends with. */
#include "extract.h"
#include "main/commands.h"

#include <unistd.h>

static char folder[] = "/tmp/rung-import-XXXXXX";

enum { MAX_ARGUMENTS = 6 };

/* "OUT" is the test's own file; `says` is in it, `complaint` on standard error. */
static const struct {
    const char *arguments[MAX_ARGUMENTS];
    int status;
    const char *says, *complaint;
} cases[] = {
    {{"tests/data/extract/tom.pdf", "-o", "OUT"},
     0,
     "{\"basics\":{\"name\":\"Tom Halloran\"",
     ""},
    {{"--text", "tests/data/extract/tom.pdf", "-o", "OUT"}, 0, "\n\nEmployment\n", ""},
    {{"--fields", "tests/data/extract/tom.pdf", "-o", "OUT"},
     0,
     " 92%   1:1   /basics/name                 Tom Halloran\n",
     ""},
    {{"--json", "tests/data/extract/tom.pdf", "-o", "OUT"},
     0,
     "{\"kind\":\"pdf\",\"pages\":1,\"data\":{",
     ""},
    {{"tests/data/resume-sample.json", "-o", "OUT"}, 0, "\"$schema\"", ""},
    {{"LICENSE", "-o", "OUT"}, 0, "\"unplaced\"", "left over, page 1, line"},
    {{"tests/data/extract/encrypted.pdf", "-o", "OUT"},
     1,
     "",
     "encrypted.pdf: The file asks for a password; Save it without"},
    {{"tests/data/absent.pdf"},
     1,
     "",
     "cannot read: tests/data/absent.pdf; No such file"},
    {{"tests/data/extract/tom.pdf", "-o", "/nowhere/x"}, 1, "", "cannot write: "},
    {{"--shiny"}, 2, "", "import has no option --shiny"},
    {{NULL}, 2, "", "give one file"},
    {{"a", "b"}, 2, "", "give one file"},
    {{"a", "--text", "--json"}, 2, "", "one of --text, --fields and --json"},
};

static int run(const char *const *arguments, char *out)
{
    static char words[MAX_ARGUMENTS + 1][256];
    char *argv[MAX_ARGUMENTS + 2] = {words[0]};
    int argc = 1;
    snprintf(words[0], sizeof words[0], "import");
    for (; argc <= MAX_ARGUMENTS && arguments[argc - 1]; argc++) {
        const char *word = arguments[argc - 1];
        snprintf(words[argc], sizeof words[argc], "%s",
                 strcmp(word, "OUT") == 0 ? out : word);
        argv[argc] = words[argc];
    }
    return command_import(argc, argv);
}

int main(int argc, char **argv)
{
    if (guard_is_child(argc, argv))
        return guard_child();
    Arena arena = arena_reserve(64 << 20);
    check(mkdtemp(folder) != NULL);
    char log[64], out[64];
    snprintf(log, sizeof log, "%s/log", folder);
    snprintf(out, sizeof out, "%s/out", folder);
    for (isize i = 0; i < countof(cases); i++) {
        check(freopen(log, "w+", stderr) != NULL);
        check(run(cases[i].arguments, out) == cases[i].status);
        fflush(stderr);
        Str said = extract_file(&arena, log);
        if (!check(strstr(said.s, cases[i].complaint) != NULL))
            printf("# said: %.500s\n", said.s);
        if (cases[i].says[0] && check(access(out, R_OK) == 0)) {
            Str written = extract_file(&arena, out);
            if (!check(strstr(written.s, cases[i].says) != NULL))
                printf("# wrote: %.500s\n", written.s);
        }
        unlink(out);
        arena_reset(&arena);
    }
    unlink(log);
    check(rmdir(folder) == 0); /* what was refused left no file */
    arena_release(&arena);
    return done();
}
