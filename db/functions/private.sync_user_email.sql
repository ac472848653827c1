-- profiles.email follows the account's.
create or replace function private.sync_user_email() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.profiles set email = new.email where id = new.id;
  return new;
end $$;
create or replace trigger on_auth_user_email after update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function private.sync_user_email();
