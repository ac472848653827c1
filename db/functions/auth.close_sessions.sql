create or replace function auth.close_sessions(session_id uuid, scope text default 'global') returns int language plpgsql set search_path = '' as $$
declare
  n int;
begin
  if scope is null or scope not in ('global', 'local', 'others') then
    raise exception 'scope is global, local or others, not %', scope using errcode = '22023';
  end if;
  delete from auth.sessions s using auth.sessions mine
   where mine.id = close_sessions.session_id and s.user_id = mine.user_id
     and case scope when 'global' then true when 'local' then s.id = mine.id else s.id <> mine.id end;
  get diagnostics n = row_count;
  return n;
end $$;
comment on function auth.close_sessions is 'Signs out: this session (local), the person''s others (others), or all of them (global); says how many.';
