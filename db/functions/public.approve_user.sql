create or replace function public.approve_user(user_id uuid, approve boolean default true) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_admin();
  update public.profiles set approved = approve where id = approve_user.user_id;
  if not found then
    raise exception 'no such user' using errcode = 'P0002';
  end if;
end $$;
comment on function public.approve_user is 'Administrators: lets a person in, or (approve = false) out again, which ends her sessions.';
grant execute on function public.approve_user to authenticated;
