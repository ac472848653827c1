#!/bin/bash
# routes.t — after all HTTP tests: every row of the routes' table was asked by one of them.
set -euo pipefail
# rung_http_requests_total{method="GET, HEAD",route="/health/live"} 3
sed -E 's/.*method="([^"]*)",route="([^"]*)"\} ([0-9]+)/\2 (\1)\t\3/' "$RUNG_TEST_DIR/routes" |
    awk -F'\t' '{ asked[$1] += $2 }
        END {
            for (row in asked) {
                n++
                printf "%sok %d - %s\n", asked[row] ? "" : "not ", n, row
                unasked += !asked[row]
            }
            printf "1..%d\n", n
            exit n == 0 || unasked > 0
        }'
