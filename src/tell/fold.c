/* The fold over events: who wrote what last, and which values threads have
 * read and may still use. From it: stale copies and lost updates.
 *
 * A read leaves a *pending* copy with its thread. The copy is dropped when
 * the thread leaves the line (unless it went into a local or decided a
 * branch), reads the location anew, writes it, or leaves the function. A copy
 * is stale once another thread wrote its location. A write by a thread whose
 * copy of the location is stale wipes out an update that it never saw. */
#include "tell_i.h"

#include <string.h>

ap_tell *ap_tell_new(void)
{
    ap_tell *t = ap_alloc(sizeof *t);
    t->victim = t->holder = -1;
    t->step = UINT64_MAX;
    return t;
}

void ap_tell_free(ap_tell *t)
{
    if (!t)
        return;
    ap_free(t->threads);
    ap_free(t->writes);
    ap_free(t);
}

int ap_tell_lost_updates(const ap_tell *t)
{
    return t->lost;
}

/* FNV-1a. */
uint64_t tell_hash(const char *s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 0x100000001b3u;
    return h ? h : 1;
}

/* ---- last writers ------------------------------------------------ */

static last_write *slot_of(last_write *table, size_t room, uint64_t id)
{
    size_t i = (size_t)id & (room - 1);
    while (table[i].id && table[i].id != id)
        i = (i + 1) & (room - 1);
    return &table[i];
}

static void make_room(ap_tell *t)
{
    if ((t->nwrites + 1) * 2 <= t->room)
        return;
    size_t room = t->room ? t->room * 2 : 64;
    last_write *bigger = ap_alloc(room * sizeof *bigger);
    for (size_t i = 0; i < t->room; i++)
        if (t->writes[i].id)
            *slot_of(bigger, room, t->writes[i].id) = t->writes[i];
    ap_free(t->writes);
    t->writes = bigger;
    t->room = room;
}

static void remember_write(ap_tell *t, uint64_t id, ap_tid tid, uint64_t step)
{
    make_room(t);
    last_write *w = slot_of(t->writes, t->room, id);
    t->nwrites += !w->id;
    *w = (last_write){id, step, tid};
}

bool ap_tell_last_write(const ap_tell *t, const char *where, ap_tid *tid,
                        uint64_t *step)
{
    if (!t->room)
        return false;
    const last_write *w = slot_of(t->writes, t->room, tell_hash(where));
    if (!w->id)
        return false;
    *tid = w->tid;
    *step = w->step;
    return true;
}

/* ---- pending copies ---------------------------------------------- */

static memory *memory_of(ap_tell *t, ap_tid tid)
{
    if (tid >= t->nthreads) {
        int n = tid + 8;
        t->threads = ap_realloc(t->threads, (size_t)n * sizeof *t->threads);
        memset(t->threads + t->nthreads, 0,
               (size_t)(n - t->nthreads) * sizeof *t->threads);
        t->nthreads = n;
    }
    return &t->threads[tid];
}

static void drop_location(memory *m, uint64_t id)
{
    for (int i = 0; i < TELL_PENDING; i++)
        if (m->reads[i].id == id)
            m->reads[i].id = 0;
}

/* What the thread's step does to the copies it had before. */
static void age(memory *m, const ap_event *ev)
{
    bool keeps = ev->op == AP_OP_STORE_FAST;
    bool checks = ev->op == AP_OP_POP_JUMP_IF_FALSE
        || ev->op == AP_OP_POP_JUMP_IF_TRUE;
    bool returns = ev->op == AP_OP_RETURN_VALUE
        || ev->op == AP_OP_RETURN_CONST;
    /* What was decided under a lock has been done when the lock is free. */
    bool lets_go = ev->kind == AP_EV_RELEASE || ev->kind == AP_EV_WAIT;
    for (int i = 0; i < TELL_PENDING; i++) {
        pending *p = &m->reads[i];
        if (!p->id || p->code != ev->code)
            continue;
        bool is_done = ev->op == AP_OP_JUMP_BACKWARD || lets_go;
        if (returns || (is_done && p->is_check)
            || (ev->line != p->line && !p->is_kept)) {
            p->id = 0;
            continue;
        }
        if (ev->line == p->line && (keeps || checks) && !p->is_kept) {
            p->is_kept = true;
            p->is_check = checks;
        }
    }
}

static void add_read(ap_tell *t, const ap_run *r, const ap_event *ev,
                     uint64_t id)
{
    memory *m = memory_of(t, ev->tid);
    drop_location(m, id);
    if (!tell_is_plain(r, ev->pid, ev->value))
        return;
    pending *p = &m->reads[m->next++ % TELL_PENDING];
    *p = (pending){.id = id, .read_step = ev->step, .code = ev->code,
                   .line = ev->line, .writer = -1};
    tell_where(r, ev->pid, &ev->access[0], p->where);
    tell_value(r, ev->pid, ev->value, p->got);
}

const pending *tell_pending(const ap_tell *t, ap_tid tid, uint64_t id)
{
    if (tid < 0 || tid >= t->nthreads)
        return NULL;
    const memory *m = &t->threads[tid];
    for (int i = 0; i < TELL_PENDING; i++)
        if (m->reads[i].id == id && m->reads[i].writer >= 0)
            return &m->reads[i];
    return NULL;
}

