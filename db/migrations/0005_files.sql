-- Migration 0005
-- Date: 2026-11-21
-- Description: storage: buckets, objects, and the functions that their policies call

create table storage.buckets (
  id text primary key check (id ~ '^[A-Za-z0-9_.-][A-Za-z0-9_. -]{0,99}$' and id !~ '^\.{1,2}$'),
  name text not null unique, owner_id text,
  public boolean not null default false,
  file_size_limit bigint, allowed_mime_types text[],
  created_at timestamptz not null default now(), updated_at timestamptz not null default now()
);
create table storage.objects (
  id uuid primary key default gen_random_uuid(),
  bucket_id text not null references storage.buckets,
  name text not null
    constraint objects_safe_name check (name !~ '(^|/)\.{0,2}(/|$)' and name !~ '[\u0001-\u001f\u007f-\u009f]' and octet_length(name) <= 1024),
  owner_id text,                                               -- set by trigger: the caller, else the folder's user
  path_tokens text[] generated always as (string_to_array(name, '/')) stored,
  version text, metadata jsonb, user_metadata jsonb,           -- metadata: size, mimetype, eTag (sha-256)
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  last_accessed_at timestamptz not null default now(),
  constraint bucketid_objname unique (bucket_id, name)
);
create index name_prefix_search on storage.objects (bucket_id, name text_pattern_ops);
create index objects_owner_id_idx on storage.objects (owner_id);
create function storage.foldername(name text) returns text[] language sql immutable as
$$ select (string_to_array(name, '/'))[1 : greatest(array_length(string_to_array(name, '/'), 1) - 1, 0)] $$;
create function storage.filename(name text) returns text language sql immutable as
$$ select (string_to_array(name, '/'))[array_length(string_to_array(name, '/'), 1)] $$;
create function storage.extension(name text) returns text language sql immutable as
$$ select reverse(split_part(reverse(storage.filename(name)), '.', 1)) $$;

comment on table storage.buckets is 'A place for files, with its limits; a public one is readable by whoever knows a file''s name.';
comment on table storage.objects is 'The index of the files; the bytes lie on disk or in S3.';
comment on column storage.objects.name is 'The path in its bucket. No empty, . or .. segment, no control character, 1024 bytes: it can become a path on disk.';
grant execute on function storage.foldername, storage.filename, storage.extension to anon, authenticated;
