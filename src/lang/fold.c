/* Folding: what can be worked out before the program runs, as CPython 3.12
 * does on its tree, so that the bytecode is the same. Whatever would raise
 * an exception or grow large is left for the run. */
#include "fold.h"

#include <string.h>

static void expr(ap_lang *l, ap_node *n);

static void exprs(ap_lang *l, ap_nodes list)
{
    for (int i = 0; i < list.n; i++)
        expr(l, list.at[i]);
}

static void become_const(ap_lang *l, ap_node *n, ap_const k)
{
    n->kind = AP_N_CONST;
    n->value = ap_arena_alloc(l->keep, sizeof k);
    *n->value = k;
}

/* not (a is b) -> a is not b, and the like. */
static void flip_comparison(ap_node *n)
{
    ap_node *inner = n->left;
    if (n->op != AP_T_NOT || inner->kind != AP_N_COMPARE
        || inner->items.n != 1 || inner->ops[0] < AP_CMP_IS)
        return;
    static const int flipped[] = {AP_CMP_IS_NOT, AP_CMP_IS, AP_CMP_NOT_IN,
                                  AP_CMP_IN};
    inner->ops[0] = flipped[inner->ops[0] - AP_CMP_IS];
    *n = *inner;
}

static void unary(ap_lang *l, ap_node *n)
{
    ap_const k;
    if (!ap_node_is_const(n->left))
        flip_comparison(n);
    else if (ap_fold_unary(l, n->op, n->left->value, &k))
        become_const(l, n, k);
}

static void binary(ap_lang *l, ap_node *n)
{
    ap_const k;
    if (n->op == AP_BIN_MOD && ap_node_is_str(n->left)
        && n->right->kind == AP_N_TUPLE && ap_fold_format(l, n))
        return;
    if (ap_node_is_const(n->left) && ap_node_is_const(n->right)
        && ap_fold_binary(l, n->op, n->left->value, n->right->value, &k))
        become_const(l, n, k);
}

/* The list or set that a loop goes over, or `in` looks into, is a tuple or
 * frozenset: nobody else can see it. */
static void iterated(ap_lang *l, ap_node *n)
{
    if (n->kind == AP_N_LIST && !ap_nodes_any_star(n->items)) {
        n->kind = AP_N_TUPLE;
        if (ap_nodes_all_const(n->items))
            become_const(l, n, ap_const_items(l, AP_C_TUPLE, n->items));
    } else if (n->kind == AP_N_SET && ap_nodes_all_const(n->items)) {
        become_const(l, n, ap_const_items(l, AP_C_FROZENSET, n->items));
    }
}

static void compare(ap_lang *l, ap_node *n)
{
    int last = n->items.n - 1;
    if (n->ops[last] >= AP_CMP_IN)
        iterated(l, n->items.at[last]);
}

static void subscript(ap_lang *l, ap_node *n)
{
    ap_const k;
    if (n->ctx == AP_LOAD && ap_node_is_const(n->left)
        && ap_node_is_const(n->right)
        && ap_fold_index(l, n->left->value, n->right->value, &k))
        become_const(l, n, k);
}

static void params(ap_lang *l, ap_params *ps)
{
    for (int i = 0; i < ps->n; i++)
        expr(l, ps->at[i].dflt);
    for (int i = 0; i < ps->nkwonly; i++)
        expr(l, ps->kwonly[i].dflt);
}

static void expr(ap_lang *l, ap_node *n)
{
    if (!n)
        return;
    expr(l, n->left);
    expr(l, n->right);
    expr(l, n->extra);
    exprs(l, n->items);
    exprs(l, n->body);
    switch ((ap_kind)n->kind) {
    case AP_N_UNARY: unary(l, n); return;
    case AP_N_BINARY: binary(l, n); return;
    case AP_N_COMPARE: compare(l, n); return;
    case AP_N_SUBSCR: subscript(l, n); return;
    case AP_N_COMPFOR: iterated(l, n->right); return;
    case AP_N_LAMBDA: params(l, n->params); return;
    case AP_N_NAME:
        if (n->ctx == AP_LOAD && strcmp(n->name, "__debug__") == 0)
            become_const(l, n, (ap_const){.kind = AP_C_TRUE});
        return;
    case AP_N_TUPLE:
        if (n->ctx == AP_LOAD && ap_nodes_all_const(n->items))
            become_const(l, n, ap_const_items(l, AP_C_TUPLE, n->items));
        return;
    default:
        return;
    }
}

static void statement(ap_lang *l, ap_node *n)
{
    expr(l, n->left);
    expr(l, n->right);
    switch ((ap_kind)n->kind) {
    case AP_N_TRY:
        for (int i = 0; i < n->items.n; i++) {
            expr(l, n->items.at[i]->left);
            ap_fold_body(l, n->items.at[i]->body);
        }
        ap_fold_body(l, n->final);
        break;
    case AP_N_FUNCTION:
        params(l, n->params);
        exprs(l, n->final);
        break;
    case AP_N_CLASS:
        exprs(l, n->items);
        exprs(l, n->orelse);
        exprs(l, n->final);
        ap_fold_body(l, n->body);
        return;
    case AP_N_FOR:
        iterated(l, n->right);
        break;
    default:
        exprs(l, n->items);
        break;
    }
    ap_fold_body(l, n->body);
    ap_fold_body(l, n->orelse);
}

void ap_fold_body(ap_lang *l, ap_nodes body)
{
    for (int i = 0; i < body.n; i++)
        statement(l, body.at[i]);
}
