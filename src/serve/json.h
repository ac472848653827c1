/* json.h — what handlers do with JSON: read named fields; base/json.h writes it. */
#ifndef SERVE_JSON_H
#define SERVE_JSON_H

#include "base/json.h"
#include "serve/ctx.h"

typedef enum FieldKind {
    FIELD_TEXT, /* Str: a JSON string */
    FIELD_JSON, /* Str: any value, as compact JSON text */
    FIELD_INT,  /* int64_t */
    FIELD_BOOL, /* bool */
} FieldKind;

typedef struct Field {
    const char *name;
    void *into; /* left as it was when the field is absent or null */
    FieldKind kind;
} Field;

/* if (!body_fields(cx, {"email", &email}, {"data", &data, FIELD_JSON})) return false;
 */
#define body_fields(cx, ...)                                                           \
    body_fields_of((cx), (const Field[]){__VA_ARGS__},                                 \
                   countof(((const Field[]){__VA_ARGS__})))

/* Fails with bad_json unless the body is empty or an object whose fields have these
 * kinds. */
bool body_fields_of(Ctx *cx, const Field *fields, isize n) MUST_CHECK;
/* The same for any text, a token's claims say; false without an error in cx. */
bool json_fields_of(Arena *a, Str json, const Field *fields, isize n) MUST_CHECK;
#define json_fields(a, json, ...)                                                      \
    json_fields_of((a), (json), (const Field[]){__VA_ARGS__},                          \
                   countof(((const Field[]){__VA_ARGS__})))

#endif
