-- What a link shows of its resume or letter: as it is now, or as the version that the link is pinned to; null when it shows none of that kind.
-- Looking is counted.
create or replace function private.shown_document(share_token text, password text, of_kind text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.share_links := private.open_link(share_token, password);
  shown jsonb;
begin
  select jsonb_build_object('title', d.title, 'language', d.language, 'template', coalesce(v.template_slug, t.slug), 'config', case when v.template_slug is null then t.config else v.template_config end, 'content', coalesce(v.content_json, d.content)) into shown
    from (select 'resume' as kind, x.id, x.user_id, x.title, x.language, x.template_id, x.deleted_at, x.data as content from public.resumes x where x.id = l.resume_id
          union all
          select 'cover_letter', x.id, x.user_id, x.title, x.language, x.template_id, x.deleted_at,
                 jsonb_build_object('company_name', x.company_name, 'job_title', x.job_title, 'content', x.content, 'personal_info', x.personal_info)
            from public.cover_letters x where x.id = l.cover_letter_id) d
    left join public.templates t on t.id = d.template_id
    left join public.document_versions v on v.user_id = d.user_id and v.version_number = l.version_number and (v.resume_id = l.resume_id or v.cover_letter_id = l.cover_letter_id)
   where d.kind = of_kind and d.user_id = l.user_id and d.deleted_at is null and (l.version_number is null or v.id is not null);
  if shown is not null then
    perform private.count_view(l);
  end if;
  return shown;
end $$;
