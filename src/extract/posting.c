#include "extract/errors.h"
#include "extract/letters.h"
#include "extract/posting_reader.h"

#include "base/json.h"

#include <stdio.h>
#include <string.h>

static const char *const columns[N_POSTING] = {
    [POSTING_TITLE] = "job_title",
    [POSTING_COMPANY] = "company",
    [POSTING_LOCATION] = "location",
    [POSTING_WORKPLACE] = "workplace",
    [POSTING_EMPLOYMENT] = "employment_type",
    [POSTING_SALARY_MIN] = "salary_min",
    [POSTING_SALARY_MAX] = "salary_max",
    [POSTING_CURRENCY] = "salary_currency",
    [POSTING_PERIOD] = "salary_period",
    [POSTING_URL] = "job_url",
    [POSTING_DEADLINE] = "deadline",
    [POSTING_SOURCE] = "source",
    [POSTING_DESCRIPTION] = "description",
};

const char *posting_column(PostingColumn column)
{
    return columns[column];
}

bool posting_has(const PostingReader *r, PostingColumn c)
{
    return r->out->v[c].value.s != NULL;
}

/* The first one stays: rules come surest first. */
void posting_put(PostingReader *r, PostingColumn c, Str value, Str source,
                 int confidence)
{
    value = str_trim(value);
    if (!posting_has(r, c) && value.len)
        r->out->v[c] = (PostingField){value, source, confidence};
}

bool posting_word_in(Str folded, const char *word)
{
    size_t n = strlen(word);
    const char *end = folded.s + folded.len;
    for (const char *at = folded.s; folded.len; at++) {
        at = memmem(at, (size_t)(end - at), word, n);
        if (!at)
            return false;
        bool begins = at == folded.s || !((at[-1] >= 'a' && at[-1] <= 'z'));
        bool ends = at + n == end || !(at[n] >= 'a' && at[n] <= 'z');
        if (begins && ends)
            return true;
    }
    return false;
}

static void read_lines(PostingReader *r)
{
    for (StrPair cut = {.tail = r->text, .found = true};
         cut.found && r->n < LINES_READ;) {
        cut = str_cut(cut.tail, '\n');
        Str line = str_trim(cut.head);
        if (line.len)
            r->line[r->n++] = line;
    }
}

static Str without_returns(Arena *a, Str text)
{
    Buf b = buf_new(a);
    for (isize i = 0; i < text.len; i++)
        if (text.s[i] == '\n')
            buf_add(&b, S("\n"));
        else if (text.s[i] == '\r')
            buf_add(&b, i + 1 < text.len && text.s[i + 1] == '\n' ? S("") : S("\n"));
        else
            buf_add(&b, (Str){text.s + i, 1});
    Str all = buf_str(&b);
    while (all.len && strchr(" \t\n", all.s[0]))
        all = str_skip(all, 1);
    while (all.len && strchr(" \t\n", all.s[all.len - 1]))
        all.len--;
    return all;
}

/* Controls go, line ends stay. */
static Str clean(Arena *a, Str text)
{
    Buf b = buf_new(a);
    Str lines = without_returns(a, text);
    for (StrPair cut = {.tail = lines, .found = true}; cut.found;) {
        cut = str_cut(cut.tail, '\n');
        buf_add(&b, letters_clean(a, cut.head));
        buf_add(&b, cut.found ? S("\n") : S(""));
    }
    return without_returns(a, buf_str(&b));
}

bool posting_read(Arena *a, Str text, Posting *out, Error *error)
{
    *out = (Posting){0};
    *error = (Error){0};
    if (text.len > POSTING_MOST) {
        *error = (Error){.kind = &extract_too_much,
                         .details = S("A posting has 200000 bytes at most."),
                         .hint = S("Paste the posting alone.")};
        return false;
    }
    PostingReader *r = make(a, PostingReader);
    *r = (PostingReader){.arena = a, .text = clean(a, text), .out = out};
    read_lines(r);
    if (!r->n) {
        *error =
            (Error){.kind = &extract_empty,
                    .message = S("The text is empty."),
                    .hint = S("Paste the posting's text, with its link if you like.")};
        return false;
    }
    posting_find_labels(r);
    posting_find_title(r);
    posting_find_parts(r);
    posting_find_company(r);
    posting_find_about(r);
    posting_find_links(r);
    posting_find_place(r);
    posting_find_meanings(r);
    posting_find_pay(r);
    posting_find_deadline(r);
    posting_find_description(r);
    if (posting_has(r, POSTING_URL))
        posting_take_board(r, out->v[POSTING_URL].value, out->v[POSTING_URL].source);
    return true;
}

void posting_json(Buf *b, const Posting *p)
{
    json_open_named(b, "job");
    for (int c = 0; c < N_POSTING; c++)
        if (p->v[c].value.s && (c == POSTING_SALARY_MIN || c == POSTING_SALARY_MAX))
            json_raw(b, columns[c], p->v[c].value);
        else if (p->v[c].value.s)
            json_str(b, columns[c], p->v[c].value);
    json_close(b);
    json_open_array(b, "fields");
    for (int c = 0; c < N_POSTING; c++) {
        if (!p->v[c].value.s)
            continue;
        char confidence[16];
        int n = snprintf(confidence, sizeof confidence, "%d.%02d",
                         p->v[c].confidence / 100, p->v[c].confidence % 100);
        json_open(b);
        json_str(b, "name", str_of(columns[c]));
        json_str(b, "value", p->v[c].value);
        json_raw(b, "confidence", (Str){confidence, n});
        json_str(b, "source", p->v[c].source);
        json_close(b);
    }
    json_close_array(b);
}
