/* Objects: their kinds, and what the words of each kind's body are. */
#ifndef AP_OBJECTS_I_H
#define AP_OBJECTS_I_H

#include "apiary/native.h"

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

#endif
