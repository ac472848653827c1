/* compress.h — gzip for answers that are worth it, and which coding a client takes. */
#ifndef HTTP_COMPRESS_H
#define HTTP_COMPRESS_H

#include "http/http.h"

typedef struct Compressor Compressor; /* one for each loop, made at its first use */

/* Text of 1 KB to 1 MB, whole and not encoded yet: then the answer varies. */
bool compress_is_worth_it(const Response *res);
/* An Accept-Encoding takes it: "gzip", "br".  No header is the null Str: it does not.
 */
bool coding_accepted(Str accept_encoding, Str coding);

/* The body as gzip, on the heap, which the caller frees; the null Str: not smaller. */
Str compress_body(Compressor **z, Str body);
void compress_free(Compressor *z);

#endif
