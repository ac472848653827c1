-- What a token's role claim says. Until an administrator approves, it opens the person's own profile and nothing else: rest,
-- storage, realtime and every function are closed at once, at no cost to the queries of everyone else.
create or replace function auth.token_role(u auth.users) returns text language sql stable set search_path = '' as $$
  select coalesce((select u.role from public.profiles p where p.id = u.id and p.approved), 'unapproved') $$;
