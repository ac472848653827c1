/* plan.h — names resolved: a tree of reads, and what is done before it. */
#ifndef REST_PLAN_H
#define REST_PLAN_H

#include "rest/request.h"
#include "rest/schema.h"

typedef enum Spread { SPREAD_NONE, SPREAD_ONE, SPREAD_MANY } Spread;

/* One relation that is read: the request's own, or an embed. */
typedef struct Node Node;
struct Node {
    Node *parent, *first, *next;
    const SelectItem *fields; /* siblings of all kinds; emission takes the fields */
    bool has_fields;
    Str relation, label; /* as asked for; its name in the answer */
    Str alias;           /* null: none was given */
    Str hint;
    const Rel *rel; /* NULL for the root */
    Str schema, name;
    const Table *table; /* NULL: not in the cache, a function's rows say */
    Str from_alias;     /* null: the relation's own name stands */
    bool from_source;   /* reads what a write or call before it gives */
    Str lateral;        /* the name of its joined subquery */
    Str junction_alias; /* of a many-to-many */
    int depth;
    bool inner;
    Spread spread;
    bool expands_star; /* "*" must be said in names */
    Filter *filters;
    Order *order;
    Window window;
    bool found_by_legacy_name;
};

typedef enum HandlerKind {
    HANDLER_NONE, /* no body is wanted */
    HANDLER_JSON,
    HANDLER_OBJECT,
    HANDLER_STRIPPED,
    HANDLER_CSV,
    HANDLER_GEOJSON,
    HANDLER_CUSTOM,
} HandlerKind;

typedef struct BodyHandler {
    HandlerKind kind;
    bool stripped;
    const MediaHandler *custom;
} BodyHandler;

typedef struct Nested Nested; /* nested.h: rows within the payload's rows */
typedef struct Fill Fill;

typedef struct Plan {
    Arena *arena;
    Error *error;
    const RestConfig *config;
    const Schema *schema;
    const Ask *ask;
    Node *root;
    const Table *table;     /* of the target; NULL for a call */
    const Routine *routine; /* of a call */
    BodyHandler handler;
    Media media;     /* of the answer */
    Strs conflict;   /* what an upsert goes by; empty: none */
    Filter *filters; /* of an update, delete or put: on the target itself */
    Strs returning;  /* columns a write must give for the read after it; n 0: none */
    int n_embeds;
    Nested *nested;    /* of an insert with related rows; NULL: none */
    Str place;         /* of the error in its payload; or null */
    const Fill *fills; /* of one of its rows: columns that relationships give */
} Plan;

/* False: *p->error says why. */
bool plan_request(Plan *p);

/* The client wants all rows counted; and there may be more than the answer has. */
bool plan_counts(const Plan *p);
bool plan_counts_apart(const Plan *p);

/* plan_rels.c: which relationship an embed means. */
bool plan_relationship(Plan *p, Node *child);

/* plan_call.c */
bool plan_call(Plan *p);

/* plan_media.c */
bool plan_media(Plan *p, Str schema, Str identifier);

/* plan_write.c */
bool plan_write(Plan *p);
bool fails_no_column(Plan *p, const Table *t, Str name, Str place);

/* plan_nested.c: what to do with a payload that names more than columns. */
bool plan_nested(Plan *p);
Strs plan_returning(const Plan *p, Strs key);

bool plan_fails(Plan *p, const ErrorKind *kind, Str message, Str details, Str hint);
Str plan_text(const Plan *p, const char *format, ...) PRINTF(2, 3);

/* The embed that a name in a filter or order means; NULL: none. */
Node *node_child(const Node *n, Str label);

/* hints.c: the most similar name, or the null Str. */
Str closest_name(Arena *a, const Str *names, isize n, Str wanted, double least);

#endif
