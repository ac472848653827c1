create or replace function auth.open_session(user_id uuid, method text, ip inet default null, user_agent text default null,
                                             aal text default 'aal1', not_after timestamptz default null) returns auth.session_grant
language plpgsql set search_path = '' as $$
declare
  u auth.users;
  s auth.sessions;
  g auth.session_grant;
begin
  update auth.users x set last_sign_in_at = now() where x.id = open_session.user_id and auth.refusal(x) is null returning * into u;
  if u.id is null then
    select * into u from auth.users x where x.id = open_session.user_id;
    g.outcome := auth.refusal(u);
    return g;
  end if;
  insert into auth.sessions (user_id, aal, amr, ip, user_agent, not_after)
  values (u.id, open_session.aal, jsonb_build_array(jsonb_build_object('method', method, 'timestamp', extract(epoch from now())::bigint)),
          open_session.ip, open_session.user_agent, open_session.not_after) returning * into s;
  g := ('ok', s.id, u.id, auth.token_role(u), s.aal, s.amr, encode(extensions.gen_random_bytes(32), 'hex'));
  insert into auth.refresh_tokens (session_id, token_hash) values (s.id, auth.token_hash(g.refresh_token));
  return g;
end $$;
comment on function auth.open_session is 'A new session and its refresh token, or why not.';
