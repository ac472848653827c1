-- The shape of the schema: every rule that a table or function must keep, read from the catalog.
begin;
\ir helpers/setup.sql
select no_plan();
create function tests.none(what text, query text) returns text language plpgsql as $$
declare
  exceptions text;
begin
  execute format('select string_agg(x::text, '', '') from (%s) q (x)', query) into exceptions;
  return is(exceptions, null, what);
end $$;

-- Words.
select tests.none('every table says what it is', 'select tests.name_of(t) from tests.tables() t where obj_description(t) is null');
select tests.none('every view too', $$select oid::regclass from pg_class where relkind in ('v','m') and relnamespace::regnamespace::text = any (tests.our_schemas()) and obj_description(oid) is null$$);
select tests.none('and every function that people call', $$select oid::regprocedure from pg_proc where pronamespace = 'public'::regnamespace and obj_description(oid) is null
  and (has_function_privilege('authenticated', oid, 'execute') or has_function_privilege('anon', oid, 'execute'))$$);

-- Keys.
select tests.none('every table has a primary key', $$select tests.name_of(t) from tests.tables() t where not exists (select from pg_constraint where conrelid = t and contype = 'p')$$);
select tests.none('every foreign key has an index', $$select conrelid::regclass || '.' || conname from pg_constraint f
  where contype = 'f' and connamespace::regnamespace::text = any (tests.our_schemas()) and conparentid = 0
    and not exists (select from pg_index i where i.indrelid = f.conrelid and (i.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey and (i.indkey::int2[])[0:cardinality(f.conkey) - 1] <@ f.conkey)$$);
select tests.none('keys between people''s rows carry the owner', $$select conrelid::regclass || '.' || conname from pg_constraint f
  where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0 and cardinality(conkey) = 1
    and confrelid not in ('public.profiles'::regclass, 'auth.users'::regclass, 'public.templates'::regclass)
    and not (confrelid = 'public.questions'::regclass and exists (select from pg_trigger where tgrelid = f.conrelid and tgname = 'own_question'))$$);
select tests.none('and have names to embed by', $$select conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0 and cardinality(conkey) > 1 and conname ~ '_fkey\d*$'$$);
select tests.none('an owner is never missing, and by default the caller', $$select c.oid::regclass from pg_class c join pg_attribute a on a.attrelid = c.oid and attname = 'user_id'
  where relnamespace = 'public'::regnamespace and relkind in ('r','p') and not relispartition and relname <> 'audit_logs' and not (attnotnull and atthasdef)$$);
select tests.none('times have a zone', $$select c.oid::regclass || '.' || attname from pg_class c join pg_attribute a on a.attrelid = c.oid where relkind in ('r','p','v','m') and attnum > 0
  and relnamespace::regnamespace::text = any (tests.our_schemas()) and format_type(atttypid, null) ~ '^time.*without'$$);
select tests.none('JSON is jsonb', $$select c.oid::regclass || '.' || attname from pg_class c join pg_attribute a on a.attrelid = c.oid where relkind in ('r','p') and attnum > 0
  and relnamespace::regnamespace::text = any (tests.our_schemas()) and atttypid = 'json'::regtype$$);
select tests.none('no index repeats another', $$select i.indexrelid::regclass || ' = ' || j.indexrelid::regclass from pg_index i join pg_index j on i.indrelid = j.indrelid and i.indexrelid > j.indexrelid and i.indkey::text = j.indkey::text
  and i.indclass = j.indclass and i.indoption::text = j.indoption::text and coalesce(pg_get_expr(i.indpred, i.indrelid), '') = coalesce(pg_get_expr(j.indpred, j.indrelid), '') and coalesce(pg_get_expr(i.indexprs, i.indrelid), '') = coalesce(pg_get_expr(j.indexprs, j.indrelid), '')
  join pg_class c on c.oid = i.indrelid where c.relnamespace::regnamespace::text = any (tests.our_schemas())$$);

-- Row security.
select tests.none('row security is on, partitions included', $$select oid::regclass from pg_class where relkind in ('r','p') and relnamespace::regnamespace::text = any (tests.our_schemas()) and not relrowsecurity$$);
select tests.none('the server passes without bypassing it', $$select tests.name_of(t) from tests.tables() t where not exists (select from pg_policy where polrelid = t and polroles = array['service_role'::regrole::oid] and polcmd = '*')$$);
select tests.none('no policy asks who is asking once a row', $$select polname || ' on ' || polrelid::regclass from pg_policy, unnest(array[pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)]) e
  where regexp_replace(e, '\( SELECT auth\.(uid|jwt|role)\(\) AS \w+\)', '', 'g') ~ 'auth\.'$$);
