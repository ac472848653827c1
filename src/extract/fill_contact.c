#include "extract/entry.h"
#include "extract/fill.h"
#include "extract/letters.h"
#include "extract/lexicon.h"

#include <string.h>

typedef struct Contact {
    Draft *d;
    Arena *arena;
    const Section *s;
    isize name; /* line */
    bool labelled;
} Contact;

static Spot basics(isize line)
{
    return (Spot){PART_BASICS, 0, line, 1};
}

static const struct {
    const char *host, *network;
} networks[] = {
    {"linkedin.com", "LinkedIn"},
    {"github.com", "GitHub"},
    {"gitlab.com", "GitLab"},
    {"twitter.com", "Twitter"},
    {"x.com", "X"},
    {"stackoverflow.com", "Stack Overflow"},
    {"xing.com", "XING"},
    {"medium.com", "Medium"},
    {"behance.net", "Behance"},
    {"dribbble.com", "Dribbble"},
    {"kaggle.com", "Kaggle"},
    {"orcid.org", "ORCID"},
    {"facebook.com", "Facebook"},
    {"instagram.com", "Instagram"},
    {"youtube.com", "YouTube"},
    {"mastodon.social", "Mastodon"},
    {"bitbucket.org", "Bitbucket"},
    {"codeberg.org", "Codeberg"},
    {"soundcloud.com", "SoundCloud"},
    {"leetcode.com", "LeetCode"},
    {"scholar.google.com", "Google Scholar"},
    {"researchgate.net", "ResearchGate"},
    {"huggingface.co", "Hugging Face"},
    {"dev.to", "DEV"},
};

/* --- e-mail and phone ------------------------------------------------------------ */

static bool is_mail_letter(char c)
{
    return c && (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                        ".-_+",
                        c) != NULL);
}

/* The address around the first "@" that is one. */
static Str find_email(Str text)
{
    for (isize i = 1; i + 1 < text.len; i++) {
        if (text.s[i] != '@')
            continue;
        isize from = i, to = i + 1;
        while (from > 0 && is_mail_letter(text.s[from - 1]))
            from--;
        while (to < text.len && is_mail_letter(text.s[to]) && text.s[to] != '_')
            to++;
        while (to > i && (text.s[to - 1] == '.' || text.s[to - 1] == '-'))
            to--;
        Str host = {text.s + i + 1, to - i - 1};
        if (from < i && is_address(host))
            return (Str){text.s + from, to - from};
    }
    return (Str){0};
}

/* number = ["+"] digits with blanks and ( ) - . / between, 7 to 15 of them */
static Str find_phone(Str text)
{
    for (isize i = 0; i < text.len; i++) {
        if (!is_digit(text.s[i]) && text.s[i] != '+' && text.s[i] != '(')
            continue;
        isize end = i, last = i, digits = 0;
        for (; end < text.len &&
               (is_digit(text.s[end]) || strchr("+()-./ ", text.s[end]));
             end++)
            if (is_digit(text.s[end])) {
                digits++;
                last = end + 1;
            }
        Str found = {text.s + i, last - i};
        bool apart = i == 0 || strchr(" :\t,;(", text.s[i - 1]);
        if (digits >= 7 && digits <= 15 && apart &&
            (end == text.len || !letter_is_letter((unsigned char)text.s[end])))
            return found;
        i = end > i ? end - 1 : i;
    }
    return (Str){0};
}

/* --- profiles and places --------------------------------------------------------- */

static Str host_of(Str address)
{
    static const char *const before[] = {"https://", "http://", "www."};
    for (isize i = 0; i < countof(before); i++)
        if (str_starts(address, str_of(before[i])))
            address = str_skip(address, (isize)strlen(before[i]));
    return address;
}

