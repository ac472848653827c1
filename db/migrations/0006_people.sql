-- Migration 0006
-- Date: 2026-11-21
-- Description: profiles, settings, skills, experience, education, and the other sections of a resume

create table public.profiles (
  id                    uuid primary key references auth.users on delete cascade,
  email                 public.email_address,                  -- kept equal to auth.users.email by trigger; none for phone or anonymous users
  username              text unique check (username ~ '^[a-z0-9][a-z0-9-]{1,38}$'),
  full_name             text not null default '',
  first_name            text, last_name text,
  job_title             text, location text,
  profile_picture_url   public.link,
  target_role           text,
  primary_roles_pursued text[] not null default '{}',
  industries_of_interest text[] not null default '{}',
  years_of_experience   int check (years_of_experience between 0 and 80),
  approved              boolean not null default true,         -- until then tokens carry the role 'unapproved'
  total_attempts        int not null default 0,
  total_score           numeric(12,2) not null default 0,
  average_score         numeric(5,2) not null generated always as (case when total_attempts = 0 then 0 else round(total_score / total_attempts, 2) end) stored,
  current_streak        int not null default 0,
  longest_streak        int not null default 0,
  last_practice_date    date,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now()
);
create index profiles_created_at_idx on public.profiles (created_at);
create index profiles_unapproved_idx on public.profiles (created_at) where not approved;

create table public.user_settings (
  user_id            uuid primary key default auth.uid() references public.profiles on delete cascade,
  theme              text not null default 'light' check (theme in ('light','dark','system')),
  language           text not null default 'en',
  timezone           public.time_zone not null default 'UTC',
  notification_email boolean not null default true,
  notification_push  boolean not null default true,
  privacy_level      text not null default 'private' check (privacy_level in ('private','link','public')),
  notifications      jsonb not null default '{}', privacy jsonb not null default '{}', preferences jsonb not null default '{}',
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);

create table public.user_skills (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  name text not null check (length(name) between 1 and 255),
  proficiency public.skill_proficiency,
  category text not null default 'Technical',
  years numeric(4,1) check (years between 0 and 80),
  position int not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, name)
);
create index idx_user_skills_user_category on public.user_skills (user_id, category);
create index idx_user_skills_category on public.user_skills (category);

create table public.user_work_experience (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  title text not null, company text not null, location text, url public.link,
  start_date date, end_date date, is_current boolean not null default false,
  description text, achievements text[] not null default '{}', technologies text[] not null default '{}',
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  check (end_date is null or start_date is null or end_date >= start_date),
  check (not (is_current and end_date is not null))
);
create index idx_user_work_experience_user_dates on public.user_work_experience (user_id, start_date desc);
create index idx_user_work_experience_current on public.user_work_experience (user_id, is_current, start_date desc);

create table public.user_education (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  school text not null, degree text, field text, score text, courses text[] not null default '{}',
  start_date date, end_date date,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  check (end_date is null or start_date is null or end_date >= start_date)
);
create index idx_user_education_user_dates on public.user_education (user_id, start_date desc);

create table public.user_profile_entries (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  kind text not null check (kind in ('project','certificate','award','publication','volunteer','language','interest','reference','profile','story')),
  name text not null, organization text, url public.link, level text,
  start_date date, end_date date, summary text, highlights text[] not null default '{}', keywords text[] not null default '{}',
  position int not null default 0,                             -- kind 'story': a STAR story, highlights = {S,T,A,R}
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create index user_profile_entries_user_kind_idx on public.user_profile_entries (user_id, kind, position);

comment on table public.profiles is 'A person: what the app shows of her, and the totals of her practice.';
comment on table public.user_settings is 'Theme, language, time zone, notifications; made with the account.';
comment on table public.user_skills is 'Skills, one a row.';
comment on table public.user_work_experience is 'Jobs held.';
comment on table public.user_education is 'Schools and degrees.';
comment on table public.user_profile_entries is 'The other sections of JSON Resume, and STAR stories, in one table.';
comment on column public.profiles.email is 'Kept equal to auth.users.email by trigger; null for people who sign in by phone or anonymously.';
comment on column public.profiles.approved is 'The administrator''s approval. Until then tokens carry the role unapproved.';
comment on column public.profiles.current_streak is 'Consecutive days of practice up to last_practice_date, in the person''s time zone.';
