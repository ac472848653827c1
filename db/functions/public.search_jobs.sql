-- Definer, because the words lie in private: it asks for the caller's own rows itself.
create or replace function public.search_jobs(q text) returns setof public.jobs
language sql stable security definer set search_path = '' as $$
  select j.* from private.job_search s join public.jobs j on (j.user_id, j.id) = (s.user_id, s.job_id), websearch_to_tsquery('pg_catalog.english', q) as query
   where s.user_id = auth.uid() and s.document @@ query order by ts_rank(s.document, query) desc limit 200 $$;
comment on function public.search_jobs is 'The caller''s jobs that contain the words, best first; "quoted", or, -not as on the web.';
grant execute on function public.search_jobs to authenticated;
