/* errors.h — the catalogue of storage errors; codes and texts are Supabase Storage's.
 */
#ifndef STORAGE_ERRORS_H
#define STORAGE_ERRORS_H

#include "base/error.h"

extern const ErrorKind no_such_bucket;
extern const ErrorKind no_such_key;
extern const ErrorKind key_exists;
extern const ErrorKind bucket_exists;
extern const ErrorKind bucket_not_empty;
extern const ErrorKind storage_denied;
extern const ErrorKind entity_too_large;
extern const ErrorKind invalid_mime_type;
extern const ErrorKind invalid_key;
extern const ErrorKind invalid_bucket_name;
extern const ErrorKind invalid_range; /* details: the Content-Range */
extern const ErrorKind storage_bad_request;
extern const ErrorKind invalid_signature;
extern const ErrorKind signature_expired;
extern const ErrorKind disk_full;
extern const ErrorKind disk_broken;
extern const ErrorKind bytes_lost;

#endif
