-- Definer, because sessions and the like lie outside the caller's reach. The task queue is left out: mail that waits there holds
-- one-time codes, and whoever got hold of an access token must not turn it into a password.
create or replace function public.export_my_data() returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := auth.uid();
  t record;
  found_rows jsonb;
  everything jsonb := '{}'::jsonb;
begin
  if me is null then
    raise exception 'sign in first' using errcode = '42501';
  end if;
  for t in select c.oid::regclass as name, private.owner_column(c.oid) as owner from pg_catalog.pg_class c
            where c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace, 'storage'::regnamespace, 'private'::regnamespace)
              and c.relkind in ('r','p') and not c.relispartition and private.owner_column(c.oid) is not null
              and c.oid not in ('private.job_search'::regclass, 'private.task_queue'::regclass)
  loop
    execute format('select coalesce(jsonb_agg(to_jsonb(t) - $1), ''[]'') from %s t where t.%I = %L', t.name, t.owner, me) into found_rows using private.secret_columns();
    everything := everything || jsonb_build_object(replace(t.name::text, 'public.', ''), found_rows);
  end loop;
  return everything;
end $$;
comment on function public.export_my_data is 'Everything that is the caller''s, a key a table, without secrets.';
grant execute on function public.export_my_data to authenticated;
