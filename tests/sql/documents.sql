-- Resumes and letters: one current, numbered versions that stay, pins that hold, links that show what they should.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.as_anna(statement text) returns text language sql as $$ select tests.try('authenticated', tests.anna(), statement) $$;
create function tests.says(query text) returns text language sql as $$ select tests.value('authenticated', tests.anna(), query) $$;

-- One default, one current.
select is(tests.as_anna(format($$insert into public.resume_uploads (file_name, storage_path, is_default) values ('a', '%s/a', true), ('b', '%1$s/b', true)$$, tests.anna())), '2', 'two default files');
select is((select string_agg(file_name, ',') from public.resume_uploads where is_default), 'b', 'are one: the last');
select is(tests.as_anna($$update public.resume_uploads set is_default = true where file_name = 'a'$$), '1', 'another');
select is((select string_agg(file_name, ',') from public.resume_uploads where is_default), 'a', 'takes its place');
select is(tests.try('authenticated', tests.bert(), format($$insert into public.resume_uploads (file_name, storage_path, is_default) values ('c', '%s/c', true)$$, tests.bert())), '1', 'Bert''s default');
select is((select count(*) from public.resume_uploads where is_default), 2::bigint, 'leaves hers alone');
select is(tests.try('authenticated', tests.bert(), format($$insert into public.resume_uploads (user_id, file_name, storage_path, is_default) values (%L, 'd', '%1$s/d', true)$$, tests.anna())), '42501', 'as does one in her name');
select is(tests.try('authenticated', tests.bert(), format($$insert into public.resume_uploads (file_name, storage_path) values ('x', '%s/a')$$, tests.anna())), '23514', 'a path is in the owner''s folder');
select is(tests.try('authenticated', tests.bert(), format($$insert into public.resume_uploads (file_name, storage_path) values ('x', '%s/%s')$$, tests.bert(), p)), '23514', 'and stays there: ' || p)
  from unnest(array['../' || tests.anna() || '/a', 'a/../../x', '.', '', 'a//b']) p;
select is(tests.as_anna($$insert into public.resumes (id, title, data, is_current) values ('00000000-0000-4000-8000-0000000000a2', 'CV', '{"v": 1}', true)$$), '1', 'a resume');
select is(tests.as_anna($$insert into public.resumes (title, is_current) values ('Other', true)$$), '1', 'another current one');
select is((select string_agg(title, ',') from public.resumes where is_current), 'Other', 'is the current one');

-- Versions.
select is(tests.says($$select public.save_version('00000000-0000-4000-8000-0000000000a2', 'first')$$), '1', 'the first version');
select is(tests.as_anna($$update public.resumes set data = '{"v": 2}' where title = 'CV'$$) || tests.says($$select public.save_version('00000000-0000-4000-8000-0000000000a2')$$), '12', 'the second');
select is(tests.as_anna($$insert into public.document_versions (resume_id, content_json) values ('00000000-0000-4000-8000-0000000000a2', '{"v": 3}')$$), '1', 'an insert is numbered too');
select is((select current_version from public.resumes where title = 'CV'), 3, 'and the resume knows');
select is((select string_agg(content_json ->> 'v', ',' order by version_number) from public.document_versions), '1,2,3', 'each keeps what was');
select is(tests.as_anna(statement), '42501', statement) from unnest(array[
  $$update public.document_versions set content_json = '{}'$$, $$update public.document_versions set version_number = 9$$, $$update public.resumes set current_version = 9$$,
  $$insert into public.document_versions (resume_id, version_number, content_json) values ('00000000-0000-4000-8000-0000000000a2', 999, '{}')$$,
  $$insert into public.document_versions (resume_id, content_json, render_artifact_url) values ('00000000-0000-4000-8000-0000000000a2', '{}', 'x')$$]) statement;
select is(tests.as_anna($$update public.document_versions set label = 'sent' where version_number = 1$$), '1', 'a label may change');
select is(tests.try('authenticated', tests.bert(), $$select public.save_version('00000000-0000-4000-8000-0000000000a2')$$), 'P0002', 'Bert saves no version of hers');
select is(tests.as_anna($$insert into public.cover_letters (id, title) values ('00000000-0000-4000-8000-0000000000a5', 'Letter')$$)
       || tests.as_anna($$insert into public.document_versions (cover_letter_id, content_json) values ('00000000-0000-4000-8000-0000000000a5', '{}')$$), '11', 'letters have versions');
select is((select current_version from public.cover_letters), 1, 'of their own');
insert into public.document_versions (user_id, resume_id, version_number, content_json) values (tests.anna(), '00000000-0000-4000-8000-0000000000a2', 7, '{}');
select is(tests.says($$select public.save_version('00000000-0000-4000-8000-0000000000a2')$$), '8', 'after an import with numbers, the next one follows');

