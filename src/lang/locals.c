/* After the optimiser: constants that nobody loads any more go, and loads of
 * locals that may be unbound are checked at run time.
 *
 * For the second, each of the first 64 locals is a bit, and the bits of what
 * may be unbound flow along the blocks' edges until nothing changes. Locals
 * beyond are judged within their block only. */
#include "flow.h"

enum { TRACKED = 64 };

static bool has_const(int op)
{
    return op < AP_OP_COUNT && ap_ops[op].arg == AP_ARG_CONST;
}

/* The first constant stays: it may be the docstring. */
void ap_flow_drop_consts(ap_flow *f)
{
    ap_vec *consts = &f->body->consts;
    uint32_t *place = ap_alloc(consts->len * sizeof *place + 1);
    if (consts->len)
        place[0] = 1;
    for (ap_block *b = f->entry; b; b = b->next)
        for (int i = 0; i < b->n; i++)
            if (has_const(b->ins[i].op))
                place[b->ins[i].arg] = 1;
    uint32_t kept = 0;
    ap_const *all = consts->data;
    for (size_t i = 0; i < consts->len; i++) {
        if (!place[i])
            continue;
        all[kept] = all[i];
        place[i] = kept++;
    }
    consts->len = kept;
    for (ap_block *b = f->entry; b; b = b->next)
        for (int i = 0; i < b->n; i++)
            if (has_const(b->ins[i].op))
                b->ins[i].arg = place[b->ins[i].arg];
    ap_free(place);
}

/* ---- locals ---------------------------------------------------------- */

static void reach(ap_vec *todo, ap_block *b, uint64_t unsafe)
{
    AP_ASSERT(b);
    if ((b->unsafe | unsafe) == b->unsafe)
        return;
    b->unsafe |= unsafe;
    if (!b->visited)
        ap_vec_push(todo, &b);
    b->visited = true; /* it is in todo */
}

static uint64_t after(ap_ins *ins, uint64_t unsafe)
{
    if (ins->arg >= TRACKED)
        return unsafe;
    uint64_t bit = (uint64_t)1 << ins->arg;
    switch (ins->op) {
    case AP_OP_DELETE_FAST: case AP_OP_LOAD_FAST_AND_CLEAR:
    case AP_X_STORE_FAST_MAYBE_NULL:
        return unsafe | bit;
    case AP_OP_LOAD_FAST:
        if (unsafe & bit)
            ins->op = AP_OP_LOAD_FAST_CHECK;
        return unsafe & ~bit;
    case AP_OP_STORE_FAST: case AP_OP_LOAD_FAST_CHECK:
        return unsafe & ~bit;
    default:
        return unsafe;
    }
}

static void scan(ap_block *b, ap_vec *todo)
{
    uint64_t unsafe = b->unsafe;
    for (int i = 0; i < b->n; i++) {
        if (b->ins[i].except)
            reach(todo, b->ins[i].except, unsafe);
        unsafe = after(&b->ins[i], unsafe);
    }
    if (b->next && ap_block_falls_through(b))
        reach(todo, b->next, unsafe);
    ap_ins *last = ap_block_last(b);
    if (last && ap_ins_jumps(last->op))
        reach(todo, last->target, unsafe);
}

/* Locals beyond the tracked: bound in a block after its first use of them. */
static void scan_many(ap_flow *f)
{
    int extra = f->body->nlocals - TRACKED, number = 0;
    int *bound_in = ap_alloc((size_t)extra * sizeof *bound_in);
    for (ap_block *b = f->entry; b; b = b->next) {
        number++;
        for (int i = 0; i < b->n; i++) {
            ap_ins *ins = &b->ins[i];
            int *bound = ins->arg >= TRACKED
                    && ins->arg < (uint32_t)f->body->nlocals
                ? &bound_in[ins->arg - TRACKED] : NULL;
            if (!bound)
                continue;
            if (ins->op == AP_OP_DELETE_FAST
                || ins->op == AP_OP_LOAD_FAST_AND_CLEAR
                || ins->op == AP_X_STORE_FAST_MAYBE_NULL)
                *bound = number - 1;
            else if (ins->op == AP_OP_LOAD_FAST && *bound != number)
                ins->op = AP_OP_LOAD_FAST_CHECK;
            if (ins->op == AP_OP_STORE_FAST || ins->op == AP_OP_LOAD_FAST_CHECK)
                *bound = number;
        }
    }
    ap_free(bound_in);
}

void ap_flow_check_locals(ap_flow *f)
{
    int n = f->body->nlocals;
    if (n == 0)
        return;
    if (n > TRACKED)
        scan_many(f);
    uint64_t start = 0;
    for (int i = f->body->nparams; i < n && i < TRACKED; i++)
        start |= (uint64_t)1 << i;
    ap_vec todo;
    ap_vec_init(&todo, sizeof(ap_block *));
    for (ap_block *b = f->entry; b; b = b->next) {
        b->visited = false;
        b->unsafe = 0;
    }
    reach(&todo, f->entry, start);
    for (ap_block *b = f->entry; b; b = b->next)
        scan(b, &todo);
    while (todo.len) {
        ap_block *b = *(ap_block **)ap_vec_at(&todo, todo.len - 1);
        ap_vec_pop(&todo);
        b->visited = false;
        scan(b, &todo);
    }
    ap_vec_clear(&todo);
}
