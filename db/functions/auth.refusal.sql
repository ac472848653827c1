-- Why a person may not have a session, in GoTrue's words; null when she may.
create or replace function auth.refusal(u auth.users) returns text language sql stable set search_path = '' as $$
  select case when u.id is null or u.deleted_at is not null then 'user_not_found' when u.banned_until > now() then 'user_banned' end $$;
