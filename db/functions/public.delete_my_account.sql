create or replace function public.delete_my_account() returns void language plpgsql security definer set search_path = '' as $$
begin
  delete from auth.users where id = auth.uid();
  if not found then
    raise exception 'sign in first' using errcode = '42501';
  end if;
end $$;
comment on function public.delete_my_account is 'Deletes the caller: rows at once, the trail''s values at commit, the bytes of files soon after.';
grant execute on function public.delete_my_account to authenticated, unapproved;
