#include "extract/section.h"
#include "extract/dates.h"
#include "extract/letters.h"

#include <glib.h>

#include <math.h>
#include <string.h>

/* How a heading looks; headings of one document look alike. */
typedef struct Look {
    double size;
    uint32_t colour;
    bool bold, upper;
    int level;
} Look;

static Look look_of(const Line *l)
{
    return (Look){l->size, l->colour, l->all_bold, is_all_upper(l->text), l->level};
}

static bool same_look(Look a, Look b)
{
    return fabs(a.size - b.size) < 0.3 && a.colour == b.colour && a.bold == b.bold &&
           a.upper == b.upper && a.level == b.level;
}

/* Stands out from the text around it. */
static bool is_loud(const Document *d, Look l)
{
    return l.bold || l.upper || l.level || l.size > d->body_size * 1.08;
}

static Str heading_text(const Line *l)
{
    Str text = trim_marks(l->text);
    isize bullet = bullet_length(text);
    return str_skip(text, bullet);
}

/* --- the name -------------------------------------------------------------------- */

bool is_title_of_document(Arena *a, Str text)
{
    static const char *const titles[] = {"curriculum vitae", "cv",
                                         "resume",           "lebenslauf",
                                         "curriculum",       "meritforteckning"};
    Str folded = letters_fold(a, trim_marks(text));
    for (isize i = 0; i < countof(titles); i++)
        if (str_eq(folded, str_of(titles[i])))
            return true;
    return false;
}

/* The first letter of a word that is none of "van", "de la", "bin". */
static bool has_small_end(Str text)
{
    isize at = text.len;
    while (at > 0 && text.s[at - 1] != ' ')
        at--;
    uint32_t first = letter_next(text, &(isize){0}), last = letter_next(text, &at);
    return g_unichar_islower(first) || g_unichar_islower(last);
}

static bool may_be_name(Arena *a, Str text)
{
    isize words = words_in(text), at = 0;
    if (!text.len || has_small_end(text) || str_ends(text, S(",")))
        return false;
    return words >= 1 && words <= 7 && text.len <= 80 && !digits_in(text) &&
           !str_has(text, '@') && !str_has(text, ':') && bullet_length(text) == 0 &&
           letter_is_letter(letter_next(text, &at)) &&
           section_named(a, text) == KIND_NONE && !is_title_of_document(a, text);
}

Str labelled_name(Arena *a, Str text)
{
    StrPair cut = str_cut(text, '\t');
    if (!cut.found)
        cut = str_cut(text, ':');
    Str label = letters_fold(a, trim_marks(cut.head)), name = trim_marks(cut.tail);
    bool says = str_eq(label, S("name")) || str_eq(label, S("vor- und nachname")) ||
                str_eq(label, S("nom")) || str_eq(label, S("nombre"));
    return says && may_be_name(a, name) ? name : (Str){0};
}

static isize find_name(Arena *a, const Document *d)
{
    isize best = -1;
    for (isize i = 0; i < d->n && i < 12; i++)
        if (labelled_name(a, d->lines[i].text).s)
            return i;
    for (isize i = 0; i < d->n && d->lines[i].page == 1; i++) {
        const Line *l = &d->lines[i];
        Str text = str_cut(l->text, '\t').head;
        if (!may_be_name(a, text))
            continue;
        if (!d->styled)
            return i < 6 || l->level == 1 ? i : -1;
        if (best < 0 || l->size > d->lines[best].size + 0.3)
            best = i;
    }
    bool first = best >= 0 && best < 4;
    bool large = best >= 0 && d->lines[best].size > d->body_size * 1.15;
    return large || first ? best : -1;
}

/* --- headings -------------------------------------------------------------------- */

typedef struct Finder {
    Arena *arena;
    const Document *d;
    SectionKind *kinds; /* by line: a heading's */
    Look look;          /* of most headings */
    bool have_look;
    isize name;
} Finder;

static bool may_be_heading(const Finder *f, isize i)
{
    const Line *l = &f->d->lines[i];
    if (f->d->styled || l->level)
        return true;
    bool colon = l->text.len && l->text.s[l->text.len - 1] == ':';
    return i == 0 || l->gap >= 1 || colon || is_all_upper(l->text);
}

static void find_words(Finder *f)
{
    for (isize i = 0; i < f->d->n; i++)
        if (i != f->name && may_be_heading(f, i))
            f->kinds[i] = section_named(f->arena, heading_text(&f->d->lines[i]));
}

