-- Only for whom has chosen to have a page (`link`: for who knows its address, `public`: for search engines too), and of her only what she
-- listed: a link that is pinned to a password or has ended is not shown.
create or replace function public.get_public_profile(username text) returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('username', p.username, 'full_name', p.full_name, 'job_title', p.job_title, 'location', p.location, 'profile_picture_url', p.profile_picture_url, 'findable', s.privacy_level = 'public',
           'documents', coalesce((select jsonb_agg(jsonb_build_object('token', l.token, 'kind', case when l.resume_id is null then 'cover_letter' else 'resume' end, 'title', d.title) order by l.created_at desc)
                                    from public.share_links l cross join lateral (
                                           select r.title from public.resumes r where r.id = l.resume_id and r.deleted_at is null union all
                                           select c.title from public.cover_letters c where c.id = l.cover_letter_id and c.deleted_at is null) d
                                   where l.user_id = p.id and l.listed and not l.has_password and l.revoked_at is null and (l.expires_at is null or l.expires_at > now())), '[]'))
    from public.profiles p join public.user_settings s on s.user_id = p.id join auth.users u on u.id = p.id
   where p.username = get_public_profile.username and s.privacy_level in ('link', 'public') and p.approved and auth.refusal(u) is null $$;
comment on function public.get_public_profile is 'The public page of a person who has chosen to have one; null of everybody else.';
grant execute on function public.get_public_profile to anon, authenticated;
