-- The next number of a document; the row lock of its parent makes numbers unique. Only an import says which number it wants, or template.
create or replace function private.number_version() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  v int;
begin
  if new.resume_id is not null then
    update public.resumes set current_version = greatest(current_version, coalesce(new.version_number, current_version + 1))
     where user_id = new.user_id and id = new.resume_id returning current_version into v;
    if new.template_slug is null then
      select coalesce(t.slug, 'modern-professional'), coalesce(t.config, '{}') into new.template_slug, new.template_config
        from public.resumes r left join public.templates t on t.id = r.template_id where r.user_id = new.user_id and r.id = new.resume_id;
    end if;
  else
    update public.cover_letters set current_version = greatest(current_version, coalesce(new.version_number, current_version + 1))
     where user_id = new.user_id and id = new.cover_letter_id returning current_version into v;
  end if;
  new.version_number := coalesce(new.version_number, v, 1);    -- no parent: the foreign key will say so
  return new;
end $$;
create or replace trigger number_version before insert on public.document_versions for each row execute function private.number_version();
