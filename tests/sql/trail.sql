-- The trail: every change, by whom, to whose data, from what to what; updated_at beside it.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text, extra jsonb default '{}') returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement, extra) $$;
create function tests.last(resource text) returns public.audit_logs language sql as $$
  select l from public.audit_logs l where resource_type = resource order by cmin::text::bigint desc, ctid desc limit 1 $$;  -- where a row lies says little: pages are filled up

select is((select string_agg(distinct resource_type, ', ' order by resource_type) from public.audit_logs where user_id = tests.anna() and actor_id is null and action = 'insert'),
          'auth.users, profiles, subscriptions, user_settings', 'what sign-up wrote belongs to the person, and nobody but the server did it');

-- One change.
select is(tests.as_anna($$insert into public.jobs (id, job_title, company) values ('00000000-0000-4000-8000-0000000000a1', 'Engineer', 'Acme')$$, '{"session_id": "00000000-0000-4000-8000-0000000000f1"}'), '1', 'a job');
select is(row(l.user_id, l.actor_id, l.session_id, l.action, l.resource_id, l.ip_address, l.user_agent)::text,
  format('(%s,%1$s,00000000-0000-4000-8000-0000000000f1,insert,00000000-0000-4000-8000-0000000000a1,10.0.0.1,"agent of a")', tests.anna()), 'who, in which session, what, which, whence, with what') from tests.last('jobs') l;
select ok(l.old_values is null and l.new_values @> '{"job_title": "Engineer", "company": "Acme", "status": "saved"}' and not l.new_values ? 'notes', 'and the values it got') from tests.last('jobs') l;
select is(tests.as_anna($$update public.jobs set company = 'Acme Ltd', job_title = 'Engineer'$$), '1', 'a change');
select is(row(l.action, l.old_values, l.new_values)::text, $$(update,"{""company"": ""Acme""}","{""company"": ""Acme Ltd""}")$$, 'only what changed, before and after') from tests.last('jobs') l;
select count(*) as before from public.audit_logs \gset
select is(tests.as_anna($$update public.jobs set company = company$$), '1', 'no change');
select is((select count(*) from public.audit_logs), :before::bigint, 'is not in the trail');
select is(tests.as_anna('delete from public.jobs'), '1', 'a deletion');
select ok(l.action = 'delete' and l.new_values is null and l.old_values @> '{"company": "Acme Ltd"}', 'with what was lost') from tests.last('jobs') l;
select is(tests.as_anna($$insert into public.contacts (name) values ('x')$$, '{"session_id": "no uuid"}'), '1', 'an odd session id does not stop her');
select is((tests.last('contacts')).session_id, null::uuid, 'and is none');

-- Secrets and long values.
insert into auth.mfa_factors (user_id, factor_type, secret) values (tests.anna(), 'totp', '\x01');
select is((tests.last('auth.mfa_factors')).new_values ->> 'secret', '(secret)', 'secrets are not in it');
update auth.users set encrypted_password = 'x' where id = tests.anna();
select is((tests.last('auth.users')).new_values, '{"encrypted_password": "(secret)"}'::jsonb, 'a new password is seen, its hash is not');
select is(tests.as_anna($$insert into public.resumes (id) values ('00000000-0000-4000-8000-0000000000a2')$$) || tests.as_anna($$insert into public.share_links (resume_id) values ('00000000-0000-4000-8000-0000000000a2')$$), '11', 'a link');
select is((select count(*) from public.audit_logs l, public.share_links s where to_jsonb(l)::text like '%' || s.token || '%'), 0::bigint, 'its token opens a document, so it is not in it');
select is(tests.as_anna($$update public.resumes set data = jsonb_build_object('text', (select string_agg(md5(i::text), ' ') from generate_series(1, 800) i))$$), '1', 'an autosave of 27 KB');
select ok((l.new_values -> 'data' ->> 'length')::int > 25000 and pg_column_size(l.old_values) + pg_column_size(l.new_values) < 400, 'costs little') from tests.last('resumes') l;
select is((tests.last('resumes')).new_values -> 'data' ->> 'sha256', (select encode(sha256(convert_to(data::text, 'UTF8')), 'hex') from public.resumes), 'and proves the text');

