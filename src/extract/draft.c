#include "extract/draft.h"

#include "base/json.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64, FIELDS_MOST = 20000 };

static const char *const key_names[N_KEYS] = {
    [KEY_NAME] = "name",
    [KEY_LABEL] = "label",
    [KEY_EMAIL] = "email",
    [KEY_PHONE] = "phone",
    [KEY_POSITION] = "position",
    [KEY_ORGANIZATION] = "organization",
    [KEY_INSTITUTION] = "institution",
    [KEY_LANGUAGE] = "language",
    [KEY_TITLE] = "title",
    [KEY_LOCATION] = "location",
    [KEY_ENTITY] = "entity",
    [KEY_TYPE] = "type",
    [KEY_ROLES] = "roles",
    [KEY_AREA] = "area",
    [KEY_STUDY_TYPE] = "studyType",
    [KEY_FLUENCY] = "fluency",
    [KEY_LEVEL] = "level",
    [KEY_NETWORK] = "network",
    [KEY_USERNAME] = "username",
    [KEY_AWARDER] = "awarder",
    [KEY_ISSUER] = "issuer",
    [KEY_PUBLISHER] = "publisher",
    [KEY_URL] = "url",
    [KEY_START] = "startDate",
    [KEY_END] = "endDate",
    [KEY_DATE] = "date",
    [KEY_RELEASE_DATE] = "releaseDate",
    [KEY_SCORE] = "score",
    [KEY_DESCRIPTION] = "description",
    [KEY_SUMMARY] = "summary",
    [KEY_REFERENCE] = "reference",
    [KEY_HIGHLIGHTS] = "highlights",
    [KEY_COURSES] = "courses",
    [KEY_KEYWORDS] = "keywords",
    [KEY_ADDRESS] = "address",
    [KEY_POSTAL_CODE] = "postalCode",
    [KEY_CITY] = "city",
    [KEY_REGION] = "region",
    [KEY_COUNTRY] = "countryCode",
};

/* In the order in which they are written; basics' own parts follow basics. */
static const struct {
    int part;
    const char *name;
} parts[] = {
    {PART_BASICS, "basics"},
    {PART_PLACE, "basics/location"},
    {PART_PROFILES, "basics/profiles"},
    {KIND_WORK, "work"},
    {KIND_VOLUNTEER, "volunteer"},
    {KIND_EDUCATION, "education"},
    {KIND_PROJECTS, "projects"},
    {KIND_AWARDS, "awards"},
    {KIND_CERTIFICATES, "certificates"},
    {KIND_PUBLICATIONS, "publications"},
    {KIND_SKILLS, "skills"},
    {KIND_LANGUAGES, "languages"},
    {KIND_INTERESTS, "interests"},
    {KIND_REFERENCES, "references"},
};

Draft draft_new(Arena *a, const Document *doc)
{
    return (Draft){.arena = a,
                   .document = doc,
                   .v = make_n(a, Found, FIRST_ROOM),
                   .room = FIRST_ROOM,
                   .used = make_n(a, bool, doc->n + 1),
                   .rest = make_n(a, Rest, FIRST_ROOM),
                   .room_rest = FIRST_ROOM};
}

static void *grown(Arena *a, const void *old, isize n, isize size)
{
    void *more = arena_alloc(a, size, 16, 2 * n);
    memcpy(more, old, (size_t)(n * size));
    return more;
}

static void add(Draft *d, Found f)
{
    if (!f.value.len || d->n == FIELDS_MOST)
        return;
    if (d->n == d->room) {
        d->v = grown(d->arena, d->v, d->room, sizeof(Found));
        d->room *= 2;
    }
    d->v[d->n++] = f;
}

/* What an entry has already stays: the first is the likelier one. */
void draft_add(Draft *d, Spot at, Key key, Str value, int confidence)
{
    if (draft_has(d, at.part, at.index, key)) {
        draft_leave(d, at.line, value);
        return;
    }
    add(d, (Found){.part = at.part,
                   .index = at.index,
                   .key = key,
                   .item = -1,
                   .value = value,
                   .confidence = confidence,
                   .line = at.line,
                   .lines = at.lines});
}

void draft_add_item(Draft *d, Spot at, Key key, Str value, int confidence)
{
    int item = 0;
    for (isize i = d->n;
         i > 0 && d->v[i - 1].part == at.part && d->v[i - 1].index == at.index && !item;
         i--)
        if (d->v[i - 1].key == key)
            item = d->v[i - 1].item + 1;
    add(d, (Found){.part = at.part,
                   .index = at.index,
                   .key = key,
                   .item = item,
                   .value = value,
                   .confidence = confidence,
                   .line = at.line,
                   .lines = at.lines});
}

