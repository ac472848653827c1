-- Definer, because the words lie in private; it reads nothing else.
create or replace function public.sheet_fields(headings text[]) returns jsonb language sql stable security definer set search_path = '' as $$
  select private.sheet_fields(jsonb_build_array(coalesce(jsonb_object_agg(h, '') filter (where h is not null), '{}'))) from unnest(sheet_fields.headings) h $$;
comment on function public.sheet_fields is 'Which of a sheet''s headings import_jobs takes for which field: {"company": "Employer"}. What is not there goes to the notes.';
grant execute on function public.sheet_fields to authenticated;
