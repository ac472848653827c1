-- Which heading tells which field, for a sheet's rows: our own heading where there are two. A stage is a status where there is no other.
create or replace function private.sheet_fields(rows jsonb) returns jsonb language sql stable set search_path = '' as $$
  with found as (
    select distinct on (w.means) w.means as field, h.heading
      from (select distinct jsonb_object_keys(r) as heading from jsonb_array_elements(rows) r) h
      join private.sheet_words w on w.kind = 'heading' and w.word = private.plain_word(h.heading)
     order by w.means, exists (select from pg_catalog.pg_attribute a where a.attrelid = 'public.job_sheet'::regclass and a.attname = h.heading) desc, h.heading)
  select coalesce(jsonb_object_agg(case when field = 'stage' and not exists (select from found where field = 'status') then 'status' else field end, heading), '{}') from found $$;
