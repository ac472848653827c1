/* compress.c — which answers are compressed, for whom, and doing it. */
#include "http/compress.h"

#include <stdlib.h>
#include <zlib.h>

enum {
    LEVEL = 1, /* a loop is waiting, and level 4 saves 7 % more for twice the time */
    SMALLEST = 1 << 10,
    LARGEST = 1 << 20,
    GZIP_WINDOW = 15 + 16, /* zlib's way to say: with gzip's header */
    MEM_LEVEL = 8,
};

struct Compressor {
    z_stream stream;
};

static const char *const types[] = {
    "text/",
    "application/json",
    "application/vnd.pgrst",
    "application/openapi+json",
    "application/geo+json",
    "application/manifest+json",
    "application/javascript",
    "application/xml",
    "image/svg+xml",
};

static bool starts_nocase(Str text, Str prefix)
{
    return text.len >= prefix.len && str_eq_nocase((Str){text.s, prefix.len}, prefix);
}

static bool is_text(Str type)
{
    if (starts_nocase(type, S("text/event-stream")))
        return false;
    for (isize i = 0; i < countof(types); i++)
        if (starts_nocase(type, str_of(types[i])))
            return true;
    return false;
}

bool compress_is_worth_it(const Response *res)
{
    if (res->body.len < SMALLEST || res->body.len > LARGEST || res->status == 206 ||
        !is_text(res->content_type))
        return false;
    for (int i = 0; i < res->n_headers; i++)
        if (str_eq_nocase(res->headers[i].name, S("content-encoding")) ||
            str_eq_nocase(res->headers[i].name, S("content-range")))
            return false;
    return true;
}

/* parameters = *(";" name "=" value); "q=0", "q=0.0" and so on mean never */
static bool weighs_nothing(Str parameters)
{
    for (StrPair rest = {.tail = parameters, .found = true}; rest.found;) {
        rest = str_cut(rest.tail, ';');
        Str one = str_trim(rest.head);
        if (!starts_nocase(one, S("q=")))
            continue;
        bool nothing = one.len > 2;
        for (isize i = 2; i < one.len; i++)
            nothing &= one.s[i] == '0' || one.s[i] == '.';
        return nothing;
    }
    return false;
}

static bool is_coding(Str name, Str coding)
{
    if (name.len > 2 && str_eq_nocase((Str){name.s, 2}, S("x-"))) /* "x-gzip" */
        name = str_skip(name, 2);
    return str_eq_nocase(name, coding);
}

/* list = coding [";q=" weight] *("," ...); "*" speaks for what the list leaves out */
bool coding_accepted(Str accept_encoding, Str coding)
{
    bool any = false;
    for (StrPair rest = {.tail = accept_encoding, .found = true}; rest.found;) {
        rest = str_cut(rest.tail, ',');
        StrPair one = str_cut(rest.head, ';');
        Str name = str_trim(one.head);
        bool accepted = !one.found || !weighs_nothing(one.tail);
        if (is_coding(name, coding))
            return accepted;
        if (str_eq(name, S("*")))
            any = accepted;
    }
    return any;
}

static Compressor *compressor_new(void)
{
    Compressor *z = calloc(1, sizeof *z);
    if (!z)
        return NULL;
    if (deflateInit2(&z->stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEM_LEVEL,
                     Z_DEFAULT_STRATEGY) == Z_OK)
        return z;
    free(z);
    return NULL;
}

/* A body that cannot be compressed, for lack of memory too, goes out as it is. */
Str compress_body(Compressor **z, Str body)
{
    if (!*z)
        *z = compressor_new();
    unsigned char *out = *z ? malloc((size_t)body.len) : NULL;
    if (!out)
        return (Str){0};
    z_stream *stream = &(*z)->stream;
    deflateReset(stream);
    stream->next_in = (unsigned char *)(uintptr_t)body.s;
    stream->avail_in = (uInt)body.len;
    stream->next_out = out;
    stream->avail_out = (uInt)body.len;
    if (deflate(stream, Z_FINISH) == Z_STREAM_END)
        return (Str){(char *)out, body.len - (isize)stream->avail_out};
    free(out);
    return (Str){0};
}

void compress_free(Compressor *z)
{
    if (z)
        deflateEnd(&z->stream);
    free(z);
}
