-- rest.sql — twenty lists of five items for each of ten thousand people, and a table to write to; once, with data.sql.
set session_replication_role = replica;
set synchronous_commit = off;
create or replace function pg_temp.person(n bigint) returns uuid language sql immutable as
$$ select ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
create table public.bench_lists (id bigint primary key, user_id uuid not null, title text not null, at timestamptz not null);
create table public.bench_items (id bigint primary key, list_id bigint not null references public.bench_lists, user_id uuid not null, body text not null, done boolean not null);
create table public.bench_notes (id bigint generated always as identity primary key, user_id uuid not null default auth.uid(), title text not null, body text, at timestamptz not null default now());
insert into public.bench_lists select n, pg_temp.person(1 + n % 10000), 'Letters to write in week ' || n % 53, timestamptz '2026-01-01' + n * interval '17 seconds' from generate_series(1, 200000) n;
insert into public.bench_items select n, 1 + n % 200000, pg_temp.person(1 + (1 + n % 200000) % 10000), 'Ask Halden & Sons about posting ' || n, n % 3 = 0 from generate_series(0, 999999) n;
create index on public.bench_lists (user_id, at desc);
create index on public.bench_items (list_id);
reset session_replication_role;
call private.protect('public.bench_lists');
call private.protect('public.bench_items');
call private.protect('public.bench_notes');
create policy own on public.bench_lists to authenticated using (user_id = (select auth.uid()));
create policy own on public.bench_items to authenticated using (user_id = (select auth.uid()));
create policy own on public.bench_notes to authenticated using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
grant select on public.bench_lists, public.bench_items to authenticated;
grant select, insert on public.bench_notes to authenticated;
create function public.bench_recent(most int) returns setof public.bench_lists language sql stable set search_path = '' as
$$ select * from public.bench_lists order by at desc limit most $$;
grant execute on function public.bench_recent to authenticated;
vacuum analyze public.bench_lists;
vacuum analyze public.bench_items;
checkpoint;