-- Others' hands: the owner learns who and what, not whence.
update auth.users set raw_app_meta_data = '{"role": "admin"}' where id = tests.bert();
select is(tests.try('authenticated', tests.bert(), format('select public.approve_user(%L, false)', tests.anna()), '{"app_metadata": {"role": "admin"}, "session_id": "00000000-0000-4000-8000-0000000000f2"}'), '1', 'Bert withdraws Anna''s approval');
select is((select row(actor_id, new_values, ip_address, user_agent, session_id)::text from public.audit_logs where user_id = tests.anna() and resource_type = 'profiles' and action = 'update'),
  format('(%s,"{""approved"": false}",,,)', tests.bert()), 'her trail says that it was he, and nothing of where he sits');
select is((select row(actor_id, new_values, ip_address, resource_id)::text from public.audit_logs where user_id = tests.bert() and resource_type = 'profiles' and action = 'update'),
  format('(%s,,10.0.0.2,%s)', tests.bert(), tests.anna()), 'his says whence, and nothing of her');
select is(tests.value('authenticated', tests.anna(), 'select count(*) from public.audit_logs where ip_address = ''10.0.0.2'''), '0', 'she does not see his address');
update public.profiles set approved = true where id = tests.anna();

-- Reading.
select ok(tests.value('authenticated', tests.anna(), 'select count(*) from public.audit_logs')::int > 10, 'she reads her own trail');
select is(tests.value('authenticated', tests.anna(), format('select count(*) from public.audit_logs where user_id is distinct from %L', tests.anna())), '0', 'and nobody else''s');
select is(tests.as_anna(statement), '42501', statement) from unnest('{delete from public.audit_logs,update public.audit_logs set action = action,insert into public.audit_logs (action\, resource_type) values (''x''\, ''y'')}'::text[]) statement;
select is(tests.as_anna('select * from public.audit_trail()'), '42501', 'the whole is for administrators');
select ok(tests.value('authenticated', tests.bert(), format('select count(*) from public.audit_trail(%L, now() + interval ''1 hour'')', tests.anna()), '{"app_metadata": {"role": "admin"}}')::int > 10, 'who read any person''s');
select is(tests.value('authenticated', tests.bert(), 'select count(*) from public.audit_trail(null, now() + interval ''1 hour'', 3)', '{"app_metadata": {"role": "admin"}}'), '3', 'newest first, so many at a time');

-- No audit, no change of a clock.
insert into public.attempts (user_id, final_score) values (tests.anna(), 80);
select ok(exists (select from public.audit_logs where resource_type = 'attempts' and user_id = tests.anna()), 'a partition''s rows are under its parent''s name');
select ok(not exists (select from public.audit_logs where action = 'update' and new_values ?| private.derived_columns()), 'counters and clocks are no change of anybody''s');

-- updated_at, by trigger, on every table that has it: a row from long ago is of now once it changes.
create function tests.clocks() returns setof text language plpgsql as $$
declare
  t regclass;
  col name;
  stamp timestamptz;
begin
  for t in select x from tests.tables() x where exists (select from pg_attribute where attrelid = x and attname = 'updated_at') loop
    select attname into col from pg_attribute where attrelid = t and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '' and attname <> all (private.derived_columns()) order by attnum limit 1;
    set local session_replication_role = replica;
    execute format('update %s set updated_at = ''2000-01-01''', t);
    set local session_replication_role = origin;
    execute format('update %s set %I = %2$I', t, col);
    execute format('select min(updated_at) from %s', t) into stamp;
    return next is(stamp, now(), format('%s: updated_at', tests.name_of(t)));
  end loop;
end $$;
\ir helpers/rows.sql
select * from tests.clocks();
select is((select string_agg(tests.name_of(t), ', ' order by tests.name_of(t)) from tests.tables() t where not exists (select from pg_attribute where attrelid = t and attname = 'updated_at')),
  'auth.flow_state, auth.mfa_challenges, auth.one_time_tokens, auth.refresh_tokens, private.api_token_hashes, private.job_search, private.removed_jobs, private.share_passwords, private.sheet_words, private.stripe_events, public.ai_events, public.audit_logs, public.job_contacts, public.user_activities',
  'the tables without: logs, tokens and pairs, whose rows do not change');
select is((select string_agg(tests.name_of(t), ', ' order by tests.name_of(t)) from tests.tables() t where not exists (select from pg_trigger where tgrelid = t and tgname = 'audit')),
  'auth.flow_state, auth.mfa_challenges, auth.one_time_tokens, auth.refresh_tokens, private.api_token_hashes, private.job_search, private.removed_jobs, private.share_passwords, private.sheet_words, private.stripe_events, private.task_queue, public.ai_events, public.audit_logs, public.practice_sessions, public.question_history, public.skill_progress, public.user_activities',
  'the tables that are not in the trail: logs, what is derived from rows that are, machinery');

select * from finish();
rollback;
