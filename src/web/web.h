/*
 * web.h — the web app: a page and its files, which the program carries.
 *
 * The build makes them (web/build.js): names of files hold their content's hash, and
 * each text lies there three times, plain, as gzip and as Brotli, so that no request
 * ever compresses.  Only the page itself is finished at start, because it tells the app
 * the server's public key.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "serve/ctx.h"

typedef struct WebApp WebApp;

/* What the app must know before its first call; plain text, written into the page. */
typedef struct WebFacts {
    Str anon_key, signup, version;
} WebFacts;

/* Lives as long as `a`. */
const WebApp *web_app_new(Arena *a, const WebFacts *facts);

Handler web_page, /* any of the app's addresses: the same page, which routes itself */
    web_file;     /* one file; 404 when there is none of that name */

/* Who asks for a page that is not there sees the app say so; a program reads JSON. */
extern const Surface page_surface;

#endif
