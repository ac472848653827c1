/* rules.h — every reason to lose points: what it is called, and what it says. */
#ifndef SCORE_RULES_H
#define SCORE_RULES_H

#include "score/score.h"

typedef enum RuleId {
    RULE_EMPTY,
    RULE_NO_NUMBERS,
    RULE_FEW_ACTIONS,
    RULE_WEAK_VERB,
    RULE_NOT_SPECIFIC,
    RULE_TOO_LITTLE,
    RULE_VAGUE,
    RULE_OFF_TOPIC,
    RULE_NO_SITUATION,
    RULE_NO_TASK,
    RULE_NO_ACTION,
    RULE_NO_RESULT,
    RULE_RESULT_UNMEASURED,
    RULE_OUT_OF_ORDER,
    RULE_MISSING_PARTS,
    RULE_NO_OPENING,
    RULE_NO_SEQUENCE,
    RULE_NO_REASON,
    RULE_NO_CONTRAST,
    RULE_NO_EXAMPLE,
    RULE_NO_CLOSE,
    RULE_STRUCTURE_SHORT,
    RULE_MISSING_WORDS,
    RULE_DRIFTS,
    RULE_SENTENCE_LONG,
    RULE_SENTENCE_SHORT,
    RULE_RUN_ON,
    RULE_SAME_WORDS,
    RULE_REPEATED,
    RULE_FILLERS,
    RULE_LONG_WINDED,
    RULE_COMMUNICATION_SHORT,
    RULE_HEDGES,
    RULE_CORRECTIONS,
    RULE_UNDERSELLS,
    RULE_CONFIDENCE_SHORT,
    RULES,
} RuleId;

typedef struct Rule {
    const char *name;
    ScoreKind score; /* RULE_EMPTY is any score's */
    bool missing;    /* see ScoreEvidence */
    const char *says, *cure;
} Rule;

extern const Rule rules[RULES];

/* By its name; NULL when there is none. */
const Rule *rule_named(Str name);

#endif
