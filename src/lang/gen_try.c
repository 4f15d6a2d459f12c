/* try and with, and the way out of them.
 *
 * A finally block stands twice: once for the way through, once for an
 * exception; and once more for every return, break or continue that passes
 * it. A frame says what such a jump has to clear away. */
#include "gen.h"

/* ---- the way out ----------------------------------------------------- */

static void exit_with_nones(ap_gen *g, ap_pos at)
{
    for (int i = 0; i < 3; i++)
        ap_gen_emit_none(g, at);
    ap_gen_emit_arg(g, AP_OP_CALL, 2, at);
}

static void swap_if(ap_gen *g, bool keep, ap_pos at)
{
    if (keep)
        ap_gen_emit_arg(g, AP_OP_SWAP, 2, at);
}

static void unbind(ap_gen *g, const char *name, ap_pos at)
{
    ap_gen_emit_none(g, at);
    ap_gen_emit_var(g, name, AP_STORE, at);
    ap_gen_emit_var(g, name, AP_DEL, at);
}

static void unwind_finally(ap_gen *g, ap_pos *at, const ap_frame *frame,
                           bool keep)
{
    ap_gen_emit(g, AP_X_POP_BLOCK, *at);
    if (keep)
        ap_gen_push_frame(g, (ap_frame){AP_FRAME_VALUE, AP_NO_LABEL,
                                        AP_NO_LABEL, NULL, NULL});
    ap_gen_body(g, frame->node->final);
    if (keep)
        ap_gen_pop_frame(g);
    *at = AP_NO_POS;
}

static void unwind_with(ap_gen *g, ap_pos *at, const ap_frame *frame,
                        bool keep)
{
    *at = frame->node->pos;
    ap_gen_emit(g, AP_X_POP_BLOCK, *at);
    swap_if(g, keep, *at);
    exit_with_nones(g, *at);
    ap_gen_emit(g, AP_OP_POP_TOP, *at);
    *at = AP_NO_POS;
}

static void unwind_cleanup(ap_gen *g, ap_pos at, const ap_frame *frame,
                           bool keep)
{
    if (frame->name)
        ap_gen_emit(g, AP_X_POP_BLOCK, at);
    swap_if(g, keep, at);
    ap_gen_emit(g, AP_X_POP_BLOCK, at);
    ap_gen_emit(g, AP_OP_POP_EXCEPT, at);
    if (frame->name)
        unbind(g, frame->name, at);
}

void ap_gen_unwind_one(ap_gen *g, ap_pos *at, ap_frame frame, bool keep)
{
    switch (frame.type) {
    case AP_FRAME_WHILE: case AP_FRAME_HANDLER:
        return;
    case AP_FRAME_FOR: case AP_FRAME_VALUE:
        swap_if(g, keep, *at);
        ap_gen_emit(g, AP_OP_POP_TOP, *at);
        return;
    case AP_FRAME_TRY:
        ap_gen_emit(g, AP_X_POP_BLOCK, *at);
        return;
    case AP_FRAME_FINALLY:
        unwind_finally(g, at, &frame, keep);
        return;
    case AP_FRAME_FINALLY_END:
        swap_if(g, keep, *at);
        ap_gen_emit(g, AP_OP_POP_TOP, *at);
        swap_if(g, keep, *at);
        ap_gen_emit(g, AP_X_POP_BLOCK, *at);
        ap_gen_emit(g, AP_OP_POP_EXCEPT, *at);
        return;
    case AP_FRAME_WITH:
        unwind_with(g, at, &frame, keep);
        return;
    case AP_FRAME_CLEANUP:
        unwind_cleanup(g, *at, &frame, keep);
        return;
    }
}

/* While a frame is cleared away it is no longer there for the code that
 * does it; after, all are back. */
const ap_frame *ap_gen_unwind(ap_gen *g, ap_pos *at, bool keep, bool to_loop)
{
    ap_vec *frames = &g->u->frames;
    if (!frames->len)
        return NULL;
    ap_frame top = *(ap_frame *)ap_vec_at(frames, frames->len - 1);
    if (to_loop && (top.type == AP_FRAME_WHILE || top.type == AP_FRAME_FOR))
        return ap_vec_at(frames, frames->len - 1);
    ap_vec_pop(frames);
    ap_gen_unwind_one(g, at, top, keep);
    const ap_frame *loop = ap_gen_unwind(g, at, keep, to_loop);
    size_t which = loop ? (size_t)(loop - (ap_frame *)frames->data) : 0;
    ap_vec_push(frames, &top);
    return loop ? ap_vec_at(frames, which) : NULL;
}

