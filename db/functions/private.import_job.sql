-- One row of a sheet, with its history instead of the one line that the trigger has just written, and the day of applying as the sheet has it.
create or replace function private.import_job(owner uuid, zone text, job public.jobs, line jsonb, fields jsonb, date_order text, n bigint) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  saved date    := private.sheet_date(private.sheet_value(line ->> (fields ->> 'created_at')), fields ->> 'created_at', date_order);
  archived date := private.sheet_date(private.sheet_value(line ->> (fields ->> 'archived_at')), fields ->> 'archived_at', date_order);
  history text  := private.sheet_value(line ->> (fields ->> 'history'));
  made public.jobs;
begin
  job.created_at := coalesce(least((saved + time '12:00') at time zone zone, case when saved <= (now() at time zone zone)::date then now() end), now());
  insert into public.jobs (user_id, company, job_title, status, stage, date_applied, deadline, location, workplace, employment_type, salary, salary_min, salary_max, salary_currency, salary_period,
              offer_salary, offer_currency, job_url, source, external_job_id, excitement_level, tags, notes, description, created_at, archived_at, position)
  values (owner, job.company, job.job_title, job.status, job.stage, job.date_applied, job.deadline, job.location, job.workplace, job.employment_type, job.salary, job.salary_min, job.salary_max, job.salary_currency, job.salary_period,
          job.offer_salary, job.offer_currency, job.job_url, job.source, job.external_job_id, job.excitement_level, job.tags, job.notes, job.description, job.created_at,
          (archived + time '12:00') at time zone zone, -extract(epoch from job.created_at) + n * 0.001)       -- in the sheet's order
  returning * into made;
  if made.date_applied is distinct from job.date_applied then
    update public.jobs set date_applied = job.date_applied where id = made.id;
  end if;
  delete from public.job_events e where e.user_id = owner and e.job_id = made.id;
  insert into public.job_events (user_id, job_id, kind, from_status, to_status, occurred_at, title, data)
  select owner, made.id, 'status', h.from_status, h.to_status, h.occurred_at, case when h.to_status = job.status then job.stage end, h.data
    from private.sheet_history(job, saved, history, fields ->> 'history', zone) h;
  return made.id;
end $$;
