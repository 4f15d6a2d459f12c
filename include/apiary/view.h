/* view: what a world holds, for those who show it, tell it or search it. It
 * only reads, calls no Python code, and takes any world between two steps.
 * Values are words of the process that is named beside them. */
#ifndef APIARY_VIEW_H
#define APIARY_VIEW_H

#include "apiary/vm.h"

/* ---- threads and their frames ------------------------------------------ */

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

/* ---- globals and objects ------------------------------------------------ */

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

/* ---- who waits for what ------------------------------------------------- */

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

/* ---- what comes next ----------------------------------------------------- */

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
