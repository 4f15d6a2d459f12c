/* Chrome trace events. A slice is written when it ends; arrows begin at the
 * release and end where the woken thread goes on.
 *
 * Steps of one tick share its time; each is put a little later than the one
 * before it, so that nothing overlaps and the order can be seen. */
#include "apiary/export.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GIL_TRACK = 1000000, NAME = 96 };

typedef struct slice {
    char name[NAME];        /* "": nothing is open */
    double from;
} slice;

typedef struct track {
    slice now;
    int arrow;              /* comes to this thread; 0: none */
} track;

struct ap_chrome {
    ap_run *run;
    ap_tell *tell;
    ap_detect *detect;
    json_t *events;
    ap_vec threads;         /* of track */
    ap_vec gils;            /* of slice, by process */
    double now;             /* microseconds */
    int narrows, lost;
    bool is_stopped;        /* the deadlock is told */
};

ap_chrome *ap_chrome_new(ap_run *r)
{
    ap_chrome *c = ap_alloc(sizeof *c);
    c->run = r;
    c->tell = ap_tell_new();
    c->detect = ap_detect_new();
    c->events = json_array();
    ap_vec_init(&c->threads, sizeof(track));
    ap_vec_init(&c->gils, sizeof(slice));
    return c;
}

/* ---- events ----------------------------------------------------------- */

static json_t *add(ap_chrome *c, const char *phase, const char *name, int pid,
                   int tid, double at)
{
    json_t *e = json_object();
    json_object_set_new(e, "name", json_string(name));
    json_object_set_new(e, "ph", json_string(phase));
    json_object_set_new(e, "pid", json_integer(pid));
    json_object_set_new(e, "tid", json_integer(tid));
    json_object_set_new(e, "ts", json_real(at));
    json_array_append_new(c->events, e);
    return e;
}

static void switch_slice(ap_chrome *c, slice *s, const char *name, int pid,
                         int tid)
{
    if (strcmp(s->name, name) == 0)
        return;
    if (s->name[0] && c->now > s->from) {
        json_t *e = add(c, "X", s->name, pid, tid, s->from);
        json_object_set_new(e, "dur", json_real(c->now - s->from));
    }
    snprintf(s->name, sizeof s->name, "%s", name);
    s->from = c->now;
}

static track *thread_at(const ap_chrome *c, ap_tid tid)
{
    return ap_vec_at(&c->threads, (size_t)tid);
}

static json_t *instant(ap_chrome *c, const ap_event *ev, const char *text)
{
    json_t *e = add(c, "i", text, ev->pid, ev->tid, c->now);
    json_object_set_new(e, "s", json_string("t"));
    return e;
}

/* ---- what threads do ---------------------------------------------------- */

static void doing(const ap_chrome *c, ap_tid tid, char name[NAME])
{
    ap_str text = {0};
    ap_world *w = ap_run_world(c->run);
    switch (ap_world_state(w, tid)) {
    case AP_TS_READY:
        ap_str_put(&text, ap_run_core(c->run, tid) >= 0 ? "running" : "ready");
        break;
    case AP_TS_WAIT:
        ap_str_put(&text, "waits: ");
        ap_tell_wait(c->run, tid, &text);
        break;
    case AP_TS_SLEEP:
        ap_str_put(&text, "sleeps");
        break;
    default:
        break;
    }
    snprintf(name, NAME, "%s", ap_str_c(&text));
    ap_str_clear(&text);
}

static void follow_threads(ap_chrome *c)
{
    char name[NAME];
    ap_world *w = ap_run_world(c->run);
    for (ap_tid tid = 0; tid < ap_world_threads(w); tid++) {
        if ((size_t)tid == c->threads.len)
            ap_vec_push(&c->threads, NULL);
        doing(c, tid, name);
        switch_slice(c, &thread_at(c, tid)->now, name,
                     ap_world_process_of(w, tid), tid);
    }
}

static void follow_gil(ap_chrome *c)
{
    ap_world *w = ap_run_world(c->run);
    bool has_gil = ap_run_options_of(c->run)->gil != AP_GIL_OFF;
    for (int pid = 0; has_gil && pid < ap_world_processes(w); pid++) {
        ap_str holder = {0};
        ap_tid tid = ap_world_gil(w, pid)->holder;
        if ((size_t)pid == c->gils.len)
            ap_vec_push(&c->gils, NULL);
        if (tid >= 0)
            ap_tell_thread(c->run, tid, &holder);
        switch_slice(c, ap_vec_at(&c->gils, (size_t)pid), ap_str_c(&holder),
                     pid, GIL_TRACK + pid);
        ap_str_clear(&holder);
    }
}

/* ---- arrows and instants ------------------------------------------------- */

static void arrow(ap_chrome *c, const char *phase, int id, int pid, int tid)
{
    json_t *e = add(c, phase, "wakes", pid, tid, c->now);
    json_object_set_new(e, "cat", json_string("wake"));
    json_object_set_new(e, "id", json_integer(id));
    if (*phase == 'f')
        json_object_set_new(e, "bp", json_string("e"));
}

