/* payload_csv.h — a CSV body's lines, one by one, as JSON objects; for payload*.c only.
 */
#ifndef REST_PAYLOAD_CSV_H
#define REST_PAYLOAD_CSV_H

#include "rest/payload.h"

#include "base/buf.h"

typedef struct CsvField {
    Str text;     /* between its quotes, if it has any */
    bool doubled; /* with quotes in it, each written twice */
} CsvField;

typedef struct Csv {
    const char *at, *end;
    const char *kept; /* see text_let_go; or NULL */
    Arena *arena;
    Str *names;
    CsvField *values;
    isize n;     /* names */
    Buf scratch; /* a doubled field, decoded */
} Csv;

/* Takes the first line, the names; false: there is none. */
bool csv_begin(Csv *c, Arena *a, Str body, bool mapped);

typedef enum CsvLine { CSV_ROW, CSV_END, CSV_BROKEN, CSV_UNEVEN } CsvLine;
CsvLine csv_next(Csv *c);           /* the next line that is not blank */
void csv_add_row(Csv *c, Buf *out); /* it, as {"name":"value",...} */

#endif
