/* The handle of a world: the host's side of it, and the layout of the
 * mapping. Only the core of vm looks in here; types and lib have no need to.
 *
 *     header | processes | threads | output log | spaces, two a process
 *
 * What set-up makes of the image and of the native tables (functions by
 * number, classes by row, interned names, constants by code) is the same in
 * every process and never changes, so it is kept in host tables. */
#ifndef AP_WORLD_I_H
#define AP_WORLD_I_H

#include "vm_i.h"

enum { AP_LOG_ENTRIES = 4096, AP_LOG_BYTES = 512 * 1024 };
/* Room behind the limit for what must not fail: MemoryError, tracebacks. */
enum { AP_RESERVE = 1 << 20 };
/* What of it a program gets once it was told that its memory is used up, so
 * that its handler can work; given back when a collection found room. */
enum { AP_GRACE = 64 << 10 };
/* Room of a space that set-up may fill; not counted as the guest's. */
enum { AP_SETUP_ROOM = 32 << 20 };
/* Garbage is collected when this much was allocated since the last time, or
 * as much as lived then, if that is more. */
enum { AP_COLLECT_STEP = 1 << 20 };

typedef struct ap_log_entry {
    ap_tid tid;
    int32_t fd;
    uint64_t step;
    uint32_t at, n;
} ap_log_entry;

typedef struct ap_header {
    int32_t nthreads, nprocesses;
    uint64_t steps;
    int64_t clock_ns;
    uint64_t wait_order;      /* last one given out */
    uint64_t chance;
    uint64_t run_words[AP_RUN_WORDS];
    uint32_t nlog, log_bytes;
    uint64_t dropped;         /* entries of the log that made room */
    _Atomic uint64_t changes; /* ap_world_changes: not saved, not loaded */
} ap_header;

/* A native function as calls need it: its parameters taken apart. */
typedef struct ap_native {
    const ap_native_fn *fn;
    const char *owner;        /* class of a method, NULL of a function */
    const char *module;       /* of a function of a module, else NULL */
    int nparams;              /* without *args, **kwargs; 0 and no_params */
    int nrequired;
    int npositional;          /* those before a "*" */
    bool has_params, has_star, has_kw;
    bool is_method;           /* called on an instance of its class */
    ap_word *names;
} ap_native;

/* What the loop needs of a code object, by index. */
typedef struct ap_code_ref {
    const ap_code *code;
    uint32_t consts, names;   /* offsets of the ARRAYs' first item */
    ap_word object;           /* the CODE */
    bool in_library;
    uint32_t frame_units;
    uint32_t chain;           /* of dead frames of this size */
    uint32_t takes;           /* so many arguments by position and no others;
                                 UINT32_MAX: binding them is more work */
    const uint32_t *fast;     /* the fast loop's text, fasten.c */
    _Atomic uint32_t *cache;  /* one an instruction: inline caches */
} ap_code_ref;

/* Interned strs lie in the frozen part; this is the host's table of them. */
typedef struct ap_interned_str {
    uint64_t hash;
    ap_word word;             /* AP_NULL: free */
} ap_interned_str;

struct ap_world {
    char *base;
    size_t size, space_bytes, spaces_at;
    int max_processes;
    ap_header *h;
    ap_process *processes;
    ap_thread *threads;
    ap_log_entry *log;
    char *log_text;

    const ap_image *im;
    ap_world_options o;
    ap_arena *arena;          /* of the tables */
    ap_vec natives;           /* ap_native, by number */
    ap_vec rows;              /* const ap_native_class *, by row */
    ap_vec row_classes;       /* ap_word */
    ap_interned_str *interned;
    size_t ninterned, interned_room; /* a power of two */
    int ncounters;            /* places of ap_process.births given out */
    ap_code_ref *codes;
    int ncodes;
    bool is_set_up;
    uint64_t clock_reads;
    struct {                  /* names that every step may need */
        ap_word new_, init, call, get, set, delete_, getattr, getattribute,
            setattr, delattr, dict, class_, enter, exit, name, empty,
            build_class;
        ap_word object_new, object_init; /* what object has under these */
        ap_word ascii[128];   /* the strs of one character; [0]: AP_NULL */
    } hot;

    ap_vec fresh;             /* worklist of ap_publish */
    ap_vec cold_slots;        /* uint64_t: places in the frozen part that
                                 name what is not (settle.c) */
    uint64_t collect_step;    /* instead of AP_COLLECT_STEP, 0: that */
    bool cold_is_written;
    struct ap_canon *canon;   /* of ap_world_hash */
    struct ap_follow *follow; /* NULL: nobody follows it */
    uint64_t layouts;         /* given out to ap_process.layout */
    ap_str line;              /* of input, that found no room in the heap */
    bool has_line;
};

/* ---- world.c ---------------------------------------------------------- */

