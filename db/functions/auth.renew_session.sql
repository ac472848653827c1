-- A token's successor is derived from it, so two tabs that renew at once, or a client that lost the answer, get the same one for
-- ten seconds, and only hashes are stored. A used token that comes later was stolen: the session ends, for the thief as well.
-- Outcomes are returned, not raised, since the end of a session must commit.
create or replace function auth.renew_session(token text) returns auth.session_grant language plpgsql set search_path = '' as $$
declare
  k auth.refresh_tokens;
  s auth.sessions;
  u auth.users;
  g auth.session_grant;
begin
  select x.* into s from auth.sessions x join auth.refresh_tokens y on y.session_id = x.id
   where y.token_hash = auth.token_hash(token) for no key update of x;                       -- renewals of a session queue here
  select * into k from auth.refresh_tokens x where x.token_hash = auth.token_hash(token);
  select * into u from auth.users x where x.id = s.user_id;
  g.outcome := case when s.id is null then 'refresh_token_not_found'
                    when k.used_at < clock_timestamp() - interval '10 seconds' then 'refresh_token_already_used'
                    when s.not_after < now() then 'session_expired'
                    else coalesce(auth.refusal(u), 'ok') end;
  if g.outcome in ('refresh_token_already_used', 'session_expired') then
    delete from auth.sessions x where x.id = s.id;
  end if;
  if g.outcome <> 'ok' then return g; end if;
  g := ('ok', s.id, u.id, auth.token_role(u), s.aal, s.amr,
        encode(extensions.hmac(convert_to(token, 'UTF8'), s.refresh_key, 'sha256'), 'hex'));
  if k.used_at is null then
    update auth.refresh_tokens x set used_at = clock_timestamp() where x.id = k.id;
    insert into auth.refresh_tokens (session_id, token_hash) values (s.id, auth.token_hash(g.refresh_token));
    update auth.sessions x set refreshed_at = now() where x.id = s.id;
  end if;
  return g;
end $$;
comment on function auth.renew_session is 'The next refresh token of a session, or why not; the same one again for ten seconds.';
