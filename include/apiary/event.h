/* Events: what one step did, as plain data without pointers.
 *
 * A step yields one event and the list of its accesses. Words in an event
 * (objects, values) are valid until the next collection, that is: until the
 * next step; who wants to keep them turns them into text at once.
 *
 * *Visible* is what another thread could notice: an access to something
 * shared, a synchronisation operation, a thread's start, join or end,
 * output, an exception that nobody has caught yet. */
#ifndef APIARY_EVENT_H
#define APIARY_EVENT_H

#include <stdbool.h>
#include <stdint.h>

typedef uint64_t ap_word; /* a Python value: see native.h */
typedef int32_t ap_tid;   /* thread number, world-wide; 0 = main; -1 none */

/* name, can it be visible?, what it is; `sync`, `other`, `old`, `value` are
 * filled as said. Kinds from GIL_REQUEST on are made by run. */
#define AP_EVENTS(X)                                                           \
    X(NONE, 0, "nothing that another thread could notice")                     \
    X(READ, 1, "read a shared location; value: what it got")                   \
    X(WRITE, 1, "wrote a shared location; old, value")                         \
    X(CALL, 0, "entered a Python function")                                    \
    X(RETURN, 0, "left a Python function; value: what it returned")            \
    X(OUTPUT, 1, "wrote to stdout or stderr: the log's last entries")          \
    X(START, 1, "started a thread; other: it")                                 \
    X(END, 1, "a thread ended")                                                \
    X(JOIN, 1, "joined a thread that had ended; other: it")                    \
    X(BLOCK, 1, "found that it must wait; sync or other: for what")            \
    X(ACQUIRE, 1, "took a lock or a semaphore's unit; sync; value: None if "   \
      "it would not have waited for ever")                                     \
    X(REFUSED, 1, "asked without waiting, or too long, and did not get it")    \
    X(RELEASE, 1, "released a lock or a semaphore; sync; other: first woken; " \
      "value: False if another thread had taken it")                           \
    X(WAIT, 1, "released a condition's lock and waits; sync")                  \
    X(WOKEN, 1, "goes on after a wait; sync; value: False after a timeout")    \
    X(NOTIFY, 1, "notified; sync; other: first woken or -1")                   \
    X(SET, 1, "set an event or broke a barrier; sync")                         \
    X(CLEAR, 1, "cleared an event; sync")                                      \
    X(TEST, 1, "asked a sync object for its state; sync; value")               \
    X(ARRIVE, 1, "arrived at a barrier; sync; value: its index")               \
    X(SLEEP, 1, "went to sleep; value: seconds")                               \
    X(AWAKE, 1, "slept enough")                                                \
    X(RAISE, 0, "raised an exception; value: it")                              \
    X(CATCH, 0, "caught an exception; value: it")                              \
    X(DIE, 1, "an uncaught exception ended a thread; value: it")               \
    X(EXIT, 1, "the process ended; value: exit status")                        \
    X(GIL_REQUEST, 1, "asked the holder for the GIL; other: the holder")       \
    X(GIL_DROP, 1, "dropped the GIL")                                          \
    X(GIL_TAKE, 1, "took the GIL; other: the last holder or -1")

typedef enum ap_event_kind {
#define X(name, visible, words) AP_EV_##name,
    AP_EVENTS(X)
#undef X
        AP_EV_COUNT
} ap_event_kind;

/* How a location is named. */
typedef enum ap_where {
    AP_AT_NONE,
    AP_AT_GLOBAL,  /* obj: the module's dict, key: the name */
    AP_AT_ATTR,    /* obj: instance, class or module, key: the name */
    AP_AT_ITEM,    /* obj: list, dict, …, key: index or key */
    AP_AT_CELL,    /* obj: the cell, key: the variable's name */
    AP_AT_WHOLE,   /* obj: the whole container (append, len, iteration) */
    AP_AT_SYNC     /* obj: a synchronisation object's state */
} ap_where;

typedef struct ap_access {
    ap_word obj, key;
    uint8_t where;   /* ap_where */
    bool is_write;
    bool is_atomic;  /* a container method atomic by itself: no race with
                        other atomic ones */
    bool is_shared;  /* another thread can reach the location */
} ap_access;

enum { AP_MAX_ACCESSES = 8 };

typedef struct ap_event {
    uint8_t kind;        /* ap_event_kind */
    uint8_t op;          /* the opcode that ran, AP_OP_COUNT for none */
    bool is_visible;
    bool is_blocked;     /* the step only found that it must wait */
    bool in_library;     /* the code belongs to a library module */
    uint8_t naccesses;
    uint8_t switches;    /* bit p: policy p (AP_GIL_39 …) may switch after */
    ap_tid tid, other;
    int32_t pid;         /* process number, 0 = the first */
    uint64_t step;       /* steps of the whole world before this one */
    int64_t clock_ns;
    uint32_t code, pc, line; /* where the instruction stands */
    uint32_t arg;
    ap_word old, value;  /* value: also the result that op pushed */
    ap_word left, right; /* operands of BINARY_OP, COMPARE_OP */
    ap_word sync;
    ap_access access[AP_MAX_ACCESSES]; /* the first is the event's location;
                                          more than fit: one WHOLE each */
} ap_event;

#endif
