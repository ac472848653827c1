-- What a person cannot write of her own rows: scores, counters, tokens, plans, clocks. A new column is withheld until it is granted; both
-- a grant and a new withheld column fail here until somebody has looked. Tables that are not here she does not write at all.
begin;
\ir helpers/setup.sql
select plan(3);

create temporary table withheld (name text, from_insert text, from_update text);
insert into withheld values
  ('public.ai_events', 'credits created_at', 'id user_id wizard_session_id interview_session_id feature provider model input_tokens output_tokens latency_ms credits status error created_at'),
  ('public.api_tokens', 'id user_id name token_prefix scopes expires_at last_used_at created_at updated_at', 'id user_id token_prefix scopes expires_at last_used_at created_at updated_at'),
  ('public.contacts', '', ''),
  ('public.cover_letters', 'current_version view_count download_count last_downloaded_at', 'current_version view_count download_count last_downloaded_at'),
  ('public.document_versions', 'version_number render_artifact_url render_sha256 created_at updated_at template_slug template_config', 'id user_id resume_id cover_letter_id version_number content_json render_artifact_url render_sha256 created_at updated_at template_slug template_config'),
  ('public.interview_questions', 'generated_at updated_at', 'generated_at updated_at'),
  ('public.interview_sessions', 'actual_num_questions score consolidated_feedback feedback_generated_at ai_usage external_call_id duration completed_at created_at updated_at', 'id user_id session_type interview_type domain company target_role key_skills_focused job_id job_description_context resume_analysis_id requested_num_questions actual_num_questions score consolidated_feedback feedback_generated_at ai_usage external_call_id created_at updated_at'),
  ('public.job_contacts', '', ''),
  ('public.job_events', 'from_status to_status created_at updated_at reminded_at', 'from_status to_status created_at updated_at reminded_at'),
  ('public.jobs', 'next_interview_at', 'next_interview_at'),
  ('public.notifications', 'id user_id kind title body data send_at sent_at read_at dedupe_key created_at updated_at', 'id user_id kind title body data send_at sent_at dedupe_key created_at updated_at'),
  ('public.profiles', 'email approved total_attempts total_score current_streak longest_streak last_practice_date created_at updated_at', 'email approved total_attempts total_score current_streak longest_streak last_practice_date created_at updated_at'),
  ('public.questions', 'id created_at updated_at', 'id created_at updated_at'),
  ('public.resume_uploads', 'sha256 created_at updated_at', 'sha256 created_at updated_at'),
  ('public.resumes', 'current_version view_count download_count last_downloaded_at', 'current_version view_count download_count last_downloaded_at'),
  ('public.share_links', 'token has_password view_count last_viewed_at created_at updated_at', 'token has_password view_count last_viewed_at created_at updated_at'),
  ('public.user_activities', 'ip_address user_agent timestamp', 'id user_id type feature details duration ip_address user_agent timestamp'),
  ('public.user_education', '', ''),
  ('public.user_profile_entries', '', ''),
  ('public.user_settings', '', ''),
  ('public.user_skills', '', ''),
  ('public.user_work_experience', '', ''),
  ('public.wizard_sessions', '', ''),
  ('storage.objects', 'owner_id created_at updated_at last_accessed_at', 'id owner_id created_at updated_at');

select set_eq($$
  select tests.name_of(t),
         coalesce(string_agg(attname, ' ' order by attnum) filter (where not has_column_privilege('authenticated', t, attnum, 'insert')), '') as from_insert,
         coalesce(string_agg(attname, ' ' order by attnum) filter (where not has_column_privilege('authenticated', t, attnum, 'update')), '') as from_update
    from tests.tables() t join pg_attribute on attrelid = t and attnum > 0 and not attisdropped and attgenerated = ''
   where has_any_column_privilege('authenticated', t, 'insert,update') group by t$$,
  'select * from withheld', 'columns that their owner does not write');
select is((select string_agg(tests.name_of(t), ', ' order by tests.name_of(t)) from tests.tables() t
            where has_table_privilege('authenticated', t, 'delete') and tests.name_of(t) not in (select name from withheld)),
  'public.attempts, public.resume_analyses', 'tables of which rows are deleted, but not written');
select is((select string_agg(tests.name_of(t), ', ' order by tests.name_of(t)) from tests.tables() t
            where has_any_column_privilege('authenticated', t, 'insert,update') and not has_table_privilege('authenticated', t, 'delete')),
  'public.ai_events, public.profiles, public.user_activities, public.user_settings', 'and of which rows are written, but stay');

select * from finish();
rollback;
