-- For whoever runs the server, by `rung psql`: the first administrator can be made by nobody else.
create or replace function private.make_admin(email text, admin boolean default true) returns text language plpgsql security definer set search_path = '' as $$
declare
  person auth.users;
begin
  update auth.users u set raw_app_meta_data = u.raw_app_meta_data - 'role' || case when admin then '{"role": "admin"}' else '{}' end::jsonb
   where lower(u.email) = lower(make_admin.email) and not u.is_sso_user returning * into person;
  if person.id is null then
    raise exception 'no account has the address %', make_admin.email using errcode = 'P0002', hint = 'Sign up first.';
  end if;
  if admin then
    update public.profiles set approved = true where id = person.id and not approved;
  end if;
  return case when admin then 'an administrator, from the next sign-in on' else 'no administrator any more' end;
end $$;
comment on function private.make_admin is 'Makes a person an administrator (or, admin = false, takes it back).';
