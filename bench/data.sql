-- data.sql — a million jobs of ten thousand people, once; triggers rest meanwhile, since only reading is measured.
set session_replication_role = replica;
set synchronous_commit = off;
create or replace function pg_temp.person(n bigint) returns uuid language sql immutable as
$$ select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
insert into auth.users (id, email, created_at)
  select pg_temp.person(n), 'bench' || n || '@example.org', now() from generate_series(1, 10000) n;
insert into public.profiles (id, email, full_name)
  select pg_temp.person(n), 'bench' || n || '@example.org', 'Bench ' || n from generate_series(1, 10000) n;
insert into public.user_settings (user_id) select pg_temp.person(n) from generate_series(1, 10000) n;
insert into public.jobs (user_id, job_title, company, status, location, salary, job_url, date_applied, created_at, updated_at)
  select pg_temp.person(1 + n % 10000), 'Senior Systems Engineer ' || n, 'Halden & Sons ' || n % 977,
         (array['saved','applied','interview','rejected'])[1 + n % 4]::public.job_status, 'Rotterdam, Netherlands', '78,000-95,000 EUR',
         'https://jobs.example.org/postings/' || n, date '2026-01-01' + (n % 300)::int,
         timestamptz '2026-01-01' + n * interval '17 seconds', timestamptz '2026-01-01' + n * interval '17 seconds'
    from generate_series(1, 1000000) n;
reset session_replication_role;
create or replace function public.bench_sleep() returns void language sql set search_path = '' as $$ select pg_sleep(5) $$;
grant execute on function public.bench_sleep to anon, authenticated;
vacuum analyze public.jobs;
vacuum analyze auth.users;
vacuum analyze public.profiles;
checkpoint;
