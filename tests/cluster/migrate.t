#!/bin/bash
# A database gets to the program's version once, in order, or a sentence that names the file and the cure.
. tests/cluster/tap.sh

rung=$PWD/$BUILD/rung
migrate() { "$PWD/$BUILD/cluster/migrate" "$url" "$dir/tree" 2>"$dir/said"; }
put() { mkdir -p "$dir/tree/db/$(dirname "$1")" && cat >"$dir/tree/db/$1"; }
fresh() { # fresh NAME — an empty database; $url names it
    psql -X -q -d "${url% dbname=*} dbname=postgres" -c "create database $1"
    url="${url% dbname=*} dbname=$1"
}

# The program's own files, first with the cluster at rest and then with one that runs.
first=$("$rung" migrate --data "$data" 2>"$dir/said")
is $? 0 'rung migrate makes the cluster and migrates it'
has "$first" 'rung: applied' 'and says what it applied'
[ ! -e "$data/pg/postmaster.pid" ]
ok $? 'and stops the cluster again'
has "$("$rung" migrate --data "$data")" 'nothing to migrate' 'the second time there is nothing to do'
for n in 1 2 3; do "$rung" migrate --data "$data" >"$dir/out.$n" 2>&1 & pids[n]=$!; done
status=0
for n in 1 2 3; do wait "${pids[n]}" || status=1; done
is $status 0 'three at once on a resting folder all succeed'

start
has "$("$rung" migrate --data "$data")" 'nothing to migrate' 'beside a running cluster it uses that one'
is "$("$rung" psql --data "$data" -X -q -A -t -c 'select 6 * 7')" 42 'rung psql opens the running one too'
is "$(query "select has_schema_privilege('authenticator', 'rung_meta', 'usage')")" f 'no role of the API sees the record'
fresh twice
RUNG_DATABASE_URL=$url "$rung" migrate >"$dir/a" 2>&1 & a=$!
RUNG_DATABASE_URL=$url "$rung" migrate >"$dir/b" 2>&1 & b=$!
wait $a; one=$?
wait $b; other=$?
is "$one $other" '0 0' 'two at once on a new database both succeed'
is "$(query 'select count(*) = max(number) from rung_meta.migrations')" t 'and each migration ran once'
took=$(RUNG_DATABASE_URL=$url "$rung" migrate | sed -E 's/.*\(([0-9]+) ms\).*/\1/')
[ "$took" -lt 100 ]
ok $? "with nothing to do it is quick, even with ASan ($took ms)"
query "update rung_meta.migrations set checksum = 'other' where number = 1" >/dev/null
refusal=$(RUNG_DATABASE_URL=$url "$rung" migrate 2>&1)
has "$refusal" 'db/migrations/0001_' 'an edited migration is refused by name'
has "$refusal" 'Put it back as it was, and make the change in a new migration.' 'with what to do'

# Files of ours.
fresh ours
put migrations/0001_people.sql <<<'create table people (name text);'
put functions/public.greet.sql <<<"create or replace function greet() returns text language sql return 'hello';"
put seeds/01_people.sql <<<"insert into people select 'Ann' where not exists (select from people);"
is "$(migrate)" '1 1 1' 'a migration, a function and a seed are applied'
is "$(migrate)" '0 0 0' 'and not again'
put functions/public.greet.sql <<<"create or replace function greet() returns text language sql return 'good day';"
is "$(migrate)" '0 1 0' 'a function that changed is made again'
is "$(query 'select greet()')" 'good day' 'as it is now'
put seeds/01_people.sql <<<"insert into people values ('Bert');"
is "$(migrate)" '0 0 1' 'so is a seed'

put migrations/0002_broken.sql <<'SQL'
create table half (n int);

create table broken (name text, nme tekst);
SQL
migrate >/dev/null
is $? 1 'a migration with an error fails'
has "$(cat "$dir/said")" 'db/migrations/0002_broken.sql:3: type "tekst" does not exist' 'naming the file and the line'
is "$(query "select to_regclass('half') is null")" t 'and none of it stays'
put migrations/0002_broken.sql <<'SQL'
create table half (n int check (n > 0));
insert into half values (0);
SQL
migrate >/dev/null
has "$(cat "$dir/said")" 'db/migrations/0002_broken.sql, statement 2: new row for relation "half" violates' \
    'an error while running names the statement'
put migrations/0002_broken.sql <<<'create table half (n int); commit;'
migrate >/dev/null
has "$(cat "$dir/said")" 'it ends its transaction itself' 'a migration must not commit'
query 'drop table half' >/dev/null
put migrations/0002_broken.sql <<<'copy people from stdin;'
migrate >/dev/null
has "$(cat "$dir/said")" 'COPY from or to the client is not possible' 'nor read from the client'
put migrations/0002_broken.sql <<<'create table whole (n int);'
is "$(migrate)" '1 0 0' 'once mended it is applied'

psql -X -q -d "${url% dbname=*} dbname=postgres" -c 'create role plain login' -c 'create database plain owner plain'
url="${url%% user=*} user=plain dbname=plain"
put migrations/0003_needs_more.sql <<<'create role stranger bypassrls;'
migrate >/dev/null
has "$(cat "$dir/said")" 'db/migrations/0003_needs_more.sql' 'a step beyond the owner is named'
has "$(cat "$dir/said")" 'needs a superuser' 'with who can take it'

url='host=/nowhere dbname=rung'
migrate >/dev/null
has "$(cat "$dir/said")" 'connection to server on socket' 'a database that is not there is an error, not a crash'
done_testing
