/* select.h — the tree of fields and embeds that select= asks for. */
#ifndef REST_SELECT_H
#define REST_SELECT_H

#include "rest/filter.h"

enum { MAX_EMBED_DEPTH = 8, MAX_EMBEDS = 64 };

typedef enum ItemKind { ITEM_FIELD, ITEM_EMBED, ITEM_SPREAD } ItemKind;

typedef enum Aggregate {
    AGG_NONE,
    AGG_SUM,
    AGG_AVG,
    AGG_COUNT,
    AGG_MAX,
    AGG_MIN
} Aggregate;

typedef struct SelectItem SelectItem;
struct SelectItem {
    ItemKind kind;
    Field field; /* of an embed: only its name, the relation */
    Str alias;   /* null when absent, as all that follows */
    Str cast, aggregate_cast;
    Aggregate aggregate;
    Str hint; /* rel!hint */
    enum { JOIN_DEFAULT, JOIN_LEFT, JOIN_INNER } join;
    SelectItem *first, *next; /* an embed's own items; siblings */
};

/*
 * select = item ("," item)*
 * item   = [alias ":"] name ["!" hint] ["!inner" | "!left"] "(" [select] ")"
 *        | "..." name [...] "(" [select] ")"
 *        | "*" | [alias ":"] [field ["::" cast] "."] aggregate "()" ["::" cast]
 *        | [alias ":"] field ["::" cast]
 * False: the reader knows why.  An empty text is no item at all.
 */
bool parse_select(Reader *r, SelectItem **out);

/* [alias ":"] name ["!" hint], to the text's end: an embed without its items. */
bool parse_embed_name(Reader *r, SelectItem *out);

extern const char *const aggregate_names[]; /* by Aggregate: "sum", ... */

#endif
