/* Bodies of loop.h: where to go on: jumps, iteration and generators,
 * functions and calls, exceptions. */

    /* ---- jumps ----------------------------------------------------- */
    OP(POP_JUMP_IF_TRUE) {
        ap_word w = PEEK(1);
        bool truth = w == AP_TRUE, asked = w != AP_TRUE && w != AP_FALSE;
        if (asked)
            AP_TRY_OP(ap_truth(c, w, &truth));
        SWITCHES((asked ? YES_39 : 0) | (truth ? TAKEN_310 : 0));
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
        SWITCHES((asked ? YES_39 : 0) | (truth ? 0 : TAKEN_310));
        sp--;
        if (!truth)
            pc += arg;
        FORGET();
        NEXT();
    }
    OP(POP_JUMP_IF_NONE) {
        bool is = PEEK(1) == AP_NONE;
        SWITCHES(is ? TAKEN_310 : 0);
        sp--;
        if (is)
            pc += arg;
        NEXT();
    }
    OP(POP_JUMP_IF_NOT_NONE) {
        bool is = PEEK(1) == AP_NONE;
        SWITCHES(is ? 0 : TAKEN_310);
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
        NEXT_OR_STOP();
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
        BODY(FOR_ITER);
        ap_word iter = PEEK(1), w = ap_quick_next(c, iter);
        if (AP_LIKELY(w)) {
            PUSH(w);
            NEXT();
        }
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
#if AP_MANY
    FAST_OP(FOR_ITER_STORE_FAST) {
        ap_word w = ap_quick_next(c, PEEK(1));
        if (AP_UNLIKELY(!w))
            goto body_FOR_ITER;
        PUSH(w);
        NEXT_IS(STORE_FAST);
    }
#endif
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
        if (AP_LIKELY(ap_kind_of(c, func) == AP_KIND_FUNC
                      && !FIELD(AP_FRAME_KWNAMES))) {
            ap_word callee = ap_quick_frame(c, func, sp - n, n);
            if (AP_LIKELY(callee)) {
                SWITCHES(0);
                sp = base;
                COMMIT();
                if (TELLS)
                    ap_tell(c, AP_EV_CALL, AP_NULL, -1, func);
                ENTER(callee);
            }
        }
        ap_word init = func == GET(base + 1) && !FIELD(AP_FRAME_KWNAMES)
            ? ap_quick_init(c, CACHE, func)
            : AP_NULL;
        if (init) {
            AP_TRY_OP(ap_new(c, AP_KIND_INSTANCE, func, 0, &w));
            /* The instance takes its class's place before the arguments. */
            PUT(base + 1, w);
            ret = ap_call_init(c, init, base + 1, arg + 1);
            if (ret != AP_CALLED) {
                PUT(base + 1, func);
                goto failed;
            }
            SWITCHES(0);
            sp = base;
            COMMIT();
            ENTER(ap_load(&t->top));
        }
        SWITCHES(YES_39 | YES_310 | YES_312);
        STAND();
        ret = ap_call(c, func, ARGS(sp - n), (int)n, FIELD(AP_FRAME_KWNAMES),
                      &w);
        if (ret == AP_CALLED && !c->installed) {
            SWITCHES(0);
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
        SWITCHES(YES_39 | YES_310 | YES_312);
        STAND();
        ret = ap_call_spread(c, PEEK(n - 1), PEEK(n - 2),
                             arg & 1 ? PEEK(1) : AP_NULL, &w);
        if (ret == AP_CALLED && !c->installed) {
            SWITCHES(0);
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
#define RETURN(value)                                                          \
    do {                                                                       \
        ap_word w = (value), prev = ap_quick_return(c, f, &w);                 \
        if (AP_LIKELY(prev)) {                                                 \
            if (TELLS)                                                         \
                ap_tell(c, AP_EV_RETURN, AP_NULL, -1, w);                      \
            LEAVE(prev, w);                                                    \
        }                                                                      \
        AP_TRY_OP(ap_return(c, f, w));                                         \
        RELOAD();                                                              \
    } while (0)
    OP(RETURN_VALUE) {
        RETURN(PEEK(1));
    }
    OP(RETURN_CONST) {
        RETURN(CONST(arg));
    }
#undef RETURN
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