select tests.none('no policy is for everyone', $$select polname || ' on ' || polrelid::regclass from pg_policy where 0 = any (polroles)$$);
select tests.none('every definer has its own search_path', $$select oid::regprocedure from pg_proc where prosecdef and pronamespace::regnamespace::text = any (tests.our_schemas()) and not coalesce(proconfig && '{"search_path=\"\""}', false)$$);
select tests.none('and every plpgsql function', $$select p.oid::regprocedure from pg_proc p join pg_language l on l.oid = prolang where lanname = 'plpgsql' and pronamespace::regnamespace::text = any (tests.our_schemas()) and not coalesce(proconfig && '{"search_path=\"\""}', false)$$);
select tests.none('no function overloads another: a call has one meaning', $$select pronamespace::regnamespace || '.' || proname from pg_proc where pronamespace::regnamespace::text = any (tests.our_schemas()) group by 1, pronamespace having count(*) > 1$$);

-- The names that clients know.
select policies_are('public', 'profiles', '{View own profile,Add own profile,Update own profile,The server}'::name[]);
select policies_are('public', 'attempts', '{View own attempts,The server}'::name[]);
select policies_are('public', 'interview_sessions', '{View own sessions,The server}'::name[]);
select policies_are('public', 'questions', '{Public Read,Read bank and own,Add Own Custom,Update Own Custom,Delete Own Custom,The server}'::name[]);
select policies_are('storage', 'objects', '{Users can upload own audio,Users can upload own resumes,Users can upload own avatars,The server}'::name[]);
select has_function('public', f, f || '()') from unnest('{handle_new_user,update_skill_progress,update_user_stats,update_question_history,update_updated_at_column,add_skill_to_profile,add_work_experience_to_profile,get_public_generated_resume}'::name[]) f;
select has_extension('extensions', e, 'extension ' || e) from unnest('{pgcrypto,pg_trgm,uuid-ossp}'::name[]) e;
select has_index('public', t, i, format('%s on %s', i, t)) from (values ('jobs', 'idx_jobs_user_status_updated'), ('jobs', 'idx_jobs_user_updated'), ('jobs', 'idx_jobs_date_applied'), ('jobs', 'idx_jobs_city_state'),
  ('user_skills', 'idx_user_skills_user_category'), ('user_work_experience', 'idx_user_work_experience_user_dates'), ('user_work_experience', 'idx_user_work_experience_current'),
  ('user_education', 'idx_user_education_user_dates'), ('wizard_sessions', 'idx_wizard_sessions_user_status'), ('ai_events', 'idx_ai_events_user_created'), ('ai_events', 'idx_ai_events_provider_model'),
  ('audit_logs', 'idx_audit_logs_user_created'), ('resumes', 'idx_resumes_template_id'), ('cover_letters', 'idx_cover_letters_company')) x (t, i);
select enum_has_labels('public', 'job_status', '{saved,applied,screening,interview,offer,hired,rejected,withdrawn,ghosted}'::name[]);
select enum_has_labels('public', 'skill_proficiency', '{beginner,intermediate,advanced,expert}'::name[]);

-- DDL tells the server, from wherever it comes (tests/sql/run listens).
select is((select string_agg(evtname || ' ' || evtevent || ' ' || evtenabled::text, ', ' order by evtname) from pg_event_trigger where evtname ~ '^rung'),
  'rung_schema_changed ddl_command_end A, rung_schema_dropped sql_drop A', 'both event triggers stand');

select * from finish();
rollback;
