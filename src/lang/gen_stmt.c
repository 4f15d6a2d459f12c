/* Statements, but for try and with (gen_try.c), def and class (gen_def.c). */
#include "gen.h"

#include <string.h>

/* ---- frames ---------------------------------------------------------- */

void ap_gen_push_frame(ap_gen *g, ap_frame frame)
{
    if (g->u->frames.len >= AP_BLOCKS_MAX && !g->u->body.failed) {
        ap_pos at = frame.node ? frame.node->pos
                               : (ap_pos){g->u->body.firstline,
                                          g->u->body.firstline, 0, 1};
        ap_lang_wrong(g->l, at, "too many statically nested blocks");
        g->u->body.failed = true;
    }
    ap_vec_push(&g->u->frames, &frame);
}

void ap_gen_pop_frame(ap_gen *g)
{
    ap_vec_pop(&g->u->frames);
}

/* ---- assignments ----------------------------------------------------- */

static void assign(ap_gen *g, ap_node *n)
{
    ap_gen_expr(g, n->left);
    for (int i = 0; i < n->items.n; i++) {
        if (i + 1 < n->items.n)
            ap_gen_emit_arg(g, AP_OP_COPY, 1, n->pos);
        ap_gen_expr(g, n->items.at[i]);
    }
}

/* Loads the target's old value; what a store needs stays under it. */
static void aug_load(ap_gen *g, ap_node *t)
{
    if (t->kind == AP_N_NAME) {
        ap_gen_emit_var(g, t->name, AP_LOAD, t->pos);
        return;
    }
    ap_gen_expr(g, t->left);
    if (t->kind == AP_N_ATTR) {
        ap_gen_emit_arg(g, AP_OP_COPY, 1, t->pos);
        ap_gen_emit_arg(g, AP_OP_LOAD_ATTR, ap_gen_name_index(g, t->name) << 1,
                        ap_gen_attr_pos(t->pos, t));
        return;
    }
    uint32_t words = ap_gen_is_two_slice(t->right) ? 3 : 2;
    if (words == 3)
        ap_gen_slice(g, t->right);
    else
        ap_gen_expr(g, t->right);
    for (uint32_t i = 0; i < words; i++)
        ap_gen_emit_arg(g, AP_OP_COPY, words, t->pos);
    ap_gen_emit(g, words == 3 ? AP_OP_BINARY_SLICE : AP_OP_BINARY_SUBSCR,
                t->pos);
}

static void aug_store(ap_gen *g, ap_node *t)
{
    if (t->kind == AP_N_NAME) {
        ap_gen_emit_var(g, t->name, AP_STORE, t->pos);
        return;
    }
    if (t->kind == AP_N_ATTR) {
        ap_pos at = ap_gen_attr_pos(t->pos, t);
        ap_gen_emit_arg(g, AP_OP_SWAP, 2, at);
        ap_gen_emit_name(g, AP_OP_STORE_ATTR, t->name, at);
        return;
    }
    uint32_t words = ap_gen_is_two_slice(t->right) ? 4 : 3;
    for (uint32_t i = words; i >= 2; i--)
        ap_gen_emit_arg(g, AP_OP_SWAP, i, t->pos);
    ap_gen_emit(g, words == 4 ? AP_OP_STORE_SLICE : AP_OP_STORE_SUBSCR, t->pos);
}

static void augassign(ap_gen *g, ap_node *n)
{
    aug_load(g, n->left);
    ap_gen_expr(g, n->right);
    ap_gen_emit_arg(g, AP_OP_BINARY_OP, (uint32_t)(n->op + AP_BIN_INPLACE),
                    n->pos);
    aug_store(g, n->left);
}

static void evaluate(ap_gen *g, ap_node *n)
{
    if (!n)
        return;
    ap_gen_expr(g, n);
    ap_gen_emit(g, AP_OP_POP_TOP, n->pos);
}

/* The text of an expression as it was written; what stands on further lines
 * follows as it is there. */
