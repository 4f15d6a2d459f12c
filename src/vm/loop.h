/* The opcodes' bodies: one text, compiled twice.
 *
 *   step.c   AP_MANY 0: one instruction, events are told
 *   fast.c   AP_MANY 1: until something other than plain execution is needed
 *
 * The bodies themselves stand in loop_data.h, loop_operate.h and loop_flow.h,
 * by families. Each tries the commonest case first (quick_i.h) and leaves the
 * others to a function.
 *
 * The fast loop reads a code's second text (fasten.c): the same instructions
 * one for one, but some under the name of a special case (BINARY_OP with + as
 * ADD), so that the branch to the right body is the dispatch itself.
 *
 * Words used here
 *   f        the frame; `at` its body, `fast` its localsplus, `sp` the first
 *            free word of its value stack (pointers into the world are good
 *            for the whole run of the loop: nothing moves between steps)
 *   pc       the instruction after the current one
 *
 * Rules: a body writes the stack, sp and pc only after everything that can
 * fail has succeeded. AP_TRY_OP leaves the loop with its answer and the frame
 * as it was. What puts another frame on top stores sp and pc first (COMMIT)
 * and takes up the new top frame (RELOAD).
 *
 * No include guard: it is meant to be included once a translation unit. */

#define GET(s) atomic_load_explicit((s), memory_order_relaxed)
#define PUT(s, w) atomic_store_explicit((s), (w), memory_order_relaxed)
#define PEEK(n) GET(sp - (n))
#define PUSH(w)                                                                \
    do {                                                                       \
        PUT(sp, (w));                                                          \
        sp++;                                                                  \
    } while (0)
/* n words go, one comes. */
#define REPLACE(n, w)                                                          \
    do {                                                                       \
        PUT(sp - (n), (w));                                                    \
        sp += 1 - (int64_t)(n);                                                \
    } while (0)
#define CONST(i) GET((ap_slot *)(void *)(heap + ref->consts) + (i))
#define NAME(i) GET((ap_slot *)(void *)(heap + ref->names) + (i))
#define FIELD(i) GET(at + (i))
#define CACHE (&ref->cache[pc - 1])
#define ARGS(s) ((const ap_word *)(const void *)(s))

#define COMMIT()                                                               \
    do {                                                                       \
        PUT(at + AP_FRAME_AT, ref->code->index | (uint64_t)pc << 32);          \
        PUT(at + AP_FRAME_SP, (GET(at + AP_FRAME_SP) >> 32 << 32)              \
                | (uint32_t)(sp - fast));                                      \
    } while (0)
/* The frame says which instruction runs: for native code that asks. */
#define STAND()                                                                \
    PUT(at + AP_FRAME_AT, ref->code->index | (uint64_t)(pc - 1) << 32)
#define LOAD_FRAME()                                                           \
    do {                                                                       \
        at = (ap_slot *)(void *)(heap + f + sizeof(ap_head));                  \
        fast = at + AP_FRAME_FAST;                                             \
        ref = &c->world->codes[(uint32_t)FIELD(AP_FRAME_AT)];                  \
        instrs = TEXT(ref);                                                    \
        pc = (uint32_t)(FIELD(AP_FRAME_AT) >> 32);                             \
        sp = fast + (uint32_t)FIELD(AP_FRAME_SP);                              \
    } while (0)
#define AP_TRY_OP(call)                                                        \
    do {                                                                       \
        ret = (call);                                                          \
        if (__builtin_expect(ret != AP_OK, 0))                                 \
            goto failed;                                                       \
    } while (0)
#define YES_39 (1u << AP_GIL_39)
#define YES_310 (1u << AP_GIL_310)
#define YES_312 (1u << AP_GIL_312)
/* 3.10 jumps back to a loop's body by a conditional jump, where 3.12 jumps out
 * of it or else meets a JUMP_BACKWARD: taken here is not taken there. */
#define TAKEN_310                                                              \
    ((instrs[pc] & 0xff) == AP_OP_JUMP_BACKWARD ? 0 : YES_310)
#define TOUCH(where, obj, key, write)                                          \
    do {                                                                       \
        if (TELLS && c->event)                                                 \
            ap_touch(c, (where), (obj), (key), (write), false);                \
    } while (0)

#define TELL_OPERANDS(a, b)                                                    \
    do {                                                                       \
        if (TELLS && c->event) {                                               \
            c->event->left = (a);                                              \
            c->event->right = (b);                                             \
        }                                                                      \
    } while (0)

#if AP_MANY
#    define TELLS 0
#    define TEXT(ref) (ref)->fast
#    define SWITCHES(bits) (void)0
/* After each instruction: is the budget used up? */
#    define NEXT()                                                             \
        do {                                                                   \
            if (AP_UNLIKELY(--left == 0))                                      \
                goto out;                                                      \
            DISPATCH();                                                        \
        } while (0)
/* The same where every policy lets threads switch and no loop or recursion
 * gets by without: the one place where a stop is looked for. */
#    define NEXT_OR_STOP()                                                     \
        do {                                                                   \
            if (AP_UNLIKELY(GET(stop))) {                                      \
                l->stopped = true;                                             \
                left--;                                                        \
                goto out;                                                      \
            }                                                                  \
            NEXT();                                                            \
        } while (0)
/* Straight on with the next instruction, whose body is known. */
#    define NEXT_IS(name)                                                      \
        do {                                                                   \
            if (AP_UNLIKELY(--left == 0))                                      \
                goto out;                                                      \
            instr = instrs[pc++];                                              \
            arg = instr >> 8;                                                  \
            goto body_##name;                                                  \
        } while (0)
