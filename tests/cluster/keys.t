#!/bin/bash
# The keys of a data folder: made at the first start, the same ever after, nobody else's to read.
. tests/cluster/tap.sh

rung="$BUILD/rung"
server=
end_server() { [ -z "$server" ] || kill "$server" 2>/dev/null; }
trap 'end_server; cleanup' EXIT
serve() {
    "$rung" serve --data "$data" --listen 127.0.0.1:0 >"$dir/serve.out" 2>"$dir/serve.err" &
    server=$!
    is_ready() { grep -q '^rung: ready on ' "$dir/serve.out"; }
    until_true 60 is_ready
}
key() { "$rung" keys --json --data "$data" | sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/"; }

"$rung" keys --data "$data" >/dev/null 2>"$dir/keys.err"
is $? 1 'before the first start there are none'
has "$(cat "$dir/keys.err")" 'rung serve' 'and the way to have them is said'

serve
url=$(sed -n 's/^rung: ready on //p' "$dir/serve.out")
is "$(key url)" "$url" 'keys say where the server answers'
is "$(node -e 'fetch(process.argv[1]).then((answer) => console.log(answer.status))' "$url/auth/v1/health")" 200 'and there it does'
is "$(stat -c %a "$data/secrets")" 600 'the secrets are for their owner alone'
anon=$(key anon_key)
service=$(key service_role_key)
{ kill -9 "$server"; wait "$server"; } 2>/dev/null
serve
is "$(key anon_key) $(key service_role_key)" "$anon $service" 'kill -9 changes no key'
for secret in $(sed 's/.*=//' "$data/secrets"); do
    grep -qr "$secret" "$dir/serve.out" "$dir/serve.err" "$data/log"
    is $? 1 'no log holds a secret'
done
kill "$server"
wait "$server"
is $? 0 'the server stops cleanly'
is "$(key url)" http://127.0.0.1:8080 'without a server, keys say where one would be'

chmod 644 "$data/secrets"
"$rung" keys --data "$data" >/dev/null 2>"$dir/keys.err"
is $? 1 'secrets that others can read are refused'
has "$(cat "$dir/keys.err")" 'chmod 600' 'with the cure'
RUNG_DATABASE_URL=postgres://nowhere "$rung" keys --data "$data" >/dev/null 2>"$dir/keys.err"
is $? 1 'nodes of a shared database must be given theirs'
has "$(cat "$dir/keys.err")" RUNG_JWT_SECRET 'by name'
RUNG_JWT_SECRET=0123456789012345678901234567890123456789 RUNG_SEAL_KEY=0123456789012345678901234567890123456789 RUNG_DATABASE_URL=postgres://nowhere \
    "$rung" keys >/dev/null
is $? 0 'and then have keys without a folder'

done_testing
