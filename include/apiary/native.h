/* native: how functions and classes written in C live in the vm. The second
 * public header of vm, for lib and for the vm's own builtins.
 *
 * A value is a 64-bit word:
 *     ...............1   a small int: 63 bits, two's complement
 *     ............0000   an object: its offset in the own process's segment
 *     ............0010   None, False, True, ... (AP_SINGLETONS)
 *     ............0110   the handle of a kernel object (shared by processes)
 *     0                  NULL: unbound, nothing
 * Rules every native function keeps (DESIGN: the step contract):
 * - It checks and allocates first and writes last. Whatever it calls that
 *   does not answer AP_OK, it returns that answer at once, having changed
 *   nothing that can be seen: it will be run again from its start.
 * - AP_NOROOM comes from an allocation: the step is undone, garbage is
 *   collected, the step runs again (then MemoryError).
 * - AP_CALLED comes from ap_sub: Python code must run first. The instruction
 *   is executed again afterwards and ap_sub then answers from memory, in the
 *   same order of calls. So: no side effect before the last ap_sub.
 * - AP_BLOCK: the function filled the thread's wait (ap_wait); it is run
 *   again when woken, and finds ap_wait's record as it left it.
 * - No raw pointer or word is kept in a host variable across steps.
 * Words that other threads may change are read and written with ap_load and
 * ap_store (atomics), so that a race of the guest is none of the host. */
#ifndef APIARY_NATIVE_H
#define APIARY_NATIVE_H

#include <stdatomic.h>

#include "apiary/event.h"
#include "apiary/vm.h"

typedef enum ap_ret { AP_OK, AP_RAISE, AP_BLOCK, AP_CALLED, AP_NOROOM } ap_ret;

/* Hands anything but AP_OK on to the caller. */
#define AP_TRY(call)                                                           \
    do {                                                                       \
        ap_ret ret_ = (call);                                                  \
        if (ret_ != AP_OK)                                                     \
            return ret_;                                                       \
    } while (0)

typedef _Atomic(uint64_t) ap_slot;

/* ---- words ------------------------------------------------------------ */

#define AP_SINGLETONS(X)                                                       \
    X(NONE, "None") X(FALSE, "False") X(TRUE, "True")                          \
    X(NOTIMPL, "NotImplemented") X(ELLIPSIS, "Ellipsis")
enum {
    AP_SINGLETON_NO_,
#define X(name, repr) AP_SINGLETON_##name,
    AP_SINGLETONS(X)
#undef X
};
#define AP_NULL ((ap_word)0)
#define AP_NONE ((ap_word)AP_SINGLETON_NONE << 4 | 2)
#define AP_FALSE ((ap_word)AP_SINGLETON_FALSE << 4 | 2)
#define AP_TRUE ((ap_word)AP_SINGLETON_TRUE << 4 | 2)
#define AP_NOTIMPL ((ap_word)AP_SINGLETON_NOTIMPL << 4 | 2)
#define AP_ELLIPSIS ((ap_word)AP_SINGLETON_ELLIPSIS << 4 | 2)

#define AP_SMALL_MAX ((int64_t)(((uint64_t)1 << 62) - 1))
#define AP_SMALL_MIN (-AP_SMALL_MAX - 1)

static inline bool ap_is_small(ap_word w)
{
    return w & 1;
}
static inline int64_t ap_small(ap_word w)
{
    return (int64_t)w >> 1;
}
static inline ap_word ap_from_small(int64_t i) /* must fit */
{
    return (ap_word)i << 1 | 1;
}
static inline bool ap_is_obj(ap_word w)
{
    return w && !(w & 15);
}
static inline ap_word ap_from_bool(bool b)
{
    return b ? AP_TRUE : AP_FALSE;
}

/* ---- objects ------------------------------------------------------------ */

/* Every object: 16 bytes of head, then raw words, then tagged words up to
 * its end. Sizes are multiples of 16. The copier needs no more than this:
 * `raw` leading words after the head are not values, all further ones are
 * (dead ones are AP_NULL); AP_F_RAW: none is a value. With AP_F_DICT the very
 * last word is the dict of attributes (AP_NULL until one is set). */
typedef struct ap_head {
    uint8_t kind;          /* ap_kind (vm_i.h); lib's objects: NATIVE */
    _Atomic uint8_t flags;
    uint16_t raw;
    uint32_t units;        /* size of all of it in words, head included */
    uint32_t class_;       /* offset of the class / 16 */
    uint32_t birth;        /* its number among its class's, 0: not counted */
} ap_head;
enum { AP_F_RAW = 1, AP_F_DICT = 2, AP_F_SHARED = 4, AP_F_INTERNED = 8 };

