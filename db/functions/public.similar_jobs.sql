create or replace function public.similar_jobs(company text, job_title text, threshold real default 0.6)
returns table (id uuid, company_ text, job_title_ text, status public.job_status, similarity real)
language sql stable set search_path = '' as $$
  select j.id, j.company, j.job_title, j.status,
         least(extensions.similarity(lower(j.company), lower($1)), extensions.similarity(lower(j.job_title), lower($2)))
    from public.jobs j
   where j.user_id = auth.uid() and extensions.similarity(lower(j.company), lower($1)) >= $3
     and extensions.similarity(lower(j.job_title), lower($2)) >= $3 order by 5 desc limit 10 $$;
comment on function public.similar_jobs is 'The caller''s jobs that look like this one: a warning before applying twice.';
grant execute on function public.similar_jobs to authenticated;
