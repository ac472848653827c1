-- Migration 0015
-- Date: 2026-11-21
-- Description: row level security on everything, grants by column, one policy a table

-- An event trigger could not do this: it would need a superuser, and fires before `enable row level security` can.
create function private.assert_rls() returns void language plpgsql stable set search_path = '' as $$
declare
  ours regnamespace[] := array['public'::regnamespace, 'auth'::regnamespace, 'storage'::regnamespace, 'private'::regnamespace];
  bad  text;
begin
  select string_agg(c.oid::regclass::text, ', ') into bad from pg_catalog.pg_class c
   where c.relnamespace = any (ours)
     and (c.relkind in ('r','p') and not c.relrowsecurity or
          c.relkind = 'v' and not coalesce(c.reloptions @> '{security_invoker=true}', false) or
          c.relkind in ('m','f') and c.relnamespace = 'public'::regnamespace);
  if bad is not null then
    raise exception 'without row level security: %', bad using hint = 'call private.protect(the table), or make the view security_invoker';
  end if;
  select string_agg(p.oid::regprocedure::text, ', ') into bad from pg_catalog.pg_proc p
   where p.pronamespace = any (ours) and p.prosecdef and not coalesce(p.proconfig && '{"search_path=\"\""}', false);
  if bad is not null then
    raise exception 'security definer without search_path = '''': %', bad;
  end if;
  select string_agg(p.oid::regprocedure::text, ', ') into bad from pg_catalog.pg_proc p
   where p.pronamespace = any (ours) and has_function_privilege('public', p.oid, 'execute')
     and not exists (select from pg_catalog.pg_depend d where d.objid = p.oid and d.deptype = 'e');
  if bad is not null then
    raise exception 'callable by everyone: %', bad using hint = 'revoke execute from public, and grant it to the roles that need it';
  end if;
end $$;
comment on function private.assert_rls is 'Refuses a schema with a hole: the migration runner calls it last, and so do the tests.';

-- service_role bypasses row security where a superuser could give it that; elsewhere the policy lets it through.
create procedure private.protect(t regclass) language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', t);
  if not (select relispartition from pg_catalog.pg_class where oid = t) then
    execute format('create policy "The server" on %s for all to service_role using (true) with check (true)', t);
  end if;
end $$;
comment on procedure private.protect is 'For every new table: row level security, passable by the server only.';

create procedure private.grant_owner(t regclass, withheld text[] default '{}') language plpgsql set search_path = '' as $$
begin
  execute format('grant select, delete, insert (%s), update (%s) on %s to authenticated',
                 private.columns_of(t, withheld), private.columns_of(t, withheld), t);
end $$;
comment on procedure private.grant_owner is 'For a new table of people''s rows: the owner writes every column but the withheld and the generated ones.';

do $$
declare
  t regclass;
begin
  for t in select c.oid from pg_class c
            where c.relnamespace::regnamespace::text in ('public', 'auth', 'storage', 'private') and c.relkind in ('r','p')
  loop
    call private.protect(t);
  end loop;
end $$;

call private.grant_owner('public.user_settings');
call private.grant_owner('public.user_skills');
call private.grant_owner('public.user_work_experience');
call private.grant_owner('public.user_education');
call private.grant_owner('public.user_profile_entries');
call private.grant_owner('public.wizard_sessions');
call private.grant_owner('public.contacts');
call private.grant_owner('public.job_contacts');
call private.grant_owner('public.interview_questions', '{generated_at,updated_at}');
call private.grant_owner('public.resume_uploads',      '{sha256,created_at,updated_at}');
call private.grant_owner('public.jobs',                '{next_interview_at}');
call private.grant_owner('public.job_events',          '{from_status,to_status,created_at,updated_at}');
call private.grant_owner('public.resumes',             '{current_version,view_count,download_count,last_downloaded_at}');
call private.grant_owner('public.cover_letters',       '{current_version,view_count,download_count,last_downloaded_at}');
call private.grant_owner('public.share_links',         '{token,has_password,view_count,last_viewed_at,created_at,updated_at}');
call private.grant_owner('public.questions',           '{id,created_at,updated_at}');
revoke delete on public.user_settings from authenticated;                                               -- they are part of the account
grant select, delete, insert (id, user_id, resume_id, cover_letter_id, label, content_json), update (label) on public.document_versions to authenticated;
grant select, delete, insert (id, user_id, session_name, session_type, interview_type, domain, company, target_role, key_skills_focused, job_id,
        job_description_context, resume_analysis_id, requested_num_questions, status, started_at),
      update (session_name, status, started_at, completed_at, duration) on public.interview_sessions to authenticated;
grant select, delete                    on public.attempts, public.resume_analyses to authenticated;   -- scores are the server's
grant select, delete, update (read_at)  on public.notifications to authenticated;
grant select, delete, update (name)     on public.api_tokens to authenticated;                          -- made by create_api_token()
grant select, insert (id, user_id, wizard_session_id, interview_session_id, feature, provider, model, input_tokens, output_tokens, latency_ms, status, error)
                                        on public.ai_events to authenticated;       -- neither when nor how many credits, and never again
grant select, insert (id, user_id, type, feature, details, duration) on public.user_activities to authenticated;
grant select on public.audit_logs, public.subscriptions, public.skill_progress, public.question_history, public.practice_sessions,
                public.templates, public.job_flows to authenticated;
grant select on public.profiles to authenticated, unapproved;
grant insert (id, username, full_name, first_name, last_name, job_title, location, profile_picture_url, target_role, primary_roles_pursued,
              industries_of_interest, years_of_experience),    -- the row is there already: apps upsert it
      update (id, username, full_name, first_name, last_name, job_title, location, profile_picture_url, target_role, primary_roles_pursued,
              industries_of_interest, years_of_experience) on public.profiles to authenticated;
grant select on public.questions to anon;

-- What its owner may do with a row is said by the grants.
do $$
declare
  t text;
  name text;
begin
  foreach t in array array['user_settings','user_skills','user_work_experience','user_education','user_profile_entries','resume_uploads','resumes',
      'cover_letters','document_versions','wizard_sessions','jobs','contacts','job_contacts','resume_analyses','share_links','interview_sessions',
      'interview_questions','attempts','notifications','api_tokens','skill_progress','question_history','practice_sessions','subscriptions',
      'audit_logs','ai_events','user_activities']
  loop
    name := case t when 'attempts' then 'View own attempts' when 'interview_sessions' then 'View own sessions' else 'Own rows' end;
    execute format('create policy %I on public.%I for all to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()))', name, t);
  end loop;
end $$;
create policy "View own profile"       on public.profiles   for select to authenticated, unapproved using (id = (select auth.uid()));
create policy "Add own profile"        on public.profiles   for insert to authenticated with check (id = (select auth.uid()));
create policy "Update own profile"     on public.profiles   for update to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()));
create policy "Templates are readable" on public.templates  for select to authenticated using (is_active);
-- history ('status', 'share_view') is written by triggers and functions only
create policy "View own events"        on public.job_events for select to authenticated using (user_id = (select auth.uid()));
create policy "Add own events"         on public.job_events for insert to authenticated
  with check (user_id = (select auth.uid()) and kind in ('interview','task','note','call','email','offer'));
create policy "Change own events"      on public.job_events for update to authenticated
  using      (user_id = (select auth.uid()) and kind in ('interview','task','note','call','email','offer'))
  with check (user_id = (select auth.uid()) and kind in ('interview','task','note','call','email','offer'));
create policy "Delete own events"      on public.job_events for delete to authenticated
  using      (user_id = (select auth.uid()) and kind in ('interview','task','note','call','email','offer'));
create policy "Public Read"            on public.questions  for select to anon          using (is_active and not is_custom);
create policy "Read bank and own"      on public.questions  for select to authenticated using (uploaded_by = (select auth.uid()) or is_active and not is_custom);
create policy "Add Own Custom"         on public.questions  for insert to authenticated with check (uploaded_by = (select auth.uid()) and is_custom);
create policy "Update Own Custom"      on public.questions  for update to authenticated using (uploaded_by = (select auth.uid())) with check (uploaded_by = (select auth.uid()) and is_custom);
create policy "Delete Own Custom"      on public.questions  for delete to authenticated using (uploaded_by = (select auth.uid()));
