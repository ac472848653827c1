/* replay.c — runs a fuzz target over its corpus without a fuzzer: one TAP line a file.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_FILE = 1 << 20 };

static int count;

static void run(const uint8_t *data, size_t size, const char *name)
{
    /* A copy of exactly this size, so that ASan sees the first byte read beyond it. */
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy)
        abort();
    memcpy(copy, data, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    printf("ok %d - %s\n", ++count, name);
    fflush(stdout); /* a crash in the next one must not hide it */
}

static void run_file(const char *folder, const char *name)
{
    static uint8_t data[MAX_FILE];
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rbe");
    if (!f) {
        perror(path);
        exit(1);
    }
    size_t size = fread(data, 1, sizeof data, f);
    fclose(f);
    run(data, size, name);
}

int main(int argc, char **argv)
{
    DIR *d = argc > 1 ? opendir(argv[1]) : NULL;
    run((const uint8_t *)"", 0, "nothing at all");
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d))
        if (e->d_name[0] != '.')
            run_file(argv[1], e->d_name);
    if (d)
        closedir(d);
    printf("1..%d\n", count);
    return 0;
}
