#include "extract/filler.h"
#include "extract/letters.h"
#include "extract/lexicon.h"

/* "Team lead, Designer": each is something that somebody may be. */
static bool names_roles(Arena *a, Str text)
{
    Strs items = list_items(a, text);
    for (isize i = 0; i < items.n; i++)
        if (!names_position(a, items.v[i]) || words_in(items.v[i]) > 4)
            return false;
    return items.n > 0;
}

static void put_items(Filler *f, Key key, const HeadPiece *p, int confidence)
{
    Strs items = list_items(f->arena, p->text);
    for (isize i = 0; i < items.n; i++)
        draft_add_item(f->d, filler_spot(f, p->line, 1), key, items.v[i], confidence);
}

/* Behind the name, in any order: kind, roles, tools, for whom. */
void fill_project(Filler *f, const Entry *e)
{
    Head *h = make(f->arena, Head);
    entry_head(f->arena, f->doc, e, h);
    bool entity = false, type = false, roles = false, tools = false;
    if (h->n)
        filler_put_piece(f, KEY_NAME, &h->v[0], 88);
    for (isize i = 1; i < h->n; i++) {
        const HeadPiece *p = &h->v[i];
        Strs items = list_items(f->arena, p->text);
        if (!type && names_project_kind(f->arena, p->text)) {
            filler_put_piece(f, KEY_TYPE, p, 70);
            type = true;
        } else if (!roles && names_roles(f->arena, p->text)) {
            put_items(f, KEY_ROLES, p, 75);
            roles = true;
        } else if (!tools && items.n > 1) {
            put_items(f, KEY_KEYWORDS, p, 70);
            tools = true;
        } else if (!entity && words_in(p->text) <= 6) {
            filler_put_piece(f, KEY_ENTITY, p, 55);
            entity = true;
        } else {
            filler_leave_piece(f, p);
        }
    }
    filler_put_url(f, h);
    filler_put_dates(f, h, KEY_START, KEY_END);
    filler_put_body(f, e, KEY_DESCRIPTION, KEY_DESCRIPTION);
}

/* "Certified Analyst, Tableau": what is behind the last comma gave it. */
static void part_giver(Head *h)
{
    if (h->n != 1)
        return;
    Str text = h->v[0].text;
    for (isize i = text.len - 1; i > 0; i--) {
        Str tail = str_trim(str_skip(text, i + 1));
        if (text.s[i] != ',' || !tail.len)
            continue;
        if (words_in(tail) <= 5) {
            h->v[1] = h->v[0];
            h->v[1].text = tail;
            h->v[0].text = str_trim((Str){text.s, i});
            h->n = 2;
        }
        return;
    }
}

/* Awards, certificates, publications: what, from whom, when, and maybe why. */
void fill_award(Filler *f, const Entry *e)
{
    static const struct {
        int part;
        Key name, from, date;
    } shapes[] = {
        {KIND_AWARDS, KEY_TITLE, KEY_AWARDER, KEY_DATE},
        {KIND_CERTIFICATES, KEY_NAME, KEY_ISSUER, KEY_DATE},
        {KIND_PUBLICATIONS, KEY_NAME, KEY_PUBLISHER, KEY_RELEASE_DATE},
    };
    Head *h = make(f->arena, Head);
    entry_head(f->arena, f->doc, e, h);
    for (isize k = 0; k < countof(shapes); k++) {
        if (shapes[k].part != f->part)
            continue;
        if (f->part != KIND_PUBLICATIONS)
            part_giver(h);
        for (isize i = 0; i < h->n; i++)
            if (i < 2)
                filler_put_piece(f, i ? shapes[k].from : shapes[k].name, &h->v[i],
                                 i ? 75 : 85);
            else
                filler_leave_piece(f, &h->v[i]);
        filler_put_dates(f, h, shapes[k].date, N_KEYS);
    }
    filler_put_url(f, h);
    Passages p = passages_find(f->arena, f->doc, e->body, e->to);
    isize from = 0;
    if (p.n && is_address(p.v[0].text)) {
        draft_add(f->d, filler_spot(f, p.v[0].line, 1), KEY_URL,
                  linked_address(f->doc, p.v[0].text), 90);
        from = 1;
    }
    if (f->part == KIND_CERTIFICATES) /* it has no such field */
        for (isize i = from; i < p.n; i++)
            draft_leave(f->d, p.v[i].line, p.v[i].text);
    else
        filler_put_passages(f, &p, from, p.n, KEY_SUMMARY, 75);
}

void fill_reference(Filler *f, const Entry *e)
{
    Passages p = passages_find(f->arena, f->doc, e->from, e->to);
    bool name = p.n && words_in(p.v[0].text) <= 6 && !str_ends(p.v[0].text, S(".")) &&
                !digits_in(p.v[0].text);
    if (name)
        draft_add(f->d, filler_spot(f, p.v[0].line, p.v[0].lines), KEY_NAME,
                  p.v[0].text, p.v[0].bold ? 88 : 60);
    filler_put_passages(f, &p, name, p.n, KEY_REFERENCE, 75);
}
