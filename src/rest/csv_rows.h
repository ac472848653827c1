/*
 * csv_rows.h — rows of text into CSV.
 *
 * A value is quoted as PostgreSQL quotes it in a row's own text, which is what this
 * API's CSV has always been: NULL is nothing, the empty text is "", and within quotes
 * both a quote and a backslash stand twice.
 */
#ifndef REST_CSV_ROWS_H
#define REST_CSV_ROWS_H

#include "base/buf.h"

#include <libpq-fe.h>

void add_csv_names(Buf *b, const PGresult *r); /* bare, whatever they are */
void add_csv_row(Buf *b, const PGresult *r, int row);

#endif
