-- From history, not from where the jobs are now: a rejected one may have been an interview. Applied is what has left saved, but not only for
-- withdrawn; an answer is a move to where the employer puts it, or an interview in the calendar.
create or replace function public.rates(since date default null) returns table (
  applied int, answered int, interviewed int, offered int, hired int, answer_rate numeric, interview_rate numeric, offer_rate numeric, median_days_to_answer numeric)
language sql stable set search_path = '' as $$
  with me as materialized (select s.user_id, s.timezone from public.user_settings s where s.user_id = (select auth.uid())),
  jobs as (
    select e.job_id,
           bool_or(e.kind = 'interview' or e.to_status in ('screening','interview','offer','hired','rejected')) as answered,
           bool_or(e.to_status in ('interview','offer','hired') or e.kind = 'interview' and e.occurred_at <= now()) as interviewed,
           bool_or(e.to_status in ('offer','hired')) as offered, bool_or(e.to_status = 'hired') as hired,
           min(e.occurred_at) filter (where e.to_status > 'saved') as applied_at,
           min(case e.kind when 'interview' then least(e.occurred_at, e.created_at) else e.occurred_at end)
             filter (where e.kind = 'interview' or e.to_status in ('screening','interview','offer','hired','rejected')) as answered_at,
           bool_or(e.data ? 'undated') as undated
      from me join public.job_events e on e.user_id = me.user_id and e.kind in ('status', 'interview')
     group by e.job_id having bool_or(e.to_status > 'saved' and e.to_status <> 'withdrawn')),
  days as (
    select h.*, coalesce(j.date_applied, (h.applied_at at time zone me.timezone)::date) as applied_on, (h.answered_at at time zone me.timezone)::date as answered_on
      from me cross join jobs h join public.jobs j on j.user_id = me.user_id and j.id = h.job_id)
  select count(*)::int, count(*) filter (where answered)::int, count(*) filter (where interviewed)::int, count(*) filter (where offered)::int, count(*) filter (where hired)::int,
         round(avg(answered::int), 3), round(avg(interviewed::int), 3), round(avg(offered::int), 3),
         percentile_cont(0.5) within group (order by greatest(answered_on - applied_on, 0)) filter (where answered and not undated)::numeric
    from days where since is null or applied_on >= since $$;
comment on function public.rates is 'How the caller''s applications fare: how many were answered, became interviews, became offers, as shares of those sent; and the median of days until the first answer.';
grant execute on function public.rates to authenticated;
