/*
 * payload_pieces.c — a payload that is too large to be kept, as JSON, piece by piece.
 *
 * Its statement finds the pieces as settings of its transaction, and reads one JSON
 * text: it stays one statement, so that triggers, conflicts and defaults are what they
 * are for a small payload.
 */
#include "rest/payload_csv.h"

#include <stdio.h>

enum { PIECE = 256 << 10 };

struct Pieces {
    const Payload *payload;
    Buf piece;
    const char *at, *kept;
    Csv csv;
    bool begun, ended;
    int n;
    Str params[2]; /* a setting's name and its value */
    char name[32];
};

Pieces *pieces_new(Arena *a, const Payload *payload)
{
    Pieces *p = make(a, Pieces);
    *p = (Pieces){.payload = payload,
                  .at = payload->raw.s,
                  .kept = payload->raw.s,
                  .piece = buf_new(a)};
    buf_room(&p->piece, PIECE + PIECE / 4);
    if (payload->is_csv)
        (void)csv_begin(&p->csv, a, payload->raw, true); /* it has been read before */
    return p;
}

/* A character stays whole: PostgreSQL looks at each piece by itself. */
static isize cut(Str text)
{
    if (text.len <= PIECE)
        return text.len;
    isize n = PIECE;
    while (n > PIECE - 4 && ((unsigned char)text.s[n] & 0xC0) == 0x80)
        n--;
    return n;
}

static void next_json(Pieces *p)
{
    Str raw = p->payload->raw;
    isize n = cut(str_skip(raw, p->at - raw.s));
    buf_add(&p->piece, (Str){p->at, n});
    p->at += n;
    p->ended = p->at == raw.s + raw.len;
    text_let_go(&p->kept, p->at);
}

static void next_csv(Pieces *p)
{
    bool first = !p->begun;
    if (first)
        buf_add(&p->piece, S("["));
    while (p->piece.len < PIECE && !p->ended) {
        p->ended = csv_next(&p->csv) != CSV_ROW;
        if (p->ended)
            break;
        buf_add(&p->piece, first ? S("") : S(","));
        csv_add_row(&p->csv, &p->piece);
        first = false;
    }
    if (p->ended)
        buf_add(&p->piece, S("]"));
    p->begun = true;
}

static Strs setting(Pieces *p, Str name)
{
    p->params[0] = name;
    p->params[1] = buf_str(&p->piece);
    return (Strs){p->params, 2};
}

bool pieces_next(Pieces *p, Strs *name_and_value)
{
    p->piece.len = 0;
    if (p->n < 0)
        return false;
    if (p->ended) {
        buf_addf(&p->piece, "%d", p->n); /* and a NUL, as ever */
        p->n = -1;
        *name_and_value = setting(p, S("pgrst_body.n"));
    } else {
        p->payload->is_csv ? next_csv(p) : next_json(p);
        buf_add(&p->piece, (Str){"", 1});
        p->piece.len--;
        snprintf(p->name, sizeof p->name, "pgrst_body.p%d", ++p->n);
        *name_and_value = setting(p, str_of(p->name));
    }
    return true;
}
