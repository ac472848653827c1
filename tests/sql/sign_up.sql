-- Accounts as the server opens, changes and shows them: sign_up, update_user, user_json, token_claims.
begin;
\ir helpers/setup.sql
select no_plan();

set local role service_role;
select * from auth.sign_up('cleo@example.org', 'hash', '{"full_name": "Cleo", "nothing": null}', true, true) \gset cleo_
select user_id is null as refused, profile from auth.sign_up('CLEO@example.org', 'other', '{}', true, true) \gset again_
select * from auth.sign_up('dora@example.org', 'hash', '{}', false, false) \gset dora_
select * from auth.sign_up(null, null, '{}', true, true) \gset nobody_
reset role;
select ok(encrypted_password = 'hash' and email_confirmed_at is not null and confirmed_at is not null and not is_anonymous, 'an account opens') from auth.users where id = :'cleo_user_id';
select is((select full_name::text from public.profiles where id = :'cleo_user_id'), 'Cleo', 'with a profile');
select ok(:'again_refused', 'an address opens one account');
select ok(:'again_profile'::jsonb ->> 'id' <> :'cleo_user_id' and :'again_profile'::jsonb -> 'identities' = '[]', 'the answer to the second is made up');
select is((select encrypted_password from auth.users where email = 'cleo@example.org'), 'hash', 'and the first stays as it was');
select is((select count(*) from auth.users where email = 'CLEO@example.org'), 0::bigint, 'alone');
select ok(email_confirmed_at is null and raw_app_meta_data @> '{"approved": false, "provider": "email"}', 'unconfirmed and unapproved, where that is asked for') from auth.users where id = :'dora_user_id';
select is((select approved from public.profiles where id = :'dora_user_id'), false, 'so the profile waits');
select ok(is_anonymous and email is null and raw_app_meta_data = '{}', 'or without an address') from auth.users where id = :'nobody_user_id';
select is((select count(*) from auth.identities where user_id = :'nobody_user_id'), 0::bigint, 'which is no identity');

select is((select array_agg(key order by key) from jsonb_object_keys(:'cleo_profile'::jsonb) key),
  '{app_metadata,aud,confirmed_at,created_at,email,email_confirmed_at,factors,id,identities,is_anonymous,phone,role,updated_at,user_metadata}'::text[], 'shown: what there is, and no hash');
select matches(:'cleo_profile'::jsonb ->> 'created_at', '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$', 'times are UTC, with microseconds');
select is(:'cleo_profile'::jsonb -> 'user_metadata', '{"full_name": "Cleo", "nothing": null}', 'what she said is kept, nulls too');
select is(:'cleo_profile'::jsonb #- '{identities,0,created_at}' #- '{identities,0,updated_at}' #- '{identities,0,last_sign_in_at}' #- '{identities,0,identity_id}' -> 'identities' -> 0,
  jsonb_build_object('id', :'cleo_user_id', 'user_id', :'cleo_user_id', 'provider', 'email', 'email', 'cleo@example.org',
    'identity_data', jsonb_build_object('sub', :'cleo_user_id', 'email', 'cleo@example.org', 'email_verified', true, 'phone_verified', false)), 'her identity is her address');
select is(auth.user_json(gen_random_uuid()), null, 'nobody is shown as nothing');
set local timezone = 'Asia/Tokyo';
select is(auth.rfc3339('2026-01-02 03:04:05.000006+00'), '2026-01-02T03:04:05.000006Z', 'wherever the session''s clock hangs');
reset timezone;

-- A token says who, how, until when.
select auth.token_claims(g, 'https://here/auth/v1', 10, 20) as claims, g.session_id from auth.open_session(:'dora_user_id', 'password') g \gset
select is(:'claims'::jsonb - 'amr', jsonb_build_object('iss', 'https://here/auth/v1', 'sub', :'dora_user_id', 'aud', 'authenticated', 'iat', 10, 'exp', 20,
  'role', 'unapproved', 'email', 'dora@example.org', 'phone', '', 'is_anonymous', false, 'user_metadata', '{}'::jsonb, 'aal', 'aal1', 'session_id', :'session_id',
  'app_metadata', '{"approved": false, "provider": "email", "providers": ["email"]}'::jsonb), 'its claims');
