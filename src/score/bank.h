/* bank.h — how much a word says: its inverse document frequency in the question bank.
 */
#ifndef SCORE_BANK_H
#define SCORE_BANK_H

#include "score/table.h"

struct ScoreBank {
    Table documents_with; /* stem -> how many documents have it */
    int documents;
};

/* The one that the program carries: read from its seeds when first asked for. */
const struct ScoreBank *bank_of_program(void);

/* log2((documents + 1) / (documents with it + 1)) in thousandths. */
int bank_weight(const struct ScoreBank *b, Str stem);
int bank_documents_with(const struct ScoreBank *b, Str stem);

#endif
