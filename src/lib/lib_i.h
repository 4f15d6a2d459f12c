/* The inside of lib: what its native modules share.
 *
 * Words used here
 *   native   a function or class written in C, one visible step a call
 *   body     the Python text of a module (src/lib/py/NAME.py); it runs in the
 *            module that holds the natives of the same name
 *   row      a line of ap_lib_rows: one module with natives
 *
 * Sync objects keep their state in raw words, in the order that native.h
 * fixes, so that the vm can show them without knowing what they do. */
#ifndef AP_LIB_I_H
#define AP_LIB_I_H

#include "apiary/lib.h"
#include "apiary/native.h"

/* ---- modules -------------------------------------------------------- */

/* A constant that a module's dict gets at set-up. */
typedef struct lib_const {
    const char *name; /* NULL ends a table */
    enum { LIB_INT, LIB_FLOAT, LIB_STR } kind;
    int64_t i;
    double f;
    const char *s;
} lib_const;

typedef struct lib_row {
    const ap_native_module *native;
    const lib_const *consts;   /* or NULL */
    const char *const *others; /* further names that set-up adds; or NULL */
} lib_row;
extern const lib_row ap_lib_rows[]; /* ends with native NULL */

/* The Python bodies, made by embed.sh from src/lib/py. */
extern const struct ap_lib_py {
    const char *name, *text;
    size_t len;
} ap_lib_py[]; /* ends with name NULL */

/* For set-up functions of native modules. */
ap_ret ap_lib_set_consts(ap_ctx *c, ap_word dict, const lib_const *table);
ap_ret ap_lib_set(ap_ctx *c, ap_word dict, const char *name, ap_word value);

const lib_row *ap_lib_row(const char *module);          /* or NULL */
const struct ap_lib_py *ap_lib_body(const char *module); /* or NULL */
bool ap_lib_knows(const char *module);

/* names.c: refuses what a scenario asks of modules that they have not:
 * `from m import x`, and `m.x` where m can only be the module. The image holds
 * all its library modules. */
