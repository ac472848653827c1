-- An account can be taken along, and can be gone: every table, files, and the values in the trail, whoever deletes it.
begin;
\ir helpers/setup.sql
\ir helpers/rows.sql
select no_plan();
insert into private.task_queue (kind, user_id, payload) values ('mail', tests.anna(), '{"text": "Your code is 123456"}');

-- Taking along.
select tests.value('authenticated', tests.anna(), 'select public.export_my_data()') as export \gset
select set_eq(format('select jsonb_object_keys(%L)', :'export'),
  $$select regexp_replace(tests.name_of(t), '^public\.', '') from tests.tables() t where private.owner_column(t) is not null and t not in ('private.job_search'::regclass, 'private.task_queue'::regclass)$$,
  'everything that has an owner, but the search index and the queue');
select is((select string_agg(key, ', ') from jsonb_each(:'export') where jsonb_array_length(value) = 0), null, 'of every kind the rows');
select unalike(:'export'::text, '%' || unlikely || '%', 'nothing of ' || unlikely) from unnest(array['bert@', 'Brecht', tests.bert()::text, '123456']) unlikely;
select is((select string_agg(key || '.' || field, ', ') from jsonb_each(:'export') e (key, rows), jsonb_array_elements(rows) row, jsonb_object_keys(row) field
            where field = any (private.secret_columns())), null, 'no secret, nor its hash');
select is(tests.try('service_role', null, 'select public.export_my_data()'), '42501', 'nobody has nothing to export');

-- Going.
create function tests.remains(who uuid) returns text language plpgsql as $$
declare
  t regclass;
  n bigint;
  found_in text;
begin
  for t in select * from tests.tables() loop
    continue when tests.name_of(t) ~ '\.audit_logs';
    execute format('select count(*) from %s x where to_jsonb(x)::text like $1 and to_jsonb(x) ->> ''kind'' is distinct from ''purge_storage''', t) into n using '%' || who || '%';
    if n > 0 then found_in := concat_ws(', ', found_in, tests.name_of(t)); end if;
  end loop;
  return found_in;
end $$;
create table private.audit_logs_y2020m01 (like public.audit_logs);                               -- an archived month
insert into private.audit_logs_y2020m01 (id, user_id, action, resource_type, old_values, created_at) values (gen_random_uuid(), tests.anna(), 'update', 'jobs', '{"company": "Acme"}', '2020-01-01');
update auth.users set raw_app_meta_data = '{"role": "admin"}' where id = tests.bert();
select is(tests.try('authenticated', tests.bert(), format('select public.approve_user(%L, false)', tests.anna()), '{"app_metadata": {"role": "admin"}}'), '1', 'Bert''s hand in Anna''s trail');
update public.profiles set approved = true where id = tests.anna();
select isnt(tests.remains(tests.anna()), null, 'Anna is everywhere');
select is(tests.try('authenticated', tests.anna(), 'select public.delete_my_account()'), '1', 'she deletes her account');
set constraints all immediate;                                  -- as at commit
set constraints all deferred;
select is(tests.remains(tests.anna()), null, 'nothing of her is left');
select ok(count(*) > 30, 'but that it was') from public.audit_logs where user_id = tests.anna();
select is((select count(*) from (select * from public.audit_logs union all select * from private.audit_logs_y2020m01) l
            where user_id = tests.anna() and num_nonnulls(old_values, new_values, ip_address, user_agent) > 0), 0::bigint, 'without values, addresses, agents; in archived months too');
select is((select count(*) from public.audit_logs l where to_jsonb(l)::text ~* 'anna|arendt|10\.0\.0\.1"'), 0::bigint, 'no name, no address');
select is((select count(*) from public.questions where uploaded_by = tests.anna()), 0::bigint, 'her questions went too');
select is((select count(*) from private.task_queue q, jsonb_array_elements(payload) o where kind = 'purge_storage' and o ->> 'name' like tests.anna() || '/%'), 2::bigint, 'the bytes of her files are to be purged');
select isnt(tests.remains(tests.bert()), null, 'Bert is untouched');
select is((select string_agg(name, ', ' order by name) from storage.objects where name like tests.bert() || '/%'), format('%s/cv.pdf, %1$s/me.png', tests.bert()), 'with his files');
select is(tests.try('authenticated', tests.anna(), 'select public.delete_my_account()'), '42501', 'her token still speaks, of nobody');
select is(tests.try('authenticated', tests.anna(), $$insert into public.jobs (job_title, company) values ('x', 'y')$$), '23503', 'and writes nothing');

-- Whoever is not approved, and the server, can do the same.
select is(tests.try('unapproved', tests.emil(), 'select public.delete_my_account()'), '1', 'who waits need not wait');
select is(tests.try('service_role', null, format('delete from auth.users where id = %L', tests.bert())), '1', 'an administrator deletes');
set constraints all immediate;
select is(coalesce(tests.remains(tests.bert()), tests.remains(tests.emil())), null, 'the same');
select is((select count(*) from public.audit_logs l where to_jsonb(l)::text ~* 'bert|brecht|emil|10\.0\.0\.2"'), 0::bigint, 'as owner and as actor');
select is((select count(*) from public.audit_logs where num_nonnulls(ip_address, user_agent) > 0 and user_id is not null), 0::bigint, 'nobody''s address is left');

select * from finish();
rollback;
