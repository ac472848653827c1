#include "main/address.h"

#include "base/buf.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char *file_of(Arena *a, Str data_dir, const char *name)
{
    Buf path = buf_new(a);
    buf_addf(&path, "%" STR_FMT "/%s", STR_ARG(data_dir), name);
    return str_cstr(a, buf_str(&path));
}

/* Renamed into place, so that a reader sees the old line or the new one. */
bool address_write(Arena *a, Str data_dir, Str url)
{
    const char *aside = file_of(a, data_dir, "url.new");
    int fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return false;
    bool ok = write(fd, url.s, (size_t)url.len) == url.len;
    ok = close(fd) == 0 && ok;
    return ok && rename(aside, file_of(a, data_dir, "url")) == 0;
}

void address_forget(Arena *a, Str data_dir)
{
    unlink(file_of(a, data_dir, "url"));
}

Str address_known(Arena *a, const Settings *s)
{
    enum { URL_MAX = 512 };
    if (s->value[SETTING_SITE_URL].s)
        return s->value[SETTING_SITE_URL];
    int fd = open(file_of(a, s->value[SETTING_DATA_DIR], "url"), O_RDONLY | O_CLOEXEC);
    char *text = make_n(a, char, URL_MAX);
    ssize_t n = fd < 0 ? 0 : read(fd, text, URL_MAX);
    if (fd >= 0)
        close(fd);
    if (n > 0)
        return (Str){text, n};
    Buf url = buf_new(a);
    buf_addf(&url, "http://%" STR_FMT, STR_ARG(s->value[SETTING_LISTEN]));
    return buf_str(&url);
}
