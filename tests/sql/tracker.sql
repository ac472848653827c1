-- A job moves from saved to hired; its history writes itself, and cannot be written otherwise.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement) $$;
create function tests.says(query text) returns text language sql as $$ select tests.value('authenticated', tests.anna(), query) $$;

select is(tests.as_anna($$insert into public.jobs (id, job_title, company, description) values ('00000000-0000-4000-8000-0000000000a1', 'Engineer', 'Acme', 'kubernetes and C')$$), '1', 'a job is saved');
select is((select user_id from public.jobs), tests.anna(), 'for the caller');
select ok(date_applied is null and status = 'saved', 'not applied for yet') from public.jobs;
select is(tests.as_anna($$update public.user_settings set timezone = 'Pacific/Kiritimati'$$), '1', 'far east');
select is(tests.as_anna($$update public.jobs set status = 'applied', stage = 'Sent'$$), '1', 'applied for');
select is((select date_applied from public.jobs), (now() at time zone 'Pacific/Kiritimati')::date, 'on that day, by her own clock');
select is(tests.as_anna($$update public.jobs set status = 'interview'$$), '1', 'an interview');
select is(tests.as_anna($$update public.jobs set notes = 'x', status = 'interview'$$), '1', 'no move');
select results_eq($$select from_status::text, to_status::text from public.job_events where kind = 'status' order by job_events.to_status$$,
  $$values (null, 'saved'), ('saved', 'applied'), ('applied', 'interview')$$, 'each move is recorded, once');
select results_eq($$select from_status::text, to_status::text, jobs from public.job_flows order by 1$$, $$values ('applied', 'interview', 1), ('saved', 'applied', 1)$$, 'and flows into the Sankey');
select is(tests.as_anna($$insert into public.jobs (job_title, company, status, date_applied) values ('x', 'Told', 'hired', '2020-02-02'), ('x', 'Untold', 'hired', null)$$), '2', 'beyond applied at once');
select results_eq($$select company, date_applied from public.jobs where status = 'hired' order by 1$$, $$values ('Told', '2020-02-02'::date), ('Untold', (now() at time zone 'Pacific/Kiritimati')::date)$$, 'is stamped, unless she says when');

-- History is the trigger's.
select ok(tests.as_anna(forged) in ('42501', '23514'), 'forged: ' || forged) from unnest(array[
  $$insert into public.job_events (job_id, kind, title) values ('00000000-0000-4000-8000-0000000000a1', 'share_view', 'x')$$,
  $$insert into public.job_events (job_id, kind) values ('00000000-0000-4000-8000-0000000000a1', 'status')$$,
  $$insert into public.job_events (job_id, kind, to_status) values ('00000000-0000-4000-8000-0000000000a1', 'status', 'hired')$$,
  $$insert into public.job_events (job_id, kind, created_at) values ('00000000-0000-4000-8000-0000000000a1', 'note', '2001-01-01')$$]) forged;
select is(tests.as_anna($$delete from public.job_events where kind = 'status'$$), '0', 'history is not deleted');
select is(tests.as_anna($$update public.job_events set title = 'x' where kind = 'status'$$), '0', 'nor rewritten');
select is(tests.as_anna($$insert into public.job_events (job_id, kind, occurred_at, remind_at) values ('00000000-0000-4000-8000-0000000000a1', 'interview', now() + interval '3 days', now())$$), '1', 'her own kinds she writes');
select is(tests.as_anna($$update public.job_events set kind = 'share_view' where kind = 'interview'$$), '42501', 'they do not become history');
select is(tests.as_anna($$update public.job_events set created_at = '2001-01-01' where kind = 'interview'$$), '42501', 'and are not backdated');

-- The next interview.
select is((select next_interview_at from public.jobs where company = 'Acme'), now() + interval '3 days', 'a job knows its next interview');
select is(tests.as_anna($$insert into public.job_events (job_id, kind, occurred_at) values ('00000000-0000-4000-8000-0000000000a1', 'interview', now() + interval '1 day')$$), '1', 'an earlier one');
select is((select next_interview_at from public.jobs where company = 'Acme'), now() + interval '1 day', 'comes first');
select is(tests.as_anna($$update public.job_events set done_at = now() where kind = 'interview' and occurred_at < now() + interval '2 days'$$), '1', 'done');
select is((select next_interview_at from public.jobs where company = 'Acme'), now() + interval '3 days', 'the later one is next again');
select is(tests.as_anna($$update public.job_events set job_id = (select id from public.jobs where company = 'Told') where kind = 'interview' and done_at is null$$), '1', 'moved to another job');
select ok(bool_and((next_interview_at is null) = (company <> 'Told')), 'it leaves the first') from public.jobs;
select is(tests.as_anna($$delete from public.job_events where kind = 'interview' and done_at is null$$), '1', 'deleted');
select ok(bool_and(next_interview_at is null), 'none is next') from public.jobs;
select is(tests.as_anna($$update public.jobs set next_interview_at = now()$$), '42501', 'nobody else says when');

