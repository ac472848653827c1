/* errors.h — the catalogue of auth errors; codes and texts are GoTrue's. */
#ifndef AUTH_ERRORS_H
#define AUTH_ERRORS_H

#include "base/error.h"

/* signing in */
static const ErrorKind unsupported_grant_type = {400, "invalid_credentials",
                                                 "unsupported_grant_type"};
static const ErrorKind invalid_credentials = {400, "invalid_credentials",
                                              "Invalid login credentials"};
static const ErrorKind email_not_confirmed = {400, "email_not_confirmed",
                                              "Email not confirmed"};
static const ErrorKind user_banned = {400, "user_banned", "User is banned"};
static const ErrorKind phone_logins_disabled = {422, "phone_provider_disabled",
                                                "Phone logins are disabled"};
static const ErrorKind no_address = {400, "validation_failed",
                                     "missing email or phone"};
static const ErrorKind two_addresses_login = {
    400, "validation_failed",
    "Only an email address or phone number should be provided on login."};

/* renewing a session: what auth.renew_session answers */
static const ErrorKind no_refresh_token = {400, "validation_failed",
                                           "refresh_token required"};
static const ErrorKind refresh_token_not_found = {
    400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found"};
static const ErrorKind refresh_token_already_used = {
    400, "refresh_token_already_used", "Invalid Refresh Token: Already Used"};
static const ErrorKind session_expired = {400, "session_expired",
                                          "Invalid Refresh Token: Session Expired"};
static const ErrorKind refreshed_user_banned = {400, "user_banned",
                                                "Invalid Refresh Token: User Banned"};
static const ErrorKind refreshed_user_not_found = {
    400, "user_not_found", "Invalid Refresh Token: User Not Found"};

/* signing up */
static const ErrorKind signup_disabled = {422, "signup_disabled",
                                          "Signups not allowed for this instance"};
static const ErrorKind anonymous_provider_disabled = {
    422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled"};
static const ErrorKind phone_signups_disabled = {400, "phone_provider_disabled",
                                                 "Phone signups are disabled"};
static const ErrorKind two_addresses_signup = {
    400, "validation_failed",
    "Only an email address or phone number should be provided on signup."};
static const ErrorKind no_password = {400, "validation_failed",
                                      "Signup requires a valid password"};
static const ErrorKind user_already_exists = {422, "user_already_exists",
                                              "User already registered"};

/* what one may choose */
static const ErrorKind email_too_long = {400, "validation_failed",
                                         "An email address is too long"};
static const ErrorKind email_invalid = {
    400, "validation_failed", "Unable to validate email address: invalid format"};
static const ErrorKind phone_invalid = {400, "validation_failed",
                                        "Invalid phone number format (E.164 required)"};
static const ErrorKind password_too_long = {
    400, "validation_failed", "Password cannot be longer than 72 characters"};
/* an occurrence's details name the reason, which surface.c puts where clients look */
static const ErrorKind weak_password = {422, "weak_password",
                                        "Password should be at least 6 characters."};
static const ErrorKind metadata_not_object = {400, "bad_json",
                                              "data must be a JSON object"};
static const ErrorKind metadata_too_large = {422, "validation_failed",
                                             "User metadata cannot exceed 16 KB"};

/* changing one's account */
static const ErrorKind not_admin = {403, "not_admin",
                                    "Updating app_metadata requires admin privileges"};
static const ErrorKind email_exists = {
    422, "email_exists", "A user with this email address has already been registered"};
static const ErrorKind phone_exists = {
    422, "phone_exists", "A user with this phone number has already been registered"};
static const ErrorKind same_password = {
    422, "same_password", "New password should be different from the old password."};
static const ErrorKind current_password_invalid = {
    400, "current_password_invalid",
    "Current password required when setting new password."};
static const ErrorKind insufficient_aal = {
    401, "insufficient_aal",
    "AAL2 session is required to update email or password when MFA is enabled."};
static const ErrorKind anonymous_password = {
    422, "validation_failed",
    "Updating password of an anonymous user without an email or phone is not allowed"};
static const ErrorKind user_sso_managed = {
    422, "user_sso_managed",
    "Updating email, phone, password of a SSO account only possible via SSO"};

/* who calls */
static const ErrorKind no_authorization = {
    401, "no_authorization", "This endpoint requires a valid Bearer token"};
static const ErrorKind no_sub = {403, "bad_jwt", "invalid claim: missing sub claim"};
static const ErrorKind sub_not_uuid = {403, "bad_jwt",
                                       "invalid claim: sub claim must be a UUID"};
static const ErrorKind session_id_not_uuid = {
    403, "bad_jwt", "invalid claim: session_id claim must be a UUID"};
static const ErrorKind caller_not_found = {403, "user_not_found",
                                           "User from sub claim in JWT does not exist"};
static const ErrorKind caller_banned = {403, "user_banned", "User is banned"};
static const ErrorKind session_not_found = {
    403, "session_not_found", "Session from session_id claim in JWT does not exist"};
static const ErrorKind unsupported_scope = {400, "validation_failed",
                                            "Unsupported logout scope"};

#endif
