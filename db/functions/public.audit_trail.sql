-- A function, not a policy: `own or admin` in a policy would cost everyone the index on user_id.
create or replace function public.audit_trail(user_id uuid default null, before timestamptz default now(), max_rows int default 200) returns setof public.audit_logs
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_admin();
  return query select * from public.audit_logs l where (audit_trail.user_id is null or l.user_id = audit_trail.user_id)
                  and l.created_at < before order by l.created_at desc limit least(max_rows, 1000);
end $$;
comment on function public.audit_trail is 'Administrators: the trail of one person or of all, newest first; page with before.';
grant execute on function public.audit_trail to authenticated;
