/* Schedules: `0:12 1:3` = thread 0 runs 12 steps, then thread 1 runs 3. Read,
 * followed, and written from the log of what has run.
 *
 * The log is a list of marks, one wherever the thread changed, so that a
 * thread that runs alone costs nothing. After a load of an earlier state it
 * is cut only where a step differs from what it says: going back and forth in
 * the past loses nothing. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "run_i.h"

/* ---- reading ----------------------------------------------------------- */

static bool read_number(const char **at, uint64_t *out)
{
    if (**at < '0' || **at > '9')
        return false;
    char *end;
    errno = 0;
    *out = strtoull(*at, &end, 10);
    *at = end;
    return errno == 0;
}

/* segment -> NUMBER ':' NUMBER, the second at least 1 */
static bool read_segment(const char **at, ap_segment *s)
{
    uint64_t tid;
    if (!read_number(at, &tid) || tid >= AP_MAX_THREADS || **at != ':')
        return false;
    (*at)++;
    s->tid = (ap_tid)tid;
    return read_number(at, &s->n) && s->n >= 1
           && (**at == 0 || strchr(" \t\n", **at));
}

bool ap_schedule_parse(ap_run *r, const char *text, ap_error *e)
{
    ap_vec v;
    ap_vec_init(&v, sizeof(ap_segment));
    const char *at = text + strspn(text, " \t\n");
    r->is_timeless = *at == '~';
    at += r->is_timeless;
    for (at += strspn(at, " \t\n"); *at; at += strspn(at, " \t\n")) {
        const char *from = at;
        ap_segment s;
        if (!read_segment(&at, &s)) {
            ap_vec_clear(&v);
            ap_fail(e, AP_E_SCHEDULE,
                    "bad schedule at column %d: \"%.12s\" is not T:N "
                    "(thread number : steps)", (int)(from - text) + 1, from);
            return false;
        }
        ap_vec_push(&v, &s);
    }
    r->schedule = v.data;
    r->nschedule = v.len;
    return true;
}

/* ---- following --------------------------------------------------------- */

ap_tid ap_schedule_next(const ap_run *r, const ap_mind *m)
{
    if (m->has_left || m->segment >= r->nschedule)
        return -1;
    return r->schedule[m->segment].tid;
}

bool ap_schedule_stops_time(const ap_run *r)
{
    return r->is_timeless && ap_schedule_next(r, r->mind) >= 0;
}

void ap_schedule_advance(ap_run *r, ap_tid tid)
{
    ap_mind *m = r->mind;
    ap_tid next = ap_schedule_next(r, m);
    if (next != tid) {
        m->has_left = m->has_left || next >= 0;
        return;
    }
    if (++m->done == r->schedule[m->segment].n) {
        m->segment++;
        m->done = 0;
    }
}

/* ---- the log ----------------------------------------------------------- */

static ap_mark *mark_at(const ap_run *r, size_t i)
{
    return ap_vec_at(&r->log, i);
}

/* The mark that `step` falls under. */
static size_t mark_of(const ap_run *r, uint64_t step)
{
    size_t lo = 0, hi = r->log.len;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (mark_at(r, mid)->step <= step)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

/* Forgets `step` and all that follows. */
static void cut_log(ap_run *r, uint64_t step)
{
    while (r->log.len && mark_at(r, r->log.len - 1)->step >= step)
        ap_vec_pop(&r->log);
    r->logged = step;
    r->log_tid = -1;
}

void ap_log_step(ap_run *r, uint64_t step, ap_tid tid)
{
    if (r->options.is_unlogged)
        return;
    if (step > r->logged || r->log.len == 0)
        cut_log(r, 0); /* a state from elsewhere: begins anew */
    else if (step < r->logged) {
        if (mark_at(r, mark_of(r, step))->tid == tid)
            return;
        cut_log(r, step);
    }
    if (!r->log.len || mark_at(r, r->log.len - 1)->tid != tid)
        ap_vec_push(&r->log, &(ap_mark){step, tid});
    r->logged = step + 1;
    r->log_tid = tid;
}

void ap_run_schedule(const ap_run *r, ap_str *out)
{
    uint64_t now = ap_world_steps(r->world);
    if (r->is_timeless)
        ap_str_put(out, "~ ");
    for (size_t i = 0; i < r->log.len && mark_at(r, i)->step < now; i++) {
        uint64_t end = i + 1 < r->log.len ? mark_at(r, i + 1)->step
                                          : r->logged;
        ap_str_printf(out, "%s%d:%llu", i ? " " : "", mark_at(r, i)->tid,
                      (unsigned long long)((end < now ? end : now)
                                           - mark_at(r, i)->step));
    }
}
