/* zip_made.h — ZIP files for tests, of parts that are stored, or deflated. */
#ifndef UNIT_ZIP_MADE_H
#define UNIT_ZIP_MADE_H

#include "base/buf.h"

#include <zlib.h>

typedef struct ZipMade {
    Buf file, directory; /* of one arena; one grows while the other rests */
    int n;
} ZipMade;

static inline ZipMade zip_new(Arena *a)
{
    return (ZipMade){.file = buf_new(a), .directory = buf_new(a)};
}

static inline void zip_number(Buf *b, isize value, int bytes)
{
    for (; bytes > 0; bytes--, value >>= 8)
        buf_add(b, (Str){(const char[]){(char)(value & 255)}, 1});
}

/* What both headers of a part have; `packed` bytes are `size` when unpacked. */
static inline void zip_facts(Buf *b, int method, isize packed, isize size, Str name)
{
    zip_number(b, 20, 2);
    zip_number(b, 0, 2);
    zip_number(b, method, 2);
    zip_number(b, 0, 8); /* time and checksum, which nobody asks for */
    zip_number(b, packed, 4);
    zip_number(b, size, 4);
    zip_number(b, name.len, 2);
    zip_number(b, 0, 2);
}

static inline void zip_add_packed(ZipMade *z, const char *name, int method, Str packed,
                                  isize size)
{
    isize local = z->file.len;
    buf_add(&z->file, S("PK\3\4"));
    zip_facts(&z->file, method, packed.len, size, str_of(name));
    buf_add(&z->file, str_of(name));
    buf_add(&z->file, packed);
    buf_add(&z->directory, S("PK\1\2"));
    zip_number(&z->directory, 20, 2);
    zip_facts(&z->directory, method, packed.len, size, str_of(name));
    zip_number(&z->directory, 0, 10);
    zip_number(&z->directory, local, 4);
    buf_add(&z->directory, str_of(name));
    z->n++;
}

static inline void zip_add(ZipMade *z, const char *name, Str bytes)
{
    zip_add_packed(z, name, 0, bytes, bytes.len);
}

static inline Str zip_end(ZipMade *z)
{
    isize at = z->file.len;
    buf_add(&z->file, buf_str(&z->directory));
    buf_add(&z->file, S("PK\5\6"));
    zip_number(&z->file, 0, 4);
    zip_number(&z->file, z->n, 2);
    zip_number(&z->file, z->n, 2);
    zip_number(&z->file, z->directory.len, 4);
    zip_number(&z->file, at, 4);
    zip_number(&z->file, 0, 2);
    return buf_str(&z->file);
}

/* So many blanks, between `begin` and `end`, deflated. */
static inline Str zip_deflate_blanks(Arena *a, Str begin, isize blanks, Str end)
{
    enum { PIECE = 1 << 16 };
    static char piece[PIECE];
    isize room = blanks / 500 + begin.len + end.len + 4096;
    char *out = make_n(a, char, room);
    z_stream s = {.next_out = (Bytef *)out, .avail_out = (uInt)room};
    deflateInit2(&s, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
    for (int i = 0; i < PIECE; i++)
        piece[i] = ' ';
    for (isize done = -1; done <= blanks; done += done < 0 ? 1 : PIECE) {
        Str next = done < 0 ? begin : done + PIECE > blanks ? end : (Str){piece, PIECE};
        s.next_in = (Bytef *)(uintptr_t)next.s;
        s.avail_in = (uInt)next.len;
        deflate(&s, done + PIECE > blanks ? Z_FINISH : Z_NO_FLUSH);
    }
    isize n = room - (isize)s.avail_out;
    deflateEnd(&s);
    return (Str){out, n};
}

#endif
