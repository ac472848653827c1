create or replace function public.save_version(resume uuid, label text default null) returns int language plpgsql set search_path = '' as $$
declare
  v int;
begin
  insert into public.document_versions (user_id, resume_id, label, content_json)
  select r.user_id, r.id, save_version.label, r.data from public.resumes r where r.id = resume returning version_number into v;
  if v is null then
    raise exception 'no such resume' using errcode = 'P0002';
  end if;
  return v;
end $$;
comment on function public.save_version is 'Keeps a resume of the caller''s as it is now, template and all, and says under which number.';
grant execute on function public.save_version to authenticated;
