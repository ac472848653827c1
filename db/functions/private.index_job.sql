-- Keeps what search_jobs() and similar_jobs() find a job by. Cut, since a tsvector holds a megabyte at most, and a long posting must not be refused for it.
create or replace function private.index_job() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into private.job_search (user_id, job_id, company, link, document) values (new.user_id, new.id, left(lower(new.company), 200), private.link_key(new.job_url),
      setweight(to_tsvector('pg_catalog.english', left(concat_ws(' ', new.job_title, new.company), 10000)), 'A') ||
      setweight(to_tsvector('pg_catalog.english', left(coalesce(new.requirements, ''), 100000)), 'B') ||
      setweight(to_tsvector('pg_catalog.english', left(concat_ws(' ', new.description, new.notes), 100000)), 'C'))
  on conflict (user_id, job_id) do update set company = excluded.company, link = excluded.link, document = excluded.document;
  return null;
end $$;
create or replace trigger job_search after insert or update of job_title, company, job_url, requirements, description, notes on public.jobs
  for each row execute function private.index_job();
