/* paper.h — what the tests of paper share: files, and a resume laid out. */
#ifndef UNIT_PAPER_H
#define UNIT_PAPER_H

#include "paper/errors.h"
#include "paper/layout.h"
#include "test.h"

#include <stdlib.h>

/* From the root of the repository, where the runner starts. */
static inline Str file_text(Arena *a, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        printf("Bail out! %s cannot be read\n", path);
        exit(1);
    }
    enum { MOST = 4 << 20 };
    char *text = make_n(a, char, MOST);
    size_t n = fread(text, 1, MOST, file);
    fclose(file);
    return (Str){text, (isize)n};
}

/* The document lives until held_release(). */
static inline bool lay_out(Held *held, Str json, Str config, Document *d, Error *error)
{
    Arena *a = held->arena;
    Template *t = make(a, Template);
    Resume *resume = make(a, Resume);
    *error = (Error){0};
    const struct json_t *root = resume_parse(a, held, json, error);
    TemplateWish wish = {.config = config, .layout = resume_layout(root)};
    return root && template_get(a, held, &wish, t, error) &&
           resume_read(a, root, t->family, resume, error) &&
           document_set(held, resume, t, d, error);
}

static inline Str line_text(const Line *line)
{
    return (Str){line->paragraph->text.s + line->from, line->to - line->from};
}

#endif
