#!/bin/sh
# DDL tells the server, from wherever it comes; temporary tables and refreshed views do not. Commits, as a notice needs: in the scratch
# database that its argument, or else PG*, names.
database=${1-}
channels() { # SQL: which channels hear of it
  psql -X -q -A -t ${database:+-d "$database"} -c 'listen rung_schema; listen pgrst' -c "$1" -c 'select 1' 2>&1 | sed -n 's/^Asynchronous notification "\([a-z_]*\)".*/\1/p' | sort -u | tr '\n' ' '
}
n=0
heard() { # name, SQL, channels
  n=$((n + 1))
  got=$(channels "$2")
  if [ "$got" = "$3" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; echo "# heard '$got', not '$3'"; fi
}
both='pgrst rung_schema '
heard 'a new table'           'create table public.heard (id int)'               "$both"
heard 'a new column'          'alter table public.heard add name text'           "$both"
heard 'a comment'             "comment on table public.heard is 'x'"             "$both"
heard 'a grant'               'grant select on public.heard to anon'             "$both"
heard 'a function'            'create function public.heard() returns int language sql as $$ select 1 $$' "$both"
heard 'a dropped function'    'drop function public.heard()'                     "$both"
heard 'a dropped table'       'drop table public.heard'                          "$both"
heard 'rows are no schema'    'update public.templates set name = name'          ''
heard 'a temporary table'     'create temporary table t (id int); drop table t'  ''
heard 'a refreshed view'      'refresh materialized view concurrently private.dashboard_stats' ''
heard 'what is rolled back'   'begin; create table public.heard (id int); rollback' ''
echo "1..$n"
