#include "extract/entry.h"
#include "extract/fill.h"
#include "extract/filler.h"
#include "extract/letters.h"
#include "extract/lexicon.h"

#include <string.h>

/* A row of a list: a name with what belongs to it, "Databases (Expert): SQL, Redis". */
typedef struct ListRow {
    Str name, level, rest;
    isize line, lines;
} ListRow;

static Filler filler_of(Draft *d, const Section *s)
{
    return (Filler){
        .d = d, .s = s, .doc = d->document, .arena = d->arena, .part = (int)s->kind};
}

/* "Name (level)"; the level is what the last brackets hold. */
static void part_level(Str text, Str *name, Str *level)
{
    *name = text;
    *level = (Str){0};
    if (!str_ends(text, S(")")))
        return;
    isize depth = 0, i = text.len - 1;
    for (; i > 0; i--) {
        depth += text.s[i] == ')';
        depth -= text.s[i] == '(';
        if (depth == 0)
            break;
    }
    if (i <= 0)
        return;
    *level = str_trim((Str){text.s + i + 1, text.len - i - 2});
    *name = trim_marks((Str){text.s, i});
}

/* Before the colon: few words, and no address or time. */
static bool is_key(Str text)
{
    return text.len && words_in(text) <= 6 && text.len <= 60 &&
           !str_ends(text, S("http")) && !str_ends(text, S("https"));
}

/* Outside of brackets, so that "Languages (since 2001: C)" has none. */
static isize colon_in(Str text)
{
    isize depth = 0;
    for (isize i = 0; i < text.len; i++) {
        depth += (text.s[i] == '(') - (text.s[i] == ')');
        if (text.s[i] == ':' && depth == 0)
            return i;
    }
    return -1;
}

static ListRow row_of(Str text, isize bold, isize line, isize lines)
{
    ListRow r = {.line = line, .lines = lines};
    isize colon = colon_in(text);
    isize cut = colon >= 0 ? colon : str_find(text, '\t');
    if (cut < 0 && bold > 1 && bold < text.len && text.s[bold] == ' ')
        cut = bold;
    if (cut >= 0 && is_key((Str){text.s, cut})) {
        part_level(trim_marks((Str){text.s, cut}), &r.name, &r.level);
        r.rest = trim_marks(str_skip(text, cut + 1));
    } else {
        r.rest = text;
    }
    return r;
}

static bool is_listing(Str text)
{
    for (isize i = 0; i < text.len; i++)
        if (strchr(",;:|", text.s[i]))
            return true;
    return false;
}

static bool starts_row(const Document *d, isize first, isize i)
{
    const Line *l = &d->lines[i];
    if (bullet_length(l->text))
        return true;
    if (line_in_bullet(d, i))
        return false;
    isize colon = colon_in(l->text);
    bool key = colon > 0 && colon < 50 && is_key((Str){l->text.s, colon});
    bool bold = l->bold && d->lines[first].bold;
    if (!is_listing(l->text) && !is_listing(d->lines[i - 1].text) &&
        words_in(d->lines[i - 1].text) <= 4)
        return true; /* one a line */
    return key || bold || l->gap >= (d->styled ? 0.28 : 1) || !line_goes_on(d, i);
}

/* Rows, wrapped lines joined; `beside` is what stands on the heading's line. */
static ListRow *rows_of(Filler *f, bool bold_is_key, isize *n)
{
    const Section *s = f->s;
    const Document *d = f->doc;
    ListRow *rows = make_n(f->arena, ListRow, s->to - s->from + 2);
    *n = 0;
    if (s->beside.len)
        rows[(*n)++] = row_of(s->beside, 0, s->heading, 1);
    for (isize i = s->from, next; i < s->to; i = next) {
        for (next = i + 1; next < s->to && !starts_row(d, s->from, next); next++)
            ;
        isize mark = bullet_length(d->lines[i].text);
        Buf b = buf_new(f->arena);
        buf_add(&b, str_skip(d->lines[i].text, mark));
        for (isize k = i + 1; k < next; k++) {
            buf_add(&b, S(" "));
            buf_add(&b, d->lines[k].text);
        }
        bool key = bold_is_key && !d->lines[i].all_bold;
        isize bold = key ? d->lines[i].bold_len - mark : 0;
        rows[(*n)++] = row_of(buf_str(&b), bold, i, next - i);
    }
    return rows;
}

static void put_words(Filler *f, const ListRow *r, Key key, Str text, int confidence)
{
    Strs items = list_items(f->arena, text);
    for (isize i = 0; i < items.n; i++)
        draft_add_item(f->d, filler_spot(f, r->line, r->lines), key, items.v[i],
                       confidence);
}

