/* Nodes: made, asked. */
#include "ast.h"

#include <string.h>

ap_node *ap_node_new(ap_lang *l, ap_kind kind, ap_pos pos)
{
    ap_node *n = ap_arena_alloc(l->scratch, sizeof *n);
    n->kind = (uint8_t)kind;
    n->pos = pos;
    return n;
}

ap_node *ap_node_const(ap_lang *l, ap_const value, ap_pos pos)
{
    ap_node *n = ap_node_new(l, AP_N_CONST, pos);
    n->value = ap_arena_alloc(l->keep, sizeof value);
    *n->value = value;
    return n;
}

ap_nodes ap_nodes_take(ap_lang *l, ap_vec *v)
{
    ap_nodes list = {.n = (int)v->len};
    list.at = ap_arena_alloc(l->scratch, v->len * sizeof *list.at + 1);
    if (v->len)
        memcpy(list.at, v->data, v->len * sizeof *list.at);
    ap_vec_clear(v);
    return list;
}

bool ap_node_is_const(const ap_node *n)
{
    return n && n->kind == AP_N_CONST;
}

bool ap_node_is_str(const ap_node *n)
{
    return ap_node_is_const(n) && n->value->kind == AP_C_STR;
}

bool ap_node_is_name(const ap_node *n, const char *name)
{
    return n && n->kind == AP_N_NAME && strcmp(n->name, name) == 0;
}

bool ap_nodes_any_star(ap_nodes list)
{
    for (int i = 0; i < list.n; i++)
        if (list.at[i]->kind == AP_N_STAR)
            return true;
    return false;
}

bool ap_nodes_all_const(ap_nodes list)
{
    for (int i = 0; i < list.n; i++)
        if (!ap_node_is_const(list.at[i]))
            return false;
    return true;
}

ap_const ap_const_items(ap_lang *l, ap_constkind kind, ap_nodes list)
{
    ap_const *items = ap_arena_alloc(l->keep,
                                     (size_t)list.n * sizeof *items + 1);
    for (int i = 0; i < list.n; i++)
        items[i] = *list.at[i]->value;
    return (ap_const){.kind = kind, .n = (size_t)list.n, .items = items};
}

ap_const ap_const_str(ap_lang *l, const char *s, size_t n)
{
    return (ap_const){.kind = AP_C_STR, .n = n,
                      .s = ap_arena_strndup(l->keep, s, n)};
}

const ap_node *ap_nodes_doc(ap_nodes body)
{
    if (body.n == 0 || body.at[0]->kind != AP_N_EXPR)
        return NULL;
    const ap_node *first = body.at[0]->left;
    return ap_node_is_str(first) ? first : NULL;
}
