-- History is written here and nowhere else, so that the Sankey and a printed proof of applications are always right.
create or replace function private.log_job_status() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' or old.status is distinct from new.status then
    insert into public.job_events (user_id, job_id, kind, from_status, to_status, title, occurred_at, data)
    values (new.user_id, new.id, 'status', case when tg_op = 'UPDATE' then old.status end, new.status, new.stage, clock_timestamp(),   -- two moves of one transaction keep their order
            case when tg_op = 'UPDATE' then jsonb_build_object('before', jsonb_build_object('stage', old.stage, 'position', old.position, 'date_applied', old.date_applied)) else '{}' end);
  end if;
  return new;
end $$;
create or replace trigger job_status_log after insert or update of status on public.jobs for each row execute function private.log_job_status();