static inline char *ap_space(const ap_world *w, int pid, int space)
{
    size_t nth = (size_t)pid * 2 + (size_t)space;
    return w->base + w->spaces_at + nth * w->space_bytes;
}
/* A ctx for code that looks or sets up outside a step. */
ap_ctx ap_ctx_for(ap_world *w, ap_tid tid, ap_event *ev);
ap_ctx ap_ctx_for_process(const ap_world *w, int pid);
void ap_ctx_end(ap_ctx *c);
ap_thread *ap_thread_add(ap_world *w, int pid);

static inline ap_thread *ap_thread_at(const ap_world *w, ap_tid tid)
{
    return &w->threads[tid];
}
static inline const ap_code_ref *ap_code_at(const ap_world *w, uint32_t i)
{
    return &w->codes[i];
}
/* Code and next instruction of a frame. */
static inline uint32_t ap_frame_code(const ap_ctx *c, ap_word f)
{
    return (uint32_t)ap_get(c, f, AP_FRAME_AT);
}
static inline uint32_t ap_frame_pc(const ap_ctx *c, ap_word f)
{
    return (uint32_t)(ap_get(c, f, AP_FRAME_AT) >> 32);
}
static inline uint32_t ap_frame_sp(const ap_ctx *c, ap_word f)
{
    return (uint32_t)ap_get(c, f, AP_FRAME_SP);
}
static inline uint32_t ap_frame_flags(const ap_ctx *c, ap_word f)
{
    return (uint32_t)(ap_get(c, f, AP_FRAME_SP) >> 32);
}
static inline void ap_frame_set_sp(const ap_ctx *c, ap_word f, uint32_t sp,
                                   uint32_t flags)
{
    ap_set(c, f, AP_FRAME_SP, sp | (uint64_t)flags << 32);
}
static inline void ap_frame_set_at(const ap_ctx *c, ap_word f, uint32_t code,
                                   uint32_t pc)
{
    ap_set(c, f, AP_FRAME_AT, code | (uint64_t)pc << 32);
}
static inline ap_word ap_frame_prev(const ap_ctx *c, ap_word f)
{
    return ap_get(c, f,
                  ap_head_of(c, f)->kind == AP_KIND_FRAME
                      ? (int)AP_FRAME_PREV
                      : (int)AP_NFRAME_PREV);
}
static inline void ap_frame_set_prev(const ap_ctx *c, ap_word f, ap_word prev)
{
    ap_set(c, f,
           ap_head_of(c, f)->kind == AP_KIND_FRAME ? (int)AP_FRAME_PREV
                                                   : (int)AP_NFRAME_PREV,
           prev);
}

/* Called before a write to an object that the frozen part may hold since the
 * world was settled: what is kept of states leaves that part out. */
static inline void ap_mind_cold(const ap_ctx *c, ap_word obj)
{
    if (obj < c->process->frozen)
        c->world->cold_is_written = true;
}

/* ---- boot.c, native.c -------------------------------------------------- */

bool ap_boot(ap_world *w, ap_error *e);
ap_word ap_name(ap_ctx *c, const char *s); /* interned; set-up only */
ap_word ap_class_make(ap_ctx *c, const char *name, ap_word base, int kind,
                      uint32_t flags);
ap_word ap_cfunc_make(ap_ctx *c, const ap_native_fn *fn, ap_word owner,
                      const char *owner_name);
/* Adds rows to a class's dict as methods, getters, static methods. */
void ap_class_add_methods(ap_ctx *c, ap_word class_, const ap_native_fn *rows);
/* Puts the frame of a module's body on top. */
ap_ret ap_module_start(ap_ctx *c, uint32_t index, ap_word prev);
/* What set-up must not run short of. */
void ap_must(ap_ret r);
static inline const ap_native *ap_native_at(const ap_world *w, uint64_t number)
{
    return (const ap_native *)w->natives.data + number;
}

/* ---- fasten.c ---------------------------------------------------------- */

void ap_fasten(const ap_code *k, uint32_t *fast);

/* ---- hard.c: builds with -DAP_HARD=1 ------------------------------------- */

/* After every step: a snapshot that is loaded again gives the same state; so
 * does moving everything. */
void ap_hard_check(ap_world *w, int pid);

/* ---- save.c -------------------------------------------------------------- */

/* The pieces of the mapping that make up its state: header, processes,
 * threads, entries and text of the log, then a heap a process. */
typedef struct ap_piece {
    void *at;
    size_t n;
} ap_piece;
enum { AP_FIXED_PIECES = 5 };
int ap_world_pieces(const ap_world *w);
ap_piece ap_world_piece(const ap_world *w, int i);
/* Bytes of the i-th piece before the heaps, and of a process's heap. */
size_t ap_fixed_size(const ap_header *h, int i);
size_t ap_heap_size(const ap_process *p);

