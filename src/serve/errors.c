#include "serve/errors.h"

const ErrorKind no_such_route = {404, "not_found", "There is nothing at this address."};
const ErrorKind method_not_allowed = {405, "method_not_allowed",
                                      "This address does not know this method."};
const ErrorKind request_too_large = {413, "request_too_large",
                                     "The request needs more memory than one may use."};
const ErrorKind jwt_malformed = {401, "jwt_malformed", "The token is not a JWT."};
const ErrorKind jwt_invalid = {401, "jwt_invalid",
                               "The token was not signed by this server."};
const ErrorKind jwt_expired = {401, "jwt_expired", "JWT expired"};
const ErrorKind jwt_not_yet = {401, "jwt_not_yet", "The token is not valid yet."};
const ErrorKind jwt_bad_claims = {401, "jwt_bad_claims",
                                  "The token's claims are malformed."};
const ErrorKind key_first = {401, "key_first",
                             "Send a key: the anonymous one, or a person's token."};
const ErrorKind sign_in_first = {401, "sign_in_first",
                                 "Sign in first: this needs a person's token."};
const ErrorKind service_only = {403, "service_only",
                                "This needs the service_role key."};
const ErrorKind bad_json = {400, "bad_json",
                            "The body is not the JSON object it should be."};
const ErrorKind over_rate_limit = {429, "over_request_rate_limit",
                                   "Request rate limit reached"};
