/* routes.c — THE table: every address that Rung answers, and where. */
#include "main/routes.h"
#include "auth/auth.h"
#include "career/career.h"
#include "serve/server.h"

enum {
    READ = METHOD_GET | METHOD_HEAD,
};

static const Route routes[] = {
    {READ, "/health/live", LANE_NOW, health_live, NULL, &plain_surface, PUBLIC},
    {READ, "/health/ready", LANE_NOW, health_ready, NULL, &plain_surface, PUBLIC},
    {READ, "/metrics", LANE_NOW, metrics_text, NULL, &plain_surface, PUBLIC},

    {METHOD_POST, "/auth/v1/signup", LANE_CPU, auth_signup, NULL, &auth_surface, PUBLIC,
     BODY_MEMORY, 64 << 10},
    {METHOD_POST, "/auth/v1/token", LANE_CPU, auth_token, NULL, &auth_surface, PUBLIC,
     BODY_MEMORY, 64 << 10},
    {READ, "/auth/v1/user", LANE_DB, auth_user, NULL, &auth_surface, SIGNED_IN},
    {METHOD_PUT, "/auth/v1/user", LANE_CPU, auth_user_put, NULL, &auth_surface,
     SIGNED_IN, BODY_MEMORY, 64 << 10},
    {METHOD_POST, "/auth/v1/logout", LANE_DB, auth_logout, NULL, &auth_surface,
     SIGNED_IN, BODY_MEMORY, 4 << 10},
    {READ, "/auth/v1/settings", LANE_NOW, auth_settings, NULL, &auth_surface, PUBLIC},
    {READ, "/auth/v1/health", LANE_NOW, auth_health, NULL, &auth_surface, PUBLIC},
    {READ, "/auth/v1/.well-known/jwks.json", LANE_NOW, auth_jwks, NULL, &auth_surface,
     PUBLIC},

    {METHOD_POST, "/functions/v1/resume-render", LANE_CPU, resume_render, NULL,
     &plain_surface, ANYONE, BODY_MEMORY, 2 << 20},
};

const Routes all_routes = {routes, countof(routes)};
