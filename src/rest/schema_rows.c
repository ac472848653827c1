#include "rest/schema_rows.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

Str text_at(Loader *l, const PGresult *r, int row, int col)
{
    if (PQgetisnull(r, row, col))
        return (Str){0};
    return str_copy(l->arena, (Str){PQgetvalue(r, row, col), PQgetlength(r, row, col)});
}

bool flag_at(const PGresult *r, int row, int col)
{
    return PQgetvalue(r, row, col)[0] == 't';
}

uint32_t oid_at(const PGresult *r, int row, int col)
{
    return (uint32_t)strtoul(PQgetvalue(r, row, col), NULL, 10);
}

int int_at(const PGresult *r, int row, int col)
{
    return (int)strtol(PQgetvalue(r, row, col), NULL, 10);
}

PGresult *loader_ask(Loader *l, const char *sql, Str schemas)
{
    const char *params[] = {schemas.s};
    int n = schemas.s && strstr(sql, "$1") ? 1 : 0;
    PGresult *r = PQexecParams(l->conn, sql, n, NULL, params, NULL, NULL, 0);
    if (PQresultStatus(r) == PGRES_TUPLES_OK)
        return r;
    PQclear(r);
    return NULL;
}

Strs texts_at(Loader *l, const PGresult *r, int row, int col)
{
    if (PQgetisnull(r, row, col))
        return (Strs){0};
    json_t *list = json_loads(PQgetvalue(r, row, col), 0, NULL);
    isize n = (isize)json_array_size(list);
    Str *v = make_n(l->arena, Str, n + 1);
    for (isize i = 0; i < n; i++)
        v[i] = str_copy(l->arena,
                        str_of(json_string_value(json_array_get(list, (size_t)i))));
    json_decref(list);
    return (Strs){v, n};
}