static const char *text_at(const ap_gen *g, ap_pos p)
{
    const ap_module *m = ap_image_module(g->l->im, g->l->module);
    ap_str s = {0};
    for (uint32_t i = p.line; i <= p.end_line; i++) {
        const char *line = ap_module_line(m, i);
        size_t from = i == p.line ? p.col : 0;
        size_t to = i == p.end_line ? p.end_col : strlen(line);
        ap_str_putn(&s, line + from, to - from);
    }
    const char *kept = ap_lang_intern(g->l, ap_str_c(&s), s.len);
    ap_str_clear(&s);
    return kept;
}

/* __annotations__[name] = the annotation's text: what a dataclass asks for. As
 * under `from __future__ import annotations`; in class bodies only. */
static void keep_annotation(ap_gen *g, const ap_node *n)
{
    ap_pos at = n->pos;
    ap_gen_emit_const(g, ap_gen_str_const(text_at(g, n->extra->pos)),
                      n->extra->pos);
    ap_gen_emit_name(g, AP_OP_LOAD_NAME,
                     ap_lang_intern(g->l, "__annotations__", 15), at);
    ap_gen_emit_const(g, ap_gen_str_const(n->left->name), at);
    ap_gen_emit(g, AP_OP_STORE_SUBSCR, at);
}

/* The annotation itself is not evaluated; what is annotated is, but for the
 * last step. */
static void annotated(ap_gen *g, ap_node *n)
{
    ap_node *target = n->left;
    if (n->right) {
        ap_gen_expr(g, n->right);
        ap_gen_expr(g, target);
    } else if (target->kind != AP_N_NAME) {
        evaluate(g, target->left);
        if (target->kind == AP_N_SUBSCR && target->right->kind == AP_N_SLICE) {
            evaluate(g, target->right->left);
            evaluate(g, target->right->right);
            evaluate(g, target->right->extra);
        } else if (target->kind == AP_N_SUBSCR) {
            evaluate(g, target->right);
        }
    }
    if (n->op && g->u->scope->kind == AP_SCOPE_CLASS)
        keep_annotation(g, n);
}

static void expression(ap_gen *g, ap_node *n)
{
    if (ap_node_is_const(n->left)) {
        ap_gen_emit(g, AP_OP_NOP, n->pos);
        return;
    }
    ap_gen_expr(g, n->left);
    ap_gen_emit(g, AP_OP_POP_TOP, AP_NO_POS);
}

/* ---- loops and jumps ------------------------------------------------- */

static void if_stmt(ap_gen *g, ap_node *n)
{
    int end = ap_gen_new_label(g);
    int other = n->orelse.n ? ap_gen_new_label(g) : end;
    ap_gen_jump_if(g, n->left, other, false);
    ap_gen_body(g, n->body);
    if (n->orelse.n) {
        ap_gen_emit_jump(g, AP_X_JUMP, end, AP_NO_POS);
        ap_gen_use_label(g, other);
        ap_gen_body(g, n->orelse);
    }
    ap_gen_use_label(g, end);
}

/* The test stands twice: before the loop, and at its end to go round. */
static void while_stmt(ap_gen *g, ap_node *n)
{
    int loop = ap_gen_new_label(g), body = ap_gen_new_label(g);
    int end = ap_gen_new_label(g), other = ap_gen_new_label(g);
    ap_gen_use_label(g, loop);
    ap_gen_push_frame(g, (ap_frame){AP_FRAME_WHILE, loop, end, n, NULL});
    ap_gen_jump_if(g, n->left, other, false);
    ap_gen_use_label(g, body);
    ap_gen_body(g, n->body);
    ap_gen_jump_if(g, n->left, body, true);
    ap_gen_pop_frame(g);
    ap_gen_use_label(g, other);
    ap_gen_body(g, n->orelse);
    ap_gen_use_label(g, end);
}

