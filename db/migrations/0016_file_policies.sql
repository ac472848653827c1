-- Migration 0016
-- Date: 2026-11-21
-- Description: files: the first folder is the owner's id

-- Objects of a public bucket are served by name, by the server, without a policy: so nobody can list them.
grant select on storage.buckets to authenticated;
grant select, delete, insert (id, bucket_id, name, version, metadata, user_metadata), update (bucket_id, name, version, metadata, user_metadata, last_accessed_at)
  on storage.objects to authenticated;
create policy "Buckets are listed" on storage.buckets for select to authenticated using (true);
do $$
declare
  bucket text;
  name text;
begin
  for bucket, name in values ('audio-recordings', 'Users can upload own audio'), ('resumes', 'Users can upload own resumes'), ('avatars', 'Users can upload own avatars')
  loop
    execute format('create policy %I on storage.objects for all to authenticated
                    using      (bucket_id = %L and (storage.foldername(name))[1] = (select auth.uid())::text)
                    with check (bucket_id = %2$L and (storage.foldername(name))[1] = (select auth.uid())::text)', name, bucket);
  end loop;
end $$;
