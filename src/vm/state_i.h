/* The state as a whole, for the core of vm: pieces of the mapping, the
 * identity of a state, what a follower does for it, the collector. */
#ifndef AP_STATE_I_H
#define AP_STATE_I_H

#include "world_i.h"

/* ---- hard.c: builds with -DAP_HARD=1 ------------------------------------- */

/* After every step: a snapshot that is loaded again gives the same state; so
 * does moving everything. */
void ap_hard_check(ap_world *w, int pid);

/* ---- save.c -------------------------------------------------------------- */

/* The pieces of the mapping that make up its state: header, processes,
 * threads, entries and text of the log, then a heap a process. */
typedef struct ap_piece {
    void *at;
    size_t n;
} ap_piece;
enum { AP_FIXED_PIECES = 5 };
int ap_world_pieces(const ap_world *w);
ap_piece ap_world_piece(const ap_world *w, int i);
/* Bytes of the i-th piece before the heaps, and of a process's heap. */
size_t ap_fixed_size(const ap_header *h, int i);
size_t ap_heap_size(const ap_process *p);

/* ---- canon.c ------------------------------------------------------------ */

typedef struct ap_canon ap_canon;
void ap_canon_free(ap_canon *r);
/* What is kept of the last hash of a world that is followed: the 16 bytes at
 * `at` of process 0's space have changed; … objects from `sure` on may not be
 * those that lay there; … it is of no use any more. */
void ap_canon_touch(ap_world *w, uint64_t at);
void ap_canon_unsure(ap_world *w, uint64_t sure);
void ap_canon_drop(ap_world *w);

/* ---- follow.c ----------------------------------------------------------- */

typedef struct ap_follow ap_follow;
void ap_follow_free(ap_follow *f);
/* A snapshot was loaded. */
void ap_follow_jumped(ap_world *w);

/* ---- copy.c -------------------------------------------------------------- */

/* Moves what lives into the process's other space. */
void ap_collect(ap_world *w, ap_process *p);

/* Where the collector is: what lies below `frozen` stays. */
typedef struct ap_mover {
    char *from, *to;
    uint64_t frozen, used;
} ap_mover;
/* The new place of an object; moves it if that is not yet done. */
ap_word ap_moved(ap_mover *m, ap_word w);
void ap_move_slots(ap_mover *m, ap_slot *s, size_t n);
/* The values of the objects that lie at [at, m->used) in the new space. */
void ap_move_values(ap_mover *m, uint64_t at);
/* All that the roots reach, and the values of what lies from `from` on; then
 * the collection is done. */
void ap_move_rest(ap_mover *m, ap_world *w, ap_process *p, uint64_t from);

#endif
