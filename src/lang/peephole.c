/* Improvements within a block: constant tests, tests against None, constant
 * tuples and returns, jumps to jumps, swaps before stores. What is taken out
 * becomes a NOP; those go later. */
#include "flow.h"

static void become_nop(ap_ins *ins)
{
    ins->op = AP_OP_NOP;
    ins->arg = 0;
    ins->target = NULL;
}

static const ap_const *const_of(const ap_body *body, const ap_ins *ins)
{
    return ap_vec_at(&body->consts, ins->arg);
}

static bool is_true(const ap_const *k)
{
    switch (k->kind) {
    case AP_C_NONE: case AP_C_FALSE: return false;
    case AP_C_INT: return k->i != 0;
    case AP_C_FLOAT: return k->f != 0;
    case AP_C_STR: case AP_C_BYTES: case AP_C_TUPLE: case AP_C_FROZENSET:
        return k->n != 0;
    default: return true;
    }
}

static int op_at(const ap_block *b, int i)
{
    return i < b->n ? b->ins[i].op : AP_OP_NOP;
}

static bool is_test(int op)
{
    return op == AP_OP_POP_JUMP_IF_TRUE || op == AP_OP_POP_JUMP_IF_FALSE;
}

/* `if x is None` jumps on None itself. */
static void none_test(ap_block *b, int i)
{
    bool not_none = b->ins[i + 1].arg
        != (uint32_t)(b->ins[i + 2].op == AP_OP_POP_JUMP_IF_FALSE);
    become_nop(&b->ins[i]);
    become_nop(&b->ins[i + 1]);
    b->ins[i + 2].op = not_none ? AP_OP_POP_JUMP_IF_NOT_NONE
                                : AP_OP_POP_JUMP_IF_NONE;
}

/* k is what the instruction at i puts on the stack. */
static void after_const(ap_block *b, int *i, const ap_ins *load,
                        const ap_const *k)
{
    ap_ins *ins = &b->ins[*i], *next = ins + 1;
    int op = op_at(b, *i + 1);
    if (is_test(op)) {
        become_nop(ins);
        if (is_true(k) == (op == AP_OP_POP_JUMP_IF_TRUE))
            next->op = AP_X_JUMP;
        else
            become_nop(next);
    } else if (op == AP_OP_IS_OP && k->kind == AP_C_NONE
               && is_test(op_at(b, *i + 2))) {
        none_test(b, *i);
    } else if (op == AP_OP_RETURN_VALUE) {
        uint32_t arg = load->arg;
        become_nop(ins);
        next->op = AP_OP_RETURN_CONST;
        next->arg = arg;
        ++*i;
    }
}

/* LOAD_CONST a, LOAD_CONST b, BUILD_TUPLE 2 -> LOAD_CONST (a, b) */
static void fold_tuple(ap_lang *l, ap_body *body, ap_block *b, int i)
{
    int n = (int)b->ins[i].arg;
    if (i < n)
        return;
    for (int k = i - n; k < i; k++)
        if (b->ins[k].op != AP_OP_LOAD_CONST)
            return;
    ap_const *items = ap_arena_alloc(l->keep, (size_t)n * sizeof *items + 1);
    for (int k = 0; k < n; k++) {
        items[k] = *const_of(body, &b->ins[i - n + k]);
        become_nop(&b->ins[i - n + k]);
    }
    ap_const tuple = {.kind = AP_C_TUPLE, .n = (size_t)n, .items = items};
    b->ins[i].op = AP_OP_LOAD_CONST;
    b->ins[i].arg = ap_body_const(l, body, tuple);
}

/* a, b = b, a needs no tuple. True where it was undone. */
static bool undo_tuple(ap_block *b, int i)
{
    ap_ins *ins = &b->ins[i];
    if (op_at(b, i + 1) != AP_OP_UNPACK_SEQUENCE || ins[1].arg != ins->arg
        || ins->arg < 1 || ins->arg > 3)
        return false;
    if (ins->arg == 1)
        become_nop(&ins[1]);
    else
        ins[1].op = AP_OP_SWAP;
    become_nop(ins);
    return true;
}

/* A jump to a jump goes where that one goes, unless a line would get lost. */
static bool thread_jump(ap_ins *ins, const ap_ins *target)
{
    if ((ins->pos.line != target->pos.line
         && target->pos.line != AP_NO_LINE)
        || ins->target == target->target)
        return false;
    ins->target = target->target;
    return true;
}

/* ---- swaps ----------------------------------------------------------- */

enum { SWAP_MAX = 64, DONE = -1 };

/* The run of swaps from i on, done to the numbers 0 to depth - 1. -> its
 * length, or 0 where there is nothing to gain. */
static int run_swaps(const ap_block *b, int i, int *stack, int *depth)
{
    int len = 0, swaps = 0;
    *depth = 0;
    for (; op_at(b, i + len) == AP_OP_SWAP
           || (i + len < b->n && b->ins[i + len].op == AP_OP_NOP); len++) {
        if (b->ins[i + len].op != AP_OP_SWAP)
            continue;
        swaps++;
        if ((int)b->ins[i + len].arg > *depth)
            *depth = (int)b->ins[i + len].arg;
    }
    if (swaps < 2 || *depth > SWAP_MAX)
        return 0;
    for (int k = 0; k < *depth; k++)
        stack[k] = k;
    for (int k = 0; k < len; k++) {
        if (b->ins[i + k].op != AP_OP_SWAP)
            continue;
        int other = (int)b->ins[i + k].arg - 1, top = stack[0];
        AP_ASSERT(other > 0 && other < *depth);
        stack[0] = stack[other];
        stack[other] = top;
    }
    return len;
}

