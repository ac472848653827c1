#include "rest/csv_rows.h"

#include <string.h>

static bool wants_quotes(Str text)
{
    static const char special[256] = {
        ['"'] = 1,  ['\\'] = 1, ['('] = 1,  [')'] = 1,  [','] = 1, [' '] = 1,
        ['\t'] = 1, ['\n'] = 1, ['\v'] = 1, ['\f'] = 1, ['\r'] = 1};
    for (isize i = 0; i < text.len; i++)
        if (special[(unsigned char)text.s[i]])
            return true;
    return !text.len;
}

static void add_value(Buf *b, Str text)
{
    if (!wants_quotes(text)) {
        buf_add(b, text);
        return;
    }
    buf_add(b, S("\""));
    isize from = 0;
    for (isize i = 0; i < text.len; i++)
        if (text.s[i] == '"' || text.s[i] == '\\') {
            buf_add(b, (Str){text.s + from, i + 1 - from});
            from = i; /* once more, with what follows */
        }
    buf_add(b, str_skip(text, from));
    buf_add(b, S("\""));
}

void add_csv_names(Buf *b, const PGresult *r)
{
    for (int i = 0; i < PQnfields(r); i++) {
        buf_add(b, i ? S(",") : S(""));
        buf_add(b, str_of(PQfname(r, i)));
    }
}

void add_csv_row(Buf *b, const PGresult *r, int row)
{
    for (int i = 0; i < PQnfields(r); i++) {
        buf_add(b, i ? S(",") : S(""));
        if (!PQgetisnull(r, row, i))
            add_value(b, (Str){PQgetvalue(r, row, i), PQgetlength(r, row, i)});
    }
}
