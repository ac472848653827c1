-- Migration 0010
-- Date: 2026-11-21
-- Description: question bank, interview sessions, answers, and what is derived from them

create table public.questions (
  id bigint generated always as identity primary key,
  question text not null check (length(question) between 1 and 2000), ideal_answer text not null default '',
  category text not null default 'behavioral'
    check (category in ('behavioral','technical','situational','system_design','product','hr_screening','general')),
  difficulty text not null default 'medium' check (difficulty in ('easy','medium','hard')),
  domain text not null default 'general', role text, tags text[] not null default '{}', language text not null default 'en',
  is_custom boolean not null default (auth.uid() is not null), -- the bank belongs to nobody and is written by the server
  uploaded_by uuid default auth.uid() references public.profiles on delete cascade,
  is_active boolean not null default true,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  check (is_custom = (uploaded_by is not null))
);
create index questions_pick_idx on public.questions (domain, category, difficulty) where is_active;
create index questions_uploaded_by_idx on public.questions (uploaded_by) where uploaded_by is not null;

create table public.interview_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  session_name text not null default 'Practice Interview',
  session_type text not null default 'practice' check (session_type in ('practice','mock','live')),
  interview_type text, domain text not null default 'general',
  company text, target_role text,
  key_skills_focused text[] not null default '{}',
  job_id uuid, job_description_context text, resume_analysis_id uuid,
  requested_num_questions int check (requested_num_questions between 1 and 50),
  actual_num_questions int not null default 0,
  status text not null default 'pending' check (status in ('pending','in_progress','completed','abandoned')),
  score numeric(5,2) check (score between 0 and 100),
  consolidated_feedback jsonb not null default '{}',           -- overall_summary, strengths, areas_for_improvement, actionable_suggestions
  overall_score_qualitative text generated always as (case when score is null then null when score >= 85 then 'Excellent'
       when score >= 70 then 'Good' when score >= 50 then 'Fair' else 'Needs Improvement' end) stored,
  feedback_generated_at timestamptz,
  ai_usage jsonb not null default '{}', external_call_id text,
  duration int check (duration >= 0),
  started_at timestamptz, completed_at timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, id),
  constraint interview_sessions_for_job  foreign key (user_id, job_id) references public.jobs (user_id, id) on delete set null (job_id),
  constraint interview_sessions_based_on foreign key (user_id, resume_analysis_id) references public.resume_analyses (user_id, id) on delete set null (resume_analysis_id)
);
create index idx_interview_sessions_user on public.interview_sessions (user_id, created_at desc);
create index idx_interview_sessions_user_status on public.interview_sessions (user_id, status);
create index idx_interview_sessions_role on public.interview_sessions (user_id, target_role);
create index idx_interview_sessions_job on public.interview_sessions (user_id, job_id) where job_id is not null;
create index idx_interview_sessions_analysis on public.interview_sessions (user_id, resume_analysis_id) where resume_analysis_id is not null;

create table public.interview_questions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid(), session_id uuid not null,
  question_id bigint references public.questions on delete set null,
  question_text text not null, question_order int not null, question_type_tag text,
  ideal_answer text not null default '', follow_up_of uuid,
  generated_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, session_id, question_order), unique (user_id, id),
  constraint interview_questions_of_session foreign key (user_id, session_id)   references public.interview_sessions  (user_id, id) on delete cascade,
  constraint interview_questions_follow_up  foreign key (user_id, follow_up_of) references public.interview_questions (user_id, id) on delete set null (follow_up_of)
);
create index interview_questions_question_idx on public.interview_questions (question_id);
create index interview_questions_follow_up_idx on public.interview_questions (user_id, follow_up_of) where follow_up_of is not null;