static void for_stmt(ap_gen *g, ap_node *n)
{
    int start = ap_gen_new_label(g), cleanup = ap_gen_new_label(g);
    int end = ap_gen_new_label(g);
    ap_gen_push_frame(g, (ap_frame){AP_FRAME_FOR, start, end, n, NULL});
    ap_gen_expr(g, n->right);
    ap_gen_emit(g, AP_OP_GET_ITER, n->pos);
    ap_gen_use_label(g, start);
    ap_gen_emit_jump(g, AP_OP_FOR_ITER, cleanup, n->pos);
    ap_gen_expr(g, n->left);
    ap_gen_body(g, n->body);
    ap_gen_emit_jump(g, AP_X_JUMP, start, AP_NO_POS);
    ap_gen_use_label(g, cleanup);
    ap_gen_emit(g, AP_OP_END_FOR, AP_NO_POS);
    ap_gen_pop_frame(g);
    ap_gen_body(g, n->orelse);
    ap_gen_use_label(g, end);
}

static void break_or_continue(ap_gen *g, ap_node *n)
{
    bool is_break = n->kind == AP_N_BREAK;
    ap_pos at = n->pos;
    ap_gen_emit(g, AP_OP_NOP, at);
    const ap_frame *loop = ap_gen_unwind(g, &at, false, true);
    if (!loop) {
        ap_lang_wrong(g->l, n->pos, is_break ? "'break' outside loop"
                      : "'continue' not properly in loop");
        return;
    }
    ap_frame frame = *loop;
    if (is_break)
        ap_gen_unwind_one(g, &at, frame, false);
    ap_gen_emit_jump(g, AP_X_JUMP, is_break ? frame.end : frame.start, at);
}

static void return_stmt(ap_gen *g, ap_node *n)
{
    ap_node *value = n->left;
    bool keep = value && !ap_node_is_const(value);
    ap_pos at = n->pos;
    if (keep) {
        ap_gen_expr(g, value);
    } else if (value) {
        at = value->pos;
        ap_gen_emit(g, AP_OP_NOP, at);
    }
    if (!value || value->pos.line != n->pos.line) {
        at = n->pos;
        ap_gen_emit(g, AP_OP_NOP, at);
    }
    ap_gen_unwind(g, &at, keep, false);
    if (!value)
        ap_gen_emit_none(g, at);
    else if (!keep)
        ap_gen_emit_const(g, *value->value, at);
    ap_gen_emit(g, AP_OP_RETURN_VALUE, at);
}

/* ---- the rest -------------------------------------------------------- */

static void assert_stmt(ap_gen *g, ap_node *n)
{
    int end = ap_gen_new_label(g);
    ap_gen_jump_if(g, n->left, end, true);
    ap_gen_emit(g, AP_OP_LOAD_ASSERTION_ERROR, n->pos);
    if (n->right) {
        ap_gen_expr(g, n->right);
        ap_gen_emit_arg(g, AP_OP_CALL, 0, n->pos);
    }
    ap_gen_emit_arg(g, AP_OP_RAISE_VARARGS, 1, n->pos);
    ap_gen_use_label(g, end);
}

static void raise_stmt(ap_gen *g, ap_node *n)
{
    if (n->left)
        ap_gen_expr(g, n->left);
    if (n->right)
        ap_gen_expr(g, n->right);
    ap_gen_emit_arg(g, AP_OP_RAISE_VARARGS,
                    (n->left != NULL) + (uint32_t)(n->right != NULL), n->pos);
}

/* import a.b.c as d: c, found step by step. */
static void import_as(ap_gen *g, const ap_node *one, ap_pos at)
{
    const char *dot = strchr(one->name, '.');
    if (!dot) {
        ap_gen_emit_var(g, one->alias, AP_STORE, at);
        return;
    }
    for (;;) {
        const char *name = dot + 1;
        dot = strchr(name, '.');
        size_t n = dot ? (size_t)(dot - name) : strlen(name);
        ap_gen_emit_name(g, AP_OP_IMPORT_FROM, ap_lang_intern(g->l, name, n),
                         at);
        if (!dot)
            break;
        ap_gen_emit_arg(g, AP_OP_SWAP, 2, at);
        ap_gen_emit(g, AP_OP_POP_TOP, at);
    }
    ap_gen_emit_var(g, one->alias, AP_STORE, at);
    ap_gen_emit(g, AP_OP_POP_TOP, at);
}

