-- An account brings its profile, settings and plan; approval decides what its tokens open.
begin;
\ir helpers/setup.sql
select no_plan();

select is((select full_name || '/' || email from public.profiles where id = tests.anna()), 'Anna Arendt/anna@example.org', 'a profile, named by the sign-up form');
select is((select full_name || '/' || first_name || '/' || last_name from public.profiles where id = tests.bert()), 'Bert Brecht/Bert/Brecht', 'or by first and last name');
select is((select full_name from public.profiles where id = tests.emil()), 'emil', 'or by the address');
select is((select count(*) from public.user_settings where theme = 'light' and language = 'en' and timezone = 'UTC' and privacy_level = 'private'), 3::bigint, 'settings, with their defaults');
select is((select count(*) from public.subscriptions where plan_type = 'free' and status = 'active' and credits_remaining = 0), 3::bigint, 'and the free plan');
insert into auth.users (id, is_anonymous) values ('00000000-0000-4000-8000-0000000000c1', true);
insert into auth.users (id, phone) values ('00000000-0000-4000-8000-0000000000c2', '491711111111');
insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data) values ('00000000-0000-4000-8000-0000000000c3', 'odd@example.org',
  jsonb_build_object('full_name', jsonb_build_object('a', 1), 'first_name', repeat('x', 100000)), '{"approved": "maybe"}');
select is((select count(*) from public.profiles where email is null), 2::bigint, 'people without an address have profiles too');
select ok((select approved and length(first_name) = 255 from public.profiles where id = '00000000-0000-4000-8000-0000000000c3'), 'an odd sign-up form breaks nothing');
select throws_ok('insert into auth.users default values', '23514', null, 'somebody who cannot be reached is no user');
select throws_ok($$insert into auth.users (email) values ('ANNA@example.org')$$, '23505', null, 'an address is one person''s, whatever its case');
select throws_ok(format('insert into auth.users (email) values (%L)', e), '23514', null, 'no address: ' || e) from unnest('{x,x@,@x.de,a b@x.de,x@y}'::text[]) e;
update auth.users set email = 'anna@new.example.org' where id = tests.anna();
select is((select email::text from public.profiles where id = tests.anna()), 'anna@new.example.org', 'the profile follows a change of address');

-- What a person may change of herself.
select is(tests.try('authenticated', tests.anna(), $$update public.profiles set full_name = 'Anna Maria Arendt', username = 'anna'$$), '1', 'her name is hers');
select is(tests.try('authenticated', tests.anna(), format($$insert into public.profiles (id, full_name) values (%L, 'A') on conflict (id) do update set full_name = excluded.full_name$$, tests.anna())), '1', 'an upsert does the same');
select is(tests.try('authenticated', tests.anna(), 'update public.profiles set ' || change), '42501', 'but not: ' || change)
  from unnest(array['approved = true', 'email = ''x@example.org''', 'total_attempts = 9', 'total_score = 100', 'current_streak = 9', 'longest_streak = 9', 'last_practice_date = now()', 'created_at = now()']) change;
select is(tests.try('authenticated', tests.anna(), $$update public.profiles set profile_picture_url = 'javascript:alert(1)'$$), '23514', 'a picture is no script');
select is(tests.try('authenticated', tests.anna(), 'update public.profiles set profile_picture_url = ' || quote_literal(url)), '1', 'a picture may be ' || url)
  from unnest('{https://example.org/a.png,avatars/a/b.png,/storage/v1/object/public/avatars/a.png}'::text[]) url;