-- Finding.
select is(tests.says($$select string_agg(company, ',') from public.search_jobs('kubernetes')$$), 'Acme', 'search finds a word of the description');
select is(tests.says($$select string_agg(company, ',') from public.search_jobs('"engineer" -kubernetes')$$), null, 'and knows what not to find');
select is(tests.as_anna($$update public.jobs set description = 'assembler' where company = 'Acme'$$), '1', 'the text changes');
select is(tests.says($$select count(*) from public.search_jobs('kubernetes')$$) || tests.says($$select count(*) from public.search_jobs('assembler')$$), '01', 'the words follow');
select is(tests.value('authenticated', tests.bert(), $$select count(*) from public.search_jobs('assembler')$$), '0', 'Bert finds nothing of hers');
select is(tests.as_anna($$update public.jobs set description = (select string_agg(md5(i::text), ' ') from generate_series(1, 60000) i) where company = 'Acme'$$), '1', 'two megabytes of description are no error');
select is(tests.says($$select string_agg(company_, ',') from public.similar_jobs('ACME', 'engineer')$$), 'Acme', 'a job that looks the same is told');
select is(tests.value('authenticated', tests.bert(), $$select count(*) from public.similar_jobs('ACME', 'engineer', 0)$$), '0', 'not to Bert');

-- The first page.
insert into public.notifications (user_id, kind, title) values (tests.anna(), 'x', 'y');
select is(tests.as_anna($$insert into public.job_events (job_id, kind, remind_at) values ('00000000-0000-4000-8000-0000000000a1', 'task', now())$$), '1', 'a reminder');
-- What an index holds has a length, and says so.
create function tests.long(n int) returns text language sql as $$ select left(string_agg(md5(i::text), ''), n) from generate_series(1, n / 32 + 1) i $$;
select is(tests.as_anna(format('insert into public.jobs (job_title, %I) values (''x'', %L)', field, tests.long(n))), outcome, format('%s of %s characters', field, n))
  from (values ('company', 500, '1'), ('company', 501, '23514'), ('company', 100000, '23514')) l (field, n, outcome);
select is(tests.as_anna(format('update public.jobs set %I = %L where length(company) = 500', field, tests.long(n))), outcome, format('%s of %s characters', field, n))
  from (values ('city', 200, '1'), ('state', 200, '1'), ('city', 3000, '23514'), ('source', 200, '1'), ('external_job_id', 300, '1'), ('external_job_id', 3000, '23514')) l (field, n, outcome);
select is(tests.as_anna(format('insert into public.contacts (name, company) values (''x'', %L)', tests.long(3000))), '23514', 'as a contact''s company has');
select is(tests.as_anna('delete from public.jobs where length(company) = 500'), '1', 'back to the others');

select is(tests.says($$select row(jobs_total, saved, interview, hired, applied_last_7_days, reminders_due, unread_notifications)::text from public.my_dashboard()$$), '(3,0,1,2,2,1,1)', 'the dashboard counts');
select is(tests.value('authenticated', tests.bert(), $$select row(jobs_total, reminders_due, unread_notifications)::text from public.my_dashboard()$$), '(0,0,0)', 'each their own');
select is(tests.as_anna($$update public.jobs set archived_at = now() where company = 'Told'$$) || tests.says('select jobs_total from public.my_dashboard()'), '12', 'an archived job is not counted');
refresh materialized view private.dashboard_stats;
select is((select sum(sign_ups) || '/' || sum(jobs) from private.dashboard_stats), '3/3', 'the operator''s overview counts the instance');

-- Wrong values.
select is(tests.as_anna('insert into public.jobs (job_title, company, ' || wrong), state, 'refused: ' || wrong) from (values
  ('status) values (''x'', ''y'', ''Applied'')', '22P02'), ('excitement_level) values (''x'', ''y'', 6)', '23514'), ('job_url) values (''x'', ''y'', ''javascript:alert(1)'')', '23514'),
  ('salary_min, salary_max) values (''x'', ''y'', 2, 1)', '23514'), ('workplace) values (''x'', ''y'', ''moon'')', '23514')) w (wrong, state);
select is(tests.as_anna($$delete from public.jobs$$), '3', 'jobs go with all that hangs on them');
select is((select count(*) from public.job_events) + (select count(*) from private.job_search), 0::bigint, 'history and words included');

select * from finish();
rollback;
