create or replace function auth.rfc3339(t timestamptz) returns text language sql stable set search_path = '' as
$$ select to_char(t at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;
comment on function auth.rfc3339 is 'A time as the accounts'' JSON has it: UTC, microseconds, Z.';
