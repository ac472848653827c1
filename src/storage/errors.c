#include "storage/errors.h"

const ErrorKind no_such_bucket = {404, "NoSuchBucket", "Bucket not found"};
const ErrorKind no_such_key = {404, "NoSuchKey", "Object not found"};
const ErrorKind key_exists = {409, "KeyAlreadyExists", "The resource already exists"};
const ErrorKind bucket_exists = {409, "BucketAlreadyExists",
                                 "The resource already exists"};
const ErrorKind bucket_not_empty = {409, "InvalidRequest",
                                    "The bucket you tried to delete is not empty"};
const ErrorKind storage_denied = {403, "AccessDenied",
                                  "new row violates row-level security policy"};
const ErrorKind entity_too_large = {413, "EntityTooLarge",
                                    "The object exceeded the maximum allowed size"};
const ErrorKind invalid_mime_type = {415, "InvalidMimeType",
                                     "mime type is not supported"};
const ErrorKind invalid_key = {400, "InvalidKey", "Invalid key"};
const ErrorKind invalid_bucket_name = {400, "InvalidBucketName", "Bucket name invalid"};
const ErrorKind invalid_range = {416, "InvalidRange", "Range not satisfiable"};
const ErrorKind storage_bad_request = {400, "InvalidRequest", "Invalid request"};
const ErrorKind invalid_signature = {400, "InvalidSignature",
                                     "The signature is invalid"};
const ErrorKind signature_expired = {400, "InvalidJWT",
                                     "\"exp\" claim timestamp check failed"};
const ErrorKind disk_full = {507, "InsufficientStorage",
                             "The server's disk is full: nothing was changed"};
const ErrorKind disk_broken = {500, "InternalError",
                               "The server's disk failed: nothing was changed"};
const ErrorKind bytes_lost = {
    500, "InternalError",
    "The object's bytes are not on the server's disk: restore them from a backup"};
