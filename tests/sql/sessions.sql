-- A session opens, renews within ten seconds to the same token, ends when a used one comes back, and closes by scope.
begin;
\ir helpers/setup.sql
select no_plan();

select tests.anna() as anna \gset
set local role service_role;
select * from auth.open_session(:'anna', 'password', '10.0.0.1', 'agent') \gset first_
reset role;
select ok(:'first_outcome' = 'ok' and :'first_role' = 'authenticated' and :'first_aal' = 'aal1' and length(:'first_refresh_token') = 64, 'a session opens');
select is(:'first_amr'::jsonb -> 0 ->> 'method', 'password', 'and says how');
select ok(last_sign_in_at = now(), 'the account knows when') from auth.users where id = tests.anna();
select ok(ip = '10.0.0.1' and user_agent = 'agent', 'and the session from where') from auth.sessions where id = :'first_session_id';

set local role service_role;
select * from auth.renew_session(:'first_refresh_token') \gset second_
reset role;
select ok(:'second_outcome' = 'ok' and :'second_refresh_token' <> :'first_refresh_token' and :'second_session_id' = :'first_session_id', 'a token renews to another');
select is((auth.renew_session(:'first_refresh_token')).refresh_token, :'second_refresh_token', 'within ten seconds to the same');
select is((select count(*) || '/' || count(*) filter (where used_at is null) from auth.refresh_tokens where session_id = :'first_session_id'), '2/1', 'one of a session''s tokens is current');
select is((auth.renew_session(:'second_refresh_token')).outcome, 'ok', 'and so on');
select ok(not exists (select from auth.refresh_tokens where to_jsonb(refresh_tokens)::text ~ any (array[:'first_refresh_token', :'second_refresh_token'])), 'tokens are kept as hashes');
update auth.refresh_tokens set used_at = used_at - interval '11 seconds' where used_at is not null;
select is((auth.renew_session(:'first_refresh_token')).outcome, 'refresh_token_already_used', 'a used one that comes later was stolen');
select is((select count(*) from auth.sessions where id = :'first_session_id'), 0::bigint, 'the session ends');
select is((auth.renew_session(:'second_refresh_token')).outcome, 'refresh_token_not_found', 'for the thief as well');
select is((auth.renew_session(t)).outcome, 'refresh_token_not_found', format('no token: %L', t)) from unnest(array['', 'x', repeat('0', 64), null]) t;

select session_id as one from auth.open_session(tests.anna(), 'password') \gset
select session_id as two from auth.open_session(tests.anna(), 'otp') \gset
select session_id as his from auth.open_session(tests.bert(), 'otp') \gset
select is(auth.close_sessions(:'one', 'others'), 1, 'others: every session but this');
select is(auth.close_sessions(:'one', 'local'), 1, 'local: this one');
select is(auth.close_sessions(:'one', 'global'), 0, 'a closed session closes nothing');
select session_id as three from auth.open_session(tests.anna(), 'otp') \gset
select is((select count(*) from (select auth.open_session(tests.anna(), 'otp')) x), 1::bigint, 'another device');
select is(auth.close_sessions(:'three'), 2, 'global: all of hers');
select is((select count(*) from auth.sessions where user_id = tests.bert()), 1::bigint, 'Bert''s stays');
select throws_ok($$select auth.close_sessions(gen_random_uuid(), 'all')$$, '22023', null, 'there is no other scope');
select throws_ok($$select auth.close_sessions(gen_random_uuid(), null)$$, '22023', null, 'and none is no scope');

select refresh_token as hers from auth.open_session(tests.anna(), 'password') \gset
update auth.users set banned_until = now() + interval '1 day' where id = tests.anna();
select is((auth.open_session(tests.anna(), 'password')).outcome, 'user_banned', 'who is banned does not sign in');
select is((auth.renew_session(:'hers')).outcome, 'user_banned', 'nor stay in');
update auth.users set banned_until = null, deleted_at = now() where id = tests.anna();
select is((auth.open_session(tests.anna(), 'password')).outcome, 'user_not_found', 'who is deleted is not there');
select is((auth.renew_session(:'hers')).outcome, 'user_not_found', 'nor with an older token');
select is((auth.open_session(gen_random_uuid(), 'password')).outcome, 'user_not_found', 'nor is who never was');
select refresh_token as brief from auth.open_session(tests.bert(), 'password', not_after => now() - interval '1 second') \gset
select is((auth.renew_session(:'brief')).outcome, 'session_expired', 'a session may have an end');
update public.profiles set approved = false where id = tests.bert();
update public.profiles set approved = true where id = tests.bert();
select is((select count(*) from auth.sessions where user_id = tests.bert()), 0::bigint, 'withdrawing approval ends sessions');

select ok(exists (select from public.audit_logs where resource_type = 'auth.sessions' and user_id = tests.anna() and action = 'delete'), 'sessions are in the trail');
select ok(not exists (select from public.audit_logs where new_values ->> 'refresh_key' <> '(secret)' or old_values ->> 'refresh_key' <> '(secret)'), 'without their key');

insert into auth.one_time_tokens (token_hash, user_id, token_type, expires_at) values ('\x01', tests.anna(), 'recovery', now() - interval '1 second'), ('\x02', tests.anna(), 'recovery', now() + interval '1 hour');
insert into auth.flow_state (method, expires_at) values ('pkce', now() - interval '1 second'), ('pkce', now() + interval '1 hour');
insert into auth.sessions (user_id, not_after) values (tests.anna(), now() - interval '1 second'), (tests.anna(), now() + interval '1 hour');
insert into public.resumes (user_id, title, deleted_at) values (tests.anna(), 'old', now() - interval '31 days'), (tests.anna(), 'trash', now() - interval '29 days'), (tests.anna(), 'kept', null);
insert into public.cover_letters (user_id, title, deleted_at) values (tests.anna(), 'old', now() - interval '31 days'), (tests.anna(), 'trash', now());
select private.tidy();
select is((select count(*) from auth.one_time_tokens) || '/' || (select count(*) from auth.flow_state) || '/' || (select count(*) from auth.sessions where not_after is not null), '1/1/1', 'what has run out is tidied away');
select set_eq('select title from public.resumes union all select title from public.cover_letters', array['trash', 'kept'], 'and the trash after thirty days');

select * from finish();
rollback;
