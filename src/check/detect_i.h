/* The inside of the detectors: what one run's events say about races and lock
 * orders. A fold: all of its state is flat (numbers and indices), so that it
 * is saved and brought back as bytes.
 *
 * Words used here
 *   clock   a vector clock: how far each thread had come, as far as its owner
 *           has learnt; clocks lie in slots of one table (clocks.c)
 *   tick    one thread's own count in its clock
 *   firm    the order that starts, joins, events and barriers give, and locks
 *           do not: what no other schedule could turn round
 *   touch   a remembered access: who, when, where in the code, with which
 *           locks
 *   cell    a place in memory and the touches of it that still count */
#ifndef AP_DETECT_I_H
#define AP_DETECT_I_H

#include "apiary/check.h"
#include "apiary/native.h"

enum {
    MOST_CELLS = 1 << 16,    /* places that are watched */
    MOST_HELD = 8,           /* locks of one thread that are told */
    MOST_REPORTS = 128, MOST_EDGES = 512, MOST_CIRCLE = 6,
    LABEL = 32, PLACE = 64, NAME = 48
};

/* ---- clocks.c: vector clocks, and tables by key ------------------------- */

/* Slot 0 is the clock that knows nothing; it is nobody's to change. */
typedef struct clocks {
    ap_vec ticks;        /* uint32_t: `width` of them a slot */
    ap_vec refs;         /* uint32_t by slot; 0: free */
    uint32_t width;      /* threads that fit; a power of two */
    uint32_t free;       /* first free slot, 0: none; next one in its ticks */
} clocks;

void clocks_init(clocks *c);
void clocks_clear(clocks *c);
/* Room for threads 0 … n - 1. */
void clocks_widen(clocks *c, uint32_t n);
uint32_t clock_new(clocks *c, uint32_t copied); /* a copy, held once */
uint32_t clock_share(clocks *c, uint32_t slot); /* held once more */
void clock_drop(clocks *c, uint32_t *slot);     /* *slot becomes 0 */
/* What `from` knows, `into` knows from now on; -> was any of it new? */
bool clock_join(clocks *c, uint32_t into, uint32_t from);
static inline uint32_t *clock_tick(const clocks *c, uint32_t slot, int tid)
{
    return (uint32_t *)c->ticks.data + (size_t)slot * c->width + (size_t)tid;
}

/* Keys (never 0) and a number for each. */
typedef struct table {
    ap_vec slots;        /* of { key, number }, open addressing */
    size_t n;
} table;

void table_init(table *t);
/* The number of a key: its place, which holds UINT32_MAX if it is new. Valid
 * until the next call. */
uint32_t *table_at(table *t, uint64_t key);
/* UINT32_MAX: not there. */
uint32_t table_find(const table *t, uint64_t key);

static inline uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t h = (a ^ (b + 0x9e3779b97f4a7c15u + (a << 6) + (a >> 2)))
        * 0xff51afd7ed558ccdu;
    return (h ^ h >> 33) | 1;
}

/* ---- what is remembered --------------------------------------------- */

typedef struct held {
    uint32_t sync;
    int32_t depth;
} held;

typedef struct hb_thread {
    uint32_t now, firm;  /* its clocks; 0: not seen yet */
    uint32_t kept;       /* a copy of `now` that cells share; only its own
                            tick may be behind; 0: to be made */
    uint32_t set;        /* which locks it holds: index into sets */
    int32_t waits_deep;  /* an RLock's depth during a condition's wait */
    int32_t nheld;
    held held[MOST_HELD];
    bool is_over;
    bool is_open;        /* since its last visible step, was there a place
                            where the policy lets others go? */
} hb_thread;

/* What a semaphore is used as, told from what is first done to it: one unit
 * that is taken makes it a lock, until there are more. */
typedef enum sync_use { USE_UNKNOWN, USE_LOCK, USE_OTHER } sync_use;

