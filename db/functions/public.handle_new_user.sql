-- A new account gets its profile, settings and plan. What a sign-up form says is trimmed: anyone may send it.
create or replace function public.handle_new_user() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  given jsonb := new.raw_user_meta_data;
begin
  insert into public.profiles (id, email, full_name, first_name, last_name, approved)
  values (new.id, new.email,
          left(coalesce(nullif(given ->> 'full_name', ''),
                        nullif(concat_ws(' ', given ->> 'first_name', given ->> 'last_name'), ''),
                        split_part(new.email, '@', 1), ''), 255),
          left(given ->> 'first_name', 255), left(given ->> 'last_name', 255),
          new.raw_app_meta_data ->> 'approved' is distinct from 'false');
  insert into public.user_settings (user_id) values (new.id);
  insert into public.subscriptions (user_id) values (new.id);
  return new;
end $$;
create or replace trigger on_auth_user_created after insert on auth.users
  for each row execute function public.handle_new_user();