static void find_look(Finder *f)
{
    enum { LOOKS_MOST = 200 };
    struct {
        Look look;
        SectionKind kind;
    } seen[LOOKS_MOST];
    isize n = 0, most = 0;
    for (isize i = 0; i < f->d->n && n < LOOKS_MOST; i++)
        if (f->kinds[i]) {
            seen[n].look = look_of(&f->d->lines[i]);
            seen[n++].kind = f->kinds[i];
        }
    for (isize i = 0; i < n; i++) {
        isize votes = 0;
        bool voted[N_KINDS] = {false};
        for (isize k = 0; k < n; k++)
            if (same_look(seen[i].look, seen[k].look) && !voted[seen[k].kind])
                votes += voted[seen[k].kind] = true;
        if (votes > most || (votes == most && seen[i].look.size > f->look.size + 0.3)) {
            most = votes;
            f->look = seen[i].look;
            f->have_look = true;
        }
    }
}

/* "Languages" in bold among the skills is no heading where headings are larger. */
static bool is_quieter(const Finder *f, Look l)
{
    if (l.level && f->look.level)
        return l.level > f->look.level;
    return l.size < f->look.size - 0.3 || (f->look.bold && !l.bold) ||
           (f->look.upper && !l.upper) ||
           (f->look.colour != l.colour && !l.bold && !l.upper &&
            l.size <= f->d->body_size * 1.08);
}

static void drop_quiet_ones(Finder *f)
{
    for (isize i = 0; i < f->d->n; i++)
        if (f->kinds[i] && is_quieter(f, look_of(&f->d->lines[i])))
            f->kinds[i] = KIND_NONE;
}

/* Lines that look like headings and have words of their own: when they are few, they
 * are headings, too. */
static void find_strangers(Finder *f)
{
    isize known = 0, strangers = 0;
    When w;
    for (int pass = 0; pass < 2; pass++)
        for (isize i = 0; i < f->d->n; i++) {
            const Line *l = &f->d->lines[i];
            if (!same_look(f->look, look_of(l)) || i == f->name)
                continue;
            if (f->kinds[i]) {
                known += pass == 0;
                continue;
            }
            bool fits = words_in(l->text) <= 6 && l->text.len < 60 &&
                        (l->gap > 0.5 || l->begins_flow || l->level) &&
                        !when_find(f->arena, l->text, &w) &&
                        !is_title_of_document(f->arena, l->text) &&
                        !bullet_length(l->text);
            strangers += pass == 0 && fits;
            if (pass == 1 && fits && strangers * 2 <= known)
                f->kinds[i] = KIND_OTHER;
        }
}

/* "Skills: C, Go" on one line, as plain text has it. */
static SectionKind heading_beside(const Finder *f, isize i, SectionKind now,
                                  Str *beside)
{
    const Line *l = &f->d->lines[i];
    StrPair cut = str_cut(l->text, ':');
    if (!cut.found || !cut.tail.len || now == KIND_SKILLS || bullet_length(l->text))
        return KIND_NONE;
    if (f->d->styled ? l->bold_len < cut.head.len : l->gap < 1)
        return KIND_NONE;
    if (f->have_look && f->d->styled && is_quieter(f, look_of(l)))
        return KIND_NONE;
    SectionKind kind = section_named(f->arena, cut.head);
    *beside = str_trim(cut.tail);
    bool list = kind == KIND_SKILLS || kind == KIND_LANGUAGES ||
                kind == KIND_INTERESTS || kind == KIND_SUMMARY ||
                kind == KIND_REFERENCES;
    return list ? kind : KIND_NONE;
}

static void add(Sections *s, Section new)
{
    if (s->n)
        s->v[s->n - 1].to = new.heading >= 0 ? new.heading : new.from;
    s->v[s->n++] = new;
}

/* A name that does not begin the document begins a section with what is below it. */
static void cut_at_headings(Finder *f, Sections *s)
{
    add(s, (Section){.kind = KIND_CONTACT, .heading = -1});
    for (isize i = 0; i < f->d->n; i++) {
        Str beside = {0};
        SectionKind kind = f->kinds[i];
        if (i == f->name) {
            if (s->v[s->n - 1].heading >= 0)
                add(s, (Section){.kind = KIND_CONTACT, .heading = -1, .from = i});
            continue;
        }
        if (!kind)
            kind = heading_beside(f, i, s->v[s->n - 1].kind, &beside);
        if (kind)
            add(s,
                (Section){.kind = kind, .heading = i, .from = i + 1, .beside = beside});
    }
    s->v[s->n - 1].to = f->d->n;
}

Sections sections_find(Arena *a, const Document *d)
{
    Finder f = {.arena = a, .d = d, .kinds = make_n(a, SectionKind, d->n + 1)};
    f.name = find_name(a, d);
    find_words(&f);
    find_look(&f);
    if (f.have_look && is_loud(d, f.look)) {
        drop_quiet_ones(&f);
        find_strangers(&f);
    }
    Sections s = {.v = make_n(a, Section, d->n + 2), .name = f.name};
    cut_at_headings(&f, &s);
    return s;
}
