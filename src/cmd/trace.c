/* trace: a run as Chrome trace events, for Perfetto or chrome://tracing. */
#include "cmd_i.h"

#include "apiary/export.h"

#include <string.h>

/* A scenario without an end is cut off here; the trace says what was seen. */
static const uint64_t most_steps = 1000000;

typedef struct tracing {
    ap_chrome *chrome;
} tracing;

static unsigned see(void *state, const ap_event *events, int n)
{
    tracing *t = state;
    ap_chrome_step(t->chrome, events, n);
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
static bool run_all(const ap_opened *o, ap_history *h, ap_error *e)
{
    enum { MOST_EVENTS = 16 };
    ap_event events[MOST_EVENTS];
    int n = 1;
    if (o->scenario.trace)
        return ap_history_follow(h, ap_str_c(&o->trace.moves), e);
    for (uint64_t i = 0; n > 0 && i < most_steps; i++)
        n = ap_history_step(h, -1, events, MOST_EVENTS, e);
    return n >= 0;
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
    tracing t = {ap_chrome_new(r)};
    const ap_fold fold = {&t, see, save_nothing, load_nothing};
    ap_history *h = ap_history_new(r, &fold, 1, 0);
    bool ok = run_all(o, h, e);
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
            "Times are the run's own clock.",
    .run = trace};