static const char *network_of(Arena *a, Str address)
{
    Str host = str_lower(a, str_cut(host_of(address), '/').head);
    for (isize i = 0; i < countof(networks); i++) {
        Str wanted = str_of(networks[i].host);
        bool below = str_ends(host, wanted) && host.len > wanted.len &&
                     host.s[host.len - wanted.len - 1] == '.';
        Str label = {wanted.s, str_cut(wanted, '.').head.len + 1}; /* "github." */
        bool elsewhere = label.len > 6 && str_starts(host, label);
        if (str_eq(host, wanted) || (below && host.len <= wanted.len + 4) || elsewhere)
            return networks[i].network;
    }
    return NULL;
}

/* "linkedin.com/in/ann", "github.com/ann": the last part of the path. */
static Str user_of(Str address)
{
    Str path = str_cut(host_of(address), '/').tail;
    path = str_cut(str_cut(path, '?').head, '#').head;
    while (path.len && path.s[path.len - 1] == '/')
        path.len--;
    for (isize i = path.len; i > 0; i--)
        if (path.s[i - 1] == '/')
            return str_skip(path, i);
    return path;
}

static void add_profile(Contact *c, isize line, Str network, Str user, Str url,
                        int sure)
{
    Spot at = {PART_PROFILES, c->d->entries[PART_PROFILES], line, 1};
    draft_add(c->d, at, KEY_NETWORK, network, sure);
    draft_add(c->d, at, KEY_USERNAME, user, sure - 5);
    draft_add(c->d, at, KEY_URL, url, sure);
    draft_next(c->d, PART_PROFILES);
}

/* The network's name in front of the address says it best: "SoundCloud: ...". */
static void take_address(Contact *c, Str text, Str label, isize line)
{
    Str url = linked_address(c->d->document, text);
    const char *network = network_of(c->arena, url);
    if (network)
        add_profile(c, line, str_of(network), user_of(text), url, 95);
    else if (label.len)
        add_profile(c, line, label, user_of(text), url, 80);
    else if (!draft_has(c->d, PART_BASICS, 0, KEY_URL))
        draft_add(c->d, basics(line), KEY_URL, url, 85);
    else /* whose network this is nobody knows; its name is its host's */
        add_profile(c, line, str_cut(host_of(text), '/').head, user_of(text), url, 60);
}

static bool is_postal_code(Str text)
{
    isize digits = digits_in(text);
    if (digits < 2 || text.len > 10 || words_in(text) > 2)
        return false;
    isize upper = 0, lower = 0;
    for (isize i = 0; i < text.len; i++) {
        upper += text.s[i] >= 'A' && text.s[i] <= 'Z';
        lower += text.s[i] >= 'a' && text.s[i] <= 'z';
    }
    return lower == 0 && (digits >= 4 || upper >= 2);
}

/* Where "LS6 3AA" begins at the end of a text; 0: nowhere. */
static isize british_code(Str text)
{
    isize inward = text.len - 3, i = inward - 1;
    if (i < 3 || text.s[i] != ' ' || !is_digit(text.s[inward]) ||
        !is_all_upper(str_skip(text, inward)))
        return 0;
    while (i > 0 &&
           (is_digit(text.s[i - 1]) || (text.s[i - 1] >= 'A' && text.s[i - 1] <= 'Z')))
        i--;
    isize n = inward - 1 - i;
    bool apart = i == 0 || text.s[i - 1] == ' ';
    return apart && n >= 2 && n <= 4 && digits_in((Str){text.s + i, n}) ? i : 0;
}

/* "10115 Berlin", "San Francisco CA 94115": the code, and what is around it. */
static bool part_code(Str text, Str *code, Str *rest)
{
    isize i = 0;
    while (i < text.len && is_digit(text.s[i]))
        i++;
    if (i >= 4 && i < text.len && text.s[i] == ' ') {
        *code = (Str){text.s, i};
        *rest = str_trim(str_skip(text, i));
        return true;
    }
    isize british = british_code(text);
    if (british > 1) {
        *code = str_skip(text, british);
        *rest = str_trim((Str){text.s, british});
        return true;
    }
    for (i = text.len; i > 0 && is_digit(text.s[i - 1]); i--)
        ;
    if (text.len - i >= 4 && i > 0 && text.s[i - 1] == ' ') {
        *code = str_skip(text, i);
        *rest = str_trim((Str){text.s, i});
        return true;
    }
    return false;
}

