/* Will the next step be visible? Answered without executing it, for the
 * instructions of which it is certain: most of a program's steps move words
 * about that no other thread can see. */
#include "world_i.h"

#include "types_i.h"
#include "view_i.h"

static bool is_shared(const ap_ctx *c, ap_word obj)
{
    return obj >= c->process->frozen
        && (ap_head_of(c, obj)->flags & AP_F_SHARED);
}

static ap_ahead seen_if(bool shared)
{
    return shared ? AP_AHEAD_VISIBLE : AP_AHEAD_QUIET;
}

/* A name of a module: told where it is found among the globals. */
static ap_ahead of_global(const ap_ctx *c, ap_word dict, ap_word name,
                          bool writes)
{
    if (!name)
        return AP_AHEAD_UNSURE;
    if (writes || ap_dict_find_str(c, dict, name) >= 0)
        return seen_if(is_shared(c, dict));
    return ap_dict_peek(c, ap_load(&c->process->builtins), name)
        ? AP_AHEAD_QUIET
        : AP_AHEAD_UNSURE;
}

static bool is_truth(ap_word w)
{
    return w == AP_TRUE || w == AP_FALSE || w == AP_NONE || ap_is_small(w);
}

static bool walks_a_range(const ap_ctx *c, ap_word w)
{
    return ap_is_kind(c, w, AP_KIND_ITER)
        && ap_get(c, w, 0) == AP_ITER_RANGE;
}

typedef struct standing {
    ap_ctx c;
    ap_word frame;
    const ap_code_ref *ref;
    uint32_t arg, sp;
} standing;

static ap_word tos(const standing *s, uint32_t k)
{
    return ap_get(&s->c, s->frame, AP_FRAME_FAST + (int)(s->sp - k));
}

static ap_word name_at(const standing *s, uint32_t i)
{
    const ap_slot *names =
        (const ap_slot *)(const void *)(s->c.heap + s->ref->names);
    return ap_load(names + i);
}

static ap_ahead of_call(const standing *s)
{
    ap_word fn = tos(s, s->arg + 2);
    if (!fn)
        fn = tos(s, s->arg + 1);
    if (ap_is_kind(&s->c, fn, AP_KIND_METHOD))
        fn = ap_get(&s->c, fn, 0);
    return ap_is_kind(&s->c, fn, AP_KIND_FUNC) ? AP_AHEAD_QUIET
                                               : AP_AHEAD_UNSURE;
}

static ap_ahead of_cell(const standing *s)
{
    ap_word cell = ap_get(&s->c, s->frame, AP_FRAME_FAST + (int)s->arg);
    return ap_is_kind(&s->c, cell, AP_KIND_CELL)
        ? seen_if(is_shared(&s->c, cell))
        : AP_AHEAD_UNSURE;
}

static ap_ahead of_name(const standing *s, uint32_t name, bool writes)
{
    ap_word globals = ap_get(&s->c, s->frame, AP_FRAME_GLOBALS);
    return of_global(&s->c, globals, name_at(s, name), writes);
}

/* In a class body or a module's: names that are not its globals are its own
 * business. */
static ap_ahead of_local_name(const standing *s, bool writes)
{
    ap_word names = ap_get(&s->c, s->frame, AP_FRAME_NAMES);
    return names == ap_get(&s->c, s->frame, AP_FRAME_GLOBALS)
        ? of_name(s, s->arg, writes)
        : AP_AHEAD_UNSURE;
}

static bool is_lock(const ap_role role)
{
    return role == AP_ROLE_LOCK || role == AP_ROLE_RLOCK
        || role == AP_ROLE_SEMAPHORE;
}

/* A subclass may enter in its own way. */
static ap_ahead of_with(const standing *s)
{
    ap_word obj = tos(s, 1);
    if (!ap_is_kind(&s->c, obj, AP_KIND_NATIVE) || !is_shared(&s->c, obj)
        || !is_lock(ap_view_role(s->c.world, &s->c, obj)))
        return AP_AHEAD_UNSURE;
    uint64_t flags = ap_get(&s->c, ap_class_of(&s->c, obj), AP_CLASS_FLAGS);
    return flags & AP_CF_BUILTIN ? AP_AHEAD_LOCK : AP_AHEAD_UNSURE;
}

static ap_ahead quiet_if(bool certain)
{
    return certain ? AP_AHEAD_QUIET : AP_AHEAD_UNSURE;
}

