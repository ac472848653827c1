#include "extract/flow.h"

#include <string.h>

void flow_paragraph(Flow *f, Look look)
{
    f->begun = false;
    if (f->n < NESTED_MOST)
        f->open[f->n] = look;
    f->n++;
}

/* Of those that are too deep, the deepest that is kept. */
static Look *paragraph(Flow *f)
{
    int n = f->n < NESTED_MOST ? f->n : NESTED_MOST;
    return n ? &f->open[n - 1] : NULL;
}

void flow_paragraph_end(Flow *f)
{
    const Look *p = paragraph(f);
    if (!p)
        return;
    if (f->begun)
        f->after = p->after;
    else
        f->empty += 1;
    f->n--;
    f->begun = false;
}

static void write_run(Flow *f, const Look *look, Str text)
{
    fprintf(f->out, "R %d %s%s%s %06x ", (int)(look->size * 100),
            look->bold > 0 ? "b" : "", look->italic > 0 ? "i" : "",
            look->bold > 0 || look->italic > 0 ? "" : "-", (unsigned)look->colour);
    for (isize i = 0; i < text.len; i++)
        putc(text.s[i] == '\t' || (unsigned char)text.s[i] >= ' ' ? text.s[i] : ' ',
             f->out);
    putc('\n', f->out);
}

static void begin(Flow *f, const Look *p)
{
    double line = p->size > 0 ? p->size * 1.2 : 12;
    double room = p->before > f->after ? p->before : f->after;
    double gap = room / line + f->empty;
    fprintf(f->out, "P %d %d\n", (int)((gap < 99 ? gap : 99) * 100),
            p->level > 0 && p->level <= 6 ? p->level : 0);
    if (p->list > 0 && p->level <= 0)
        write_run(f, &look_plain, S("\xe2\x80\xa2 "));
    f->begun = true;
    f->after = f->empty = 0;
}

static bool is_blank(Str text)
{
    for (isize i = 0; i < text.len; i++)
        if (!strchr(" \t\r\n", text.s[i]))
            return false;
    return true;
}

void flow_text(Flow *f, Look look, Str text)
{
    Look *p = paragraph(f);
    if (!p || !text.len || look.hidden > 0 || (!f->begun && is_blank(text)))
        return;
    if (f->bytes <= TEXT_MOST && f->bytes + text.len > TEXT_MOST)
        fputs("C\n", f->out);
    f->bytes += text.len;
    if (f->bytes > TEXT_MOST)
        return;
    if (!f->begun)
        begin(f, p);
    write_run(f, &look, text);
}

void flow_line(Flow *f)
{
    Look *p = paragraph(f);
    if (!p || !f->begun)
        return;
    f->begun = false;
    p->before = 0; /* it has been, and so has the bullet */
    p->list = 0;
}

void flow_link(Flow *f, Str address)
{
    fputs("A ", f->out);
    for (isize i = 0; i < address.len && i < LINE_MOST; i++)
        putc((unsigned char)address.s[i] > ' ' ? address.s[i] : ' ', f->out);
    putc('\n', f->out);
}

void flow_link_end(Flow *f)
{
    fputs("Z\n", f->out);
}

void flow_mark(Flow *f, char mark)
{
    f->begun = false;
    fprintf(f->out, "%c\n", mark);
}

void flow_refuse(Flow *f, const char *word)
{
    fprintf(f->out, "X %s\n", word);
}

void flow_end(Flow *f)
{
    fputs("E\n", f->out);
}
