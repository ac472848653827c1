-- A reminder that moves will be told again, at its new time.
create or replace function private.forget_reminder() returns trigger language plpgsql set search_path = '' as $$
begin
  new.reminded_at := null;
  return new;
end $$;
create or replace trigger reminder_moved before update of remind_at on public.job_events
  for each row when (new.remind_at is distinct from old.remind_at) execute function private.forget_reminder();
