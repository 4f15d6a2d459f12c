/* Bodies of loop.h: what moves words about: the stack, locals and cells,
 * names, attributes. */

    /* ---- nothing much --------------------------------------------------- */
    OP(NOP) {
        NEXT();
    }
    OP(RESUME) {
        SWITCHES(YES_39 | YES_310 | (arg < 2 ? YES_312 : 0));
        if (arg >= 2)
            NEXT();
        NEXT_OR_STOP();
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
        BODY(LOAD_CONST)
        PUSH(CONST(arg));
        NEXT();
    }

    /* ---- locals and cells ------------------------------------------ */
    OP(LOAD_FAST) {
        BODY(LOAD_FAST)
        PUSH(GET(fast + arg));
        NEXT();
    }
#if AP_MANY
    FAST_OP(LOAD_FAST_LOAD_FAST) {
        PUSH(GET(fast + arg));
        NEXT_IS(LOAD_FAST);
    }
    FAST_OP(LOAD_FAST_LOAD_CONST) {
        PUSH(GET(fast + arg));
        NEXT_IS(LOAD_CONST);
    }
    FAST_OP(STORE_FAST_LOAD_FAST) {
        PUT(fast + arg, PEEK(1));
        sp--;
        NEXT_IS(LOAD_FAST);
    }
#endif
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
        BODY(STORE_FAST)
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
            ? ap_quick_find(c, CACHE, names, NAME(arg))
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
        ap_slot *slot = ap_quick_find(c, CACHE, names, NAME(arg));
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
        ap_slot *slot = ap_quick_find(c, CACHE, globals, name);
        if (slot) {
            w = ap_load(slot);
            TOUCH(AP_AT_GLOBAL, globals, name, false);
        } else {
            slot = ap_quick_find(c, CACHE, ap_load(&c->process->builtins),
                                 name);
            if (AP_LIKELY(slot))
                w = ap_load(slot);
            else
                AP_TRY_OP(ap_load_global(c, f, name, &w));
        }
        if (arg & 1)
            PUSH(AP_NULL);
        PUSH(w);
        NEXT();
    }
    OP(STORE_GLOBAL) {
        ap_word globals = FIELD(AP_FRAME_GLOBALS);
        ap_slot *slot = ap_quick_find(c, CACHE, globals, NAME(arg));
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
        ap_word func, self, obj = PEEK(1), name = NAME(arg >> 1);
        if (arg & 1) {
            func = ap_quick_method(c, CACHE, obj, name);
            if (AP_LIKELY(func)) {
                PUT(sp - 1, func);
                PUSH(obj);
                NEXT();
            }
            AP_TRY_OP(ap_getattr_method(c, obj, name, &func, &self));
            PUT(sp - 1, self ? func : AP_NULL);
            PUSH(self ? self : func);
        } else {
            const ap_slot *slot =
                ap_quick_attr(c, CACHE, obj, name, AP_CF_GETATTRIBUTE);
            if (AP_LIKELY(slot)) {
                func = ap_load(slot);
                TOUCH(AP_AT_ATTR, obj, name, false);
                PUT(sp - 1, func);
                NEXT();
            }
            AP_TRY_OP(ap_getattr(c, obj, name, &func));
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
        ap_word obj = PEEK(1), name = NAME(arg), w = PEEK(2);
        ap_slot *slot = ap_quick_attr(c, CACHE, obj, name, AP_CF_SETATTR);
        if (AP_LIKELY(slot)) {
            ap_publish_into(c, ap_instance_dict(c, obj), w);
            TOUCH(AP_AT_ATTR, obj, name, true);
            if (TELLS && c->event) {
                c->event->old = ap_load(slot);
                c->event->value = w;
            }
            ap_store(slot, w);
            sp -= 2;
            NEXT();
        }
        AP_TRY_OP(ap_setattr(c, obj, name, w));
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
