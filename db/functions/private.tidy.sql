-- Once an hour or so: what has run out goes. Deleting is by small facts of time only, so it can run on any node, twice, or late.
create or replace function private.tidy() returns void language plpgsql security definer set search_path = '' as $$
begin
  perform private.ensure_partitions();
  delete from auth.one_time_tokens where expires_at < now();
  delete from auth.flow_state      where expires_at < now();
  delete from auth.mfa_challenges  where expires_at < now() - interval '1 day';
  delete from auth.sessions        where not_after  < now();
  delete from auth.refresh_tokens  where used_at    < now() - interval '90 days';
  delete from public.resumes       where deleted_at < now() - interval '30 days';
  delete from public.cover_letters where deleted_at < now() - interval '30 days';
  delete from private.removed_jobs where removed_at < now() - interval '1 hour';
  delete from private.stripe_events where received_at < now() - interval '90 days';
end $$;
comment on function private.tidy is 'Purges what has expired: tokens, flows, the trash after 30 days; makes the coming partitions.';
