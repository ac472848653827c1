-- The person's day, not the server's.
create or replace function private.today(owner uuid) returns date language sql stable security definer set search_path = '' as $$
  select (now() at time zone coalesce((select timezone from public.user_settings where user_id = owner), 'UTC'))::date $$;
