#include "storage/multipart.h"

#include "base/buf.h"

#include <string.h>

static bool broken(Multipart *m, const char *wrong)
{
    m->state = MULTIPART_BROKEN;
    m->wrong = wrong;
    return false;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

/* value = '"' (char | '\"')* '"' | token.  Browsers write \ in file names as it is. */
static Str param_value(Arena *a, Str *rest)
{
    if (!str_starts(*rest, S("\""))) {
        isize n = 0;
        while (n < rest->len && rest->s[n] != ';')
            n++;
        Str token = str_trim((Str){rest->s, n});
        *rest = str_skip(*rest, n);
        return token;
    }
    char *out = make_n(a, char, rest->len + 1);
    isize n = 0, i = 1;
    for (; i < rest->len && rest->s[i] != '"'; i++) {
        if (rest->s[i] == '\\' && i + 1 < rest->len && rest->s[i + 1] == '"')
            i++;
        out[n++] = rest->s[i];
    }
    *rest = str_skip(*rest, i < rest->len ? i + 1 : i);
    return (Str){out, n};
}

Str header_param(Arena *a, Str value, Str name)
{
    Str rest = str_cut(value, ';').tail;
    while (rest.len) {
        isize n = 0;
        while (n < rest.len && rest.s[n] != '=' && rest.s[n] != ';')
            n++;
        Str key = str_trim((Str){rest.s, n});
        rest = str_skip(rest, n);
        if (str_starts(rest, S("="))) {
            rest = str_trim(str_skip(rest, 1));
            Str found = param_value(a, &rest);
            if (str_eq_nocase(key, name))
                return found;
        }
        while (rest.len && rest.s[0] != ';')
            rest = str_skip(rest, 1);
        if (rest.len)
            rest = str_skip(rest, 1);
    }
    return (Str){0};
}

static bool boundary_valid(Str b)
{
    if (b.len < 1 || b.len > MULTIPART_BOUNDARY)
        return false;
    for (isize i = 0; i < b.len; i++)
        if (b.s[i] < ' ' || b.s[i] > '~')
            return false;
    return b.s[b.len - 1] != ' ';
}

bool multipart_begin(Multipart *m, Arena *a, Str content_type)
{
    *m = (Multipart){.arena = a};
    Str type = str_trim(str_cut(content_type, ';').head);
    Str boundary = header_param(a, content_type, S("boundary"));
    if (!str_eq_nocase(type, S("multipart/form-data")) || !boundary_valid(boundary))
        return false;
    memcpy(m->delimiter, "\r\n--", 4);
    memcpy(m->delimiter + 4, boundary.s, (size_t)boundary.len);
    m->delimiter_len = 4 + boundary.len;
    m->matched = 2; /* the first delimiter needs no line before it */
    return true;
}

/* head = (name ":" value CRLF)* CRLF */
static bool parse_head(Multipart *m)
{
    if (m->n == MULTIPART_PARTS)
        return broken(m, "the form has too many parts");
    Part part = {.offset = m->at};
    Str rest = str_copy(m->arena, (Str){m->head, m->head_len - 2});
    while (rest.len) {
        StrPair line = str_cut(rest, '\r');
        if (!line.found || !str_starts(line.tail, S("\n")) ||
            str_has(line.head, '\n') || str_has(line.head, 0))
            return broken(m, "a part's head has a malformed line");
        StrPair field = str_cut(line.head, ':');
        Str value = str_trim(field.tail);
        if (!field.found)
            return broken(m, "a part's head has a line without a colon");
        if (str_eq_nocase(field.head, S("content-disposition"))) {
            part.name = header_param(m->arena, value, S("name"));
            if (!part.name.s) /* curl leaves an empty one out */
                part.name = S("");
            part.filename = header_param(m->arena, value, S("filename"));
        } else if (str_eq_nocase(field.head, S("content-type"))) {
            part.content_type = value;
        }
        rest = str_skip(line.tail, 1);
    }
    if (!part.name.s)
        return broken(m, "a part has no content disposition");
    m->parts[m->n++] = part;
    m->open = true;
    return true;
}

/*
 * Looks for the delimiter.  Its first byte, a CR, occurs in it once only, so after a
 * mismatch nothing but a new CR can begin another match.  Returns the bytes used.
 */
static isize read_data(Multipart *m, Str bytes)
{
    isize i = 0;
    while (i < bytes.len) {
        if (m->matched == 0) {
            const char *cr = memchr(bytes.s + i, '\r', (size_t)(bytes.len - i));
            if (!cr)
                return bytes.len;
            i = cr - bytes.s;
        }
        char c = bytes.s[i++];
        m->matched = c == m->delimiter[m->matched] ? m->matched + 1 : c == '\r';
        if (m->matched < m->delimiter_len)
            continue;
        if (m->open) {
            Part *part = &m->parts[m->n - 1];
            part->size = m->at + i - m->delimiter_len - part->offset;
            m->open = false;
        }
        m->matched = 0;
        m->state = MULTIPART_DELIMITED;
        return i;
    }
    return i;
}

static bool head_is_whole(const Multipart *m)
{
    Str head = {m->head, m->head_len};
    return str_ends(head, S("\r\n\r\n")) || str_eq(head, S("\r\n"));
}

/* One byte of what stands between two parts' data; m->at is behind it already. */
static bool read_between(Multipart *m, char c)
{
    switch (m->state) {
    case MULTIPART_DELIMITED:
        if (c == '-')
            m->state = MULTIPART_DASH;
        else if (c == '\r')
            m->state = MULTIPART_RETURN;
        else if (!blank(c))
            return broken(m, "a boundary is not the end of its line");
        return true;
    case MULTIPART_DASH:
        if (c != '-')
            return broken(m, "a boundary is not the end of its line");
        m->state = MULTIPART_DONE;
        return true;
    case MULTIPART_RETURN:
        if (c != '\n')
            return broken(m, "a boundary is not the end of its line");
        m->state = MULTIPART_IN_HEAD;
        m->head_len = 0;
        return true;
    case MULTIPART_IN_HEAD:
        if (m->head_len == MULTIPART_HEAD)
            return broken(m, "a part's head is too long");
        m->head[m->head_len++] = c;
        if (c != '\n' || !head_is_whole(m))
            return true;
        m->state = MULTIPART_DATA;
        return parse_head(m);
    case MULTIPART_DATA:
    case MULTIPART_DONE:
    case MULTIPART_BROKEN: break;
    }
    return false; /* not called in these */
}

bool multipart_feed(Multipart *m, Str bytes)
{
    while (bytes.len) {
        isize used = 1;
        if (m->state == MULTIPART_BROKEN)
            return false;
        if (m->state == MULTIPART_DONE) {
            m->at += bytes.len;
            return true;
        }
        if (m->state == MULTIPART_DATA) {
            used = read_data(m, bytes);
            m->at += used;
        } else {
            m->at++;
            if (!read_between(m, bytes.s[0]))
                return false;
        }
        bytes = str_skip(bytes, used);
    }
    return true;
}

bool multipart_end(Multipart *m)
{
    if (m->state == MULTIPART_DONE)
        return true;
    return m->state == MULTIPART_BROKEN ? false : broken(m, "the form is cut off");
}
