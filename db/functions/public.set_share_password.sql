create or replace function public.set_share_password(share_token text, password text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.share_links set has_password = (set_share_password.password is not null) where token = share_token and user_id = auth.uid();
  if not found then
    raise exception 'no such link of yours' using errcode = 'P0002';
  end if;
  if password = '' or octet_length(password) > 72 then
    raise exception 'a password has 1 to 72 bytes' using errcode = '22023';
  end if;
  delete from private.share_passwords where token = share_token;
  insert into private.share_passwords select share_token, extensions.crypt(set_share_password.password, extensions.gen_salt('bf', 10))
   where set_share_password.password is not null;
end $$;
comment on function public.set_share_password is 'Protects a link of the caller''s with a password; null takes it off.';
grant execute on function public.set_share_password to authenticated;
