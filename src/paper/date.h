/* date.h — JSON Resume's dates: a year, a month or a day. */
#ifndef PAPER_DATE_H
#define PAPER_DATE_H

#include "base/str.h"

typedef struct Date {
    int year;  /* 0: no date */
    int month; /* 1 to 12; 0: only the year is known */
    int day;   /* 1 to 31; 0: only the month is known */
} Date;

/* Reads YYYY, YYYY-MM or YYYY-MM-DD, a day that exists.  False: it is none of them. */
bool date_parse(Str text, Date *out) MUST_CHECK;

typedef struct DateWords {
    Str months[12]; /* "Jan" ... */
    Str present;    /* for what has not ended: "Present" */
} DateWords;

/* "Dec 2013 - Dec 2014", "Dec 2013 - Present", "2013"; empty without any date. */
Str date_range(Arena *a, const DateWords *words, Date start, Date end, bool ongoing);

#endif
