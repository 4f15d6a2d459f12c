/* history: every step of a run, at once.
 *
 * A history watches a run from its first step. It logs what was asked of the
 * run and who ran, and keeps keyframes: copies of the world and of the folds,
 * made of chunks of which equal ones are stored once, and thinned as the log
 * grows. Going anywhere is the nearest keyframe and the steps from there,
 * made again in place.
 *
 * Words used here
 *   position   the number of steps made: 0 is the start; step i leads from
 *              position i to i + 1
 *   move       what was asked of the run: a step of a thread named by hand,
 *              or of the order's own choice
 *   fold       what a floor above remembers of the events; flat, so that it
 *              is saved with the keyframes and follows the cursor
 *   note       flags of a step, given by the folds: what the step was
 *   branch     going on from the past in another way than before; the old
 *              future is kept until another branch is made
 *
 * Always true: the moves up to the cursor, made from the start, give the
 * present world (by ap_world_hash) and the present folds. */
#ifndef APIARY_HISTORY_H
#define APIARY_HISTORY_H

#include "apiary/run.h"

/* What a step was; the first four come from the folds. */
enum {
    AP_NOTE_EVENT = 1,     /* a person wants to hear of it */
    AP_NOTE_LIBRARY = 2,   /* the same with the library's own code shown */
    AP_NOTE_LINE = 4,      /* its thread came to another line */
    AP_NOTE_INTEREST = 8,  /* a lost update, a deadlock, an exception, … */
    AP_NOTE_SWITCH = 16    /* another thread than in the step before */
};

typedef struct ap_fold {
    void *state;
    /* All events of one step; -> AP_NOTE_… of it. NULL: another fold of the
     * table feeds this one. */
    unsigned (*step)(void *state, const ap_event *events, int n);
    /* Appends the state as flat bytes, and takes it back from them; what the
     * state was before is forgotten. */
    void (*save)(const void *state, ap_str *out);
    void (*load)(void *state, const char *bytes, size_t n);
    /* The words of the last step's events are about to become invalid: now
     * is the time to make of them what is still to be made. NULL: nothing. */
    void (*settle)(void *state);
} ap_fold;

typedef struct ap_history ap_history;

enum { AP_HISTORY_MEMORY = 44 << 20 };

/* Of a run that has made no step, unlogged (ap_history_schedule says who
 * ran). Run and folds stay the caller's and outlive the history; the table is
 * copied. `memory`: bytes for keyframes, 0 = AP_HISTORY_MEMORY. */
ap_history *ap_history_new(ap_run *r, const ap_fold *folds, int nfolds,
                           size_t memory);
void ap_history_free(ap_history *h);

/* ap_run_step, remembered. In the past the same step as then is made again;
 * a step of another thread branches. */
int ap_history_step(ap_history *h, ap_tid tid, ap_event *events, int most,
                    ap_error *e);
/* The person stands here: going back to this place costs no step. */
void ap_history_rest(ap_history *h);

uint64_t ap_history_at(const ap_history *h);   /* the cursor */
uint64_t ap_history_end(const ap_history *h);  /* as far as it was run */
/* Goes to a position (past the end: to the end). The run steps in place from
 * here on. False: the run did not repeat, or a step took too long. */
bool ap_history_seek(ap_history *h, uint64_t position, ap_error *e);

/* Who made step i, and what it was. */
ap_tid ap_history_tid(const ap_history *h, uint64_t i);
unsigned ap_history_note(const ap_history *h, uint64_t i);
/* The last position before `at`, or the first after it, that such a step led
 * to (for SWITCH: from which it goes on). False: there is none. */
bool ap_history_before(const ap_history *h, uint64_t at, unsigned wanted,
                       uint64_t *position);
bool ap_history_after(const ap_history *h, uint64_t at, unsigned wanted,
                      uint64_t *position);

/* Goes to the end of the old branch; the one left becomes the old one. False:
 * there is none (e untouched), or it did not repeat. */
bool ap_history_swap(ap_history *h, ap_error *e);
bool ap_history_has_other(const ap_history *h);

/* Who ran up to the cursor: "0:12 1:3". */
void ap_history_schedule(const ap_history *h, ap_str *out);
/* The moves up to the end: as a schedule, with * for the order's choice:
 * "*:120 2:5 *:3". */
void ap_history_moves(const ap_history *h, ap_str *out);
/* Makes such moves from the present end on, in place. False: *e; those before
 * the one that could not be made are made. */
bool ap_history_follow(ap_history *h, const char *moves, ap_error *e);
/* Bytes that it holds. */
size_t ap_history_bytes(const ap_history *h);

/* ---- the trace file ------------------------------------------------- */

/* A run in a file: what ran, under which options, what was asked of it and
 * what it was told from outside. Text, with a checksum in its first line. */
typedef struct ap_trace_input {
    uint64_t step;         /* in which the program read it */
    ap_str line;           /* with its newline */
} ap_trace_input;

typedef struct ap_trace {
    ap_str path, text;     /* of the scenario */
    ap_run_options run;    /* what does not depend on the host; pointers are
                              NULL */
    ap_str schedule;       /* of order REPLAY, else empty */
    ap_vec args;           /* ap_str: sys.argv */
    ap_vec inputs;         /* ap_trace_input, by step */
    ap_vec interrupts;     /* uint64_t: steps made at each Ctrl-C */
    ap_str moves;          /* as ap_history_moves */
    uint64_t steps, at;    /* moves made; where the person stood */
    ap_hash end;           /* of the world after them */
} ap_trace;

void ap_trace_init(ap_trace *t);
void ap_trace_clear(ap_trace *t);
void ap_trace_write(const ap_trace *t, ap_str *out);
/* Does the text begin as a trace does? */
bool ap_trace_is(const char *bytes, size_t n);
/* Into *t, which was just initialised. False: not a trace, a newer one, one
 * that is cut off or damaged; *e says which. */
bool ap_trace_read(const char *bytes, size_t n, ap_trace *t, ap_error *e);
/* What the program read in that step; false: nothing. Fits
 * ap_world_options.source; `trace` is an ap_trace. */
bool ap_trace_source(void *trace, uint64_t step, ap_str *out);

#endif
