/* value: the guest's values, as C code has them in its hands.
 *
 * A value is a 64-bit word:
 *     ...............1   a small int: 63 bits, two's complement
 *     ............0000   an object: its offset in the own process's segment
 *     ............0010   None, False, True, ... (AP_SINGLETONS)
 *     ............0110   the handle of a kernel object (shared by processes)
 *     0                  NULL: unbound, nothing
 * Words that other threads may change are read and written with ap_load and
 * ap_store (atomics), so that a race of the guest is none of the host. What
 * may be done with values, and when, says native.h. */
#ifndef APIARY_VALUE_H
#define APIARY_VALUE_H

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

#endif
