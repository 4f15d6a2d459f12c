/* Walks: a world, the GIL and what each thread has written, as a state that
 * can be gone on from, kept and come back to (moves.c); which steps of it need
 * not interleave (know.c); the path by which it came, of which a schedule is
 * made (path.c).
 *
 * Words used here
 *   quiet      a step that nobody else can notice
 *   free       a visible step that no other thread's step conflicts with, as
 *              far as is known (know.c); only a reduced search has them
 *   transition a visible step of one thread with the quiet (and free) steps
 *              behind it, up to just before the next that is neither
 *   holder     whose turn it must be: who has the GIL and may not be switched
 *              away from here; -1: anybody may go
 *   lead-in    the quiet steps of a new thread before its first visible one;
 *              they belong to the transition that started it
 *
 * Always true of a walk between transitions: every READY thread stands before
 * a visible step. A quiet step commutes with all steps of other threads, so
 * in a schedule it may stand later than it was made. */
#ifndef AP_WALK_I_H
#define AP_WALK_I_H

#include "apiary/check.h"

/* ---- texts.c: what threads have written ----------------------------- */

/* A text so far: told apart by its hash, read back through its node. */
typedef struct ap_text {
    uint64_t hash;
    uint32_t out, err;    /* nodes: pieces of stdout, of stderr; 0: none */
} ap_text;

typedef struct ap_texts ap_texts;
ap_texts *ap_texts_new(void);
void ap_texts_free(ap_texts *x);
void ap_texts_add(ap_texts *x, ap_text *t, int fd, const char *s, size_t n);
/* Appends the text of a node. */
void ap_texts_put(const ap_texts *x, uint32_t node, ap_str *out);

/* ---- path.c --------------------------------------------------------- */

/* Steps of one thread in a row. */
typedef struct ap_seg {
    ap_tid tid;
    uint32_t n : 27;
    uint32_t is_timed : 1; /* of a transition that asked for the time, or
                              begins a wait that may time out */
    uint32_t is_lead : 1;  /* late, and something that could be seen is in it:
                              who is to stand behind it must have made it */
    uint32_t is_late : 1;  /* quiet, and behind the last place where a switch
                              is legal: another thread goes before them */
    uint32_t is_first : 1; /* of a transition */
    uint32_t goes_on : 1;  /* last of a transition after which the thread
                              could have gone on: leaving it there is a
                              preemption */
} ap_seg;

typedef struct ap_cost {
    uint32_t preemptions, switches;
    uint64_t steps;
} ap_cost;

/* As numbers of one kind: preemptions first, then switches, then steps. */
int ap_cost_compare(const ap_cost *a, const ap_cost *b);
/* The schedule of a path and its cost. Late steps of threads that have not
 * had another turn are left out, but those of the tids in `stand` (ends with
 * -1; NULL: none), who then stand where the walk left them. Under a GIL
 * (`has_gil`) their quiet steps are left out still: nobody could switch away
 * behind them. */
void ap_path_schedule(const ap_seg *segs, size_t n, const ap_tid *stand,
                      bool has_gil, ap_str *out, ap_cost *cost);

/* ---- moves.c -------------------------------------------------------- */

typedef struct ap_walk ap_walk;

typedef struct ap_know ap_know;

/* A state on the way to where the walk is: what it needs to go back. */
typedef struct ap_mark {
    size_t world;
    ap_tid holder;
    uint64_t behind, in_vain;
    int nown, own_room;
    ap_text *own;
} ap_mark;

