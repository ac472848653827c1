/*
 * schema_cache.h — the snapshot everybody uses now, and the thread that renews it.
 *
 * The thread loads one at start, on NOTIFY `rung_schema` or the configured channel,
 * when it is told to, and whenever it had to connect again; a failed load leaves the
 * old one in use.  Requests take the present snapshot and do not wait, but for one that
 * could only be refused by what a stale snapshot says.
 */
#ifndef REST_SCHEMA_CACHE_H
#define REST_SCHEMA_CACHE_H

#include "rest/config.h"
#include "rest/schema.h"

typedef struct SchemaCache SchemaCache;

/* The texts and the config must outlive it.  `channel` may be NULL. */
SchemaCache *schema_cache_open(const char *conninfo, const char *channel,
                               const RestConfig *config);
void schema_cache_close(SchemaCache *c);

const RestConfig *schema_cache_config(const SchemaCache *c);
bool schema_cache_wait(SchemaCache *c, int seconds); /* until there is one */

Schema *schema_take(SchemaCache *c); /* NULL: none yet */
void schema_release(SchemaCache *c, Schema *s);
bool schema_is_present(SchemaCache *c, const Schema *s); /* nothing newer is there */
/* News has come since its loading began. */
bool schema_is_stale(SchemaCache *c, const Schema *s);
/* For pipes: what to listen to (of NULL: the server's own channel alone), and what to
 * call with what is heard, from any thread. */
const char *const *schema_listens(const SchemaCache *c);
void schema_cache_heard(void *cache, const char *payload);

/* Is woken, on the cache's thread, when a snapshot with all the news of now is there,
 * or could not be loaded. */
typedef struct SchemaWaiter SchemaWaiter;
struct SchemaWaiter {
    void (*wake)(void *arg);
    void *arg;
    uint64_t needs; /* the cache's own, as all that follows */
    SchemaWaiter *next;
};
void schema_cache_await(SchemaCache *c, SchemaWaiter *w);

void schema_cache_renew(SchemaCache *c); /* soon; asking often costs nothing */

#endif
