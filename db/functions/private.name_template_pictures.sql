-- The addresses of a resume template's pictures, unless someone gave it pictures of her own.
create or replace function private.name_template_pictures() returns trigger language plpgsql set search_path = '' as $$
begin
  if coalesce(new.thumbnail_url, '/templates/') like '/templates/%' then
    new.thumbnail_url := private.template_picture(new.slug, new.config, 480);
  end if;
  if coalesce(new.preview_url, '/templates/') like '/templates/%' then
    new.preview_url := private.template_picture(new.slug, new.config, 1240);
  end if;
  return new;
end $$;
create or replace trigger name_template_pictures before insert or update on public.templates
  for each row when (new.type = 'resume') execute function private.name_template_pictures();
