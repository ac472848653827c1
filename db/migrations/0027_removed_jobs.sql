-- Migration 0027
-- Date: 2026-11-21
-- Description: a job that was deleted can be put back for an hour, with all that hung on it

create table private.removed_jobs (
  user_id uuid not null references public.profiles on delete cascade, job_id uuid not null,
  job jsonb not null,
  hung jsonb not null,                                         -- by foreign key: whole rows that went with it, by what those are known that let go of it
  removed_at timestamptz not null default now(),
  primary key (user_id, job_id)
);
create index removed_jobs_removed_idx on private.removed_jobs (removed_at);
comment on table private.removed_jobs is 'What remove_jobs() took away, for restore_jobs(); tidy() ends it after an hour.';
call private.track('private.removed_jobs', false);
call private.protect('private.removed_jobs');
