/* The inside of the vm: objects, frames, tables of the world.
 *
 * Words used here
 *   world     the mapping: header | processes | threads | output log | kernel
 *             segment | two spaces a process
 *   space     one half of a process's heap; allocation goes up, the copier
 *             moves what lives into the other half, offsets stay relative to
 *             the base of the space in use
 *   frozen    the first bytes of a space: what never changes after set-up
 *             (builtin classes, library functions, constants, names); copied
 *             as it stands, so its offsets are the same for ever
 *   body      the words of an object behind its head
 *
 * Always true between steps: every word reachable from the roots is a valid
 * value; dead slots of arrays and of stacks above sp are never read; no host
 * pointer lies in the mapping. */
#ifndef AP_VM_I_H
#define AP_VM_I_H

#include "objects_i.h"

/* ---- tables of the world ------------------------------------------- */

typedef struct ap_thread {
    ap_tid tid;
    int32_t pid;
    uint8_t state;            /* ap_state */
    bool is_daemon, is_main;
    bool is_interrupted;      /* a Ctrl-C came: before the next step */
    uint64_t steps;
    int64_t ready_since_ns;
    int64_t own_ns;           /* own_clocks: what it has slept */
    uint32_t depth;           /* Python frames, for RecursionError */
    uint64_t chance;          /* its own random stream */
    ap_wait wait;
    ap_slot top;              /* innermost FRAME or NFRAME */
    ap_slot raised;           /* exception on its way, AP_NULL */
    ap_slot handled;          /* exception being handled (sys.exc_info) */
    ap_slot obj, name;        /* Thread object, its name */
    ap_slot failure;
    uint8_t unwinding;        /* ap_unwind: an exception is on its way */
    uint64_t free_frames[AP_FRAME_CHAINS]; /* dead FRAMEs by size: chains that
                                              are not traced */
} ap_thread;

/* Classes the vm itself needs, one a kind, then the exceptions. */
enum { AP_CLASS_OF_BOOL = AP_KIND_COUNT, AP_CLASS_OF_NONE,
       AP_CLASS_OF_NOTIMPL, AP_CLASS_OF_ELLIPSIS, AP_CLASS_OF_OBJECT,
       AP_CLASS_OF_VIEWS, /* keys, values, items */
       AP_CLASS_OF_ITERS = AP_CLASS_OF_VIEWS + 3, /* by ap_iter_sort */
       AP_CLASSES = AP_CLASS_OF_ITERS + AP_ITER_COUNT };

enum { AP_MAX_COUNTERS = 256, AP_MAX_MODULES = 128 };

typedef struct ap_process {
    /* Never changes once the world is set up. */
    ap_slot classes[AP_CLASSES];
    ap_slot exceptions[AP_X_COUNT];
    ap_slot codes;            /* ARRAY of CODE by index */
    ap_slot builtins;         /* DICT */
    ap_slot natives;          /* ARRAY: class object of each native row */

    int32_t pid;
    bool is_used, is_over, wants_collection;
    int exit_code;
    uint8_t space;            /* which half is in use */
    uint64_t used;            /* bytes of the space, frozen ones included */
    uint64_t frozen;          /* end of the frozen part */
    uint64_t limit, collect_at;
    uint64_t layout;          /* of a world that is followed: the heap as this
                                 collection left it */
    uint64_t grace;           /* bytes beyond the limit, after a MemoryError */
    ap_tid main_tid;
    ap_gil gil;
    ap_slot modules;          /* DICT: name -> MODULE */
    ap_slot main;             /* __main__'s DICT */
    ap_slot syncs;            /* LIST of sync objects; weak */
    ap_slot keep[AP_KEEPS];
    uint64_t started[AP_MAX_MODULES / 64]; /* modules whose body has begun */
    uint32_t births[AP_MAX_COUNTERS]; /* instances born, builtin classes */
} ap_process;

/* ---- allocation (heap.c) ------------------------------------------- */

/* A zeroed object of `words` body words (rounded up to 16 bytes); where the
 * class's instances have a dict (AP_CF_DICT) its word is added behind them.
 * class_ AP_NULL: the kind's own class. */
ap_ret ap_new(ap_ctx *c, ap_kind kind, ap_word class_, int64_t words,
              ap_word *out);
/* The class of a value. */
ap_word ap_class_of(const ap_ctx *c, ap_word w);
ap_word ap_class_of_kind(const ap_ctx *c, int kind_or_class_of);

/* ---- the interpreter's services, by file --------------------------- */

/* attr.c: lookup along the MRO, without binding; AP_NULL: none. */
ap_word ap_type_lookup(const ap_ctx *c, ap_word class_, ap_word name);
/* Data on a class, and no function, property or the like? */
bool ap_is_plain_value(const ap_ctx *c, ap_word found);
ap_ret ap_getattr(ap_ctx *c, ap_word obj, ap_word name, ap_word *out);
ap_ret ap_setattr(ap_ctx *c, ap_word obj, ap_word name, ap_word value);
bool ap_isinstance(const ap_ctx *c, ap_word obj, ap_word class_);
bool ap_issubclass(const ap_ctx *c, ap_word sub, ap_word class_);

/* call.c. Python code that an instruction needs, besides ap_sub: the next
 * item of a generator (*out AP_NULL: exhausted). */
ap_ret ap_gen_next(ap_ctx *c, ap_word gen, ap_word *out);
/* After that said exhausted: what the generator returned, or AP_NONE. */
ap_word ap_gen_result(const ap_ctx *c);
/* A part of a long native operation as a step of its own: when it is done all
 * that its own calls of ap_sub were answered is forgotten but for its result,
 * so that the next execution does not go through it again. What it changed
 * stays changed. `arg` must say the same in every execution. */