create sequence public.attempts_number_seq;
create table public.attempts (
  id uuid not null default gen_random_uuid(),
  number bigint not null default nextval('public.attempts_number_seq'),   -- a partition cannot have an identity
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  session_id uuid, interview_question_id uuid,
  question_id bigint references public.questions on delete set null,
  transcript text, transcript_words jsonb,                     -- [[word, start_ms, end_ms, confidence], …]
  audio_file_url text check (audio_file_url like user_id::text || '/%' and audio_file_url !~ '(^|/)\.{0,2}(/|$)' or audio_file_url ~ '^https?://'),   -- path in bucket audio-recordings
  duration_ms int check (duration_ms >= 0),
  final_score numeric(5,2) not null default 0 check (final_score between 0 and 100),
  ml_scores jsonb not null default '{}',                       -- content, structure, relevance, communication, delivery, confidence : 0–100
  llm_feedback jsonb not null default '{}', voice_analysis jsonb not null default '{}',
  scorer text not null default 'embedded', scored_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),               -- it may be scored again
  primary key (user_id, id), unique (user_id, number),
  constraint attempts_in_session         foreign key (user_id, session_id) references public.interview_sessions (user_id, id) on delete cascade,
  constraint attempts_answered_question  foreign key (user_id, interview_question_id) references public.interview_questions (user_id, id) on delete set null (interview_question_id)
) partition by hash (user_id);
do $$ begin for i in 0..7 loop
  execute format('create table public.attempts_p%s partition of public.attempts for values with (modulus 8, remainder %s)', i, i);
end loop; end $$;
alter sequence public.attempts_number_seq owned by public.attempts.number;
create index attempts_user_created on public.attempts (user_id, created_at desc);
create index attempts_session on public.attempts (user_id, session_id);
create index attempts_question on public.attempts (question_id);
create index attempts_interview_question on public.attempts (user_id, interview_question_id);

create table public.skill_progress (
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  skill_name text not null check (skill_name in ('content','structure','relevance','communication','delivery','confidence')),
  current_avg numeric(5,2) not null default 0, samples int not null default 0,
  trend text not null default 'stable' check (trend in ('improving','stable','declining')),
  score_history jsonb not null default '[]',                   -- the last 100 [epoch, score]
  updated_at timestamptz not null default now(),
  primary key (user_id, skill_name)
);
create table public.question_history (
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  question_id bigint not null references public.questions on delete cascade,
  times_asked int not null default 0, best_score numeric(5,2), worst_score numeric(5,2), last_score numeric(5,2),
  last_asked_at timestamptz, interval_days int not null default 0, due_at timestamptz,   -- spaced repetition
  updated_at timestamptz not null default now(),
  primary key (user_id, question_id)
);
create index question_history_question_idx on public.question_history (question_id);
create index question_history_due_idx on public.question_history (user_id, due_at);
create table public.practice_sessions (
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  practice_date date not null, attempts_count int not null default 0, total_score numeric(12,2) not null default 0,
  average_score numeric(5,2) not null generated always as (case when attempts_count = 0 then 0 else round(total_score / attempts_count, 2) end) stored,
  practice_seconds int not null default 0,
  updated_at timestamptz not null default now(),
  primary key (user_id, practice_date)
);

comment on table public.questions is 'The question bank, and people''s own questions (uploaded_by).';
comment on table public.interview_sessions is 'A practice interview with its score and feedback.';
comment on table public.interview_questions is 'What was asked in a session: the text as it was then.';
comment on table public.attempts is 'Answers with transcript, measures and six scores; hashed by user, since it is the heaviest table.';
comment on table public.skill_progress is 'Average, trend and last 100 scores of each of the six skills; kept by trigger.';
comment on table public.question_history is 'How often a question was answered, how well, and when it is due again; kept by trigger.';
comment on table public.practice_sessions is 'A day of practice a row; kept by trigger.';
comment on column public.attempts.number is 'A plain number for people and for clients that expect a serial id.';
comment on column public.attempts.transcript_words is '[[word, start_ms, end_ms, confidence], ...]';
comment on column public.attempts.ml_scores is '0-100 each: content, structure, relevance, communication, delivery, confidence.';
comment on column public.skill_progress.current_avg is 'Mean of the first ten scores, then moving average with weight 0.1.';
comment on column public.question_history.due_at is 'Spaced repetition: the interval doubles from 1 to 60 days while answers score 70 or more.';

-- The bank knows a question by its words, so that a seed can be run again.
create unique index questions_bank_key on public.questions (language, question) where uploaded_by is null;
