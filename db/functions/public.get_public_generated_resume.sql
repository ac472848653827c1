-- The token is the permission: whoever has a link may see what it shows, unless it was revoked, has expired, asks for a password, or
-- its owner has been banned or is not approved. All of these look like a link that never was.
create or replace function public.get_public_generated_resume(share_token text, password text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  l public.share_links;
  r jsonb;
begin
  select * into l from public.share_links s
   where s.token = share_token and s.revoked_at is null and s.resume_id is not null and (s.expires_at is null or s.expires_at > now())
     and exists (select from auth.users u join public.profiles p using (id) where u.id = s.user_id and p.approved and auth.refusal(u) is null);
  if not found then return null; end if;
  if l.has_password and not exists (select from private.share_passwords p
       where p.token = l.token and p.password_hash = extensions.crypt(left(get_public_generated_resume.password, 72), p.password_hash)) then return null; end if;
  select jsonb_build_object('title', x.title, 'language', x.language, 'template', t.slug, 'config', t.config, 'content', c.content)
    into r from public.resumes x left join public.templates t on t.id = x.template_id
    cross join lateral (select x.data as content where l.version_number is null union all
                        select v.content_json from public.document_versions v
                         where v.user_id = x.user_id and v.resume_id = x.id and v.version_number = l.version_number) c
   where x.id = l.resume_id and x.user_id = l.user_id and x.deleted_at is null;
  if r is null then return null; end if;
  update public.share_links set view_count = view_count + 1, last_viewed_at = now() where token = l.token;
  update public.resumes set view_count = view_count + 1 where id = l.resume_id;
  if l.job_id is not null and coalesce(l.last_viewed_at < now() - interval '1 hour', true) then   -- a line an hour, however often it is opened
    insert into public.job_events (user_id, job_id, kind, title) values (l.user_id, l.job_id, 'share_view', 'Shared resume was opened');
  end if;
  return r;
end $$;
comment on function public.get_public_generated_resume is 'What a share link shows; null when it shows nothing.';
grant execute on function public.get_public_generated_resume to anon, authenticated;