enum { PARTS_MOST = 6 };

/* address = [street ","] [code] city ["," region] ["," code] ["," country]; of two the
 * first is hers, and the other is not mixed into it. */
static void take_place(Contact *c, Str text, isize line, int sure)
{
    Str part[PARTS_MOST], code, rest;
    isize n = 0;
    Spot at = {PART_PLACE, 0, line, 1};
    if (draft_has(c->d, PART_PLACE, 0, KEY_CITY)) {
        draft_leave(c->d, line, text);
        return;
    }
    for (StrPair cut = {.tail = text, .found = true}; cut.found && n < PARTS_MOST;) {
        if (n == PARTS_MOST - 1)
            cut = (StrPair){.head = cut.tail};
        else
            cut = str_cut(cut.tail, ',');
        if (str_trim(cut.head).len)
            part[n++] = str_trim(cut.head);
    }
    Str country = n ? country_code(c->arena, part[n - 1]) : (Str){0};
    bool state = n == 2 && is_state(part[1]) && !str_eq(part[1], S("DE"));
    bool two_letters = n > 1 && part[n - 1].len == 2 && is_all_upper(part[n - 1]);
    if (n > 1 && !state && (country.s || two_letters)) {
        draft_add(c->d, at, KEY_COUNTRY, country.s ? country : part[n - 1], sure);
        n--;
    }
    if (n == 2 && part_code(part[1], &code, &rest) && is_state(rest)) {
        draft_add(c->d, at, KEY_POSTAL_CODE, code, sure); /* "Chicago, IL 60614" */
        part[1] = rest;
    } else if (n > 1 && is_postal_code(part[n - 1])) {
        draft_add(c->d, at, KEY_POSTAL_CODE, part[--n], sure);
    } else
        for (isize i = n; i > 0; i--)
            if (!(i == 1 && n > 1) && part_code(part[i - 1], &code, &rest)) {
                draft_add(c->d, at, KEY_POSTAL_CODE, code, sure);
                part[i - 1] = rest;
                break;
            }
    bool street = n > 1 && digits_in(part[0]) > 0;
    isize i = 0;
    if (street || n > 2)
        draft_add(c->d, at, KEY_ADDRESS, part[i++], sure);
    if (i < n)
        draft_add(c->d, at, KEY_CITY, part[i++], sure);
    if (i < n)
        draft_add(c->d, at, KEY_REGION, part[i++], sure - 10);
    for (; i < n; i++)
        draft_leave(c->d, line, part[i]);
}

/* --- pieces ---------------------------------------------------------------------- */

static bool is_label_of_contact(Arena *a, Str label)
{
    static const char *const words[] = {
        "email",     "e-mail",    "mail",     "phone",    "tel",    "telephone",
        "telefon",   "mobile",    "mobil",    "cell",     "handy",  "address",
        "adresse",   "anschrift", "location", "website",  "web",    "homepage",
        "url",       "portfolio", "wohnort",  "telefono", "site",   "direccion",
        "indirizzo", "telefone",  "adres",    "telefoon", "adress", "blog",
        "m",         "t",         "e",        "p",        "a",      "w"};
    Str folded = letters_fold(a, trim_marks(label));
    if (str_ends(folded, S(".")))
        folded.len--;
    for (isize i = 0; i < countof(words); i++)
        if (str_eq(folded, str_of(words[i])))
            return true;
    return false;
}

