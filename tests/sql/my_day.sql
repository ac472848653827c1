-- The home page in one call: what lies ahead, what is due, by the person's own clock; quickly, and from nobody else's rows.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement) $$;
create function tests.day(path text) returns text language sql as $$ select tests.value('authenticated', tests.anna(), format('select public.my_day() #>> %L', path)) $$;
create function tests.job(name text) returns uuid language sql stable as $$ select id from public.jobs where company = name $$;

-- An empty day.
select is(tests.day('{counts}')::jsonb, '{"saved": 0, "applied": 0, "screening": 0, "interview": 0, "offer": 0, "hired": 0, "rejected": 0, "withdrawn": 0, "ghosted": 0}', 'nothing is anywhere');
select is(tests.day('{newcomer}')::jsonb, '{"has_resume": false, "has_job": false, "has_practised": false}', 'all is new');
select is(tests.day('{' || list || '}'), '[]', 'no ' || list) from unnest('{interviews,deadlines,reminders,weak_questions}'::text[]) list;
select is(tests.day('{week}')::jsonb, '{"applied": 0, "moved": 0, "interviews": 0, "practised": 0, "average_score": null}', 'a week without');
select is(tests.day('{streak}')::jsonb, '{"current": 0, "longest": 0, "practised_today": false}', 'no streak');

-- Her day is not the server's: there it is tomorrow already, or still yesterday.
update public.user_settings set timezone = case when extract(hour from now() at time zone 'UTC') >= 10 then 'Pacific/Kiritimati' else 'Pacific/Pago_Pago' end where user_id = tests.anna();
select (now() at time zone timezone)::date as today, (now() at time zone 'UTC')::date as elsewhere, timezone as zone from public.user_settings where user_id = tests.anna() \gset
select isnt(:'today'::date, :'elsewhere'::date, 'her day is another one');
select is(tests.day('{today}'), :'today', 'and the one she is told');

-- Deadlines.
select is(tests.as_anna(format($$insert into public.jobs (job_title, company, status, date_applied, deadline, archived_at)
  select 'Engineer', c, s::public.job_status, case when s <> 'saved' then date %L - 30 end, date %1$L + d, case c when 'Archived' then now() end
    from (values ('Late', 'saved', -2), ('Today', 'saved', 0), ('Week', 'saved', 7), ('Far', 'saved', 8), ('Archived', 'saved', 1), ('Offer', 'offer', 3), ('Sent', 'applied', -1), ('No', 'rejected', 2)) j (c, s, d)$$, :'today')), '8', 'jobs with deadlines');
select is((select string_agg(format('%s %s', d ->> 'company', d ->> 'days_left'), ', ' order by n) from jsonb_array_elements(tests.day('{deadlines}')::jsonb) with ordinality x (d, n)),
  'Late -2, Today 0, Offer 3, Week 7', 'deadlines of seven days, and what she missed and has not sent; nothing closed or put away');
select is(tests.day('{deadlines,0}')::jsonb, jsonb_build_object('job_id', tests.job('Late'), 'company', 'Late', 'job_title', 'Engineer', 'status', 'saved', 'deadline', :'today'::date - 2, 'days_left', -2), 'with what a line shows');
select is(tests.day('{counts}')::jsonb, '{"saved": 4, "applied": 1, "screening": 0, "interview": 0, "offer": 1, "hired": 0, "rejected": 1, "withdrawn": 0, "ghosted": 0}', 'the board''s columns');
select is(tests.day('{newcomer}')::jsonb, '{"has_resume": false, "has_job": true, "has_practised": false}', 'she has jobs');

-- Interviews and reminders.
select is(tests.as_anna(format($$insert into public.job_events (job_id, kind, title, occurred_at, ends_at, remind_at, done_at) select %L, k, t, now() + a::interval, now() + e::interval, now() + r::interval, now() + d::interval
  from (values ('interview', 'running',   '-1 hour',  '1 hour', null::text, null::text), ('interview', 'over', '-2 hours', '-1 hour', null, null), ('interview', 'soon', '2 days', null, '-1 hour', null),
               ('interview', 'later',     '8 days',   null, null, null),                 ('interview', 'cancelled', '1 day', null, '-1 hour', '-2 hours'), ('interview', 'last week', '-8 days', null, null, '-8 days'),
               ('task',      'write',     '-1 day',   null, '-2 hours', null),           ('task', 'wait', '1 day', null, '1 hour', null)) e (k, t, a, e, r, d)$$, tests.job('Offer'))), '8', 'a full calendar');
