-- A row of a person's in every table that there is: a new table fails tests/sql/isolation.sql until it is filled here.
create function tests.fill(who uuid) returns void language plpgsql as $$
declare
  mark text := right(who::text, 1);
  up uuid; template uuid; resume uuid; letter uuid; job uuid; contact uuid; link text; analysis uuid; own_question bigint;
  interview uuid; asked uuid; wizard uuid; sign_in uuid; factor uuid; key uuid;
begin
  select id into template from public.templates limit 1;
  insert into auth.identities (user_id, provider, provider_id) values (who, 'email', who::text);
  insert into auth.mfa_factors (user_id, factor_type, secret) values (who, 'totp', '\x01') returning id into factor;
  insert into auth.mfa_challenges (factor_id) values (factor);
  insert into auth.sessions (user_id) values (who) returning id into sign_in;
  insert into auth.refresh_tokens (session_id, token_hash) values (sign_in, sha256(who::text::bytea));
  insert into auth.one_time_tokens (token_hash, user_id, token_type, expires_at) values (sha256(mark::bytea), who, 'recovery', now() + interval '1 hour');
  insert into auth.flow_state (user_id, method) values (who, 'pkce');
  insert into storage.buckets (id, name, owner_id) values ('of-' || mark, 'of-' || mark, who);
  insert into storage.objects (bucket_id, name) values ('resumes', who || '/cv.pdf'), ('avatars', who || '/me.png');
  insert into public.user_skills (user_id, name) values (who, 'C');
  insert into public.user_work_experience (user_id, title, company) values (who, 'Engineer', 'Acme');
  insert into public.user_education (user_id, school) values (who, 'School');
  insert into public.user_profile_entries (user_id, kind, name) values (who, 'language', 'German');
  insert into public.resume_uploads (user_id, file_name, storage_path, is_default) values (who, 'cv.pdf', who || '/cv.pdf', true) returning id into up;
  insert into public.resumes (user_id, template_id, title, data, is_current) values (who, template, 'CV', '{"v": 1}', true) returning id into resume;
  insert into public.cover_letters (user_id, resume_id, title) values (who, resume, 'Letter') returning id into letter;
  insert into public.jobs (user_id, job_title, company, description, resume_id) values (who, 'Engineer', 'Acme', 'kubernetes', resume) returning id into job;
  update public.resumes set job_id = job where id = resume;
  insert into private.removed_jobs (user_id, job_id, job, hung) values (who, gen_random_uuid(), '{"company": "Acme"}', '{}');
  insert into public.document_versions (user_id, resume_id, content_json) values (who, resume, '{"v": 1}');
  insert into public.document_versions (user_id, cover_letter_id, content_json) values (who, letter, '{"v": 1}');
  insert into public.wizard_sessions (user_id, template_id, resume_id) values (who, template, resume) returning id into wizard;
  insert into public.job_events (user_id, job_id, kind) values (who, job, 'note');
  insert into public.contacts (user_id, name) values (who, 'Recruiter') returning id into contact;
  insert into public.job_contacts (user_id, job_id, contact_id) values (who, job, contact);
  insert into public.resume_analyses (user_id, resume_id, upload_id, job_id, resume_text) values (who, resume, up, job, 'text') returning id into analysis;
  insert into public.share_links (user_id, resume_id, job_id, has_password) values (who, resume, job, true) returning token into link;
  insert into private.share_passwords (token, password_hash) values (link, extensions.crypt('secret', extensions.gen_salt('bf', 4)));
  insert into public.questions (question, uploaded_by, is_custom) values ('Own question of ' || mark, who, true) returning id into own_question;
  insert into public.interview_sessions (user_id, job_id, resume_analysis_id) values (who, job, analysis) returning id into interview;
  insert into public.interview_questions (user_id, session_id, question_id, question_text, question_order) values (who, interview, own_question, 'Q', 1) returning id into asked;
  insert into public.attempts (user_id, session_id, interview_question_id, question_id, transcript, final_score, ml_scores)
    values (who, interview, asked, own_question, 'An answer', 80, '{"content": 80, "delivery": 60}');
  insert into public.notifications (user_id, kind, title) values (who, 'reminder', 'Call');
  insert into public.api_tokens (user_id, name, token_prefix) values (who, 'extension', 'rung_' || mark) returning id into key;
  insert into private.api_token_hashes (token_id, token_hash) values (key, sha256(('key' || mark)::bytea));
  insert into private.user_secrets (user_id, provider, ciphertext) values (who, 'openai', '\x02');
  insert into private.task_queue (kind, user_id) values ('mail', who);
  insert into private.stripe_events (id, type) values ('evt_' || mark, 'invoice.paid');
  insert into public.ai_events (user_id, wizard_session_id, interview_session_id, provider, model, status) values (who, wizard, interview, 'local', 'x', 'success');
  insert into public.user_activities (user_id, type) values (who, 'sign_in');
end $$;
insert into public.templates (slug, name) values ('of-the-test', 'Of the test');
select tests.fill(tests.anna()), tests.fill(tests.bert()) \gset fill_
