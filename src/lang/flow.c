/* Blocks: built from gen's instructions, asked, freed.
 *
 * A block starts at each label, and after each jump or exit. Setting up a
 * handler does not end one. */
#include "flow.h"

#include <string.h>

/* ---- instructions ---------------------------------------------------- */

bool ap_ins_pushes_block(int op)
{
    return op == AP_X_SETUP_FINALLY || op == AP_X_SETUP_CLEANUP
        || op == AP_X_SETUP_WITH;
}

bool ap_ins_is_jump(int op)
{
    return op == AP_X_JUMP || op == AP_X_JUMP_NO_INTERRUPT;
}

bool ap_ins_jumps(int op)
{
    if (op >= AP_OP_COUNT)
        return ap_ins_is_jump(op);
    return ap_ops[op].arg == AP_ARG_FWD || ap_ops[op].arg == AP_ARG_BACK;
}

bool ap_ins_has_target(int op)
{
    return ap_ins_jumps(op) || ap_ins_pushes_block(op);
}

bool ap_ins_exits(int op)
{
    return op == AP_OP_RETURN_VALUE || op == AP_OP_RETURN_CONST
        || op == AP_OP_RAISE_VARARGS || op == AP_OP_RERAISE;
}

int ap_ins_effect(const ap_ins *ins, bool jump)
{
    switch (ins->op) {
    case AP_X_JUMP: case AP_X_JUMP_NO_INTERRUPT: case AP_X_POP_BLOCK:
        return 0;
    case AP_X_SETUP_FINALLY: case AP_X_SETUP_WITH:
        return jump;
    case AP_X_SETUP_CLEANUP:
        return jump ? 2 : 0;
    case AP_X_STORE_FAST_MAYBE_NULL:
        return -1;
    default:
        return ap_op_effect((ap_opcode)ins->op, ins->arg, jump);
    }
}

/* ---- blocks ---------------------------------------------------------- */

ap_block *ap_flow_block(ap_flow *f)
{
    ap_block *b = ap_alloc(sizeof *b);
    b->label = AP_NO_LABEL;
    b->depth = -1;
    b->listed = f->made;
    f->made = b;
    return b;
}

ap_ins *ap_block_add(ap_block *b, ap_ins ins)
{
    if (b->n == b->cap) {
        b->cap = b->cap ? 2 * b->cap : 8;
        b->ins = ap_realloc(b->ins, (size_t)b->cap * sizeof *b->ins);
    }
    b->ins[b->n] = ins;
    return &b->ins[b->n++];
}

void ap_block_insert(ap_block *b, int at, ap_ins ins)
{
    ap_block_add(b, ins);
    memmove(b->ins + at + 1, b->ins + at,
            (size_t)(b->n - 1 - at) * sizeof *b->ins);
    b->ins[at] = ins;
}

ap_ins *ap_block_last(ap_block *b)
{
    return b->n ? &b->ins[b->n - 1] : NULL;
}

bool ap_block_exits(const ap_block *b)
{
    return b->n && ap_ins_exits(b->ins[b->n - 1].op);
}

bool ap_block_falls_through(const ap_block *b)
{
    if (!b->n)
        return true;
    int op = b->ins[b->n - 1].op;
    return !ap_ins_exits(op) && !ap_ins_is_jump(op);
}

/* ---- building -------------------------------------------------------- */

static uint32_t place_of(const ap_body *body, int label)
{
    return (uint32_t)*(int *)ap_vec_at(&body->labels, (size_t)label);
}

/* Marks the places that have a label: blocks start there. */
static uint8_t *find_targets(const ap_body *body)
{
    uint8_t *is_target = ap_alloc(body->ins.len + 1);
    for (size_t i = 0; i < body->labels.len; i++)
        if (*(int *)ap_vec_at(&body->labels, i) >= 0)
            is_target[place_of(body, (int)i)] = 1;
    return is_target;
}

static bool ends_block(const ap_block *b)
{
    return b->n && (ap_ins_jumps(b->ins[b->n - 1].op) || ap_block_exits(b));
}

/* Pours the instructions into blocks; at[i] is the block that starts at
 * instruction i, where one does. */
static void pour(ap_flow *f, const uint8_t *is_target, ap_block **at)
{
    ap_block *b = f->entry;
    int labels = 0;
    for (size_t i = 0; i < f->body->ins.len; i++) {
        if (ends_block(b) || (is_target[i] && (b->n || b->label >= 0))) {
            b->next = ap_flow_block(f);
            b = b->next;
        }
        if (is_target[i])
            b->label = labels++;
        at[i] = b;
        ap_block_add(b, *(ap_ins *)ap_vec_at(&f->body->ins, i));
    }
}

void ap_flow_build(ap_flow *f, ap_lang *l, ap_body *body)
{
    *f = (ap_flow){.l = l, .body = body};
    f->entry = ap_flow_block(f);
    uint8_t *is_target = find_targets(body);
    ap_block **at = ap_alloc(body->ins.len * sizeof(ap_block *));
    pour(f, is_target, at);
    for (ap_block *b = f->entry; b; b = b->next)
        for (int i = 0; i < b->n; i++)
            if (ap_ins_has_target(b->ins[i].op))
                b->ins[i].target = at[place_of(body, b->ins[i].label)];
    ap_free(is_target);
    ap_free(at);
}

void ap_flow_free(ap_flow *f)
{
    for (ap_block *b = f->made, *before; b; b = before) {
        before = b->listed;
        ap_free(b->ins);
        ap_free(b);
    }
    *f = (ap_flow){0};
}
