/* What the opcodes' bodies call: one function an opcode that does more than
 * move words. All keep the rules of native functions (native.h). */
#ifndef AP_EXEC_I_H
#define AP_EXEC_I_H

#include "quick_i.h"

/* What ap_step_many gives its loop and gets back. */
typedef struct ap_loop {
    uint64_t left;               /* instructions that it may do still */
    const _Atomic(int) *stop;    /* NULL: nobody asks */
    int policy;
    bool stopped;                /* it stopped for *stop */
} ap_loop;

/* What follows an instruction that did not answer AP_OK. */
ap_ret ap_settle(ap_ctx *c, ap_ret r);
/* One step of whatever is on top of the thread. */
ap_ret ap_run_top(ap_ctx *c, ap_stepped *how);
/* The step's second and last tries after AP_NOROOM. */
ap_ret ap_run_again(ap_ctx *c, ap_stepped *how);
/* Policies under which a switch may follow the opcode by itself. */
extern const uint8_t ap_switch_bits[256], ap_switch_dynamic[256];

/* ---- fasten.c ------------------------------------------------------ */

/* The opcodes of the fast loop alone: name, the opcode that it stands for,
 * and that one's operator or, in a pair, the opcode that must follow. */
#define AP_FAST_BINARIES(X)                                                    \
    X(ADD, BINARY_OP, AP_BIN_ADD) X(SUB, BINARY_OP, AP_BIN_SUB)                \
    X(MUL, BINARY_OP, AP_BIN_MUL) X(TRUEDIV, BINARY_OP, AP_BIN_TRUEDIV)        \
    X(FLOORDIV, BINARY_OP, AP_BIN_FLOORDIV) X(MOD, BINARY_OP, AP_BIN_MOD)      \
    X(AND, BINARY_OP, AP_BIN_AND) X(OR, BINARY_OP, AP_BIN_OR)                  \
    X(XOR, BINARY_OP, AP_BIN_XOR) X(LSHIFT, BINARY_OP, AP_BIN_LSHIFT)          \
    X(RSHIFT, BINARY_OP, AP_BIN_RSHIFT)
#define AP_FAST_COMPARES(X)                                                    \
    X(LT, COMPARE_OP, AP_CMP_LT) X(LE, COMPARE_OP, AP_CMP_LE)                  \
    X(EQ, COMPARE_OP, AP_CMP_EQ) X(NE, COMPARE_OP, AP_CMP_NE)                  \
    X(GT, COMPARE_OP, AP_CMP_GT) X(GE, COMPARE_OP, AP_CMP_GE)
#define AP_FAST_PAIRS(X)                                                       \
    X(LOAD_FAST_LOAD_FAST, LOAD_FAST, AP_OP_LOAD_FAST)                         \
    X(LOAD_FAST_LOAD_CONST, LOAD_FAST, AP_OP_LOAD_CONST)                       \
    X(STORE_FAST_LOAD_FAST, STORE_FAST, AP_OP_LOAD_FAST)                       \
    X(FOR_ITER_STORE_FAST, FOR_ITER, AP_OP_STORE_FAST)
#define AP_FAST_OPS(X)                                                         \
    AP_FAST_BINARIES(X) AP_FAST_COMPARES(X) AP_FAST_PAIRS(X)
enum {
    AP_FAST_BEFORE_ = AP_OP_COUNT - 1,
#define X(name, op, what) AP_FAST_##name,
    AP_FAST_OPS(X)
#undef X
};

/* ---- names.c ------------------------------------------------------- */

ap_word ap_plus_name(const ap_ctx *c, const ap_code *code, uint32_t slot);
ap_ret ap_unbound_local(ap_ctx *c, const ap_code *code, uint32_t slot);
ap_ret ap_unbound_cell(ap_ctx *c, const ap_code *code, uint32_t slot);
ap_ret ap_load_name(ap_ctx *c, ap_word frame, ap_word names, ap_word name,
                    ap_word *out);
