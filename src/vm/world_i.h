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

/* ---- lookups that cost no allocation ------------------------------- */

/* A dict with str keys, or AP_NULL (errors of unequal keys cannot occur). */
static inline ap_word ap_dict_peek(const ap_ctx *c, ap_word dict, ap_word key)
{
    ap_word v = AP_NULL;
    (void)ap_dict_get_str((ap_ctx *)(uintptr_t)c, dict, key, &v);
    return v;
}

#endif
