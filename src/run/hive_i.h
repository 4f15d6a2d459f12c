/* What a keeper and one of its hives share: a mapping of their own beside the
 * world.
 *
 * The baton protocol. A body sleeps on its order word (a futex). The keeper
 * writes an order there and wakes it; the body does it, writes NONE back and
 * rings the eventfd, on which the keeper polls together with the hive's
 * pidfd: so a death cannot be missed. One order is out at a time, to one hive.
 *
 * The keeper touches nothing of a hive but these words: a hive may die with
 * any mutex held. */
#ifndef AP_HIVE_I_H
#define AP_HIVE_I_H

#include "run_i.h"

typedef enum ap_command {
    AP_ORDERED_NONE,  /* sleeps */
    AP_ORDERED_STEP,  /* ap_step into event and how */
    AP_ORDERED_FIT,   /* main body: make the bodies fit the world */
    AP_ORDERED_QUIT   /* end this OS thread */
} ap_command;

typedef struct ap_shared {
    _Atomic(uint32_t) turn;                    /* orders done; carries what
                                    one body wrote to the next that reads */
    _Atomic(uint32_t) order[AP_MAX_THREADS];   /* ap_command; a futex each */
    _Atomic(int32_t) os_tid[AP_MAX_THREADS];   /* 0: no body */
    ap_event event;
    ap_stepped how;
} ap_shared;

typedef struct ap_body {
    struct ap_hive *hive;
    ap_tid tid;
    unsigned long posix;      /* pthread_t */
    char name[16];            /* what the system calls it */
} ap_body;

/* A hive as its keeper sees it, and, after the fork, as it sees itself. */
typedef struct ap_hive {
    ap_world *world;
    int number;               /* of the Python process */
    ap_tid main;              /* the thread whose body runs on main() */
    int os_pid, pidfd;        /* 0, -1: not alive */
    int bell;                 /* eventfd; keeper reads, hive writes */
    ap_shared *shared;
    ap_body *bodies[AP_MAX_THREADS]; /* in the hive only */
} ap_hive;

void ap_futex_wait(_Atomic(uint32_t) *word, uint32_t value);
void ap_futex_wake(_Atomic(uint32_t) *word);

/* The whole life of a forked hive. */
_Noreturn void ap_hive_live(ap_hive *h, int keeper_pid);
/* Creates, renames and retires bodies. */
void ap_hive_fit(ap_hive *h);
/* What the system shall call a thread: 15 bytes, whole characters. */
void ap_body_name(const ap_world *w, ap_tid tid, char name[16]);
bool ap_body_is_wanted(const ap_world *w, ap_tid tid);
/* Does orders until it is told to quit. */
void ap_body_live(ap_body *b);

#endif