/* ---- try ------------------------------------------------------------- */

/* An exception inside a handler: the one being handled is handled no more. */
static void reraise_outer(ap_gen *g)
{
    ap_gen_emit_arg(g, AP_OP_COPY, 3, AP_NO_POS);
    ap_gen_emit(g, AP_OP_POP_EXCEPT, AP_NO_POS);
    ap_gen_emit_arg(g, AP_OP_RERAISE, 1, AP_NO_POS);
}

static void push_label_frame(ap_gen *g, ap_frametype type, int label,
                             const ap_node *node, const char *name)
{
    ap_gen_push_frame(g, (ap_frame){type, label, AP_NO_LABEL, node, name});
}

/* except … as name: the name is unbound at the end, however it ends. */
static void named_handler(ap_gen *g, ap_node *h, int end)
{
    int failed = ap_gen_new_label(g), body = ap_gen_new_label(g);
    ap_gen_emit_var(g, h->name, AP_STORE, h->pos);
    ap_gen_emit_jump(g, AP_X_SETUP_CLEANUP, failed, h->pos);
    ap_gen_use_label(g, body);
    push_label_frame(g, AP_FRAME_CLEANUP, body, h, h->name);
    ap_gen_body(g, h->body);
    ap_gen_pop_frame(g);
    ap_gen_emit(g, AP_X_POP_BLOCK, AP_NO_POS);
    ap_gen_emit(g, AP_X_POP_BLOCK, AP_NO_POS);
    ap_gen_emit(g, AP_OP_POP_EXCEPT, AP_NO_POS);
    unbind(g, h->name, AP_NO_POS);
    ap_gen_emit_jump(g, AP_X_JUMP, end, AP_NO_POS);
    ap_gen_use_label(g, failed);
    unbind(g, h->name, AP_NO_POS);
    ap_gen_emit_arg(g, AP_OP_RERAISE, 1, AP_NO_POS);
}

static void bare_handler(ap_gen *g, ap_node *h, int end)
{
    int body = ap_gen_new_label(g);
    ap_gen_emit(g, AP_OP_POP_TOP, h->pos);
    ap_gen_use_label(g, body);
    push_label_frame(g, AP_FRAME_CLEANUP, body, h, NULL);
    ap_gen_body(g, h->body);
    ap_gen_pop_frame(g);
    ap_gen_emit(g, AP_X_POP_BLOCK, AP_NO_POS);
    ap_gen_emit(g, AP_OP_POP_EXCEPT, AP_NO_POS);
    ap_gen_emit_jump(g, AP_X_JUMP, end, AP_NO_POS);
}

static void handler(ap_gen *g, ap_node *h, int end)
{
    int next = ap_gen_new_label(g);
    if (h->left) {
        ap_gen_expr(g, h->left);
        ap_gen_emit(g, AP_OP_CHECK_EXC_MATCH, h->pos);
        ap_gen_emit_jump(g, AP_OP_POP_JUMP_IF_FALSE, next, h->pos);
    }
    if (h->name)
        named_handler(g, h, end);
    else
        bare_handler(g, h, end);
    ap_gen_use_label(g, next);
}

static void try_except(ap_gen *g, ap_node *n)
{
    int body = ap_gen_new_label(g), except = ap_gen_new_label(g);
    int end = ap_gen_new_label(g), cleanup = ap_gen_new_label(g);
    ap_gen_emit_jump(g, AP_X_SETUP_FINALLY, except, n->pos);
    ap_gen_use_label(g, body);
    push_label_frame(g, AP_FRAME_TRY, body, n, NULL);
    ap_gen_body(g, n->body);
    ap_gen_pop_frame(g);
    ap_gen_emit(g, AP_X_POP_BLOCK, AP_NO_POS);
    ap_gen_body(g, n->orelse);
    ap_gen_emit_jump(g, AP_X_JUMP, end, AP_NO_POS);
    ap_gen_use_label(g, except);
    ap_gen_emit_jump(g, AP_X_SETUP_CLEANUP, cleanup, AP_NO_POS);
    ap_gen_emit(g, AP_OP_PUSH_EXC_INFO, AP_NO_POS);
    push_label_frame(g, AP_FRAME_HANDLER, AP_NO_LABEL, n, NULL);
    for (int i = 0; i < n->items.n; i++)
        handler(g, n->items.at[i], end);
    ap_gen_pop_frame(g);
    ap_gen_emit_arg(g, AP_OP_RERAISE, 0, AP_NO_POS);
    ap_gen_use_label(g, cleanup);
    reraise_outer(g);
    ap_gen_use_label(g, end);
}

