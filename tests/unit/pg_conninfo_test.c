/* Connection strings: any form in, keywords out; limits that a string does not name. */
#include "pg/conninfo.h"
#include "test.h"

int main(void)
{
    Arena a = arena_reserve(1 << 20);
    const char *plain = "host=a user=b password='it''s'";
    check(conninfo_set(&a, plain, "user", S("c")) == NULL);
    plain = "host=a user=b password='it\\'s'";
    check_str(conninfo_get(&a, plain, "password"), S("it's"));
    check(conninfo_get(&a, plain, "port").s == NULL);
    check(conninfo_get(&a, "=", "port").s == NULL);
    const char *other = conninfo_set(&a, plain, "user", S("c\\d'e"));
    check_str(conninfo_get(&a, other, "user"), S("c\\d'e"));
    check_str(conninfo_get(&a, other, "host"), S("a"));
    check_str(conninfo_get(&a, other, "password"), S("it's"));

    const char *url = "postgresql://o:p%20w@h:1/d?options=-csearch_path%3Dx";
    const char *limited = conninfo_limit(&a, url, 8);
    check_str(conninfo_get(&a, limited, "options"),
              S("-c statement_timeout=8s -csearch_path=x"));
    check_str(conninfo_get(&a, limited, "password"), S("p w"));
    check_str(conninfo_get(&a, limited, "connect_timeout"), S("5"));
    limited = conninfo_limit(&a, "host=a connect_timeout=60", 60);
    check_str(conninfo_get(&a, limited, "connect_timeout"), S("60"));
    check_str(conninfo_get(&a, limited, "options"), S("-c statement_timeout=60s"));
    arena_release(&a);
    return done();
}
