#include "extract/zip.h"

#include <zlib.h>

#include <stdlib.h>
#include <string.h>

/* Lengths of the records before their names and comments (APPNOTE.TXT 4.3). */
enum { END_SIZE = 22, ENTRY_SIZE = 46, LOCAL_SIZE = 30, COMMENT_MOST = 65535 };
enum { STORED = 0, DEFLATED = 8 };

typedef struct Entry {
    isize method, packed, local; /* local: where its own header is */
} Entry;

/* Little-endian, of n bytes; the caller has seen that they are there. */
static isize number_at(Str s, isize at, int n)
{
    isize value = 0;
    for (int i = n - 1; i >= 0; i--)
        value = value << 8 | (unsigned char)s.s[at + i];
    return value;
}

static bool has_record(Str zip, isize at, isize size, const char *mark)
{
    return at >= 0 && at <= zip.len - size && memcmp(zip.s + at, mark, 4) == 0;
}

/* The end record is the last thing but a comment. */
static isize end_of(Str zip)
{
    for (isize at = zip.len - END_SIZE;
         at >= 0 && at >= zip.len - END_SIZE - COMMENT_MOST; at--)
        if (has_record(zip, at, END_SIZE, "PK\5\6"))
            return at;
    return -1;
}

static ZipAnswer find(Str zip, Str name, Entry *out)
{
    isize end = end_of(zip);
    if (end < 0)
        return ZIP_DAMAGED;
    isize n = number_at(zip, end + 10, 2), at = number_at(zip, end + 16, 4);
    for (isize i = 0; i < n; i++) {
        if (!has_record(zip, at, ENTRY_SIZE, "PK\1\2"))
            return ZIP_DAMAGED;
        isize name_len = number_at(zip, at + 28, 2), past = at + ENTRY_SIZE + name_len;
        if (past > zip.len)
            return ZIP_DAMAGED;
        if (str_eq((Str){zip.s + at + ENTRY_SIZE, name_len}, name)) {
            *out = (Entry){.method = number_at(zip, at + 10, 2),
                           .packed = number_at(zip, at + 20, 4),
                           .local = number_at(zip, at + 42, 4)};
            return ZIP_READ;
        }
        at = past + number_at(zip, at + 30, 2) + number_at(zip, at + 32, 2);
    }
    return ZIP_ABSENT;
}

/* Into room for `most` bytes and one, which tells what is more. */
static ZipAnswer unpack(Str packed, isize most, Str *out)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)packed.s,
                  .avail_in = (uInt)packed.len};
    char *bytes = NULL;
    isize n = 0, cap = packed.len * 4 < most ? packed.len * 4 + 64 : most + 1;
    int state = inflateInit2(&z, -MAX_WBITS);
    while (state == Z_OK && n <= most) {
        char *more = n == 0 || n == cap ? realloc(bytes, (size_t)(cap += n)) : bytes;
        if (!more)
            break;
        bytes = more;
        z.next_out = (Bytef *)bytes + n;
        z.avail_out = (uInt)(cap - n);
        state = inflate(&z, Z_NO_FLUSH);
        bool stuck = cap - n == (isize)z.avail_out && state == Z_OK;
        n = cap - (isize)z.avail_out;
        if (stuck)
            break;
    }
    inflateEnd(&z);
    if (state == Z_STREAM_END && n <= most) {
        *out = (Str){bytes, n};
        return ZIP_READ;
    }
    free(bytes);
    return n > most ? ZIP_LARGE : ZIP_DAMAGED;
}

static ZipAnswer copy(Str stored, isize most, Str *out)
{
    if (stored.len > most)
        return ZIP_LARGE;
    char *bytes = malloc((size_t)stored.len + 1);
    if (!bytes)
        return ZIP_LARGE;
    memcpy(bytes, stored.s, (size_t)stored.len);
    *out = (Str){bytes, stored.len};
    return ZIP_READ;
}

ZipAnswer zip_read(Str zip, const char *name, isize most, Str *out)
{
    Entry e;
    *out = (Str){0};
    ZipAnswer found = find(zip, str_of(name), &e);
    if (found != ZIP_READ)
        return found;
    if (!has_record(zip, e.local, LOCAL_SIZE, "PK\3\4"))
        return ZIP_DAMAGED;
    isize at = e.local + LOCAL_SIZE + number_at(zip, e.local + 26, 2) +
               number_at(zip, e.local + 28, 2);
    if (at > zip.len || e.packed > zip.len - at)
        return ZIP_DAMAGED;
    Str bytes = {zip.s + at, e.packed};
    return e.method == STORED     ? copy(bytes, most, out)
           : e.method == DEFLATED ? unpack(bytes, most, out)
                                  : ZIP_DAMAGED;
}
