#include "extract/extract.h"

#include "base/json.h"

static void place(Buf *b, int page, int line)
{
    if (page) {
        json_int(b, "page", page);
        json_int(b, "line", line);
    }
}

static void add_confidence(Buf *b, int percent)
{
    Buf number = buf_new(b->arena);
    buf_addf(&number, "%d.%02d", percent / 100, percent % 100);
    json_raw(b, "confidence", buf_str(&number));
}

void extract_json(Buf *b, const Extract *e)
{
    json_str(b, "kind", e->kind);
    json_int(b, "pages", e->pages);
    json_raw(b, "data", e->resume);
    json_open_array(b, "fields");
    for (isize i = 0; i < e->n_fields; i++) {
        const ExtractField *f = &e->fields[i];
        json_open(b);
        json_str(b, "path", f->path);
        json_str(b, "value", f->value);
        add_confidence(b, f->confidence);
        place(b, f->page, f->line);
        json_str(b, "source", f->source);
        json_close(b);
    }
    json_close_array(b);
    json_str(b, "text", e->text);
    json_open_array(b, "left_over");
    for (isize i = 0; i < e->n_rest; i++) {
        json_open(b);
        place(b, e->rest[i].page, e->rest[i].line);
        json_str(b, "text", e->rest[i].text);
        json_close(b);
    }
    json_close_array(b);
    json_open_array(b, "warnings");
    for (isize i = 0; i < e->warnings.n; i++)
        json_str(b, NULL, e->warnings.v[i]);
    json_close_array(b);
}
