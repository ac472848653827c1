#!/bin/bash
# kill -9 of anything, at any moment, needs no hand afterwards.
. tests/cluster/tap.sh

start
query 'create table kept (n int)' 
for n in 1 2 3; do
    query "insert into kept values ($n)"
    old=$(postmaster)
    kill -9 "$old"
    another_answers() { [ "$(postmaster)" != "$old" ] && [ "$(query 'select 1')" = 1 ]; }
    until_true 20 another_answers
    ok $? "postgres is started again after kill -9, time $n"
done
is "$(query 'select count(*) from kept')" 3 'and nothing acknowledged is lost'

backend=$(psql -X -q -A -t -d "$url" -c 'select pid from pg_stat_activity where backend_type = $$checkpointer$$')
kill -9 "$backend"
answers() { [ "$(query 'select 1')" = 1 ]; }
until_true 20 answers
ok $? 'it answers again after kill -9 of one of its processes'

old=$(postmaster)
{ kill -9 "$driver"; wait "$driver"; } 2>/dev/null
until_true 20 gone "$old"
ok $? 'postgres stops when its rung was killed'

start
old=$(postmaster)
{ kill -9 "$driver" "$old"; wait "$driver"; } 2>/dev/null
start
is "$(query 'select count(*) from kept')" 3 'it starts at once after kill -9 of both'

kill -STOP "$(postmaster)"
{ kill -9 "$driver"; wait "$driver"; } 2>/dev/null
old=$(postmaster)
(sleep 1; kill -CONT "$old") &
start
is "$(query 'select count(*) from kept')" 3 'an orphan that is slow to stop is waited for'
gone "$old"
ok $? 'and is gone'
has "$(cat "$dir/stderr")" 'stopping the PostgreSQL that an earlier run left' 'which the operator is told'
stop

# A process id is used again: a pid file may name any process.
sleep 100 &
foreign=$!
printf '%s\n%s\n1\n5432\n%s\n\n  1 1\nready   \n' $foreign "$data/pg" "$data/run" >"$data/pg/postmaster.pid"
start
is "$(query 'select count(*) from kept')" 3 'a stale pid file that names a stranger does not hinder the start'
kill -0 $foreign
ok $? 'and the stranger is left alone'
kill $foreign
stop

rm -rf "$data"
for pause in 0.05 0.15 0.3 0.6; do
    "$BUILD/cluster/drive" "$data" >/dev/null 2>&1 &
    killed=$!
    sleep $pause
    { kill -9 $killed; wait $killed; } 2>/dev/null
done
start
is "$(query 'select 6 * 7')" 42 'kill -9 during the making of the cluster: the next start makes it'
is "$(find "$data" -maxdepth 1 -name 'pg.new-*' | wc -l)" 0 'and clears away what was left'
done_testing
