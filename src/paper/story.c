#include "paper/story.h"
#include "paper/link.h"
#include "paper/text.h"

#include "base/buf.h"

enum { FIRST_SPANS = 8, WHOLE_BYTES = 40 };

#define DOT S(" \xC2\xB7 ")

typedef struct Teller {
    Arena *arena;
    const Template *t;
    Paragraph *first, **tail;
    Paragraph *now; /* being written */
    Buf text;
    isize room; /* of now->spans */
    int entry;  /* of the paragraphs to come */
    int n_entries;
    double above; /* of the next paragraph, in units */
} Teller;

static void begin(Teller *w, Role role, Style base)
{
    Paragraph *p = make(w->arena, Paragraph);
    p->role = role;
    p->base = base;
    p->above = w->above * w->t->unit;
    p->entry = w->entry;
    w->above = 0;
    w->now = p;
    w->room = FIRST_SPANS;
    p->spans = make_n(w->arena, Span, w->room);
    w->text = buf_new(w->arena);
}

static Span *add(Teller *w, Style style, Str text)
{
    Paragraph *p = w->now;
    if (p->n_spans == w->room) {
        Span *more = make_n(w->arena, Span, 2 * w->room);
        for (isize i = 0; i < p->n_spans; i++)
            more[i] = p->spans[i];
        p->spans = more;
        w->room *= 2;
    }
    Span *span = &p->spans[p->n_spans++];
    span->from = w->text.len;
    buf_add(&w->text, text);
    span->to = w->text.len;
    span->style = style;
    return span;
}

/* A paragraph that nothing was written in is not told. */
static Paragraph *end(Teller *w)
{
    Paragraph *p = w->now;
    p->text = buf_str(&w->text);
    if (!p->text.len)
        return NULL;
    *w->tail = p;
    w->tail = &p->next;
    return p;
}

static void add_separator(Teller *w)
{
    if (!w->text.len)
        return;
    Span *dot = add(w, STYLE_MUTED, DOT);
    dot->separates = dot->whole = true;
}

/* One of several things on a line, with a dot between. */
static Span *add_item(Teller *w, Style style, Str text)
{
    if (!text.len)
        return NULL;
    add_separator(w);
    Span *span = add(w, style, text);
    span->whole = text.len <= WHOLE_BYTES;
    return span;
}

static void add_link(Teller *w, Style style, Str url)
{
    Span *span = add_item(w, style, link_shown(url));
    if (span)
        span->uri = link_to(w->arena, url);
}

static Str joined(Arena *a, const TextList *list)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < list->n; i++) {
        buf_add(&b, i ? S(", ") : S(""));
        buf_add(&b, list->items[i]);
    }
    return buf_str(&b);
}

static void tell_plain(Teller *w, Style style, Str text)
{
    begin(w, ROLE_TEXT, style);
    if (text.len)
        add(w, style, text);
    end(w);
}

/* Each line of a longer text is a paragraph. */
static void tell_lines(Teller *w, Str text)
{
    while (text.len) {
        StrPair line = str_cut(text, '\n');
        tell_plain(w, STYLE_BODY, line.head);
        w->above = 1;
        text = line.tail;
    }
    w->above = 0;
}

static void tell_bullets(Teller *w, const TextList *list)
{
    for (isize i = 0; i < list->n; i++) {
        w->above = 1;
        begin(w, ROLE_ITEM, STYLE_BODY);
        add(w, STYLE_BODY, list->items[i]);
        end(w);
    }
}

static void tell_labelled(Teller *w, Str label, Str text)
{
    if (!text.len)
        return;
    begin(w, ROLE_TEXT, STYLE_BODY);
    add(w, STYLE_KEY, label);
    add(w, STYLE_BODY, S(": "));
    add(w, STYLE_BODY, text);
    end(w);
}

/* A title needs something to stand on: what stands out most, of what there is. */
static Str title_of(const Entry *e)
{
    return e->name.len ? e->name : e->area.len ? e->area : e->organization;
}

/* A guess before anything is measured; what is wrong with it is only a line more. */
static bool fits_a_line(const Teller *w, const Entry *e, Str dates)
{
    const Str parts[] = {title_of(e), e->area, e->organization, link_shown(e->url),
                         dates};
    double ems = 6;
    for (isize i = 0; i < countof(parts); i++)
        for (isize at = 0; at < parts[i].len;)
            ems += text_next(parts[i], &at) < 0x1100 ? 0.55 : 1;
    return ems * w->t->sizes[SIZE_BODY] < w->t->paper.width - 2 * w->t->margin_x;
}

