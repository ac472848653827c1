-- What is null stays as it is. With `confirmed` a new address counts at once, else it waits in email_change.
create or replace function auth.update_user(user_id uuid, session_id uuid, email text, phone text, password_hash text, data jsonb,
                                            confirmed boolean, out outcome text, out profile jsonb)
language plpgsql set search_path = '' as $$
declare
  me auth.users;
  taken text;
begin
  update auth.users u
     set email = case when confirmed then coalesce(update_user.email, u.email) else u.email end,
         email_confirmed_at = case when confirmed and update_user.email is not null then now() else u.email_confirmed_at end,
         email_change = case when confirmed or update_user.email is null then u.email_change else update_user.email end,
         email_change_sent_at = case when confirmed or update_user.email is null then u.email_change_sent_at else now() end,
         email_change_confirm_status = case when update_user.email is null then u.email_change_confirm_status else 0 end,
         is_anonymous = u.is_anonymous and not (confirmed and update_user.email is not null),
         phone = coalesce(update_user.phone, u.phone),
         phone_confirmed_at = case when update_user.phone is null then u.phone_confirmed_at end,
         encrypted_password = coalesce(password_hash, u.encrypted_password),
         raw_user_meta_data = (select coalesce(jsonb_object_agg(key, value), '{}')           -- null takes a key away
                                 from jsonb_each(u.raw_user_meta_data || coalesce(data, '{}'))
                                where value <> 'null' or not coalesce(data, '{}') ? key),
         updated_at = now()
   where u.id = update_user.user_id
  returning * into me;
  if me.id is null then
    outcome := 'user_not_found';
    return;
  end if;
  if not confirmed and exists (select from auth.users x where lower(x.email) = lower(update_user.email) and not x.is_sso_user) then
    raise unique_violation using constraint = 'users_email_key';
  end if;
  if length(me.raw_user_meta_data::text) > 16384 then
    raise string_data_right_truncation;
  end if;

  if me.email is not null and (update_user.email is not null and confirmed or password_hash is not null) then
    perform auth.add_email_identity(me);
  end if;
  if password_hash is not null then                             -- what the old one opened is closed
    delete from auth.one_time_tokens t where t.user_id = me.id;
    delete from auth.sessions s where s.user_id = me.id and s.id is distinct from update_user.session_id;
  end if;
  outcome := 'ok';
  profile := auth.user_json(me.id);
exception
  when unique_violation then
    get stacked diagnostics taken = constraint_name;
    outcome := case taken when 'users_email_key' then 'email_exists' else 'phone_exists' end;
  when string_data_right_truncation then
    outcome := 'metadata_too_large';
end $$;
comment on function auth.update_user is 'Changes one''s own account and shows it: ok, or GoTrue''s error code and no change.';
