/* trace: a run as Chrome trace events, for Perfetto or chrome://tracing. */
#include "cmd_i.h"

#include "apiary/export.h"

#include <stdio.h>
#include <string.h>

/* A run without an end is cut off here, unless --to says where. */
static const uint64_t most_steps = 1000000;

typedef struct tracing {
    ap_chrome *chrome;
    uint64_t left;           /* steps to be traced yet */
} tracing;

static unsigned see(void *state, const ap_event *events, int n)
{
    tracing *t = state;
    if (t->left) {
        ap_chrome_step(t->chrome, events, n);
        t->left--;
    }
    return 0;
}

static void save_nothing(const void *state, ap_str *out)
{
    (void)state;
    (void)out;
}

static void load_nothing(void *state, const char *bytes, size_t n)
{
    (void)state;
    (void)bytes;
    (void)n;
}

/* Its moves if it was opened as a trace, else to its end. */
static bool run_all(const ap_opened *o, ap_history *h, const tracing *t,
                    ap_error *e)
{
    enum { MOST_EVENTS = 16 };
    ap_event events[MOST_EVENTS];
    int n = 1;
    if (o->scenario.trace)
        return ap_history_follow(h, ap_str_c(&o->trace.moves), e);
    while (n > 0 && t->left)
        n = ap_history_step(h, -1, events, MOST_EVENTS, e);
    return n >= 0;
}

static void tell_cut(const ap_run *r, const tracing *t)
{
    if (t->left == 0 && ap_run_state_of(r) == AP_RUN_READY)
        fprintf(stderr, "apiary: the run goes on after %llu steps, the trace "
                "does not: --to N says where it ends\n",
                (unsigned long long)most_steps);
}

static bool make(ap_opened *o, const ap_args *line, ap_str *out, ap_error *e)
{
    if (!line->out)
        return ap_fail(e, AP_E_USAGE, "trace wants -o OUT.json");
    if (strcmp(line->out, "-") != 0
        && strcmp(ap_path_ending(line->out), ".json") != 0)
        return ap_fail(e, AP_E_USAGE, "-o wants a .json file, not '%.60s'",
                       line->out);
    o->scenario.run.in_place = o->scenario.run.is_unlogged = true;
    ap_run *r = ap_run_new(o->image, &o->scenario.run, e);
    if (!r)
        return false;
    tracing t = {ap_chrome_new(r), o->args.to ? o->args.to : most_steps};
    const ap_fold fold = {&t, see, save_nothing, load_nothing,
                          NULL};
    ap_history *h = ap_history_new(r, &fold, 1, 0);
    bool ok = run_all(o, h, &t, e);
    if (ok && !o->args.to)
        tell_cut(r, &t);
    ap_chrome_end(t.chrome, out);
    ap_history_free(h);
    ap_run_free(r);
    return ok;
}

static int trace(ap_args *a)
{
    return ap_make_file(a, make);
}

const ap_cmd ap_cmd_trace = {
    .name = "trace", .operands = "FILE", .on = AP_ON_TRACE, .least = 1,
    .most = 1, .about = "a run as Chrome trace events, for Perfetto",
    .more = "-o OUT.json opens in ui.perfetto.dev and chrome://tracing. "
            "Times are the run's own clock. A run that does not end is cut "
            "off after a million steps, or --to N.",
    .run = trace};
