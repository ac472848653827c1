-- Migration 0030
-- Date: 2026-11-21
-- Description: the sheet of jobs has their descriptions, so that nothing is lost on the way out and in again

-- Its columns are headings: all of them come in again (import_jobs).
create or replace view public.job_sheet with (security_invoker = true) as
  select private.sheet_cell(j.company) as "Company", private.sheet_cell(j.job_title) as "Position", initcap(j.status::text) as "Status", private.sheet_cell(j.stage) as "Stage",
         j.date_applied as "Date applied", j.deadline as "Deadline",
         private.sheet_cell(coalesce(nullif(j.location, ''), nullif(concat_ws(', ', nullif(j.city, ''), nullif(j.state, ''), nullif(j.country, '')), ''))) as "Location",
         initcap(j.workplace) as "Workplace", initcap(replace(j.employment_type, '_', ' ')) as "Employment",
         private.sheet_cell(j.salary) as "Salary", trim_scale(j.salary_min) as "Salary from", trim_scale(j.salary_max) as "Salary to",
         private.sheet_cell(j.salary_currency) as "Currency", initcap(j.salary_period) as "Per",
         trim_scale(j.offer_salary) as "Offered", private.sheet_cell(j.offer_currency) as "Offered in",
         j.job_url as "Link", private.sheet_cell(j.source) as "Source", private.sheet_cell(j.external_job_id) as "Posting number",
         j.excitement_level as "Excitement", private.sheet_cell(regexp_replace(array_to_string(j.tags, ', '), '\s*[,;]\s*', ', ', 'g')) as "Tags",
         private.sheet_cell(j.notes) as "Notes", (j.created_at at time zone me.zone)::date as "Saved", (j.archived_at at time zone me.zone)::date as "Archived", h.history as "History",
         private.sheet_cell(j.description) as "Description"
    from public.jobs j
   cross join (select coalesce((select s.timezone from public.user_settings s where s.user_id = (select auth.uid())), 'UTC') as zone) me
   cross join lateral (select string_agg(to_char(e.occurred_at at time zone me.zone, 'YYYY-MM-DD ') || e.to_status, '; ' order by e.occurred_at, e.created_at, e.to_status) as history
                         from public.job_events e where e.user_id = j.user_id and e.job_id = j.id and e.kind = 'status') h
   order by j.date_applied desc nulls last, j.created_at desc, j.id;
