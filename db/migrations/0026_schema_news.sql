-- Migration 0026
-- Date: 2026-11-21
-- Description: each notice of a changed schema says which transaction changed it, so that what hears it twice knows

create or replace function private.schema_changed() returns event_trigger language plpgsql set search_path = '' as $$
begin
  if tg_event = 'sql_drop' then
    if not exists (select from pg_catalog.pg_event_trigger_dropped_objects() where not is_temporary) then return; end if;
  elsif tg_tag = 'REFRESH MATERIALIZED VIEW'
     or not exists (select from pg_catalog.pg_event_trigger_ddl_commands() where schema_name is distinct from 'pg_temp') then
    return;
  end if;
  perform pg_catalog.pg_notify('rung_schema', pg_catalog.pg_current_xact_id()::text);
  notify pgrst, 'reload schema';
end $$;