void ap_lib_check_names(const ap_image *im, ap_vec *diags);
/* Does the import stand where a handler of ImportError would catch it? */
bool ap_lib_is_guarded(const ap_image *im, const ap_import *i);
void ap_lib_refuse(const ap_image *im, ap_pos pos, ap_vec *diags,
                   const char *instead, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

extern const ap_native_module ap_lib_threading, ap_lib_time, ap_lib_random,
    ap_lib_sys, ap_lib_math, ap_lib_os, ap_lib_itertools, ap_lib_collections,
    ap_lib_warnings;

/* Warns, once a line of the scenario, that it uses an old spelling. To be
 * called before anything is changed. */
ap_ret ap_lib_deprecated(ap_ctx *c, const char *text);
/* A method or function under its old name, and what is said of that. */
#define LIB_OLD(old, method, text)                                             \
    static ap_ret old(ap_ctx *c, ap_word *a, int n, ap_word *out)              \
    {                                                                          \
        AP_TRY(ap_lib_deprecated(c, text));                                    \
        return method(c, a, n, out);                                           \
    }

/* ---- raw words ------------------------------------------------------ */

/* The raw words of a sync object, as native.h fixes them. */
enum { RAW_OWNER, RAW_COUNT, RAW_MOST, RAW_STATE };

static inline int64_t lib_raw(const ap_ctx *c, ap_word obj, int i)
{
    return (int64_t)ap_load(ap_native_raw(c, obj) + i);
}
static inline void lib_raw_set(const ap_ctx *c, ap_word obj, int i, int64_t v)
{
    ap_store(ap_native_raw(c, obj) + i, (uint64_t)v);
}
static inline ap_word lib_ref(const ap_ctx *c, ap_word obj, int i)
{
    return ap_load(ap_native_refs(c, obj) + i);
}
static inline void lib_ref_set(const ap_ctx *c, ap_word obj, int i, ap_word w)
{
    ap_store(ap_native_refs(c, obj) + i, w);
}

/* ---- arguments ------------------------------------------------------ */

/* Was the optional argument given, and not as None? */
static inline bool lib_given(ap_word w)
{
    return w != AP_NULL && w != AP_NONE;
}

/* Seconds (int or float) as nanoseconds, rounded up. Raises TypeError as
 * CPython does for another type, OverflowError past the clock's range. */
ap_ret ap_lib_seconds(ap_ctx *c, ap_word w, int64_t *ns);
/* An optional timeout: none given or None: *ns = -1; below 0 counts as 0. */
ap_ret ap_lib_timeout(ap_ctx *c, ap_word w, int64_t *ns);
/* An int that fits, or TypeError / OverflowError. */
ap_ret ap_lib_int(ap_ctx *c, ap_word w, int64_t *i);
/* A number as a double, or TypeError "must be real number, not str". */
ap_ret ap_lib_real(ap_ctx *c, ap_word w, double *f);
/* Appends to the list that the process keeps under a number (AP_KEEP_*). */
ap_ret ap_lib_keep_more(ap_ctx *c, int keep, ap_word w);
/* What repr() shows behind `at 0x`. */
static inline unsigned long long lib_at(const ap_ctx *c, ap_word obj)
{
    return (unsigned long long)ap_id_of(c, obj);
}

/* ---- the classes of threading --------------------------------------- */

/* name, methods, its name in Python, base, role, raw words, refs, has a dict;
 * "Lock" and "RLock" show as classes of _thread */
#define LIB_THREADING_CLASSES(X)                                               \
    X(LOCK, lock, "Lock", NULL, LOCK, 3, 0, false)                             \
    X(RLOCK, rlock, "RLock", NULL, RLOCK, 3, 0, true)                          \
    X(CONDITION, condition, "_Condition", NULL, CONDITION, 3, 1, true)         \
    X(SEMAPHORE, semaphore, "Semaphore", NULL, SEMAPHORE, 3, 0, true)          \
    X(BOUNDED, bounded, "BoundedSemaphore", "Semaphore", SEMAPHORE, 3, 0,      \
      true)                                                                    \
    X(EVENT, event, "Event", NULL, EVENT, 3, 0, true)                          \
    X(BARRIER, barrier, "Barrier", NULL, BARRIER, 4, 2, true)                  \
    X(THREAD, thread, "Thread", NULL, THREAD, 3, 4, true)                      \
    X(MAIN_THREAD, main_thread, "_MainThread", "Thread", THREAD, 3, 4, true)

enum {
#define X(name, ...) LIB_##name,
    LIB_THREADING_CLASSES(X)
#undef X
};
#define X(name, methods, ...)                                                  \
    extern const ap_native_fn ap_lib_##methods##_methods[];
LIB_THREADING_CLASSES(X)
#undef X
extern const ap_native_class ap_lib_threading_classes[];

static inline bool lib_is(const ap_ctx *c, ap_word w, int row)
{
    return ap_native_is(c, w, &ap_lib_threading_classes[row]);
}
static inline ap_word lib_class_of(const ap_ctx *c, int row)
{
    return ap_native_class_of(c, &ap_lib_threading_classes[row]);
}

/* sha512.c */
void ap_lib_sha512(const uint8_t *data, size_t n, uint8_t digest[64]);

/* ---- locks (threading_lock.c) --------------------------------------- */

bool ap_lib_is_lock(const ap_ctx *c, ap_word w);
/* May this thread take the lock now? */
bool ap_lib_lock_is_open(const ap_ctx *c, ap_word lock);
/* Takes an open lock for the current thread, `depth` deep. */
void ap_lib_lock_take(ap_ctx *c, ap_word lock, int64_t depth);
/* Lets go of a lock altogether and makes its waiters ready. -> its depth;
 * *woken: the first of them, -1 where nobody waited. */
int64_t ap_lib_lock_drop(ap_ctx *c, ap_word lock, ap_tid *woken);
/* As a condition asks: does the current thread (an RLock) or anybody (a Lock)
 * hold it? */
bool ap_lib_lock_is_owned(const ap_ctx *c, ap_word lock);
ap_ret ap_lib_lock_repr(ap_ctx *c, ap_word lock, ap_word *out);
/* The bodies of acquire(blocking, timeout) and release(), of either kind. */
ap_ret ap_lib_acquire(ap_ctx *c, ap_word lock, ap_word blocking,
                      ap_word timeout, ap_word *out);
ap_ret ap_lib_release(ap_ctx *c, ap_word lock, ap_word *out);

/* What get_ident() says of a thread; repeats from run to run. */
int64_t ap_lib_ident(const ap_ctx *c, ap_tid tid);
int64_t ap_lib_native_id(ap_tid tid);
/* The Thread object of a thread of this process; the main thread's is made
 * when first asked for. */
ap_ret ap_lib_thread_of(ap_ctx *c, ap_tid tid, ap_word *out);

#endif
