# tap.sh — TAP for shell, and the words of the cluster's tests.  Sourced.
set -u
BUILD=${BUILD:-build/asan}
dir=$(mktemp -d "${TMPDIR:-/tmp}/rung-cluster.XXXXXX")
chmod 711 "$dir" # as root, the cluster runs as postgres
data=$dir/data
count=0 failed=0 driver=

ok() { # ok STATUS WHAT
    count=$((count + 1))
    if [ "$1" = 0 ]; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
        failed=1
    fi
}

is() { # is GOT WANTED WHAT
    [ "$1" = "$2" ]
    ok $? "$3"
    [ "$1" = "$2" ] || printf '#  got: %s\n# want: %s\n' "$1" "$2"
}

has() { # has TEXT PART WHAT
    case $1 in *"$2"*) ok 0 "$3" ;; *) ok 1 "$3"; printf '# text: %s\n# lacks: %s\n' "$1" "$2" ;; esac
}

# Starts a cluster in the background and waits until it is ready; sets $driver and $url.
start() {
    rm -f "$dir/url"
    mkfifo "$dir/url"
    "$BUILD/cluster/drive" "$data" >"$dir/url" 2>>"$dir/stderr" &
    driver=$!
    read -r url <"$dir/url"
}

stop() {
    [ -z "$driver" ] || kill "$driver" 2>/dev/null
    wait "$driver" 2>/dev/null
    driver=
}

query() { psql -X -q -A -t -d "$url" -c "$1" 2>&1; }

postmaster() { head -1 "$data/pg/postmaster.pid" 2>/dev/null; }

now() { date +%s%3N; }

# until_true SECONDS COMMAND... — tries ten times a second
until_true() {
    local end=$(($(now) + $1 * 1000))
    shift
    until "$@"; do
        [ "$(now)" -lt $end ] || return 1
        sleep 0.1
    done
}

gone() { ! readlink "/proc/$1/exe" >/dev/null; } # or a zombie that nobody has reaped yet

cleanup() {
    stop
    [ -z "$(postmaster)" ] || { kill -QUIT "$(postmaster)" 2>/dev/null && until_true 10 gone "$(postmaster)"; }
    rm -rf "$dir"
}
trap cleanup EXIT

done_testing() {
    echo "1..$count"
    exit $failed
}
