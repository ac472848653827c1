#include "pg/pidfile.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum {
    LINE_PID,
    LINE_DATA,
    LINE_START,
    LINE_PORT,
    LINE_SOCKET,
    LINE_LISTEN,
    LINE_MEMORY,
    LINE_STATUS,
    N_LINES
};

static int number(Str digits)
{
    int64_t n;
    return str_to_int(digits, &n) && n <= INT32_MAX ? (int)n : 0;
}

PidFile pidfile_parse(Str text)
{
    Str line[N_LINES] = {0};
    for (int i = 0; i < N_LINES; i++) {
        StrPair p = str_cut(text, '\n');
        line[i] = p.head;
        text = p.tail;
    }
    return (PidFile){
        .pid = number(line[LINE_PID]),
        .data = line[LINE_DATA],
        .port = number(line[LINE_PORT]),
        .socket = line[LINE_SOCKET],
        .ready = str_starts(line[LINE_STATUS], S("ready")),
    };
}

PidFile pidfile_read(const char *pg_folder, char *text, isize size)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/postmaster.pid", pg_folder);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return (PidFile){0};
    isize n = read(fd, text, (size_t)size);
    close(fd);
    return pidfile_parse((Str){text, n > 0 ? n : 0});
}
