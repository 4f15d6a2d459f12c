/* Ticks and clocks. A tick is the unit of virtual time: on N cores up to N
 * threads step once in it. Its steps run one after another, and it closes by
 * a rule that looks only at the world and at who stepped, so that a schedule
 * alone gives the same ticks again:
 *
 *   after N steps; or when nobody who has not stepped in it can run; or when
 *   a thread is named that has stepped in it already.
 *
 * With a GIL one thread a process steps in a tick: the other cores stay idle.
 * The clock moves by one tick when a tick closes, and jumps to the next
 * deadline when nobody can run. A tick in which only the library's own code
 * ran lasts a thousandth: nobody sees its steps, and in CPython much of it is
 * C. It does last, so that who waits in a library's loop sees time pass. */
#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "run_i.h"

enum { LIBRARY_PART = 1000 };

static void move_clock(ap_run *r, int64_t ns)
{
    int64_t deadline = ap_roster_of(r)->deadline_ns;
    ap_world_set_clock_ns(r->world, ns);
    if (deadline >= 0 && deadline <= ns && !ap_schedule_stops_time(r))
        ap_world_wake_due(r->world);
}

int64_t ap_tick_length(const ap_run *r, bool is_long)
{
    int64_t ns = r->options.tick_ns;
    return is_long || ns <= LIBRARY_PART ? ns : ns / LIBRARY_PART;
}

void ap_tick_close(ap_run *r, int64_t now)
{
    r->mind->tick++;
    r->mind->is_closed = true;
    move_clock(r, now + ap_tick_length(r, r->mind->is_long));
}

static void close_tick(ap_run *r)
{
    ap_tick_close(r, ap_world_clock_ns(r->world));
}

/* Has tid stepped in the open tick, or, with a GIL, its process? */
static bool has_stepped(const ap_run *r, const ap_mind *m, ap_tid tid)
{
    bool is_gil = r->options.gil != AP_GIL_OFF;
    int pid = is_gil ? ap_world_process_of(r->world, tid) : -1;
    for (int i = 0; i < m->nstepped; i++)
        if (m->stepped[i] == tid
            || (is_gil
                && ap_world_process_of(r->world, m->stepped[i]) == pid))
            return true;
    return false;
}

bool ap_tick_is_fresh(const ap_run *r, const ap_mind *m, ap_tid tid)
{
    return m->is_closed || !has_stepped(r, m, tid);
}

static bool somebody_is_fresh(const ap_run *r)
{
    const ap_roster *o = ap_roster_of(r);
    for (int i = 0; i < o->nready; i++)
        if (!has_stepped(r, r->mind, o->ready[i]))
            return true;
    return false;
}

int ap_tick_enter(ap_run *r, ap_tid tid)
{
    ap_mind *m = r->mind;
    if (!ap_tick_is_fresh(r, m, tid))
        close_tick(r);
    if (m->is_closed) {
        m->is_closed = m->is_long = false;
        m->nstepped = 0;
    }
    m->stepped[m->nstepped++] = tid;
    return m->nstepped - 1;
}

void ap_tick_leave(ap_run *r, const ap_event *ev)
{
    r->mind->is_long |= !ev->in_library;
    if (r->mind->nstepped >= r->options.cores || !somebody_is_fresh(r))
        close_tick(r);
}

bool ap_tick_jump(ap_run *r)
{
    int64_t deadline = ap_roster_of(r)->deadline_ns;
    if (deadline < 0)
        return false;
    int64_t now = ap_world_clock_ns(r->world);
    move_clock(r, deadline > now ? deadline : now);
    return true;
}

uint64_t ap_run_tick(const ap_run *r)
{
    return r->mind->tick;
}

int ap_run_core(const ap_run *r, ap_tid tid)
{
    for (int i = 0; i < r->mind->nstepped; i++)
        if (r->mind->stepped[i] == tid)
            return i;
    return -1;
}

/* ---- the real clock ---------------------------------------------------- */

void ap_tick_sleep(ap_run *r, int64_t guest_ns, int64_t deadline_ns)
{
    int64_t until = guest_ns < 0 ? INT64_MAX : guest_ns + r->born_ns;
    if (deadline_ns >= 0 && deadline_ns < until)
        until = deadline_ns;
    int64_t left = until - ap_clock_ns();
    if (left <= 0)
        return;
    struct timespec t = {.tv_sec = (time_t)(left / 1000000000),
                         .tv_nsec = (long)(left % 1000000000)};
    int input = ap_roster_of(r)->waits_for_input ? r->options.input_fd : -1;
    struct pollfd fds[] = {{.fd = r->bell, .events = POLLIN},
                           {.fd = input, .events = POLLIN}};
    uint64_t rings;
    if (ppoll(fds, 2, until == INT64_MAX ? NULL : &t, NULL) > 0
        && fds[0].revents)
        while (read(r->bell, &rings, sizeof rings) < 0 && errno == EINTR)
            ;
}
