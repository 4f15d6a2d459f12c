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

#include "apiary/native.h"

/* ---- kinds of objects ---------------------------------------------- */

/* name, raw words (A: all of it raw), class as Python names it.
 * Bodies, in order: raw words, then values (see the enums below). */
#define AP_KINDS(X)                                                            \
    X(NATIVE, 0, "object")             /* raw and refs by its class */         \
    X(ARRAY, 0, "array")               /* values only: table of list, dict */  \
    X(BLOB, A, "blob")                 /* bytes only: index of dict */         \
    X(BIGINT, A, "int")                /* word 0: limbs, sign; then limbs */   \
    X(FLOAT, A, "float")               /* word 0: the double's bits */         \
    X(STR, A, "str")                   /* hash, bytes | runes << 32, text */   \
    X(BYTES, A, "bytes")               /* the same */                          \
    X(TUPLE, 1, "tuple")               /* length; items */                     \
    X(LIST, 1, "list")                 /* length; ARRAY */                     \
    X(DICT, 2, "dict")                 /* counts, names; entries, index */     \
    X(SET, 2, "set")                   /* used, live; table */                 \
    X(FROZENSET, 2, "frozenset")                                               \
    X(RANGE, 0, "range")               /* start, stop, step, length */         \
    X(SLICE, 0, "slice")               /* start, stop, step */                 \
    X(CELL, 0, "cell")                 /* what it holds */                     \
    X(CODE, 1, "code")                 /* index; consts ARRAY, names ARRAY */  \
    X(FUNC, 1, "function")             /* code index; AP_FUNC_* */             \
    X(CFUNC, 1, "builtin_function_or_method") /* native number; AP_CFUNC_* */  \
    X(METHOD, 0, "method")             /* function, self */                    \
    X(CLASS, 4, "type")                /* AP_CLASS_* */                        \
    X(MODULE, 0, "module")             /* name, dict */                        \
    X(INSTANCE, 0, "object")           /* the dict word only */                \
    X(PROPERTY, 0, "property")         /* get, set, del, doc */                \
    X(STATICMETHOD, 0, "staticmethod") /* function */                          \
    X(CLASSMETHOD, 0, "classmethod")   /* function */                          \
    X(SUPER, 0, "super")               /* class, object, object's class */     \
    X(GENERATOR, 1, "generator")       /* state; frame, name, qualname */      \
    X(ITER, 2, "iterator")             /* sort, position; source, extra */     \
    X(VIEW, 1, "view")                 /* keys, values, items; dict */         \
    X(EXC, 1, "exception")             /* AP_EXC_* */                          \
    X(TRACE, 1, "traceback")           /* code | pc << 32; next */             \
    X(FRAME, 2, "frame")               /* AP_FRAME_* */                        \
    X(NFRAME, 2, "native frame")       /* what Python code called from C */    \
                                       /* goes back to: sort, state; prev, … */

typedef enum ap_kind {
    AP_KIND_NONE_,
#define X(name, raw, type) AP_KIND_##name,
    AP_KINDS(X)
#undef X
        AP_KIND_COUNT
} ap_kind;

/* A subclass of a builtin (class Stack(list)) has instances of the base's
 * kind, with AP_F_DICT. Heads hold the class, so type(x) is the subclass. */

/* Body indices, raw words first. */
enum { AP_LIST_LEN, AP_LIST_ITEMS, AP_LIST_WORDS };
enum { AP_DICT_COUNTS, AP_DICT_NAMES, AP_DICT_ENTRIES, AP_DICT_INDEX,
       AP_DICT_WORDS };
enum { AP_ENTRY_HASH, AP_ENTRY_KEY, AP_ENTRY_VALUE, AP_ENTRY_WORDS };
enum { AP_IT_SORT, AP_IT_AT, AP_IT_SOURCE, AP_IT_EXTRA,
       AP_IT_WORDS };
enum { AP_FUNC_CODE, AP_FUNC_GLOBALS, AP_FUNC_NAME, AP_FUNC_QUALNAME,
       AP_FUNC_DEFAULTS, AP_FUNC_KWDEFAULTS, AP_FUNC_CLOSURE, AP_FUNC_DOC,
       AP_FUNC_MODULE, AP_FUNC_DICT, AP_FUNC_WORDS };
enum { AP_CFUNC_NUMBER, AP_CFUNC_SELF, AP_CFUNC_OWNER, AP_CFUNC_WORDS };
enum { AP_CLASS_FLAGS,     /* AP_CF_* */
       AP_CLASS_LAYOUT,    /* kind of instances | native row + 1 << 32 */
       AP_CLASS_BIRTHS,    /* instances born */
       AP_CLASS_COUNTER,   /* builtin: its place in ap_process.births, + 1 */
       AP_CLASS_NAME, AP_CLASS_QUALNAME, AP_CLASS_BASES, AP_CLASS_MRO,
       AP_CLASS_DICT, AP_CLASS_MODULE, AP_CLASS_WORDS };
enum { AP_CF_BUILTIN = 1,     /* its dict cannot be changed */
       AP_CF_SUBCLASSABLE = 2,
       AP_CF_EXCEPTION = 4,
       AP_CF_DICT = 8,       /* instances have a dict: ap_new adds its word */
       AP_CF_GETATTRIBUTE = 16, AP_CF_SETATTR = 32, /* overridden */
       AP_CF_SLOTS = 64 }; /* only the attributes that __slots__ names */
