/* routes.c — THE table: every address that Rung answers, and where. */
#include "main/routes.h"
#include "auth/auth.h"
#include "career/career.h"
#include "rest/rest.h"
#include "serve/server.h"
#include "storage/storage.h"
#include "web/web.h"

enum {
    READ = METHOD_GET | METHOD_HEAD,
};

/* What a person sees: a page's address shows the app, which routes itself. */
#define PAGE(path)                                                                     \
    {                                                                                  \
        READ, path, LANE_NOW, web_page, NULL, &page_surface, PUBLIC                    \
    }
#define FILES(path)                                                                    \
    {                                                                                  \
        READ, path, LANE_NOW, web_file, NULL, &plain_surface, PUBLIC                   \
    }

static const Route routes[] = {
    PAGE("/"),
    PAGE("/sign-in"),
    PAGE("/sign-up"),
    PAGE("/board"),
    PAGE("/board/*"),
    PAGE("/resumes"),
    PAGE("/resumes/*"),
    PAGE("/practice"),
    PAGE("/practice/*"),
    PAGE("/settings"),
    PAGE("/settings/*"),
    PAGE("/people/*"),
    FILES("/assets/*"),
    FILES("/icon.svg"),
    FILES("/robots.txt"),
    FILES("/app.webmanifest"),

    {READ, "/health/live", LANE_NOW, health_live, NULL, &plain_surface, PUBLIC},
    {READ, "/health/ready", LANE_NOW, health_ready, NULL, &plain_surface, PUBLIC},
    {READ, "/metrics", LANE_NOW, metrics_text, NULL, &plain_surface, PUBLIC},

    {METHOD_POST, "/auth/v1/signup", LANE_PASSWORD, auth_signup, NULL, &auth_surface,
     PUBLIC, BODY_MEMORY, 64 << 10, .admit = auth_admit_sign_up},
    {METHOD_POST, "/auth/v1/token", LANE_PASSWORD, auth_token, NULL, &auth_surface,
     PUBLIC, BODY_MEMORY, 64 << 10, .lane_of = auth_token_lane,
     .admit = auth_admit_sign_in},
    {READ, "/auth/v1/user", LANE_DB, auth_user, NULL, &auth_surface, SIGNED_IN},
    {METHOD_PUT, "/auth/v1/user", LANE_PASSWORD, auth_user_put, NULL, &auth_surface,
     SIGNED_IN, BODY_MEMORY, 64 << 10, .admit = auth_admit_change},
    {METHOD_POST, "/auth/v1/logout", LANE_DB, auth_logout, NULL, &auth_surface,
     SIGNED_IN, BODY_MEMORY, 4 << 10},
    {READ, "/auth/v1/settings", LANE_NOW, auth_settings, NULL, &auth_surface, PUBLIC},
    {READ, "/auth/v1/health", LANE_NOW, auth_health, NULL, &auth_surface, PUBLIC},
    {READ, "/auth/v1/.well-known/jwks.json", LANE_NOW, auth_jwks, NULL, &auth_surface,
     PUBLIC},

    {REST_METHODS, "/rest/v1", LANE_LOOP, rest_compile, rest_respond, &rest_surface,
     ANYONE, BODY_TEXT, REST_BODY_MAX, rest_on_error},
    {REST_METHODS, "/rest/v1/", LANE_LOOP, rest_compile, rest_respond, &rest_surface,
     ANYONE, BODY_TEXT, REST_BODY_MAX, rest_on_error},
    {REST_METHODS, "/rest/v1/*", LANE_LOOP, rest_compile, rest_respond, &rest_surface,
     ANYONE, BODY_TEXT, REST_BODY_MAX, rest_on_error},

    {READ, "/templates/:picture", LANE_CPU, template_picture, NULL, &plain_surface,
     PUBLIC},
    {METHOD_POST, "/functions/v1/resume-render", LANE_CPU, resume_render, NULL,
     &plain_surface, KEYED, BODY_MEMORY, 2 << 20},
    {METHOD_POST, "/functions/v1/resume-import", LANE_CPU, resume_import, NULL,
     &plain_surface, SIGNED_IN, BODY_FILE, 11 << 20, .admit = resume_import_admit},
    {METHOD_POST, "/functions/v1/job-read", LANE_CPU, job_read, NULL, &plain_surface,
     SIGNED_IN, BODY_MEMORY, 256 << 10},
    {METHOD_POST, "/functions/v1/session-start", LANE_DB, session_start, NULL,
     &plain_surface, SIGNED_IN, BODY_MEMORY, 16 << 10},
    {METHOD_POST, "/functions/v1/answer-score", LANE_CPU, answer_score, NULL,
     &plain_surface, SIGNED_IN, BODY_MEMORY, 256 << 10},
    {METHOD_POST, "/functions/v1/session-finish", LANE_DB, session_finish, NULL,
     &plain_surface, SIGNED_IN, BODY_MEMORY, 4 << 10},

    /* Files: literal segments come before a bucket's name, so "public" is no bucket. */
    {METHOD_GET, "/storage/v1/bucket", LANE_DB, storage_bucket_list, NULL,
     &storage_surface, ANYONE},
    {METHOD_POST, "/storage/v1/bucket", LANE_DB, storage_bucket_create, NULL,
     &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_GET, "/storage/v1/bucket/:bucket", LANE_DB, storage_bucket_get, NULL,
     &storage_surface, ANYONE},
    {METHOD_PUT, "/storage/v1/bucket/:bucket", LANE_DB, storage_bucket_update, NULL,
     &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_DELETE, "/storage/v1/bucket/:bucket", LANE_DB, storage_bucket_delete, NULL,
     &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_POST, "/storage/v1/bucket/:bucket/empty", LANE_DB, storage_bucket_empty,
     NULL, &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_POST, "/storage/v1/object/:bucket/*", LANE_DB, storage_upload, NULL,
     &storage_surface, ANYONE, BODY_FILE, STORAGE_FORM_MAX,
     .admit = storage_admit_upload},
    {METHOD_PUT, "/storage/v1/object/:bucket/*", LANE_DB, storage_update, NULL,
     &storage_surface, ANYONE, BODY_FILE, STORAGE_FORM_MAX,
     .admit = storage_admit_upload},
    {READ, "/storage/v1/object/:bucket/*", LANE_DB, storage_download, NULL,
     &storage_surface, ANYONE},
    {READ, "/storage/v1/object/authenticated/:bucket/*", LANE_DB, storage_download,
     NULL, &storage_surface, ANYONE},
    {READ, "/storage/v1/object/public/:bucket/*", LANE_DB, storage_download_public,
     NULL, &storage_surface, PUBLIC},
    {METHOD_GET, "/storage/v1/object/info/:bucket/*", LANE_DB, storage_info, NULL,
     &storage_surface, ANYONE},
    {METHOD_GET, "/storage/v1/object/info/authenticated/:bucket/*", LANE_DB,
     storage_info, NULL, &storage_surface, ANYONE},
    {METHOD_GET, "/storage/v1/object/info/public/:bucket/*", LANE_DB,
     storage_info_public, NULL, &storage_surface, PUBLIC},
    {METHOD_POST, "/storage/v1/object/list/:bucket", LANE_DB, storage_list, NULL,
     &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_POST, "/storage/v1/object/list-v2/:bucket", LANE_DB, storage_list_pages,
     NULL, &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_DELETE, "/storage/v1/object/:bucket", LANE_DB, storage_remove, NULL,
     &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_DELETE, "/storage/v1/object/:bucket/*", LANE_DB, storage_remove_one, NULL,
     &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_POST, "/storage/v1/object/move", LANE_DB, storage_move, NULL,
     &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_POST, "/storage/v1/object/copy", LANE_DB, storage_copy, NULL,
     &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_POST, "/storage/v1/object/sign/:bucket", LANE_DB, storage_sign_many, NULL,
     &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {METHOD_POST, "/storage/v1/object/sign/:bucket/*", LANE_DB, storage_sign, NULL,
     &storage_surface, ANYONE, BODY_MEMORY, STORAGE_JSON_MAX},
    {READ, "/storage/v1/object/sign/:bucket/*", LANE_DB, storage_signed, NULL,
     &storage_surface, PUBLIC},
    {METHOD_POST, "/storage/v1/object/upload/sign/:bucket/*", LANE_DB,
     storage_sign_upload, NULL, &storage_surface, ANYONE, BODY_MEMORY,
     STORAGE_JSON_MAX},
    {METHOD_PUT, "/storage/v1/object/upload/sign/:bucket/*", LANE_DB,
     storage_signed_upload, NULL, &storage_surface, PUBLIC, BODY_FILE, STORAGE_FORM_MAX,
     .admit = storage_admit_signed},
};

const Routes all_routes = {routes, countof(routes)};