/* ---- canon.c ------------------------------------------------------------ */

typedef struct ap_canon ap_canon;
void ap_canon_free(ap_canon *r);
/* What is kept of the last hash of a world that is followed: the 16 bytes at
 * `at` of process 0's space have changed; … objects from `sure` on may not be
 * those that lay there; … it is of no use any more. */
void ap_canon_touch(ap_world *w, uint64_t at);
void ap_canon_unsure(ap_world *w, uint64_t sure);
void ap_canon_drop(ap_world *w);

/* ---- follow.c ----------------------------------------------------------- */

typedef struct ap_follow ap_follow;
void ap_follow_free(ap_follow *f);
/* A snapshot was loaded. */
void ap_follow_jumped(ap_world *w);

/* ---- copy.c -------------------------------------------------------------- */

/* Moves what lives into the process's other space. */
void ap_collect(ap_world *w, ap_process *p);

/* Where the collector is: what lies below `frozen` stays. */
typedef struct ap_mover {
    char *from, *to;
    uint64_t frozen, used;
} ap_mover;
/* The new place of an object; moves it if that is not yet done. */
ap_word ap_moved(ap_mover *m, ap_word w);
void ap_move_slots(ap_mover *m, ap_slot *s, size_t n);
/* The values of the objects that lie at [at, m->used) in the new space. */
void ap_move_values(ap_mover *m, uint64_t at);
/* All that the roots reach, and the values of what lies from `from` on; then
 * the collection is done. */
void ap_move_rest(ap_mover *m, ap_world *w, ap_process *p, uint64_t from);

/* ---- call.c -------------------------------------------------------- */

/* Calls anything. AP_OK: *out. AP_CALLED and not c->installed: a new frame is
 * on top of the thread whose PREV is c->frame; the caller decides what its
 * result is for. */
ap_ret ap_call(ap_ctx *c, ap_word fn, const ap_word *a, int n,
               ap_word kwnames, ap_word *out);
ap_ret ap_frame_new(ap_ctx *c, uint32_t code, ap_word *out);
void ap_frame_free(ap_ctx *c, ap_word frame);
/* Hands a result (AP_ANSWER_*) to the frame below the one that ended. */
void ap_deliver(ap_ctx *c, ap_word to, int answer, ap_word value);

/* ---- bind.c -------------------------------------------------------- */

/* A frame for a Python function with its arguments bound, on top; AP_CALLED. */
ap_ret ap_call_python(ap_ctx *c, ap_word func, const ap_word *a, int n,
                      ap_word kwnames);
/* Calls a native function with its arguments bound as its row says. */
ap_ret ap_call_native(ap_ctx *c, const ap_native *nat, const ap_word *a, int n,
                      ap_word kwnames, ap_word *out);

/* ---- sub.c --------------------------------------------------------- */

/* Answers of earlier executions come into c->answers. */
void ap_answers_load(ap_ctx *c);
/* Is there one more? Then it is taken: *r as ap_sub answers. */
bool ap_answer_take(ap_ctx *c, ap_word *out, ap_ret *r, bool *exhausted);
/* Puts a RETRY frame with the answers so far below what comes next. */
ap_ret ap_answers_keep(ap_ctx *c, ap_word *retry);
/* Runs a class body `func` with `names` as its dict, as ap_sub would. */
ap_ret ap_sub_body(ap_ctx *c, ap_word func, ap_word names, ap_word *out);
/* iter(w), the same one in every execution. */
ap_ret ap_sub_iter(ap_ctx *c, ap_word w, ap_word *out);
/* One step of a DRAIN frame. */
ap_ret ap_drain_action(ap_ctx *c);

/* ---- interrupt.c ---------------------------------------------------- */

/* Is a Ctrl-C to be heeded before the next instruction? */
bool ap_interrupt_is_due(const ap_ctx *c);
/* Raises KeyboardInterrupt, or begins to call the program's handler. */
ap_ret ap_interrupt(ap_ctx *c);
/* One step of a SIGNAL frame. */
ap_ret ap_signal_action(ap_ctx *c);
/* The handler has raised. -> does unwinding go on below? */
bool ap_signal_unwind(ap_ctx *c, ap_word frame);
/* The SIGNAL frame that keeps such a wait of the thread, or AP_NULL; its
 * place in the queue; what a wake-up does to it. */
ap_word ap_interrupted_wait(const ap_ctx *c, const ap_thread *t,
                            ap_wait_kind kind, ap_word obj);
uint64_t ap_interrupted_order(const ap_ctx *c, ap_word frame);
void ap_interrupted_wake(ap_ctx *c, ap_word frame);
/* thread.c: main does not wait for the others any more. */
void ap_base_gives_up(ap_ctx *c, ap_word base);

