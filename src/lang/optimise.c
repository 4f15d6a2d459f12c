/* The optimiser's frame: unreachable code, empty blocks, jumps to the next
 * block, no-operations. What it does shows in the disassembly, so it does
 * what CPython 3.12 does, in the same order. */
#include "flow.h"

enum { COPY_MAX = 4 }; /* instructions of an exit that is copied */

static void become_nop(ap_ins *ins)
{
    ins->op = AP_OP_NOP;
    ins->arg = 0;
    ins->target = NULL;
}

static ap_block *first_full(ap_block *b)
{
    while (b && b->n == 0)
        b = b->next;
    return b;
}

/* Unlinks empty blocks; what led to one leads to the next full one. */
static void drop_empty(ap_flow *f)
{
    f->entry = first_full(f->entry);
    for (ap_block *b = f->entry; b; b = b->next)
        b->next = first_full(b->next);
    int labels = 0;
    for (ap_block *b = f->entry; b; b = b->next)
        labels = b->label >= labels ? b->label + 1 : labels;
    for (ap_block *b = f->entry; b; b = b->next) {
        for (int i = 0; i < b->n; i++) {
            if (!ap_ins_has_target(b->ins[i].op))
                continue;
            ap_block *full = first_full(b->ins[i].target);
            AP_ASSERT(full);
            b->ins[i].target = full;
            if (full->label < 0)
                full->label = labels++;
        }
    }
}

/* A jump to a few instructions that leave the function is replaced by them. */
static void inline_exits(ap_flow *f)
{
    for (ap_block *b = f->entry; b; b = b->next) {
        ap_ins *last = ap_block_last(b);
        if (!last || !ap_ins_is_jump(last->op))
            continue;
        const ap_block *exit = last->target;
        if (!ap_block_exits(exit) || exit->n > COPY_MAX)
            continue;
        become_nop(last);
        for (int i = 0; i < exit->n; i++)
            ap_block_add(b, exit->ins[i]);
    }
}

/* ---- no-operations --------------------------------------------------- */

/* The line of what comes after block b. */
static uint32_t next_line(const ap_block *b)
{
    const ap_block *next = first_full(b->next);
    for (int i = 0; next && i < next->n; i++)
        if (next->ins[i].op != AP_OP_NOP || next->ins[i].pos.line != AP_NO_LINE)
            return next->ins[i].pos.line;
    return AP_NO_LINE;
}

/* A NOP stays only where it is all that stands for its line. */
static bool nop_can_go(ap_block *b, int i, uint32_t last_line)
{
    uint32_t line = b->ins[i].pos.line;
    if (line == AP_NO_LINE || line == last_line)
        return true;
    if (i + 1 == b->n)
        return b->next && next_line(b) == line;
    ap_ins *next = &b->ins[i + 1];
    if (next->pos.line == AP_NO_LINE) {
        next->pos = b->ins[i].pos;
        return true;
    }
    return next->pos.line == line;
}

static void drop_nops(ap_block *b)
{
    int kept = 0;
    uint32_t last_line = AP_NO_LINE;
    bool any = false; /* last_line is that of an instruction */
    for (int i = 0; i < b->n; i++) {
        if (b->ins[i].op == AP_OP_NOP
            && nop_can_go(b, i, any ? last_line : AP_NO_LINE - 1))
            continue;
        last_line = b->ins[i].pos.line;
        any = true;
        b->ins[kept++] = b->ins[i];
    }
    b->n = kept;
}

void ap_flow_drop_nops(ap_flow *f)
{
    for (ap_block *b = f->entry; b; b = b->next)
        drop_nops(b);
}

/* LOAD_CONST and COPY 1 are undone by a POP_TOP after them. */
static bool drop_pairs_in(ap_block *b, ap_ins **before)
{
    bool dropped = false;
    drop_nops(b);
    if (b->label >= 0)
        *before = NULL;
    for (int i = 0; i < b->n; i++) {
        ap_ins *ins = &b->ins[i], *last = *before;
        *before = ins;
        if (ins->op == AP_OP_POP_TOP && last
            && (last->op == AP_OP_LOAD_CONST
                || (last->op == AP_OP_COPY && last->arg == 1))) {
            become_nop(last);
            become_nop(ins);
            dropped = true;
        }
    }
    if ((*before && ap_ins_jumps((*before)->op)) || !ap_block_falls_through(b))
        *before = NULL;
    return dropped;
}

static void drop_pairs(ap_flow *f)
{
    bool again = true;
    while (again) {
        ap_ins *before = NULL;
        again = false;
        for (ap_block *b = f->entry; b; b = b->next)
            again |= drop_pairs_in(b, &before);
    }
}

/* ---- reachability ---------------------------------------------------- */

static void reach(ap_vec *todo, ap_block *b)
{
    AP_ASSERT(b);
    if (b->predecessors++ == 0)
        ap_vec_push(todo, &b);
}

/* Counts each block's predecessors; what has none is emptied. */
static void drop_unreachable(ap_flow *f)
{
    ap_vec todo;
    ap_vec_init(&todo, sizeof(ap_block *));
    for (ap_block *b = f->entry; b; b = b->next)
        b->predecessors = 0;
    reach(&todo, f->entry);
    while (todo.len) {
        ap_block *b = *(ap_block **)ap_vec_at(&todo, todo.len - 1);
        ap_vec_pop(&todo);
        if (b->next && ap_block_falls_through(b))
            reach(&todo, b->next);
        for (int i = 0; i < b->n; i++)
            if (ap_ins_has_target(b->ins[i].op))
                reach(&todo, b->ins[i].target);
    }
    ap_vec_clear(&todo);
    for (ap_block *b = f->entry; b; b = b->next)
        if (b->predecessors == 0)
            b->n = 0;
}

void ap_flow_drop_jumps(ap_flow *f)
{
    for (ap_block *b = f->entry; b; b = b->next) {
        ap_ins *last = ap_block_last(b);
        if (last && ap_ins_is_jump(last->op) && last->target == b->next)
            become_nop(last);
    }
}

void ap_flow_optimise(ap_flow *f)
{
    drop_empty(f);
    inline_exits(f);
    for (ap_block *b = f->entry; b; b = b->next)
        ap_flow_peephole(f->l, f->body, b);
    drop_pairs(f);
    inline_exits(f);
    drop_unreachable(f);
    ap_flow_drop_nops(f);
    drop_empty(f);
    ap_flow_drop_jumps(f);
}
