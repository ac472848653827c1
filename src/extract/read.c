#include "extract/read.h"
#include "extract/errors.h"
#include "extract/flow.h"
#include "extract/guard.h"
#include "extract/letters.h"
#include "extract/pdf.h"

#include "base/utf8.h"

#include <string.h>

/*
 * What a file is, its first bytes say; three kinds are not worth a library's database
 * of thousands, nor its parsers. Markdown is text by its bytes, so its name decides.
 */
typedef struct Reader {
    const char *kind, *mime;
    bool (*is)(Str bytes);
    bool (*read)(Arena *a, Str bytes, Extract *out, Error *error);
} Reader;

static Str without_blanks(Str text)
{
    while (text.len && (text.s[0] == ' ' || (text.s[0] >= '\t' && text.s[0] <= '\r')))
        text = str_skip(text, 1);
    return text;
}

static Str without_mark(Str text)
{
    return str_starts(text, S("\xef\xbb\xbf")) ? str_skip(text, 3) : text;
}

/* Readers look for it within the first KiB. */
static bool is_pdf(Str bytes)
{
    Str first = {bytes.s, bytes.len < 1024 ? bytes.len : 1024};
    return str_contains(first, S("%PDF-"));
}

/* A ZIP file, by the names of its parts: they are not packed. */
static bool is_docx(Str bytes)
{
    return str_starts(bytes, S("PK\x03\x04")) &&
           str_contains(bytes, S("word/document.xml"));
}

/* Its first part is its type, also in words. */
static bool is_odt(Str bytes)
{
    Str first = {bytes.s, bytes.len < 256 ? bytes.len : 256};
    return str_starts(bytes, S("PK\x03\x04")) &&
           str_contains(first, S("application/vnd.oasis.opendocument.text"));
}

static bool is_json(Str bytes)
{
    Str text = without_blanks(without_mark(bytes));
    return str_starts(text, S("{"));
}

/* No NUL, and nearly all of it UTF-8; Latin-1 is read, with a mark for odd letters. */
static bool is_text(Str bytes)
{
    isize bad = 0;
    for (isize i = 0; i < bytes.len;) {
        unsigned char c = (unsigned char)bytes.s[i];
        isize n = utf8_first(str_skip(bytes, i));
        if (c == 0 || (c < ' ' && !strchr("\t\n\r\f\v\b\x1b", c)))
            return false;
        bad += n == 0;
        i += n ? n : 1;
    }
    return bad * 20 <= bytes.len;
}

static bool read_pdf(Arena *a, Str bytes, Extract *out, Error *error)
{
    Str words;
    Pages pages;
    Document d;
    if (!guard_run(a, GUARD_PDF, bytes, &words, &out->cost, error) ||
        !pdf_read_words(a, words, &pages, error))
        return false;
    document_of_pages(a, &pages, &d);
    if (!d.n) {
        bool unmapped = d.unmapped;
        *error = (Error){
            .kind = &extract_no_text,
            .message = unmapped ? S("The file does not say what its letters "
                                    "mean.")
                                : (Str){0},
            .details = unmapped ? S("They are Chinese, Japanese or Korean ones of a "
                                    "font that is not in the file.")
                                : S("It is a scan, or its letters are drawings."),
            .hint = unmapped ? S("Export it with its fonts embedded, or paste "
                                 "its text.")
                             : S("Export it from the program that it was "
                                 "written with, or run text recognition (OCR) "
                                 "over it first.")};
        return false;
    }
    resume_of_document(a, &d, out);
    return true;
}

/* DOCX and ODT: a child unpacks them, and says their paragraphs. */
static bool read_flow(Arena *a, GuardWork work, Str bytes, Extract *out, Error *error)
{
    Str flow;
    Document d;
    if (!guard_run(a, work, bytes, &flow, &out->cost, error) ||
        !flow_read(a, flow, &d, error))
        return false;
    if (!d.n) {
        *error = (Error){.kind = &extract_no_text,
                         .details = S("There is not a word in it that is no picture."),
                         .hint = S("Send the file that the words were written in.")};
        return false;
    }
    resume_of_document(a, &d, out);
    return true;
}

static bool read_docx(Arena *a, Str bytes, Extract *out, Error *error)
{
    return read_flow(a, GUARD_DOCX, bytes, out, error);
}

static bool read_odt(Arena *a, Str bytes, Extract *out, Error *error)
{
    return read_flow(a, GUARD_ODT, bytes, out, error);
}

/* Other systems' line ends; what is no UTF-8 is taken for Latin-1. */
static Str plain_of(Arena *a, Str bytes)
{
    Buf b = buf_new(a);
    Str text = without_mark(bytes);
    for (isize i = 0; i < text.len;) {
        unsigned char c = (unsigned char)text.s[i];
        isize n = utf8_first(str_skip(text, i));
        char latin[2] = {(char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F))};
        if (c == '\r' || c == '\f')
            buf_add(&b, i + 1 < text.len && text.s[i + 1] == '\n' ? S("") : S("\n"));
        else
            buf_add(&b, n ? (Str){text.s + i, n} : (Str){latin, 2});
        i += n ? n : 1;
    }
    return buf_str(&b);
}

