/*
 * The order of bytes and rows, with the database played by this file: at every step the
 * file that the row names is on disk, and afterwards no other is; but for the one case
 * in which nobody can know.
 */
#include "storage/put.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define OLD "11111111-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
#define NEW "22222222-aaaa-4aaa-8aaa-aaaaaaaaaaaa"

const ErrorKind database_lost = {503, "08006", "lost"};
const ErrorKind database_refused = {400, "", "refused"};

static char root[] = "/tmp/storage_put_test.XXXXXX";
static Arena arena;
static App app;
static Ctx cx;

/* What the database does. */
static bool row_exists;
static int taken;            /* inserts that find the name taken, before one goes in */
static const char *fails_at; /* "lock", "change", "add", "commit" */
static const ErrorKind *fails; /* with what */
static int commits, rollbacks, inserts;

static DiskName file(const char *version)
{
    return (DiskName){str_of(root), S("b"), str_of(version)};
}

static bool on_disk(const char *version)
{
    int fd;
    int64_t size;
    if (disk_open(file(version), &fd, &size))
        return false;
    close(fd);
    return true;
}

static bool goes_wrong(const char *step)
{
    if (!fails_at || strcmp(step, fails_at) != 0)
        return false;
    cx.error = (Error){.kind = fails, .code = S("42501")};
    return true;
}

bool db_begin(Db *db)
{
    (void)db;
    check(!cx.error.kind);
    return true;
}

bool db_commit(Db *db)
{
    (void)db;
    check(on_disk(NEW) && on_disk(OLD)); /* whatever happens now, the row's is there */
    if (goes_wrong("commit"))
        return false;
    commits++;
    return true;
}

void db_rollback(Db *db)
{
    (void)db;
    check(on_disk(OLD));
    rollbacks++;
}

bool db_exec(Db *db, const Query *q, Strs args)
{
    (void)db;
    check(str_eq(args.v[3], S(NEW)) && strstr(q->sql, "insert"));
    inserts++;
    if (taken > 0) {
        taken--, row_exists = true;
        cx.error = (Error){.kind = &database_refused, .code = S("23505")};
        return false;
    }
    return !goes_wrong("add");
}

bool db_find(Db *db, const Query *q, Strs args, Row *row)
{
    (void)db, (void)args;
    static Str cells[2];
    bool locks = strstr(q->sql, "for update") != NULL;
    if (goes_wrong(locks ? "lock" : "change"))
        return false;
    cells[0] = S("id"), cells[1] = S(OLD);
    *row = (Row){row_exists ? cells : NULL};
    return true;
}

Str db_sqlstate(const Db *db)
{
    (void)db;
    return cx.error.kind == &database_refused ? cx.error.code : (Str){0};
}

static const struct {
    const char *title;
    PutMode mode;
    bool exists;
    int taken;
    const char *fails_at;
    const ErrorKind *fails;
    bool done, old_stays, new_stays;
    int inserts;
} cases[] = {
    {"a new name", PUT_NEW, false, 0, NULL, NULL, true, true, true, 1},
    {"a taken one", PUT_NEW, true, 1, NULL, NULL, false, true, false, 1},
    {"a replaced one", PUT_REPLACE, true, 0, NULL, NULL, true, false, true, 0},
    {"nothing to replace", PUT_REPLACE, false, 0, NULL, NULL, false, true, false, 0},
    {"upsert over one", PUT_EITHER, true, 0, NULL, NULL, true, false, true, 0},
    {"upsert of a new one", PUT_EITHER, false, 0, NULL, NULL, true, true, true, 1},
    {"upsert, and another was faster", PUT_EITHER, false, 1, NULL, NULL, true, false,
     true, 1},
    {"refused by a policy", PUT_NEW, false, 0, "add", &database_refused, false, true,
     false, 1},
    {"refused the lock", PUT_EITHER, true, 0, "lock", &database_refused, false, true,
     false, 0},
    {"refused the change", PUT_EITHER, true, 0, "change", &database_refused, false,
     true, false, 0},
    {"refused at the commit", PUT_EITHER, true, 0, "commit", &database_refused, false,
     true, false, 0},
    {"lost before the commit", PUT_EITHER, true, 0, "change", &database_lost, false,
     true, false, 0},
    {"lost at the insert", PUT_NEW, false, 0, "add", &database_lost, false, true, false,
     1},
    {"lost at the commit", PUT_EITHER, true, 0, "commit", &database_lost, false, true,
     true, 0},
};

static void check_case(isize i)
{
    Sha256 hash;
    Str id;
    printf("# %s\n", cases[i].title);
    check(disk_put(file(OLD), (DiskSource){.fd = -1}, &hash) == 0);
    check(disk_put(file(NEW), (DiskSource){.fd = -1}, &hash) == 0);
    row_exists = cases[i].exists, taken = cases[i].taken;
    fails_at = cases[i].fails_at, fails = cases[i].fails;
    commits = rollbacks = inserts = 0;
    cx.error = (Error){0};
    Put put = {.place = {S("b"), S("k")}, .mode = cases[i].mode, .version = S(NEW)};
    bool done = put_row(&cx, &put, &id);
    check(done == cases[i].done);
    check(done == !cx.error.kind);
    check(on_disk(OLD) == cases[i].old_stays);
    check(on_disk(NEW) == cases[i].new_stays);
    check(inserts == cases[i].inserts);
    check(commits == done);
    disk_remove(file(OLD));
    disk_remove(file(NEW));
}

int main(void)
{
    arena = arena_reserve(1 << 20);
    if (!check(mkdtemp(root) != NULL))
        return done();
    app.files_dir = str_of(root);
    cx = (Ctx){.app = &app, .arena = &arena};
    for (isize i = 0; i < countof(cases); i++)
        check_case(i);

    /* A trial says what would be, and never commits. */
    cx.error = (Error){0}, row_exists = false, commits = rollbacks = 0;
    fails_at = "add", fails = &database_refused;
    Sha256 hash;
    check(disk_put(file(OLD), (DiskSource){.fd = -1}, &hash) == 0);
    Put put = {.place = {S("b"), S("k")}, .version = S(NEW)};
    check(!put_try(&cx, &put) && rollbacks == 1);
    cx.error = (Error){0}, fails_at = NULL;
    check(put_try(&cx, &put) && rollbacks == 2 && commits == 0);
    disk_remove(file(OLD));

    char command[100];
    snprintf(command, sizeof command, "rm -r %s", root);
    check(system(command) == 0);
    arena_release(&arena);
    return done();
}
