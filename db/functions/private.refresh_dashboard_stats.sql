-- Concurrently, so that the operator can read meanwhile.
create or replace function private.refresh_dashboard_stats() returns void language sql security definer set search_path = '' as $$
  refresh materialized view concurrently private.dashboard_stats $$;