typedef ap_ret ap_part(ap_ctx *c, void *arg, ap_word *out);
ap_ret ap_sub_part(ap_ctx *c, ap_part *part, void *arg, ap_word *out);
/* Remembers a word (a fresh object, say) across the executions of this
 * instruction: the first time keeps `made`, later ones answer that one. */
ap_word ap_memo(ap_ctx *c, ap_word made);
/* For long work that goes by parts: a mark behind an answer, and going back
 * to it. The answers behind the mark, all used, are forgotten, and the one
 * before it becomes `last`: what the parts so far came to. */
uint32_t ap_answers_mark(const ap_ctx *c);
void ap_answers_restart(ap_ctx *c, uint32_t mark, ap_word last);
/* The next items of an iterator as a fresh list, `most` at most; fewer: it
 * is at its end. */
ap_ret ap_sub_some(ap_ctx *c, ap_word iter, int most, ap_word *out);
/* Do its items come without any Python code? */
bool ap_is_plain_iterable(const ap_ctx *c, ap_word w);

/* ops.c (types): one C function an operation; all may raise, call, lack
 * room. They handle builtin kinds directly and ask user classes' dunder
 * methods through ap_sub. */
ap_ret ap_binary(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out);
ap_ret ap_unary(ap_ctx *c, ap_opcode op, ap_word a, ap_word *out);
ap_ret ap_compare(ap_ctx *c, int cmp, ap_word a, ap_word b, ap_word *out);
ap_ret ap_contains(ap_ctx *c, ap_word item, ap_word container, bool *out);
ap_ret ap_getitem(ap_ctx *c, ap_word obj, ap_word key, ap_word *out);
ap_ret ap_setitem(ap_ctx *c, ap_word obj, ap_word key, ap_word value);
ap_ret ap_delitem(ap_ctx *c, ap_word obj, ap_word key);
ap_ret ap_hash_of(ap_ctx *c, ap_word w, int64_t *out);
ap_ret ap_len(ap_ctx *c, ap_word w, int64_t *out);
ap_ret ap_iter(ap_ctx *c, ap_word w, ap_word *out);
/* AP_OK with *out = AP_NULL: exhausted. Generators too: through ap_sub. */
ap_ret ap_next(ap_ctx *c, ap_word iter, ap_word *out);
ap_ret ap_format(ap_ctx *c, ap_word w, ap_word spec, ap_word *out);
ap_ret ap_slice_bounds(ap_ctx *c, ap_word slice, int64_t len, int64_t *start,
                       int64_t *stop, int64_t *step, int64_t *count);

/* The bit of a hash (as a small int) in AP_DICT_NAMES: where it is missing,
 * the dict has no such key. */
static inline uint64_t ap_name_bit(ap_word hash)
{
    return (uint64_t)1 << (hash >> 1 & 63);
}
static inline bool ap_dict_may_have(const ap_ctx *c, ap_word d, ap_word hash)
{
    return ap_get(c, d, AP_DICT_NAMES) & ap_name_bit(hash);
}
/* dict.c: entries lie in order of insertion; a deleted one has key AP_NULL.
 * An entry's number stays while nothing is deleted from its dict. */
int64_t ap_dict_entries(const ap_ctx *c, ap_word d); /* deleted ones too */
ap_word ap_dict_key_at(const ap_ctx *c, ap_word d, int64_t i);
ap_slot *ap_dict_value_at(const ap_ctx *c, ap_word d, int64_t i);
/* -> the entry of a str key, -1: none. */
int64_t ap_dict_find_str(const ap_ctx *c, ap_word d, ap_word key);
/* *found false: there was none. */
ap_ret ap_dict_del(ap_ctx *c, ap_word d, ap_word key, bool *found);

/* What a dict holds under a plain str or a small int; AP_NULL: nothing, or
 * the key is another one. */
ap_word ap_dict_quick(const ap_ctx *c, ap_word d, ap_word key);

/* What set-up needs for constants. */
ap_ret ap_bytes_new(ap_ctx *c, const char *s, size_t n, ap_word *out);
ap_ret ap_frozenset_new(ap_ctx *c, const ap_word *items, int n, ap_word *out);

/* intern.c: the one interned str of this text; set-up makes it where there is
 * none, afterwards *out is then a fresh str. */
ap_ret ap_intern(ap_ctx *c, const char *s, size_t n, ap_word *out);
/* What an item of a list or of a dict with str keys holds; AP_NULL where it
 * cannot be told without running Python. */
ap_word ap_item_now(const ap_ctx *c, ap_word obj, ap_word key);

/* Interned str of a C string that set-up interned (dunder names and all names
 * and constants of the image are); AP_NULL where it was not. */
ap_word ap_interned(const ap_ctx *c, const char *s);
/* The interned str of one ASCII character; AP_NULL: another one, or NUL. */
ap_word ap_ascii_str(const ap_ctx *c, uint32_t rune);
/* Are the two strs equal? (Interned ones: the same word.) */
bool ap_str_equal(const ap_ctx *c, ap_word a, ap_word b);

/* The vm's own native modules: builtins' functions and the methods of the
 * builtin kinds, in several tables (types_*.c), joined in builtins.c. */
typedef struct ap_kind_methods {
    int kind;                      /* ap_kind or AP_CLASS_OF_* */
    const ap_native_fn *methods;
} ap_kind_methods;
extern const ap_kind_methods ap_vm_methods[];   /* ends with methods NULL */
extern const ap_native_fn ap_vm_builtins[];     /* print, len, range, … */
/* The same of the vm's core: object, type, function, generator, exception,
 * property, …: core.c. */
extern const ap_kind_methods ap_core_methods[];

#endif
