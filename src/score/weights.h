/*
 * weights.h — every weight and threshold of the rules, in one place.
 *
 * Judgement, not measurement: the six scores and their shares follow what structured
 * interviews reward (Janz 1989; McDaniel et al. 1994: what one did weighs most, results
 * must be measurable) and what Naim et al. (2015, arXiv 1504.03425) found to predict
 * ratings (fluency, few fillers, varied words). They stay so until answers that people
 * have graded calibrate them. Unless said otherwise a number is in tenths of a point,
 * and a score's numbers add up to SCORE_FULL.
 */
#ifndef SCORE_WEIGHTS_H
#define SCORE_WEIGHTS_H

#include "base/str.h"

typedef enum Kind {
    TOLD,
    EXPLAINED
} Kind; /* a story in S-T-A-R, or a line of thought */

typedef struct Weights {
    const char *category;
    Kind kind;
    struct { /* content */
        int numbers, actions, specifics, length, vague;
    };
    struct { /* how many earn all of it */
        int full_numbers, full_actions, full_specifics;
    };
    struct {
        isize least_words, most_words;
    };
    struct { /* structure of what is explained; a story's is below */
        int opening, sequence, reasons, contrast, example, close;
    };
    struct { /* of 1000: the expected words' weight, and the cosine, that earn all; the
                weight of words that only the ideal answer's own story has */
        int full_coverage, full_cosine, story_words;
    };
} Weights;

extern const Weights weights[]; /* a row for each category; the last one is "general" */
extern const isize weights_count;

enum {
    /* Of 1000, with delivery; renormalised over what is judged. */
    WEIGHT_CONTENT = 250,
    WEIGHT_STRUCTURE = 200,
    WEIGHT_RELEVANCE = 200,
    WEIGHT_COMMUNICATION = 150,
    WEIGHT_DELIVERY = 120,
    WEIGHT_CONFIDENCE = 80,

    /* A story's structure: presence .15, .20, .40, .25 of what the order leaves. */
    STAR_SITUATION = 130,
    STAR_TASK = 170,
    STAR_ACTION = 340,
    STAR_RESULT = 210,
    STAR_ORDER = 150,
    STAR_FULL_ACTIONS = 3, /* sentences */

    QUESTION_ALONE =
        700, /* of 1000: the coverage that earns all without an ideal answer */
    RELEVANCE_COVERAGE = 700,
    RELEVANCE_COSINE = 300,
    QUESTION_WORD = 2,      /* times as heavy as the ideal answer's */
    QUESTION_WORD_TOLD = 5, /* where that is another person's story */
    COMMON_WORD = 8,        /* in so many documents: no story's own word */
    OFF_TOPIC = 300, /* of 1000 of the coverage score: below, content counts less */
    OFF_TOPIC_KEEP = 250, /* of 1000 of the content that is kept without any */

    COMMUNICATION_LENGTH = 250,
    COMMUNICATION_RUN_ON = 200,
    COMMUNICATION_VARIETY = 200,
    COMMUNICATION_REPETITION = 100,
    COMMUNICATION_FILLERS = 150,
    COMMUNICATION_LONG = 100,
    SENTENCE_LEAST = 12, /* words, on average */
    SENTENCE_MOST = 22,
    SENTENCE_NONE_BELOW = 4, /* nothing is left at these averages */
    SENTENCE_NONE_ABOVE = 40,
    RUN_ON_WORDS = 36,
    RUN_ON_JOINS = 5, /* and, but, so, ...: in 24 words or more */
    RUN_ON_COST = 80, /* each */
    MATTR_WINDOW = 50,
    MATTR_FULL = 700, /* of 1000: distinct words in each 50 */
    MATTR_NONE = 420,
    FILLERS_PER_1000 = 60, /* fillers and hedges, of 1000 words: all is lost */

    CONFIDENCE_HEDGES = 600,
    CONFIDENCE_CORRECTIONS = 250,
    CONFIDENCE_UNDERSELLS = 150,
    HEDGES_PER_1000 = 50,
    CORRECTION_COST = 85,
    UNDERSELL_COST = 50,

    VAGUE_PER_1000 = 40,
    JUDGED_WORDS = 40, /* fewer: form is judged in proportion */
    DOUBTED_WORDS = 20,
    LONG_WORDS = 1500,

    LANGUAGE_WORDS = 8,  /* fewer say nothing about the language */
    ENGLISH_LEAST = 120, /* of 1000 words */
    ENGLISH_DOUBTED = 200,
    FOREIGN_MOST = 300, /* of 1000 letters */
};

#endif
