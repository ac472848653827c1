-- Keeps a job's words for search_jobs(). Cut, since a tsvector holds a megabyte at most, and a long posting must not be refused for it.
create or replace function private.index_job() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into private.job_search (user_id, job_id, document) values (new.user_id, new.id,
      setweight(to_tsvector('pg_catalog.english', left(concat_ws(' ', new.job_title, new.company), 10000)), 'A') ||
      setweight(to_tsvector('pg_catalog.english', left(coalesce(new.requirements, ''), 100000)), 'B') ||
      setweight(to_tsvector('pg_catalog.english', left(concat_ws(' ', new.description, new.notes), 100000)), 'C'))
  on conflict (user_id, job_id) do update set document = excluded.document;
  return null;
end $$;
create or replace trigger job_search after insert or update of job_title, company, requirements, description, notes on public.jobs
  for each row execute function private.index_job();