enum { AP_EXC_FLAGS,       /* 1: suppress context */
       AP_EXC_ARGS, AP_EXC_CAUSE, AP_EXC_CONTEXT, AP_EXC_TRACE,
       AP_EXC_NAME,        /* what was not found, and in which object */
       AP_EXC_OBJ,
       AP_EXC_WORDS }; /* __notes__ and the like lie in its dict */
enum { AP_GEN_STATE, AP_GEN_FRAME, AP_GEN_NAME, AP_GEN_QUALNAME,
       AP_GEN_WORDS };

/* A frame: localsplus and the value stack follow its words. `sp` counts words
 * from localsplus[0] and is the first free one. Frames of plain calls are
 * given back to the thread's free list on return. */
enum { AP_FRAME_AT,        /* code index | pc << 32 */
       AP_FRAME_SP,        /* sp | flags << 32 (AP_FF_*) */
       AP_FRAME_PREV, AP_FRAME_FUNC, AP_FRAME_GLOBALS, AP_FRAME_NAMES,
       AP_FRAME_GEN,       /* GENERATOR; with AP_FF_INIT the new instance */
       AP_FRAME_KWNAMES,
       AP_FRAME_HANDLED,   /* generators: what the resumer handles while it
                              runs, what it handles itself while it rests */
       AP_FRAME_FAST };
/* Chain i of dead frames holds those of (i + AP_FRAME_LEAST) * 16 bytes. */
enum { AP_FRAME_CHAINS = 16, AP_FRAME_LEAST = 5 };
enum { AP_FF_DISCARD = 1,  /* its result is dropped (a module's body) */
       AP_FF_GENERATOR = 2,
       AP_FF_INIT = 4,     /* __init__ of C(…): the instance is the result */
       AP_FF_CLASS = 8 };  /* a class body */

/* Native frames: what Python code that C asked for goes back to.
 *
 *   RETRY  the instruction below asked for Python code. It holds the answers
 *          so far, as pairs (AP_ANSWER_*, word). When one more has come, the
 *          instruction is executed again and ap_sub answers from here.
 *   DRAIN  appends the items of an iterator to a list, one a step; STATE: as
 *          many at most, 0 = all
 *   BASE   the bottom of a thread: calls its callable, then ends it
 *   SIGNAL calls a handler of Ctrl-C, and keeps the wait it came in */
enum { AP_NF_RETRY = 1, AP_NF_DRAIN, AP_NF_BASE, AP_NF_SIGNAL };
enum { AP_NFRAME_SORT, AP_NFRAME_STATE, AP_NFRAME_PREV, AP_NFRAME_A,
       AP_NFRAME_B, AP_NFRAME_WORDS };
/* ENTERED: ap_sub called native code, whose own answers follow. */
enum { AP_ANSWER_VALUE, AP_ANSWER_RAISED, AP_ANSWER_EXHAUSTED,
       AP_ANSWER_ENTERED };

/* The words of a body that are values: [*from, *end). Of a raw object of a
 * Python subclass (class Level(int)) only its dict is one; of a frame what
 * lies above sp is none. */
static inline void ap_values_of(const ap_head *h, uint32_t *from,
                                uint32_t *end)
{
    const ap_slot *body = (const ap_slot *)(const void *)(h + 1);
    *end = h->units - 2;
    *from = h->raw;
    if (h->flags & AP_F_RAW)
        *from = h->flags & AP_F_DICT ? *end - 1 : *end;
    else if (h->kind == AP_KIND_FRAME)
        *end = AP_FRAME_FAST + (uint32_t)ap_load(body + AP_FRAME_SP);
}

/* What time it is for the thread, in ns since the start. */
int64_t ap_now_ns(const ap_ctx *c);

static inline ap_kind ap_kind_of(const ap_ctx *c, ap_word w)
{
    return ap_is_obj(w) ? (ap_kind)ap_head_of(c, w)->kind : AP_KIND_NONE_;
}
static inline ap_word ap_get(const ap_ctx *c, ap_word obj, int i)
{
    return ap_load(ap_body(c, obj) + i);
}
static inline void ap_set(const ap_ctx *c, ap_word obj, int i, ap_word w)
{
    ap_store(ap_body(c, obj) + i, w);
}

/* Sorts of ITERs (iter.c), and the class that each shows. */
#define AP_ITERS(X)                                                            \
    X(LIST, "list_iterator") X(TUPLE, "tuple_iterator")                        \
    X(STR, "str_ascii_iterator") X(BYTES, "bytes_iterator")                    \
    X(RANGE, "range_iterator") X(KEYS, "dict_keyiterator")                     \
    X(VALUES, "dict_valueiterator") X(ITEMS, "dict_itemiterator")              \
    X(SET, "set_iterator") X(LIST_BACK, "list_reverseiterator")                \
    X(TUPLE_BACK, "reversed") X(SEQ, "iterator") X(SEQ_BACK, "reversed")       \
    X(ENUMERATE, "enumerate") X(ZIP, "zip") X(MAP, "map")                      \
    X(FILTER, "filter") X(CALLABLE, "callable_iterator")
typedef enum ap_iter_sort {
#define X(name, type) AP_ITER_##name,
    AP_ITERS(X)
#undef X
        AP_ITER_COUNT
} ap_iter_sort;

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
