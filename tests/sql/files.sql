-- Files: each in its owner's folder, under names that are safe as paths.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.put(who uuid, bucket text, name text) returns text language sql as $$
  select tests.try('authenticated', who, format('insert into storage.objects (bucket_id, name) values (%L, %L)', bucket, name)) $$;

select results_eq('select id, public, file_size_limit from storage.buckets order by id',
  $$values ('audio-recordings', false, 52428800::bigint), ('avatars', true, 2097152), ('resumes', false, 10485760)$$, 'three buckets');
select ok(allowed_mime_types @> accepted, format('%s takes %s', id, accepted)) from storage.buckets join (values ('audio-recordings', '{audio/webm,audio/mp4,audio/mpeg,audio/wav}'::text[]),
  ('resumes', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.oasis.opendocument.text,text/plain,application/json}'),
  ('avatars', '{image/png,image/jpeg,image/webp}')) x (id, accepted) using (id);
select ok(allowed_mime_types && '{text/html,image/svg+xml,application/xhtml+xml,text/javascript}' is false, id || ' takes nothing that a browser runs') from storage.buckets;

-- Whose.
select is(tests.put(tests.anna(), b, tests.anna() || '/deep/er/a.pdf'), '1', 'her folder in ' || b) from unnest('{audio-recordings,resumes,avatars}'::text[]) b;
select is((select string_agg(distinct owner_id, ',') from storage.objects), tests.anna()::text, 'is hers');
select is(tests.put(tests.bert(), b, n), '42501', format('Bert does not write %s in %s', n, b)) from unnest('{audio-recordings,resumes,avatars}'::text[]) b,
  unnest(array[tests.anna() || '/b.pdf', 'b.pdf', tests.bert() || '.pdf', upper(tests.bert()::text) || '/b.pdf', 'public/b.pdf', tests.bert() || 'x/b.pdf', 'x/' || tests.bert() || '/b.pdf']) n;
select is(tests.put(tests.bert(), 'nowhere', tests.bert() || '/b.pdf'), '42501', 'nor in a bucket without a policy');
select is(tests.try('authenticated', tests.bert(), format($$insert into storage.objects (bucket_id, name, owner_id) values ('resumes', '%s/x.pdf', %L)$$, tests.bert(), tests.anna())), '42501', 'nor says whose it is');
select is(tests.value('authenticated', tests.bert(), 'select count(*) from storage.objects'), '0', 'Bert lists nothing of hers, be the bucket public or not');
select is(tests.put(tests.bert(), 'resumes', tests.bert() || '/b.pdf'), '1', 'his own');
select is(tests.try('authenticated', tests.bert(), format('update storage.objects set name = %L', tests.anna() || '/b.pdf')), '42501', 'does not move into her folder');
select is(tests.try('authenticated', tests.bert(), format('update storage.objects set owner_id = %L', tests.anna())), '42501', 'nor change its owner');
select is(tests.try('authenticated', tests.bert(), 'delete from storage.objects'), '1', 'and is all that he deletes');
select is(tests.value(role, null, 'select count(*) from storage.objects'), '!42501', role || ' lists nothing') from unnest('{anon,unapproved}'::text[]) role;
select is(tests.try('authenticated', tests.bert(), 'insert into storage.buckets (id, name) values (''b'', ''b'')'), '42501', 'buckets are the server''s');
select is(tests.try('authenticated', tests.bert(), 'update storage.buckets set public = true'), '42501', 'and stay as private as they are');
select is(tests.try('service_role', null, format($$insert into storage.objects (bucket_id, name) values ('resumes', '%s/rendered.pdf')$$, tests.bert())), '1', 'the server writes into his folder');
select is((select owner_id from storage.objects where name like '%rendered.pdf'), tests.bert()::text, 'for him');
select is(tests.try('service_role', null, format($$insert into storage.objects (bucket_id, name, owner_id) values ('resumes', '%s/other.pdf', 'import')$$, tests.bert())), '1', 'an owner that is no user is possible, and in the trail of nobody');

-- Names.
select is(tests.put(tests.anna(), 'resumes', tests.anna() || tail), outcome, format('%s: %s', case outcome when '1' then 'a name' else 'no name' end, replace(left(tail, 40), E'\n', '\n')))
  from (values ('/cv.pdf', '1'), ('/Lebenslauf für Ärzte (2).pdf', '1'), ('/.hidden', '1'), ('/履歴書.pdf', '1'), ('/a..b', '1'), ('/...', '1'), ('/a/b/.emptyFolderPlaceholder', '1'), ('/' || repeat('x', 987), '1'),
               ('/../x', '23514'), ('/a/../../x', '23514'), ('/..', '23514'), ('/.', '23514'), ('/./x', '23514'), ('//x', '23514'), ('/x/', '23514'), ('/', '23514'),
               (E'/a\nb', '23514'), (E'/a\x01', '23514'), (E'/\x7f', '23514'), (E'/\u0085', '23514'), ('/' || repeat('x', 988), '23514'), ('/' || repeat('ä', 494), '23514')) n (tail, outcome);
select throws_ok(format($$insert into storage.objects (bucket_id, name) values ('resumes', %L)$$, n), '23514', null, format('not even the server writes %L', n)) from unnest('{"",.,..,/,/x,../x,x/..}'::text[]) n;
select throws_ok(format($$insert into storage.buckets (id, name) values (%L, 'b')$$, n), '23514', null, format('no bucket is called %L', n)) from unnest(array['', '.', '..', 'a/b', '../a', E'a\nb', ' a', repeat('x', 101)]) n;
select lives_ok(format('insert into storage.buckets (id, name) values (%L, %1$L)', n), 'but may be called ' || n) from unnest('{my-bucket,my.bucket,My_Bucket 2,.well-known}'::text[]) n;
select throws_ok($$delete from storage.buckets where id = 'resumes'$$, '23503', null, 'a bucket with files stays');
select is(row(storage.foldername('a/b/c.tar.gz'), storage.filename('a/b/c.tar.gz'), storage.extension('a/b/c.tar.gz'), storage.foldername('c'))::text, '("{a,b}",c.tar.gz,gz,{})', 'the parts of a name');
select ok(exists (select from public.audit_logs where resource_type = 'storage.objects' and user_id = tests.bert() and new_values ->> 'name' like '%rendered.pdf'), 'files are in the trail, under the folder''s owner');

select * from finish();
rollback;
