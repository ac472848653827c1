/* plan_media.c — the first accepted media type that somebody can make. */
#include "rest/errors.h"
#include "rest/plan.h"

#include "base/buf.h"

static const struct {
    MediaKind wanted, gives;
    HandlerKind handler;
} builtin[] = {
    {MEDIA_ANY, MEDIA_JSON, HANDLER_JSON},
    {MEDIA_JSON, MEDIA_JSON, HANDLER_JSON},
    {MEDIA_CSV, MEDIA_CSV, HANDLER_CSV},
    {MEDIA_GEOJSON, MEDIA_GEOJSON, HANDLER_GEOJSON},
};

static bool selects_everything(const Node *n)
{
    const SelectItem *i = n->fields;
    return i && !i->next && i->kind == ITEM_FIELD && str_eq(i->field.name, S("*")) &&
           !i->aggregate;
}

static bool same_media(Plan *p, Str name, const Media *wanted)
{
    Media m = parse_media(p->arena, name);
    if (m.kind != wanted->kind)
        return false;
    return m.kind != MEDIA_OTHER || str_eq(m.name, wanted->name);
}

static bool use_custom(Plan *p, Str schema, Str target, const Media *wanted)
{
    for (isize i = 0; i < p->schema->n_handlers; i++) {
        const MediaHandler *h = &p->schema->handlers[i];
        if (!str_eq(h->target_schema, schema) || !str_eq(h->target, target) ||
            !same_media(p, h->media, wanted))
            continue;
        p->handler = (BodyHandler){.kind = HANDLER_CUSTOM, .custom = h};
        p->media = parse_media(p->arena, h->resolved);
        return true;
    }
    return false;
}

static bool use_handler(Plan *p, Str schema, Str target, const Media *wanted)
{
    static const Media any = {.kind = MEDIA_ANY};
    if (selects_everything(p->root) &&
        (use_custom(p, schema, target, &any) || use_custom(p, schema, target, wanted)))
        return true;
    if (use_custom(p, S("pg_catalog"), S("anyelement"), wanted))
        return true;
    for (isize i = 0; i < countof(builtin); i++)
        if (builtin[i].wanted == wanted->kind) {
            p->handler = (BodyHandler){.kind = builtin[i].handler};
            p->media = (Media){.kind = builtin[i].gives};
            return true;
        }
    return false;
}

static bool use_media(Plan *p, Str schema, Str target, const Media *wanted)
{
    if (wanted->kind == MEDIA_OBJECT)
        p->handler = (BodyHandler){HANDLER_OBJECT, .stripped = wanted->stripped};
    else if (wanted->kind == MEDIA_STRIPPED_ARRAY)
        p->handler = (BodyHandler){HANDLER_STRIPPED, .stripped = true};
    else
        return use_handler(p, schema, target, wanted);
    p->media = *wanted;
    return true;
}

static bool use_plan(Plan *p, Str schema, Str target, const Media *wanted)
{
    Media inner = {.kind = wanted->plan_for,
                   .stripped = wanted->plan_stripped,
                   .name = wanted->plan_name};
    if (!p->config->plans || !use_media(p, schema, target, &inner))
        return false;
    p->media = *wanted;
    return true;
}

static bool fails_unacceptable(Plan *p)
{
    Buf b = buf_new(p->arena);
    buf_add(&b, S("None of these media types are available: "));
    for (int i = 0; i < p->ask->n_accepted; i++) {
        Str mime = media_mime(p->arena, &p->ask->accepted[i]);
        Buf more = buf_new(p->arena);
        buf_add(&more, buf_str(&b));
        buf_add(&more, i ? S(", ") : S(""));
        buf_add(&more, mime);
        b = more;
    }
    return plan_fails(p, &unacceptable_media, buf_str(&b), (Str){0}, (Str){0});
}

bool plan_media(Plan *p, Str schema, Str identifier)
{
    for (int i = 0; i < p->ask->n_accepted; i++) {
        const Media *wanted = &p->ask->accepted[i];
        bool found = wanted->kind == MEDIA_PLAN
                         ? use_plan(p, schema, identifier, wanted)
                         : use_media(p, schema, identifier, wanted);
        if (!found)
            continue;
        bool silent = action_writes(p->ask->action)
                          ? p->ask->prefer.returns != RETURN_ROWS
                          : p->ask->headers_only;
        if (silent)
            p->handler = (BodyHandler){HANDLER_NONE};
        return true;
    }
    return fails_unacceptable(p);
}
