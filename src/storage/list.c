/* list.c — POST /object/list/{bucket}: a folder's entries; list-v2: pages of names. */
#include "storage/object.h"

#include "serve/json.h"

enum { LIMIT = 100, PAGE = 1000, LIMIT_MAX = 10000 };

static const Query search_folder = {
    "storage.search_folder",
    "select coalesce(json_agg(s), '[]')"
    "  from storage.search($1, $2, $3::int, 1, $4::int, $5, $6, $7) s"};
static const Query list_page = {"storage.list_page",
                                "select storage.list_page($1, $2, $3, $4::int, $5::bool"
                                ", $6, $7)"};

static Str number(Ctx *cx, int64_t n)
{
    Buf b = buf_new(cx->arena);
    buf_addf(&b, "%jd", (intmax_t)n);
    return buf_str(&b);
}

typedef struct Sort {
    Str column, order;
} Sort;

static bool sort_check(Ctx *cx, Str json, Sort *s)
{
    *s = (Sort){S("name"), S("asc")};
    if (json.s &&
        !json_fields(cx->arena, json, {"column", &s->column}, {"order", &s->order}))
        return fail(cx, .kind = &storage_bad_request,
                    .message = S("sortBy must be {column, order}"));
    const Str columns[] = {S("name"), S("updated_at"), S("created_at"),
                           S("last_accessed_at")};
    for (isize i = 0; i < countof(columns); i++)
        if (str_eq(s->column, columns[i]) &&
            (str_eq(s->order, S("asc")) || str_eq(s->order, S("desc"))))
            return true;
    return fail(cx, .kind = &storage_bad_request,
                .message = S("sortBy names no column or order that is known"));
}

static bool bounds_check(Ctx *cx, int64_t limit, int64_t offset)
{
    if (limit >= 1 && limit <= LIMIT_MAX && offset >= 0 && offset <= INT32_MAX)
        return true;
    return fail(cx, .kind = &storage_bad_request,
                .message = S("limit must lie in 1..10000, offset not below 0"));
}

/* A folder is asked for with or without the slash at its end. */
static Str folder(Ctx *cx, Str prefix)
{
    while (str_starts(prefix, S("/")))
        prefix = str_skip(prefix, 1);
    if (!prefix.len || str_ends(prefix, S("/")))
        return prefix.s ? prefix : S("");
    Buf b = buf_new(cx->arena);
    buf_add(&b, prefix);
    buf_add(&b, S("/"));
    return buf_str(&b);
}

bool storage_list(Ctx *cx)
{
    int64_t limit = LIMIT, offset = 0;
    Str prefix = {0}, search = S(""), sort_json = {0};
    Sort sort;
    Row row;
    if (!body_fields(cx, {"prefix", &prefix}, {"limit", &limit, FIELD_INT},
                     {"offset", &offset, FIELD_INT}, {"search", &search},
                     {"sortBy", &sort_json, FIELD_JSON}) ||
        !bounds_check(cx, limit, offset) || !sort_check(cx, sort_json, &sort) ||
        !db_get(&cx->db, &search_folder,
                STRS(folder(cx, prefix), cx->params[0], number(cx, limit),
                     number(cx, offset), search, sort.column, sort.order),
                &row))
        return false;
    return send_json(cx, 200, row.col[0]);
}

bool storage_list_pages(Ctx *cx)
{
    int64_t limit = PAGE;
    bool folders = false;
    Str prefix = S(""), cursor = {0}, after = {0}, sort_json = {0};
    Sort sort;
    Row row;
    if (!body_fields(cx, {"prefix", &prefix}, {"limit", &limit, FIELD_INT},
                     {"cursor", &cursor}, {"with_delimiter", &folders, FIELD_BOOL},
                     {"sortBy", &sort_json, FIELD_JSON}) ||
        !bounds_check(cx, limit, 0) || !sort_check(cx, sort_json, &sort))
        return false;
    if (cursor.len && !base64url_decode(cx->arena, cursor, &after))
        return fail(cx, .kind = &storage_bad_request,
                    .message = S("The cursor is none of ours"));
    if (!db_get(&cx->db, &list_page,
                STRS(cx->params[0], prefix, after, number(cx, limit),
                     folders ? S("t") : S("f"), sort.column, sort.order),
                &row))
        return false;
    return send_json(cx, 200, row.col[0]);
}
