-- Logs: appended by their owner, dated by the server, a partition a UTC month, never rewritten.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement) $$;

select is(tests.as_anna($$insert into public.ai_events (provider, model, status) values ('x', 'y', 'success')$$) || tests.as_anna($$insert into public.user_activities (type) values ('sign_in')$$), '11', 'she adds');
select is((select host(ip_address) || '/' || user_agent from public.user_activities), '10.0.0.1/agent of a', 'the server says whence');
select is(tests.as_anna(statement), '42501', statement) from unnest(array[
  $$insert into public.ai_events (provider, model, status, created_at) values ('x', 'y', 'success', '2090-01-01')$$, $$insert into public.ai_events (provider, model, status, credits) values ('x', 'y', 'success', -100)$$,
  $$insert into public.user_activities (type, "timestamp") values ('x', '2090-01-01')$$, $$insert into public.user_activities (type, ip_address) values ('x', '1.1.1.1')$$,
  $$insert into public.user_activities (type, user_agent) values ('x', 'y')$$, $$update public.ai_events set model = 'z'$$, $$delete from public.ai_events$$, $$update public.user_activities set type = 'z'$$,
  $$delete from public.user_activities$$, $$select * from public.attempts_p0$$, $$select * from public.audit_logs_default$$, $$select * from public.ai_events_default$$]) statement;
select throws_ok($$insert into public.ai_events (user_id, provider, model, status) values (tests.anna(), 'x', 'y', 'perhaps')$$, '23514', null, 'a call succeeded or not');

-- Months.
select is((select count(*) from pg_inherits where inhparent in ('public.ai_events'::regclass, 'public.audit_logs'::regclass, 'public.user_activities'::regclass)), 15::bigint, 'last, this and the next two months, and one for the rest');
select to_char(now() at time zone 'UTC' + interval '5 months', 'YYYY-MM') as far \gset
insert into public.ai_events (user_id, provider, model, status, created_at) values (tests.anna(), 'far', 'y', 'success', (:'far' || '-01 00:30+00')::timestamptz);
select is((select tableoid::regclass::text from public.ai_events where provider = 'far'), 'public.ai_events_default', 'what lies further off waits');
set local timezone = 'Pacific/Auckland';
select private.ensure_partitions(6);
set local timezone = 'UTC';
select is((select tableoid::regclass::text from public.ai_events where provider = 'far'), 'public.ai_events_y' || replace(:'far', '-', 'm'), 'and moves to its month when there is one');
select ok(bool_and(pg_get_expr(c.relpartbound, c.oid) ~ $$FROM \('\d{4}-\d\d-01 00:00:00\+00'\) TO \('\d{4}-\d\d-01 00:00:00\+00'\)$$) and count(*) = 24, 'months are UTC''s, wherever the operator sits')
  from pg_inherits i join pg_class c on c.oid = i.inhrelid where c.relname ~ '_y\d{4}m\d\d$';
select is((select count(*) from pg_constraint where contype = 'f' and conrelid::regclass::text ~ '^public\.ai_events_y'), (select count(*) * 8 from pg_constraint where contype = 'f' and conrelid = 'public.ai_events'::regclass), 'new months have the keys');
select ok(bool_and(relrowsecurity), 'and row security') from pg_class where relname ~ '_y\d{4}m\d\d$' and relkind = 'r';
select lives_ok('select private.ensure_partitions(6)', 'again, nothing happens');
create table public.ai_events_y2020m01 partition of public.ai_events for values from ('2020-01-01+00') to ('2020-02-01+00');
create table public.ai_events_y2020m02 partition of public.ai_events for values from ('2020-02-01+00') to ('2020-03-01+00');
insert into public.ai_events (user_id, provider, model, status, created_at) values (tests.anna(), 'old', 'y', 'success', '2020-01-15');
select results_eq($$select private.archive_partitions('ai_events', interval '1 year')$$, $$values ('ai_events_y2020m01'), ('ai_events_y2020m02')$$, 'old months are set aside');
select is((select count(*) from private.ai_events_y2020m01) || '/' || (select count(*) from public.ai_events where provider = 'old'), '1/0', 'with what was in them');
delete from auth.users where id = tests.anna();
select is((select count(*) from private.ai_events_y2020m01), 0::bigint, 'a deleted account''s rows go from there too');

-- The heaviest table is spread by user.
select is((select count(*) from pg_inherits where inhparent = 'public.attempts'::regclass), 8::bigint, 'answers lie in eight parts');

select * from finish();
rollback;
