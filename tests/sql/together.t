#!/bin/sh
# What many do at the same moment: renew one session, save versions, choose a default. Commits, in the scratch database that its argument,
# or else PG*, names.
database=${1-}
sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 ${database:+-d "$database"} -c "$1"; }
at_once() { # SQL with %n for the number: run by eight clients in the same moment, their answers in order
  work=$(mktemp -d)
  moment=$(date -u -d '+1 second' +%FT%T.%N)+00
  for n in 1 2 3 4 5 6 7 8; do
    sql "select pg_sleep_until('$moment') is null; $(echo "$1" | sed "s/%n/$n/g")" >"$work/$n" 2>&1 &
  done
  wait
  cat "$work"/* | sed '/^f$/d'
  rm -r "$work"
}
n=0
is() { # name, have, want
  n=$((n + 1))
  if [ "$2" = "$3" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; echo "# have '$2'" "want '$3'" | sed 's/^/# /'; fi
}
claims="select set_config('request.jwt.claims', '{\"sub\": \"00000000-0000-4000-8000-0000000000aa\", \"role\": \"authenticated\"}', true) is null"

sql "delete from auth.users where id = '00000000-0000-4000-8000-0000000000aa'"
sql "insert into auth.users (id, email) values ('00000000-0000-4000-8000-0000000000aa', 'together@example.org')"
token=$(sql "select refresh_token from auth.open_session('00000000-0000-4000-8000-0000000000aa', 'password')")
renewed=$(at_once "select outcome || ' ' || refresh_token from auth.renew_session('$token')" | sort | uniq -c | awk '{print $1, $2, length($3)}')
is 'eight tabs renew at once: all get the same token' "$renewed" '8 ok 64'
is 'of which one is current' "$(sql "select count(*) || '/' || count(*) filter (where used_at is null) from auth.refresh_tokens")" '2/1'

sql "insert into public.resumes (id, user_id) values ('00000000-0000-4000-8000-0000000000ab', '00000000-0000-4000-8000-0000000000aa')"
versions=$(at_once "$claims; select public.save_version('00000000-0000-4000-8000-0000000000ab')" | sort | tr '\n' ' ')
is 'eight versions at once get eight numbers' "$versions" '1 2 3 4 5 6 7 8 '

answers=$(at_once "insert into public.resumes (user_id, title, is_current) values ('00000000-0000-4000-8000-0000000000aa', 'R%n', true) returning 'made'" | sort | uniq -c | awk '{print $1, $2}')
is 'eight current resumes at once are made' "$answers" '8 made'
is 'and one of them is current' "$(sql "select count(*) from public.resumes where is_current")" '1'

answers=$(at_once "insert into public.attempts (user_id, final_score, ml_scores) values ('00000000-0000-4000-8000-0000000000aa', 10 * %n, '{\"content\": 50, \"delivery\": 50, \"structure\": 50}') returning 'made'" | sort | uniq -c | awk '{print $1, $2}')
is 'eight answers at once are taken' "$answers" '8 made'
is 'and all counted' "$(sql "select total_attempts || '/' || average_score from public.profiles where id = '00000000-0000-4000-8000-0000000000aa'")" '8/45.00'
sql "delete from auth.users where id = '00000000-0000-4000-8000-0000000000aa'"
echo "1..$n"
