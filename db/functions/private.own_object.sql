-- Whose file it is: the caller's, or, when the server writes into a person's folder, that person's.
create or replace function private.own_object() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  new.owner_id := coalesce(auth.uid()::text, new.owner_id, private.uuid_of(split_part(new.name, '/', 1))::text);
  return new;
end $$;
create or replace trigger own_object before insert on storage.objects
  for each row execute function private.own_object();
