-- The identity follows the account's address: made when she has none, changed when she has another.
create or replace function auth.add_email_identity(me auth.users) returns void language plpgsql set search_path = '' as $$
begin
  insert into auth.identities (user_id, provider, provider_id, identity_data, last_sign_in_at)
  values (me.id, 'email', me.id::text, jsonb_build_object('sub', me.id, 'email', me.email, 'phone_verified', false,
                                                          'email_verified', me.email_confirmed_at is not null), now())
  on conflict (provider, provider_id) do update
    set identity_data = identities.identity_data || jsonb_build_object('email', me.email), updated_at = now();
  update auth.users u
     set raw_app_meta_data = u.raw_app_meta_data || jsonb_build_object('provider', p.providers -> 0, 'providers', p.providers)
    from (select jsonb_agg(i.provider order by i.created_at) as providers from auth.identities i where i.user_id = me.id) p
   where u.id = me.id;
end $$;
comment on function auth.add_email_identity is 'Gives an account, or renews, its way of signing in with its e-mail address.';
