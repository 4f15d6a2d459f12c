/* vm: the world, the step, and how to look inside.
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

/* ---- looking inside ---------------------------------------------------- */

typedef struct ap_thread_view {
    ap_tid tid;
    int pid;
    ap_state state;
    char name[48];         /* the main thread: Main, unless renamed */
    bool is_main, is_daemon;
    ap_wait_kind wait;
    ap_word wait_obj;      /* the lock, condition, …; 0 for join, sleep */
    ap_tid wait_for;       /* join: whom; lock: its owner; else -1 */
    int64_t deadline_ns;   /* -1: none */
    uint64_t wait_order;   /* smaller waits longer */
    ap_wait_kind woken_from; /* READY: the wait that its call goes on from */
    ap_tid woken_by;       /* … a join: the thread that ended; else -1 */
    int depth;             /* Python frames */
    uint64_t steps;
    ap_word obj;           /* its Thread object */
    ap_word failure;       /* the uncaught exception that it ended or will
                              end with, else 0 */
} ap_thread_view;
bool ap_view_thread(const ap_world *w, ap_tid tid, ap_thread_view *v);

/* What a search asks of a thread again and again. */
typedef struct ap_thread_brief {
    ap_wait_kind wait;
    int64_t deadline_ns;   /* -1: none */
    uint64_t steps;
    bool is_daemon;
} ap_thread_brief;
ap_thread_brief ap_view_brief(const ap_world *w, ap_tid tid);

typedef struct ap_frame_view {
    const ap_code *code;
    uint32_t pc;           /* next instruction (depth 0), else the call */
    uint32_t line;
    bool in_library;
    ap_word func;          /* 0 for a module body */
    int nplus, nstack;     /* locals, words on the value stack */
} ap_frame_view;
/* depth 0 = innermost Python frame. */
bool ap_view_frame(const ap_world *w, ap_tid tid, int depth, ap_frame_view *v);
/* A local by localsplus slot (a cell is opened); 0: unbound. */
ap_word ap_view_local(const ap_world *w, ap_tid tid, int depth, int slot);
ap_word ap_view_stack(const ap_world *w, ap_tid tid, int depth, int i);
/* Where an exception came from: the innermost line of its traceback that is
 * not the library's, and its code. 0: not known. */
uint32_t ap_view_raised(const ap_world *w, int pid, ap_word exc,
                        const ap_code **code);

/* The i-th global of a process's __main__ in order of creation; false past
 * the end. Names with two underscores in front are left out. */
bool ap_view_global(const ap_world *w, int pid, int i, const char **name,
                    ap_word *value);
/* What a global holds now, 0 if nothing. */
ap_word ap_view_global_named(const ap_world *w, int pid, const char *name);

typedef enum ap_role {
    AP_ROLE_PLAIN, AP_ROLE_LOCK, AP_ROLE_RLOCK, AP_ROLE_CONDITION,
    AP_ROLE_SEMAPHORE, AP_ROLE_EVENT, AP_ROLE_BARRIER, AP_ROLE_THREAD,
    AP_ROLE_QUEUE
} ap_role;

typedef struct ap_object_view {
    const char *type;      /* "list", "Account", … */
    ap_role role;
    bool is_container;     /* items can be asked for */
    bool is_function, is_class, is_module;
    bool is_shared;
    uint32_t birth;        /* its number among its type's: Account#1 */
    int64_t len;           /* items; -1 where it has none */
} ap_object_view;
bool ap_view_object(const ap_world *w, int pid, ap_word v, ap_object_view *o);
/* Item i of a list, tuple, set, dict or of an instance's attributes; `key` is
 * 0 for sequences. False past the end. */
bool ap_view_item(const ap_world *w, int pid, ap_word v, int i, ap_word *key,
                  ap_word *value);
/* Like repr() but calls no Python code and stays short: instances are
 * `Account#1`, strings and containers are cut at about `most` columns. */
void ap_view_repr(const ap_world *w, int pid, ap_word v, int most,
                  ap_str *out);
/* A str's bytes, NULL for anything else. Valid until the next step. */
const char *ap_view_str(const ap_world *w, int pid, ap_word v, size_t *n);
/* Tells objects of a process apart, for their whole life (words change in a
 * collection): a class's instances by their births, numbers and strs by their
 * values. */
uint64_t ap_view_identity(const ap_world *w, int pid, ap_word v);
/* Of an access's object and key at once. */
void ap_view_identities(const ap_world *w, int pid, const ap_access *a,
                        uint64_t *obj, uint64_t *key);
/* The name of an object on the screen: the first global that holds it, else
 * `Lock#2`. */
void ap_view_label(const ap_world *w, int pid, ap_word v, ap_str *out);

/* The synchronisation objects of a process, oldest first. */
typedef struct ap_sync_view {
    ap_word obj;
    ap_role role;
    ap_tid owner;          /* -1: nobody, or the kind has none */
    int64_t count;         /* RLock depth, semaphore value, event flag,
                              arrived at a barrier */
    int64_t most;          /* bound of a semaphore, parties; -1 none */
    ap_word lock;          /* a condition's; else 0 */
} ap_sync_view;
bool ap_view_sync(const ap_world *w, int pid, int i, ap_sync_view *v);
bool ap_view_sync_of(const ap_world *w, int pid, ap_word obj, ap_sync_view *v);
/* Who waits for it, longest first; -> how many (at most `most` written). */
int ap_view_queue(const ap_world *w, int pid, ap_word obj, ap_tid *tids,
                  int most);

/* What the thread's next step will do, without doing it: fills op, arg,
 * code, pc, line, the location (access[0], old) and value/left/right as far
 * as they can be known (a store: what it will store and over what). */
bool ap_view_next(const ap_world *w, ap_tid tid, ap_event *ev);

/* Will the next step of a READY thread be visible? Cheap, and certain where
 * it is not UNSURE. */
typedef enum ap_ahead {
    AP_AHEAD_UNSURE, AP_AHEAD_QUIET, AP_AHEAD_VISIBLE,
    AP_AHEAD_LOCK          /* visible: a `with` takes a lock or semaphore, or
                              finds that it must wait for it */
} ap_ahead;
ap_ahead ap_view_ahead(const ap_world *w, ap_tid tid);
/* AP_AHEAD_VISIBLE: the dict and the name of the global that it reads or
 * writes; false: it is something else (ap_view_next knows). */
bool ap_view_place(const ap_world *w, ap_tid tid, ap_word *obj, ap_word *key);
/* AP_AHEAD_LOCK: which one. */
ap_word ap_view_entered(const ap_world *w, ap_tid tid);
/* Tells apart where in the program a thread stands: its next instruction, or
 * what it is in the middle of. */
uint64_t ap_view_at(const ap_world *w, ap_tid tid);

#endif
