-- Whatever a token says, or does not say, it opens what it should or nothing: never more.
begin;
\ir helpers/setup.sql
select no_plan();
insert into public.jobs (user_id, job_title, company) values (tests.anna(), 'Engineer', 'Acme');

create temporary table odd (claims text, outcome text);
insert into odd values
  ('', '0'), ('{}', '0'), ('null', '0'), ('[]', '0'), ('"x"', '0'), ('17', '0'), ('true', '0'), ('[{"sub":"00000000-0000-4000-8000-00000000000a"}]', '0'),
  ('{"sub":null}', '0'), ('{"sub":""}', '0'), ('{"sub":"anna"}', '22P02'), ('{"sub":["00000000-0000-4000-8000-00000000000a"]}', '22P02'),
  ('{"sub":{"a":1}}', '22P02'), ('{"sub":"00000000-0000-4000-8000-00000000000a or true"}', '22P02'), ('{"sub":"00000000-0000-4000-8000-00000000000a\n"}', '22P02'),
  ('{"SUB":"00000000-0000-4000-8000-00000000000a"}', '0'), ('{"role":"service_role"}', '0'),
  ('{', '22P02'), ('garbage', '22P02'), ('{"sub":"00000000-0000-4000-8000-00000000000a"}{}', '22P02');
create function tests.with_claims(claims text, statement text) returns text language plpgsql as $$
declare
  outcome text;
begin
  perform set_config('request.jwt.claims', claims, true), set_config('role', 'authenticated', true);
  begin
    execute statement into outcome;
  exception when others then
    outcome := sqlstate;
  end;
  perform set_config('role', 'none', true), set_config('request.jwt.claims', '', true);
  return outcome;
end $$;
select is(tests.with_claims(claims, 'select count(*) from public.jobs'), outcome, format('claims %s read nothing', claims)) from odd;
select is(tests.with_claims(claims, $$insert into public.jobs (job_title, company) values ('x', 'y') returning 'written'$$), case outcome when '0' then '42501' else outcome end,
          format('claims %s write nothing', claims)) from odd;
select is(tests.with_claims(claims, 'select count(*) from public.profiles'), outcome, format('claims %s see no profile', claims)) from odd;
select ok(tests.with_claims(claims, 'select public.export_my_data()') in ('42501', '22P02'), format('claims %s export nothing', claims)) from odd;
select ok(tests.with_claims(claims, 'select public.delete_my_account()') in ('42501', '22P02'), format('claims %s delete nobody', claims)) from odd;
select is((select count(*) from auth.users), 3::bigint, 'everybody is still there');
select is(tests.value('authenticated', tests.anna(), 'select count(*) from public.jobs'), '1', 'her own token shows her job');
select is(tests.with_claims('{"sub":"00000000-0000-4000-8000-00000000000A"}', 'select count(*) from public.jobs'), '1', 'in capitals as well: a UUID is a UUID');

-- Administrators: the token and the account must say so.
select is(tests.try('authenticated', tests.bert(), 'select public.pending_users()', claims::jsonb), '42501', format('not an administrator: %s', claims))
  from unnest(array['{}', '{"app_metadata": null}', '{"app_metadata": []}', '{"app_metadata": "admin"}', '{"app_metadata": {"role": ["admin"]}}', '{"user_metadata": {"role": "admin"}}',
                    '{"role": "admin"}', '{"role": "service_role"}', '{"app_metadata": {"role": "admin"}}']) claims;
update auth.users set raw_app_meta_data = '{"role": "admin"}' where id = tests.bert();
select is(tests.try('authenticated', tests.bert(), 'select public.pending_users()'), '42501', 'an administrator''s older token is not one''s');
select is(tests.try('authenticated', tests.bert(), 'select public.pending_users()', '{"app_metadata": {"role": "admin"}}'), '1', 'an administrator sees who waits');
select is(tests.value('authenticated', tests.bert(), 'select count(*) from public.jobs', '{"app_metadata": {"role": "admin"}}'), '0', 'and nobody''s rows');
update auth.users set banned_until = now() + interval '1 day' where id = tests.bert();
select is(tests.try('authenticated', tests.bert(), 'select public.pending_users()', '{"app_metadata": {"role": "admin"}}'), '42501', 'not once banned, however long the token lives');
select is(tests.try('service_role', null, 'select public.pending_users()'), '1', 'the server may');

-- The functions in policies cost nothing: the planner sees through them, and asks once a query.
create function tests.plan_of(query text) returns text language plpgsql as $$
declare
  line text;
  plan text := '';
begin
  perform tests.enter('authenticated', tests.anna(), '{}');
  set local enable_seqscan = off;
  for line in execute 'explain (verbose, costs off) ' || query loop plan := plan || line || E'\n'; end loop;
  perform set_config('role', 'none', true);
  perform tests.leave();
  return plan;
end $$;
select matches(tests.plan_of('select * from public.jobs order by updated_at desc limit 20'), '(?s)^Limit.*InitPlan 1 .*-> *Index Scan using idx_jobs_user_updated on public\.jobs\n[^\n]*\n *Index Cond: \(jobs\.user_id = \$0\)\n(Query Identifier: -?\d+\n)?$',
               'the newest 20 jobs: one index, no sort, no filter');
select unalike(tests.plan_of('select * from public.jobs'), '%auth.%', 'auth.uid() is inlined');

select * from finish();
rollback;