static void follow_arrows(ap_chrome *c, const ap_event *ev)
{
    bool wakes = ev->kind == AP_EV_RELEASE || ev->kind == AP_EV_NOTIFY;
    bool goes_on = ev->kind == AP_EV_ACQUIRE || ev->kind == AP_EV_WOKEN;
    track *own = thread_at(c, ev->tid);
    if (wakes && ev->other >= 0 && !thread_at(c, ev->other)->arrow) {
        thread_at(c, ev->other)->arrow = ++c->narrows;
        arrow(c, "s", c->narrows, ev->pid, ev->tid);
    } else if (goes_on && own->arrow) {
        arrow(c, "f", own->arrow, ev->pid, ev->tid);
        own->arrow = 0;
    }
}

static void follow_faults(ap_chrome *c, const ap_event *ev)
{
    ap_str text = {0};
    int lost = ap_tell_lost_updates(c->tell);
    bool is_stopped = ap_run_state_of(c->run) == AP_RUN_DEADLOCK;
    if (lost > c->lost || ev->kind == AP_EV_DIE)
        ap_tell_just(c->tell, c->run, ev, &text);
    else if (is_stopped && !c->is_stopped)
        ap_tell_stop(c->run, &text);
    if (text.len)
        instant(c, ev, text.s);
    c->lost = lost;
    c->is_stopped = is_stopped;
    ap_str_clear(&text);
}

/* A race, with both sides as arguments; a lock order that may deadlock. */
static void follow_detect(ap_chrome *c, const ap_event *ev)
{
    ap_world *w = ap_run_world(c->run);
    ap_detect_event(c->detect, w, ap_run_options_of(c->run)->gil, ev);
    int race = ap_detect_new_race(c->detect);
    int order = ap_detect_new_lock_order(c->detect);
    ap_tid one;
    ap_arena *a = ap_arena_new();
    ap_str text = {0};
    if (race >= 0) {
        ap_race x;
        ap_detect_race(c->detect, w, race, a, &x);
        ap_tell_race(&x, &text);
        json_object_set_new(
            instant(c, ev, text.s), "args",
            json_pack("{s:s, s:i, s:s, s:i, s:s}", "first", x.first.text,
                      "first line", (int)x.first.line, "second",
                      x.second.text, "second line", (int)x.second.line,
                      "why", x.missing));
    }
    if (order >= 0 && !ap_check_cycle(w, &one, 1)) {
        ap_lock_order x;
        ap_detect_lock_order(c->detect, w, order, a, &x);
        ap_str_reset(&text);
        ap_tell_lock_order(&x, &text);
        instant(c, ev, text.s);
    }
    ap_str_clear(&text);
    ap_arena_free(a);
}

void ap_chrome_step(ap_chrome *c, const ap_event *events, int n)
{
    double clock = (double)events[n - 1].clock_ns / 1000;
    c->now = clock > c->now ? clock : c->now + 1;
    follow_threads(c);
    follow_gil(c);
    for (int i = 0; i < n; i++)
        ap_tell_event(c->tell, c->run, &events[i]);
    for (int i = 0; i < n; i++)
        follow_detect(c, &events[i]);
    follow_arrows(c, &events[n - 1]);
    follow_faults(c, &events[n - 1]);
}

/* ---- the end --------------------------------------------------------- */

static void name_track(ap_chrome *c, const char *kind, const char *name,
                       int pid, int tid)
{
    json_t *e = add(c, "M", kind, pid, tid, 0);
    json_object_set_new(e, "args", json_pack("{s:s}", "name", name));
}

static void name_threads(ap_chrome *c)
{
    ap_world *w = ap_run_world(c->run);
    for (ap_tid tid = 0; tid < (ap_tid)c->threads.len; tid++) {
        ap_str name = {0};
        ap_str_printf(&name, "%d ", tid);
        ap_tell_thread(c->run, tid, &name);
        name_track(c, "thread_name", name.s, ap_world_process_of(w, tid), tid);
        ap_str_clear(&name);
    }
}

static void close_slices(ap_chrome *c)
{
    ap_world *w = ap_run_world(c->run);
    c->now += 1;
    for (size_t i = 0; i < c->threads.len; i++)
        switch_slice(c, &thread_at(c, (ap_tid)i)->now, "",
                     ap_world_process_of(w, (ap_tid)i), (int)i);
    for (size_t i = 0; i < c->gils.len; i++)
        switch_slice(c, ap_vec_at(&c->gils, i), "", (int)i,
                     GIL_TRACK + (int)i);
}

static void put_events(const ap_chrome *c, ap_str *out)
{
    ap_str_put(out, "{\"displayTimeUnit\": \"ms\", \"traceEvents\": [\n");
    for (size_t i = 0; i < json_array_size(c->events); i++) {
        char *line = json_dumps(json_array_get(c->events, i),
                                JSON_REAL_PRECISION(15));
        AP_ASSERT(line);
        ap_str_printf(out, "%s%s", i ? ",\n" : "", line);
        free(line);
    }
    ap_str_put(out, "\n]}\n");
}

void ap_chrome_end(ap_chrome *c, ap_str *out)
{
    close_slices(c);
    name_threads(c);
    for (size_t i = 0; i < c->gils.len; i++)
        name_track(c, "thread_name", "GIL", (int)i, GIL_TRACK + (int)i);
    put_events(c, out);
    json_decref(c->events);
    ap_tell_free(c->tell);
    ap_detect_free(c->detect);
    ap_vec_clear(&c->threads);
    ap_vec_clear(&c->gils);
    ap_free(c);
}
