/* check: locks that one run took in a circle, beside what the search says of
 * them. A deadlock that the search found has been told; this is for what it
 * refutes, or could not settle. */
#include "cmd_i.h"

#include <stdio.h>

enum { MOST_EVENTS = 16, MOST_STEPS = 200000 };

/* One thread after another, as far as it goes. */
static void run_once(const ap_opened *o, ap_run *r, ap_detect *d)
{
    ap_event events[MOST_EVENTS];
    ap_error e = {0};
    for (int i = 0; i < MOST_STEPS; i++) {
        int n = ap_run_step(r, -1, events, MOST_EVENTS, &e);
        if (n <= 0)
            break;
        for (int k = 0; k < n; k++)
            ap_detect_event(d, ap_run_world(r), o->scenario.run.gil,
                            &events[k]);
    }
}

static void put_order(const ap_lock_order *x, ap_lock_order_fate fate,
                      ap_str *out)
{
    static const char *const words[] = {
        [AP_LOCK_ORDER_OPEN] = "Not settled: not every interleaving was "
                               "searched.",
        [AP_LOCK_ORDER_REFUTED] = "It cannot happen: no interleaving "
                                  "deadlocks so."};
    ap_str_put(out, "\nLocks are taken in a circle, which may deadlock:\n");
    for (int i = 0; i < x->n; i++)
        ap_str_printf(out, "  %s takes %s while it holds %s (line %u).\n",
                      x->sides[i].thread, x->sides[i].takes,
                      x->sides[i].holds, x->sides[i].line);
    ap_str_printf(out, "  %s\n", words[fate]);
}

void ap_report_lock_orders(const ap_opened *o, const ap_check_report *found,
                           ap_str *out)
{
    ap_error e = {0};
    ap_run_options options = o->scenario.run;
    options.order = AP_ORDER_RR;
    options.in_place = options.is_unlogged = true;
    ap_run *r = ap_run_new(o->image, &options, &e);
    if (!r)
        return;
    ap_detect *d = ap_detect_new();
    ap_arena *a = ap_arena_new();
    run_once(o, r, d);
    for (int i = 0; i < ap_detect_lock_orders(d); i++) {
        ap_lock_order x;
        const char *schedule;
        ap_detect_lock_order(d, ap_run_world(r), i, a, &x);
        ap_lock_order_fate fate = ap_check_lock_order(found, &x, &schedule);
        if (fate != AP_LOCK_ORDER_CONFIRMED)
            put_order(&x, fate, out);
    }
    ap_arena_free(a);
    ap_detect_free(d);
    ap_run_free(r);
}