static void tell_title(Teller *w, const Entry *e, bool one_line)
{
    Str dates = date_range(w->arena, &w->t->words, e->start, e->end, e->ongoing);
    Str title = title_of(e);
    bool fits = fits_a_line(w, e, dates);
    begin(w, ROLE_TITLE, STYLE_TITLE);
    w->now->keeps_next = true;
    if (!title.len) {
        add(w, STYLE_MUTED, dates);
        end(w);
        return;
    }
    add(w, STYLE_TITLE, title);
    if (e->name.len && e->area.len) {
        add(w, STYLE_TITLE, S(", "));
        add(w, STYLE_TITLE, e->area);
    }
    if (one_line) {
        if (title.s != e->organization.s)
            add_item(w, STYLE_CONTEXT, e->organization);
        if (fits)
            add_link(w, STYLE_MUTED, e->url);
    }
    w->now->aside = dates;
    end(w);
    if (one_line && !fits) {
        begin(w, ROLE_TEXT, STYLE_MUTED);
        add_link(w, STYLE_MUTED, e->url);
        end(w);
    }
}

static void tell_context(Teller *w, const Entry *e)
{
    begin(w, ROLE_TEXT, STYLE_CONTEXT);
    w->now->keeps_next = true;
    if (title_of(e).s != e->organization.s)
        add_item(w, STYLE_CONTEXT, e->organization);
    add_item(w, STYLE_MUTED, e->place);
    add_item(w, STYLE_MUTED, e->kind);
    add_item(w, STYLE_MUTED, joined(w->arena, &e->roles));
    if (e->score.len) {
        Buf score = buf_new(w->arena);
        buf_addf(&score, "%" STR_FMT ": %" STR_FMT, STR_ARG(w->t->labels[LABEL_SCORE]),
                 STR_ARG(e->score));
        add_item(w, STYLE_MUTED, buf_str(&score));
    }
    add_link(w, STYLE_MUTED, e->url);
    end(w);
}

static void tell_full(Teller *w, const Entry *e)
{
    tell_title(w, e, false);
    tell_context(w, e);
    tell_plain(w, STYLE_MUTED, e->description);
    w->above = e->summary.len ? 1 : 0;
    tell_lines(w, e->summary);
    tell_bullets(w, &e->highlights);
    tell_labelled(w, w->t->labels[LABEL_COURSES], joined(w->arena, &e->courses));
    w->above = e->keywords.n ? 1 : 0;
    tell_plain(w, STYLE_MUTED, joined(w->arena, &e->keywords));
}

static void tell_compact(Teller *w, const Entry *e)
{
    tell_title(w, e, true);
    tell_lines(w, e->summary);
}

/* row = name ["(" level ")"] [":" keywords] */
static void tell_row(Teller *w, const Entry *e)
{
    begin(w, ROLE_TEXT, STYLE_BODY);
    if (e->name.len)
        add(w, STYLE_KEY, e->name);
    if (e->level.len) {
        Buf level = buf_new(w->arena);
        buf_addf(&level, "%s(%" STR_FMT ")", e->name.len ? " " : "", STR_ARG(e->level));
        add(w, STYLE_MUTED, buf_str(&level));
    }
    Str keywords = joined(w->arena, &e->keywords);
    if (keywords.len && w->text.len)
        add(w, STYLE_BODY, S(": "));
    if (keywords.len)
        add(w, STYLE_BODY, keywords);
    end(w);
}

static void tell_flow(Teller *w, const Section *section)
{
    begin(w, ROLE_TEXT, STYLE_BODY);
    for (isize i = 0; i < section->n; i++) {
        const Entry *e = &section->entries[i];
        add_item(w, STYLE_KEY, e->name);
        if (!e->level.len)
            continue;
        if (!e->name.len)
            add_separator(w);
        Buf level = buf_new(w->arena);
        buf_addf(&level, "%s(%" STR_FMT ")", e->name.len ? " " : "", STR_ARG(e->level));
        add(w, STYLE_MUTED, buf_str(&level));
    }
    end(w);
}