select is((select string_agg(i ->> 'title', ', ' order by n) from jsonb_array_elements(tests.day('{interviews}')::jsonb) with ordinality x (i, n)), 'running, soon', 'interviews that are not over, for seven days');
select is(tests.day('{interviews,1}')::jsonb - 'event_id', jsonb_build_object('job_id', tests.job('Offer'), 'company', 'Offer', 'job_title', 'Engineer', 'at', now() + interval '2 days', 'ends_at', null, 'title', 'soon'), 'with what a line shows');
select is((select string_agg(r ->> 'title', ', ' order by n) from jsonb_array_elements(tests.day('{reminders}')::jsonb) with ordinality x (r, n)), 'write, soon', 'reminders that are due and not done, the oldest first');
select is(tests.day('{reminders,0}')::jsonb - 'event_id', jsonb_build_object('job_id', tests.job('Offer'), 'company', 'Offer', 'job_title', 'Engineer', 'kind', 'task', 'title', 'write', 'remind_at', now() - interval '2 hours'), 'with what a line shows');

-- Practice.
insert into public.questions (question, uploaded_by, is_custom, is_active) select 'Question ' || i, tests.anna(), true, i <> 7 from generate_series(1, 8) i;
insert into public.question_history (user_id, question_id, times_asked, last_score, due_at)
select tests.anna(), id, 1, 10 * split_part(question, ' ', 2)::int, case when question = 'Question 1' then now() + interval '1 day' else now() - interval '1 day' end from public.questions where uploaded_by = tests.anna();
select is((select string_agg(w ->> 'question', ', ' order by n) from jsonb_array_elements(tests.day('{weak_questions}')::jsonb) with ordinality x (w, n)),
  'Question 2, Question 3, Question 4, Question 5, Question 6', 'five that are due, the weakest first');
select is(tests.day('{weak_questions,0}')::jsonb - 'question_id', jsonb_build_object('question', 'Question 2', 'category', 'behavioral', 'difficulty', 'medium', 'last_score', 20.00, 'due_at', now() - interval '1 day'), 'with what a line shows');
select is(tests.day('{questions_due}'), '6', 'and how many there are');
select is(tests.value('authenticated', tests.anna(), 'select questions_due from public.my_dashboard()'), '6', 'the dashboard says the same: none that was put aside');
insert into public.practice_sessions (user_id, practice_date, attempts_count, total_score)
select tests.anna(), :'today'::date - d, n, s from (values (0, 2, 100), (6, 1, 80), (7, 1, 30), (13, 3, 90), (14, 9, 9)) p (d, n, s);
update public.profiles set total_attempts = 7, current_streak = 3, longest_streak = 5, last_practice_date = :'today'::date - 1 where id = tests.anna();
select is(tests.day('{streak}')::jsonb, '{"current": 3, "longest": 5, "practised_today": false}', 'yesterday''s streak still stands');
update public.profiles set last_practice_date = :'today'::date - 2 where id = tests.anna();
select is(tests.day('{streak,current}'), '0', 'the day before yesterday''s does not');
update public.profiles set last_practice_date = :'today' where id = tests.anna();
select is(tests.day('{streak}')::jsonb, '{"current": 3, "longest": 5, "practised_today": true}', 'today''s is done');

-- Two weeks.
update public.jobs set date_applied = :'today'::date - case company when 'Sent' then 0 when 'No' then 6 when 'Offer' then 7 end where company in ('Sent', 'No', 'Offer');
update public.job_events set from_status = 'saved', occurred_at = (:'today'::date - case job_id when tests.job('Sent') then 0 when tests.job('No') then 7 else 14 end)::timestamp at time zone :'zone'
 where kind = 'status' and job_id in (tests.job('Sent'), tests.job('No'), tests.job('Offer'));
