-- Migration 0008
-- Date: 2026-11-21
-- Description: jobs, their search index, timeline, contacts, analyses of a resume against a job

create table public.jobs (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  external_job_id text,
  job_title text not null, company text not null,
  status public.job_status not null default 'saved',
  stage text,                                                  -- the user's own column name inside a status
  position double precision not null default 0,                -- card order on the board
  location text, city text, state text, country text,
  workplace text check (workplace in ('onsite','hybrid','remote')),
  employment_type text check (employment_type in ('full_time','part_time','contract','internship','temporary')),
  salary text, salary_min numeric(12,2), salary_max numeric(12,2),
  salary_currency char(3) not null default 'USD', salary_period text default 'year' check (salary_period in ('hour','day','month','year')),
  offer_salary numeric(12,2), offer_currency char(3),
  job_url public.web_url, source text,
  description text, requirements text, benefits text, notes text,
  excitement_level smallint check (excitement_level between 1 and 5),
  date_applied date, deadline date, next_interview_at timestamptz,
  resume_id uuid, resume_version int, cover_letter_id uuid,
  tags text[] not null default '{}',
  archived_at timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, id),
  check (salary_max is null or salary_min is null or salary_max >= salary_min),
  constraint jobs_sent_resume         foreign key (user_id, resume_id) references public.resumes (user_id, id) on delete set null (resume_id),
  constraint jobs_sent_resume_version foreign key (user_id, resume_id, resume_version) references public.document_versions (user_id, resume_id, version_number),
  constraint jobs_sent_cover_letter   foreign key (user_id, cover_letter_id) references public.cover_letters (user_id, id) on delete set null (cover_letter_id)
);
create index idx_jobs_user_status_updated on public.jobs (user_id, status, updated_at desc);
create index idx_jobs_user_updated on public.jobs (user_id, updated_at desc);
create index idx_jobs_date_applied on public.jobs (user_id, date_applied desc) where date_applied is not null;
create index idx_jobs_deadline on public.jobs (user_id, deadline) where deadline is not null and archived_at is null;
create index idx_jobs_city_state on public.jobs (user_id, city, state) where city is not null;
create index idx_jobs_resume on public.jobs (user_id, resume_id, resume_version) where resume_id is not null;
create index idx_jobs_cover_letter on public.jobs (user_id, cover_letter_id) where cover_letter_id is not null;
create index idx_jobs_company on public.jobs (user_id, lower(company));
create unique index jobs_external_key on public.jobs (user_id, source, external_job_id) where external_job_id is not null;
alter table public.resumes       add constraint resumes_tailored_for_job foreign key (user_id, job_id) references public.jobs (user_id, id) on delete set null (job_id);
alter table public.cover_letters add constraint cover_letters_for_job    foreign key (user_id, job_id) references public.jobs (user_id, id) on delete set null (job_id);

create table private.job_search (
  user_id uuid not null, job_id uuid not null,
  document tsvector not null,
  primary key (user_id, job_id),
  foreign key (user_id, job_id) references public.jobs (user_id, id) on delete cascade
);

create table public.job_events (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid(), job_id uuid not null,
  kind text not null check (kind in ('status','interview','task','note','call','email','offer','share_view')),
  from_status public.job_status, to_status public.job_status check ((kind = 'status') = (to_status is not null)),
  title text, body text, data jsonb not null default '{}',
  occurred_at timestamptz not null default now(),              -- for 'interview': when it takes place
  ends_at timestamptz, remind_at timestamptz, done_at timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  constraint job_events_of_job foreign key (user_id, job_id) references public.jobs (user_id, id) on delete cascade
);
create index job_events_job_idx on public.job_events (user_id, job_id, occurred_at);
create index job_events_remind_idx on public.job_events (remind_at) where remind_at is not null and done_at is null;

create table public.contacts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  name text not null, email public.email_address, phone text, company text, role text, url public.link, notes text,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, id)
);
create index contacts_user_company_idx on public.contacts (user_id, company);
create table public.job_contacts (
  user_id uuid not null default auth.uid(), job_id uuid not null, contact_id uuid not null,
  primary key (user_id, job_id, contact_id),
  constraint job_contacts_job     foreign key (user_id, job_id)     references public.jobs     (user_id, id) on delete cascade,
  constraint job_contacts_contact foreign key (user_id, contact_id) references public.contacts (user_id, id) on delete cascade
);
create index job_contacts_contact_idx on public.job_contacts (user_id, contact_id);

create table public.resume_analyses (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  resume_id uuid, upload_id uuid, job_id uuid,
  resume_text text not null, job_description text,
  skill_match_pct numeric(5,2) check (skill_match_pct between 0 and 100),
  matched_skills text[] not null default '{}', missing_skills text[] not null default '{}',
  ats_score numeric(5,2) check (ats_score between 0 and 100),
  feedback jsonb not null default '{}', scorer text not null default 'embedded',   -- embedded | model name
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, id),
  constraint resume_analyses_of_resume foreign key (user_id, resume_id) references public.resumes (user_id, id) on delete set null (resume_id),
  constraint resume_analyses_of_upload foreign key (user_id, upload_id) references public.resume_uploads (user_id, id) on delete set null (upload_id),
  constraint resume_analyses_for_job   foreign key (user_id, job_id) references public.jobs (user_id, id) on delete set null (job_id)
);
create index resume_analyses_user_idx on public.resume_analyses (user_id, created_at desc);
create index resume_analyses_resume_idx on public.resume_analyses (user_id, resume_id) where resume_id is not null;
create index resume_analyses_upload_idx on public.resume_analyses (user_id, upload_id) where upload_id is not null;
create index resume_analyses_job_idx on public.resume_analyses (user_id, job_id) where job_id is not null;

comment on table public.jobs is 'A job from saved to hired: saved and applied ones are one row that moves.';
comment on table private.job_search is 'The words of a job, beside its row: select * does not ship them, and moving a card does not parse the description again.';
comment on table public.job_events is 'A job''s timeline: status moves and share views (written by triggers only), interviews, tasks, notes, calls, mail.';
comment on table public.contacts is 'People met on the way.';
comment on table public.job_contacts is 'Who belongs to which job.';
comment on table public.resume_analyses is 'A resume read against a job: matched and missing skills, ATS check.';
comment on column public.jobs.stage is 'The person''s own column name inside a status.';
comment on column public.jobs.next_interview_at is 'Kept by trigger when events change; readers compare it with now().';
