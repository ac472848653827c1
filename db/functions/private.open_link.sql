-- The token is the permission: whoever has a link may see what it shows, unless it was revoked, has expired, asks for a password, or
-- its owner has been banned or is not approved. All of these look like a link that never was: a row of nulls.
create or replace function private.open_link(share_token text, password text) returns public.share_links
language plpgsql stable security definer set search_path = '' as $$
declare
  l public.share_links;
begin
  select s.* into l from public.share_links s join auth.users u on u.id = s.user_id join public.profiles p on p.id = s.user_id
   where s.token = share_token and s.revoked_at is null and (s.expires_at is null or s.expires_at > now()) and p.approved and auth.refusal(u) is null;
  if l.has_password and not exists (select from private.share_passwords p
       where p.token = l.token and p.password_hash = extensions.crypt(left(open_link.password, 72), p.password_hash)) then
    return null;
  end if;
  return l;
end $$;
