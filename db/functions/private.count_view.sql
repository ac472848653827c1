-- A view is counted on the link and its document; an application's timeline gets a line an hour, however often the link is opened.
create or replace function private.count_view(l public.share_links) returns void language plpgsql security definer set search_path = '' as $$
begin
  update public.share_links   set view_count = view_count + 1, last_viewed_at = now() where token = l.token;
  update public.resumes       set view_count = view_count + 1 where id = l.resume_id;
  update public.cover_letters set view_count = view_count + 1 where id = l.cover_letter_id;
  if l.job_id is not null and coalesce(l.last_viewed_at < now() - interval '1 hour', true) then
    insert into public.job_events (user_id, job_id, kind, title)
    values (l.user_id, l.job_id, 'share_view', case when l.resume_id is null then 'Shared letter was opened' else 'Shared resume was opened' end);
  end if;
end $$;