/* "Twitter: ann", "GitHub: github.com/ann", "Tel.: +49 30 ..." */
static Str take_label(Contact *c, Str *text)
{
    StrPair cut = str_cut(*text, ':');
    Str label = str_trim(cut.head), rest = str_trim(cut.tail);
    if (!cut.found || !rest.len || words_in(label) > 3 || str_starts(rest, S("//")))
        return (Str){0};
    *text = rest;
    if (is_label_of_contact(c->arena, label))
        return (Str){0};
    return label;
}

static bool looks_like_place(Contact *c, Str text)
{
    Str code, rest;
    if (text.len > 120 || words_in(text) > 14)
        return false;
    if (names_place(c->arena, text))
        return true;
    StrPair cut = str_cut(text, ',');
    bool parts = cut.found && digits_in(text) <= 14;
    return (part_code(text, &code, &rest) && words_in(rest) <= 4) ||
           (parts && str_trim(cut.tail).len > 1 &&
            (digits_in(text) > 0 || words_in(text) <= 6));
}

static bool is_heading_like(const Contact *c, isize line)
{
    const Line *l = &c->d->document->lines[line];
    return c->s->heading < 0 && !c->labelled && line >= c->name && line < c->name + 3 &&
           words_in(l->text) <= 14;
}

static void take_piece(Contact *c, Str text, isize line, bool whole_line)
{
    Str whole = trim_marks(text), email = find_email(whole), label = {0};
    text = whole;
    if (email.len) {
        draft_add(c->d, basics(line), KEY_EMAIL, email, 98);
        return;
    }
    label = take_label(c, &text);
    Str phone = find_phone(text);
    bool after_name = line > c->name && c->name >= 0;
    Str link = document_link(c->d->document, text);
    bool linked = link.s && is_address(link) && !is_address(text);
    if (linked && network_of(c->arena, link))
        add_profile(c, line, str_of(network_of(c->arena, link)), (Str){0}, link, 95);
    else if (linked && !draft_has(c->d, PART_BASICS, 0, KEY_URL))
        draft_add(c->d, basics(line), KEY_URL, link, 85);
    else if (is_address(text))
        take_address(c, text, label, line);
    else if (phone.len && phone.len * 10 >= text.len * 6)
        draft_add(c->d, basics(line), KEY_PHONE, phone, phone.s[0] == '+' ? 96 : 90);
    else if (label.len && words_in(text) == 1)
        add_profile(c, line, label, text, (Str){0}, 75);
    else if (looks_like_place(c, text) &&
             (!whole_line || !is_heading_like(c, line) || names_place(c->arena, text) ||
              digits_in(text)))
        take_place(c, text, line, 75);
    else if (after_name && whole_line && is_heading_like(c, line) && !label.len) {
        draft_add(c->d, basics(line), KEY_LABEL, text, 80);
        c->labelled = true;
    } else if (!whole_line && words_in(text) <= 4 && !digits_in(text) &&
               !draft_has(c->d, PART_PLACE, 0, KEY_CITY) && !label.len)
        take_place(c, text, line, 55);
    else
        draft_leave(c->d, line, whole);
}

/* What somebody is, dots and bars and all, right below the name. */
static bool is_label_line(const Contact *c, Str text, isize line)
{
    if (c->name < 0 || line == c->name || !is_heading_like(c, line) ||
        digits_in(text) || str_has(text, '@') || text.len > 120)
        return false;
    Strs items = list_items(c->arena, text);
    for (isize i = 0; i < items.n; i++)
        if (is_address(items.v[i]) || names_place(c->arena, items.v[i]))
            return false;
    return items.n > 0 && !names_place(c->arena, text) && !str_cut(text, ':').found &&
           !str_has(text, '\t');
}

static isize mark_at(Str rest)
{
    static const char *const marks[] = {"\t",  " · ", " | ", " • ", "•",   " ∙ ", " ⋅ ",
                                        " – ", " — ", "|",   " / ", " ⋄ ", " ◦ ", "; "};
    for (isize i = 0; i < countof(marks); i++)
        if (str_starts(rest, str_of(marks[i])))
            return (isize)strlen(marks[i]);
    return 0;
}