select is(tests.day('{week}')::jsonb - 'interviews',      '{"applied": 2, "moved": 1, "practised": 3, "average_score": 60.0}', 'these seven days');
select is(tests.day('{last_week}')::jsonb - 'interviews', '{"applied": 1, "moved": 1, "practised": 4, "average_score": 30.0}', 'and the seven before');
update public.job_events set occurred_at = (:'today'::date - 7)::timestamp at time zone :'zone' where title = 'last week';
update public.job_events set occurred_at = (:'today'::date - 6)::timestamp at time zone :'zone' where title in ('over', 'running');
select is(tests.day('{week,interviews}') || tests.day('{last_week,interviews}'), '21', 'interviews on their day');
insert into public.resumes (user_id, title, deleted_at) values (tests.anna(), 'thrown away', now());
insert into public.notifications (user_id, kind, title, read_at) values (tests.anna(), 'x', 'unread', null), (tests.anna(), 'x', 'read', now());
select is(tests.day('{newcomer,has_resume}') || tests.day('{unread_notifications}'), 'false1', 'the trash is no resume, and what is read is not unread');

-- Others.
select is(tests.value('authenticated', tests.bert(), 'select public.my_day() #> ''{newcomer,has_job}'' || jsonb_path_query_array(public.my_day(), ''$.*[*].job_id'')'), '[false]', 'Bert sees nothing of it');
select is(tests.value(role, who, 'select public.my_day()'), '!42501', role || ' has no day') from (values ('anon', null), ('unapproved', tests.emil())) c (role, who);
select is(tests.value('service_role', null, 'select public.my_day()'), null, 'nor has the server');

-- The budget: 1,000 jobs, and others who have as many.
create function tests.a_year(who uuid) returns void language sql as $$
  insert into public.jobs (user_id, job_title, company, description, deadline, created_at, status, date_applied)
  select who, 'Engineer', 'Company ' || i, repeat(md5(i::text), 20), current_date + i % 60 - 30, d, case when i % 10 < 7 then 'applied' else 'saved' end::public.job_status, case when i % 10 < 7 then d::date end
    from generate_series(1, 1000) i, lateral (select now() - i * interval '9 hours') at (d);
  insert into public.job_events (user_id, job_id, kind, from_status, to_status, occurred_at) select who, id, 'status', nullif('saved', status), status, created_at from public.jobs where user_id = who;
  insert into public.job_events (user_id, job_id, kind, occurred_at, remind_at)
  select who, id, case when company ~ '3$' then 'interview' else 'task' end, created_at + interval '4 days', created_at + interval '9 days' from public.jobs where user_id = who and company ~ '[13]$';
  insert into public.question_history (user_id, question_id, last_score, due_at) select who, id, id % 100, now() - interval '1 day' from public.questions where uploaded_by is null limit 200;
  insert into public.practice_sessions (user_id, practice_date, attempts_count, total_score) select who, current_date - i, 2, 120 from generate_series(20, 380) i;
  insert into public.notifications (user_id, kind, title) select who, 'x', 'y' from generate_series(1, 300) $$;
insert into auth.users (id, email) select gen_random_uuid(), i || '@example.org' from generate_series(1, 700) i;
set local session_replication_role = replica;                   -- quicker; what triggers write is written above
select count(tests.a_year(id)) from (select id from public.profiles order by id limit 12) p \gset year_
set local session_replication_role = origin;
analyze;
-- How many rows each table has given the transaction, by scan of the table or of an index.
create function tests.rows_read() returns jsonb language sql volatile as $$
  select jsonb_object_agg(relname, seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables
   where schemaname = 'public' and relname in ('profiles','user_settings','jobs','job_events','question_history','practice_sessions','notifications','resumes') $$;
create function tests.quickest() returns interval language plpgsql as $$
declare
  start timestamptz;
  best interval;
begin
  for i in 1..40 loop
    start := clock_timestamp();
    perform public.my_day();
    best := least(best, clock_timestamp() - start);
  end loop;
  return best;
end $$;
grant usage on schema tests to authenticated;
grant execute on function tests.quickest to authenticated;
select cmp_ok(tests.value('authenticated', tests.anna(), 'select tests.quickest()')::interval, '<', interval '2 ms', 'a thousand jobs take less than two milliseconds');
select tests.rows_read() as before \gset
select isnt(tests.day('{today}'), null, 'one more day');
select ok((tests.rows_read() ->> t)::int - (:'before'::jsonb ->> t)::int <= most, format('%s: %s rows read', t, (tests.rows_read() ->> t)::int - (:'before'::jsonb ->> t)::int))
  from (select t, case t when 'jobs' then 1500 when 'user_settings' then 1 when 'resumes' then 1 else 310 end as most from unnest('{profiles,user_settings,jobs,job_events,question_history,practice_sessions,notifications,resumes}'::text[]) t) x;

select * from finish();
rollback;
