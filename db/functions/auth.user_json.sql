-- Volatile, so that a statement which has just signed her in shows the new last_sign_in_at. Only what is never null may stand
-- outside jsonb_strip_nulls, which would reach into her metadata too.
create or replace function auth.user_json(user_id uuid) returns jsonb language sql volatile set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object(
           'email_confirmed_at',   auth.rfc3339(u.email_confirmed_at),
           'phone_confirmed_at',   auth.rfc3339(u.phone_confirmed_at),
           'confirmed_at',         auth.rfc3339(u.confirmed_at),
           'invited_at',           auth.rfc3339(u.invited_at),
           'confirmation_sent_at', auth.rfc3339(u.confirmation_sent_at),
           'recovery_sent_at',     auth.rfc3339(u.recovery_sent_at),
           'reauthentication_sent_at', auth.rfc3339(u.reauthentication_sent_at),
           'new_email',            u.email_change,
           'email_change_sent_at', auth.rfc3339(u.email_change_sent_at),
           'new_phone',            u.phone_change,
           'phone_change_sent_at', auth.rfc3339(u.phone_change_sent_at),
           'last_sign_in_at',      auth.rfc3339(u.last_sign_in_at),
           'banned_until',         auth.rfc3339(u.banned_until),
           'deleted_at',           auth.rfc3339(u.deleted_at)))
      || jsonb_build_object(
           'id', u.id, 'aud', u.aud, 'role', u.role,
           'email', coalesce(u.email, ''), 'phone', coalesce(u.phone, ''),
           'app_metadata', u.raw_app_meta_data, 'user_metadata', u.raw_user_meta_data,
           'identities', coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                'last_sign_in_at', auth.rfc3339(i.last_sign_in_at), 'email', i.email)) || jsonb_build_object(
                'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
                'provider', i.provider, 'created_at', auth.rfc3339(i.created_at), 'updated_at', auth.rfc3339(i.updated_at))
              order by i.created_at) from auth.identities i where i.user_id = u.id), '[]'),
           'factors', coalesce((select jsonb_agg(jsonb_build_object(
                'id', f.id, 'friendly_name', coalesce(f.friendly_name, ''), 'factor_type', f.factor_type, 'status', f.status,
                'created_at', auth.rfc3339(f.created_at), 'updated_at', auth.rfc3339(f.updated_at))
              order by f.created_at) from auth.mfa_factors f where f.user_id = u.id), '[]'),
           'created_at', auth.rfc3339(u.created_at), 'updated_at', auth.rfc3339(u.updated_at),
           'is_anonymous', u.is_anonymous)
    from auth.users u where u.id = user_json.user_id $$;
comment on function auth.user_json is 'An account as the client sees it: GoTrue''s User.';
