-- Definer, because the trigrams lie in private, and row security would keep the planner from their index: it asks for the caller's own rows itself.
create or replace function public.similar_jobs(company text default null, job_title text default null, threshold real default 0.6,
                                               job_url text default null, source text default null, external_job_id text default null)
returns table (id uuid, company_ text, job_title_ text, status public.job_status, similarity real, reason text, date_applied date)
language plpgsql stable security definer set search_path = '' set pg_trgm.similarity_threshold = 0.6 as $$
#variable_conflict use_column
declare
  me uuid := auth.uid();
begin
  perform set_config('pg_trgm.similarity_threshold', least(greatest(similar_jobs.threshold, 0), 1)::text, true);     -- for the operator; gone at the end
  return query
  select j.id, j.company, j.job_title, j.status, t.alike, case f.rank when 1 then 'same_posting' when 2 then 'same_link' else 'similar' end, j.date_applied
    from (select job_id, min(rank) as rank
            from (select j.id as job_id, 1 as rank from public.jobs j where j.user_id = me and j.source = similar_jobs.source and j.external_job_id = similar_jobs.external_job_id union all
                  select s.job_id, 2 from private.job_search s where s.user_id = me and s.link = private.link_key(similar_jobs.job_url) union all
                  select s.job_id, 3 from private.job_search s where s.user_id = me and s.company operator(extensions.%) lower(similar_jobs.company)) any_way
           group by job_id) f
    join public.jobs j on (j.user_id, j.id) = (me, f.job_id)
   cross join lateral (select case when similar_jobs.company is null or similar_jobs.job_title is null then 0
                                   else least(extensions.similarity(lower(j.company), lower(similar_jobs.company)), extensions.similarity(lower(j.job_title), lower(similar_jobs.job_title))) end::real) t (alike)
   where f.rank < 3 or t.alike >= similar_jobs.threshold
   order by f.rank, t.alike desc limit 10;
end $$;
comment on function public.similar_jobs is 'The caller''s jobs that look like this one, and why (same_posting, same_link, similar): a warning before applying twice.';
grant execute on function public.similar_jobs to authenticated;
