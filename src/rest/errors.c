#include "rest/errors.h"

const ErrorKind bad_database = {503, "PGRST000", "Database connection error."};
const ErrorKind no_schema_cache = {
    503, "PGRST002", "Could not query the database for the schema cache. Retrying."};
const ErrorKind acquisition_timeout = {
    504, "PGRST003", "Timed out acquiring connection from connection pool."};
const ErrorKind bad_query = {400, "PGRST100", "failed to parse the query string"};
const ErrorKind bad_rpc_method = {405, "PGRST101", "Cannot use this method on RPC"};
const ErrorKind invalid_body = {400, "PGRST102", "Empty or invalid json"};
const ErrorKind bad_range = {416, "PGRST103", "Requested range not satisfiable"};
const ErrorKind bad_put_filters = {
    405, "PGRST105",
    "Filters must include all and only primary key columns with 'eq' operators"};
const ErrorKind unknown_schema = {406, "PGRST106", "Invalid schema"};
const ErrorKind unacceptable_media = {406, "PGRST107",
                                      "None of these media types are available"};
const ErrorKind not_embedded = {400, "PGRST108",
                                "Not an embedded resource in this request"};
const ErrorKind bad_response_headers = {
    500, "PGRST111",
    "response.headers guc must be a JSON array composed of objects with a single key "
    "and a string value"};
const ErrorKind bad_response_status = {
    500, "PGRST112", "response.status guc must be a valid status code"};
const ErrorKind put_with_limit = {
    400, "PGRST114", "limit/offset querystring parameters are not allowed for PUT"};
const ErrorKind put_mismatch = {
    400, "PGRST115", "Payload values do not match URL in primary key column(s)"};
const ErrorKind not_singular = {406, "PGRST116",
                                "Cannot coerce the result to a single JSON object"};
const ErrorKind bad_method = {405, "PGRST117", "Unsupported HTTP method"};
const ErrorKind related_order_not_to_one = {400, "PGRST118",
                                            "A related order is not possible"};
const ErrorKind bad_raise = {
    500, "PGRST121", "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error"};
const ErrorKind invalid_preferences = {
    400, "PGRST122", "Invalid preferences given with handling=strict"};
const ErrorKind no_aggregates = {400, "PGRST123",
                                 "Use of aggregate functions is not allowed"};
const ErrorKind too_many_affected = {
    400, "PGRST124", "Query result exceeds max-affected preference constraint"};
const ErrorKind bad_path = {404, "PGRST125", "Invalid path specified in request URL"};
const ErrorKind openapi_disabled = {404, "PGRST126",
                                    "Root endpoint metadata is disabled"};
const ErrorKind not_implemented = {400, "PGRST127", "Feature not implemented"};
const ErrorKind affected_needs_set = {
    400, "PGRST128",
    "Function must return SETOF or TABLE when max-affected preference is used with "
    "handling=strict"};
const ErrorKind no_relationship = {400, "PGRST200", "Could not find a relationship"};
const ErrorKind ambiguous_relationship = {
    300, "PGRST201", "Could not embed because more than one relationship was found"};
const ErrorKind no_routine = {404, "PGRST202", "Could not find the function"};
const ErrorKind ambiguous_routine = {300, "PGRST203",
                                     "Could not choose the best candidate function"};
const ErrorKind no_column = {400, "PGRST204", "Could not find the column"};
const ErrorKind no_table = {404, "PGRST205", "Could not find the table"};
const ErrorKind jwt_no_secret = {500, "PGRST300", "Server lacks JWT secret"};
const ErrorKind jwt_undecodable = {401, "PGRST301", "JWT couldn't be decoded"};
const ErrorKind jwt_required = {401, "PGRST302", "Anonymous access is disabled"};
const ErrorKind jwt_claims_refused = {401, "PGRST303", "Parsing claims failed"};

const ErrorKind bad_operations = {
    400, "RUNG100", "The body is not an array of operations, {method, path, ...}"};
const ErrorKind bad_reference = {400, "RUNG101",
                                 "A reference to an earlier operation has no value"};
const ErrorKind operation_failed = {500, "RUNG102", "An operation did not succeed"};
const ErrorKind row_not_made = {409, "RUNG103",
                                "A row was left out, and others belong to it"};
const ErrorKind no_room_for_answer = {
    507, "RUNG104", "There is no room on the server's disk for so large an answer"};
