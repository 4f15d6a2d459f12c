/* tell: events, states and verdicts in plain sentences.
 *
 * A sentence is one line, present tense, at most about 70 columns, without
 * markup. Threads are called by name, locks by ap_view_label. */
#ifndef APIARY_TELL_H
#define APIARY_TELL_H

#include "apiary/run.h"

/* What tell remembers from events, so that it can say "A read counter before
 * that": a fold over the run's events; flat (may be copied). */
typedef struct ap_tell ap_tell;
ap_tell *ap_tell_new(void);
void ap_tell_free(ap_tell *t);
void ap_tell_event(ap_tell *t, const ap_run *r, const ap_event *ev);
/* What it remembers, appended as bytes, and taken back from them. */
void ap_tell_save(const ap_tell *t, ap_str *out);
void ap_tell_load(ap_tell *t, const char *bytes, size_t n);

/* Is the value that `tid` read of a location stale: has another thread
 * written it since, and has tid not yet used or dropped it? Fills the
 * location's name, what it got, what is there now, since which step. */
typedef struct ap_stale {
    char where[64], got[32], now[32];
    ap_tid writer;
    uint64_t read_step, write_step;
    bool is_check;        /* it was only compared, not copied */
} ap_stale;
bool ap_tell_stale(const ap_tell *t, ap_tid tid, ap_stale *s);

/* Who wrote a location last; `where` as ap_tell_identity gives it. */
bool ap_tell_last_write(const ap_tell *t, const char *where, ap_tid *tid,
                        uint64_t *step);

/* JUST: what this event was ("A stores 1 over B's 1: B's update is lost.");
 * ap_tell_event must have had it. */
void ap_tell_just(const ap_tell *t, const ap_run *r, const ap_event *ev,
                  ap_str *out);
/* NEXT: who is next and what it will do, and over what. */
void ap_tell_next(const ap_tell *t, const ap_run *r, ap_tid next, ap_str *out);
/* What a thread waits for and who has it: "for left, B has it", "until
 * A ends": what goes behind "A waits ". */
void ap_tell_wait(const ap_run *r, ap_tid tid, ap_str *out);
/* "A waits for B, B waits for A: DEADLOCK." or why nobody can run. */
void ap_tell_stop(const ap_run *r, ap_str *out);
/* "A", or "thread 3" where it has no name. */
void ap_tell_thread(const ap_run *r, ap_tid tid, ap_str *out);

/* Would a person want to hear of it? Visible, and not just the looking up of
 * a function, a module or a lock, nor a read while there is one thread. A
 * library's own steps count only if they stop, start or wake somebody. */
bool ap_tell_matters(const ap_run *r, const ap_event *ev, bool with_library);
/* Is it worth a stop when one leafs through a run: a thread starts, ends,
 * waits or dies, a copy goes stale, an update is lost, nobody can go on?
 * ap_tell_event must have had it. */
bool ap_tell_is_of_interest(const ap_tell *t, const ap_run *r,
                            const ap_event *ev);
/* Does the thread hold a value that it read from shared memory and may still
 * use (so that it is in the middle of something)? */
bool ap_tell_holds_copy(const ap_tell *t, ap_tid tid);
/* The identity by which ap_tell_last_write knows a location: "counter",
 * "Account#1.n" whatever the account is called now. */
void ap_tell_identity(const ap_run *r, int pid, const ap_access *a,
                      ap_str *out);

/* The value that a step moved: the event's own, or for a local's load and
 * store what the local holds; 0: none is known. */
ap_word ap_tell_moved(const ap_run *r, const ap_event *ev);

/* Lost updates so far (a write over a value that its writer never saw). */
int ap_tell_lost_updates(const ap_tell *t);

#endif
