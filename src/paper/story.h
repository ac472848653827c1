/*
 * story.h — a resume told as paragraphs, in reading order, before any line is broken.
 *
 * Here it is decided what is written and in which style; layout.h decides where.
 */
#ifndef PAPER_STORY_H
#define PAPER_STORY_H

#include "paper/template.h"

/* What a paragraph is, for those who hear the document instead of seeing it. */
typedef enum Role { ROLE_NAME, ROLE_HEADING, ROLE_TITLE, ROLE_TEXT, ROLE_ITEM } Role;

typedef struct Span {
    isize from, to; /* bytes of the paragraph's text */
    Style style;
    const char *uri; /* NULL: no link */
    bool whole;      /* not to be broken inside, if it fits on a line */
    bool separates;  /* means nothing at the end of a line */
} Span;

typedef struct Paragraph {
    Role role;
    Str text;
    Span *spans; /* cover the text, in order */
    isize n_spans;
    Str aside;    /* at the other edge of its last line: the dates */
    Style base;   /* its size sets the height of the lines */
    double above; /* gap before it, none at the head of a page */
    bool rule;    /* a hairline below */
    bool centered;
    bool keeps_next; /* no page break after it */
    int entry;       /* the same number: parts of one entry; 0: of none */
    struct Paragraph *next;
} Paragraph;

Paragraph *story_tell(Arena *a, const Resume *resume, const Template *t);

#endif
