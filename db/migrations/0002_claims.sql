-- Migration 0002
-- Date: 2026-11-21
-- Description: who is asking: the verified token's claims, as functions that policies and defaults call

-- Plain SQL, so that the planner sees through them; bodies are parsed here, so that no search_path can change what they call. A subject
-- that is no UUID is refused by the cast (22P02): to look first would cost each query as much again as reading the claims.
create function auth.jwt() returns jsonb language sql stable
  return coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb;
create function auth.uid() returns uuid language sql stable
  return nullif(auth.jwt() ->> 'sub', '')::uuid;
create function auth.role() returns text language sql stable
  return coalesce(auth.jwt() ->> 'role', current_user::text);
create function auth.email() returns text language sql stable
  return auth.jwt() ->> 'email';
create function auth.is_admin() returns boolean language sql stable   -- app_metadata is the server's, not the person's
  return coalesce(auth.jwt() -> 'app_metadata' ->> 'role' = 'admin' or auth.jwt() ->> 'role' = 'service_role', false);

comment on function auth.jwt() is 'The claims of the verified token, {} when there is none.';
comment on function auth.uid() is 'The person who is asking; null for nobody. In a policy write (select auth.uid()): evaluated once a query.';
comment on function auth.is_admin() is 'What the token says. private.require_admin() also asks the account.';
grant execute on function auth.jwt, auth.uid, auth.role, auth.email, auth.is_admin to anon, authenticated, unapproved;
