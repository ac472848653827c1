-- Migration 0012
-- Date: 2026-11-21
-- Description: append-only logs, one partition a UTC month

create table public.ai_events (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  wizard_session_id uuid, interview_session_id uuid,
  feature text not null default 'other', provider text not null, model text not null,
  input_tokens int, output_tokens int, latency_ms int, credits int not null default 0,
  status text not null check (status in ('success','error')), error text,
  created_at timestamptz not null default now(),
  primary key (id, created_at),
  constraint ai_events_in_wizard    foreign key (user_id, wizard_session_id) references public.wizard_sessions (user_id, id) on delete set null (wizard_session_id),
  constraint ai_events_in_interview foreign key (user_id, interview_session_id) references public.interview_sessions (user_id, id) on delete set null (interview_session_id)
) partition by range (created_at);
create index idx_ai_events_user_created on public.ai_events (user_id, created_at desc);
create index idx_ai_events_errors on public.ai_events (created_at desc) where status = 'error';
create index idx_ai_events_wizard on public.ai_events (user_id, wizard_session_id) where wizard_session_id is not null;
create index idx_ai_events_interview on public.ai_events (user_id, interview_session_id) where interview_session_id is not null;
create index idx_ai_events_provider_model on public.ai_events (provider, model);

create table public.audit_logs (
  id uuid not null default gen_random_uuid(),
  user_id uuid,                                                -- whose data; no foreign key: the trail outlives the account
  actor_id uuid,                                               -- who did it; null: the server
  session_id uuid, action text not null, resource_type text not null, resource_id text,
  old_values jsonb, new_values jsonb, ip_address inet, user_agent text,
  created_at timestamptz not null default now(), primary key (id, created_at)
) partition by range (created_at);
create index idx_audit_logs_user_created on public.audit_logs (user_id, created_at desc);
create index idx_audit_logs_actor on public.audit_logs (actor_id) where actor_id is distinct from user_id;
create index idx_audit_logs_resource on public.audit_logs (resource_type, resource_id);

create table public.user_activities (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null default auth.uid() references public.profiles on delete cascade,
  type text not null, feature text, details jsonb not null default '{}',
  duration int,
  ip_address inet default nullif(split_part(current_setting('request.ip', true), '%', 1), '')::inet,
  user_agent text default nullif(current_setting('request.user_agent', true), ''),
  "timestamp" timestamptz not null default now(), primary key (id, "timestamp")
) partition by range ("timestamp");
create index idx_user_activities_user on public.user_activities (user_id, "timestamp" desc);
create index idx_user_activities_type on public.user_activities (type, feature);

-- Months are UTC months, whatever the session's zone. Rows that already wait in the default partition move to their month.
create function private.ensure_partitions(months_ahead int default 2) returns void
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare parent text; at_column text; part text; month timestamptz; next timestamptz;
begin
  perform pg_advisory_xact_lock(hashtext('private.ensure_partitions'));
  for parent, at_column in values ('ai_events', 'created_at'), ('audit_logs', 'created_at'), ('user_activities', 'timestamp') loop
    for i in -1..months_ahead loop
      month := date_trunc('month', now()) + make_interval(months => i);
      next  := month + interval '1 month';
      part  := parent || to_char(month, '"_y"YYYY"m"MM');
      continue when to_regclass('public.' || part) is not null or to_regclass('private.' || part) is not null;
      execute format('lock table public.%I in access exclusive mode', parent || '_default');
      execute format('create table public.%I (like public.%I including defaults including constraints)', part, parent);
      execute format('with moved as (delete from public.%I where %I >= %L and %I < %L returning *) insert into public.%I select * from moved',
                     parent || '_default', at_column, month, at_column, next, part);
      execute format('alter table public.%I enable row level security', part);
      execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)', parent, part, month, next);
    end loop;
  end loop;
end $$;
create table public.ai_events_default       partition of public.ai_events default;
create table public.audit_logs_default      partition of public.audit_logs default;
create table public.user_activities_default partition of public.user_activities default;
select private.ensure_partitions();

create function private.archive_partitions(parent text, keep interval) returns setof text
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare part text;                                             -- detaches; the operator copies the table out and drops it
begin
  for part in select c.relname from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
               where i.inhparent = ('public.' || quote_ident(parent))::regclass and c.relname ~ '_y\d{4}m\d{2}$'
                 and to_timestamp(right(c.relname, 7), 'YYYY"m"MM') + interval '1 month' < now() - keep order by 1
  loop
    execute format('alter table public.%I detach partition public.%I', parent, part);
    execute format('alter table public.%I set schema private', part);
    return next part;
  end loop;
end $$;

comment on table public.ai_events is 'Calls of models: tokens, latency, credits, errors. Append-only, a partition a month.';
comment on table public.audit_logs is 'The trail. Append-only, a partition a month; outlives the account, without its values.';
comment on table public.user_activities is 'What people used. Append-only, a partition a month.';
comment on column public.audit_logs.user_id is 'Whose data; no foreign key, since the trail outlives the account.';
comment on column public.audit_logs.actor_id is 'Who did it; null: the server by itself.';
comment on function private.ensure_partitions is 'Makes the coming months'' partitions, and moves there what waits in the default ones.';
comment on function private.archive_partitions is 'Detaches months older than keep into schema private and names them; the operator copies them out and drops them.';