static bool has_mark(Str text)
{
    for (isize i = 0; i < text.len; i++)
        if (mark_at(str_skip(text, i)))
            return true;
    return false;
}

/* "ann@example.org, +49 30 1234567, Berlin": commas part it when one part is an
 * address. */
static bool commas_part(Str text)
{
    Str email = find_email(text);
    return email.len && (email.len + 2 < text.len) && str_has(text, ',');
}

static void take_line(Contact *c, Str text, isize line)
{
    isize from = 0, n = 0;
    StrPair row = str_cut(text, '\t');
    if (row.found && is_label_of_contact(c->arena, row.head))
        text = str_trim(row.tail);
    bool commas = !has_mark(text) && commas_part(text);
    text = str_skip(text, bullet_length(text));
    for (isize i = 0; i <= text.len;) {
        Str rest = str_skip(text, i);
        isize mark = rest.len ? mark_at(rest) : 0;
        if (!mark && commas && str_starts(rest, S(", ")))
            mark = 2;
        if (rest.len && !mark) {
            i++;
            continue;
        }
        Str piece = trim_marks((Str){text.s + from, i - from});
        bool whole_line = n == 0 && !rest.len;
        if (piece.len)
            take_piece(c, piece, line, whole_line);
        n++;
        from = i += mark ? mark : 1;
    }
}

/* Behind name, label and contact, a text in whole sentences is the summary. */
static isize take_summary(Contact *c, isize i)
{
    enum { LINES_LOOKED_AT = 60 /* or a long text without headings is quadratic */ };
    const Document *d = c->d->document;
    isize to = i + LINES_LOOKED_AT < c->s->to ? i + LINES_LOOKED_AT : c->s->to;
    Passages p = passages_find(c->arena, d, i, to);
    if (!p.n || words_in(p.v[0].text) < 15 || find_email(p.v[0].text).len)
        return i;
    Spot at = {PART_BASICS, 0, i, p.v[0].lines};
    draft_add(c->d, at, KEY_SUMMARY, p.v[0].text, 75);
    return i + p.v[0].lines;
}

void fill_contact(Draft *d, const Section *s, isize name)
{
    Contact c = {.d = d, .arena = d->arena, .s = s, .name = name};
    for (isize i = s->from; i < s->to;) {
        const Line *l = &d->document->lines[i];
        Str text = l->text;
        if (i == name) {
            Str said = labelled_name(d->arena, text);
            StrPair cut = str_cut(text, '\t');
            draft_add(d, basics(i), KEY_NAME, said.s ? said : trim_marks(cut.head), 92);
            text = said.s ? S("") : cut.tail;
        }
        isize next = i == name ? i : take_summary(&c, i);
        if (next == i) {
            if (is_title_of_document(d->arena, text)) {
                /* it says nothing about anybody */
            } else if (is_label_line(&c, text, i)) {
                draft_add(d, basics(i), KEY_LABEL, trim_marks(text), 80);
                c.labelled = true;
            } else if (text.len) {
                take_line(&c, text, i);
            }
            next = i + 1;
        }
        draft_use(d, i, next - i);
        i = next;
    }
}

void fill_summary(Draft *d, const Section *s)
{
    Passages p = passages_find(d->arena, d->document, s->from, s->to);
    Buf b = buf_new(d->arena);
    buf_add(&b, s->beside);
    for (isize i = 0; i < p.n; i++) {
        buf_add(&b, b.len ? S("\n") : S(""));
        buf_add(&b, p.v[i].text);
    }
    isize from = s->beside.len ? s->heading : s->from;
    Spot at = {PART_BASICS, 0, from, s->to - from};
    draft_add(d, at, KEY_SUMMARY, buf_str(&b), 90);
    draft_use(d, s->from, s->to - s->from);
}
