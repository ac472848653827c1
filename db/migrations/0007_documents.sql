-- Migration 0007
-- Date: 2026-11-21
-- Description: templates, uploaded files, resumes, letters, versions, wizard

create table public.templates (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
  name text not null unique,
  type text not null default 'resume' check (type in ('resume','cover_letter')),
  category text, schema jsonb not null default '{}', config jsonb not null default '{}',
  thumbnail_url text, preview_url text,
  is_active boolean not null default true, is_premium boolean not null default false,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create index templates_active_idx on public.templates (type, category) where is_active;

create table public.resume_uploads (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  file_name text not null,
  storage_path text not null check (storage_path like user_id::text || '/%' and storage_path !~ '(^|/)\.{0,2}(/|$)' or storage_path ~ '^https?://'),   -- own folder, or where it was imported from
  mime_type text, file_size_bytes bigint check (file_size_bytes between 0 and 10485760),
  sha256 bytea, text_content text, parsed jsonb,               -- parsed: JSON Resume
  is_default boolean not null default false,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, id), unique (user_id, storage_path)
);
create index resume_uploads_user_idx on public.resume_uploads (user_id, created_at desc);
create unique index resume_uploads_one_default on public.resume_uploads (user_id) where is_default;

create table public.resumes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  template_id uuid references public.templates on delete restrict,
  title text not null default 'My Resume',
  data jsonb not null default '{}',                            -- JSON Resume + meta.layout; checked by the server against templates.schema
  language text not null default 'en',
  parent_id uuid, job_id uuid,                                 -- tailored from / tailored for
  is_current boolean not null default false,
  is_template boolean not null default false,                  -- a master to tailor from
  is_locked boolean not null default false,
  current_version int not null default 0,
  view_count int not null default 0, download_count int not null default 0, last_downloaded_at timestamptz,
  deleted_at timestamptz,                                      -- trash, purged after 30 days
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, id),
  constraint resumes_tailored_from foreign key (user_id, parent_id) references public.resumes (user_id, id) on delete set null (parent_id)
);
create index idx_resumes_user_updated on public.resumes (user_id, updated_at desc) where deleted_at is null;
create index idx_resumes_template_id on public.resumes (template_id);
create index idx_resumes_parent on public.resumes (user_id, parent_id) where parent_id is not null;
create index idx_resumes_job on public.resumes (user_id, job_id) where job_id is not null;
create unique index resumes_one_current on public.resumes (user_id) where is_current;

create table public.cover_letters (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  template_id uuid references public.templates on delete restrict,
  job_id uuid, resume_id uuid,
  title text not null, company_name text not null default '', job_title text not null default '',
  content text not null default '', personal_info jsonb not null default '{}',
  language text not null default 'en',
  is_template boolean not null default false, current_version int not null default 0,
  view_count int not null default 0, download_count int not null default 0, last_downloaded_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, id),
  constraint cover_letters_for_resume foreign key (user_id, resume_id) references public.resumes (user_id, id) on delete set null (resume_id)
);
create index idx_cover_letters_user_updated on public.cover_letters (user_id, updated_at desc) where deleted_at is null;
create index idx_cover_letters_template_id on public.cover_letters (template_id);
create index idx_cover_letters_company on public.cover_letters (user_id, company_name);
create index idx_cover_letters_job on public.cover_letters (user_id, job_id) where job_id is not null;
create index idx_cover_letters_resume on public.cover_letters (user_id, resume_id) where resume_id is not null;

create table public.document_versions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid(),
  resume_id uuid, cover_letter_id uuid,
  version_number int not null check (version_number > 0),      -- the next one; only an import says which
  label text, content_json jsonb not null,                     -- never changed once saved
  render_artifact_url text,                                    -- storage path of the exact PDF
  render_sha256 bytea,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  check (num_nonnulls(resume_id, cover_letter_id) = 1),
  unique (user_id, resume_id, version_number), unique (user_id, cover_letter_id, version_number),
  constraint document_versions_of_resume       foreign key (user_id, resume_id)       references public.resumes       (user_id, id) on delete cascade,
  constraint document_versions_of_cover_letter foreign key (user_id, cover_letter_id) references public.cover_letters (user_id, id) on delete cascade
);
create index document_versions_user_idx on public.document_versions (user_id, created_at desc);

create table public.wizard_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  template_id uuid not null references public.templates on delete restrict,
  resume_id uuid,                                              -- the resume it produced
  draft_json jsonb not null default '{}', progress jsonb not null default '{}',
  status text not null default 'active' check (status in ('active','completed','abandoned')),
  last_step int not null default 0 check (last_step >= 0),
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (user_id, id),
  constraint wizard_sessions_made_resume foreign key (user_id, resume_id) references public.resumes (user_id, id) on delete set null (resume_id)
);
create index idx_wizard_sessions_user_status on public.wizard_sessions (user_id, status, updated_at desc);
create index idx_wizard_sessions_template on public.wizard_sessions (template_id);
create index idx_wizard_sessions_resume on public.wizard_sessions (user_id, resume_id) where resume_id is not null;

comment on table public.templates is 'How a document looks: config is read by the renderer, schema says what data it wants.';
comment on table public.resume_uploads is 'Resume files that people brought, with the text and the JSON Resume read from them.';
comment on table public.resumes is 'Resumes as documents (JSON Resume in data), from masters to tailored ones.';
comment on table public.cover_letters is 'Letters.';
comment on table public.document_versions is 'What a resume or letter was when it was saved; never changed, pinned by jobs and links.';
comment on table public.wizard_sessions is 'A guided resume in the making.';
comment on column public.resumes.deleted_at is 'In the trash since; private.tidy() purges after 30 days.';
comment on column public.cover_letters.deleted_at is 'In the trash since; private.tidy() purges after 30 days.';
comment on column public.document_versions.version_number is 'Given by trigger: one more than the document''s last.';
comment on column public.document_versions.render_artifact_url is 'Storage path of the exact PDF, whose SHA-256 stands beside it.';
