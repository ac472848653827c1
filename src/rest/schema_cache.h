/*
 * schema_cache.h — the snapshot everybody uses now, and the thread that renews it.
 *
 * Requests take the present snapshot and never wait.  The thread loads one at start, on
 * NOTIFY `rung_schema` or the configured channel, when it is told to, and whenever it
 * had to connect again; a failed load leaves the old one in use.
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
void schema_cache_renew(SchemaCache *c); /* soon; asking often costs nothing */

#endif
