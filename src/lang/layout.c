/* The order of the blocks, and the line of every instruction.
 *
 * Blocks that only an exception reaches are cold and go to the end. What has
 * no line of its own takes that of where it was come from; an exit with
 * several ways in is copied for each, so that each has its line. */
#include "flow.h"

/* ---- cold blocks ----------------------------------------------------- */

static void reach(ap_vec *todo, ap_block *b, bool *mark)
{
    if (*mark)
        return;
    *mark = true;
    ap_vec_push(todo, &b);
}

static ap_block *pop(ap_vec *todo)
{
    ap_block *b = *(ap_block **)ap_vec_at(todo, todo->len - 1);
    ap_vec_pop(todo);
    return b;
}

static void mark_warm(ap_flow *f, ap_vec *todo)
{
    reach(todo, f->entry, &f->entry->warm);
    while (todo->len) {
        ap_block *b = pop(todo);
        if (b->next && ap_block_falls_through(b))
            reach(todo, b->next, &b->next->warm);
        for (int i = 0; i < b->n; i++)
            if (ap_ins_jumps(b->ins[i].op))
                reach(todo, b->ins[i].target, &b->ins[i].target->warm);
    }
}

static void mark_cold(ap_flow *f, ap_vec *todo)
{
    for (ap_block *b = f->entry; b; b = b->next)
        if (b->is_handler)
            reach(todo, b, &b->cold);
    while (todo->len) {
        ap_block *b = pop(todo);
        if (b->next && ap_block_falls_through(b) && !b->next->warm)
            reach(todo, b->next, &b->next->cold);
        for (int i = 0; i < b->n; i++)
            if (ap_ins_jumps(b->ins[i].op) && !b->ins[i].target->warm)
                reach(todo, b->ins[i].target, &b->ins[i].target->cold);
    }
}

/* Where a cold block ran on into a warm one, it now has to jump. */
static void jump_back(ap_flow *f)
{
    for (ap_block *b = f->entry; b; b = b->next) {
        if (!b->cold || !ap_block_falls_through(b) || !b->next
            || !b->next->warm)
            continue;
        ap_block *jump = ap_flow_block(f);
        ap_block_add(jump, (ap_ins){.op = AP_X_JUMP, .target = b->next,
                                    .pos = AP_NO_POS});
        jump->cold = true;
        jump->next = b->next;
        b->next = jump;
    }
}

void ap_flow_push_cold(ap_flow *f)
{
    ap_vec todo;
    if (!f->entry->next)
        return;
    ap_vec_init(&todo, sizeof(ap_block *));
    mark_warm(f, &todo);
    mark_cold(f, &todo);
    ap_vec_clear(&todo);
    jump_back(f);
    ap_block *cold = NULL, **cold_end = &cold, **at = &f->entry;
    while (*at) {
        if ((*at)->cold) {
            *cold_end = *at;
            cold_end = &(*at)->next;
            *at = (*at)->next;
        } else {
            at = &(*at)->next;
        }
    }
    *cold_end = NULL;
    *at = cold;
    if (cold)
        ap_flow_drop_jumps(f);
}

/* ---- lines ----------------------------------------------------------- */

static bool has_line(const ap_ins *ins)
{
    return ins->pos.line != AP_NO_LINE;
}

static bool is_exit_without_line(const ap_block *b)
{
    if (!ap_block_exits(b))
        return false;
    for (int i = 0; i < b->n; i++)
        if (has_line(&b->ins[i]))
            return false;
    return true;
}

static void copy_exits(ap_flow *f)
{
    for (ap_block *b = f->entry; b; b = b->next) {
        ap_ins *last = ap_block_last(b);
        if (!last || !ap_ins_jumps(last->op))
            continue;
        ap_block *exit = last->target;
        if (!is_exit_without_line(exit) || exit->predecessors <= 1)
            continue;
        ap_block *copy = ap_flow_block(f);
        for (int i = 0; i < exit->n; i++)
            ap_block_add(copy, exit->ins[i]);
        copy->ins[0].pos = last->pos;
        copy->cold = exit->cold;
        copy->predecessors = 1;
        copy->label = 0;
        exit->predecessors--;
        last->target = copy;
        copy->next = exit->next;
        exit->next = copy;
    }
    for (ap_block *b = f->entry; b; b = b->next)
        if (b->n && b->next && ap_block_falls_through(b)
            && is_exit_without_line(b->next))
            b->next->ins[0].pos = ap_block_last(b)->pos;
}

static void inherit(ap_block *b, ap_pos pos)
{
    if (b->predecessors == 1 && b->n && !has_line(&b->ins[0]))
        b->ins[0].pos = pos;
}

static void spread(ap_flow *f)
{
    for (ap_block *b = f->entry; b; b = b->next) {
        ap_pos pos = AP_NO_POS;
        ap_ins *last = ap_block_last(b);
        if (!last)
            continue;
        for (int i = 0; i < b->n; i++) {
            if (has_line(&b->ins[i]))
                pos = b->ins[i].pos;
            else
                b->ins[i].pos = pos;
        }
        if (ap_block_falls_through(b) && b->next)
            inherit(b->next, pos);
        if (ap_ins_jumps(last->op))
            inherit(last->target, pos);
    }
}

/* A return always has a line, if only the one before. */
static void ensure_exits(ap_flow *f)
{
    uint32_t line = f->body->firstline;
    for (ap_block *b = f->entry; b; b = b->next) {
        ap_ins *last = ap_block_last(b);
        if (!last)
            continue;
        if (has_line(last))
            line = last->pos.line;
        else if (last->op == AP_OP_RETURN_VALUE)
            for (int i = 0; i < b->n; i++)
                b->ins[i].pos = (ap_pos){line, line, 0, 0};
    }
}

void ap_flow_lines(ap_flow *f)
{
    copy_exits(f);
    spread(f);
    ensure_exits(f);
}