ap_ret ap_load_global(ap_ctx *c, ap_word frame, ap_word name, ap_word *out);
ap_ret ap_store_name(ap_ctx *c, ap_word dict, ap_word name, ap_word value);
ap_ret ap_delete_name(ap_ctx *c, ap_word dict, ap_word name);
ap_ret ap_import_name(ap_ctx *c, ap_word frame, ap_word name, ap_word fromlist,
                 ap_word level, ap_word *out);
ap_ret ap_import_from(ap_ctx *c, ap_word module, ap_word name, ap_word *out);
ap_ret ap_setup_annotations(ap_ctx *c, ap_word names);
ap_ret ap_load_super(ap_ctx *c, const ap_word *a, ap_word name, ap_word *out);

/* ---- build.c ------------------------------------------------------- */

ap_ret ap_join_strs(ap_ctx *c, const ap_word *strs, int n, ap_word *out);
ap_ret ap_extend_list(ap_ctx *c, ap_word list, ap_word iterable);
ap_ret ap_extend_set(ap_ctx *c, ap_word set, ap_word iterable);
ap_ret ap_extend_dict(ap_ctx *c, ap_word dict, ap_word mapping);
ap_ret ap_merge_kwargs(ap_ctx *c, ap_word dict, ap_word mapping, ap_word func);
/* The items as a list or tuple; `after` < 0: exactly `before` of them. */
ap_ret ap_unpack(ap_ctx *c, ap_word w, int64_t before, int64_t after,
                 ap_word *out);
ap_ret ap_unpack_rest(ap_ctx *c, ap_word seq, int64_t before, int64_t after,
                      ap_word *out);
ap_word ap_listed_at(const ap_ctx *c, ap_word seq, int64_t i);
int64_t ap_listed_len(const ap_ctx *c, ap_word seq);
ap_ret ap_format_field(ap_ctx *c, ap_word w, uint32_t conversion,
                       ap_word spec, ap_word *out);
ap_ret ap_make_function(ap_ctx *c, ap_word frame, const ap_word *a,
                        uint32_t flags, ap_word *out);
ap_ret ap_call_spread(ap_ctx *c, ap_word func, ap_word args, ap_word kwargs,
                      ap_word *out);
ap_ret ap_gen_new(ap_ctx *c, ap_word frame, ap_word *out);
ap_ret ap_send_value(ap_ctx *c, ap_word to, ap_word sent, ap_word *out,
                     bool *ended);
/* The frame ends with this value: it goes to the one below. */
ap_ret ap_return(ap_ctx *c, ap_word frame, ap_word value);

/* ---- except.c ------------------------------------------------------ */

/* raise; raise exc; raise exc from cause (AP_NULL where not there). */
ap_ret ap_do_raise(ap_ctx *c, ap_word exc, ap_word cause);
ap_ret ap_check_match(ap_ctx *c, ap_word exc, ap_word classes, bool *out);
/* What the frame was handling before, as PUSH_EXC_INFO pushes it. */
ap_word ap_handled_before(const ap_ctx *c, ap_word frame);
void ap_handled_back(ap_ctx *c, ap_word frame, ap_word before);
ap_ret ap_intrinsic(ap_ctx *c, uint32_t which, ap_word w, ap_word *out);
ap_ret ap_enter_with(ap_ctx *c, ap_word manager, ap_word *leave, ap_word *out);
ap_ret ap_exit_with(ap_ctx *c, ap_word leave, ap_word exc, ap_word *out);

/* Stores to a global that is there. */
static inline void ap_store_global(ap_ctx *c, ap_word dict, ap_slot *slot,
                                   ap_word name, ap_word value)
{
    ap_mind_cold(c, dict);
    ap_publish_into(c, dict, value);
    if (c->event) {
        ap_touch(c, AP_AT_GLOBAL, dict, name, true, false);
        c->event->old = ap_load(slot);
        c->event->value = value;
    }
    ap_store(slot, value);
}

#endif
