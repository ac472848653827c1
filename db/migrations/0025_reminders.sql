-- Migration 0025
-- Date: 2026-11-21
-- Description: a reminder is told once, and an interview that has passed makes way for the next

alter table public.job_events add column reminded_at timestamptz;      -- not granted: the server's
comment on column public.job_events.reminded_at is 'When the reminder became a notification (private.remind); null again when remind_at moves.';
create or replace function private.derived_columns() returns text[] language sql immutable set search_path = '' as
$$ select '{updated_at,view_count,last_viewed_at,download_count,last_downloaded_at,last_accessed_at,last_used_at,last_sign_in_at,refreshed_at,reminded_at,position,
            next_interview_at,actual_num_questions,current_version,total_attempts,total_score,average_score,current_streak,longest_streak,last_practice_date}'::text[] $$;

drop index public.job_events_remind_idx;                               -- what was told, and not done, would stay in it for ever
create index job_events_untold_idx on public.job_events (remind_at) where remind_at is not null and done_at is null and reminded_at is null;
create index jobs_next_interview_idx on public.jobs (next_interview_at) where next_interview_at is not null;

-- What had come due before nobody was told of is on the home page; only what comes from now on is told.
update public.job_events set reminded_at = now() where remind_at <= now();
