-- profiles.approved is the truth; tokens and app_metadata follow it.
create or replace function private.approval_changed() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update auth.users set raw_app_meta_data = raw_app_meta_data || jsonb_build_object('approved', new.approved) where id = new.id;
  if not new.approved then
    delete from auth.sessions where user_id = new.id;
  end if;
  return null;
end $$;
create or replace trigger on_approval after update of approved on public.profiles
  for each row when (old.approved is distinct from new.approved) execute function private.approval_changed();
