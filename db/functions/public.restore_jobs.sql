-- Inserting a job writes a first line of history and may stamp a date: what was kept stands in place of both.
create or replace function public.restore_jobs(jobs uuid[]) returns setof public.job_board language plpgsql security definer set search_path = '' as $$
declare
  me uuid := auth.uid();
  kept private.removed_jobs;
  was public.jobs;
  k record;
begin
  for kept in delete from private.removed_jobs r where r.user_id = me and r.job_id = any (restore_jobs.jobs) returning r.* loop
    was := jsonb_populate_record(null::public.jobs, kept.job);
    execute format('insert into public.jobs (%1$s) select %1$s from jsonb_populate_record(null::public.jobs, $1)', private.columns_of('public.jobs', '{}')) using kept.job;
    update public.jobs j set date_applied = was.date_applied where j.user_id = me and j.id = was.id and j.date_applied is distinct from was.date_applied;
    delete from public.job_events e where e.user_id = me and e.job_id = was.id;
    for k in select * from private.hangs_on_jobs() h where kept.hung ? h.key loop
      if k.goes_with_it then
        execute format('insert into %1$s (%2$s) select %2$s from jsonb_populate_recordset(null::%1$s, $1)', k.rows_of, private.columns_of(k.rows_of, '{}'))
          using kept.hung -> k.key;
      else
        execute format('update %1$s set %2$I = $2 where user_id = $1 and %2$I is null and %3$I::text in (select jsonb_array_elements_text($3))', k.rows_of, k.pointer, k.known_by)
          using me, was.id, kept.hung -> k.key;
      end if;
    end loop;
    update public.jobs j set updated_at = was.updated_at where j.user_id = me and j.id = was.id;
    return query select b.* from public.job_board b where b.user_id = me and b.id = was.id;
  end loop;
  if not found then
    raise exception 'there is nothing to put back' using errcode = 'PT404', hint = 'What was deleted is kept for an hour.';
  end if;
end $$;
comment on function public.restore_jobs is 'Puts back what remove_jobs() took within the hour, with its history, appointments and people; gives the cards.';
grant execute on function public.restore_jobs to authenticated;
