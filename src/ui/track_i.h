/* track: what the stage remembers of the events it saw. A fold: the same
 * events give the same memory.
 *
 * Steps are counted from 1 here and on the screen: step n is the n-th.
 *
 * Words used here
 *   visit    a thread's stay on one line: what its instructions got there
 *   column   one tick of the timeline in which somebody ran
 *   change   the latest new value of a place, for its flash and "was 0" */
#ifndef AP_TRACK_I_H
#define AP_TRACK_I_H

#include "apiary/tell.h"
#include "scene_i.h"

enum { TRACK_COLUMNS = 512, TRACK_RESULTS = 24, TRACK_DEPTH = 6,
       TRACK_CHANGES = 32, TRACK_LOG = 64, TRACK_CORES = 16 };

typedef struct track_result {
    uint32_t pc;
    uint64_t step;
    char note[56];
    bool is_read;        /* a copy that may go stale */
} track_result;

typedef struct track_visit {
    uint32_t code, line;
    int n;
    track_result results[TRACK_RESULTS];
} track_visit;

typedef struct track_thread {
    track_visit visits[TRACK_DEPTH]; /* innermost last */
    int depth;
} track_thread;

typedef struct track_mark {
    uint8_t doing;
    char letter;
} track_mark;

typedef struct track_column {
    int64_t clock_ns;    /* the same for all steps of a tick */
    uint64_t step;       /* the last one in it */
    int nthreads, room;
    track_mark *threads;
    int16_t cores[TRACK_CORES];
    int16_t gil;
} track_column;

typedef struct track_change {
    char what[64];       /* the place's identity */
    char old[40];
    uint64_t step;
    int64_t seen_ns;     /* wall clock */
} track_change;

typedef struct track_hold {
    char lock[64];       /* the lock's identity */
    ap_tid tid;
    uint64_t since;
    uint32_t line;
    bool is_lent;        /* given back for the time of a condition's wait */
} track_hold;

typedef struct track_entry {
    ap_tid tid;
    uint64_t step;
    char text[112];
} track_entry;

typedef struct ap_track {
    track_thread *threads;
    int nthreads;
    track_column *columns;   /* a ring of TRACK_COLUMNS */
    uint64_t ncolumns;       /* ever begun */
    track_change changes[TRACK_CHANGES];
    unsigned nchanges;
    ap_vec holds;            /* of track_hold */
    track_entry log[TRACK_LOG];
    uint64_t nlog;
    ap_tid last;             /* who made the last step, -1 */
    uint64_t last_step;
} ap_track;

ap_track *ap_track_new(void);
void ap_track_free(ap_track *t);
/* What it remembers, appended as bytes, and taken back from them. */
void ap_track_save(const ap_track *t, ap_str *out);
void ap_track_load(ap_track *t, const char *bytes, size_t n);
/* One event, right after the step (its words are still valid). `now_ns`: wall
 * clock, 0 where nobody watches. */
void ap_track_event(ap_track *t, const ap_run *r, const ap_event *ev,
                    int64_t now_ns);
/* Adds a sentence to the log. */
void ap_track_log(ap_track *t, ap_tid tid, uint64_t step, const char *text);
/* Marks an access that races, in the column in which it was made. */
void ap_track_race(ap_track *t, const ap_race_side *s);
const track_change *ap_track_change(const ap_track *t, const char *what);
/* When and where the thread took the lock it holds; NULL: not seen. */
const track_hold *ap_track_hold(const ap_track *t, const char *lock,
                                ap_tid tid);
/* What instruction pc got in the thread's visit of this code and line. */
const track_result *ap_track_result(const ap_track *t, ap_tid tid,
                                    uint32_t code, uint32_t line,
                                    uint32_t pc);
/* Column i of ap_track_columns, oldest first. */
int ap_track_columns(const ap_track *t);
const track_column *ap_track_column(const ap_track *t, int i);
/* What a thread is doing, as the screen says it. */
ap_doing ap_doing_of(const ap_run *r, ap_tid tid);
ap_world *ap_ui_world(const ap_run *r);
/* "Lock#2": the same for the object's whole life. */
void ap_ui_birth(const ap_run *r, int pid, ap_word v, char *buf, size_t n);

#endif
