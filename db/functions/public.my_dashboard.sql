-- Live, under the caller's policies: a fraction of a millisecond of 1,000 jobs, so that no view need be kept.
create or replace function public.my_dashboard() returns table (
  jobs_total int, saved int, applied int, screening int, interview int, offer int, hired int, rejected int, withdrawn int, ghosted int,
  applied_last_7_days int, next_interview_at timestamptz, reminders_due int, total_attempts int, average_score numeric,
  current_streak int, longest_streak int, questions_due int, unread_notifications int)
language sql stable set search_path = '' as $$
  with me as (select p.*, (now() at time zone s.timezone)::date as today from public.profiles p join public.user_settings s on s.user_id = p.id where p.id = auth.uid())
  select j.*, (select min(e.occurred_at) from public.job_events e where e.user_id = me.id and e.kind = 'interview' and e.done_at is null and e.occurred_at > now()),
         (select count(*)::int from public.job_events e where e.user_id = me.id and e.remind_at <= now() and e.done_at is null),
         me.total_attempts, me.average_score,
         case when me.last_practice_date >= me.today - 1 then me.current_streak else 0 end, me.longest_streak,
         (select count(*)::int from public.question_history h join public.questions q on q.id = h.question_id where h.user_id = me.id and h.due_at <= now() and q.is_active),
         (select count(*)::int from public.notifications n where n.user_id = me.id and n.read_at is null)
    from me cross join lateral (select count(*)::int,
           count(*) filter (where status = 'saved')::int,     count(*) filter (where status = 'applied')::int,  count(*) filter (where status = 'screening')::int,
           count(*) filter (where status = 'interview')::int, count(*) filter (where status = 'offer')::int,    count(*) filter (where status = 'hired')::int,
           count(*) filter (where status = 'rejected')::int,  count(*) filter (where status = 'withdrawn')::int, count(*) filter (where status = 'ghosted')::int,
           count(*) filter (where date_applied > me.today - 7)::int
      from public.jobs where user_id = me.id and archived_at is null) j $$;
comment on function public.my_dashboard is 'The caller''s numbers for the first page, live.';
grant execute on function public.my_dashboard to authenticated;
