#include "pg/pidfile.h"
#include "test.h"

static void whole_file(void)
{
    PidFile f =
        pidfile_parse(S("4711\n/srv/rung/pg\n1700000000\n5432\n/srv/rung/run\n\n"
                        "  12345         7\nready   \n"));
    check(f.pid == 4711);
    check_str(f.data, S("/srv/rung/pg"));
    check(f.port == 5432);
    check_str(f.socket, S("/srv/rung/run"));
    check(f.ready);
}

static void half_written(void)
{
    PidFile f = pidfile_parse(S("4711\n/srv/rung/pg\n1700000000\n"));
    check(f.pid == 4711);
    check(f.port == 0);
    check(!f.ready);
    check(!pidfile_parse(S("1\n\n\n\n\n\n\nstarting\n")).ready);
}

static void damaged(void)
{
    check(pidfile_parse(S("")).pid == 0);
    check(pidfile_parse(S("-1\n")).pid == 0);
    check(pidfile_parse(S("99999999999999999999\n")).pid == 0);
    check(pidfile_parse(S("\0\0\0\0")).pid == 0);
}

int main(void)
{
    whole_file();
    half_written();
    damaged();
    return done();
}
