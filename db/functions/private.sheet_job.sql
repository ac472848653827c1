-- A row of a sheet as a job. What the sheet knows and a job has no place for goes to its notes, so that nothing is lost; what would be wrong
-- if it were guessed (a status, a date, an amount, a link) is refused.
create or replace function private.sheet_job(line jsonb, fields jsonb, date_order text) returns public.jobs language plpgsql stable set search_path = '' as $$
declare
  cell jsonb;                                                  -- by field
  odd text[] := array[]::text[];                                          -- fields whose words nobody knows
  job public.jobs;
begin
  select coalesce(jsonb_object_agg(f.key, private.sheet_value(line ->> f.value)) filter (where private.sheet_value(line ->> f.value) is not null), '{}') into cell from jsonb_each_text(fields) f;
  job.company   := coalesce(cell ->> 'company', '');
  job.job_title := coalesce(cell ->> 'job_title', '');
  if job.company = '' and job.job_title = '' then
    perform private.refuse_cell('missing', coalesce(fields ->> 'company', fields ->> 'job_title', 'Company'));
  end if;
  job.date_applied := private.sheet_date(cell ->> 'date_applied', fields ->> 'date_applied', date_order);
  job.deadline     := private.sheet_date(cell ->> 'deadline', fields ->> 'deadline', date_order);
  job.status := case when cell ? 'status' then private.sheet_word('status', cell ->> 'status') when job.date_applied is null then 'saved' else 'applied' end::public.job_status;
  if job.status is null then
    perform private.refuse_cell('unknown_status', fields ->> 'status');
  end if;
  job.stage    := cell ->> 'stage';
  job.location := cell ->> 'location';
  job.salary   := cell ->> 'salary';
  job.source   := cell ->> 'source';
  job.external_job_id := cell ->> 'external_job_id';
  job.description     := cell ->> 'description';
  job.job_url      := private.sheet_link(cell ->> 'job_url', fields ->> 'job_url');
  job.salary_min   := private.sheet_number(cell ->> 'salary_min', fields ->> 'salary_min');
  job.salary_max   := private.sheet_number(cell ->> 'salary_max', fields ->> 'salary_max');
  job.offer_salary := private.sheet_number(cell ->> 'offer_salary', fields ->> 'offer_salary');
  if job.salary_max < job.salary_min then
    perform private.refuse_cell('salary_range', fields ->> 'salary_max');
  end if;
  job.salary_currency := private.sheet_currency(coalesce(cell ->> 'salary_currency', 'USD'), fields ->> 'salary_currency');
  job.offer_currency  := private.sheet_currency(cell ->> 'offer_currency', fields ->> 'offer_currency');
  job.workplace       := private.sheet_word('workplace', cell ->> 'workplace');
  job.employment_type := private.sheet_word('employment_type', cell ->> 'employment_type');
  job.salary_period   := coalesce(private.sheet_word('salary_period', cell ->> 'salary_period'), case when not fields ? 'salary_period' then 'year' end);
  job.excitement_level := coalesce((regexp_match(cell ->> 'excitement_level', '^([1-5])(?:\s*/\s*5)?$'))[1]::int, length((regexp_match(cell ->> 'excitement_level', '^([★⭐*]{1,5})☆*$'))[1]));
  job.tags := coalesce(array_remove(regexp_split_to_array(cell ->> 'tags', '\s*[,;]\s*'), ''), '{}');
  if cell ? 'workplace'        and job.workplace is null        then odd := odd || 'workplace'::text; end if;
  if cell ? 'employment_type'  and job.employment_type is null  then odd := odd || 'employment_type'::text; end if;
  if cell ? 'salary_period'    and job.salary_period is null    then odd := odd || 'salary_period'::text; end if;
  if cell ? 'excitement_level' and job.excitement_level is null then odd := odd || 'excitement_level'::text; end if;
  select nullif(concat_ws(E'\n', cell ->> 'notes', string_agg(h.heading || ': ' || private.sheet_value(line ->> h.heading), E'\n' order by h.heading)), '') into job.notes
    from jsonb_object_keys(line) h (heading)
   where private.sheet_value(line ->> h.heading) is not null
     and (not exists (select from jsonb_each_text(fields) f where f.value = h.heading) or exists (select from unnest(odd) o where fields ->> o = h.heading));
  return job;
end $$;
