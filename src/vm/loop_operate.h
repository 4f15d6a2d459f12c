/* Bodies of loop.h: operators, items and slices, displays. */

    /* ---- operators ------------------------------------------------- */
#define BINARY(op)                                                             \
    do {                                                                       \
        ap_word b = PEEK(1), a = PEEK(2), w;                                   \
        TELL_OPERANDS(a, b);                                                   \
        if (AP_LIKELY(((a & b & 1) && ap_quick_ints((op), a, b, &w))           \
                      || ap_quick_floats(c, (op), a, b, &w))) {                \
            REPLACE(2, w);                                                     \
            NEXT();                                                            \
        }                                                                      \
        AP_TRY_OP(ap_binary(c, (int)arg, a, b, &w));                           \
        REPLACE(2, w);                                                         \
        FORGET();                                                              \
        NEXT();                                                                \
    } while (0)
#define COMPARE(cmp)                                                           \
    do {                                                                       \
        ap_word b = PEEK(1), a = PEEK(2), w;                                   \
        bool is;                                                               \
        TELL_OPERANDS(a, b);                                                   \
        if (AP_LIKELY(ap_quick_compare(c, (cmp), a, b, &is)))                  \
            NEXT_JUMP(is);                                                     \
        AP_TRY_OP(ap_compare(c, (cmp), a, b, &w));                             \
        REPLACE(2, w);                                                         \
        FORGET();                                                              \
        NEXT();                                                                \
    } while (0)

    OP(BINARY_OP) {
        BINARY((int)arg % AP_BIN_INPLACE);
    }
    OP(COMPARE_OP) {
        COMPARE((int)(arg >> 4));
    }
#if AP_MANY
#    define X(name, op, number)                                                \
        FAST_OP(name) {                                                        \
            BINARY(number);                                                    \
        }
    AP_FAST_BINARIES(X)
#    undef X
#    define X(name, op, number)                                                \
        FAST_OP(name) {                                                        \
            COMPARE(number);                                                   \
        }
    AP_FAST_COMPARES(X)
#    undef X
#endif
#undef BINARY
#undef COMPARE
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
        ap_word w, key = PEEK(1), obj = PEEK(2);
        const ap_slot *slot = ap_quick_item(c, obj, key);
        if (AP_LIKELY(slot)) {
            w = ap_load(slot);
            if (TELLS && c->event)
                ap_tell_item(c, obj, key);
            REPLACE(2, w);
            NEXT();
        }
        if (ap_is_plain(c, obj, AP_KIND_DICT)
            && (w = ap_dict_quick(c, obj, key)) != AP_NULL) {
            TOUCH(AP_AT_ITEM, obj, key, false);
            REPLACE(2, w);
            NEXT();
        }
        AP_TRY_OP(ap_getitem(c, obj, key, &w));
        REPLACE(2, w);
        FORGET();
        NEXT();
    }
    OP(STORE_SUBSCR) {
        ap_slot *slot = TELLS ? NULL : ap_quick_item(c, PEEK(2), PEEK(1));
        if (AP_LIKELY(slot)
            && ap_head_of(c, PEEK(2))->kind == AP_KIND_LIST) {
            ap_publish_into(c, PEEK(2), PEEK(3));
            ap_store(slot, PEEK(3));
            sp -= 3;
            NEXT();
        }
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
        ap_word seq = PEEK(1);
        const ap_slot *items = ap_quick_items(c, seq, arg);
        if (AP_LIKELY(items)) {
            if (TELLS && ap_head_of(c, seq)->kind == AP_KIND_LIST)
                ap_touch_walk(c, seq);
            sp--;
            for (uint32_t i = arg; i-- > 0;)
                PUSH(ap_load(items + i));
            NEXT();
        }
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
