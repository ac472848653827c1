-- Migration 0020
-- Date: 2026-11-21
-- Description: what statements cost, for the operator's metrics, where the database can tell

do $$
begin
  if to_regclass('extensions.pg_stat_statements') is not null then
    return;
  end if;
  if not (select rolsuper from pg_roles where rolname = current_user)
     or not exists (select from pg_available_extensions where name = 'pg_stat_statements') then
    raise notice 'no statement statistics: as a superuser, create extension pg_stat_statements with schema extensions;';
    return;
  end if;
  create extension if not exists pg_stat_statements with schema extensions;
  revoke all on extensions.pg_stat_statements, extensions.pg_stat_statements_info from public;   -- it shows everybody's statements
  grant select on extensions.pg_stat_statements, extensions.pg_stat_statements_info to service_role;
end $$;