-- A version keeps its template, whatever becomes of that.
insert into public.templates (slug, name, config) values ('kept-blue', 'Kept', '{"accent": "#1d4ed8"}');
select is(tests.as_anna($$update public.resumes set template_id = (select id from public.templates where slug = 'kept-blue') where title = 'CV'$$)
       || tests.says($$select public.save_version('00000000-0000-4000-8000-0000000000a2', 'blue')$$), '19', 'a version in blue');
update public.templates set config = '{"accent": "#b91c1c"}' where slug = 'kept-blue';
select is((select string_agg(concat_ws(' ', version_number, template_slug, template_config ->> 'accent'), ', ' order by version_number) from public.document_versions
            where resume_id = '00000000-0000-4000-8000-0000000000a2' and version_number >= 8), '8 modern-professional, 9 kept-blue #1d4ed8', 'keeps what it was set in');
select is(tests.as_anna($$insert into public.document_versions (resume_id, content_json, template_slug) values ('00000000-0000-4000-8000-0000000000a2', '{}', 'x')$$), '42501', 'which nobody says but the server');
delete from public.document_versions where version_number = 9;
update public.resumes set template_id = null, current_version = 8 where title = 'CV';
delete from public.templates where slug = 'kept-blue';

-- Pins: the version that was sent cannot go.
select is(tests.as_anna($$insert into public.jobs (id, job_title, company, resume_id, resume_version) values ('00000000-0000-4000-8000-0000000000a1', 'x', 'Acme', '00000000-0000-4000-8000-0000000000a2', 2)$$), '1', 'sent with version 2');
select is(tests.as_anna('update public.jobs set resume_version = 99'), '23503', 'there is no version 99');
select is(tests.as_anna($$insert into public.share_links (resume_id, version_number, job_id) values ('00000000-0000-4000-8000-0000000000a2', 1, '00000000-0000-4000-8000-0000000000a1')$$), '1', 'a link to version 1');
select token as link from public.share_links \gset
select is(tests.as_anna('delete from public.document_versions where version_number = ' || v), outcome, 'version ' || v) from (values (1, '23503'), (2, '23503'), (3, '1')) x (v, outcome);

-- Links.
create function tests.shows(link text, password text default null) returns text language sql as $$
  select tests.value('anon', null, format('select public.get_public_generated_resume(%L, %L) -> ''content'' ->> ''v''', link, password)) $$;
select matches(:'link'::text, '^[0-9a-f]{32}$', 'a link''s token is 128 bits of the server''s');
select is(tests.as_anna($$insert into public.share_links (token, resume_id) values ('0123456789abcdef', '00000000-0000-4000-8000-0000000000a2')$$), '42501', 'not of anybody''s choice');
select is(tests.shows(:'link'), '1', 'nobody in particular sees the pinned version');
select is(tests.shows(t), null::text, format('no such link: %L', t)) from unnest(array['', 'x', '%', null]) t;
select is((select view_count from public.share_links) || '/' || (select view_count from public.resumes where title = 'CV'), '1/1', 'the view is counted');
select ok(updated_at = created_at, 'and is no change of the document') from public.resumes where title = 'CV';
select is(tests.shows(:'link') || tests.shows(:'link'), '11', 'seen twice more');
select is((select count(*) from public.job_events where kind = 'share_view'), 1::bigint, 'the job''s timeline has one line an hour: a stranger cannot flood it');
update public.share_links set last_viewed_at = now() - interval '61 minutes';
select is(tests.shows(:'link'), '1', 'an hour later');
select is((select count(*) from public.job_events where kind = 'share_view'), 2::bigint, 'there is another');
select is(tests.as_anna('update public.share_links set version_number = null') || tests.shows(:'link'), '12', 'unpinned it shows the document as it is');
set local session_replication_role = replica;
update public.share_links set version_number = 99;
set local session_replication_role = origin;
select is(tests.shows(:'link'), null, 'a version that is gone shows nothing, never the draft');
update public.share_links set version_number = null;
select is(tests.says(format('select public.set_share_password(%L, ''secret'')', :'link')), '', 'a password');
select ok(tests.shows(:'link') is null and tests.shows(:'link', 'wrong') is null and tests.shows(:'link', '') is null and tests.shows(:'link', 'secret') = '2', 'opens it');
select is(tests.try('authenticated', tests.bert(), format('select public.set_share_password(%L, null)', :'link')), 'P0002', 'Bert cannot take it off');
select is(tests.says(format('select public.set_share_password(%L, %L)', :'link', bad)), '!22023', 'no password: ' || left(bad, 5)) from unnest(array['', repeat('x', 73)]) bad;
select is(tests.as_anna('update public.share_links set has_password = false'), '42501', 'nor is it just forgotten');
select is(tests.says(format('select public.set_share_password(%L, null)', :'link')) || tests.shows(:'link'), '2', 'she can take it off');
select is(tests.as_anna(change) || coalesce(tests.shows(:'link'), '-') || tests.as_anna(undo) || tests.shows(:'link'), '1-12', change) from (values
  ('update public.share_links set revoked_at = now()', 'update public.share_links set revoked_at = null'),
  ('update public.share_links set expires_at = now()', 'update public.share_links set expires_at = now() + interval ''1 day'''),
  ('update public.resumes set deleted_at = now() where title = ''CV''', 'update public.resumes set deleted_at = null where title = ''CV''')) x (change, undo);
