/*
 * rest_invariant.h — what must hold of every SQL text, whatever a client typed.
 *
 * Outside of quoted names there are only the bytes that our own literals have, quotes
 * come in pairs, and each parameter is named by a number that exists.
 */
#ifndef UNIT_REST_INVARIANT_H
#define UNIT_REST_INVARIANT_H

#include "rest/sql.h"

#include <string.h>

static inline bool is_our_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (c && strchr(" $.,:()[]*=<>|&@~+-_'{}E\\", c));
}

/* The byte after a quoted name that begins at `at`. */
static inline isize after_name(Str sql, isize at)
{
    for (isize i = at + 1; i < sql.len; i++) {
        if (sql.s[i] != '"')
            continue;
        if (i + 1 == sql.len || sql.s[i + 1] != '"')
            return i + 1;
        i++;
    }
    assert(at == sql.len); /* a quoted name ends */
    return sql.len;
}

static inline void assert_sql_is_ours(Str sql, Strs params)
{
    for (isize i = 0; i < sql.len;) {
        if (sql.s[i] == '"') {
            i = after_name(sql, i);
            continue;
        }
        assert(is_our_byte(sql.s[i]));
        if (sql.s[i] == '$') {
            isize n = 0;
            for (i++; i < sql.len && sql.s[i] >= '0' && sql.s[i] <= '9'; i++)
                n = n * 10 + (sql.s[i] - '0');
            assert(n >= 1 && n <= params.n);
            continue;
        }
        i++;
    }
    for (isize i = 0; i < params.n; i++)
        assert(params.v[i].s[params.v[i].len] == '\0');
}

#endif
