-- What every test file includes after its begin: pgTAP in a schema of its own, people, and ways to act as them. Rolled back with the test.
set local client_min_messages = warning;
create schema if not exists pgtap;
create extension if not exists pgtap with schema pgtap;
create schema tests;
set local search_path = tests, pgtap, pg_catalog;

-- Anna and Bert use Rung (helpers/rows.sql gives them rows in every table); Emil waits for approval.
create function tests.anna() returns uuid language sql immutable return '00000000-0000-4000-8000-00000000000a'::uuid;
create function tests.bert() returns uuid language sql immutable return '00000000-0000-4000-8000-00000000000b'::uuid;
create function tests.emil() returns uuid language sql immutable return '00000000-0000-4000-8000-00000000000e'::uuid;

-- Runs one statement as a role with its claims; gives the number of rows, or the SQLSTATE.
create function tests.try(role text, who uuid, statement text, extra jsonb default '{}') returns text language plpgsql as $$
declare
  n bigint;
  outcome text;
begin
  perform tests.enter(role, who, extra);
  begin
    execute statement;
    get diagnostics n = row_count;
    outcome := n::text;
  exception when others then
    outcome := sqlstate;
  end;
  perform set_config('role', 'none', true);
  perform tests.leave();
  return outcome;
end $$;

-- The same, for a query with one value: gives it as text, or ! and the SQLSTATE.
create function tests.value(role text, who uuid, query text, extra jsonb default '{}') returns text language plpgsql as $$
declare
  outcome text;
begin
  perform tests.enter(role, who, extra);
  begin
    execute query into outcome;
  exception when others then
    outcome := '!' || sqlstate;
  end;
  perform set_config('role', 'none', true);
  perform tests.leave();
  return outcome;
end $$;

-- The same, for what a refusal says: message and detail with ids and numbers masked, so that two can be compared.
create function tests.refusal(role text, who uuid, statement text) returns text language plpgsql as $$
declare
  outcome text := 'no refusal';
  message text;
  detail text;
begin
  perform tests.enter(role, who, '{}');
  begin
    execute statement;
  exception when others then
    get stacked diagnostics message = message_text, detail = pg_exception_detail;
    outcome := sqlstate || ' ' || regexp_replace(message || ' ' || detail, '[0-9a-f]{8}-[0-9a-f-]{27}|\d+', '#', 'g');
  end;
  perform set_config('role', 'none', true);
  perform tests.leave();
  return outcome;
end $$;

create function tests.enter(role text, who uuid, extra jsonb) returns void language plpgsql as $$
begin
  perform set_config('request.jwt.claims', (jsonb_strip_nulls(jsonb_build_object('sub', who, 'role', role)) || extra)::text, true);
  perform set_config('request.ip', case right(who::text, 1) when 'a' then '10.0.0.1' when 'b' then '10.0.0.2' else '10.0.0.9' end, true);
  perform set_config('request.user_agent', 'agent of ' || coalesce(right(who::text, 1), role), true);
  perform set_config('role', role, true);
end $$;
create function tests.leave() returns void language plpgsql as $$
begin
  perform set_config('request.jwt.claims', '', true);
  perform set_config('request.ip', '', true);
  perform set_config('request.user_agent', '', true);
end $$;

create function tests.our_schemas() returns text[] language sql immutable return '{public,auth,storage,private}'::text[];
create function tests.tables() returns setof regclass language sql stable as $$
  select c.oid::regclass from pg_class c
   where c.relnamespace::regnamespace::text = any (tests.our_schemas()) and c.relkind in ('r','p') and not c.relispartition order by 1 $$;
create function tests.name_of(t regclass) returns text language sql stable as $$
  select relnamespace::regnamespace || '.' || relname from pg_class where oid = t $$;

insert into auth.users (id, email, raw_user_meta_data, raw_app_meta_data) values
  (tests.anna(), 'anna@example.org', '{"full_name": "Anna Arendt"}', '{}'),
  (tests.bert(), 'bert@example.org', '{"first_name": "Bert", "last_name": "Brecht"}', '{}'),
  (tests.emil(), 'emil@example.org', '{}', '{"approved": false}');
