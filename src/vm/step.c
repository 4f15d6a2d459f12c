/* The step: one instruction of one thread, with its event.
 *
 * run_top executes what is on top of the thread: an opcode, or the action of
 * a native frame. settle does what an answer other than AP_OK asks for. A
 * step that found no room has changed nothing: garbage is collected and it
 * runs again; then MemoryError is raised instead. */
#define AP_MANY 0
#include "calls_i.h"
#include "state_i.h"
#include "exec_i.h"

/* ---- where a switch may follow ------------------------------------- */

enum { NO, YES, DYN };
#define BITS(a, b, d, is)                                                      \
    (uint8_t)((a == is) << AP_GIL_39 | (b == is) << AP_GIL_310                 \
              | (d == is) << AP_GIL_312)
const uint8_t ap_switch_bits[256] = {
#define X(name, arg, pops, pushes, s39, s310, s312, words)                     \
    [AP_OP_##name] = BITS(s39, s310, s312, YES),
    AP_OPS(X)
#undef X
};
const uint8_t ap_switch_dynamic[256] = {
#define X(name, arg, pops, pushes, s39, s310, s312, words)                     \
    [AP_OP_##name] = BITS(s39, s310, s312, DYN),
    AP_OPS(X)
#undef X
};

/* ---- accesses and what the event is called ------------------------- */

static bool is_shared(const ap_ctx *c, ap_word obj)
{
    return ap_is_obj(obj) && obj >= c->process->frozen
        && ap_head_of(c, obj)->flags & AP_F_SHARED;
}

void ap_touch(ap_ctx *c, ap_where where, ap_word obj, ap_word key,
              bool is_write, bool is_atomic)
{
    ap_event *ev = c->event;
    if (!ev)
        return;
    ap_access a = {obj, key, (uint8_t)where, is_write, is_atomic,
                   is_shared(c, obj)};
    if (ev->naccesses < AP_MAX_ACCESSES) {
        uint8_t i = ev->naccesses++;
        ev->access[i] = a;
        if (a.is_shared && i > 0 && !ev->access[0].is_shared) {
            ev->access[i] = ev->access[0];
            ev->access[0] = a;
        }
        return;
    }
    /* The last place stands for all of its container. */
    ap_access *last = &ev->access[AP_MAX_ACCESSES - 1];
    if (last->is_shared && !a.is_shared)
        return;
    a.is_write |= last->obj == obj && last->is_write;
    a.where = AP_AT_WHOLE;
    a.key = AP_NULL;
    *last = a;
}

void ap_tell(ap_ctx *c, ap_event_kind kind, ap_word sync, ap_tid other,
             ap_word value)
{
    ap_event *ev = c->event;
    if (!ev)
        return;
    ev->kind = (uint8_t)kind;
    ev->sync = sync;
    ev->other = other;
    ev->value = value;
    c->told = true;
}

/* What stays from the last event in `access` is not looked at. */
static inline void begin_event(ap_ctx *c)
{
    ap_event *ev = c->event;
    const ap_thread *t = c->thread;
    ev->kind = AP_EV_NONE;
    ev->op = AP_OP_COUNT;
    ev->is_visible = ev->is_blocked = ev->in_library = false;
    ev->naccesses = 0;
    ev->tid = t->tid;
    ev->other = -1;
    ev->pid = t->pid;
    ev->step = c->world->h->steps;
    ev->clock_ns = c->world->h->clock_ns;
    ev->code = ev->pc = ev->line = ev->arg = 0;
    ev->old = ev->value = ev->left = ev->right = ev->sync = AP_NULL;
    c->told = false;
}

/* Where the instruction stands, and which it is. */
static inline void place_event(ap_event *ev, const ap_code_ref *ref,
                               uint32_t pc, uint32_t instr)
{
    ev->op = (uint8_t)(instr & 0xff);
    ev->arg = instr >> 8;
    ev->code = ref->code->index;
    ev->pc = pc;
    ev->line = ref->code->pos[pc].line;
    ev->in_library = ref->in_library;
}

/* The word that the instruction pushed, if its frame is still on top. */
static ap_word pushed(const ap_ctx *c)
{
    const ap_event *ev = c->event;
    if (ev->op == AP_OP_COUNT || ap_load(&c->thread->top) != c->frame
        || !ap_ops[ev->op].pushes || c->thread->unwinding)
        return AP_NULL;
    const ap_code *code = ap_code_at(c->world, ev->code)->code;
    uint32_t sp = ap_frame_sp(c, c->frame);
    return sp > (uint32_t)code->nplus
        ? ap_get(c, c->frame, AP_FRAME_FAST + (int)sp - 1)
        : AP_NULL;
}

static const bool visible_kinds[AP_EV_COUNT] = {
#define X(name, visible, words) [AP_EV_##name] = visible,
    AP_EVENTS(X)
#undef X
};

/* CPython 3.9 and 3.10 do not switch right before these. */
static void mind_next(ap_ctx *c)
{
    ap_word top = ap_load(&c->thread->top);
    if (!(c->switches & (1 << AP_GIL_39 | 1 << AP_GIL_310)) || !top
        || ap_head_of(c, top)->kind != AP_KIND_FRAME)
        return;
    const ap_code *code = ap_code_at(c->world, ap_frame_code(c, top))->code;
    uint32_t next = code->instrs[ap_frame_pc(c, top)] & 0xff;
    if (next == AP_OP_BEFORE_WITH || next == AP_OP_SEND)
        c->switches &= (uint8_t) ~(1 << AP_GIL_39 | 1 << AP_GIL_310);
}

static void end_event(ap_ctx *c, ap_ret r)
{
    ap_event *ev = c->event;
    bool shared = ev->naccesses && ev->access[0].is_shared;
    if (shared && !c->told) {
        ev->kind = AP_EV_READ;
        for (int i = 0; i < ev->naccesses; i++)
            if (ev->access[i].is_write && ev->access[i].is_shared)
                ev->kind = AP_EV_WRITE;
    }
    if (!ev->value && !c->told)
        ev->value = pushed(c);
    ev->is_blocked = r == AP_BLOCK;
    bool is_access = ev->kind == AP_EV_READ || ev->kind == AP_EV_WRITE;
    ev->is_visible = is_access ? shared : shared || visible_kinds[ev->kind];
    mind_next(c);
    ev->switches = (uint8_t)(c->switches | 1 << AP_GIL_OFF);
}

#include "loop.h"

/* ---- executing ----------------------------------------------------- */

ap_ret ap_settle(ap_ctx *c, ap_ret r)
{
    ap_thread *t = c->thread;
    ap_word retry;
    if (r == AP_OK || r == AP_RAISE) {
        if (c->memo && ap_load(&t->top) == c->memo)
            ap_store(&t->top, c->frame);
        if (r == AP_OK)
            return r;
        if (t->unwinding == AP_UNWIND_NONE)
            t->unwinding = AP_UNWIND_TRACE;
        if (c->event && !c->told)
            ap_tell(c, AP_EV_RAISE, AP_NULL, -1, ap_load(&t->raised));
        return ap_unwind(c);
    }
    if ((r == AP_BLOCK || r == AP_NOROOM) && c->nanswers && !c->installed) {
        c->urgent = true;
        ap_must(ap_answers_keep(c, &retry));
        c->urgent = false;
    }
    return r;
}

ap_ret ap_run_top(ap_ctx *c, ap_stepped *how)
{
    ap_thread *t = c->thread;
    ap_word top = ap_load(&t->top);
    c->memo = AP_NULL;
    c->frame = top;
    c->nanswers = c->answer_at = 0;
    c->installed = false;
    c->switches = 0;
    if (t->unwinding)
        return ap_unwind(c);
    bool is_native = ap_head_of(c, top)->kind == AP_KIND_NFRAME;
    if (is_native && ap_get(c, top, AP_NFRAME_SORT) == AP_NF_RETRY) {
        c->memo = top;
        c->frame = ap_get(c, top, AP_NFRAME_PREV);
        ap_answers_load(c);
        is_native = ap_head_of(c, c->frame)->kind == AP_KIND_NFRAME;
    }
    if (!is_native) {
        if (ap_interrupt_is_due(c))
            return ap_interrupt(c);
        return ap_settle(c, exec_one(c));
    }
    if (ap_get(c, c->frame, AP_NFRAME_SORT) == AP_NF_DRAIN)
        return ap_settle(c, ap_drain_action(c));
    if (ap_get(c, c->frame, AP_NFRAME_SORT) == AP_NF_SIGNAL)
        return ap_settle(c, ap_signal_action(c));
    AP_ASSERT(ap_get(c, c->frame, AP_NFRAME_SORT) == AP_NF_BASE);
    return ap_settle(c, ap_base_action(c, c->frame, how));
}

ap_ret ap_run_again(ap_ctx *c, ap_stepped *how)
{
    ap_collect(c->world, c->process);
    c->heap = ap_space(c->world, c->process->pid, c->process->space);
    if (c->event)
        begin_event(c);
    c->urgent = c->thread->unwinding;
    ap_ret r = ap_run_top(c, how);
    if (r == AP_NOROOM)
        r = ap_settle(c, ap_raise_memory(c));
    c->urgent = false;
    return r;
}

static bool collection_is_due(const ap_process *p)
{
    return p->used > p->collect_at || p->wants_collection;
}

ap_stepped ap_step(ap_world *w, ap_tid tid, ap_event *ev)
{
    ap_thread *t = &w->threads[tid];
    ap_process *p = &w->processes[t->pid];
    AP_ASSERT(t->state == AP_TS_READY);
    if (collection_is_due(p))
        ap_collect(w, p);
    ap_word top = ap_load(&t->top);
    ap_ctx c = {.heap = ap_space(w, t->pid, p->space),
                .process = p,
                .thread = t,
                .world = w,
                .event = ev,
                .frame = top};
    ap_stepped how = AP_STEP_RAN;
    ap_ret r;
    if (ev)
        begin_event(&c);
    bool plain = !t->unwinding && !t->is_interrupted
        && ap_head_of(&c, top)->kind == AP_KIND_FRAME;
    r = plain ? exec_one(&c) : ap_run_top(&c, &how);
    if (plain && r != AP_OK)
        r = ap_settle(&c, r);
    if (r == AP_NOROOM)
        r = ap_run_again(&c, &how);
    t->steps++;
    if (ev)
        end_event(&c, r);
    w->h->steps++;
    if (c.answers)
        ap_ctx_end(&c);
#ifdef AP_HARD
    ap_hard_check(w, t->pid);
#endif
    return r == AP_BLOCK ? AP_STEP_BLOCKED : how;
}