static bool read_lines(Arena *a, Str bytes, bool markdown, Extract *out, Error *error)
{
    Document d;
    Str plain = plain_of(a, bytes.len > TEXT_MOST ? (Str){bytes.s, TEXT_MOST} : bytes);
    document_of_text(a, plain, markdown, &d);
    d.cut |= bytes.len > TEXT_MOST;
    if (!d.n) {
        *error = (Error){.kind = &extract_empty,
                         .details = S("There is nothing in it but blanks."),
                         .hint = S("Send the file with your resume in it.")};
        return false;
    }
    resume_of_document(a, &d, out);
    return true;
}

static bool read_text(Arena *a, Str bytes, Extract *out, Error *error)
{
    return read_lines(a, bytes, false, out, error);
}

static bool read_markdown(Arena *a, Str bytes, Extract *out, Error *error)
{
    return read_lines(a, bytes, true, out, error);
}

static bool read_json(Arena *a, Str bytes, Extract *out, Error *error)
{
    return resume_of_json(a, without_mark(bytes), out, error);
}

static bool is_never(Str bytes)
{
    (void)bytes;
    return false;
}

/* The first that says yes. */
static const Reader readers[] = {
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     is_docx, read_docx},
    {"odt", "application/vnd.oasis.opendocument.text", is_odt, read_odt},
    {"pdf", "application/pdf", is_pdf, read_pdf},
    {"json", "application/json", is_json, read_json},
    {"text", "text/plain", is_text, read_text},
    {"markdown", "text/plain", is_never, read_markdown}, /* chosen by name */
};
enum { READER_TEXT = 4, READER_MARKDOWN = 5 };

static const struct {
    const char *begins;
    isize n;
    const char *is;
} strangers[] = {
    {"PK\x03\x04", 4,
     "It is a ZIP file, and none of a DOCX or ODT; Pages files are such."},
    {"\xd0\xcf\x11\xe0", 4,
     "It is an old Word document (.doc), or a new one with a password."},
    {"{\\rtf", 5, "It is an RTF document."},
    {"\x89PNG", 4, "It is a picture."},
    {"\xff\xd8\xff", 3, "It is a picture."},
    {"GIF8", 4, "It is a picture."},
};

static bool unsupported(Str bytes, Error *error)
{
    *error = (Error){.kind = &extract_unsupported,
                     .details = S("Its bytes are none of the kinds that are known."),
                     .hint = S("Send PDF, DOCX, ODT, plain text, Markdown or JSON "
                               "Resume: every editor exports PDF.")};
    for (isize i = 0; i < countof(strangers); i++)
        if (str_starts(bytes, (Str){strangers[i].begins, strangers[i].n}))
            error->details = str_of(strangers[i].is);
    return false;
}

/* Some of what is no text for us is made of letters. */
static bool is_stranger(Str bytes)
{
    for (isize i = 0; i < countof(strangers); i++)
        if (str_starts(bytes, (Str){strangers[i].begins, strangers[i].n}))
            return true;
    return false;
}

static bool is_markdown_name(Str name)
{
    return name.len > 3 && (str_eq_nocase(str_skip(name, name.len - 3), S(".md")) ||
                            (name.len > 9 && str_eq_nocase(str_skip(name, name.len - 9),
                                                           S(".markdown"))));
}

/* Two headings with marks, and no name to go by. */
static bool looks_like_markdown(Str text)
{
    isize headings = 0;
    for (StrPair line = {.tail = text, .found = true}; line.found && headings < 2;) {
        line = str_cut(line.tail, '\n');
        headings += str_starts(line.head, S("# ")) || str_starts(line.head, S("## "));
    }
    return headings >= 2;
}

static const Reader *reader_of(Str bytes, Str name, Error *error)
{
    if (!without_blanks(bytes).len) {
        *error = (Error){.kind = &extract_empty,
                         .hint = S("Send the file with your resume in it.")};
        return NULL;
    }
    for (isize i = 0; i < countof(readers); i++) {
        if (!readers[i].is(bytes) || (i == READER_TEXT && is_stranger(bytes)))
            continue;
        bool markdown =
            i == READER_TEXT && (is_markdown_name(name) || looks_like_markdown(bytes));
        return &readers[markdown ? READER_MARKDOWN : i];
    }
    return unsupported(bytes, error), NULL;
}

bool extract_kind(Str bytes, Str *kind, Str *mime, Error *error)
{
    const Reader *r = reader_of(bytes, (Str){0}, error);
    if (r) {
        *kind = str_of(r->kind);
        *mime = str_of(r->mime);
    }
    return r != NULL;
}

bool extract_resume(Arena *a, Str bytes, Str file_name, Extract *out, Error *error)
{
    *out = (Extract){0};
    *error = (Error){0};
    const Reader *r = reader_of(bytes, file_name, error);
    if (!r)
        return false;
    if (bytes.len > EXTRACT_FILE_MAX) {
        *error = (Error){.kind = &extract_too_much,
                         .details = S("It is larger than 16 MB."),
                         .hint = S("Leave pictures out of it.")};
        return false;
    }
    out->kind = str_of(r->kind);
    out->mime = str_of(r->mime);
    return r->read(a, bytes, out, error);
}