/* ---- gen.c --------------------------------------------------------- */

enum { AP_GEN_FRESH, AP_GEN_SUSPENDED, AP_GEN_RUNNING, AP_GEN_DONE };
/* Puts the generator's frame on top, PREV = `prev`, `sent` on its stack. */
ap_ret ap_gen_resume(ap_ctx *c, ap_word gen, ap_word sent, ap_word prev);
/* Asks for the next item with `sent` as the value of the yield, or raises
 * `exc` there. As ap_sub; *out AP_NULL: it returned, ap_gen_result says
 * what. */
ap_ret ap_gen_send(ap_ctx *c, ap_word gen, ap_word sent, ap_word *out);
ap_ret ap_gen_throw(ap_ctx *c, ap_word gen, ap_word exc, ap_word *out);
extern const ap_native_fn ap_generator_methods[];
/* The oldest generator that rests inside a try or a with, or AP_NULL; gen's
 * close(), as ap_sub. */
ap_word ap_gen_unfinished(const ap_ctx *c);
ap_ret ap_gen_close(ap_ctx *c, ap_word gen);
/* A generator's frame is left for good or until the next resume. */
void ap_gen_left(ap_ctx *c, ap_word frame, int state);

/* ---- exceptions.c -------------------------------------------------- */

typedef struct ap_exception_rows {
    ap_exception x;
    const ap_native_fn *methods;
} ap_exception_rows;
extern const ap_exception_rows ap_exception_more[]; /* ends with NULL */
extern const ap_native_fn ap_exception_methods[], ap_trace_methods[];

/* ---- suggest.c ----------------------------------------------------- */

/* Notes what name was not found in which object (AP_NULL: none); r: what the
 * raising answered. -> r */
ap_ret ap_raise_about(ap_ctx *c, ap_ret r, ap_word name, ap_word obj);
/* ". Did you mean: 'x'?" or nothing. */
void ap_suggest(const ap_ctx *c, ap_word exc, ap_str *out);

/* ---- raise.c ------------------------------------------------------- */

enum { AP_UNWIND_NONE, AP_UNWIND_TRACE, AP_UNWIND_SEARCH };
/* Goes on with thread->raised until a handler or the bottom is reached. */
ap_ret ap_unwind(ap_ctx *c);
bool ap_exc_matches(const ap_ctx *c, ap_word exc, ap_word class_);
ap_ret ap_exc_new(ap_ctx *c, ap_word class_, ap_word args, ap_word *out);
ap_ret ap_set_raised(ap_ctx *c, ap_word exc);
ap_ret ap_raise_memory(ap_ctx *c);

/* ---- thread.c ------------------------------------------------------ */

/* The action of a thread's bottom frame. */
ap_ret ap_base_action(ap_ctx *c, ap_word base, ap_stepped *how);

/* ---- attr.c -------------------------------------------------------- */

/* As LOAD_ATTR wants it: a method not yet bound is *func with *self, anything
 * else *func with *self AP_NULL. */
ap_ret ap_getattr_method(ap_ctx *c, ap_word obj, ap_word name, ap_word *func,
                         ap_word *self);
/* object.__getattribute__ and object.__setattr__ (value AP_NULL: delete; so
 * does ap_setattr). */
ap_ret ap_getattr_plain(ap_ctx *c, ap_word obj, ap_word name, ap_word *out);
ap_ret ap_setattr_plain(ap_ctx *c, ap_word obj, ap_word name, ap_word value);
/* super(class_, obj).name; type: obj's class, or obj itself. */
ap_ret ap_super_get(ap_ctx *c, ap_word class_, ap_word obj, ap_word type,
                    ap_word name, ap_word *out);
ap_ret ap_property_set(ap_ctx *c, ap_word property, ap_word obj, ap_word name,
                       ap_word value);
/* An object's dict of attributes, made when first asked for; AP_NULL: it has
 * none. */
ap_ret ap_dict_of(ap_ctx *c, ap_word obj, ap_word *out);
ap_ret ap_name_word(ap_ctx *c, const char *s, ap_word *out);

/* ---- class.c ------------------------------------------------------- */

ap_ret ap_class_new(ap_ctx *c, ap_word name, ap_word bases, ap_word dict,
                    ap_word *out);
void ap_class_hooks(ap_ctx *c, ap_word class_);
extern const ap_native_fn ap_build_class_fn;

/* ---- lookups that cost no allocation ------------------------------- */

/* A dict with str keys, or AP_NULL (errors of unequal keys cannot occur). */
static inline ap_word ap_dict_peek(const ap_ctx *c, ap_word dict, ap_word key)
{
    ap_word v = AP_NULL;
    (void)ap_dict_get_str((ap_ctx *)(uintptr_t)c, dict, key, &v);
    return v;
}

#endif
