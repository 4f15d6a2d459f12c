/* native: how functions and classes written in C live in the vm: for lib and
 * for the vm's own builtins. value.h, exception.h and wait.h are parts of it.
 *
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
 * - No raw pointer or word is kept in a host variable across steps. */
#ifndef APIARY_NATIVE_H
#define APIARY_NATIVE_H

#include "apiary/exception.h"
#include "apiary/value.h"
#include "apiary/wait.h"

/* ---- calling Python ------------------------------------------------ */

/* Calls any callable (kwnames: tuple of the last arguments' names, or
 * AP_NULL). AP_OK: *out. AP_RAISE: it raised; ap_clear swallows. AP_CALLED:
 * see the rules above. */
ap_ret ap_sub(ap_ctx *c, ap_word callable, const ap_word *args, int n,
              ap_word kwnames, ap_word *out);
/* All items of an iterable as a fresh list (or the list / tuple itself). */
ap_ret ap_sub_list(ap_ctx *c, ap_word iterable, ap_word *out);

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

/* ---- the process and the world -------------------------------------- */

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
