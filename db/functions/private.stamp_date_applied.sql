-- What is beyond saved has been applied for: today, in the person's zone, unless she said when, or has given it up.
create or replace function private.stamp_date_applied() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.date_applied := private.today(new.user_id);
  return new;
end $$;
create or replace trigger job_date_applied before insert or update of status on public.jobs
  for each row when (new.status > 'saved' and new.status <> 'withdrawn' and new.date_applied is null) execute function private.stamp_date_applied();
