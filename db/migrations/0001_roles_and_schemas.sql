-- Migration 0001
-- Date: 2026-11-21
-- Description: extensions, the roles of Supabase's protocol and one more, schemas, default privileges

-- Nothing made from here on, by a migration or a function file, can be called until it is granted; tables never could.
alter default privileges revoke execute on functions from public;

create schema if not exists extensions;
create schema if not exists auth;
create schema if not exists storage;
create schema if not exists private;
comment on schema extensions is 'What extensions bring, apart from our own names.';
comment on schema auth is 'Accounts and sessions: written by the server, closed to everyone else but for the functions that read claims.';
comment on schema storage is 'Buckets and the index of the files in them.';
comment on schema private is 'Never exposed by the API: hashes, queue, maintenance.';

create extension if not exists pgcrypto    with schema extensions;
create extension if not exists pg_trgm     with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;   -- apps bring defaults that call it; ours call gen_random_uuid()

-- Roles belong to the cluster: another database of it may have made them, now or a moment ago.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values ('anon',          'nologin noinherit'),
                          ('authenticated', 'nologin noinherit'),
                          ('unapproved',    'nologin noinherit'),
                          ('service_role',  'nologin noinherit bypassrls'),
                          ('authenticator', 'login noinherit')) role (name, options)
  loop
    continue when exists (select from pg_roles where rolname = wanted.name);
    begin
      execute format('create role %I %s', wanted.name, wanted.options);
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        -- bypassrls is a superuser's to give; 0015 lets service_role through by policies as well, so it can do without
        begin
          execute format('create role %I %s', wanted.name, replace(wanted.options, ' bypassrls', ''));
        exception when insufficient_privilege then
          raise exception 'role % is missing and % may not create roles', wanted.name, current_user using
            errcode = '42501', hint = format('As a superuser run once: alter role %I createrole;', current_user);
        end;
    end;
  end loop;
  for wanted in select unnest('{anon,authenticated,unapproved,service_role}'::text[]) as name loop
    if not pg_has_role('authenticator', wanted.name, 'member') then
      execute format('grant %I to authenticator', wanted.name);
    end if;
  end loop;
end $$;

revoke create on schema public from public;
grant usage on schema public, auth to anon, authenticated, unapproved, service_role;   -- auth too: policies that others write call auth.uid()
grant usage on schema storage to anon, authenticated, service_role;
grant usage on schema extensions to authenticated, service_role;
grant usage on schema private to service_role;

alter default privileges in schema public, auth, storage, private grant all on tables to service_role;
alter default privileges in schema public, auth, private grant usage on sequences to service_role;
alter default privileges in schema public, auth, storage, private grant execute on functions to service_role;
-- Where the extensions are another's (a managed database), these do nothing: there they stay callable, behind the schema's usage.
do $$
begin
  execute (select string_agg(format('grant execute on function %s to service_role', oid::regprocedure), ';')
             from pg_proc where pronamespace = 'extensions'::regnamespace and pg_has_role(proowner, 'usage'));
  execute (select string_agg(format('grant execute on function %s to authenticated', oid::regprocedure), ';')
             from pg_proc where pronamespace = 'extensions'::regnamespace and pg_has_role(proowner, 'usage')
              and proname in ('gen_random_bytes', 'similarity', 'uuid_generate_v4'));
exception when null_value_not_allowed then null;              -- none of them is ours
end $$;

-- Temporary tables are for whoever migrates; nobody who comes through the API may fill the disk with them.
do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$;
