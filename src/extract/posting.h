/*
 * posting.h — a job's posting, pasted as text, into the columns of public.jobs.
 *
 * As a page of LinkedIn, Indeed, Greenhouse, Lever or a company has it when somebody
 * copies all of it. What no line says for sure is absent: a person fills it in quicker
 * than she finds a wrong guess.
 */
#ifndef EXTRACT_POSTING_H
#define EXTRACT_POSTING_H

#include "base/buf.h"
#include "base/error.h"

enum { POSTING_MOST = 200000 /* bytes */ };

typedef enum PostingColumn {
    POSTING_TITLE,
    POSTING_COMPANY,
    POSTING_LOCATION,
    POSTING_WORKPLACE,  /* onsite, hybrid, remote */
    POSTING_EMPLOYMENT, /* full_time, part_time, contract, internship, temporary */
    POSTING_SALARY_MIN, /* decimal digits, as in the next one */
    POSTING_SALARY_MAX,
    POSTING_CURRENCY, /* ISO 4217 */
    POSTING_PERIOD,   /* hour, day, month, year */
    POSTING_URL,
    POSTING_DEADLINE, /* a day, ISO 8601 */
    POSTING_SOURCE,   /* whose page it was: "LinkedIn" */
    POSTING_DESCRIPTION,
    N_POSTING,
} PostingColumn;

typedef struct PostingField {
    Str value;      /* null: the posting does not say, or not clearly */
    Str source;     /* the line that says it */
    int confidence; /* percent */
} PostingField;

typedef struct Posting {
    PostingField v[N_POSTING];
} Posting;

const char *posting_column(PostingColumn column); /* "job_title" */

/* False for a text with nothing in it, or far too much. */
bool posting_read(Arena *a, Str text, Posting *out, Error *error) MUST_CHECK;

/* Inside an open object: job, fields. */
void posting_json(Buf *b, const Posting *p);

/* The pay that a line names; false when it names none, or something else's price. */
typedef struct Pay {
    int64_t min, max;              /* in hundredths; max 0: one amount */
    const char *currency, *period; /* NULL: not said */
} Pay;
bool pay_read(Arena *a, Str line, bool about_pay, Pay *out) MUST_CHECK;

#endif