select is((auth.user_json(g.user_id) ->> 'last_sign_in_at') is not null, true, 'the statement that signs in shows that it did') from auth.open_session(:'cleo_user_id', 'password') g;

-- Changes: what is null stays.
create function tests.change(who uuid, email text default null, phone text default null, hash text default null, data jsonb default null,
                             confirmed boolean default true, session uuid default null, out outcome text, out profile jsonb) language sql
as 'select * from auth.update_user(who, session, email, phone, hash, data, confirmed)';
select is((tests.change(:'cleo_user_id')).profile - 'updated_at' - 'last_sign_in_at', :'cleo_profile'::jsonb - 'updated_at', 'nothing asked, nothing changed');
select is((tests.change(:'cleo_user_id', data => '{"nothing": 1, "full_name": null, "new": {"a": null}}')).profile -> 'user_metadata', '{"nothing": 1, "new": {"a": null}}', 'metadata merges; null takes away');
select is((tests.change(:'cleo_user_id', data => jsonb_build_object('big', repeat('x', 17000)))).outcome, 'metadata_too_large', 'up to what a token can carry');
select is((tests.change(:'cleo_user_id', email => 'Anna@Example.org', data => '{"x": 1}')).outcome, 'email_exists', 'an address is one person''s');
select is((tests.change(:'cleo_user_id', email => 'Anna@Example.org', confirmed => false)).outcome, 'email_exists', 'before it is confirmed, too');
select is((select raw_user_meta_data ? 'x' or email_change is not null from auth.users where id = :'cleo_user_id'), false, 'a refusal changes nothing else');
select ok(c.outcome = 'ok' and c.profile @> '{"email": "cleo@example.org", "new_email": "c@example.org"}', 'unconfirmed, the new one waits') from tests.change(:'cleo_user_id', email => 'c@example.org', confirmed => false) c;
select ok(c.profile @> '{"email": "cc@example.org", "identities": [{"email": "cc@example.org"}]}', 'else it counts at once, and is her identity') from tests.change(:'cleo_user_id', email => 'cc@example.org') c;
select is((select email::text from public.profiles where id = :'cleo_user_id'), 'cc@example.org', 'and her profile''s');
select is((tests.change(:'cleo_user_id', phone => '491511234567')).profile ->> 'phone', '491511234567', 'a number');
select is((tests.change(:'dora_user_id', phone => '491511234567')).outcome, 'phone_exists', 'is one person''s');
select ok(c.profile @> '{"is_anonymous": false, "app_metadata": {"provider": "email", "providers": ["email"]}}', 'an address makes somebody of nobody') from tests.change(:'nobody_user_id', email => 'n@example.org', hash => 'h') c;
select is((tests.change(gen_random_uuid(), data => '{}')).outcome, 'user_not_found', 'who is not there does not change');

-- A new password closes what the old one opened.
delete from auth.sessions;
select session_id as here from auth.open_session(:'cleo_user_id', 'password') \gset
select auth.open_session(:'cleo_user_id', 'password') as one, auth.open_session(:'dora_user_id', 'password') as two \gset
insert into auth.one_time_tokens (token_hash, user_id, token_type, expires_at) values ('x', :'cleo_user_id', 'recovery', now() + interval '1 hour');
select is((tests.change(:'cleo_user_id', hash => 'new hash', session => :'here')).outcome, 'ok', 'a new password');
select is((select encrypted_password from auth.users where id = :'cleo_user_id'), 'new hash', 'is kept');
select results_eq('select id from auth.sessions where user_id <> ' || quote_literal(:'dora_user_id'), array[:'here'::uuid], 'and ends her other sessions');
select is((select count(*) from auth.sessions where user_id = :'dora_user_id'), 1::bigint, 'hers alone');
select is((select count(*) from auth.one_time_tokens), 0::bigint, 'and what was under way by mail');

-- Nobody but the server.
select is(tests.try(role, tests.anna(), format('select auth.%s', call)), '42501', format('%s does not call %s', role, call))
  from unnest('{anon,authenticated,unapproved}'::text[]) role,
       unnest(array[$$sign_up('x@example.org', 'h', '{}', true, true)$$, 'update_user(null, null, null, null, null, null, true)', 'user_json(null)', 'add_email_identity(null)',
                    'token_claims(null, null, null, null)', 'rfc3339(now())']) call;

select * from finish();
rollback;
