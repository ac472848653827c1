-- From the catalog, so that a table of tomorrow is not forgotten. The search index is made anew with the job.
create or replace function private.hangs_on_jobs() returns table (key name, rows_of regclass, pointer name, known_by name, goes_with_it boolean) language sql stable set search_path = '' as $$
  select c.conname, c.conrelid::regclass, a.attname, i.attname, c.confdeltype = 'c'
    from pg_catalog.pg_constraint c join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[cardinality(c.conkey)]
    join pg_catalog.pg_constraint p on p.conrelid = c.conrelid and p.contype = 'p'
    join pg_catalog.pg_attribute i on i.attrelid = p.conrelid and i.attnum = p.conkey[cardinality(p.conkey)]
   where c.contype = 'f' and c.confrelid = 'public.jobs'::regclass and c.conrelid <> 'private.job_search'::regclass $$;
comment on function private.hangs_on_jobs is 'Every foreign key to a job, (user_id, pointer), what its rows are known by, and whether they go when the job goes or only let go of it.';
