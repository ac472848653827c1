/* json_rows.h — rows of text into JSON that equals what to_json would give. */
#ifndef REST_JSON_ROWS_H
#define REST_JSON_ROWS_H

#include "rest/sql.h"

#include <libpq-fe.h>

/* One value as PostgreSQL prints it, DateStyle ISO. */
void add_json_value(Buf *b, JsonKind kind, Str text);

/* What stands before each of a row's values, once for all rows; and a row: {...} */
const Str *json_row_heads(Arena *a, const Shape *shape);
void add_json_row(Buf *b, const Shape *shape, const Str *heads, const PGresult *r,
                  int row);

/* False: the result's types are not the ones that the shape was made for. */
bool shape_agrees(const Shape *shape, const PGresult *r);
/* What the result's own types allow: for rows that are written already. */
Shape shape_by_types(Arena *a, const Shape *shape, const PGresult *r);

#endif
