#include "pg/batch.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_FIELD = 8 << 10 }; /* a message may quote a whole value */

const ErrorKind database_lost = {
    503, "database_unavailable",
    "The database is not available. Try again in a moment."};
const ErrorKind database_refused = {500, "XX000", "The database refused the request."};

void batch_add(Batch *b, Str sql, Strs params)
{
    assert(b->n < MAX_STATEMENTS);
    b->statements[b->n++] = (Statement){.sql = sql, .params = params};
}

/* The text depends on nothing but how many settings there are: made once for each. */
enum { LONGEST_CALL = 40 }; /* ",set_config($12345,$12346,true)" */
static char head_texts[MAX_HEAD_SETTINGS + 1][LONGEST_CALL * (MAX_HEAD_SETTINGS + 1)];
static isize head_lengths[MAX_HEAD_SETTINGS + 1];

static isize write_head_text(char *text, isize room, isize n)
{
    char *end = text + room, *at = text;
    at += snprintf(at, (size_t)(end - at), "select ");
    for (isize i = 1; i <= n; i++)
        at += snprintf(at, (size_t)(end - at), "%sset_config($%td,$%td,true)",
                       i > 1 ? "," : "", 2 * i - 1, 2 * i);
    return at - text;
}

static void make_head_texts(void)
{
    for (int n = 1; n <= MAX_HEAD_SETTINGS; n++)
        head_lengths[n] = write_head_text(head_texts[n], sizeof head_texts[n], n);
}

/* Of more settings than one has: roles and configurations may have any number. */
static Str head_text(Arena *a, isize n)
{
    if (n <= MAX_HEAD_SETTINGS)
        return (Str){head_texts[n], head_lengths[n]};
    isize room = LONGEST_CALL * (n + 1);
    char *text = make_n(a, char, room);
    return (Str){text, write_head_text(text, room, n)};
}

Statement head_statement(Arena *a, Str role, Strs names_and_values)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_head_texts);
    isize n = names_and_values.n + 2;
    assert(n % 2 == 0);
    Str *params = make_n(a, Str, n);
    params[0] = S("role");
    params[1] = str_copy(a, role);
    for (isize i = 2; i < n; i += 2) {
        params[i] = names_and_values.v[i - 2]; /* a literal: its NUL is there */
        Str value = names_and_values.v[i - 1];
        params[i + 1] = value.s ? str_copy(a, value) : value;
    }
    return (Statement){.sql = head_text(a, n / 2), .params = {params, n}};
}

void reply_clear(Reply *r)
{
    for (int i = 0; i < r->n; i++)
        PQclear(r->results[i]);
    PQclear(r->error);
    *r = (Reply){0};
}

static Str field(Arena *a, const PGresult *r, int code)
{
    Str text = str_of(PQresultErrorField(r, code));
    if (text.len > LONGEST_FIELD)
        text.len = LONGEST_FIELD;
    return text.s ? str_copy(a, text) : text;
}

Error reply_error(Arena *a, const Reply *r)
{
    if (!r->error)
        return (Error){.kind = &database_lost};
    Error e = {.kind = &database_refused,
               .code = field(a, r->error, PG_DIAG_SQLSTATE),
               .message = field(a, r->error, PG_DIAG_MESSAGE_PRIMARY),
               .details = field(a, r->error, PG_DIAG_MESSAGE_DETAIL),
               .hint = field(a, r->error, PG_DIAG_MESSAGE_HINT)};
    e.status = sqlstate_status(e.code, true);
    return e;
}

/*
 * PostgREST's table of SQLSTATE to status: the longest prefix wins, so whole codes
 * stand beside classes.  What is not here is a client's mistake: 400.
 */
static const struct {
    const char *prefix;
    int status;
} statuses[] = {
    {"08", 503},    {"09", 500},    {"0L", 403},    {"0P", 403},    {"21000", 500},
    {"23503", 409}, {"23505", 409}, {"25", 500},    {"25006", 405}, {"28", 403},
    {"2D", 500},    {"38", 500},    {"39", 500},    {"3B", 500},    {"40", 500},
    {"42501", 403}, {"42883", 404}, {"42P01", 404}, {"42P17", 500}, {"53", 503},
    {"53400", 500}, {"54", 500},    {"55", 500},    {"57", 500},    {"57P01", 503},
    {"58", 500},    {"F0", 500},    {"HV", 500},    {"P0", 500},    {"P0001", 400},
    {"XX", 500},
};

int sqlstate_status(Str state, bool signed_in)
{
    int64_t number;
    if (str_starts(state, S("PT")) && str_to_int(str_skip(state, 2), &number))
        return number >= 200 && number <= 599 ? (int)number : 500;
    if (str_eq(state, S("42501")) && !signed_in)
        return 401;
    isize longest = 0;
    int status = 400;
    for (isize i = 0; i < countof(statuses); i++) {
        Str prefix = str_of(statuses[i].prefix);
        if (prefix.len > longest && str_starts(state, prefix))
            longest = prefix.len, status = statuses[i].status;
    }
    return status;
}

/* 42804: a function's rows have become of another type than the plan was made for. */
bool sqlstate_is_stale_plan(Str state)
{
    return str_eq(state, S("26000")) || str_eq(state, S("0A000")) ||
           str_eq(state, S("42804"));
}
