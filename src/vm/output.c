/* What the guest writes: to the sink, or into the log of the world.
 *
 * The log keeps the newest entries: when it is full the older half goes. */
#include "world_i.h"

#include <string.h>

static void drop_older_half(ap_world *w)
{
    ap_header *h = w->h;
    uint32_t n = (h->nlog + 1) / 2, from = 0;
    while (n < h->nlog && w->log[n].at < h->log_bytes / 2)
        n++;
    from = n < h->nlog ? w->log[n].at : h->log_bytes;
    memmove(w->log, w->log + n, (h->nlog - n) * sizeof *w->log);
    memmove(w->log_text, w->log_text + from, h->log_bytes - from);
    h->nlog -= n;
    h->log_bytes -= from;
    h->dropped += n;
    for (uint32_t i = 0; i < h->nlog; i++)
        w->log[i].at -= from;
}

static void log_add(ap_world *w, const ap_thread *t, int fd, const char *s,
                    size_t n)
{
    ap_header *h = w->h;
    if (n > AP_LOG_BYTES / 4) {
        s += n - AP_LOG_BYTES / 4;
        n = AP_LOG_BYTES / 4;
    }
    while (h->nlog == AP_LOG_ENTRIES || h->log_bytes + n > AP_LOG_BYTES)
        drop_older_half(w);
    ap_log_entry *e = h->nlog ? &w->log[h->nlog - 1] : NULL;
    if (!e || e->tid != t->tid || e->fd != fd || e->step != h->steps) {
        e = &w->log[h->nlog++];
        *e = (ap_log_entry){t->tid, fd, h->steps, h->log_bytes, 0};
    }
    memcpy(w->log_text + h->log_bytes, s, n);
    e->n += (uint32_t)n;
    h->log_bytes += (uint32_t)n;
}

void ap_put(ap_ctx *c, int fd, const char *s, size_t n)
{
    ap_world *w = c->world;
    if (n == 0)
        return;
    if (w->o.sink)
        w->o.sink(w->o.sink_arg, fd, s, n);
    else
        log_add(w, c->thread, fd, s, n);
    ap_tell(c, AP_EV_OUTPUT, AP_NULL, -1, AP_NULL);
}

int ap_world_outputs(const ap_world *w)
{
    return (int)w->h->nlog;
}

bool ap_world_output(const ap_world *w, int i, ap_output_view *out)
{
    if (i < 0 || i >= (int)w->h->nlog)
        return false;
    const ap_log_entry *e = &w->log[i];
    *out = (ap_output_view){e->tid, e->fd, e->step, e->n,
                            w->log_text + e->at};
    return true;
}