/* The copies of all others go stale; the first such thread is remembered for
 * the sentence. */
static void spoil_others(ap_tell *t, const ap_run *r, const ap_event *ev,
                         uint64_t id)
{
    char now[TELL_VALUE] = ""; /* all of it: it is saved whole */
    tell_value(r, ev->pid, ev->value, now);
    for (ap_tid tid = 0; tid < t->nthreads; tid++) {
        for (int i = 0; tid != ev->tid && i < TELL_PENDING; i++) {
            pending *p = &t->threads[tid].reads[i];
            if (p->id != id)
                continue;
            p->writer = ev->tid;
            p->write_step = ev->step;
            memcpy(p->now, now, sizeof p->now);
            if (t->holder >= 0 || p->is_check)
                continue;
            t->holder = tid;
            memcpy(t->held, p->got, sizeof t->held);
        }
    }
}

static void add_write(ap_tell *t, const ap_run *r, const ap_event *ev,
                      uint64_t id)
{
    const pending *stale = tell_pending(t, ev->tid, id);
    t->step = ev->step;
    t->victim = t->holder = -1;
    if (stale && !stale->is_check) {
        t->lost++;
        t->victim = stale->writer;
    }
    drop_location(memory_of(t, ev->tid), id);
    spoil_others(t, r, ev, id);
    remember_write(t, id, ev->tid, ev->step);
}

void ap_tell_event(ap_tell *t, const ap_run *r, const ap_event *ev)
{
    bool is_gil = ev->kind >= AP_EV_GIL_REQUEST && ev->kind < AP_EV_COUNT;
    if (is_gil || ev->tid < 0)
        return;
    age(memory_of(t, ev->tid), ev);
    if (!ev->naccesses || ev->is_blocked)
        return;
    const ap_access *a = &ev->access[0];
    if (a->where == AP_AT_NONE || a->where == AP_AT_SYNC)
        return;
    char identity[TELL_NAME] = ""; /* all of it: it is saved whole */
    tell_identity(r, ev->pid, a, identity);
    uint64_t id = tell_hash(identity);
    if (a->is_write)
        add_write(t, r, ev, id);
    else if (a->is_shared && a->where != AP_AT_WHOLE
             && ev->kind == AP_EV_READ)
        add_read(t, r, ev, id);
}

bool ap_tell_stale(const ap_tell *t, ap_tid tid, ap_stale *s)
{
    const pending *found = NULL;
    if (tid < 0 || tid >= t->nthreads)
        return false;
    for (int i = 0; i < TELL_PENDING; i++) {
        const pending *p = &t->threads[tid].reads[i];
        if (p->id && p->writer >= 0
            && (!found || p->read_step > found->read_step))
            found = p;
    }
    if (!found)
        return false;
    ap_print(s->where, sizeof s->where, "%s", found->where);
    ap_print(s->got, sizeof s->got, "%.31s", found->got);
    ap_print(s->now, sizeof s->now, "%.31s", found->now);
    s->writer = found->writer;
    s->read_step = found->read_step;
    s->write_step = found->write_step;
    s->is_check = found->is_check;
    return true;
}

bool ap_tell_holds_copy(const ap_tell *t, ap_tid tid)
{
    if (tid < 0 || tid >= t->nthreads)
        return false;
    for (int i = 0; i < TELL_PENDING; i++)
        if (t->threads[tid].reads[i].id && !t->threads[tid].reads[i].is_check)
            return true;
    return false;
}

bool ap_tell_is_of_interest(const ap_tell *t, const ap_run *r,
                            const ap_event *ev)
{
    switch (ev->kind) {
    case AP_EV_START:
    case AP_EV_END:
    case AP_EV_BLOCK:
    case AP_EV_WAIT:
    case AP_EV_DIE:
        return ap_tell_matters(r, ev, false);
    case AP_EV_EXIT:
        return true;
    case AP_EV_WRITE:
        return t->step == ev->step && (t->victim >= 0 || t->holder >= 0);
    default:
        return ap_run_state_of(r) == AP_RUN_DEADLOCK;
    }
}

/* ---- as bytes ----------------------------------------------------- */

void ap_tell_save(const ap_tell *t, ap_str *out)
{
    ap_tell flat;
    memcpy(&flat, t, sizeof flat); /* padding, too: equal bytes are found */
    flat.threads = NULL;
    flat.writes = NULL;
    ap_str_putn(out, (const char *)&flat, sizeof flat);
    ap_str_putn(out, (const char *)t->threads,
                (size_t)t->nthreads * sizeof *t->threads);
    ap_str_putn(out, (const char *)t->writes, t->room * sizeof *t->writes);
}

void ap_tell_load(ap_tell *t, const char *bytes, size_t n)
{
    memory *threads = t->threads;
    last_write *writes = t->writes;
    memcpy(t, bytes, sizeof *t);
    size_t nthreads = (size_t)t->nthreads * sizeof *threads;
    size_t nwrites = t->room * sizeof *writes;
    AP_ASSERT(n == sizeof *t + nthreads + nwrites);
    t->threads = ap_realloc(threads, nthreads);
    t->writes = ap_realloc(writes, nwrites);
    memcpy(t->threads, bytes + sizeof *t, nthreads);
    memcpy(t->writes, bytes + sizeof *t + nthreads, nwrites);
}
