-- History says what happened to an application, and a slip of the hand did not. After a minute it is history.
create or replace function public.undo_moves(jobs uuid[], status public.job_status) returns setof public.job_board language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  me uuid := auth.uid();
  move public.job_events;
  undone uuid[] := array[]::uuid[];
begin
  perform pg_advisory_xact_lock(hashtextextended('move_job ' || me, 0));
  for move in
    select (last.e).* from public.jobs j cross join lateral (
             select e from public.job_events e where e.user_id = me and e.job_id = j.id and e.kind = 'status' order by e.occurred_at desc limit 1) last
     where j.user_id = me and j.id = any (undo_moves.jobs) and j.status = undo_moves.status
       and (last.e).to_status = j.status and (last.e).data ? 'before' and (last.e).created_at > now() - interval '1 minute'
  loop
    update public.jobs j set status = move.from_status, stage = move.data #>> '{before,stage}', position = (move.data #>> '{before,position}')::double precision
     where j.user_id = me and j.id = move.job_id;
    update public.jobs j set date_applied = null
     where j.user_id = me and j.id = move.job_id and j.date_applied is not null and move.data #>> '{before,date_applied}' is null;
    delete from public.job_events e where e.user_id = me and e.job_id = move.job_id and e.kind = 'status' and e.occurred_at >= move.occurred_at;
    undone := array_append(undone, move.job_id);
  end loop;
  if cardinality(undone) = 0 then
    raise exception 'there is no move to take back' using errcode = 'PT409', hint = 'It was moved on, or more than a minute has passed: move it.';
  end if;
  return query select b.* from public.job_board b where b.user_id = me and b.id = any (undone) order by b.position;
end $$;
comment on function public.undo_moves is 'Takes back the last move of each of the caller''s jobs that led to a status within the last minute: place, stage, date of application and history are as before.';
grant execute on function public.undo_moves to authenticated;
