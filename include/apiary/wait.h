/* wait: threads as lib's threading needs them: begun, waiting, woken. */
#ifndef APIARY_WAIT_H
#define APIARY_WAIT_H

#include "apiary/value.h"

/* ---- waiting --------------------------------------------------------- */

/* The current thread's wait record. `phase` 0 with kind NONE: a fresh call.
 * A native function that must wait fills it and returns AP_BLOCK; woken, it is
 * run again and finds it, with `woken` or `timed_out` set; with neither, a
 * handler of Ctrl-C has run: it looks, and waits on (ap_wait_again). It clears
 * it (ap_wait_done) before it answers anything but AP_BLOCK. */
typedef struct ap_wait {
    uint8_t kind;         /* ap_wait_kind */
    uint8_t phase;        /* the function's own state; not 0: something must
                             be put right first, Ctrl-C comes after it */
    bool woken, timed_out;
    ap_tid other;         /* JOIN: whom */
    ap_slot obj;          /* what it waits on; traced */
    ap_slot keep;         /* the function's own word; traced */
    int64_t number;       /* the function's own number */
    int64_t deadline_ns;  /* -1: none */
    uint64_t order;       /* when it began: the queue's order */
} ap_wait;
ap_wait *ap_wait_of(ap_ctx *c);
/* Starts (or starts again) a wait: state WAIT (or SLEEP), new queue order if
 * it was not already in this queue. timeout_ns < 0: none. -> AP_BLOCK. */
ap_ret ap_wait_on(ap_ctx *c, ap_wait_kind kind, ap_word obj,
                  int64_t timeout_ns);
/* Waits on with the same deadline and place (after a wake-up in vain). */
ap_ret ap_wait_again(ap_ctx *c);
void ap_wait_done(ap_ctx *c);
/* Makes up to `most` threads of this process that wait on obj with this kind
 * READY, longest first. -> the first one woken or -1. */
ap_tid ap_wake(ap_ctx *c, ap_wait_kind kind, ap_word obj, int most);
int ap_waiting(const ap_ctx *c, ap_wait_kind kind, ap_word obj);

/* ---- threads --------------------------------------------------------- */

ap_tid ap_self(const ap_ctx *c);
/* Starts a thread that calls `callable()` (no arguments) and belongs to the
 * Thread object; raises RuntimeError("can't start new thread"). */
ap_ret ap_thread_start(ap_ctx *c, ap_word thread_obj, ap_word callable,
                       ap_word name, bool is_daemon, ap_tid *tid);
bool ap_thread_is_over(const ap_ctx *c, ap_tid tid);
ap_word ap_thread_obj(const ap_ctx *c, ap_tid tid); /* its Thread object */
void ap_thread_set_obj(ap_ctx *c, ap_tid tid, ap_word obj);
void ap_thread_set_name(ap_ctx *c, ap_tid tid, ap_word name);
int ap_thread_count(const ap_ctx *c);               /* ever started, world */
/* The thread's or, for -1, the process's random state (splitmix64). */
uint64_t *ap_chance(ap_ctx *c);

#endif
