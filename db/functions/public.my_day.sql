-- The home page in one round trip, in the person's own zone. Planning this costs several times what running it does: PL/pgSQL keeps the plan,
-- which needs no variable of its own, and finds every row by an index that begins with user_id.
create or replace function public.my_day() returns jsonb language plpgsql stable set search_path = '' as $$
begin
  return (
  with me as materialized (                                    -- or each row would work out the day anew
    select p.*, d.today, (d.today + 1)::timestamp at time zone s.timezone as tonight
      from public.profiles p join public.user_settings s on s.user_id = p.id cross join lateral (select (now() at time zone s.timezone)::date as today) d
     where p.id = (select auth.uid()))
  select jsonb_build_object(
    'today', me.today,
    'interviews', (select coalesce(jsonb_agg(to_jsonb(i) order by i.at), '[]') from (
        select e.id as event_id, e.job_id, j.company, j.job_title, e.occurred_at as at, e.ends_at, e.title
          from (select * from public.job_events e where e.user_id = me.id and e.kind = 'interview' and e.done_at is null
                   and e.occurred_at > now() - interval '1 day' and e.occurred_at < now() + interval '7 days' and coalesce(e.ends_at, e.occurred_at) >= now()
                 order by e.occurred_at limit 50) e join public.jobs j on (j.user_id, j.id) = (e.user_id, e.job_id)) i),
    'deadlines', (select coalesce(jsonb_agg(to_jsonb(d) order by d.deadline), '[]') from (
        select j.id as job_id, j.company, j.job_title, j.status, j.deadline, j.deadline - me.today as days_left from public.jobs j
         where j.user_id = me.id and j.archived_at is null and j.deadline <= me.today + 7 and (j.status = 'saved' or j.deadline >= me.today and j.status <= 'offer')
         order by j.deadline limit 50) d),
    'reminders', (select coalesce(jsonb_agg(to_jsonb(r) order by r.remind_at), '[]') from (
        select e.id as event_id, e.job_id, j.company, j.job_title, e.kind, e.title, e.remind_at
          from (select * from public.job_events e where e.user_id = me.id and e.remind_at <= now() and e.done_at is null order by e.remind_at limit 50) e
          join public.jobs j on (j.user_id, j.id) = (e.user_id, e.job_id)) r),
    'weak_questions', due.weakest, 'questions_due', due.n,
    'week',      jsonb_build_object('applied', job.week,      'moved', event.moved,      'interviews', event.held,      'practised', practice.n,      'average_score', practice.average),
    'last_week', jsonb_build_object('applied', job.last_week, 'moved', event.last_moved, 'interviews', event.last_held, 'practised', practice.last_n, 'average_score', practice.last_average),
    'counts', job.counts,
    'streak', jsonb_build_object('current', case when me.last_practice_date >= me.today - 1 then me.current_streak else 0 end,
                                 'longest', me.longest_streak, 'practised_today', coalesce(me.last_practice_date = me.today, false)),
    'newcomer', jsonb_build_object('has_job', job.n > 0, 'has_practised', me.total_attempts > 0,
                                   'has_resume', (select count(*) > 0 from public.resumes r where r.user_id = me.id and r.deleted_at is null)),
    'unread_notifications', (select count(*) from public.notifications n where n.user_id = me.id and n.read_at is null))
    from me
   cross join lateral (                                        -- by status first, so that the nine names are joined to nine rows
      select jsonb_object_agg(s.status, coalesce(c.shown, 0)) as counts, coalesce(sum(c.n), 0) as n, coalesce(sum(c.week), 0) as week, coalesce(sum(c.last_week), 0) as last_week
        from unnest(enum_range(null::public.job_status)) s (status) left join (
          select j.status, count(*) as n, count(*) filter (where j.archived_at is null) as shown,
                 count(*) filter (where j.date_applied between me.today - 6 and me.today) as week,
                 count(*) filter (where j.date_applied between me.today - 13 and me.today - 7) as last_week
            from public.jobs j where j.user_id = me.id group by j.status) c using (status)) job
   cross join lateral (
      select count(*) filter (where e.kind = 'status' and e.from_status is not null and e.occurred_at >= me.tonight - interval '7 days') as moved,
             count(*) filter (where e.kind = 'status' and e.from_status is not null and e.occurred_at <  me.tonight - interval '7 days') as last_moved,
             count(*) filter (where e.kind = 'interview' and e.occurred_at >= me.tonight - interval '7 days') as held,
             count(*) filter (where e.kind = 'interview' and e.occurred_at <  me.tonight - interval '7 days') as last_held
        from public.job_events e
       where e.user_id = me.id and e.kind in ('status', 'interview') and not e.data ? 'undated' and e.occurred_at >= me.tonight - interval '14 days' and e.occurred_at < me.tonight) event
   cross join lateral (
      select coalesce(sum(s.attempts_count) filter (where s.practice_date >  me.today - 7), 0) as n,
             coalesce(sum(s.attempts_count) filter (where s.practice_date <= me.today - 7), 0) as last_n,
             round(sum(s.total_score) filter (where s.practice_date >  me.today - 7) / sum(s.attempts_count) filter (where s.practice_date >  me.today - 7), 1) as average,
             round(sum(s.total_score) filter (where s.practice_date <= me.today - 7) / sum(s.attempts_count) filter (where s.practice_date <= me.today - 7), 1) as last_average
        from public.practice_sessions s where s.user_id = me.id and s.practice_date between me.today - 13 and me.today) practice
   cross join lateral (
      select count(*) as n, coalesce(jsonb_agg(to_jsonb(q) - 'rank' order by q.rank) filter (where q.rank <= 5), '[]') as weakest
        from (select q.id as question_id, q.question, q.category, q.difficulty, h.last_score, h.due_at, row_number() over (order by h.last_score, h.due_at, q.id) as rank
                from (select * from public.question_history h where h.user_id = me.id and h.due_at <= now() offset 0) h      -- hers first: the other way round is through everybody's
                join public.questions q on q.id = h.question_id where q.is_active) q) due);
end $$;
comment on function public.my_day is 'What the caller''s home page shows: what lies ahead, what is due, her last seven days beside the seven before; at most 50 of a kind.';
grant execute on function public.my_day to authenticated;