update auth.users set banned_until = now() + interval '1 day' where id = tests.anna();
select is(tests.shows(:'link'), null, 'the links of who is banned show nothing');
update auth.users set banned_until = null where id = tests.anna();
update public.profiles set approved = false where id = tests.anna();
select is(tests.shows(:'link'), null, 'nor of who is not approved');
update public.profiles set approved = true where id = tests.anna();
select is(tests.shows(:'link'), '2', 'again');
select is(tests.value('anon', null, 'select count(*) from public.share_links'), '!42501', 'links are not listed');
select is(tests.as_anna($$insert into public.share_links (cover_letter_id) values ('00000000-0000-4000-8000-0000000000a5')$$)
       || tests.as_anna($$update public.cover_letters set content = 'Dear Acme'$$), '11', 'a link to a letter');
select token as letter_link from public.share_links where cover_letter_id is not null \gset
create function tests.reads(link text) returns text language sql as $$
  select tests.value('anon', null, format('select public.get_public_cover_letter(%L) -> ''content'' ->> ''content''', link)) $$;
select is(tests.reads(:'letter_link'), 'Dear Acme', 'shows the letter');
select ok(tests.shows(:'letter_link') is null and tests.reads(:'link') is null, 'each kind by its own function');
select is((select view_count from public.cover_letters), 1, 'and counts');
select is(tests.as_anna($$insert into public.document_versions (cover_letter_id, content_json) values ('00000000-0000-4000-8000-0000000000a5', '{"content": "As it was sent"}')$$)
       || tests.as_anna('update public.share_links set version_number = (select max(version_number) from public.document_versions where cover_letter_id is not null) where cover_letter_id is not null') || tests.reads(:'letter_link'), '11As it was sent', 'a letter is pinned as well');

-- The public page.
create function tests.page(name text) returns text language sql as $$
  select tests.value('anon', null, format('select public.get_public_profile(%L) #>> ''{documents,0,title}''', name)) $$;
select is(tests.as_anna($$update public.profiles set username = 'anna'$$) || tests.as_anna($$update public.share_links set listed = true where cover_letter_id is not null$$), '11', 'a name and a listed letter');
select is(tests.value('anon', null, $$select public.get_public_profile('anna')$$), null, 'are not public by themselves');
select is(tests.as_anna($$update public.user_settings set privacy_level = 'link'$$), '1', 'but when she says so');
select is(tests.value('anon', null, $$select public.get_public_profile('anna') -> 'findable'$$), 'false', 'at first for who knows the address');
select is(tests.as_anna($$update public.user_settings set privacy_level = 'public'$$), '1', 'then for everybody');
select is(tests.value('anon', null, $$select public.get_public_profile('anna') -> 'findable'$$), 'true', 'who searches, too');
select is(tests.page('anna'), 'Letter', 'the page lists it');
select is(tests.value('anon', null, $$select jsonb_array_length(public.get_public_profile('anna') -> 'documents')$$), '1', 'and not what she did not list');
select unalike(tests.value('anon', null, $$select public.get_public_profile('anna')$$), '%' || secret || '%', 'nor ' || secret) from unnest(array['@', tests.anna()::text, 'phone']) secret;
select is(tests.page(n), null, format('no page: %L', n)) from unnest(array['bert', '', null, '%']) n;
select is(tests.value('authenticated', tests.anna(), format('select public.set_share_password(%L, ''secret'')', :'letter_link')) || coalesce(tests.page('anna'), '-'), '-', 'a link with a password is not on it');
update auth.users set banned_until = now() + interval '1 day' where id = tests.anna();
select is(tests.value('anon', null, $$select public.get_public_profile('anna')$$), null, 'who is banned has no page');
update auth.users set banned_until = null where id = tests.anna();
select is(tests.as_anna('delete from public.share_links where cover_letter_id is not null'), '1', 'gone');

-- What hangs on a resume goes with it; what refers to it stays.
select is(tests.as_anna($$delete from public.resumes where title = 'CV'$$), '1', 'a resume can go');
select ok((select resume_id is null from public.jobs) and not exists (select from public.share_links) and not exists (select from public.document_versions where resume_id is not null), 'with its versions and links; the job stays');
select is(tests.as_anna($$insert into public.wizard_sessions (template_id) select id from public.templates limit 1$$), '1', 'a wizard');
select is(tests.as_anna($$update public.templates set is_active = false$$), '42501', 'templates are read');
update public.templates set is_active = false;
select is(tests.says('select count(*) from public.templates'), '0', 'while active');
select throws_ok('delete from public.templates', '23503', null, 'one that is used stays');

select * from finish();
rollback;
