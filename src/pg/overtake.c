/* overtake.c — reads that wait behind a statement that stands go another way. */
#include "pg/line.h"

enum { LOOK = 10 /* ms */ };

/* Longer than a machine that is full makes anything wait. */
#define STANDS UINT64_C(20000000) /* ns */

/* What it was sent for is done twice then, and heard of once. */
static bool overtakes(void *owner)
{
    PipeJob *job = owner;
    Line *from = job->line;
    if (!job->reads || job->batch.resets || job->overtook)
        return false;
    Line *to = pipes_choose(from->pipes, job);
    if (!to || to == from)
        return false;
    job->overtook = true;
    line_leave(from, job);
    line_send(to, job);
    return true;
}

static void look(uv_timer_t *timer)
{
    Pipes *p = timer->data;
    uint64_t now = uv_hrtime();
    int in_flight = 0;
    for (Line *l = p->lines; l < p->lines + p->n_lines; l++) {
        if (l->exclusive || !line_is_up(l))
            continue;
        if (l->in_flight > 1 && now - l->moved > STANDS)
            conn_abandon(l->conn, overtakes);
        in_flight += l->in_flight;
    }
    pipes_dispatch(p);
    if (!in_flight)
        uv_timer_stop(timer);
}

void pipes_look_out(Pipes *p)
{
    if (!uv_is_active((uv_handle_t *)&p->look))
        uv_timer_start(&p->look, look, LOOK, LOOK);
}