struct ap_walk {
    ap_world *w;
    ap_texts *texts;
    int gil;
    bool output_order, ignore_output;
    ap_tid holder;
    uint64_t behind;       /* bit t: thread t has made free steps since the
                              last place where a switch was legal */
    ap_text *own;          /* by tid; [0] alone under output_order */
    int nown;              /* threads that have one */
    uint64_t in_vain;      /* bit t: thread t was found to wait, and nothing
                              was given to anybody since */
    bool may_switch;       /* a switch point was passed in this transition */
    bool saw_free;         /* the last run of unseen steps had free ones */
    bool gave_up;          /* a thread went on and on without a visible step */
    ap_tid busy;           /* who did so in the last transition and still
                              does; -1: nobody */
    uint64_t work;         /* steps made in transitions, ever */
    uint64_t clock_reads;  /* of the world, before this transition */
    ap_vec segs;           /* ap_seg of the last transition */
    ap_event event;        /* its visible step */
    ap_event last;         /* of the step made just now */
    ap_know *know;         /* which steps are free; NULL: none is */
    ap_detect *watcher;    /* is told of the steps seen; NULL: nobody is */
    ap_tid stepping;       /* whose output comes */
    ap_snapshot undo;
    ap_text *undo_own;
    int own_room, undo_room;
    bool has_moved;        /* since its last hash or mark */
    bool has_marks;        /* it can go back to them */
    ap_mark base;          /* with marks: where this run of steps began, */
    uint32_t made;         /* and the steps since */
    uint64_t era;          /* which locks are held is as it was while this is */
    uint8_t shy[1 << 10];  /* by instruction: not 0: it was seen, lately */
};

/* A state as it was: everything that a walk needs to go on. */
typedef struct ap_place ap_place;
struct ap_place {
    ap_snapshot world;
    const ap_place *base;  /* what it is a delta of; NULL: it is whole */
    ap_tid holder;
    uint64_t behind, in_vain;
    int nown;
    ap_text *own;
};

/* In the start state: main stands before its first visible step, and the
 * segs say how it came there. NULL: *e. `c` options are copied. */
ap_walk *ap_walk_new(const ap_image *im, const ap_check_options *o,
                     ap_texts *texts, ap_error *e);
void ap_walk_free(ap_walk *k);
void ap_walk_save(const ap_walk *k, ap_place *p); /* reuses p's memory */
/* As what differs from `base`, which is whole and outlives it. */
void ap_walk_save_delta(const ap_walk *k, const ap_place *base, ap_place *p);
void ap_walk_load(ap_walk *k, const ap_place *p);
void ap_place_clear(ap_place *p);
size_t ap_place_bytes(const ap_place *p);

/* From here on the walk can be marked, or cannot; marks from before are
 * void. Marks cost memory with every hash. */
void ap_walk_follow(ap_walk *k, bool has_marks);
void ap_walk_mark(ap_walk *k, ap_mark *m); /* reuses m's memory */
/* Good until it went back to an earlier one. */
void ap_walk_back(ap_walk *k, const ap_mark *m);
void ap_mark_clear(ap_mark *m);

/* Is it READY, asleep, or in a wait that may time out? */
bool ap_walk_can(const ap_walk *k, ap_tid tid);
/* And does the GIL let it go? */
bool ap_walk_may(const ap_walk *k, ap_tid tid);
/* May it go, and does it stand right before its next visible step, so that it
 * could meet another there? */
bool ap_walk_is_met(const ap_walk *k, ap_tid tid);
/* Nobody may go: the end, or a deadlock. */
bool ap_walk_is_end(const ap_walk *k);
/* One transition of a thread that may go; segs and event are its. */
void ap_walk_go(ap_walk *k, ap_tid tid);
/* The same, unless all that it could do is find that it must wait until
 * another thread gives it what it wants: false, and nothing has changed. Such
 * attempts change nothing that a program could tell. (A thread whose turn it
 * is under a GIL makes them: others may go then.) */
bool ap_walk_try(ap_walk *k, ap_tid tid);
/* What identifies the state: the world, whose turn, the output as the options
 * say. */
ap_hash ap_walk_hash(ap_walk *k);

/* ---- know.c --------------------------------------------------------- */

ap_know *ap_know_new(const ap_image *im, bool output_order);
void ap_know_free(ap_know *k);
/* A visible step was made (it may be unmade again): remembers what it did;
 * -> is it free? */
bool ap_know_step(ap_know *k, const ap_walk *w, const ap_event *ev,
                  ap_stepped how);
/* Is the step that tid stands before certainly not free? Told from the place
 * that it will touch; cheap. */
bool ap_know_is_bound(const ap_know *k, const ap_walk *w, ap_tid tid);
/* The same of one that enters a lock. */
bool ap_know_takes_bound(const ap_know *k, const ap_walk *w, ap_tid tid);
/* Has something turned out wrong since this was last asked? */
bool ap_know_is_broken(ap_know *k);

#endif
