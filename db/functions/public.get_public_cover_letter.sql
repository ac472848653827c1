create or replace function public.get_public_cover_letter(share_token text, password text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.share_links := private.open_link(share_token, password);
  shown jsonb;
begin
  select jsonb_build_object('title', x.title, 'language', x.language, 'template', t.slug, 'config', t.config, 'content', c.content)
    into shown from public.cover_letters x left join public.templates t on t.id = x.template_id
    cross join lateral (select jsonb_build_object('company_name', x.company_name, 'job_title', x.job_title, 'content', x.content, 'personal_info', x.personal_info) as content
                         where l.version_number is null union all
                        select v.content_json from public.document_versions v
                         where v.user_id = x.user_id and v.cover_letter_id = x.id and v.version_number = l.version_number) c
   where x.id = l.cover_letter_id and x.user_id = l.user_id and x.deleted_at is null;
  if shown is not null then
    perform private.count_view(l);
  end if;
  return shown;
end $$;
comment on function public.get_public_cover_letter is 'The letter that a share link shows; null when it shows none.';
grant execute on function public.get_public_cover_letter to anon, authenticated;
