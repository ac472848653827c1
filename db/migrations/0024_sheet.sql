-- Migration 0024
-- Date: 2026-11-21
-- Description: the tracker as a sheet: a view that goes out as CSV, and the words by which sheets of other trackers come in

create table private.sheet_words (
  kind text not null check (kind in ('heading','status','workplace','employment_type','salary_period','currency','month')),
  word text not null,                                          -- as private.plain_word() leaves it
  means text not null,
  primary key (kind, word)
);
comment on table private.sheet_words is 'What headings and cells of people''s sheets mean to us: filled by seeds/10_sheet_words.sql.';
call private.track('private.sheet_words', false);
call private.protect('private.sheet_words');

-- A spreadsheet computes what begins like a formula. An apostrophe keeps it from that; cells that begin with apostrophes before such a sign get
-- one more, so that taking one off always gives back what was there.
create function private.sheet_cell(value text) returns text language sql immutable parallel safe
  return regexp_replace(btrim(value, E' \t\r\n'), '^(''*[=+\-@＝＋－＠])', '''\1');
comment on function private.sheet_cell is 'A cell that no spreadsheet takes for a formula; private.sheet_value() is the way back.';
grant execute on function private.sheet_cell to authenticated;

-- Its columns are headings: all of them come in again (import_jobs).
create view public.job_sheet with (security_invoker = true) as
  select private.sheet_cell(j.company) as "Company", private.sheet_cell(j.job_title) as "Position", initcap(j.status::text) as "Status", private.sheet_cell(j.stage) as "Stage",
         j.date_applied as "Date applied", j.deadline as "Deadline",
         private.sheet_cell(coalesce(nullif(j.location, ''), nullif(concat_ws(', ', nullif(j.city, ''), nullif(j.state, ''), nullif(j.country, '')), ''))) as "Location",
         initcap(j.workplace) as "Workplace", initcap(replace(j.employment_type, '_', ' ')) as "Employment",
         private.sheet_cell(j.salary) as "Salary", trim_scale(j.salary_min) as "Salary from", trim_scale(j.salary_max) as "Salary to",
         private.sheet_cell(j.salary_currency) as "Currency", initcap(j.salary_period) as "Per",
         trim_scale(j.offer_salary) as "Offered", private.sheet_cell(j.offer_currency) as "Offered in",
         j.job_url as "Link", private.sheet_cell(j.source) as "Source", private.sheet_cell(j.external_job_id) as "Posting number",
         j.excitement_level as "Excitement", private.sheet_cell(regexp_replace(array_to_string(j.tags, ', '), '\s*[,;]\s*', ', ', 'g')) as "Tags",
         private.sheet_cell(j.notes) as "Notes", (j.created_at at time zone me.zone)::date as "Saved", (j.archived_at at time zone me.zone)::date as "Archived", h.history as "History"
    from public.jobs j
   cross join (select coalesce((select s.timezone from public.user_settings s where s.user_id = (select auth.uid())), 'UTC') as zone) me
   cross join lateral (select string_agg(to_char(e.occurred_at at time zone me.zone, 'YYYY-MM-DD ') || e.to_status, '; ' order by e.occurred_at, e.created_at, e.to_status) as history
                         from public.job_events e where e.user_id = j.user_id and e.job_id = j.id and e.kind = 'status') h
   order by j.date_applied desc nulls last, j.created_at desc, j.id;
comment on view public.job_sheet is 'The caller''s jobs as a table for people: a proof of applications as text/csv, the history in one column.';
grant select on public.job_sheet to authenticated;
