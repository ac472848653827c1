#!/bin/bash
# The cluster is made once, starts fast, belongs to one rung, and refuses what it cannot use.
. tests/cluster/tap.sh

start
is "$(query 'select 6 * 7')" 42 'the first start makes a database that answers'
is "$(query 'show data_checksums; show server_encoding; show timezone; show listen_addresses' | tr '\n' ' ')" \
    'on UTF8 UTC  ' 'with checksums, UTF-8, UTC and no network'
is "$(query 'select datcollate from pg_database where datname = current_database()')" C.UTF-8 'sorted as C.UTF-8'
is "$(query 'select count(*) > 0 from pg_extension, pg_settings where setting ~ $$pg_stat_statements$$')" t \
    'with pg_stat_statements loaded'
is "$(stat -c %a "$data/pg") $(stat -c %a "$data/run")" '700 700' 'nobody else may enter the cluster or its socket folder'
is "$(find "$data" -maxdepth 1 -name 'pg.new-*' | wc -l)" 0 'no unfinished cluster is left'
grep -qz MALLOC_TRIM_THRESHOLD_ "/proc/$(postmaster)/environ"
ok $? 'postgres keeps its heap between requests'

refusal=$("$BUILD/cluster/drive" "$data" 2>&1)
is $? 1 'a second rung on the folder is refused'
has "$refusal" "another rung (process $driver) is running on $data" 'and told which process has it'

query 'create table kept (n int); insert into kept values (7)'
old=$(postmaster)
stop
gone "$old"
ok $? 'a stop ends postgres'

begin=$(now)
start
took=$(($(now) - begin))
[ $took -lt 1500 ]
ok $? "the second start takes less than 1.5 s ($took ms)"
is "$(query 'select n from kept')" 7 'and finds what was written'
stop

major=$(cat "$data/pg/PG_VERSION")
echo 14 >"$data/pg/PG_VERSION"
refusal=$("$BUILD/cluster/drive" "$data" 2>&1)
has "$refusal" "$data/pg was made by PostgreSQL 14, and this machine has PostgreSQL" 'another major version is refused'
echo "$major" >"$data/pg/PG_VERSION"
# pg_upgrade takes its own version too, so that the command it prints can be tried with the one there is.
command=$(tail -1 <<<"$refusal" | sed "s,/14/bin,/$major/bin,")
bash -c "$command" >"$dir/upgrade" 2>&1
is $? 0 'the command that it prints upgrades it' || cat "$dir/upgrade"
start
is "$(query 'select n from kept')" 7 'with all that was in it'
is "$(query 'show shared_preload_libraries')" pg_stat_statements 'and our settings'
stop

mkdir "$dir/mine"
touch "$dir/mine/letter.txt"
mode=$(stat -c %a "$dir/mine")
refusal=$("$BUILD/cluster/drive" "$dir/mine" 2>&1)
has "$refusal" "$dir/mine holds other things" "somebody's own folder is refused"
is "$(stat -c %a "$dir/mine")" "$mode" 'and keeps its permissions'

data="$dir/a folder with 'quotes' and a name that is by far too long for a socket, which holds no more than 107 bytes"
start
is "$(query 'select 6 * 7')" 42 'a folder with a long and odd name works'
socket=${url#host=\'}
socket=${socket%%\'*}
stop
rmdir "$socket" 2>/dev/null
done_testing
