-- The token says administrator; the account must still say so, since a token lives on after the right was withdrawn.
create or replace function private.require_admin() returns void language plpgsql stable security definer set search_path = '' as $$
begin
  if current_setting('role') = 'service_role' then return; end if;      -- the role itself, not the claim
  if not auth.is_admin() or not exists (select from auth.users u
       where u.id = auth.uid() and u.raw_app_meta_data ->> 'role' = 'admin' and auth.refusal(u) is null) then
    raise exception 'administrators only' using errcode = '42501';
  end if;
end $$;
