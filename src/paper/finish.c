#include "paper/finish.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

/* What the update needs to know of the file. */
typedef struct Shape {
    Str catalogue;   /* its entries, between << and >> */
    long root, size; /* number of the catalogue's object, and of all objects */
    long info, previous;
} Shape;

/* The text between `before` and `after`, at the last place that has both. */
static Str last_between(Str text, Str before, Str after)
{
    for (isize at = text.len - before.len; at >= 0; at--) {
        if (memcmp(text.s + at, before.s, (size_t)before.len) != 0)
            continue;
        Str rest = str_skip(text, at + before.len);
        const char *end = memmem(rest.s, (size_t)rest.len, after.s, (size_t)after.len);
        return end ? (Str){rest.s, end - rest.s} : (Str){0};
    }
    return (Str){0};
}

static long number_after(Arena *a, Str text, Str name)
{
    Str digits = last_between(text, name, S("\n"));
    return digits.len ? strtol(str_cstr(a, digits), NULL, 10) : 0;
}

static bool shape_of(Arena *a, Str file, Shape *shape)
{
    enum { TAIL = 256, CATALOGUE = 1024 }; /* bytes that surely hold them */
    Str tail = file.len > TAIL ? str_skip(file, file.len - TAIL) : file;
    shape->size = number_after(a, tail, S("/Size "));
    shape->root = number_after(a, tail, S("/Root "));
    shape->info = number_after(a, tail, S("/Info "));
    shape->previous = number_after(a, tail, S("startxref\n"));
    if (shape->size <= 0 || shape->root <= 0 || shape->info <= 0 ||
        shape->previous <= 0 || shape->previous >= file.len)
        return false;
    Str body = {file.s, shape->previous};
    if (body.len > CATALOGUE)
        body = str_skip(body, body.len - CATALOGUE);
    shape->catalogue = last_between(body, S("<< /Type /Catalog\n"), S("\n>>\nendobj"));
    return shape->catalogue.len > 0;
}

static void add_escaped(Buf *b, Str text)
{
    for (isize i = 0; i < text.len; i++) {
        char c = text.s[i];
        buf_add(b, c == '&'   ? S("&amp;")
                   : c == '<' ? S("&lt;")
                   : c == '>' ? S("&gt;")
                              : (Str){text.s + i, 1});
    }
}

static void add_property(Buf *b, const char *before, Str text, const char *after)
{
    if (!text.len)
        return;
    buf_addf(b, "%s", before);
    add_escaped(b, text);
    buf_addf(b, "%s\n", after);
}

static Str xmp_of(Arena *a, const PdfWords *w)
{
    Buf b = buf_new(a);
    buf_add(&b,
            S("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
              "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
              "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
              "<rdf:Description rdf:about=\"\"\n"
              " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
              " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
              " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"));
    add_property(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", w->title,
                 "</rdf:li></rdf:Alt></dc:title>");
    add_property(&b, "<dc:creator><rdf:Seq><rdf:li>", w->author,
                 "</rdf:li></rdf:Seq></dc:creator>");
    add_property(&b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
                 w->subject, "</rdf:li></rdf:Alt></dc:description>");
    add_property(&b, "<dc:language><rdf:Bag><rdf:li>", w->language,
                 "</rdf:li></rdf:Bag></dc:language>");
    add_property(&b, "<pdf:Keywords>", w->keywords, "</pdf:Keywords>");
    add_property(&b, "<xmp:CreateDate>", w->date, "</xmp:CreateDate>");
    buf_add(&b,
            S("<xmp:CreatorTool>Rung</xmp:CreatorTool>\n"
              "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n"));
    return buf_str(&b);
}

/* What a PDF string may hold without escapes: letters, digits and "-". */
static Str language_tag(Str text)
{
    for (isize i = 0; i < text.len; i++) {
        char c = text.s[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') || c == '-';
        if (!plain || i > 35)
            return S("en");
    }
    return text.len >= 2 ? text : S("en");
}

bool pdf_finish(Arena *a, const PdfWords *words, Output *out)
{
    Shape shape;
    if (!shape_of(a, (Str){out->data, out->size}, &shape))
        return true;
    PdfWords safe = *words;
    safe.language = language_tag(words->language);
    Str xmp = xmp_of(a, &safe);

    Buf b = buf_new(a);
    isize catalogue = out->size;
    buf_addf(&b,
             "%ld 0 obj\n<< /Type /Catalog\n%" STR_FMT "\n   /Lang (%" STR_FMT ")\n"
             "   /ViewerPreferences << /DisplayDocTitle true >>\n   /Metadata %ld 0 R\n"
             ">>\nendobj\n",
             shape.root, STR_ARG(shape.catalogue), STR_ARG(safe.language), shape.size);
    isize metadata = out->size + b.len;
    buf_addf(&b, "%ld 0 obj\n<< /Type /Metadata /Subtype /XML /Length %td >>\nstream\n",
             shape.size, xmp.len);
    buf_add(&b, xmp);
    buf_add(&b, S("\nendstream\nendobj\n"));
    isize table = out->size + b.len;
    buf_addf(&b, "xref\n%ld 1\n%010td 00000 n \n%ld 1\n%010td 00000 n \n", shape.root,
             catalogue, shape.size, metadata);
    buf_addf(
        &b,
        "trailer\n<< /Size %ld\n   /Root %ld 0 R\n   /Info %ld 0 R\n   /Prev %ld\n>>\n"
        "startxref\n%td\n%%%%EOF\n",
        shape.size + 1, shape.root, shape.info, shape.previous, table);
    return output_add(out, b.s, b.len);
}
