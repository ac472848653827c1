create or replace function public.remove_jobs(jobs uuid[]) returns setof uuid language plpgsql security definer set search_path = '' as $$
declare
  me uuid := auth.uid();
  one public.jobs;
  k record;
  hung jsonb;
  held jsonb;
begin
  for one in select j.* from public.jobs j where j.user_id = me and j.id = any (remove_jobs.jobs) order by j.id for update loop
    hung := '{}';
    for k in select * from private.hangs_on_jobs() loop
      execute format('select jsonb_agg(to_jsonb(%s)) from %s r where r.user_id = $1 and r.%I = $2', case when k.goes_with_it then 'r' else format('r.%I', k.known_by) end, k.rows_of, k.pointer)
        into held using me, one.id;
      hung := hung || case when held is null then '{}' else jsonb_build_object(k.key, held) end;
    end loop;
    insert into private.removed_jobs (user_id, job_id, job, hung) values (me, one.id, to_jsonb(one), hung)
      on conflict (user_id, job_id) do update set job = excluded.job, hung = excluded.hung, removed_at = now();
    delete from public.jobs j where j.user_id = me and j.id = one.id;
    return next one.id;
  end loop;
end $$;
comment on function public.remove_jobs is 'Deletes jobs of the caller''s with their history and appointments, at once; restore_jobs() puts them back for an hour.';
grant execute on function public.remove_jobs to authenticated;