select is(tests.try('authenticated', tests.anna(), $$update public.user_settings set timezone = 'Mars/Olympus'$$), '22023', 'zones exist');
select is(tests.try('authenticated', tests.anna(), 'delete from public.user_settings'), '42501', 'settings stay');
select is(tests.try('authenticated', tests.anna(), $$update public.subscriptions set plan_type = 'premium'$$), '42501', 'a plan is bought, not written');
select is(tests.value('authenticated', tests.anna(), $$select public.add_skill_to_profile('C', 'Expert')::text || public.add_work_experience_to_profile('Engineer', 'Acme', '2020-01-01')$$) ~ '^[0-9a-f-]{72}$', true, 'the older helpers write the tables');
select ok(exists (select from public.user_skills where user_id = tests.anna() and name = 'C' and proficiency = 'expert' and category = 'Technical')
      and exists (select from public.user_work_experience where user_id = tests.anna() and is_current), 'which hold what they were told');

-- Approval.
select is((auth.open_session(tests.emil(), 'password')).role, 'unapproved', 'until approved, a token says unapproved');
select is(tests.value('unapproved', tests.emil(), 'select count(*) from public.profiles'), '1', 'which opens her own profile');
select is(tests.try('unapproved', tests.emil(), 'select * from ' || t), '42501', 'and not ' || tests.name_of(t)) from tests.tables() t where tests.name_of(t) <> 'public.profiles';
select is(tests.try('unapproved', tests.emil(), 'update public.profiles set approved = true'), '42501', 'she does not approve herself');
select is(tests.try('unapproved', tests.emil(), 'select public.export_my_data()'), '42501', 'nor call what the approved call');
select is(tests.try('authenticated', tests.bert(), $$select private.make_admin('bert@example.org')$$), '42501', 'nobody makes himself an administrator');
select ok(private.make_admin('Bert@example.org') is not null, 'who runs the server does');
select throws_ok($$select private.make_admin('nobody@example.org')$$, 'P0002', null, 'of who is here');
select is(tests.try('authenticated', tests.anna(), format('select public.approve_user(%L)', tests.emil())), '42501', 'only an administrator approves');
select is(tests.value('authenticated', tests.bert(), 'select id from public.pending_users()', '{"app_metadata": {"role": "admin"}}'), tests.emil()::text, 'he sees who waits');
select is(tests.try('authenticated', tests.bert(), format('select public.approve_user(%L)', tests.emil()), '{"app_metadata": {"role": "admin"}}'), '1', 'and lets her in');
select is((auth.open_session(tests.emil(), 'password')).role, 'authenticated', 'her next token is as everybody''s');
select is((select raw_app_meta_data -> 'approved' from auth.users where id = tests.emil()), 'true'::jsonb, 'app_metadata follows');
select is(tests.try('authenticated', tests.bert(), format('select public.approve_user(%L, false)', tests.emil()), '{"app_metadata": {"role": "admin"}}'), '1', 'approval can be withdrawn');
select is((select count(*) from auth.sessions where user_id = tests.emil()), 0::bigint, 'which ends her sessions');
select is(tests.try('authenticated', tests.bert(), format('select public.approve_user(%L)', gen_random_uuid()), '{"app_metadata": {"role": "admin"}}'), 'P0002', 'nobody is approved who is not there');
do $$ begin perform private.make_admin('emil@example.org'); end $$;
select ok(approved, 'an administrator needs no approval') from public.profiles where id = tests.emil();
do $$ begin perform private.make_admin('emil@example.org', false); end $$;
select is(raw_app_meta_data, '{"approved": true}', 'and can be one no longer') from auth.users where id = tests.emil();
delete from public.profiles where id = tests.emil();
select is((auth.open_session(tests.emil(), 'password')).role, 'unapproved', 'without a profile a token opens nothing');

select columns_are('auth', 'users', array['id','aud','role','email','email_confirmed_at','phone','phone_confirmed_at','confirmed_at','invited_at','confirmation_sent_at','recovery_sent_at',
  'reauthentication_sent_at','email_change','email_change_sent_at','email_change_confirm_status','phone_change','phone_change_sent_at','last_sign_in_at','banned_until','is_anonymous','is_sso_user',
  'raw_app_meta_data','raw_user_meta_data','created_at','updated_at','deleted_at','encrypted_password'], 'users have GoTrue''s columns');

select * from finish();
rollback;
