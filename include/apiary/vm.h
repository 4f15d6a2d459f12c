/* vm: the world and the step; how to look inside says view.h.
 *
 * The world is one flat shared mapping without pointers: header, process
 * table, thread table, kernel segment, a heap segment a process. ap_step is
 * the only thing that changes it while a program runs. The image is read
 * beside it and never written.
 *
 * One ap_world handle a host process; after fork() the child uses its copy of
 * the handle on the same mapping. */
#ifndef APIARY_VM_H
#define APIARY_VM_H

#include "apiary/code.h"
#include "apiary/event.h"

typedef struct ap_world ap_world;
struct ap_native_module; /* native.h */

enum { AP_MAX_THREADS = 4096, AP_MAX_PROCESSES = 256 };

typedef struct ap_world_options {
    const struct ap_native_module *const *natives; /* NULL-terminated; the
                            modules of lib, vm adds its own builtins */
    size_t memory;          /* bytes of heap a process; 0 = 256 MiB */
    uint64_t seed;          /* of random and of everything left to chance */
    int64_t epoch_ns;       /* what time.time() starts from; 0:
                               2024 begins */
    int argc;
    const char *const *argv; /* sys.argv */
    int recursion_limit;    /* 0 = 1000 */
    int max_threads;        /* 0 = AP_MAX_THREADS */
    bool real_ids;          /* getpid, get_ident: the real ones (exec) */
    bool own_clocks;        /* each thread's clock shows its own sleeps and
                               waits that timed out, nothing else (check) */
    /* Where output goes. NULL: into the world's output log. */
    void (*sink)(void *arg, int fd, const char *s, size_t n);
    void *sink_arg;
    /* input(): a line with its newline, or false at the end. The same step,
     * executed again, wants the same line. NULL: none. */
    bool (*source)(void *arg, uint64_t step, ap_str *line);
    void *source_arg;
    /* Would source answer at once? If not, input() waits (AP_WAIT_IO) until
     * ap_world_wake_input. NULL: source itself may take its time. */
    bool (*has_input)(void *source_arg);
    /* The real clock (exec): ns since the start. NULL: the clock stands where
     * ap_world_set_clock_ns put it. */
    int64_t (*clock)(void *arg);
    void *clock_arg;
} ap_world_options;

/* A world in which the library is set up (library bodies have run) and main
 * stands before its first step. NULL: no memory for the mapping, or a
 * library body failed. */
ap_world *ap_world_new(const ap_image *im, const ap_world_options *o,
                       ap_error *e);
void ap_world_free(ap_world *w);
const ap_image *ap_world_image(const ap_world *w);

/* ---- running --------------------------------------------------------- */

typedef enum ap_stepped {
    AP_STEP_RAN,      /* one instruction done */
    AP_STEP_BLOCKED,  /* found that it must wait; counted as a step */
    AP_STEP_ENDED,    /* the thread is over */
    AP_STEP_EXITED    /* the whole process is over */
} ap_stepped;

/* Executes one instruction of a READY thread. `ev` may be NULL. Collects
 * garbage first when that is due. */
ap_stepped ap_step(ap_world *w, ap_tid tid, ap_event *ev);

/* The same steps without events, many at a time: until `most` steps are done,
 * the thread blocks, ends or starts another, or (if `policy` < AP_GIL_COUNT)
 * *stop is set and a switch may follow there. -> steps done; *how: how the
 * last one ended. */
uint64_t ap_step_many(ap_world *w, ap_tid tid, uint64_t most, int policy,
                      const _Atomic(int) *stop, ap_stepped *how);

/* ---- threads: what run decides by ------------------------------------ */

/* NEW is a Thread object that was not started: it has no number yet. RUN is
 * READY with a core, which run knows. */
#define AP_STATES(X)                                                           \
    X(FREE, "no such thread")                                                  \
    X(READY, "could run")                                                      \
    X(WAIT, "waits for another thread")                                        \
    X(SLEEP, "sleeps")                                                         \
    X(DONE, "has ended")                                                       \
    X(DEAD, "ended by an exception or with its process")

typedef enum ap_state {
#define X(name, words) AP_TS_##name,
    AP_STATES(X)
#undef X
} ap_state;

/* What a thread waits for. */
#define AP_WAITS(X)                                                            \
    X(NONE, "nothing") X(LOCK, "lock") X(CONDITION, "condition")               \
    X(SEMAPHORE, "semaphore") X(EVENT, "event") X(BARRIER, "barrier")          \
    X(JOIN, "join") X(SHUTDOWN, "end of all threads") X(SLEEP, "sleep")        \
    X(IO, "I/O")

typedef enum ap_wait_kind {
#define X(name, words) AP_WAIT_##name,
    AP_WAITS(X)
#undef X
} ap_wait_kind;

int ap_world_threads(const ap_world *w);     /* ever started */
int ap_world_processes(const ap_world *w);
ap_state ap_world_state(const ap_world *w, ap_tid tid);
int ap_world_process_of(const ap_world *w, ap_tid tid);
bool ap_world_is_over(const ap_world *w);    /* every process has ended */
int ap_world_exit_code(const ap_world *w);   /* of process 0 */
uint64_t ap_world_steps(const ap_world *w);
/* Moves whenever a thread or process starts, ends, changes its state or its
 * name, and when a snapshot is loaded. Lies in the mapping, so that every
 * process sees it, but is not brought back by a load: it never repeats. */
uint64_t ap_world_changes(const ap_world *w);