static bool is_empty(const Entry *e)
{
    return !e->name.len && !e->area.len && !e->organization.len && !e->place.len &&
           !e->kind.len && !e->level.len && !e->score.len && !e->url.len &&
           !e->description.len && !e->summary.len && !e->highlights.n &&
           !e->keywords.n && !e->roles.n && !e->courses.n && !e->start.year &&
           !e->end.year;
}

static void tell_heading(Teller *w, Str title)
{
    w->entry = 0;
    w->above = 4;
    begin(w, ROLE_HEADING, STYLE_HEADING);
    add(w, STYLE_HEADING, title);
    w->now->keeps_next = true;
    w->now->rule = w->t->heading_rules;
    end(w);
    w->above = 1;
}

static void tell_entry(Teller *w, Look look, const Entry *e)
{
    w->entry = ++w->n_entries;
    switch (look) {
    case LOOK_FULL: tell_full(w, e); break;
    case LOOK_COMPACT: tell_compact(w, e); break;
    case LOOK_ROWS: tell_row(w, e); break;
    case LOOK_PLAIN: tell_lines(w, e->summary); break;
    case LOOK_FLOW: break;
    }
}

static void tell_section(Teller *w, const SectionPlan *plan, const Section *section)
{
    static const double gaps[] = {
        [LOOK_FULL] = 3, [LOOK_COMPACT] = 1, [LOOK_ROWS] = 1, [LOOK_PLAIN] = 1};
    isize told = 0;
    for (isize i = 0; i < section->n; i++) {
        const Entry *e = &section->entries[i];
        if (is_empty(e))
            continue;
        if (told++ == 0)
            tell_heading(w, plan->title);
        else
            w->above = gaps[plan->look];
        if (plan->look == LOOK_FLOW) {
            tell_flow(w, section);
            return;
        }
        tell_entry(w, plan->look, e);
    }
}

static Str place_of(Arena *a, const Resume *r)
{
    const Str parts[] = {r->address, r->city, r->region, r->postal_code, r->country};
    Buf b = buf_new(a);
    for (isize i = 0; i < countof(parts); i++) {
        if (!parts[i].len)
            continue;
        buf_add(&b, b.len ? S(", ") : S(""));
        buf_add(&b, parts[i]);
    }
    return buf_str(&b);
}

static void add_profile(Teller *w, const Profile *p)
{
    if (p->url.len && link_names(w->arena, p->url, p->network)) {
        add_link(w, STYLE_CONTACT, p->url);
        return;
    }
    Str shown = p->url.len ? link_shown(p->url) : p->username;
    Buf b = buf_new(w->arena);
    buf_addf(&b, "%" STR_FMT "%s%" STR_FMT, STR_ARG(p->network),
             p->network.len && shown.len ? ": " : "", STR_ARG(shown));
    Span *span = add_item(w, STYLE_CONTACT, buf_str(&b));
    if (span)
        span->uri = link_to(w->arena, p->url);
}

static void begin_head(Teller *w, Role role, Style base)
{
    begin(w, role, base);
    w->now->centered = w->t->centers_head;
}

static void tell_head(Teller *w, const Resume *r)
{
    begin_head(w, ROLE_NAME, STYLE_NAME);
    add(w, STYLE_NAME, r->name);
    end(w);
    begin_head(w, ROLE_TEXT, STYLE_LABEL);
    add(w, STYLE_LABEL, r->label);
    end(w);
    w->above = 1;
    begin_head(w, ROLE_TEXT, STYLE_CONTACT);
    Span *email = add_item(w, STYLE_CONTACT, r->email);
    if (email)
        email->uri = link_to_mail(w->arena, r->email);
    Span *phone = add_item(w, STYLE_CONTACT, r->phone);
    if (phone)
        phone->uri = link_to_phone(w->arena, r->phone);
    add_item(w, STYLE_CONTACT, place_of(w->arena, r));
    add_link(w, STYLE_CONTACT, r->url);
    for (isize i = 0; i < r->n_profiles; i++)
        add_profile(w, &r->profiles[i]);
    end(w);
}

Paragraph *story_tell(Arena *a, const Resume *resume, const Template *t)
{
    Teller w = {.arena = a, .t = t};
    w.tail = &w.first;
    tell_head(&w, resume);
    for (isize i = 0; i < t->n_sections; i++)
        tell_section(&w, &t->sections[i], &resume->sections[t->sections[i].key]);
    return w.first;
}
