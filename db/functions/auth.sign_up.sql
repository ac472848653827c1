-- A null address makes an anonymous account. A known one makes none: user_id is null, and the profile is of a made-up account
-- without identities, which is GoTrue's answer where addresses have to be confirmed.
create or replace function auth.sign_up(email text, password_hash text, data jsonb, confirmed boolean, approved boolean,
                                        out user_id uuid, out profile jsonb)
language plpgsql set search_path = '' as $$
declare
  me auth.users;
  verdict jsonb := case when approved then '{}'::jsonb else '{"approved": false}' end;
begin
  insert into auth.users (email, encrypted_password, raw_user_meta_data, raw_app_meta_data, is_anonymous, email_confirmed_at)
  values (sign_up.email, password_hash, data, verdict,
          sign_up.email is null, case when confirmed and sign_up.email is not null then now() end)
  on conflict do nothing returning * into me;
  if me.id is not null then
    user_id := me.id;
    if me.email is not null then perform auth.add_email_identity(me); end if;
    profile := auth.user_json(me.id);
  else
    profile := jsonb_build_object(
      'id', gen_random_uuid(), 'aud', 'authenticated', 'role', 'authenticated', 'email', sign_up.email, 'phone', '',
      'app_metadata', '{"provider": "email", "providers": ["email"]}' || verdict, 'user_metadata', data,
      'identities', jsonb_build_array(), 'factors', jsonb_build_array(), 'is_anonymous', false,
      'created_at', auth.rfc3339(now()), 'updated_at', auth.rfc3339(now()));
  end if;
end $$;
comment on function auth.sign_up is 'Opens an account with its identity; user_id is null when the address has one already.';