typedef struct hb_sync {
    uint64_t id;
    uint32_t released;   /* what whoever takes it learns */
    uint32_t known;      /* what whoever looks at it learns */
    uint32_t firm;
    uint32_t taken;      /* times */
    uint8_t use;         /* sync_use */
    char label[LABEL];
} hb_sync;

typedef struct lock_set {
    int32_t n;
    uint32_t syncs[MOST_HELD];
} lock_set;

typedef struct touch {
    uint64_t step;
    uint32_t next;       /* of its cell, 0: the last */
    uint32_t tick;       /* the thread's own, when it was made */
    uint32_t code, pc, set;
    uint16_t tid;
    bool is_write, is_atomic, is_open, in_library;
} touch;

typedef struct cell {
    uint32_t first;      /* touch; 0: none */
    /* What a reader of the last write learns: everything up to it. */
    uint32_t wrote, wrote_tick;
    int32_t wrote_tid;   /* -1: nobody has */
    uint32_t older;      /* clock of atomic writes that were not ordered
                            before the last one; 0: none */
} cell;

typedef struct side {
    uint64_t step;
    uint32_t code, pc;
    ap_tid tid;
    bool is_write;
    int32_t nlocks;
    char thread[NAME], locks[MOST_HELD][LABEL];
} side;

typedef struct race_report {
    char where[PLACE];
    side first, second;
    uint32_t times;
    bool is_potential, in_library;
} race_report;

/* A thread that held one lock and asked for another. */
typedef struct lock_edge {
    uint64_t step;
    uint32_t from, to;   /* syncs */
    uint32_t set;        /* all that it held */
    uint32_t firm, firm_tick;
    uint32_t code, pc;
    ap_tid tid;
    char thread[NAME];
} lock_edge;

typedef struct lock_circle {
    int32_t n;
    uint32_t edges[MOST_CIRCLE];
} lock_circle;

struct ap_detect {
    clocks clocks;
    ap_vec threads, syncs, sets, cells, touches, reports, edges, circles;
    table by_sync, by_set, by_cell, by_report, by_edge;
    /* Scalars, saved as they are. */
    struct {
        uint32_t free_touch; /* 0: none; next one in its `next` */
        uint64_t step;       /* of the last event */
        /* What the last event brought, + 1; 0: nothing. */
        uint32_t new_report, new_circle;
        bool is_blind;
    } is;
};

static inline hb_thread *thread_of(const ap_detect *d, int tid)
{
    return (hb_thread *)d->threads.data + tid;
}

/* ---- order.c: what orders what --------------------------------------- */

/* What an event says about the order of threads. */
void detect_order(ap_detect *d, const ap_world *w, const ap_event *ev);
/* Makes a thread known; false: too many threads. */
bool detect_thread(ap_detect *d, int tid);
static inline bool is_known_thread(const ap_detect *d, int tid)
{
    return (size_t)tid < d->threads.len && thread_of(d, tid)->now;
}
/* `t` learns what a clock knows. */
void detect_learn(ap_detect *d, hb_thread *t, uint32_t clock);

/* ---- races.c --------------------------------------------------------- */

void detect_accesses(ap_detect *d, const ap_world *w, const ap_event *ev);

/* ---- race_report.c --------------------------------------------------- */

/* Two accesses that nothing orders: an old one, and `now` in the event. */
void detect_race(ap_detect *d, const ap_world *w, const ap_event *ev,
                 const ap_access *a, uint64_t place, const touch *old,
                 const touch *now);

/* ---- lock_order.c ---------------------------------------------------- */

/* The thread of the event asks for `sync`, and would wait for it. */
void detect_asks(ap_detect *d, const ap_world *w, const ap_event *ev,
                 uint32_t sync);
/* Has the circle a side with these two locks? */
bool ap_lock_order_has(const ap_lock_order *o, const ap_lock_order_side *x);

#endif