/* Items that are groups of their own: "Python", "Go (3 years)". */
static void put_singles(Filler *f, const ListRow *r)
{
    Strs items = list_items(f->arena, r->rest);
    for (isize i = 0; i < items.n; i++) {
        Str name, level;
        part_level(items.v[i], &name, &level);
        bool is_level = level.len && names_level(f->arena, level);
        Spot at = filler_spot(f, r->line, r->lines);
        draft_add(f->d, at, KEY_NAME, is_level ? name : items.v[i], 80);
        if (is_level)
            draft_add(f->d, at, KEY_LEVEL, level, 80);
        draft_next(f->d, f->part);
    }
}

/* "Backend" in bold and below it "C, Go". */
static bool is_title_of_next(Filler *f, const ListRow *rows, isize i, isize n)
{
    const Line *l = &f->doc->lines[rows[i].line];
    return i + 1 < n && !rows[i].name.len && !rows[i + 1].name.len && l->all_bold &&
           f->doc->styled && !f->doc->lines[rows[i + 1].line].bold &&
           list_items(f->arena, rows[i].rest).n == 1;
}

static void fill_groups(Draft *d, const Section *s, bool with_levels)
{
    Filler f = filler_of(d, s);
    isize n;
    ListRow *rows = rows_of(&f, true, &n);
    for (isize i = 0; i < n; i++) {
        ListRow *r = &rows[i];
        if (is_title_of_next(&f, rows, i, n)) {
            rows[i + 1].name = r->rest;
            rows[i + 1].line = r->line;
            rows[i + 1].lines += r->lines;
            continue;
        }
        if (!r->name.len && !r->level.len) {
            put_singles(&f, r);
            continue;
        }
        Spot at = filler_spot(&f, r->line, r->lines);
        draft_add(d, at, KEY_NAME, r->name, 90);
        if (with_levels)
            draft_add(d, at, KEY_LEVEL, r->level, 88);
        else if (r->level.len)
            draft_leave(d, r->line, r->level);
        put_words(&f, r, KEY_KEYWORDS, r->rest, 90);
        draft_next(d, f.part);
    }
    draft_use(d, s->from, s->to - s->from);
}

void fill_skills(Draft *d, const Section *s)
{
    fill_groups(d, s, true);
}

void fill_interests(Draft *d, const Section *s)
{
    fill_groups(d, s, false);
}

/* --- languages ------------------------------------------------------------------- */

/* "German: native", "German – C1", "German C1": where the second part begins, or -1. */
static isize fluency_in(Arena *a, Str text)
{
    static const char *const marks[] = {":", " – ", " — ", " - ", "\t"};
    for (isize i = 0; i < countof(marks); i++) {
        const char *found =
            memmem(text.s, (size_t)text.len, marks[i], strlen(marks[i]));
        if (found && found > text.s)
            return found - text.s;
    }
    for (isize i = 1; i + 1 < text.len; i++)
        if (text.s[i] == ' ' &&
            names_fluency(a, str_cut(str_skip(text, i + 1), ' ').head))
            return i;
    return -1;
}

static void put_language(Filler *f, const ListRow *r, Str text)
{
    Str name, level;
    Spot at = filler_spot(f, r->line, r->lines);
    part_level(text, &name, &level);
    isize cut = level.len || words_in(text) > 8 ? -1 : fluency_in(f->arena, text);
    if (cut > 0) {
        name = trim_marks((Str){text.s, cut});
        level = trim_marks(str_skip(text, cut));
    }
    draft_add(f->d, at, KEY_LANGUAGE, name, words_in(name) <= 3 ? 90 : 50);
    draft_add(f->d, at, KEY_FLUENCY, level, names_fluency(f->arena, level) ? 92 : 70);
    draft_next(f->d, f->part);
}

void fill_languages(Draft *d, const Section *s)
{
    Filler f = filler_of(d, s);
    isize n;
    ListRow *rows = rows_of(&f, false, &n);
    for (isize i = 0; i < n; i++) {
        ListRow *r = &rows[i];
        bool one = r->name.len && (r->level.len || r->rest.len);
        if (one && list_items(f.arena, r->rest).n > 1 &&
            !names_fluency(f.arena, r->rest))
            one = false;
        if (one) {
            Spot at = filler_spot(&f, r->line, r->lines);
            draft_add(d, at, KEY_LANGUAGE, r->name, 90);
            draft_add(d, at, KEY_FLUENCY, r->level.len ? r->level : r->rest, 85);
            draft_next(d, f.part);
            continue;
        }
        /* "Native: German, French" is the other way round. */
        Strs items = list_items(f.arena, r->rest.len ? r->rest : r->name);
        for (isize k = 0; k < items.n; k++)
            put_language(&f, r, items.v[k]);
        if (r->rest.len && r->name.len)
            draft_leave(d, r->line, r->name);
    }
    draft_use(d, s->from, s->to - s->from);
}
