#include "extract/filler.h"
#include "extract/letters.h"
#include "extract/lexicon.h"

#include <string.h>

static int position_score(Arena *a, Str text)
{
    bool university = names_institution(a, text) && !names_position(a, text);
    return 2 * names_position(a, text) - names_organization(a, text) - university;
}

/* "Engineer, Acme", "Engineer at Acme": one piece that is two. */
static void part_piece(Filler *f, Head *h)
{
    static const char *const marks[] = {" at ", " bei ", " chez ", " hos ", ", "};
    HeadPiece p = h->v[0];
    for (isize i = 0; i < countof(marks); i++) {
        const char *found =
            memmem(p.text.s, (size_t)p.text.len, marks[i], strlen(marks[i]));
        if (!found || h->n == PIECES_OF_HEAD)
            continue;
        Str head = trim_marks((Str){p.text.s, found - p.text.s});
        Str tail =
            trim_marks(str_skip(p.text, found - p.text.s + (isize)strlen(marks[i])));
        bool comma = marks[i][0] == ',';
        int x = position_score(f->arena, head), y = position_score(f->arena, tail);
        if (!head.len || !tail.len || (comma && (x == y || (x > 0) == (y > 0))))
            continue;
        memmove(&h->v[1], &h->v[0], (size_t)h->n * sizeof h->v[0]);
        h->n++;
        h->v[0].text = head;
        h->v[1].text = tail;
        return;
    }
}

/* "Acme Corp, Berlin, Germany": its end is a place. */
static void part_place(Filler *f, Head *h)
{
    for (isize i = 0; i < h->n && h->n < PIECES_OF_HEAD; i++) {
        HeadPiece *p = &h->v[i];
        StrPair cut = str_cut(p->text, ',');
        Str tail = str_trim(cut.tail);
        bool place = cut.found && names_place(f->arena, tail) &&
                     !names_place(f->arena, str_trim(cut.head)) &&
                     (str_cut(tail, ',').found || country_code(f->arena, tail).s);
        if (!place ||
            (names_place(f->arena, p->text) && words_in(cut.head) <= 2 && h->n > 2))
            continue;
        memmove(p + 1, p, (size_t)(h->n - i) * sizeof *p);
        h->n++;
        p[0].text = str_trim(cut.head);
        p[1].text = tail;
        return;
    }
}

static void take_place(Filler *f, Head *h, Key key)
{
    for (isize i = 0; i < h->n && h->n > 1; i++)
        if (names_place(f->arena, h->v[i].text) &&
            !draft_has(f->d, f->part, f->d->entries[f->part], key)) {
            filler_put_piece(f, key, &h->v[i], 85);
            filler_remove_piece(h, i--);
        }
}

static void read_job(Filler *f, const Entry *e, Head *h)
{
    entry_head(f->arena, f->doc, e, h);
    if (h->n == 1 || (h->n == 2 && names_place(f->arena, h->v[1].text)))
        part_piece(f, h);
}

static int job_score(Filler *f, const Head *h)
{
    return h->n > 1 ? position_score(f->arena, h->v[0].text) -
                          position_score(f->arena, h->v[1].text)
                    : 0;
}

/* "Banque Alpine, Lyon": nobody knows all towns, but companies end in no single word.
 */
static void part_town(Filler *f)
{
    Draft *d = f->d;
    int index = d->entries[f->part];
    if (draft_has(d, f->part, index, KEY_LOCATION))
        return;
    for (isize i = d->n; i > 0 && d->v[i - 1].part == f->part; i--) {
        Found *found = &d->v[i - 1];
        if (found->index != index || found->key != KEY_ORGANIZATION)
            continue;
        StrPair cut = str_cut(found->value, ',');
        Str town = str_trim(cut.tail);
        bool fits = cut.found && town.len > 2 && words_in(town) <= 3 &&
                    !names_organization(f->arena, town) && !digits_in(town) &&
                    !str_cut(town, ',').found;
        if (!fits)
            return;
        isize line = found->line;
        found->value = str_trim(cut.head);
        draft_add(d, filler_spot(f, line, 1), KEY_LOCATION, town, 60);
        return;
    }
}

int job_order(Filler *f, const Entry *e)
{
    Head *h = make(f->arena, Head);
    read_job(f, e, h);
    int score = job_score(f, h);
    return (score > 0) - (score < 0);
}

void fill_job(Filler *f, const Entry *e)
{
    Head *h = make(f->arena, Head);
    read_job(f, e, h);
    if (f->part == KIND_WORK) {
        part_place(f, h);
        take_place(f, h, KEY_LOCATION);
    }
    int score = job_score(f, h);
    int sure = score ? 90 : f->votes ? 80 : 60;
    bool position_first = score > 0 || (score == 0 && f->votes >= 0);
    if (h->n == 1) {
        int alone = position_score(f->arena, h->v[0].text);
        filler_put_piece(f, alone < 0 ? KEY_ORGANIZATION : KEY_POSITION, &h->v[0],
                         alone ? 80 : 50);
    } else if (h->n > 1) {
        filler_put_piece(f, position_first ? KEY_POSITION : KEY_ORGANIZATION, &h->v[0],
                         sure);
        filler_put_piece(f, position_first ? KEY_ORGANIZATION : KEY_POSITION, &h->v[1],
                         sure);
    }
    if (f->part == KIND_WORK && h->n <= 2)
        part_town(f);
    for (isize i = 2; i < h->n; i++)
        if (f->part == KIND_WORK && i == 2 && words_in(h->v[i].text) <= 5)
            filler_put_piece(f, KEY_LOCATION, &h->v[i], 60);
        else
            filler_leave_piece(f, &h->v[i]);
    filler_put_url(f, h);
    filler_put_dates(f, h, KEY_START, KEY_END);
    filler_put_body(f, e, KEY_SUMMARY,
                    f->part == KIND_WORK ? KEY_DESCRIPTION : KEY_SUMMARY);
}
