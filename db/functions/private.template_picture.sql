-- Where a picture of the template lies. What follows "v=" says what it looks like, so that browsers may keep it for ever: raise the number when
-- what the program draws from the same config changes (tests/cases/paper/specimen.case then has).
create or replace function private.template_picture(slug text, config jsonb, width int) returns text language sql immutable set search_path = '' as $$
  select '/templates/' || slug || '.png?width=' || width || '&v=' || left(md5('1' || config::text), 12);
$$;
comment on function private.template_picture is 'Address of the PNG that the server makes of a template.';
update public.templates set thumbnail_url = thumbnail_url where type = 'resume';   -- whose addresses are of before: the trigger renews them
