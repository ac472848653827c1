-- Once a minute. What is due becomes a notification, unless it is done or its owner wants none: user_settings.notifications says so of the
-- event's kind ({"interview": false}), or else of reminders ({"reminder": false}). Nodes may run it at once: each takes what no other holds.
create or replace function private.remind() returns void language sql security definer set search_path = '' as $$
  with due as (
    select id from public.job_events where remind_at <= now() and done_at is null and reminded_at is null order by remind_at limit 1000 for update skip locked),
  told as (
    update public.job_events e set reminded_at = now() from due where e.id = due.id returning e.*)
  insert into public.notifications (user_id, kind, title, body, data, send_at, dedupe_key)
  select t.user_id, 'reminder', coalesce(nullif(t.title, ''), j.company || ': ' || j.job_title), t.body,
         jsonb_build_object('event_id', t.id, 'event_kind', t.kind, 'job_id', t.job_id, 'company', j.company, 'job_title', j.job_title, 'occurred_at', t.occurred_at),
         t.remind_at, format('reminder:%s:%s', t.id, extract(epoch from t.remind_at))
    from told t join public.jobs j on (j.user_id, j.id) = (t.user_id, t.job_id) left join public.user_settings s on s.user_id = t.user_id
   where coalesce(s.notifications ->> t.kind, s.notifications ->> 'reminder', 'true') <> 'false'
  on conflict (user_id, dedupe_key) do nothing;
  update public.jobs j set next_interview_at = (select min(e.occurred_at) from public.job_events e
         where e.user_id = j.user_id and e.job_id = j.id and e.kind = 'interview' and e.done_at is null and e.occurred_at > now())
   where j.id in (select p.id from public.jobs p where p.next_interview_at <= now() order by p.next_interview_at limit 1000 for update skip locked) $$;
comment on function private.remind is 'What time brings: due reminders become notifications, once; a job whose interview has passed gets its next one.';
