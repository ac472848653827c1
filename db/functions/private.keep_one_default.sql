-- A new default unsets the former one. The person's lock makes two that come at once wait for each other.
create or replace function private.keep_one_default() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform from public.profiles where id = new.user_id for no key update;
  if tg_table_name = 'resume_uploads' then
    update public.resume_uploads set is_default = false where user_id = new.user_id and id <> new.id and is_default;
  else
    update public.resumes set is_current = false where user_id = new.user_id and id <> new.id and is_current;
  end if;
  return new;
end $$;
create or replace trigger one_default before insert or update of is_default on public.resume_uploads
  for each row when (new.is_default) execute function private.keep_one_default();
create or replace trigger one_current before insert or update of is_current on public.resumes
  for each row when (new.is_current) execute function private.keep_one_default();
