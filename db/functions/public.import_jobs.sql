-- Definer, because history is written by nobody else: what a sheet tells is marked as imported. Each row comes in whole or not at all; a dry
-- run does all of it, and takes it back.
create or replace function public.import_jobs(rows jsonb, dry_run boolean default false, date_order text default null)
returns table ("row" int, outcome text, job_id uuid, reason text, field text)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  me uuid := auth.uid();
  zone text := (select s.timezone from public.user_settings s where s.user_id = auth.uid());
  fields jsonb;
  line jsonb;
  n bigint;
  job public.jobs;
  known record;
  added uuid[] := array[]::uuid[];
  told jsonb[] := array[]::jsonb[];
  cause text;
  heading text;
begin
  if me is null or zone is null then
    raise exception 'sign in first' using errcode = '42501';
  elsif jsonb_typeof(import_jobs.rows) is distinct from 'array' or jsonb_path_exists(import_jobs.rows, '$[*] ? (@.type() != "object")') then
    raise exception 'rows is no list of rows' using errcode = '22023', hint = 'Give [{"Company": "...", "Position": "..."}, ...].';
  elsif jsonb_array_length(import_jobs.rows) > 2000 then
    raise exception 'a sheet has at most 2,000 rows' using errcode = '22023', hint = 'Send the rest in another call.';
  elsif import_jobs.date_order not in ('DMY', 'MDY') then
    raise exception 'date_order is DMY or MDY' using errcode = '22023';
  end if;
  fields := private.sheet_fields(import_jobs.rows);
  begin
    for line, n in select l.line, l.n from jsonb_array_elements(import_jobs.rows) with ordinality l (line, n) loop
      begin
        job := private.sheet_job(line, fields, import_jobs.date_order);
        select k.job_id, k.reason into known from private.known_job(me, job, added) k;
        if known.job_id is null then
          job.id := private.import_job(me, zone, job, line, fields, import_jobs.date_order, n);
          added := added || job.id;
          told := told || jsonb_build_object('row', n, 'outcome', 'added', 'job_id', case when not import_jobs.dry_run then job.id end);
        else
          told := told || jsonb_build_object('row', n, 'outcome', 'duplicate', 'reason', known.reason, 'job_id', case when not import_jobs.dry_run or known.job_id <> all (added) then known.job_id end);
        end if;
      exception when sqlstate 'RS001' or data_exception or check_violation or program_limit_exceeded then
        get stacked diagnostics cause = message_text, heading = column_name;
        told := told || jsonb_build_object('row', n, 'outcome', 'refused', 'reason', case sqlstate when 'RS001' then cause else 'not_allowed' end, 'field', nullif(heading, ''));
      end;
    end loop;
    if import_jobs.dry_run then
      raise sqlstate 'RS000';
    end if;
  exception when sqlstate 'RS000' then null;
  end;
  return query select t.* from unnest(told) with ordinality a (answer, i), jsonb_to_record(a.answer) t ("row" int, outcome text, job_id uuid, reason text, field text) order by a.i;
end $$;
comment on function public.import_jobs is 'Adds the jobs of a sheet, ours or another tracker''s: rows as objects by heading. Says of each row added, duplicate or refused, and why; at most 2,000.';
grant execute on function public.import_jobs to authenticated;
