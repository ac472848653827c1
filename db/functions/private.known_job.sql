-- The job that a sheet's row tells of and that is there already: its posting's number, its link, or the same application (names in any case,
-- day of applying, and no two different links). Rows of one sheet are jobs of their own, so what was just added is no duplicate.
create or replace function private.known_job(owner uuid, job public.jobs, added uuid[], out job_id uuid, out reason text) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
declare
  wanted text := private.link_key(job.job_url);
begin
  select k.id, 'same_posting' into job_id, reason from public.jobs k where k.user_id = owner and k.source = job.source and k.external_job_id = job.external_job_id;
  if job_id is null then
    select s.job_id, 'same_link' into job_id, reason from private.job_search s where s.user_id = owner and s.link = wanted and s.job_id <> all (added) limit 1;
  end if;
  if job_id is null then
    select k.id, 'same_application' into job_id, reason from public.jobs k
     where k.user_id = owner and lower(k.company) = lower(job.company) and lower(k.job_title) = lower(job.job_title)
       and k.date_applied is not distinct from job.date_applied and (k.job_url is null or job.job_url is null) and k.id <> all (added) limit 1;
  end if;
end $$;
