#include "extract/filler.h"
#include "extract/letters.h"
#include "extract/lexicon.h"

#include <string.h>

typedef bool Named(Arena *a, Str text);

static const char *const score_labels[] = {
    "gpa",    "grade",   "cgpa",        "score",       "note",    "abschlussnote",
    "grades", "mention", "overall gpa", "final grade", "average", NULL};
static const char *const course_labels[] = {"courses",
                                            "coursework",
                                            "relevant coursework",
                                            "relevant courses",
                                            "selected courses",
                                            "modules",
                                            "kurse",
                                            "schwerpunkte",
                                            "cours",
                                            "key modules",
                                            NULL};

/* "GPA 3.9/4.0" has no colon; "3.9/4.0" alone is a grade as well. */
static Str grade_in(Arena *a, Str text)
{
    Str value = filler_labelled(a, text, score_labels);
    if (value.s)
        return value;
    StrPair cut = str_cut(text, ' ');
    Str first = letters_fold(a, cut.head);
    for (isize i = 0; cut.found && score_labels[i]; i++)
        if (str_eq(first, str_of(score_labels[i])) && digits_in(cut.tail))
            return str_trim(cut.tail);
    return (Str){0};
}

/* "BSc in Physics, GPA: 3.8", "... (GPA 3.8)": the grade becomes a piece of its own. */
static void part_grade(Filler *f, Head *h)
{
    for (isize i = 0; i < h->n && h->n < PIECES_OF_HEAD; i++) {
        Str text = h->v[i].text;
        for (isize k = 1; k + 1 < text.len; k++) {
            if (text.s[k] != ',' && text.s[k] != '(')
                continue;
            Str tail = str_trim(str_skip(text, k + 1));
            if (!grade_in(f->arena, tail).s)
                continue;
            memmove(&h->v[i + 1], &h->v[i], (size_t)(h->n - i) * sizeof h->v[0]);
            h->n++;
            h->v[i].text = trim_marks((Str){text.s, k});
            while (tail.len && tail.s[tail.len - 1] == ')')
                tail.len--;
            h->v[i + 1].text = tail;
            return;
        }
    }
}

static void put_grade(Filler *f, Head *h)
{
    part_grade(f, h);
    for (isize i = 0; i < h->n; i++) {
        Str value = grade_in(f->arena, h->v[i].text);
        if (!value.s)
            continue;
        draft_add(f->d, filler_spot(f, h->v[i].line, 1), KEY_SCORE, value, 92);
        filler_remove_piece(h, i--);
    }
}

/* studyType and area: "Bachelor, Informatics", "BSc in Physics", "M.A. History" */
static void put_study(Filler *f, const HeadPiece *p, int sure)
{
    static const char *const marks[] = {", ", " in ", " im ", " en ", " of ", ": "};
    Str text = p->text;
    for (isize i = 0; i < countof(marks); i++) {
        const char *found =
            memmem(text.s, (size_t)text.len, marks[i], strlen(marks[i]));
        if (!found)
            continue;
        Str head = trim_marks((Str){text.s, found - text.s});
        Str tail = trim_marks(str_skip(text, found - text.s + (isize)strlen(marks[i])));
        /* "Master of Science" is one thing, "Master of Architecture" is not two. */
        if (str_eq(str_of(marks[i]), S(" of ")))
            continue;
        if (!head.len || !tail.len || (!names_degree(f->arena, head) && i > 0))
            continue;
        draft_add(f->d, filler_spot(f, p->line, 1), KEY_STUDY_TYPE, head, sure);
        draft_add(f->d, filler_spot(f, p->line, 1), KEY_AREA, tail, sure);
        return;
    }
    StrPair cut = str_cut(text, ' ');
    bool short_degree = cut.found && cut.head.len <= 7 &&
                        names_degree(f->arena, cut.head) &&
                        !str_starts(cut.tail, S("of "));
    if (short_degree && cut.tail.len && cut.tail.s[0] != '(') {
        draft_add(f->d, filler_spot(f, p->line, 1), KEY_STUDY_TYPE, cut.head, sure);
        draft_add(f->d, filler_spot(f, p->line, 1), KEY_AREA, str_trim(cut.tail), sure);
        return;
    }
    filler_put_piece(f, names_degree(f->arena, text) ? KEY_STUDY_TYPE : KEY_AREA, p,
                     sure);
}

static int school_score(Arena *a, Str text)
{
    return 2 * names_institution(a, text) - names_degree(a, text);
}

/* "BSc Physics, University of X": one piece that is two. */
static void part_school(Filler *f, Head *h)
{
    HeadPiece p = h->v[0];
    for (isize i = p.text.len - 1; i > 0; i--) {
        Str head = {p.text.s, i}, tail = str_trim(str_skip(p.text, i + 1));
        if (p.text.s[i] != ',' || h->n == PIECES_OF_HEAD)
            continue;
        int x = school_score(f->arena, head), y = school_score(f->arena, tail);
        if ((x > 0) == (y > 0))
            continue;
        memmove(&h->v[1], &h->v[0], (size_t)h->n * sizeof h->v[0]);
        h->n++;
        h->v[0].text = head;
        h->v[1].text = tail;
        return;
    }
}

static void fill_school_body(Filler *f, const Entry *e)
{
    Passages p = passages_find(f->arena, f->doc, e->body, e->to);
    for (isize i = 0; i < p.n; i++) {
        Str courses = filler_labelled(f->arena, p.v[i].text, course_labels);
        Str grade = grade_in(f->arena, p.v[i].text);
        if (courses.s)
            filler_put_list(f, &p.v[i], KEY_COURSES, courses, 92);
        else if (grade.s)
            draft_add(f->d, filler_spot(f, p.v[i].line, p.v[i].lines), KEY_SCORE, grade,
                      90);
        else
            draft_leave(f->d, p.v[i].line, p.v[i].text);
    }
}

static isize best_piece(Filler *f, const Head *h, Named *named)
{
    for (isize i = 0; i < h->n; i++)
        if (named(f->arena, h->v[i].text))
            return i;
    return -1;
}

void fill_school(Filler *f, const Entry *e)
{
    Head *h = make(f->arena, Head);
    Entry cut = *e;
    /* A line of courses may look like a part of the head. */
    for (isize i = e->from + 1; i < e->body; i++)
        if (filler_labelled(f->arena, f->doc->lines[i].text, course_labels).s) {
            cut.body = i;
            break;
        }
    entry_head(f->arena, f->doc, &cut, h);
    put_grade(f, h);
    if (h->n == 1)
        part_school(f, h);
    isize school = best_piece(f, h, names_institution);
    isize degree = best_piece(f, h, names_degree);
    if (school == degree && school >= 0)
        degree = -1;
    if (school < 0 && h->n > 1)
        school = degree == 0 || degree < 0 ? 1 : 0;
    for (isize i = 0; i < h->n; i++) {
        const HeadPiece *p = &h->v[i];
        bool study = i == degree || (degree < 0 && i != school && i < 2);
        if (i == school)
            filler_put_piece(f, KEY_INSTITUTION, p,
                             names_institution(f->arena, p->text) ? 90 : 65);
        else if (study)
            put_study(f, p, degree >= 0 ? 88 : 60);
        else if (!draft_has(f->d, f->part, f->d->entries[f->part], KEY_AREA) &&
                 !names_place(f->arena, p->text) && i < 3)
            filler_put_piece(f, KEY_AREA, p, 55);
        else
            filler_leave_piece(f, p);
    }
    filler_put_url(f, h);
    filler_put_dates(f, h, KEY_START, KEY_END);
    fill_school_body(f, &cut);
}
