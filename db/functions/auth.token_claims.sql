create or replace function auth.token_claims(g auth.session_grant, issuer text, issued_at bigint, expires_at bigint) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
           'iss', issuer, 'sub', u.id, 'aud', u.aud, 'iat', issued_at, 'exp', expires_at, 'role', g.role,
           'email', coalesce(u.email, ''), 'phone', coalesce(u.phone, ''), 'is_anonymous', u.is_anonymous,
           'app_metadata', u.raw_app_meta_data, 'user_metadata', u.raw_user_meta_data,
           'session_id', g.session_id, 'aal', g.aal, 'amr', g.amr)
    from auth.users u where u.id = g.user_id $$;
comment on function auth.token_claims is 'What the access token of a session says.';