/* Virtual time since the start. Setting it wakes nobody. */
int64_t ap_world_clock_ns(const ap_world *w);
void ap_world_set_clock_ns(ap_world *w, int64_t ns);
/* How often the program has asked this world what time it is. */
uint64_t ap_world_clock_reads(const ap_world *w);
/* The earliest deadline of a sleeping or timed-waiting thread, -1: none. */
int64_t ap_world_next_deadline(const ap_world *w);
/* Makes every thread READY whose deadline has come; -> how many. */
int ap_world_wake_due(ap_world *w);
/* Makes every thread READY that waits for input. */
void ap_world_wake_input(ap_world *w);
/* A schedule names a sleeping or timed-waiting thread: its wait ends now and
 * the clock jumps to its deadline if that lies ahead. False: it has none. */
bool ap_world_end_wait(ap_world *w, ap_tid tid);
/* Ends a process from outside (kill -9): its threads are DEAD. */
void ap_world_kill(ap_world *w, int pid, int exit_code);
/* Ctrl-C: process 0's main thread gets a KeyboardInterrupt before its next
 * instruction, and a wait of it ends for that; or the program's handler is
 * called there, and the wait goes on. */
void ap_world_interrupt(ap_world *w);
/* Has the program a handler for it, and a main thread to call it in? */
bool ap_world_handles_interrupt(const ap_world *w);

/* The GIL of a process, kept by run, stored here since it is state. */
typedef struct ap_gil {
    ap_tid holder;            /* -1 free */
    ap_tid last_holder;
    ap_tid requester;         /* who asked the holder to drop, -1 */
    int64_t since_ns;         /* when the holder took it */
    int64_t interval_ns;      /* sys.setswitchinterval */
    uint64_t switches;
    bool is_at_switch;        /* after the holder's last step a switch may
                                 follow under the run's policy */
} ap_gil;
ap_gil *ap_world_gil(ap_world *w, int pid);

/* Flat words that belong to run's order (random state, quantum left, …):
 * saved and restored with the world, never hashed. */
enum { AP_RUN_WORDS = 64 };
uint64_t *ap_world_run_words(ap_world *w);
/* Since when (clock, at least 1) a READY thread has waited to run, 0: it does
 * not. Kept by run; 0 in a new thread. */
int64_t *ap_world_ready_since(ap_world *w, ap_tid tid);

/* ---- the output log --------------------------------------------------- */

typedef struct ap_output_view {
    ap_tid tid;
    int fd;               /* 1 or 2 */
    uint64_t step;
    uint32_t n;
    const char *text;     /* not terminated; valid until the next step */
} ap_output_view;
/* Entry i (0 = oldest kept) or false past the end. */
int ap_world_outputs(const ap_world *w);
bool ap_world_output(const ap_world *w, int i, ap_output_view *out);

/* ---- state as a whole ------------------------------------------------- */

/* A snapshot is a copy of the used bytes; restore brings them back, in the
 * same world or another one of the same image and options. */
typedef struct ap_snapshot {
    void *bytes;
    size_t n;
    size_t room;          /* of bytes; 0: just n */
} ap_snapshot;
void ap_world_save(const ap_world *w, ap_snapshot *s); /* reuses s->bytes */
void ap_world_load(ap_world *w, const ap_snapshot *s);
/* The same where this world itself came here from the snapshot's state by
 * steps: cheaper for one that is followed. */
void ap_world_unmake(ap_world *w, const ap_snapshot *s);
void ap_snapshot_free(ap_snapshot *s);
/* The same as what differs from an earlier snapshot of this world, which has
 * to be there again for the way back: small where little has changed. */
void ap_world_save_delta(const ap_world *w, const ap_snapshot *base,
                         ap_snapshot *s);
void ap_world_load_delta(ap_world *w, const ap_snapshot *base,
                         const ap_snapshot *s);

typedef struct ap_hash {
    uint64_t lo, hi;
} ap_hash;
/* Makes what belongs to the library part of what is frozen, and collects
 * often, so that snapshots and hashes of the states that follow are small.
 * Before the first thread is started; snapshots from before are void. */
void ap_world_settle(ap_world *w);
/* The program has changed some of that after all: all hashes and snapshots
 * since then are void. */
bool ap_world_is_unsettled(const ap_world *w);
/* From now on changes are followed: a hash takes up where the last one left
 * off. With `can_go_back` a mark tells which state was looked at last, and can
 * be gone back to until an earlier one was; the state that is left must have
 * been looked at. A hash looks, too. Marks from before are void. Costs a copy
 * of the world. */
void ap_world_follow(ap_world *w, bool can_go_back);
void ap_world_look(ap_world *w);
size_t ap_world_mark(const ap_world *w);
void ap_world_back(ap_world *w, size_t mark);
size_t ap_world_follow_bytes(const ap_world *w);
/* Of the canonical copy: equal for states that no program can tell apart
 * (addresses, birth numbers, clocks, counters, dead slots left out). */
ap_hash ap_world_hash(const ap_world *w);

/* Collects now (between steps). */
void ap_world_collect(ap_world *w, int pid);
/* fork(): a new process whose only thread is a copy of `tid`. -> its number,
 * -1 where no more fit. */
int ap_world_fork(ap_world *w, ap_tid tid);
size_t ap_world_heap_used(const ap_world *w, int pid);
size_t ap_world_bytes(const ap_world *w); /* what a snapshot would take */
/* Bytes of the i-th part of a snapshot (header, tables, output, heaps): parts
 * grow by themselves, so equal bytes of two snapshots are found part by part.
 * False past the last. */
bool ap_world_part(const ap_world *w, int i, size_t *bytes);

/* Looking inside: the other half of this header. */
#include "apiary/view.h"

#endif
