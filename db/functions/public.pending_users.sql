create or replace function public.pending_users() returns setof public.profiles language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_admin();
  return query select * from public.profiles where not approved order by created_at;
end $$;
comment on function public.pending_users is 'Administrators: who waits for approval, longest first.';
grant execute on function public.pending_users to authenticated;
