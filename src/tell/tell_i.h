/* The inside of tell: what is remembered, and the facts of a sentence. */
#ifndef AP_TELL_I_H
#define AP_TELL_I_H

#include "apiary/tell.h"

enum { TELL_NAME = 64, TELL_VALUE = 40, TELL_PENDING = 8 };

/* ---- names (names.c) --------------------------------------------- */

ap_world *tell_world(const ap_run *r);
/* A thread's name into buf; "" for -1. */
void tell_name(const ap_run *r, ap_tid tid, char buf[TELL_NAME]);
/* A value, short. */
void tell_value(const ap_run *r, int pid, ap_word v, char buf[TELL_VALUE]);
/* What a lock, condition, … is called. */
void tell_label(const ap_run *r, int pid, ap_word v, char buf[TELL_NAME]);
void tell_where(const ap_run *r, int pid, const ap_access *a,
                char buf[TELL_NAME]);
/* A location's identity, the same for the whole run (objects move and get
 * names; their birth numbers stay): "counter", "Account#1.n". */
void tell_identity(const ap_run *r, int pid, const ap_access *a,
                   char buf[TELL_NAME]);
/* Is it a number, a text, None, …: something that a thread copies by reading
 * it (and not a function, a lock, a container)? */
bool tell_is_plain(const ap_run *r, int pid, ap_word v);
/* The text of an instruction's own expression, "left.acquire()", or "". */
void tell_source(const ap_run *r, uint32_t code, uint32_t pc,
                 char buf[TELL_NAME]);

/* ---- the fold (fold.c) ------------------------------------------- */

/* A value that a thread has read and may still use. */
typedef struct pending {
    uint64_t id;             /* hash of the location's identity; 0: unused */
    char where[TELL_NAME], got[TELL_VALUE], now[TELL_VALUE];
    uint64_t read_step, write_step;
    uint32_t code, line;
    ap_tid writer;           /* who wrote the location since; -1 nobody */
    bool is_kept;            /* it went into a local, or decided a branch */
    bool is_check;           /* it only decided a branch */
} pending;

typedef struct memory {      /* one a thread */
    pending reads[TELL_PENDING];
    unsigned next;           /* where the next one goes */
} memory;

typedef struct last_write {
    uint64_t id;             /* 0: unused */
    uint64_t step;
    ap_tid tid;
} last_write;

struct ap_tell {
    memory *threads;
    int nthreads;
    last_write *writes;      /* open addressing by id */
    size_t nwrites, room;    /* room: a power of two */
    int lost;
    /* Of the latest write: whose update it wiped out, and who still holds the
     * value from before; -1 nobody. */
    uint64_t step;
    ap_tid victim, holder;
    char held[TELL_VALUE];
};

uint64_t tell_hash(const char *identity); /* never 0 */
/* The copy that `tid` holds of a location and that is not up to date. */
const pending *tell_pending(const ap_tell *t, ap_tid tid, uint64_t id);

/* ---- sentences (say.c) ------------------------------------------- */

/* What a sentence may need to know; "" and -1: does not apply. */
typedef struct facts {
    char who[TELL_NAME];     /* the thread that acts */
    char other[TELL_NAME];   /* another one: started, woken, owner, … */
    char what[TELL_NAME];    /* location or sync object */
    char value[TELL_VALUE];  /* new value, what was read, seconds, … */
    char old[TELL_VALUE];    /* value before */
    char victim[TELL_NAME];  /* whose update is lost */
    char holder[TELL_NAME];  /* who still has the value from before */
    char held[TELL_VALUE];   /* that value */
    ap_role role;            /* of the sync object */
    ap_wait_kind wait;       /* BLOCK: on what */
    bool is_whole;           /* a whole container, not one place in it */
    bool is_timeout;
    bool is_named;           /* the value is a function, class, lock, … */
} facts;

/* The sentence for an event of this kind with these facts. */
void tell_say(ap_event_kind kind, const facts *f, ap_str *out);

#endif
