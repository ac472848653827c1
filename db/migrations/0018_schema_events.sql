-- Migration 0018
-- Date: 2026-11-21
-- Description: a notice to the server when the schema changes, so that its cache follows DDL from wherever it comes

create function private.schema_changed() returns event_trigger language plpgsql set search_path = '' as $$
begin
  if tg_event = 'sql_drop' then
    if not exists (select from pg_catalog.pg_event_trigger_dropped_objects() where not is_temporary) then return; end if;
  elsif tg_tag = 'REFRESH MATERIALIZED VIEW'
     or not exists (select from pg_catalog.pg_event_trigger_ddl_commands() where schema_name is distinct from 'pg_temp') then
    return;
  end if;
  notify rung_schema;
  notify pgrst, 'reload schema';
end $$;
comment on function private.schema_changed is 'Tells rung_schema and pgrst that the schema cache is stale, but for temporary objects.';

do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    raise notice 'no event trigger: it needs a superuser. Rung still sees its own migrations; after other DDL: notify rung_schema;';
    return;
  end if;
  create event trigger rung_schema_changed on ddl_command_end execute function private.schema_changed();
  create event trigger rung_schema_dropped on sql_drop        execute function private.schema_changed();
  -- also while a dump is loaded with session_replication_role = replica
  alter event trigger rung_schema_changed enable always;
  alter event trigger rung_schema_dropped enable always;
end $$;
