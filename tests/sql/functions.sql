-- Every function that a person can call has been read by somebody: a new one fails here until it is on the list.
begin;
\ir helpers/setup.sql
select plan(10);

create temporary table reviewed (who text, what text);
insert into reviewed
select role, f from unnest('{anon,authenticated,unapproved}'::text[]) role,
       unnest('{auth.jwt(),auth.uid(),auth.role(),auth.email(),auth.is_admin()}'::text[]) f                         -- the caller's own claims
union all
select role, f from unnest('{anon,authenticated}'::text[]) role,
       unnest('{storage.foldername(text),storage.filename(text),storage.extension(text)}'::text[]) f                -- text in, text out
union all
values ('authenticated', 'extensions.gen_random_bytes(integer)'), ('authenticated', 'extensions.similarity(text,text)'), ('authenticated', 'extensions.uuid_generate_v4()'),
       ('anon',          'public.get_public_generated_resume(text,text)'),     -- definer: the token is the permission
       ('authenticated', 'public.get_public_generated_resume(text,text)'),
       ('anon',          'public.get_public_cover_letter(text,text)'),
       ('authenticated', 'public.get_public_cover_letter(text,text)'),
       ('anon',          'public.get_public_profile(text)'),                   -- definer: who has chosen to be public, what she listed
       ('authenticated', 'public.get_public_profile(text)'),
       ('authenticated', 'public.set_share_password(text,text)'),              -- definer: where user_id = auth.uid()
       ('authenticated', 'public.create_api_token(text,text[],timestamp with time zone)'),   -- definer: writes auth.uid() only
       ('authenticated', 'public.search_jobs(text)'),                          -- definer: where user_id = auth.uid()
       ('authenticated', 'public.similar_jobs(text,text,real,text,text,text)'),   -- definer: where user_id = auth.uid()
       ('authenticated', 'public.import_jobs(jsonb,boolean,text)'),            -- definer: writes rows of auth.uid() only
       ('authenticated', 'public.sheet_fields(text[])'),                       -- definer: reads words that are nobody's
       ('authenticated', 'public.export_my_data()'),                           -- definer: where the owner is auth.uid()
       ('authenticated', 'public.delete_my_account()'),                        -- definer: where id = auth.uid()
       ('unapproved',    'public.delete_my_account()'),
       ('authenticated', 'public.approve_user(uuid,boolean)'),                 -- definer: private.require_admin() first
       ('authenticated', 'public.pending_users()'),
       ('authenticated', 'public.audit_trail(uuid,timestamp with time zone,integer)'),
       ('authenticated', 'public.add_skill_to_profile(text,text,text)'),       -- these run as the caller
       ('authenticated', 'public.add_work_experience_to_profile(text,text,date,date,text)'),
       ('authenticated', 'public.save_version(uuid,text)'),
       ('authenticated', 'public.my_dashboard()'),
       ('authenticated', 'public.my_day()'),
       ('authenticated', 'public.rates(date)'),
       ('authenticated', 'public.move_job(uuid,public.job_status,uuid,uuid,text)'),
       ('authenticated', 'public.undo_moves(uuid[],public.job_status)'),
       ('authenticated', 'public.remove_jobs(uuid[])'),
       ('authenticated', 'public.restore_jobs(uuid[])'),
       ('authenticated', 'public.start_practice(text,text,integer,boolean,text,uuid)'),
       ('authenticated', 'public.start_practice_of(bigint[],text,uuid)'),
       ('authenticated', 'storage.list_page(text,text,text,integer,boolean,text,text)'),
       ('authenticated', 'storage.search(text,text,integer,integer,integer,text,text,text)');

select set_eq($$
  select role, p.oid::regprocedure::text
    from pg_proc p, unnest('{anon,authenticated,unapproved}'::text[]) role
   where p.pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pgtap', 'tests', 'plpgsql_check')
     and has_function_privilege(role, p.oid, 'execute') and has_schema_privilege(role, p.pronamespace, 'usage')$$,
  'select who, what from reviewed', 'what people can call is what has been reviewed');
select is((select string_agg(p.oid::regprocedure::text, ', ') from pg_proc p where p.pronamespace::regnamespace::text = any (tests.our_schemas())
            and not has_function_privilege('service_role', p.oid, 'execute')), null, 'the server can call everything');
select is((select string_agg(role || ' ' || nspname, ', ' order by 1) from pg_namespace, unnest('{anon,authenticated,unapproved}'::text[]) role
            where nspname !~ '^(pg_|information_schema|tests)' and has_schema_privilege(role, oid, 'create')), null, 'nobody creates anything in a schema');
select is((select string_agg(role || ' ' || nspname, ', ' order by role, nspname) from pg_namespace, unnest('{anon,authenticated,unapproved}'::text[]) role
            where nspname !~ '^(pg_|information_schema|tests)' and has_schema_privilege(role, oid, 'usage')),
          'anon auth, anon public, anon storage, authenticated auth, authenticated extensions, authenticated public, authenticated storage, unapproved auth, unapproved public',
          'which schemas they enter at all; private is not among them');
select is((select string_agg(role, ', ') from unnest('{anon,authenticated,unapproved,authenticator}'::text[]) role where has_database_privilege(role, current_database(), 'create,temporary')),
          null, 'nor a schema, nor temporary tables');
select is((select string_agg(rolname, ', ' order by rolname) from pg_roles where pg_has_role('authenticator', oid, 'member') and rolname <> 'authenticator'),
          'anon, authenticated, service_role, unapproved', 'the server''s login becomes these and nothing else');
select is((select string_agg(rolname, ', ') from pg_roles where rolname in ('anon', 'authenticated', 'unapproved', 'service_role', 'authenticator')
            and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolinherit or rolcanlogin <> (rolname = 'authenticator') or rolbypassrls and rolname <> 'service_role')),
          null, 'none of them is more than it must be');
select is((select string_agg(role || ' ' || c.oid::regclass, ', ') from pg_class c, unnest('{anon,authenticated,unapproved}'::text[]) role where relnamespace = 'extensions'::regnamespace
            and relkind in ('r','p','v','m') and has_any_column_privilege(role, c.oid, 'select,insert,update')), null, 'extensions show people no table, not even of statistics');
select is(tests.try('authenticated', tests.bert(), 'select private.require_admin()'), '42501', 'private functions are out of reach');
select is(tests.try('authenticated', tests.bert(), format('select auth.open_session(%L, ''password'')', tests.anna())), '42501', 'and so are those of the server in auth');

select * from finish();
rollback;
