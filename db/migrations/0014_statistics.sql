-- Migration 0014
-- Date: 2026-11-21
-- Description: the Sankey's links, and the operator's overview

create view public.job_flows with (security_invoker = true) as
  select user_id, from_status, to_status, count(*)::int as jobs
    from public.job_events where kind = 'status' and from_status is not null group by 1, 2, 3;
comment on view public.job_flows is 'Links of the Sankey chart: how many of the caller''s jobs moved from one status to another.';

create materialized view private.dashboard_stats as
  select day, count(*) filter (where what = 'sign_up')::int as sign_ups, count(*) filter (where what = 'job')::int as jobs,
         count(*) filter (where what = 'attempt')::int as attempts, count(distinct user_id)::int as active_users, now() as refreshed_at
    from (select id as user_id, (created_at at time zone 'UTC')::date as day, 'sign_up' as what from auth.users
          union all select user_id, (created_at at time zone 'UTC')::date, 'job' from public.jobs
          union all select user_id, (created_at at time zone 'UTC')::date, 'attempt' from public.attempts) e group by day;
create unique index dashboard_stats_day on private.dashboard_stats (day);
comment on materialized view private.dashboard_stats is 'A day a row, of the whole instance, for the operator; live it would read every table.';