static void try_finally(ap_gen *g, ap_node *n)
{
    int body = ap_gen_new_label(g), end = ap_gen_new_label(g);
    int exit = ap_gen_new_label(g), cleanup = ap_gen_new_label(g);
    ap_gen_emit_jump(g, AP_X_SETUP_FINALLY, end, n->pos);
    ap_gen_use_label(g, body);
    ap_gen_push_frame(g, (ap_frame){AP_FRAME_FINALLY, body, end, n, NULL});
    if (n->items.n)
        try_except(g, n);
    else
        ap_gen_body(g, n->body);
    ap_gen_emit(g, AP_X_POP_BLOCK, AP_NO_POS);
    ap_gen_pop_frame(g);
    ap_gen_body(g, n->final);
    ap_gen_emit_jump(g, AP_X_JUMP, exit, AP_NO_POS);
    ap_gen_use_label(g, end);
    push_label_frame(g, AP_FRAME_FINALLY_END, end, n, NULL);
    ap_gen_emit_jump(g, AP_X_SETUP_CLEANUP, cleanup, AP_NO_POS);
    ap_gen_emit(g, AP_OP_PUSH_EXC_INFO, AP_NO_POS);
    ap_gen_body(g, n->final);
    ap_gen_pop_frame(g);
    ap_gen_emit_arg(g, AP_OP_RERAISE, 0, AP_NO_POS);
    ap_gen_use_label(g, cleanup);
    reraise_outer(g);
    ap_gen_use_label(g, exit);
}

void ap_gen_try(ap_gen *g, ap_node *n)
{
    if (n->final.n)
        try_finally(g, n);
    else
        try_except(g, n);
}

/* ---- with ------------------------------------------------------------ */

/* __exit__ was asked about an exception: a true answer swallows it. */
static void with_answer(ap_gen *g, int cleanup)
{
    int suppress = ap_gen_new_label(g), exit = ap_gen_new_label(g);
    ap_gen_emit_jump(g, AP_OP_POP_JUMP_IF_TRUE, suppress, AP_NO_POS);
    ap_gen_emit_arg(g, AP_OP_RERAISE, 2, AP_NO_POS);
    ap_gen_use_label(g, suppress);
    ap_gen_emit(g, AP_OP_POP_TOP, AP_NO_POS);
    ap_gen_emit(g, AP_X_POP_BLOCK, AP_NO_POS);
    ap_gen_emit(g, AP_OP_POP_EXCEPT, AP_NO_POS);
    ap_gen_emit(g, AP_OP_POP_TOP, AP_NO_POS);
    ap_gen_emit(g, AP_OP_POP_TOP, AP_NO_POS);
    ap_gen_emit_jump(g, AP_X_JUMP, exit, AP_NO_POS);
    ap_gen_use_label(g, cleanup);
    reraise_outer(g);
    ap_gen_use_label(g, exit);
}

void ap_gen_with(ap_gen *g, ap_node *n, int item)
{
    ap_node *one = n->items.at[item];
    int block = ap_gen_new_label(g), final = ap_gen_new_label(g);
    int exit = ap_gen_new_label(g), cleanup = ap_gen_new_label(g);
    ap_gen_expr(g, one->left);
    ap_gen_emit(g, AP_OP_BEFORE_WITH, n->pos);
    ap_gen_emit_jump(g, AP_X_SETUP_WITH, final, n->pos);
    ap_gen_use_label(g, block);
    ap_gen_push_frame(g, (ap_frame){AP_FRAME_WITH, block, final, n, NULL});
    if (one->right)
        ap_gen_expr(g, one->right);
    else
        ap_gen_emit(g, AP_OP_POP_TOP, n->pos);
    if (item + 1 < n->items.n)
        ap_gen_with(g, n, item + 1);
    else
        ap_gen_body(g, n->body);
    ap_gen_emit(g, AP_X_POP_BLOCK, AP_NO_POS);
    ap_gen_pop_frame(g);
    exit_with_nones(g, n->pos);
    ap_gen_emit(g, AP_OP_POP_TOP, n->pos);
    ap_gen_emit_jump(g, AP_X_JUMP, exit, n->pos);
    ap_gen_use_label(g, final);
    ap_gen_emit_jump(g, AP_X_SETUP_CLEANUP, cleanup, n->pos);
    ap_gen_emit(g, AP_OP_PUSH_EXC_INFO, n->pos);
    ap_gen_emit(g, AP_OP_WITH_EXCEPT_START, n->pos);
    with_answer(g, cleanup);
    ap_gen_use_label(g, exit);
}
