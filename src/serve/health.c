/* health.c — for machines: alive, ready; and how serve's own errors look. */
#include "serve/json.h"
#include "serve/loop.h"

bool health_live(Ctx *cx)
{
    return send_json(cx, 200, S("{\"status\":\"live\"}"));
}

bool health_ready(Ctx *cx)
{
    if (server_ready(server_running()))
        return send_json(cx, 200, S("{\"status\":\"ready\"}"));
    return fail(cx, .kind = &database_lost);
}

static void render(Ctx *cx)
{
    const Error *e = &cx->error;
    Buf b = buf_new(cx->arena);
    json_open(&b);
    json_str(&b, "code", error_code(e));
    json_str(&b, "message", error_message(e));
    json_str(&b, "details", e->details);
    json_str(&b, "hint", e->hint);
    json_close(&b);
    send_json(cx, error_status(e), buf_str(&b));
}

const Surface plain_surface = {"plain", render};
