-- Migration 0022
-- Date: 2026-11-21
-- Description: the board's order and view, and what the home page finds its rows by

-- The order of cards, skills and the like is arrangement: not a change of any of them.
create or replace function private.derived_columns() returns text[] language sql immutable set search_path = '' as
$$ select '{updated_at,view_count,last_viewed_at,download_count,last_downloaded_at,last_accessed_at,last_used_at,last_sign_in_at,refreshed_at,position,
            next_interview_at,actual_num_questions,current_version,total_attempts,total_score,average_score,current_streak,longest_streak,last_practice_date}'::text[] $$;
comment on function private.derived_columns is 'Clocks, counters and the order of things: a change of these is no change of anybody''s.';
call private.track('public.jobs');
call private.track('public.user_skills');
call private.track('public.user_profile_entries');

-- A card begins above all that were there, and no two begin in one place.
alter table public.jobs alter column position set default -extract(epoch from clock_timestamp());
update public.jobs set position = -extract(epoch from created_at) where position = 0;
comment on column public.jobs.position is 'Cards lie in ascending order; a new one on top. move_job() finds the place between two others.';

create view public.job_board with (security_invoker = true) as
  select id, user_id, job_title, company, status, stage, position, location, workplace, employment_type,
         salary, salary_min, salary_max, salary_currency, salary_period, offer_salary, offer_currency,
         excitement_level, date_applied, deadline, next_interview_at, tags, job_url, source, resume_id, resume_version, cover_letter_id,
         coalesce(notes, '') <> '' as has_notes, archived_at, created_at, updated_at
    from public.jobs;
comment on view public.job_board is 'The caller''s jobs without their long texts: what a board shows.';
grant select on public.job_board to authenticated;

create index job_events_kind_idx on public.job_events (user_id, kind, occurred_at);
create index job_events_due_idx  on public.job_events (user_id, remind_at) where remind_at is not null and done_at is null;
