-- The moves of a job that comes from a sheet, in order: its History, or what the dates of saving and applying tell; and what it is today,
-- when no date says since when ("undated": not counted as a move of this day). from_status follows from the order.
create or replace function private.sheet_history(job public.jobs, saved date, history text, heading text, zone text)
returns table (from_status public.job_status, to_status public.job_status, occurred_at timestamptz, data jsonb)
language plpgsql stable set search_path = '' as $$
declare
  steps text[] := array[]::text[];
  part text;
  m text[];
  last text;
begin
  foreach part in array coalesce(regexp_split_to_array(history, '\s*;\s*'), '{}') loop
    continue when part = '';
    m := regexp_match(part, '^(\d{4}-\d\d-\d\d)\s+(.+)$');
    if m is null or private.sheet_word('status', m[2]) is null then
      perform private.refuse_cell('not_a_history', heading);
    end if;
    steps := steps || (private.sheet_date(m[1], heading, null) || ' ' || private.sheet_word('status', m[2]));
  end loop;
  if history is null then
    steps := array_remove(array[saved || ' saved', case when job.status > 'saved' then job.date_applied || ' applied' end], null);
  end if;
  select s into last from unnest(steps) with ordinality x (s, i) order by left(s, 10) desc, i desc limit 1;

  return query
  select lag(x.status) over w, x.status,
         least((x.on_day + time '12:00') at time zone zone, case when x.on_day <= (now() at time zone zone)::date then now() end) + x.i * interval '1 microsecond', x.data
    from (select left(s, 10)::date as on_day, split_part(s, ' ', 2)::public.job_status as status, i, '{"imported": true}'::jsonb as data from unnest(steps) with ordinality d (s, i)
          union all
          select (now() at time zone zone)::date, job.status, cardinality(steps) + 1, case when job.status = 'saved' and last is null then '{"imported": true}'::jsonb else '{"imported": true, "undated": true}' end
           where split_part(last, ' ', 2) is distinct from job.status::text) x
  window w as (order by x.on_day, x.i) order by x.on_day, x.i;
end $$;