static void import_stmt(ap_gen *g, ap_node *n)
{
    for (int i = 0; i < n->items.n; i++) {
        const ap_node *one = n->items.at[i];
        ap_gen_emit_const(g, (ap_const){.kind = AP_C_INT}, n->pos);
        ap_gen_emit_none(g, n->pos);
        ap_gen_emit_name(g, AP_OP_IMPORT_NAME, one->name, n->pos);
        if (one->alias)
            import_as(g, one, n->pos);
        else
            ap_gen_emit_var(
                g, ap_lang_intern(g->l, one->name, strcspn(one->name, ".")),
                AP_STORE, n->pos);
    }
}

static void from_stmt(ap_gen *g, ap_node *n)
{
    size_t count = (size_t)n->items.n;
    ap_const *names = ap_arena_alloc(g->l->keep, count * sizeof *names + 1);
    for (int i = 0; i < n->items.n; i++)
        names[i] = ap_gen_str_const(n->items.at[i]->name);
    ap_gen_emit_const(g, (ap_const){.kind = AP_C_INT, .i = n->op}, n->pos);
    ap_gen_emit_const(
        g, (ap_const){.kind = AP_C_TUPLE, .n = count, .items = names}, n->pos);
    ap_gen_emit_name(g, AP_OP_IMPORT_NAME, n->name, n->pos);
    for (int i = 0; i < n->items.n; i++) {
        const ap_node *one = n->items.at[i];
        ap_gen_emit_name(g, AP_OP_IMPORT_FROM, one->name, n->pos);
        ap_gen_emit_var(g, one->alias ? one->alias : one->name, AP_STORE,
                        n->pos);
    }
    ap_gen_emit(g, AP_OP_POP_TOP, n->pos);
}

void ap_gen_stmt(ap_gen *g, ap_node *n)
{
    switch ((ap_kind)n->kind) {
    case AP_N_EXPR: expression(g, n); return;
    case AP_N_ASSIGN: assign(g, n); return;
    case AP_N_AUGASSIGN: augassign(g, n); return;
    case AP_N_ANNASSIGN: annotated(g, n); return;
    case AP_N_RETURN: return_stmt(g, n); return;
    case AP_N_DEL: ap_gen_exprs(g, n->items); return;
    case AP_N_RAISE: raise_stmt(g, n); return;
    case AP_N_ASSERT: assert_stmt(g, n); return;
    case AP_N_PASS:
        ap_gen_emit(g, AP_OP_NOP, n->pos);
        return;
    case AP_N_BREAK: case AP_N_CONTINUE: break_or_continue(g, n); return;
    case AP_N_GLOBAL: case AP_N_NONLOCAL: return;
    case AP_N_IMPORT: import_stmt(g, n); return;
    case AP_N_FROM: from_stmt(g, n); return;
    case AP_N_IF: if_stmt(g, n); return;
    case AP_N_WHILE: while_stmt(g, n); return;
    case AP_N_FOR: for_stmt(g, n); return;
    case AP_N_WITH: ap_gen_with(g, n, 0); return;
    case AP_N_TRY: ap_gen_try(g, n); return;
    case AP_N_FUNCTION: ap_gen_function(g, n); return;
    case AP_N_CLASS: ap_gen_class(g, n); return;
    default:
        ap_bug(__FILE__, __LINE__, "not a statement: %d", n->kind);
    }
}

void ap_gen_body(ap_gen *g, ap_nodes body)
{
    for (int i = 0; i < body.n; i++)
        ap_gen_stmt(g, body.at[i]);
}
