-- Keeps jobs.next_interview_at: the soonest interview that lies ahead, of the job an event belongs to, or left.
create or replace function private.next_interview() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.jobs j set next_interview_at = (select min(e.occurred_at) from public.job_events e
     where e.user_id = j.user_id and e.job_id = j.id and e.kind = 'interview' and e.done_at is null and e.occurred_at > now())
   where j.user_id in (new.user_id, old.user_id) and j.id in (new.job_id, old.job_id);
  return null;
end $$;
create or replace trigger job_next_interview_i after insert on public.job_events for each row when (new.kind = 'interview') execute function private.next_interview();
create or replace trigger job_next_interview_u after update on public.job_events for each row
  when ((new.kind = 'interview' or old.kind = 'interview') and (new.kind, new.user_id, new.job_id, new.occurred_at, new.done_at) is distinct from (old.kind, old.user_id, old.job_id, old.occurred_at, old.done_at))
  execute function private.next_interview();
create or replace trigger job_next_interview_d after delete on public.job_events for each row when (old.kind = 'interview') execute function private.next_interview();
