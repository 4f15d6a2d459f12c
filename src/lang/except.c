/* Which handler covers which instruction, and how deep the stack is.
 *
 * Both walk the blocks along their edges. SETUP_… opens a handler for what
 * follows, POP_BLOCK closes the innermost. */
#include "flow.h"

/* The handlers open at a place, innermost last. */
typedef struct ap_handlers {
    ap_vec open; /* ap_block * */
} ap_handlers;

static ap_handlers *copy(const ap_handlers *h)
{
    ap_handlers *c = ap_alloc(sizeof *c);
    ap_vec_init(&c->open, sizeof(ap_block *));
    for (size_t i = 0; i < h->open.len; i++)
        ap_vec_push(&c->open, ap_vec_at(&h->open, i));
    return c;
}

static ap_block *innermost(const ap_handlers *h)
{
    if (!h->open.len)
        return NULL;
    return *(ap_block **)ap_vec_at(&h->open, h->open.len - 1);
}

static void reach(ap_vec *todo, ap_block *b, const ap_handlers *h)
{
    if (b->visited)
        return;
    b->visited = true;
    b->handlers = copy(h);
    ap_vec_push(todo, &b);
}

static void open_handler(ap_handlers *h, int setup, ap_block *handler)
{
    ap_vec_push(&h->open, &handler);
    handler->is_handler = true;
    handler->keeps_lasti |= setup != AP_X_SETUP_FINALLY;
}

static void label_block(ap_block *b, ap_vec *todo)
{
    ap_handlers *h = b->handlers;
    b->handlers = NULL;
    for (int i = 0; i < b->n; i++) {
        ap_ins *ins = &b->ins[i];
        if (ap_ins_pushes_block(ins->op)) {
            reach(todo, ins->target, h);
            open_handler(h, ins->op, ins->target);
            continue;
        }
        if (ins->op == AP_X_POP_BLOCK) {
            ap_vec_pop(&h->open);
            continue;
        }
        if (ins->op == AP_OP_YIELD_VALUE)
            ins->arg = (uint32_t)h->open.len;
        ins->except = innermost(h);
        if (ap_ins_jumps(ins->op))
            reach(todo, ins->target, h);
    }
    if (ap_block_falls_through(b) && b->next)
        reach(todo, b->next, h);
    ap_vec_clear(&h->open);
    ap_free(h);
}

void ap_flow_label_handlers(ap_flow *f)
{
    static const ap_handlers none;
    ap_vec todo;
    ap_vec_init(&todo, sizeof(ap_block *));
    reach(&todo, f->entry, &none);
    while (todo.len) {
        ap_block *b = *(ap_block **)ap_vec_at(&todo, todo.len - 1);
        ap_vec_pop(&todo);
        label_block(b, &todo);
    }
    ap_vec_clear(&todo);
}

/* ---- depth ----------------------------------------------------------- */

static void reach_at(ap_vec *todo, ap_block *b, int depth)
{
    AP_ASSERT(b && depth >= 0 && (b->depth < 0 || b->depth == depth));
    if (b->depth >= 0)
        return;
    b->depth = depth;
    ap_vec_push(todo, &b);
}

static int depth_of_block(ap_block *b, ap_vec *todo)
{
    int depth = b->depth, deepest = depth;
    for (int i = 0; i < b->n; i++) {
        const ap_ins *ins = &b->ins[i];
        int next = depth + ap_ins_effect(ins, false);
        if (ap_ins_has_target(ins->op)) {
            int jumped = depth + ap_ins_effect(ins, true);
            deepest = jumped > deepest ? jumped : deepest;
            reach_at(todo, ins->target, jumped);
        }
        depth = next;
        deepest = depth > deepest ? depth : deepest;
    }
    if (ap_block_falls_through(b) && b->next)
        reach_at(todo, b->next, depth);
    return deepest;
}

int ap_flow_depth(ap_flow *f)
{
    ap_vec todo;
    int deepest = 0;
    for (ap_block *b = f->entry; b; b = b->next)
        b->depth = -1;
    ap_vec_init(&todo, sizeof(ap_block *));
    reach_at(&todo, f->entry, 0);
    while (todo.len) {
        ap_block *b = *(ap_block **)ap_vec_at(&todo, todo.len - 1);
        ap_vec_pop(&todo);
        int depth = depth_of_block(b, &todo);
        deepest = depth > deepest ? depth : deepest;
    }
    ap_vec_clear(&todo);
    return deepest;
}
