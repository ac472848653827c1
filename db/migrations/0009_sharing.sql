-- Migration 0009
-- Date: 2026-11-21
-- Description: links that show one document to whoever has them

create table public.share_links (
  token text primary key default encode(extensions.gen_random_bytes(16), 'hex') check (length(token) >= 16),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  resume_id uuid, cover_letter_id uuid,
  version_number int,                                          -- pinned; null: the document as it is now
  job_id uuid,                                                 -- the application it was sent with
  listed boolean not null default false,                       -- shown on the public profile page
  has_password boolean not null default false,                 -- set_share_password(); its hash lies in private.share_passwords
  expires_at timestamptz, revoked_at timestamptz,
  view_count int not null default 0, last_viewed_at timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  check (num_nonnulls(resume_id, cover_letter_id) = 1),
  constraint share_links_to_resume               foreign key (user_id, resume_id)       references public.resumes       (user_id, id) on delete cascade,
  constraint share_links_to_cover_letter         foreign key (user_id, cover_letter_id) references public.cover_letters (user_id, id) on delete cascade,
  constraint share_links_to_resume_version       foreign key (user_id, resume_id, version_number)       references public.document_versions (user_id, resume_id, version_number),
  constraint share_links_to_cover_letter_version foreign key (user_id, cover_letter_id, version_number) references public.document_versions (user_id, cover_letter_id, version_number),
  constraint share_links_sent_with_job           foreign key (user_id, job_id)          references public.jobs          (user_id, id) on delete set null (job_id)
);
create index share_links_resume_idx on public.share_links (user_id, resume_id, version_number);
create index share_links_cover_letter_idx on public.share_links (user_id, cover_letter_id, version_number) where cover_letter_id is not null;
create index share_links_job_idx on public.share_links (user_id, job_id) where job_id is not null;
create table private.share_passwords (
  token text primary key references public.share_links on delete cascade on update cascade,
  password_hash text not null                                  -- bcrypt
);

comment on table public.share_links is 'A link that shows one document to whoever has it; it can expire, be revoked, ask for a password, pin a version.';
comment on table private.share_passwords is 'bcrypt hashes of the passwords of links.';
comment on column public.share_links.token is 'The permission itself: made by the server, 128 random bits.';