static ap_ahead of_instruction(const standing *s, ap_opcode op)
{
    switch (op) {
    case AP_OP_NOP: case AP_OP_RESUME: case AP_OP_POP_TOP:
    case AP_OP_PUSH_NULL: case AP_OP_COPY: case AP_OP_SWAP:
    case AP_OP_LOAD_CONST: case AP_OP_LOAD_FAST: case AP_OP_LOAD_FAST_CHECK:
    case AP_OP_LOAD_FAST_AND_CLEAR: case AP_OP_STORE_FAST:
    case AP_OP_DELETE_FAST: case AP_OP_MAKE_CELL: case AP_OP_COPY_FREE_VARS:
    case AP_OP_LOAD_CLOSURE: case AP_OP_IS_OP: case AP_OP_POP_JUMP_IF_NONE:
    case AP_OP_POP_JUMP_IF_NOT_NONE: case AP_OP_JUMP_FORWARD:
    case AP_OP_JUMP_BACKWARD: case AP_OP_JUMP_BACKWARD_NO_INTERRUPT:
    case AP_OP_END_FOR: case AP_OP_RETURN_VALUE: case AP_OP_RETURN_CONST:
    case AP_OP_BUILD_TUPLE: case AP_OP_BUILD_LIST: case AP_OP_KW_NAMES:
    case AP_OP_PUSH_EXC_INFO: case AP_OP_POP_EXCEPT:
        return AP_AHEAD_QUIET;
    case AP_OP_POP_JUMP_IF_TRUE: case AP_OP_POP_JUMP_IF_FALSE:
    case AP_OP_UNARY_NOT:
        return quiet_if(is_truth(tos(s, 1)));
    case AP_OP_BINARY_OP: case AP_OP_COMPARE_OP:
        return quiet_if(ap_is_small(tos(s, 1)) && ap_is_small(tos(s, 2)));
    case AP_OP_GET_ITER:
        return quiet_if(ap_is_kind(&s->c, tos(s, 1), AP_KIND_RANGE));
    case AP_OP_FOR_ITER:
        return quiet_if(walks_a_range(&s->c, tos(s, 1)));
    case AP_OP_LOAD_GLOBAL:
        return of_name(s, s->arg >> 1, false);
    case AP_OP_STORE_GLOBAL:
        return of_name(s, s->arg, true);
    case AP_OP_LOAD_NAME:
        return of_local_name(s, false);
    case AP_OP_STORE_NAME:
        return of_local_name(s, true);
    case AP_OP_LOAD_DEREF: case AP_OP_STORE_DEREF:
        return of_cell(s);
    case AP_OP_CALL:
        return of_call(s);
    case AP_OP_BEFORE_WITH:
        return of_with(s);
    default:
        return AP_AHEAD_UNSURE;
    }
}

/* False: it is not known where the thread stands. */
static bool stand(const ap_world *w, ap_tid tid, standing *s, uint32_t *instr)
{
    const ap_thread *t = ap_thread_at(w, tid);
    s->c = ap_ctx_for_process(w, t->pid);
    s->frame = ap_load(&t->top);
    if (t->unwinding || t->is_interrupted || !s->frame
        || ap_head_of(&s->c, s->frame)->kind != AP_KIND_FRAME)
        return false;
    s->ref = ap_code_at(w, ap_frame_code(&s->c, s->frame));
    s->sp = ap_frame_sp(&s->c, s->frame);
    *instr = s->ref->code->instrs[ap_frame_pc(&s->c, s->frame)];
    s->arg = ap_instr_arg(*instr);
    return true;
}

ap_ahead ap_view_ahead(const ap_world *w, ap_tid tid)
{
    standing s;
    uint32_t instr;
    return stand(w, tid, &s, &instr)
        ? of_instruction(&s, ap_instr_op(instr))
        : AP_AHEAD_UNSURE;
}

bool ap_view_place(const ap_world *w, ap_tid tid, ap_word *obj, ap_word *key)
{
    standing s;
    uint32_t instr;
    if (!stand(w, tid, &s, &instr))
        return false;
    ap_opcode op = ap_instr_op(instr);
    if (op != AP_OP_LOAD_GLOBAL && op != AP_OP_STORE_GLOBAL)
        return false;
    *obj = ap_get(&s.c, s.frame, AP_FRAME_GLOBALS);
    *key = name_at(&s, op == AP_OP_LOAD_GLOBAL ? s.arg >> 1 : s.arg);
    return true;
}

ap_word ap_view_entered(const ap_world *w, ap_tid tid)
{
    const ap_thread *t = ap_thread_at(w, tid);
    ap_ctx c = ap_ctx_for_process(w, t->pid);
    ap_word frame = ap_load(&t->top);
    int top = AP_FRAME_FAST + (int)ap_frame_sp(&c, frame) - 1;
    return ap_get(&c, frame, top);
}

uint64_t ap_view_at(const ap_world *w, ap_tid tid)
{
    const ap_thread *t = ap_thread_at(w, tid);
    ap_ctx c = ap_ctx_for_process(w, t->pid);
    ap_word top = ap_load(&t->top);
    if (!top)
        return 0;
    if (ap_head_of(&c, top)->kind == AP_KIND_FRAME)
        return ap_get(&c, top, AP_FRAME_AT);
    return ~(ap_get(&c, top, AP_NFRAME_SORT) << 8
             | ap_get(&c, top, AP_NFRAME_STATE));
}
