-- A reminder is told once, when it is due, to whom wants to be told; and a job knows its next interview when one has passed.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement) $$;
create function tests.told() returns text language sql as $$
  select private.remind();
  select tests.value('authenticated', tests.anna(), 'select string_agg(title, '', '' order by title) from public.notifications') $$;
create function tests.add(kind text, title text, due text, done text default null) returns text language sql as $$
  select tests.as_anna(format('insert into public.job_events (job_id, kind, title, remind_at, done_at, occurred_at) values (%L, %L, %L, now() + %L::interval, now() + %L::interval, now() + ''1 day'')', '00000000-0000-4000-8000-0000000000a1', kind, title, due, done)) $$;

select is(tests.as_anna($$insert into public.jobs (id, job_title, company) values ('00000000-0000-4000-8000-0000000000a1', 'Engineer', 'Acme')$$), '1', 'a job');
select is(tests.told(), null, 'nothing is due');
select is(tests.add('task', 'a', '-1 minute') || tests.add('task', 'b', '1 hour') || tests.add('call', 'c', '-1 minute', '-1 minute') || tests.add('task', 'd', null), '1111', 'due, not yet, done, none');
select is(tests.told(), 'a', 'what is due is told');
select is(tests.told(), 'a', 'once');
select is((select row(n.user_id, n.kind, n.data ->> 'job_id', n.data ->> 'company', n.data ->> 'event_id' = e.id::text, n.send_at = e.remind_at, n.sent_at, n.read_at)::text from public.notifications n, public.job_events e where e.title = 'a'),
  format('(%s,reminder,00000000-0000-4000-8000-0000000000a1,Acme,t,t,,)', tests.anna()), 'to its owner, with where to go');
select is(tests.as_anna($$update public.job_events set title = 'renamed' where title = 'a'$$) || tests.told(), '1a', 'another title is no other reminder');
select is(tests.as_anna($$update public.job_events set remind_at = now() + interval '1 day' where title = 'renamed'$$) || tests.told(), '1a', 'moved, it is not told');
select is(tests.as_anna($$update public.job_events set remind_at = now() - interval '1 second' where title = 'renamed'$$) || tests.told(), '1a, renamed', 'but at its new time it is');
select is(tests.as_anna($$update public.job_events set done_at = now(), remind_at = now() where title = 'b'$$) || tests.told(), '1a, renamed', 'done, it never is');
select is(tests.as_anna('delete from public.notifications') || coalesce(tests.told(), ''), '2', 'and what she has thrown away does not come back');
select is(tests.add('task', '', '-1 minute') || tests.told(), '1Acme: Engineer', 'without a title it says which job');
select is(tests.as_anna('update public.job_events set reminded_at = null'), '42501', 'whether it was told is not hers to say');

-- Whoever wants none.
select is(tests.as_anna(format('delete from public.notifications')), '1', 'away with it');
select is(tests.as_anna($$update public.user_settings set notifications = '{"interview": false}'$$) || tests.add('interview', 'i', '-1 minute') || tests.add('task', 't', '-1 minute') || tests.told(), '111t', 'not of interviews');
select is(tests.as_anna($$update public.user_settings set notifications = '{"reminder": false, "call": true}'$$) || tests.add('task', 'u', '-1 minute') || tests.add('call', 'v', '-1 minute') || tests.told(), '111t, v', 'of calls only');
select is(tests.as_anna($$update public.user_settings set notifications = '{}'$$) || tests.told(), '1t, v', 'what was silent stays silent');
select is((select count(*) from public.job_events where remind_at <= now() and done_at is null and reminded_at is null), 0::bigint, 'nothing is looked at again');
select is(tests.try('authenticated', tests.anna(), 'select private.remind()'), '42501', 'nobody else calls it');
select is((select count(*) from public.notifications where user_id <> tests.anna()), 0::bigint, 'nobody else was told');
select is((select count(*) from public.audit_logs where resource_type = 'job_events' and (new_values ? 'reminded_at' or old_values ? 'reminded_at')), 0::bigint, 'telling is no change of an event');

-- Interviews pass.
select is(tests.as_anna($$insert into public.job_events (job_id, kind, occurred_at) values ('00000000-0000-4000-8000-0000000000a1', 'interview', now() + interval '2 days')$$), '1', 'another interview, the day after');
select is((select next_interview_at from public.jobs), now() + interval '1 day', 'the first is next');
set local session_replication_role = replica;                   -- time goes on
update public.job_events set occurred_at = now() - interval '1 minute' where title = 'i';
update public.jobs set next_interview_at = now() - interval '1 minute', updated_at = '2000-01-01';
set local session_replication_role = origin;
select private.remind();
select is((select next_interview_at from public.jobs), now() + interval '2 days', 'then the other');
select is((select updated_at from public.jobs), '2000-01-01'::timestamptz, 'which makes the job no newer');

select * from finish();
rollback;