struct ap_thread;
struct ap_process;

/* What the code of one step stands on: one a host thread that executes
 * steps, outside the world. */
typedef struct ap_ctx {
    char *heap;               /* base of the process's segment */
    struct ap_thread *thread; /* in the world */
    struct ap_process *process;
    ap_world *world;
    ap_event *event;          /* NULL: nobody wants events */
    uint8_t switches;         /* policies under which a switch may follow: by
                                 the op's row; DYN parts set by the op */
    /* The rest is the interpreter's own (see vm_i.h, "calling Python"). */
    ap_word frame;            /* whose instruction runs: FRAME or NFRAME */
    ap_word memo;             /* NFRAME with the answers so far, AP_NULL */
    uint32_t nesting;         /* C functions inside nested containers */
    ap_word *answers;         /* of this instruction: pairs (sort, word) */
    uint32_t nanswers, answers_room, answer_at;
    bool installed;           /* answers are kept for the next execution */
    bool urgent;              /* may use the reserve beyond the limit */
    bool told;                /* ap_tell has named the event */
    bool has_started;         /* a thread: ap_step_many comes back for it */
} ap_ctx;

static inline void *ap_at(const ap_ctx *c, ap_word obj)
{
    return c->heap + obj;
}
static inline ap_head *ap_head_of(const ap_ctx *c, ap_word obj)
{
    return (ap_head *)(void *)(c->heap + obj);
}
/* Words of an object's body, counted from behind the head. */
static inline ap_slot *ap_body(const ap_ctx *c, ap_word obj)
{
    return (ap_slot *)(void *)(c->heap + obj + sizeof(ap_head));
}
static inline ap_word ap_load(const ap_slot *s)
{
    return atomic_load_explicit(s, memory_order_acquire);
}
static inline void ap_store(ap_slot *s, ap_word w)
{
    atomic_store_explicit(s, w, memory_order_release);
}

/* ---- making and reading values ------------------------------------------ */
/* Those that allocate answer AP_NOROOM when there is no room. */

