/* routine.h — functions as the snapshot has them: callable ones, those that make media
 * types, and what roles start with. */
#ifndef REST_ROUTINE_H
#define REST_ROUTINE_H

#include "base/str.h"

typedef struct Parameter {
    Str name;            /* "" when unnamed */
    Str type, long_type; /* long_type: without the length limits of bit and character */
    bool required, variadic;
} Parameter;

typedef struct Routine {
    Str schema, name, description;
    const Parameter *parameters;
    isize n_parameters;
    Str return_schema, return_name; /* a composite's relation, or the type */
    bool returns_set, returns_composite, returns_alias, has_variadic;
    char volatility; /* 'v', 's', 'i' */
    Strs settings;   /* name, value, ...: hoisted to the transaction */
    Str isolation;   /* of its default_transaction_isolation, or null */
    uint32_t oid;
} Routine;

/* A function or aggregate that makes a media type of a relation's rows. */
typedef struct MediaHandler {
    Str schema, name, target_schema, target; /* target "anyelement": of any */
    Str media, resolved;
} MediaHandler;

/* ALTER ROLE ... SET: what a request as this role starts with. */
typedef struct RoleSettings {
    Str role;
    Strs settings; /* name, value, ... */
    Str isolation; /* default_transaction_isolation, or null */
} RoleSettings;

bool routine_returns_scalar(const Routine *r);  /* one value */
bool routine_returns_scalars(const Routine *r); /* a set of them */
bool routine_returns_void(const Routine *r);

#endif
