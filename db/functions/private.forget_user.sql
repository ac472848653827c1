-- The trail keeps who, what and when of a deleted account, not the person's data. Deferred to commit, because what a cascade
-- deletes is logged after ordinary triggers have run.
create or replace function private.forget_user() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  log regclass;
begin
  with gone as (delete from storage.objects where owner_id = old.id::text or name like old.id::text || '/%' returning bucket_id, name, version)
  insert into private.task_queue (kind, payload)               -- the bytes
  select 'purge_storage', jsonb_agg(to_jsonb(gone)) from gone having count(*) > 0;
  update storage.buckets set owner_id = null where owner_id = old.id::text;
  for log in select c.oid from pg_catalog.pg_class c           -- archived months too
              where c.relname ~ '^audit_logs_' and c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
  loop
    execute format('update %s set old_values = null, new_values = null, ip_address = null, user_agent = null where user_id = $1', log) using old.id;
    execute format('update %s set ip_address = null, user_agent = null where actor_id = $1 and actor_id is distinct from user_id', log) using old.id;
  end loop;
  return null;
end $$;
do $$                                                           -- a constraint trigger cannot be created "or replace"
begin
  if not exists (select from pg_trigger where tgname = 'zz_forget_user' and tgrelid = 'auth.users'::regclass) then
    create constraint trigger zz_forget_user after delete on auth.users deferrable initially deferred
      for each row execute function private.forget_user();
  end if;
end $$;
