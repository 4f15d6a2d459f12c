/* The opcodes' bodies: one text, compiled twice.
 *
 *   step.c   AP_MANY 0: one instruction, events are told
 *   fast.c   AP_MANY 1: until something other than plain execution is needed
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
#define ARGS(s) ((const ap_word *)(const void *)(s))

#define COMMIT()                                                               \
    do {                                                                       \
        PUT(at + AP_FRAME_AT, ref->code->index | (uint64_t)pc << 32);          \
        PUT(at + AP_FRAME_SP, (GET(at + AP_FRAME_SP) >> 32 << 32)              \
                | (uint32_t)(sp - fast));                                      \
    } while (0)
#define LOAD_FRAME()                                                           \
    do {                                                                       \
        at = (ap_slot *)(void *)(heap + f + sizeof(ap_head));                  \
        fast = at + AP_FRAME_FAST;                                             \
        ref = &c->world->codes[(uint32_t)FIELD(AP_FRAME_AT)];                  \
        instrs = ref->code->instrs;                                            \
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

#if AP_MANY
#    define TELLS 0
/* After each instruction: is the budget used up, is a stop wanted here? */
#    define NEXT()                                                             \
        do {                                                                   \
            if (--left == 0)                                                   \
                goto out;                                                      \
            if (l->stop && GET(l->stop) && may_switch(c, l, opcode))           \
                goto out;                                                      \
            DISPATCH();                                                        \
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
#    define MIND_START() (void)0
#    define NEXT() goto done
#    define RELOAD() return AP_OK
#    define FORGET() (void)0
#endif

#if AP_MANY && AP_COMPUTED_GOTO
#    define OP(name) op_##name:
#    define DISPATCH()                                                         \
        do {                                                                   \
            instr = instrs[pc++];                                              \
            opcode = instr & 0xff;                                             \
            arg = instr >> 8;                                                  \
            goto *labels[opcode];                                              \
        } while (0)
#else
#    define OP(name) case AP_OP_##name:
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
    uint64_t left = l->left;
#    if AP_COMPUTED_GOTO
    static const void *const labels[256] = {
#        define X(name, ...) [AP_OP_##name] = &&op_##name,
        AP_OPS(X)
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
    c->switches = ap_switch_bits[opcode];
    if (c->event)
        place_event(c->event, ref, pc - 1, instr);
#    endif
    switch (opcode) {
#endif

    /* ---- nothing much --------------------------------------------------- */
    OP(NOP) {
        NEXT();
    }
    OP(RESUME) {
        c->switches = (uint8_t)(YES_39 | YES_310 | (arg < 2 ? YES_312 : 0));
        NEXT();
    }
    OP(POP_TOP) {
        sp--;
        NEXT();
    }
    OP(PUSH_NULL) {
        PUSH(AP_NULL);
        NEXT();
    }
    OP(COPY) {
        ap_word w = PEEK(arg);
        PUSH(w);
        NEXT();
    }
    OP(SWAP) {
        ap_word w = PEEK(arg);
        PUT(sp - arg, PEEK(1));
        PUT(sp - 1, w);
        NEXT();
    }
    OP(LOAD_CONST) {
        PUSH(CONST(arg));
        NEXT();
    }

    /* ---- locals and cells ------------------------------------------ */
    OP(LOAD_FAST) {
        PUSH(GET(fast + arg));
        NEXT();
    }
    OP(LOAD_FAST_CHECK) {
        ap_word w = GET(fast + arg);
        if (!w)
            AP_TRY_OP(ap_unbound_local(c, ref->code, arg));
        PUSH(w);
        NEXT();
    }
    OP(LOAD_FAST_AND_CLEAR) {
        PUSH(GET(fast + arg));
        PUT(fast + arg, AP_NULL);
        NEXT();
    }
    OP(STORE_FAST) {
        PUT(fast + arg, PEEK(1));
        sp--;
        NEXT();
    }
    OP(DELETE_FAST) {
        if (!GET(fast + arg))
            AP_TRY_OP(ap_unbound_local(c, ref->code, arg));
        PUT(fast + arg, AP_NULL);
        NEXT();
    }
    OP(MAKE_CELL) {
        ap_word cell;
        AP_TRY_OP(ap_new(c, AP_KIND_CELL, AP_NULL, 1, &cell));
        ap_set(c, cell, 0, GET(fast + arg));
        PUT(fast + arg, cell);
        NEXT();
    }
    OP(COPY_FREE_VARS) {
        ap_word closure = ap_get(c, FIELD(AP_FRAME_FUNC), AP_FUNC_CLOSURE);
        uint32_t first = (uint32_t)ref->code->nplus - arg;
        for (uint32_t i = 0; i < arg; i++)
            PUT(fast + first + i, ap_tuple_at(c, closure, (int)i));
        NEXT();
    }
    OP(LOAD_CLOSURE) {
        PUSH(GET(fast + arg));
        NEXT();
    }
    OP(LOAD_DEREF) {
        ap_word cell = GET(fast + arg), w = ap_get(c, cell, 0);
        TOUCH(AP_AT_CELL, cell, ap_plus_name(c, ref->code, arg), false);
        if (!w)
            AP_TRY_OP(ap_unbound_cell(c, ref->code, arg));
        PUSH(w);
        NEXT();
    }
    OP(STORE_DEREF) {
        ap_word cell = GET(fast + arg), w = PEEK(1);
        if (TELLS && c->event) {
            TOUCH(AP_AT_CELL, cell, ap_plus_name(c, ref->code, arg), true);
            c->event->old = ap_get(c, cell, 0);
            c->event->value = w;
        }
        ap_publish_into(c, cell, w);
        ap_set(c, cell, 0, w);
        sp--;
        NEXT();
    }
    OP(DELETE_DEREF) {
        ap_word cell = GET(fast + arg);
        TOUCH(AP_AT_CELL, cell, ap_plus_name(c, ref->code, arg), true);
        if (!ap_get(c, cell, 0))
            AP_TRY_OP(ap_unbound_cell(c, ref->code, arg));
        ap_set(c, cell, 0, AP_NULL);
        NEXT();
    }

    /* ---- names ----------------------------------------------------- */
    OP(LOAD_NAME) {
        ap_word w, names = FIELD(AP_FRAME_NAMES);
        ap_slot *slot = names == FIELD(AP_FRAME_GLOBALS)
            ? ap_global_slot(c, ref, pc - 1, names, NAME(arg))
            : NULL;
        if (slot) {
            w = ap_load(slot);
            TOUCH(AP_AT_GLOBAL, names, NAME(arg), false);
        } else {
            AP_TRY_OP(ap_load_name(c, f, names, NAME(arg), &w));
        }
        PUSH(w);
        NEXT();
    }
    OP(STORE_NAME) {
        ap_word names = FIELD(AP_FRAME_NAMES);
        ap_slot *slot = ap_global_slot(c, ref, pc - 1, names, NAME(arg));
        if (slot)
            ap_store_global(c, names, slot, NAME(arg), PEEK(1));
        else
            AP_TRY_OP(ap_store_name(c, names, NAME(arg), PEEK(1)));
        sp--;
        NEXT();
    }
    OP(DELETE_NAME) {
        AP_TRY_OP(ap_delete_name(c, FIELD(AP_FRAME_NAMES), NAME(arg)));
        NEXT();
    }
    OP(LOAD_GLOBAL) {
        ap_word w, name = NAME(arg >> 1), globals = FIELD(AP_FRAME_GLOBALS);
        ap_slot *slot = ap_global_slot(c, ref, pc - 1, globals, name);
        if (slot) {
            w = ap_load(slot);
            TOUCH(AP_AT_GLOBAL, globals, name, false);
        } else {
            AP_TRY_OP(ap_load_global(c, f, name, &w));
        }
        if (arg & 1)
            PUSH(AP_NULL);
        PUSH(w);
        NEXT();
    }
    OP(STORE_GLOBAL) {
        ap_word globals = FIELD(AP_FRAME_GLOBALS);
        ap_slot *slot = ap_global_slot(c, ref, pc - 1, globals, NAME(arg));
        if (slot)
            ap_store_global(c, globals, slot, NAME(arg), PEEK(1));
        else
            AP_TRY_OP(ap_store_name(c, globals, NAME(arg), PEEK(1)));
        sp--;
        NEXT();
    }
    OP(DELETE_GLOBAL) {
        AP_TRY_OP(ap_delete_name(c, FIELD(AP_FRAME_GLOBALS), NAME(arg)));
        NEXT();
    }
    OP(LOAD_LOCALS) {
        PUSH(FIELD(AP_FRAME_NAMES));
        NEXT();
    }
    OP(LOAD_FROM_DICT_OR_DEREF) {
        ap_word w = ap_dict_peek(c, PEEK(1), ap_plus_name(c, ref->code, arg));
        if (!w)
            w = ap_get(c, GET(fast + arg), 0);
        if (!w)
            AP_TRY_OP(ap_unbound_cell(c, ref->code, arg));
        REPLACE(1, w);
        NEXT();
    }
    OP(LOAD_FROM_DICT_OR_GLOBALS) {
        ap_word w;
        AP_TRY_OP(ap_load_name(c, f, PEEK(1), NAME(arg), &w));
        REPLACE(1, w);
        NEXT();
    }

    /* ---- attributes ------------------------------------------------ */
    OP(LOAD_ATTR) {
        ap_word func, self;
        if (arg & 1) {
            AP_TRY_OP(ap_getattr_method(c, PEEK(1), NAME(arg >> 1), &func,
                                        &self));
            PUT(sp - 1, self ? func : AP_NULL);
            PUSH(self ? self : func);
        } else {
            AP_TRY_OP(ap_getattr(c, PEEK(1), NAME(arg >> 1), &func));
            PUT(sp - 1, func);
        }
        FORGET();
        NEXT();
    }
    OP(LOAD_SUPER_ATTR) {
        ap_word w;
        AP_TRY_OP(ap_load_super(c, ARGS(sp - 3), NAME(arg >> 2), &w));
        sp -= 3;
        if (arg & 1)
            PUSH(AP_NULL);
        PUSH(w);
        FORGET();
        NEXT();
    }
    OP(STORE_ATTR) {
        AP_TRY_OP(ap_setattr(c, PEEK(1), NAME(arg), PEEK(2)));
        sp -= 2;
        FORGET();
        NEXT();
    }
    OP(DELETE_ATTR) {
        AP_TRY_OP(ap_setattr(c, PEEK(1), NAME(arg), AP_NULL));
        sp--;
        FORGET();
        NEXT();
    }

    /* ---- operators ------------------------------------------------- */
    OP(BINARY_OP) {
        ap_word b = PEEK(1), a = PEEK(2), w;
        int64_t sum;
        if (TELLS && c->event) {
            c->event->left = a;
            c->event->right = b;
        }
        /* Small ints: 2i + 1 and 2k + 1 add up to 2(i + k) + 1 plus 1. */
        if ((a & b & 1) && (arg == AP_BIN_ADD
                            || arg == AP_BIN_INPLACE + AP_BIN_ADD)
            && !__builtin_add_overflow((int64_t)a, (int64_t)(b - 1), &sum)) {
            REPLACE(2, (ap_word)sum);
            NEXT();
        }
        if ((a & b & 1) && (arg == AP_BIN_SUB
                            || arg == AP_BIN_INPLACE + AP_BIN_SUB)
            && !__builtin_sub_overflow((int64_t)a, (int64_t)(b - 1), &sum)) {
            REPLACE(2, (ap_word)sum);
            NEXT();
        }
        AP_TRY_OP(ap_binary(c, (int)arg, a, b, &w));
        REPLACE(2, w);
        FORGET();
        NEXT();
    }
    OP(COMPARE_OP) {
        ap_word b = PEEK(1), a = PEEK(2), w;
        if (TELLS && c->event) {
            c->event->left = a;
            c->event->right = b;
        }
        if (a & b & 1)
            w = ap_compare_small((int)(arg >> 4), (int64_t)a, (int64_t)b);
        else
            AP_TRY_OP(ap_compare(c, (int)(arg >> 4), a, b, &w));
        REPLACE(2, w);
        FORGET();
        NEXT();
    }
    OP(IS_OP) {
        bool is = PEEK(1) == PEEK(2);
        REPLACE(2, ap_from_bool(is != (arg & 1)));
        NEXT();
    }
    OP(CONTAINS_OP) {
        bool has = false;
        AP_TRY_OP(ap_contains(c, PEEK(2), PEEK(1), &has));
        REPLACE(2, ap_from_bool(has != (arg & 1)));
        FORGET();
        NEXT();
    }
    OP(UNARY_NEGATIVE) {
        ap_word w;
        AP_TRY_OP(ap_unary(c, AP_OP_UNARY_NEGATIVE, PEEK(1), &w));
        REPLACE(1, w);
        FORGET();
        NEXT();
    }
    OP(UNARY_NOT) {
        bool truth = PEEK(1) == AP_TRUE;
        if (!truth && PEEK(1) != AP_FALSE)
            AP_TRY_OP(ap_truth(c, PEEK(1), &truth));
        REPLACE(1, ap_from_bool(!truth));
        FORGET();
        NEXT();
    }
    OP(UNARY_INVERT) {
        ap_word w;
        AP_TRY_OP(ap_unary(c, AP_OP_UNARY_INVERT, PEEK(1), &w));
        REPLACE(1, w);
        FORGET();
        NEXT();
    }

    /* ---- items and slices ------------------------------------------ */
    OP(BINARY_SUBSCR) {
        ap_word w;
        AP_TRY_OP(ap_getitem(c, PEEK(2), PEEK(1), &w));
        REPLACE(2, w);
        FORGET();
        NEXT();
    }
    OP(STORE_SUBSCR) {
        ap_word old = TELLS && c->event
            ? ap_item_now(c, PEEK(2), PEEK(1)) : AP_NULL;
        AP_TRY_OP(ap_setitem(c, PEEK(2), PEEK(1), PEEK(3)));
        if (TELLS && c->event && c->event->naccesses) {
            c->event->old = old;
            c->event->value = PEEK(3);
        }
        sp -= 3;
        FORGET();
        NEXT();
    }
    OP(DELETE_SUBSCR) {
        AP_TRY_OP(ap_delitem(c, PEEK(2), PEEK(1)));
        sp -= 2;
        FORGET();
        NEXT();
    }
    OP(BINARY_SLICE) {
        ap_word slice, w;
        AP_TRY_OP(ap_slice_new(c, PEEK(2), PEEK(1), AP_NONE, &slice));
        AP_TRY_OP(ap_getitem(c, PEEK(3), slice, &w));
        REPLACE(3, w);
        FORGET();
        NEXT();
    }
    OP(STORE_SLICE) {
        ap_word slice;
        AP_TRY_OP(ap_slice_new(c, PEEK(2), PEEK(1), AP_NONE, &slice));
        AP_TRY_OP(ap_setitem(c, PEEK(3), slice, PEEK(4)));
        sp -= 4;
        FORGET();
        NEXT();
    }
    OP(BUILD_SLICE) {
        ap_word slice;
        const ap_word *a = ARGS(sp - arg);
        AP_TRY_OP(ap_slice_new(c, a[0], a[1], arg == 3 ? a[2] : AP_NONE,
                               &slice));
        REPLACE(arg, slice);
        NEXT();
    }

    /* ---- jumps ----------------------------------------------------- */
    OP(POP_JUMP_IF_TRUE) {
        ap_word w = PEEK(1);
        bool truth = w == AP_TRUE, asked = w != AP_TRUE && w != AP_FALSE;
        if (asked)
            AP_TRY_OP(ap_truth(c, w, &truth));
        c->switches = (uint8_t)((asked ? YES_39 : 0) | (truth ? TAKEN_310 : 0));
        sp--;
        if (truth)
            pc += arg;
        FORGET();
        NEXT();
    }
    OP(POP_JUMP_IF_FALSE) {
        ap_word w = PEEK(1);
        bool truth = w == AP_TRUE, asked = w != AP_TRUE && w != AP_FALSE;
        if (asked)
            AP_TRY_OP(ap_truth(c, w, &truth));
        c->switches = (uint8_t)((asked ? YES_39 : 0) | (truth ? 0 : TAKEN_310));
        sp--;
        if (!truth)
            pc += arg;
        FORGET();
        NEXT();
    }
    OP(POP_JUMP_IF_NONE) {
        bool is = PEEK(1) == AP_NONE;
        c->switches = is ? TAKEN_310 : 0;
        sp--;
        if (is)
            pc += arg;
        NEXT();
    }
    OP(POP_JUMP_IF_NOT_NONE) {
        bool is = PEEK(1) == AP_NONE;
        c->switches = is ? 0 : TAKEN_310;
        sp--;
        if (!is)
            pc += arg;
        NEXT();
    }
    OP(JUMP_FORWARD) {
        pc += arg;
        NEXT();
    }
    OP(JUMP_BACKWARD) {
        pc -= arg;
        NEXT();
    }
    OP(JUMP_BACKWARD_NO_INTERRUPT) {
        pc -= arg;
        NEXT();
    }

    /* ---- iteration and generators ---------------------------------- */
    OP(GET_ITER) {
        ap_word w;
        AP_TRY_OP(ap_iter(c, PEEK(1), &w));
        REPLACE(1, w);
        FORGET();
        NEXT();
    }
    OP(GET_YIELD_FROM_ITER) {
        ap_word w = PEEK(1);
        if (ap_kind_of(c, w) != AP_KIND_GENERATOR)
            AP_TRY_OP(ap_iter(c, w, &w));
        REPLACE(1, w);
        FORGET();
        NEXT();
    }
    OP(FOR_ITER) {
        ap_word iter = PEEK(1), w = AP_NULL;
        if (ap_head_of(c, iter)->kind == AP_KIND_GENERATOR && !c->memo) {
            if (ap_get(c, iter, AP_GEN_STATE) != AP_GEN_DONE) {
                ret = ap_gen_resume(c, iter, AP_NONE, f);
                if (ret != AP_CALLED)
                    goto failed;
                COMMIT();
                RELOAD();
            }
        } else {
            AP_TRY_OP(ap_next(c, iter, &w));
        }
        if (w) {
            PUSH(w);
        } else {
            sp--;
            pc += arg + 1;
        }
        FORGET();
        NEXT();
    }
    OP(END_FOR) {
        sp -= 2;
        NEXT();
    }
    OP(SEND) {
        ap_word to = PEEK(2), w = PEEK(1);
        bool ended = false;
        if (ap_kind_of(c, to) == AP_KIND_GENERATOR
            && ap_get(c, to, AP_GEN_STATE) != AP_GEN_DONE) {
            ret = ap_gen_resume(c, to, w, f);
            if (ret != AP_CALLED)
                goto failed;
            sp--;
            COMMIT();
            RELOAD();
        }
        AP_TRY_OP(ap_send_value(c, to, w, &w, &ended));
        REPLACE(1, w);
        if (ended)
            pc += arg;
        FORGET();
        NEXT();
    }
    OP(END_SEND) {
        ap_word w = PEEK(1);
        REPLACE(2, w);
        NEXT();
    }
    OP(YIELD_VALUE) {
        ap_word w = PEEK(1), prev = FIELD(AP_FRAME_PREV);
        sp--;
        COMMIT();
        ap_gen_left(c, f, AP_GEN_SUSPENDED);
        ap_store(&t->top, prev);
        ap_deliver(c, prev, AP_ANSWER_VALUE, w);
        RELOAD();
    }
    OP(RETURN_GENERATOR) {
        ap_word prev = FIELD(AP_FRAME_PREV), gen;
        AP_TRY_OP(ap_gen_new(c, f, &gen));
        COMMIT();
        t->depth--;
        ap_store(&t->top, prev);
        ap_deliver(c, prev, AP_ANSWER_VALUE, gen);
        RELOAD();
    }

    /* ---- displays -------------------------------------------------- */
    OP(BUILD_TUPLE) {
        ap_word w;
        AP_TRY_OP(ap_tuple_new(c, ARGS(sp - arg), (int)arg, &w));
        REPLACE(arg, w);
        NEXT();
    }
    OP(BUILD_LIST) {
        ap_word w;
        AP_TRY_OP(ap_list_of(c, sp - arg, (int64_t)arg, &w));
        REPLACE(arg, w);
        NEXT();
    }
    OP(BUILD_SET) {
        ap_word w;
        AP_TRY_OP(ap_set_new(c, AP_KIND_SET, AP_NULL, &w));
        for (uint32_t i = 0; i < arg; i++)
            AP_TRY_OP(ap_set_add(c, w, PEEK(arg - i)));
        REPLACE(arg, w);
        FORGET();
        NEXT();
    }
    OP(BUILD_MAP) {
        ap_word w;
        AP_TRY_OP(ap_dict_new(c, &w));
        for (uint32_t i = 0; i < arg; i++)
            AP_TRY_OP(ap_dict_set(c, w, PEEK(2 * (arg - i)),
                                  PEEK(2 * (arg - i) - 1)));
        REPLACE(2 * arg, w);
        FORGET();
        NEXT();
    }
    OP(BUILD_CONST_KEY_MAP) {
        ap_word w, keys = PEEK(1);
        AP_TRY_OP(ap_dict_new(c, &w));
        for (uint32_t i = 0; i < arg; i++)
            AP_TRY_OP(ap_dict_set(c, w, ap_tuple_at(c, keys, (int)i),
                                  PEEK(arg + 1 - i)));
        REPLACE(arg + 1, w);
        FORGET();
        NEXT();
    }
    OP(BUILD_STRING) {
        ap_word w;
        AP_TRY_OP(ap_join_strs(c, ARGS(sp - arg), (int)arg, &w));
        REPLACE(arg, w);
        NEXT();
    }
    OP(LIST_APPEND) {
        AP_TRY_OP(ap_list_append(c, PEEK(arg + 1), PEEK(1)));
        sp--;
        NEXT();
    }
    OP(SET_ADD) {
        AP_TRY_OP(ap_set_add(c, PEEK(arg + 1), PEEK(1)));
        sp--;
        FORGET();
        NEXT();
    }
    OP(MAP_ADD) {
        AP_TRY_OP(ap_dict_set(c, PEEK(arg + 2), PEEK(2), PEEK(1)));
        sp -= 2;
        FORGET();
        NEXT();
    }
    OP(LIST_EXTEND) {
        AP_TRY_OP(ap_extend_list(c, PEEK(arg + 1), PEEK(1)));
        sp--;
        FORGET();
        NEXT();
    }
    OP(SET_UPDATE) {
        AP_TRY_OP(ap_extend_set(c, PEEK(arg + 1), PEEK(1)));
        sp--;
        FORGET();
        NEXT();
    }
    OP(DICT_UPDATE) {
        AP_TRY_OP(ap_extend_dict(c, PEEK(arg + 1), PEEK(1)));
        sp--;
        FORGET();
        NEXT();
    }
    OP(DICT_MERGE) {
        AP_TRY_OP(ap_merge_kwargs(c, PEEK(arg + 1), PEEK(1),
                                  arg + 3 <= (uint32_t)(sp - fast)
                                      ? PEEK(arg + 3)
                                      : AP_NULL));
        sp--;
        FORGET();
        NEXT();
    }
    OP(UNPACK_SEQUENCE) {
        ap_word seq;
        AP_TRY_OP(ap_unpack(c, PEEK(1), (int64_t)arg, -1, &seq));
        sp--;
        for (uint32_t i = arg; i-- > 0;)
            PUSH(ap_listed_at(c, seq, i));
        FORGET();
        NEXT();
    }
    OP(UNPACK_EX) {
        ap_word seq, rest;
        uint32_t before = arg & 0xff, after = arg >> 8;
        AP_TRY_OP(ap_unpack(c, PEEK(1), before, after, &seq));
        AP_TRY_OP(ap_unpack_rest(c, seq, before, after, &rest));
        int64_t n = ap_listed_len(c, seq);
        sp--;
        for (uint32_t i = 0; i < after; i++)
            PUSH(ap_listed_at(c, seq, n - 1 - i));
        PUSH(rest);
        for (uint32_t i = before; i-- > 0;)
            PUSH(ap_listed_at(c, seq, i));
        FORGET();
        NEXT();
    }
    OP(FORMAT_VALUE) {
        ap_word w, spec = arg & 4 ? PEEK(1) : AP_NULL;
        uint32_t n = arg & 4 ? 2 : 1;
        AP_TRY_OP(ap_format_field(c, PEEK(n), arg & 3, spec, &w));
        REPLACE(n, w);
        FORGET();
        NEXT();
    }

    /* ---- functions and calls --------------------------------------- */
    OP(MAKE_FUNCTION) {
        ap_word w;
        uint32_t n = 1 + (uint32_t)__builtin_popcount(arg & 15);
        AP_TRY_OP(ap_make_function(c, f, ARGS(sp - n), arg, &w));
        REPLACE(n, w);
        NEXT();
    }
    OP(KW_NAMES) {
        PUT(at + AP_FRAME_KWNAMES, CONST(arg));
        NEXT();
    }
    OP(CALL) {
        ap_slot *base = sp - arg - 2;
        ap_word func = GET(base), w;
        uint32_t n = arg + 1;
        if (!func) {
            func = GET(base + 1);
            n = arg;
            if (ap_kind_of(c, func) == AP_KIND_METHOD) {
                /* The same call, taken apart; done again it stays so. */
                PUT(base, ap_get(c, func, 0));
                PUT(base + 1, ap_get(c, func, 1));
                func = GET(base);
                n = arg + 1;
            }
        }
        c->switches = YES_39 | YES_310 | YES_312;
        ret = ap_call(c, func, ARGS(sp - n), (int)n, FIELD(AP_FRAME_KWNAMES),
                      &w);
        if (ret == AP_CALLED && !c->installed) {
            c->switches = 0;
            PUT(at + AP_FRAME_KWNAMES, AP_NULL);
            sp = base;
            COMMIT();
            FORGET();
            RELOAD();
        }
        if (ret != AP_OK)
            goto failed;
        PUT(at + AP_FRAME_KWNAMES, AP_NULL);
        sp = base;
        PUSH(w);
        FORGET();
        MIND_START();
        NEXT();
    }
    OP(CALL_FUNCTION_EX) {
        uint32_t n = 3 + (arg & 1);
        ap_word w;
        c->switches = YES_39 | YES_310 | YES_312;
        ret = ap_call_spread(c, PEEK(n - 1), PEEK(n - 2),
                             arg & 1 ? PEEK(1) : AP_NULL, &w);
        if (ret == AP_CALLED && !c->installed) {
            c->switches = 0;
            sp -= n;
            COMMIT();
            FORGET();
            RELOAD();
        }
        if (ret != AP_OK)
            goto failed;
        REPLACE(n, w);
        FORGET();
        MIND_START();
        NEXT();
    }
    OP(RETURN_VALUE) {
        AP_TRY_OP(ap_return(c, f, PEEK(1)));
        RELOAD();
    }
    OP(RETURN_CONST) {
        AP_TRY_OP(ap_return(c, f, CONST(arg)));
        RELOAD();
    }
    OP(CALL_INTRINSIC_1) {
        ap_word w;
        AP_TRY_OP(ap_intrinsic(c, arg, PEEK(1), &w));
        REPLACE(1, w);
        FORGET();
        NEXT();
    }
    OP(LOAD_BUILD_CLASS) {
        PUSH(c->world->hot.build_class);
        NEXT();
    }
    OP(LOAD_ASSERTION_ERROR) {
        PUSH(ap_exception_class(c, AP_X_AssertionError));
        NEXT();
    }
    OP(IMPORT_NAME) {
        ap_word w = AP_NULL;
        ret = ap_import_name(c, f, NAME(arg), PEEK(1), PEEK(2), &w);
        if (ret == AP_CALLED) {
            /* A module's body runs first; then this is done again. */
            pc--;
            COMMIT();
            RELOAD();
        }
        if (ret != AP_OK)
            goto failed;
        REPLACE(2, w);
        NEXT();
    }
    OP(IMPORT_FROM) {
        ap_word w;
        AP_TRY_OP(ap_import_from(c, PEEK(1), NAME(arg), &w));
        PUSH(w);
        FORGET();
        NEXT();
    }

    /* ---- exceptions ------------------------------------------------ */
    OP(RAISE_VARARGS) {
        AP_TRY_OP(ap_do_raise(c, arg > 0 ? PEEK(arg) : AP_NULL,
                              arg > 1 ? PEEK(1) : AP_NULL));
        NEXT();
    }
    OP(RERAISE) {
        ap_store(&t->raised, PEEK(1));
        t->unwinding = AP_UNWIND_SEARCH;
        ret = AP_RAISE;
        goto failed;
    }
    OP(PUSH_EXC_INFO) {
        ap_word exc = PEEK(1);
        ap_word handled = ap_handled_before(c, f);
        PUT(sp - 1, handled ? handled : AP_NONE);
        PUSH(exc);
        ap_store(&t->handled, exc);
        NEXT();
    }
    OP(POP_EXCEPT) {
        ap_handled_back(c, f, PEEK(1));
        sp--;
        NEXT();
    }
    OP(CHECK_EXC_MATCH) {
        bool is = false;
        AP_TRY_OP(ap_check_match(c, PEEK(2), PEEK(1), &is));
        if (TELLS && is)
            ap_tell(c, AP_EV_CATCH, AP_NULL, -1, PEEK(2));
        PUT(sp - 1, ap_from_bool(is));
        NEXT();
    }
    OP(CLEANUP_THROW) {
        ap_word exc = PEEK(1);
        if (!ap_exc_matches(c, exc,
                            ap_exception_class(c, AP_X_StopIteration))) {
            ap_store(&t->raised, exc);
            t->unwinding = AP_UNWIND_SEARCH;
            ret = AP_RAISE;
            goto failed;
        }
        ap_word args = ap_get(c, exc, AP_EXC_ARGS);
        sp -= 3;
        PUSH(AP_NONE);
        PUSH(ap_tuple_len(c, args) ? ap_tuple_at(c, args, 0) : AP_NONE);
        NEXT();
    }
    OP(BEFORE_WITH) {
        ap_word leave, w;
        AP_TRY_OP(ap_enter_with(c, PEEK(1), &leave, &w));
        PUT(sp - 1, leave);
        PUSH(w);
        FORGET();
        NEXT();
    }
    OP(WITH_EXCEPT_START) {
        ap_word w;
        AP_TRY_OP(ap_exit_with(c, PEEK(4), PEEK(1), &w));
        PUSH(w);
        FORGET();
        NEXT();
    }
    OP(SETUP_ANNOTATIONS) {
        AP_TRY_OP(ap_setup_annotations(c, FIELD(AP_FRAME_NAMES)));
        NEXT();
    }

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
