-- Random tokens need no salt: nothing can be tried against their hashes.
create or replace function auth.token_hash(token text) returns bytea language sql immutable set search_path = '' as $$
  select sha256(convert_to(token, 'UTF8')) $$;
