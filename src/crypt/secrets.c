#include "crypt/secrets.h"

#include "base/buf.h"
#include "crypt/crypt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECRET_BYTES = 32, SECRET_MIN = 32, FILE_MAX = 4096 };

static const char names[2][16] = {"RUNG_JWT_SECRET", "RUNG_SEAL_KEY"};

static const ErrorKind secrets_missing = {500, "secrets_missing",
                                          "there are no keys yet"};
static const ErrorKind secrets_bad = {500, "secrets_bad", "the keys cannot be used"};

PRINTF(5, 6)
static bool refuse(Arena *a, Error *error, const ErrorKind *kind, Str hint,
                   const char *fmt, ...)
{
    char message[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    *error =
        (Error){.kind = kind, .message = str_copy(a, str_of(message)), .hint = hint};
    return false;
}

static const char *path_of(Arena *a, Str data_dir, const char *name)
{
    Buf path = buf_new(a);
    buf_addf(&path, "%" STR_FMT "/%s", STR_ARG(data_dir), name);
    return str_cstr(a, buf_str(&path));
}

/* The folder too: a name that is lost with the power was never made. */
static bool sync_folder(Arena *a, Str data_dir)
{
    int fd = open(str_cstr(a, data_dir), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool write_whole(const char *path, Str text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return false;
    bool ok = write(fd, text.s, (size_t)text.len) == text.len && fsync(fd) == 0;
    return close(fd) == 0 && ok;
}

/* Written aside and linked when whole: of two that make it at once, one wins, and both
 * then read the same. */
static bool make_file(Arena *a, Str data_dir, const char *path)
{
    Buf text = buf_new(a), aside = buf_new(a);
    for (isize i = 0; i < countof(names); i++) {
        Str secret = random_hex(a, SECRET_BYTES);
        buf_addf(&text, "%s=%" STR_FMT "\n", names[i], STR_ARG(secret));
    }
    buf_addf(&aside, "secrets.%d", (int)getpid());
    const char *temporary = path_of(a, data_dir, str_cstr(a, buf_str(&aside)));
    unlink(temporary);
    bool ok = write_whole(temporary, buf_str(&text)) &&
              (link(temporary, path) == 0 || errno == EEXIST);
    int why = errno;
    unlink(temporary);
    errno = why;
    return ok && sync_folder(a, data_dir);
}

/* False with errno; EPERM: others may read it. */
static bool read_file(Arena *a, const char *path, Str *text)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    struct stat st;
    char *room = make_n(a, char, FILE_MAX);
    ssize_t n = read(fd, room, FILE_MAX);
    bool open_to_others = fstat(fd, &st) != 0 || (st.st_mode & 077);
    close(fd);
    *text = (Str){room, n};
    if (open_to_others)
        errno = EPERM;
    return n >= 0 && !open_to_others;
}

/* file = *(name "=" secret LF) ; other lines are left to others */
static Str value_in(Str file, const char *name)
{
    while (file.len) {
        StrPair line = str_cut(file, '\n');
        StrPair pair = str_cut(line.head, '=');
        if (pair.found && str_eq(pair.head, str_of(name)))
            return pair.tail;
        file = line.tail;
    }
    return (Str){0};
}

static bool load_file(Arena *a, Str data_dir, bool may_create, Str *file, Error *error)
{
    const char *path = path_of(a, data_dir, "secrets");
    if (read_file(a, path, file))
        return true;
    if (errno == ENOENT && may_create && make_file(a, data_dir, path) &&
        read_file(a, path, file))
        return true;
    if (errno == ENOENT && !may_create)
        return refuse(a, error, &secrets_missing,
                      S("They are made when `rung serve` starts for the first time."),
                      "there are no keys in %" STR_FMT, STR_ARG(data_dir));
    if (errno == EPERM)
        return refuse(a, error, &secrets_bad, S("Take it from others: chmod 600."),
                      "%s can be read by others", path);
    return refuse(a, error, &secrets_bad, (Str){0}, "%s: %s", path, strerror(errno));
}

bool secrets_load(Arena *a, Str data_dir, bool may_create, Secrets *s, Error *error)
{
    Str *wanted[] = {&s->jwt_secret, &s->seal_key};
    Str file = {0};
    bool complete = s->jwt_secret.len && s->seal_key.len;
    if (!complete && data_dir.s && !load_file(a, data_dir, may_create, &file, error))
        return false;
    for (isize i = 0; i < countof(wanted); i++) {
        if (!wanted[i]->len)
            *wanted[i] = value_in(file, names[i]);
        if (!wanted[i]->len)
            return refuse(a, error, &secrets_missing,
                          S("Every node of one database needs the same: set it to the "
                            "same 32 or more random characters everywhere."),
                          "%s is not set", names[i]);
        if (wanted[i]->len < SECRET_MIN)
            return refuse(a, error, &secrets_bad, (Str){0},
                          "%s is shorter than %d characters", names[i], SECRET_MIN);
    }
    return true;
}