#    define BODY(name) body_##name:
/* A test, and the jump that follows it, at once. */
#    define NEXT_JUMP(is)                                                      \
        do {                                                                   \
            uint32_t next_ = instrs[pc], op_ = next_ & 0xff;                   \
            if (AP_LIKELY(left > 1) && (op_ == AP_OP_POP_JUMP_IF_FALSE         \
                                        || op_ == AP_OP_POP_JUMP_IF_TRUE)) {   \
                left--;                                                        \
                pc++;                                                          \
                sp -= 2;                                                       \
                if ((is) == (op_ == AP_OP_POP_JUMP_IF_TRUE))                   \
                    pc += next_ >> 8;                                          \
                NEXT();                                                        \
            }                                                                  \
            REPLACE(2, ap_from_bool(is));                                      \
            NEXT();                                                            \
        } while (0)
/* A frame came on top, or one went: the loop goes on there. */
#    define ENTER(to)                                                          \
        do {                                                                   \
            c->frame = f = (to);                                               \
            LOAD_FRAME();                                                      \
            NEXT();                                                            \
        } while (0)
#    define LEAVE(to, w)                                                       \
        do {                                                                   \
            c->frame = f = (to);                                               \
            LOAD_FRAME();                                                      \
            PUSH(w);                                                           \
            NEXT();                                                            \
        } while (0)
#    define RELOAD()                                                           \
        do {                                                                   \
            f = ap_load(&t->top);                                              \
            if (ap_head_of(c, f)->kind != AP_KIND_FRAME) {                     \
                left--;                                                        \
                goto left;                                                     \
            }                                                                  \
            c->frame = f;                                                      \
            LOAD_FRAME();                                                      \
            NEXT();                                                            \
        } while (0)
#    define FORGET()                                                           \
        do {                                                                   \
            c->nanswers = c->answer_at = 0;                                    \
        } while (0)
/* A call that started a thread is the last of its slice. */
#    define MIND_START()                                                       \
        do {                                                                   \
            if (c->has_started) {                                              \
                left--;                                                        \
                goto out;                                                      \
            }                                                                  \
        } while (0)
#else
#    define TELLS 1
#    define TEXT(ref) (ref)->code->instrs
#    define SWITCHES(bits) (void)(c->switches = (uint8_t)(bits))
#    define MIND_START() (void)0
#    define NEXT() goto done
#    define NEXT_OR_STOP() NEXT()
#    define NEXT_JUMP(is)                                                      \
        do {                                                                   \
            REPLACE(2, ap_from_bool(is));                                      \
            NEXT();                                                            \
        } while (0)
#    define NEXT_IS(name) NEXT()
#    define BODY(name)
#    define ENTER(to) return AP_OK
#    define LEAVE(to, w)                                                       \
        do {                                                                   \
            f = (to);                                                          \
            LOAD_FRAME();                                                      \
            PUSH(w);                                                           \
            NEXT();                                                            \
        } while (0)
#    define RELOAD() return AP_OK
#    define FORGET() (void)0
#endif

#if AP_MANY && AP_COMPUTED_GOTO
#    define OP(name) op_##name:
#    define FAST_OP(name) op_##name:
#    define DISPATCH()                                                         \
        do {                                                                   \
            instr = instrs[pc++];                                              \
            opcode = instr & 0xff;                                             \
            arg = instr >> 8;                                                  \
            goto *labels[opcode];                                              \
        } while (0)
#else
#    define OP(name) case AP_OP_##name:
#    define FAST_OP(name) case AP_FAST_##name:
#    define DISPATCH() goto fetch
#endif

#if AP_MANY
static ap_ret run_many(ap_ctx *c, ap_loop *l)
#else
static ap_ret exec_one(ap_ctx *c)
#endif
{
    char *const heap = c->heap;
    ap_thread *const t = c->thread;
    ap_word f = c->frame;
    ap_slot *at, *fast, *sp;
    const ap_code_ref *ref;
    const uint32_t *instrs;
    uint32_t pc, arg, instr, opcode;
    ap_ret ret = AP_OK;
    LOAD_FRAME();
#if AP_MANY
    static const _Atomic(int) never = 0;
    const _Atomic(int) *const stop = l->stop ? l->stop : &never;
    uint64_t left = l->left;
#    if AP_COMPUTED_GOTO
    static const void *const labels[256] = {
#        define X(name, ...) [AP_OP_##name] = &&op_##name,
        AP_OPS(X)
#        undef X
#        define X(name, ...) [AP_FAST_##name] = &&op_##name,
        AP_FAST_OPS(X)
#        undef X
    };
#    endif
    DISPATCH();
#endif
#if !(AP_MANY && AP_COMPUTED_GOTO)
#    if AP_MANY
fetch:
#    endif
    instr = instrs[pc++];
    opcode = instr & 0xff;
    arg = instr >> 8;
#    if !AP_MANY
    SWITCHES(ap_switch_bits[opcode]);
    if (c->event)
        place_event(c->event, ref, pc - 1, instr);
#    endif
    switch (opcode) {
#endif

#include "loop_data.h"
#include "loop_operate.h"
#include "loop_flow.h"

#if !(AP_MANY && AP_COMPUTED_GOTO)
    default:
        ap_bug(__FILE__, __LINE__, "opcode %u", opcode);
    }
#endif

#if AP_MANY
out:
    COMMIT();
left: /* that instruction counts, but there is no frame to go on with */
    l->left = left;
    return AP_OK;
failed:
    /* The instruction has changed nothing: stand at it again. */
    pc--;
    COMMIT();
    l->left = left;
    return ret;
#else
done:
    COMMIT();
    return AP_OK;
failed:
    return ret;
#endif
}
