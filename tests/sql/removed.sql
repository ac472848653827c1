-- A deleted job is gone for every reader at once; within the hour it comes back whole, and after that it never does.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement) $$;
create function tests.says(query text) returns text language sql as $$ select tests.value('authenticated', tests.anna(), query) $$;
create function tests.all_of(job uuid) returns text language plpgsql as $$
declare
  k record;
  rows text;
  everything text := (select to_jsonb(j)::text from public.jobs j where j.id = job);
begin
  for k in select conname, conrelid::regclass as t, attname from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[cardinality(conkey)]
            where contype = 'f' and confrelid = 'public.jobs'::regclass order by 1 loop
    execute format('select count(*) || string_agg((to_jsonb(r) - ''updated_at'')::text, '' '' order by r) from %s r where %I = $1', k.t, k.attname) into rows using job;
    if rows is null then return k.conname || ' has no row'; end if;
    everything := everything || rows;
  end loop;
  return everything;
end $$;
\set acme '00000000-0000-4000-8000-0000000000a1'

select is(tests.as_anna($$insert into public.jobs (id, job_title, company, description, notes, tags) values ('00000000-0000-4000-8000-0000000000a1', 'Engineer', 'Acme', 'kubernetes', 'call back', '{x}')$$), '1', 'a job');
select is(tests.as_anna($$update public.jobs set status = 'interview'$$) || tests.as_anna($$update public.jobs set date_applied = null, stage = 'Second'$$), '11', 'that went on, though she does not say since when');
select is(tests.as_anna($$insert into public.job_events (job_id, kind, title, occurred_at, remind_at) values ('00000000-0000-4000-8000-0000000000a1', 'interview', 'Maja', now() + interval '2 days', now() + interval '1 day')$$), '1', 'with an interview');
insert into public.contacts (id, user_id, name) values ('00000000-0000-4000-8000-0000000000c1', tests.anna(), 'Maja');
insert into public.job_contacts (user_id, job_id, contact_id) values (tests.anna(), :'acme', '00000000-0000-4000-8000-0000000000c1');
insert into public.resumes (id, user_id, title, job_id) values ('00000000-0000-4000-8000-0000000000d1', tests.anna(), 'For Acme', :'acme');
insert into public.cover_letters (user_id, title, job_id) values (tests.anna(), 'Dear Acme', :'acme');
insert into public.resume_analyses (user_id, resume_text, job_id) values (tests.anna(), 'x', :'acme');
insert into public.interview_sessions (user_id, session_name, job_id) values (tests.anna(), 'For Acme', :'acme');
insert into public.share_links (user_id, resume_id, job_id) values (tests.anna(), '00000000-0000-4000-8000-0000000000d1', :'acme');
select tests.all_of(:'acme') as whole \gset
select alike(:'whole'::text, '%Maja%', 'something hangs on it by every key');

select is(tests.value('authenticated', tests.bert(), format('select count(*) from public.remove_jobs(array[%L]::uuid[])', :'acme')), '0', 'Bert deletes nothing of hers');
select is(tests.says(format('select public.remove_jobs(array[%L]::uuid[])', :'acme')), :'acme', 'she deletes it');
select is(tests.says('select count(*) from public.jobs') || tests.says('select count(*) from public.job_events') || tests.says($$select count(*) from public.search_jobs('kubernetes')$$), '000', 'it is gone');
select is(tests.says('select string_agg(name, '','') from public.contacts') || tests.says('select count(*) from public.resumes where job_id is null'), 'Maja1', 'people and documents stay');
select is(tests.as_anna('select from private.removed_jobs'), '42501', 'nobody reads what is kept');
select is(tests.value('authenticated', tests.bert(), format('select public.restore_jobs(array[%L]::uuid[])', :'acme')), '!PT404', 'Bert puts nothing back');
select is(tests.says(format('select company from public.restore_jobs(array[%L]::uuid[])', :'acme')), 'Acme', 'she puts it back');
select is(tests.all_of(:'acme'), :'whole'::text, 'and it is whole: its row, history, appointments, people, and what had pointed to it');
select is(tests.says($$select string_agg(company, ',') from public.search_jobs('kubernetes')$$), 'Acme', 'it is found again');
select is(tests.says(format('select public.restore_jobs(array[%L]::uuid[])', :'acme')), '!PT404', 'once');

select is(tests.says(format('select public.remove_jobs(array[%L]::uuid[])', :'acme')), :'acme', 'she deletes it again');
update private.removed_jobs set removed_at = now() - interval '61 minutes';
select private.tidy();
select is(tests.says(format('select public.restore_jobs(array[%L]::uuid[])', :'acme')), '!PT404', 'after an hour it is gone for good');

select * from finish();
rollback;
