/* routes.c — THE table: every address that Rung answers, and where. */
#include "main/routes.h"
#include "career/career.h"
#include "serve/server.h"

enum {
    READ = METHOD_GET | METHOD_HEAD,
};

static const Route routes[] = {
    {READ, "/health/live", LANE_NOW, health_live, NULL, &plain_surface, PUBLIC},
    {READ, "/health/ready", LANE_NOW, health_ready, NULL, &plain_surface, PUBLIC},
    {READ, "/metrics", LANE_NOW, metrics_text, NULL, &plain_surface, PUBLIC},

    {METHOD_POST, "/functions/v1/resume-render", LANE_CPU, resume_render, NULL,
     &plain_surface, ANYONE, BODY_MEMORY, 2 << 20},
};

const Routes all_routes = {routes, countof(routes)};