ap_ret ap_int_new(ap_ctx *c, int64_t i, ap_word *out);
bool ap_is_int(const ap_ctx *c, ap_word w);   /* bool counts, as in Python */
/* False: not an int, or it does not fit. */
bool ap_int_get(const ap_ctx *c, ap_word w, int64_t *i);
ap_ret ap_float_new(ap_ctx *c, double f, ap_word *out);
bool ap_is_float(const ap_ctx *c, ap_word w);
/* int, bool or float as a double; false: none of these. */
bool ap_number_get(const ap_ctx *c, ap_word w, double *f);
ap_ret ap_str_new(ap_ctx *c, const char *s, size_t n, ap_word *out); /* UTF-8 */
ap_ret ap_str_fmt(ap_ctx *c, ap_word *out, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
bool ap_is_str(const ap_ctx *c, ap_word w);
const char *ap_str_bytes(const ap_ctx *c, ap_word w, size_t *n); /* NUL after */
/* Does the str equal the C string? False where w is no str. */
bool ap_str_is(const ap_ctx *c, ap_word w, const char *s);
ap_ret ap_tuple_new(ap_ctx *c, const ap_word *items, int n, ap_word *out);
bool ap_is_tuple(const ap_ctx *c, ap_word w);
int ap_tuple_len(const ap_ctx *c, ap_word w);
ap_word ap_tuple_at(const ap_ctx *c, ap_word w, int i);
ap_ret ap_list_new(ap_ctx *c, int64_t room, ap_word *out); /* empty */
bool ap_is_list(const ap_ctx *c, ap_word w);
ap_ret ap_list_append(ap_ctx *c, ap_word list, ap_word item);
int64_t ap_list_len(const ap_ctx *c, ap_word list);
ap_word ap_list_at(const ap_ctx *c, ap_word list, int64_t i);
void ap_list_put(const ap_ctx *c, ap_word list, int64_t i, ap_word item);
ap_ret ap_list_reserve(ap_ctx *c, ap_word list, int64_t room);
/* Cuts the list, or counts in items still to be put. */
void ap_list_set_len(const ap_ctx *c, ap_word list, int64_t n);
ap_ret ap_dict_new(ap_ctx *c, ap_word *out);
bool ap_is_dict(const ap_ctx *c, ap_word w);
/* With str keys: never calls Python. Missing: *out = AP_NULL, AP_OK. */
ap_ret ap_dict_get_str(ap_ctx *c, ap_word d, ap_word key, ap_word *out);
ap_ret ap_dict_set_str(ap_ctx *c, ap_word d, ap_word key, ap_word value);
/* With any keys: may call Python (__hash__, __eq__). */
ap_ret ap_dict_get(ap_ctx *c, ap_word d, ap_word key, ap_word *out);
ap_ret ap_dict_set(ap_ctx *c, ap_word d, ap_word key, ap_word value);
int64_t ap_dict_len(const ap_ctx *c, ap_word d);

/* repr(w), str(w), bool(w), w == v as Python means them; may call Python. */
ap_ret ap_repr(ap_ctx *c, ap_word w, ap_word *out);
ap_ret ap_to_str(ap_ctx *c, ap_word w, ap_word *out);
ap_ret ap_truth(ap_ctx *c, ap_word w, bool *out);
ap_ret ap_equal(ap_ctx *c, ap_word w, ap_word v, bool *out);
/* obj.name with all of Python's rules; AttributeError when missing. */
ap_ret ap_attr_get(ap_ctx *c, ap_word obj, const char *name, ap_word *out);

/* id(w): looks like an address, stays the same while the object lives. */
int64_t ap_id_of(const ap_ctx *c, ap_word w);

/* ---- calling Python ------------------------------------------------ */

/* Calls any callable (kwnames: tuple of the last arguments' names, or
 * AP_NULL). AP_OK: *out. AP_RAISE: it raised; ap_clear swallows. AP_CALLED:
 * see the rules above. */
ap_ret ap_sub(ap_ctx *c, ap_word callable, const ap_word *args, int n,
              ap_word kwnames, ap_word *out);
/* All items of an iterable as a fresh list (or the list / tuple itself). */
ap_ret ap_sub_list(ap_ctx *c, ap_word iterable, ap_word *out);

/* ---- raising ------------------------------------------------------- */

/* name, base: every builtin exception class, CPython's tree */
#define AP_EXCEPTIONS(X)                                                       \
    X(BaseException, object) X(SystemExit, BaseException)                      \
    X(KeyboardInterrupt, BaseException) X(GeneratorExit, BaseException)        \
    X(Exception, BaseException) X(StopIteration, Exception)                    \
    X(ArithmeticError, Exception) X(OverflowError, ArithmeticError)            \
    X(ZeroDivisionError, ArithmeticError)                                      \
    X(FloatingPointError, ArithmeticError) X(AssertionError, Exception)        \
    X(AttributeError, Exception) X(BufferError, Exception)                     \
    X(EOFError, Exception) X(ImportError, Exception)                           \
    X(ModuleNotFoundError, ImportError) X(LookupError, Exception)              \
    X(IndexError, LookupError) X(KeyError, LookupError)                        \
    X(MemoryError, Exception) X(NameError, Exception)                          \
    X(UnboundLocalError, NameError) X(OSError, Exception)                      \
    X(BlockingIOError, OSError) X(ChildProcessError, OSError)                  \
    X(ConnectionError, OSError) X(BrokenPipeError, ConnectionError)            \
    X(FileExistsError, OSError) X(FileNotFoundError, OSError)                  \
    X(InterruptedError, OSError) X(IsADirectoryError, OSError)                 \
    X(NotADirectoryError, OSError) X(PermissionError, OSError)                 \
    X(ProcessLookupError, OSError) X(TimeoutError, OSError)                    \
    X(ReferenceError, Exception) X(RuntimeError, Exception)                    \
    X(NotImplementedError, RuntimeError) X(RecursionError, RuntimeError)       \
    X(SyntaxError, Exception) X(SystemError, Exception)                        \
    X(TypeError, Exception) X(ValueError, Exception)                           \
    X(UnicodeError, ValueError) X(Warning, Exception)                          \
    X(DeprecationWarning, Warning) X(RuntimeWarning, Warning)                  \
    X(UserWarning, Warning)
typedef enum ap_exception {
#define X(name, base) AP_X_##name,
    AP_EXCEPTIONS(X)
#undef X
        AP_X_COUNT
} ap_exception;

/* Sets the thread's exception; -> AP_RAISE (or AP_NOROOM). */
ap_ret ap_raise(ap_ctx *c, ap_exception x, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* With this argument; AP_NULL: without any. */
ap_ret ap_raise_arg(ap_ctx *c, ap_exception x, ap_word arg);
/* With an instance or class made by Python code or by lib. */
ap_ret ap_raise_obj(ap_ctx *c, ap_word exception);
bool ap_raised_is(const ap_ctx *c, ap_exception x);
void ap_clear(ap_ctx *c);
ap_word ap_exception_class(const ap_ctx *c, ap_exception x);

/* ---- the table of a native module ---------------------------------- */

/* A native function. Its arguments lie in a[0..n): with `params` bound by name
 * and position, one word a parameter, AP_NULL where none was given; without,
 * as passed (positional only, between min and max; max -1: any number). */
typedef ap_ret (*ap_cfn)(ap_ctx *c, ap_word *a, int n, ap_word *out);

enum {
    AP_FN_STATIC = 1,    /* a method without self */
    AP_FN_CLASS = 2,     /* a classmethod: a[0] is the class */
    AP_FN_GETTER = 4,    /* a property: a[0] is self */
    AP_FN_SETTER = 8,    /* its setter: a[0] self, a[1] the value */
    AP_FN_UNCHECKED = 16, /* no switch may follow in GIL 3.12 (len, …) */
    AP_FN_TAKES = 32,     /* wrong count: "f() takes at least 1 …" */
    AP_FN_EXPECTS = 64    /* the same with params: "f expected 1 …" */
};

typedef struct ap_native_fn {
    const char *name;
    ap_cfn fn;
    int min, max;        /* without params; self counts */
    const char *params;  /* "self, blocking=, timeout=": `=` optional;
                            "*args" and "**kwargs" may end it: a tuple, a
                            dict; NULL: positional only */
    int flags;
} ap_native_fn;

/* How classes are called. `C(args)` looks up `__new__` and `__init__` along the
 * MRO, as Python does. A native row named "__new__" gets the class as a[0]
 * and answers the instance, made with ap_new (or ap_native_new) *for that
 * class*, so that subclasses work. A native class of lib without "__new__" row
 * is made by ap_native_new; its "__init__" row gets self and the arguments.
 *
 * A native class: instances are AP_KIND_NATIVE objects with `raw` raw words
 * and `refs` values, then the dict if has_dict (then Python may subclass it).
 * Sync objects keep to: raw word 0 = owner's tid + 1, raw word 1 = count,
 * raw word 2 = bound or parties. */
typedef struct ap_native_class {
    const char *name;
    const char *base;             /* name of a class of the same module, of
                                     builtins, or NULL: object */
    ap_role role;
    int raw, refs;
    bool has_dict;
    const ap_native_fn *methods;  /* ends with a row without name */
    const char *shown;            /* "_thread.lock": what type() shows; NULL */
} ap_native_class;

typedef struct ap_native_module {
    const char *name;
    const ap_native_fn *functions;   /* end with a row without name; or NULL */
    const ap_native_class *classes;  /* likewise */
    /* Adds constants and the like to the module's dict; may be NULL. */
    ap_ret (*setup)(ap_ctx *c, ap_word dict);
} ap_native_module;

/* A fresh instance of a native class or of a Python subclass of one. */
ap_ret ap_native_new(ap_ctx *c, ap_word class_, ap_word *out);
/* The words of a native object, by the class's own count. */
ap_slot *ap_native_raw(const ap_ctx *c, ap_word obj);
ap_slot *ap_native_refs(const ap_ctx *c, ap_word obj);
/* Is obj an instance of the native class (or of a subclass of it)? */
bool ap_native_is(const ap_ctx *c, ap_word obj, const ap_native_class *k);
/* The class object of a row of a loaded native module. */
ap_word ap_native_class_of(const ap_ctx *c, const ap_native_class *k);
/* A class's name, as in error messages. */
const char *ap_type_name(const ap_ctx *c, ap_word w);

/* ---- threads and waiting (lib's threading) ------------------------- */

/* The current thread's wait record. `phase` 0 with kind NONE: a fresh call.
 * A native function that must wait fills it and returns AP_BLOCK; woken, it is
 * run again and finds it, with `woken` or `timed_out` set. It clears it (
 * ap_wait_done) before it answers anything but AP_BLOCK. */
typedef struct ap_wait {
    uint8_t kind;         /* ap_wait_kind */
    uint8_t phase;        /* the function's own state; not 0: something must
                             be put right first, Ctrl-C comes after it */
    bool woken, timed_out;
    ap_tid other;         /* JOIN: whom */
    ap_slot obj;          /* what it waits on; traced */
    ap_slot keep;         /* the function's own word; traced */
    int64_t number;       /* the function's own number */
    int64_t deadline_ns;  /* -1: none */
    uint64_t order;       /* when it began: the queue's order */
} ap_wait;
ap_wait *ap_wait_of(ap_ctx *c);
/* Starts (or starts again) a wait: state WAIT (or SLEEP), new queue order if
 * it was not already in this queue. timeout_ns < 0: none. -> AP_BLOCK. */
ap_ret ap_wait_on(ap_ctx *c, ap_wait_kind kind, ap_word obj,
                  int64_t timeout_ns);
/* Waits on with the same deadline and place (after a wake-up in vain). */
ap_ret ap_wait_again(ap_ctx *c);
void ap_wait_done(ap_ctx *c);
/* Makes up to `most` threads of this process that wait on obj with this kind
 * READY, longest first. -> the first one woken or -1. */
ap_tid ap_wake(ap_ctx *c, ap_wait_kind kind, ap_word obj, int most);
int ap_waiting(const ap_ctx *c, ap_wait_kind kind, ap_word obj);

ap_tid ap_self(const ap_ctx *c);
/* Starts a thread that calls `callable()` (no arguments) and belongs to the
 * Thread object; raises RuntimeError("can't start new thread"). */
ap_ret ap_thread_start(ap_ctx *c, ap_word thread_obj, ap_word callable,
                       ap_word name, bool is_daemon, ap_tid *tid);
bool ap_thread_is_over(const ap_ctx *c, ap_tid tid);
ap_word ap_thread_obj(const ap_ctx *c, ap_tid tid); /* its Thread object */
void ap_thread_set_obj(ap_ctx *c, ap_tid tid, ap_word obj);
void ap_thread_set_name(ap_ctx *c, ap_tid tid, ap_word name);
int ap_thread_count(const ap_ctx *c);               /* ever started, world */
/* The thread's or, for -1, the process's random state (splitmix64). */
uint64_t *ap_chance(ap_ctx *c);

/* A word of the process that lib may keep (traced), by number. */
enum {
    AP_KEEP_THREADING_EXCEPTHOOK, AP_KEEP_MAIN_THREAD, AP_KEEP_THREAD_COUNT,
    AP_KEEP_STDOUT, AP_KEEP_STDERR, AP_KEEP_RANDOM,
    AP_KEEP_ATEXIT,  /* list: called when main's code has ended, last first */
    AP_KEEP_FINALLY, /* list: called when all threads have ended, likewise */
    AP_KEEP_RECURSION_LIMIT, /* small int; unset: the options' */
    AP_KEEP_WARNED,  /* dict: the warnings that were shown */
    AP_KEEP_SIGINT,  /* what Ctrl-C calls; unset: KeyboardInterrupt */
    AP_KEEP_PENDING, /* what it raised, while a wait is put right */
    AP_KEEP_A, AP_KEEP_B, AP_KEEP_C, AP_KEEPS = 32
};
ap_slot *ap_keep(ap_ctx *c, int number);
/* A module that is loaded ("threading"), or AP_NULL. */
ap_word ap_module_named(ap_ctx *c, const char *name);
/* A module's global, or AP_NULL. */
ap_word ap_module_get(ap_ctx *c, ap_word module, const char *name);

/* What the world was made with: epoch, argv, whether its clock is real. */
const ap_world_options *ap_options_of(const ap_ctx *c);
int64_t ap_tell_time(const ap_ctx *c); /* ns since the start; is counted */
/* The exception that the current thread is handling, or AP_NULL. */
ap_word ap_handled(const ap_ctx *c);
/* Python frames a thread may be deep; the vm asks at every call. */
int ap_recursion_limit(const ap_ctx *c);
void ap_set_recursion_limit(ap_ctx *c, int limit);

/* ---- what the step tells ------------------------------------------- */

/* Names the event of this step (the last call wins over the interpreter's own
 * reads); does nothing where nobody wants events. */
void ap_tell(ap_ctx *c, ap_event_kind kind, ap_word sync, ap_tid other,
             ap_word value);
/* Adds an access. Whole containers: key AP_NULL. */
void ap_touch(ap_ctx *c, ap_where where, ap_word obj, ap_word key,
              bool is_write, bool is_atomic);
/* Others can reach what w reaches. Who stores into what is shared calls it. */
void ap_publish(ap_ctx *c, ap_word w);
static inline void ap_publish_into(ap_ctx *c, ap_word container, ap_word w)
{
    if (ap_is_obj(w) && ap_head_of(c, container)->flags & AP_F_SHARED)
        ap_publish(c, w);
}
/* Writes to the guest's fd 1 or 2 and tells OUTPUT. */
void ap_put(ap_ctx *c, int fd, const char *s, size_t n);
/* The traceback of an exception as CPython prints it, into a host string. */
ap_ret ap_traceback(ap_ctx *c, ap_word exception, ap_str *out);

#endif
