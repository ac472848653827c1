/* request.h — method, path and headers -> what is asked.  No table is known yet. */
#ifndef REST_REQUEST_H
#define REST_REQUEST_H

#include "rest/config.h"
#include "rest/media.h"
#include "rest/prefer.h"
#include "rest/query.h"

typedef enum Action {
    ACTION_READ,
    ACTION_CREATE,
    ACTION_UPDATE,
    ACTION_PUT, /* one row, by its key */
    ACTION_DELETE,
    ACTION_CALL,
    ACTION_ROOT,
    ACTION_TRANSACTION, /* several operations: operations.h */
    ACTION_TABLE_OPTIONS,
    ACTION_CALL_OPTIONS,
    ACTION_ROOT_OPTIONS,
} Action;

typedef struct Ask {
    Action action;
    bool headers_only;    /* HEAD */
    bool reads_arguments; /* a call by GET or HEAD */
    bool profiled;        /* the schema was chosen by header, or there is a choice */
    Str schema, target;   /* target: table or function */
    Prefer prefer;
    UrlQuery query;
    Window top; /* limit, offset and Range together */
    Payload payload;
    Strs columns; /* columns=, or the payload's keys */
    Media content;
    Media accepted[MAX_ACCEPTED];
    int n_accepted;
} Ask;

static inline bool action_writes(Action a)
{
    return a >= ACTION_CREATE && a <= ACTION_DELETE;
}

bool parse_request(Arena *a, const RestConfig *config, const Request *req, Ask *out,
                   Error *error);

#endif