/* Rewrites a run of swaps as the fewest that do the same: each cycle of the
 * permutation, from the last swap backwards. -> the run's last index. */
static int fewest_swaps(ap_block *b, int i)
{
    int stack[SWAP_MAX], depth;
    int len = run_swaps(b, i, stack, &depth), last = i + len - 1;
    if (!len)
        return i;
    int at = last;
    for (int k = 0; k < depth; k++) {
        if (stack[k] == DONE || stack[k] == k)
            continue;
        for (int j = k;;) {
            if (j) {
                b->ins[at].op = AP_OP_SWAP;
                b->ins[at--].arg = (uint32_t)j + 1;
            }
            if (stack[j] == DONE)
                break;
            int next = stack[j];
            stack[j] = DONE;
            j = next;
        }
    }
    for (; at >= i; at--)
        become_nop(&b->ins[at]);
    return last;
}

static bool is_swappable(int op)
{
    return op == AP_OP_STORE_FAST || op == AP_X_STORE_FAST_MAYBE_NULL
        || op == AP_OP_POP_TOP;
}

/* The next store or pop after i, on the line (any, if AP_NO_LINE); or -1. */
static int next_swappable(const ap_block *b, int i, uint32_t line)
{
    while (++i < b->n) {
        if (line != AP_NO_LINE && b->ins[i].pos.line != line)
            return -1;
        if (b->ins[i].op != AP_OP_NOP)
            return is_swappable(b->ins[i].op) ? i : -1;
    }
    return -1;
}

static int64_t stores_to(const ap_ins *ins)
{
    return ins->op == AP_OP_POP_TOP ? -1 : (int64_t)ins->arg;
}

/* May the stores at j and k change places? */
static bool can_exchange(const ap_block *b, int j, int k)
{
    int64_t first = stores_to(&b->ins[j]), last = stores_to(&b->ins[k]);
    if (first < 0 && last < 0)
        return true;
    if (first == last)
        return false;
    for (int i = j + 1; i < k; i++) {
        int64_t between = b->ins[i].op == AP_OP_NOP ? -1
                                                    : stores_to(&b->ins[i]);
        if (between >= 0 && (between == first || between == last))
            return false;
    }
    return true;
}

/* Swaps before stores: the stores change places instead. */
static void apply_swaps(ap_block *b, int i)
{
    for (; i >= 0; i--) {
        ap_ins *swap = &b->ins[i];
        if (swap->op == AP_OP_NOP || is_swappable(swap->op))
            continue;
        if (swap->op != AP_OP_SWAP)
            return;
        int j = next_swappable(b, i, AP_NO_LINE), k = j;
        if (j < 0)
            return;
        for (uint32_t n = swap->arg; n > 1 && k >= 0; n--)
            k = next_swappable(b, k, b->ins[j].pos.line);
        if (k < 0 || !can_exchange(b, j, k))
            return;
        become_nop(swap);
        ap_ins first = b->ins[j];
        b->ins[j] = b->ins[k];
        b->ins[k] = first;
    }
}

/* ---- the pass -------------------------------------------------------- */

/* PUSH_NULL LOAD_GLOBAL f -> LOAD_GLOBAL NULL + f */
static void merge_null(ap_block *b, int i)
{
    if (op_at(b, i + 1) != AP_OP_LOAD_GLOBAL || (b->ins[i + 1].arg & 1))
        return;
    become_nop(&b->ins[i]);
    b->ins[i + 1].arg |= 1;
}

static bool is_threaded(int op)
{
    return is_test(op) || op == AP_X_JUMP || op == AP_OP_POP_JUMP_IF_NONE
        || op == AP_OP_POP_JUMP_IF_NOT_NONE;
}

void ap_flow_peephole(ap_lang *l, ap_body *body, ap_block *b)
{
    ap_ins load = {.op = AP_OP_NOP}; /* the last LOAD_CONST, or not one */
    for (int i = 0; i < b->n; i++) {
        ap_ins *ins = &b->ins[i];
        bool copy = load.op == AP_OP_LOAD_CONST && ins->op == AP_OP_COPY
            && ins->arg == 1;
        if (!copy)
            load = *ins;
        if (load.op == AP_OP_LOAD_CONST) {
            ap_const k = *const_of(body, &load);
            after_const(b, &i, &load, &k);
        } else if (ins->op == AP_OP_BUILD_TUPLE) {
            if (!undo_tuple(b, i))
                fold_tuple(l, body, b, i);
        } else if (is_threaded(ins->op)) {
            const ap_ins *target = &ins->target->ins[0];
            if (target->op == AP_X_JUMP && thread_jump(ins, target))
                i--;
        } else if (ins->op == AP_OP_SWAP && ins->arg == 1) {
            become_nop(ins);
        } else if (ins->op == AP_OP_SWAP) {
            i = fewest_swaps(b, i);
            apply_swaps(b, i);
        } else if (ins->op == AP_OP_PUSH_NULL) {
            merge_null(b, i);
        }
    }
}
