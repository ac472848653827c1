/* errors.h — the catalogue of storage errors; codes and texts are Supabase Storage's.
 */
#ifndef STORAGE_ERRORS_H
#define STORAGE_ERRORS_H

#include "base/error.h"

static const ErrorKind no_such_bucket = {404, "NoSuchBucket", "Bucket not found"};
static const ErrorKind no_such_key = {404, "NoSuchKey", "Object not found"};
static const ErrorKind key_exists = {409, "KeyAlreadyExists",
                                     "The resource already exists"};
static const ErrorKind bucket_exists = {409, "BucketAlreadyExists",
                                        "The resource already exists"};
static const ErrorKind bucket_not_empty = {
    409, "InvalidRequest", "The bucket you tried to delete is not empty"};
static const ErrorKind access_denied = {403, "AccessDenied",
                                        "new row violates row-level security policy"};
static const ErrorKind entity_too_large = {
    413, "EntityTooLarge", "The object exceeded the maximum allowed size"};
static const ErrorKind invalid_mime_type = {415, "InvalidMimeType",
                                            "mime type is not supported"};
static const ErrorKind invalid_key = {400, "InvalidKey", "Invalid key"};
static const ErrorKind invalid_bucket_name = {400, "InvalidBucketName",
                                              "Bucket name invalid"};
static const ErrorKind invalid_range = {416, "InvalidRange", "Range not satisfiable"};
static const ErrorKind invalid_request = {400, "InvalidRequest", "Invalid request"};
static const ErrorKind invalid_signature = {400, "InvalidSignature",
                                            "The signature is invalid"};
static const ErrorKind signature_expired = {400, "InvalidJWT",
                                            "\"exp\" claim timestamp check failed"};
static const ErrorKind disk_full = {507, "InsufficientStorage",
                                    "The server's disk is full: nothing was changed"};
static const ErrorKind disk_broken = {500, "InternalError",
                                      "The server's disk failed: nothing was changed"};
static const ErrorKind bytes_lost = {
    500, "InternalError",
    "The object's bytes are not on the server's disk: restore them from a backup"};

#endif
