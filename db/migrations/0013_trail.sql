-- Migration 0013
-- Date: 2026-11-21
-- Description: updated_at and the trail: who changed whose row, when, from what to what

create function public.update_updated_at_column() returns trigger language plpgsql set search_path = '' as
$$ begin new.updated_at := now(); return new; end $$;

create function private.owner_column(t regclass) returns text language sql stable set search_path = '' as $$
  select a.attname from pg_catalog.pg_attribute a
   where a.attrelid = t and not a.attisdropped
     and (a.attname in ('user_id','owner_id','uploaded_by') or a.attname = 'id' and t in ('auth.users'::regclass, 'public.profiles'::regclass)) $$;
create function private.secret_columns() returns text[] language sql immutable set search_path = '' as
$$ select '{encrypted_password,token_hash,auth_code_hash,refresh_key,secret,credential,ciphertext,otp_hash,password_hash,session_data,code_challenge}'::text[] $$;
create function private.derived_columns() returns text[] language sql immutable set search_path = '' as
$$ select '{updated_at,view_count,last_viewed_at,download_count,last_downloaded_at,last_accessed_at,last_used_at,last_sign_in_at,refreshed_at,
            next_interview_at,actual_num_questions,current_version,total_attempts,total_score,average_score,current_streak,longest_streak,last_practice_date}'::text[] $$;
create function private.columns_of(t regclass, but text[]) returns text language sql stable set search_path = '' as $$
  select string_agg(quote_ident(attname), ', ' order by attnum) from pg_catalog.pg_attribute
   where attrelid = t and attnum > 0 and not attisdropped and attgenerated = '' and attname <> all (but) $$;
create function private.uuid_of(value text) returns uuid language sql immutable
  return case when value ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then value::uuid end;
create function private.request_ip() returns inet language sql stable
  return nullif(split_part(current_setting('request.ip', true), '%', 1), '')::inet;       -- fe80::1%eth0: no zone in an inet
comment on function private.owner_column is 'The column that says whose row it is; null for what belongs to nobody.';
comment on function private.secret_columns is 'Never in the trail, never in an export.';
comment on function private.derived_columns is 'Clocks and counters: a change of these is no change of anybody''s.';
comment on function private.columns_of is 'A list of the columns that can be written, but for some.';
comment on function private.uuid_of is 'The text as a UUID, null when it is none.';

-- Long values are kept as length and SHA-256: enough to prove which text it was; the text itself is in document_versions.
create function private.trail_values(v jsonb) returns jsonb language sql immutable set search_path = '' as $$
  select jsonb_object_agg(key, case
           when key = any (private.secret_columns() || '{token}'::text[]) then '"(secret)"'     -- a share link's token opens a document
           when pg_column_size(value) > 512 then jsonb_build_object('length', length(value #>> '{}'),
                'sha256', encode(sha256(convert_to(value #>> '{}', 'UTF8')), 'hex'))
           else value end)
    from jsonb_each(v) where value <> 'null' and key <> all (private.derived_columns()) $$;

-- Arguments: the resource's name, its owner's column. An owner reads her trail, so what others' requests came from is not in it:
-- when an administrator changes a person's row, his address and session go to a row of his own, without the values.
create function private.audit() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  before  jsonb := to_jsonb(old);
  after   jsonb := to_jsonb(new);
  whole   jsonb := coalesce(after, before);
  owner   uuid  := private.uuid_of(whole ->> tg_argv[1]);
  actor   uuid  := auth.uid();
  foreign_hand boolean := actor <> owner;
  entry   public.audit_logs;
begin
  if tg_op = 'UPDATE' then                                     -- only what changed
    select jsonb_object_agg(b.key, b.value), jsonb_object_agg(b.key, after -> b.key) into before, after from jsonb_each(before) b
     where b.value is distinct from after -> b.key and b.key <> all (private.derived_columns());
    if after is null then return null; end if;
  end if;
  entry.actor_id := actor;
  entry.action := lower(tg_op);
  entry.resource_type := tg_argv[0];
  entry.resource_id := coalesce(whole ->> 'id', whole ->> 'user_id');
  entry.session_id := private.uuid_of(auth.jwt() ->> 'session_id');
  entry.ip_address := private.request_ip();
  entry.user_agent := nullif(current_setting('request.user_agent', true), '');
  if foreign_hand then
    insert into public.audit_logs (user_id, actor_id, session_id, action, resource_type, resource_id, ip_address, user_agent)
    values (actor, actor, entry.session_id, entry.action, entry.resource_type, entry.resource_id, entry.ip_address, entry.user_agent);
    entry.session_id := null; entry.ip_address := null; entry.user_agent := null;
  end if;
  insert into public.audit_logs (user_id, actor_id, session_id, action, resource_type, resource_id, old_values, new_values, ip_address, user_agent)
  values (owner, actor, entry.session_id, entry.action, entry.resource_type, entry.resource_id,
          private.trail_values(before), private.trail_values(after), entry.ip_address, entry.user_agent);
  return null;
end $$;

create procedure private.track(t regclass, audited boolean default true) language plpgsql set search_path = '' as $$
begin
  if exists (select from pg_catalog.pg_attribute where attrelid = t and attname = 'updated_at') then
    execute format('create or replace trigger update_updated_at before update of %s on %s for each row execute function public.update_updated_at_column()',
                   private.columns_of(t, private.derived_columns()), t);
  end if;
  if audited then
    execute format('create or replace trigger audit after insert or delete or update of %s on %s for each row execute function private.audit(%L, %L)',
                   private.columns_of(t, private.derived_columns()), t, regexp_replace(t::text, '^public\.', ''), coalesce(private.owner_column(t), 'user_id'));
  end if;
end $$;
comment on procedure private.track is 'For every new table, and again when it gets a column: updated_at and the trail, neither for clocks and counters.';

-- Every table is audited, except the append-only logs themselves, what is derived from audited rows, and machinery that holds no one's data.
do $$
declare
  t regclass;
begin
  for t in select c.oid from pg_class c
            where c.relnamespace::regnamespace::text in ('public', 'auth', 'storage', 'private')
              and c.relkind in ('r','p') and not c.relispartition
  loop
    call private.track(t, t <> all (array[
      'public.audit_logs', 'public.ai_events', 'public.user_activities',
      'public.skill_progress', 'public.question_history', 'public.practice_sessions', 'private.job_search',
      'public.job_events',                                     -- its 'status' and 'share_view' rows are a log: below
      'auth.refresh_tokens', 'auth.one_time_tokens', 'auth.mfa_challenges', 'auth.flow_state',
      'private.task_queue', 'private.stripe_events', 'private.share_passwords', 'private.api_token_hashes']::regclass[]));
  end loop;
end $$;
create trigger audit after insert or update on public.job_events for each row
  when (new.kind not in ('status','share_view')) execute function private.audit('job_events', 'user_id');
create trigger audit_delete after delete on public.job_events for each row
  when (old.kind not in ('status','share_view')) execute function private.audit('job_events', 'user_id');