/* An entry's fields are found one after the other; those of basics, all over. */
bool draft_has(const Draft *d, int part, int index, Key key)
{
    bool scattered = part == PART_BASICS || part == PART_PLACE || part == PART_PROFILES;
    for (isize i = d->n; i > 0; i--) {
        const Found *f = &d->v[i - 1];
        bool same = f->part == part && f->index == index;
        if (same && f->key == key)
            return true;
        if (!same && !scattered)
            return false;
    }
    return false;
}

bool draft_next(Draft *d, int part)
{
    for (isize i = d->n; i > 0 && d->v[i - 1].part == part; i--)
        if (d->v[i - 1].index == d->entries[part]) {
            d->entries[part]++;
            return true;
        }
    return false;
}

void draft_use(Draft *d, isize line, isize lines)
{
    for (isize i = line; i < line + lines; i++)
        d->used[i] = true;
}

void draft_leave(Draft *d, isize line, Str text)
{
    if (!text.len || d->n_rest == FIELDS_MOST)
        return;
    if (d->n_rest == d->room_rest) {
        d->rest = grown(d->arena, d->rest, d->room_rest, sizeof(Rest));
        d->room_rest *= 2;
    }
    d->rest[d->n_rest++] = (Rest){line, text};
}

static int order_of(int part)
{
    for (int i = 0; i < countof(parts); i++)
        if (parts[i].part == part)
            return i;
    return countof(parts);
}

static int by_place(const void *a, const void *b)
{
    const Found *x = a, *y = b;
    const int by[][2] = {{order_of(x->part), order_of(y->part)},
                         {x->index, y->index},
                         {(int)x->key, (int)y->key},
                         {x->item, y->item}};
    for (isize i = 0; i < countof(by); i++)
        if (by[i][0] != by[i][1])
            return by[i][0] < by[i][1] ? -1 : 1;
    return 0;
}

/* Companies are "name" to JSON Resume's work, and to nothing else. */
static const char *name_of(const Found *f)
{
    return f->part == KIND_WORK && f->key == KEY_ORGANIZATION ? "name"
                                                              : key_names[f->key];
}

void draft_sort(Draft *d)
{
    if (d->n)
        qsort(d->v, (size_t)d->n, sizeof(Found), by_place);
}

static isize write_member(Buf *b, const Draft *d, isize i)
{
    const Found *f = &d->v[i];
    if (f->item < 0) {
        json_str(b, name_of(f), f->value);
        return i + 1;
    }
    json_open_array(b, name_of(f));
    for (; i < d->n && d->v[i].part == f->part && d->v[i].index == f->index &&
           d->v[i].key == f->key;
         i++)
        json_str(b, NULL, d->v[i].value);
    json_close_array(b);
    return i;
}

static isize write_members(Buf *b, const Draft *d, isize i)
{
    int part = d->v[i].part, index = d->v[i].index;
    while (i < d->n && d->v[i].part == part && d->v[i].index == index)
        i = write_member(b, d, i);
    return i;
}

static isize write_entries(Buf *b, const Draft *d, isize i, const char *name)
{
    int part = d->v[i].part;
    json_open_array(b, name);
    while (i < d->n && d->v[i].part == part) {
        json_open(b);
        i = write_members(b, d, i);
        json_close(b);
    }
    json_close_array(b);
    return i;
}

static bool part_at(const Draft *d, isize i, int part)
{
    return i < d->n && d->v[i].part == part;
}

static isize write_basics(Buf *b, const Draft *d)
{
    isize i = 0;
    json_open_named(b, "basics");
    if (part_at(d, i, PART_BASICS))
        i = write_members(b, d, i);
    if (part_at(d, i, PART_PLACE)) {
        json_open_named(b, "location");
        i = write_members(b, d, i);
        json_close(b);
    }
    if (part_at(d, i, PART_PROFILES))
        i = write_entries(b, d, i, "profiles");
    json_close(b);
    return i;
}

void draft_write(Buf *b, const Draft *d, Strs unplaced)
{
    json_open(b);
    for (isize i = write_basics(b, d); i < d->n;)
        i = write_entries(b, d, i, parts[order_of(d->v[i].part)].name);
    if (unplaced.n) {
        json_open_named(b, "meta");
        json_open_array(b, "unplaced");
        for (isize i = 0; i < unplaced.n; i++)
            json_str(b, NULL, unplaced.v[i]);
        json_close_array(b);
        json_close(b);
    }
    json_close(b);
}

Str draft_path(Arena *a, const Found *f)
{
    Buf b = buf_new(a);
    buf_addf(&b, "/%s", parts[order_of(f->part)].name);
    if (f->part != PART_BASICS && f->part != PART_PLACE)
        buf_addf(&b, "/%d", f->index);
    buf_addf(&b, "/%s", name_of(f));
    if (f->item >= 0)
        buf_addf(&b, "/%d", f->item);
    return buf_str(&b);
}
