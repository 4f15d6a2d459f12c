/* What the detectors found, each in a sentence. */
#include "tell_i.h"

/* "reads it", or of the one that came first "wrote it". */
static void put_side(const ap_race_side *s, bool is_first, bool has_locks,
                     ap_str *out)
{
    static const char *const verbs[2][2] = {{"reads", "writes"},
                                            {"read", "wrote"}};
    ap_str_printf(out, "%s %s it", s->thread, verbs[is_first][s->is_write]);
    if (has_locks && s->nlocks)
        ap_str_printf(out, " under %s", s->locks[s->nlocks - 1]);
    else if (has_locks)
        ap_str_put(out, " without a lock");
}

void ap_tell_race(const ap_race *x, ap_str *out)
{
    bool has_locks = x->first.nlocks || x->second.nlocks;
    ap_str_printf(out, x->is_potential ? "Only the GIL prevents a race on %s: "
                                       : "Race on %s: ", x->where);
    put_side(&x->first, true, has_locks, out);
    ap_str_put(out, ", ");
    put_side(&x->second, false, has_locks, out);
    bool is_said = has_locks || x->is_potential;
    ap_str_put(out, is_said ? "." : ", nothing orders them.");
}

void ap_tell_lock_order(const ap_lock_order *x, ap_str *out)
{
    ap_str_put(out, "Could deadlock: ");
    if (x->n == 2) {
        for (int i = 0; i < 2; i++)
            ap_str_printf(out, "%s%s takes %s holding %s", i ? ", " : "",
                          x->sides[i].thread, x->sides[i].takes,
                          x->sides[i].holds);
        ap_str_putc(out, '.');
        return;
    }
    for (int i = 0; i < x->n; i++)
        ap_str_printf(out, "%s%s", i ? ", " : "", x->sides[i].takes);
    ap_str_put(out, " are taken in a circle by ");
    for (int i = 0; i < x->n; i++)
        ap_str_printf(out, "%s%s", i ? ", " : "", x->sides[i].thread);
    ap_str_putc(out, '.');
}

void ap_tell_deadlock(const ap_deadlock *x, ap_str *out)
{
    enum { LONGEST = 62 };
    ap_str text = {0};
    for (int i = 0; i < x->nwaiters; i++) {
        const ap_waiter *w = &x->waiters[i];
        ap_str_printf(&text, "%s%s", i ? "; " : "", w->thread);
        if (w->nholds)
            ap_str_printf(&text, " holds %s,", w->holds[0]);
        ap_str_printf(&text, " waits for %s", w->waits);
    }
    if (ap_text_width(ap_str_c(&text)) > LONGEST) {
        ap_str_reset(&text);
        for (int i = 0; x->is_cycle && i < x->nwaiters; i++)
            ap_str_printf(&text, "%s%s waits for %s", i ? ", " : "",
                          x->waiters[i].thread,
                          x->waiters[(i + 1) % x->nwaiters].thread);
    }
    ap_str_put(out, text.len ? text.s : x->words);
    ap_str_clear(&text);
}
