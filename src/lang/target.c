/* Targets: which expressions can be assigned to or deleted, and what is
 * said where one cannot. */
#include "parse.h"

const char *ap_parse_words(const ap_node *n)
{
    switch (n->kind) {
    case AP_N_ATTR: return "attribute";
    case AP_N_SUBSCR: return "subscript";
    case AP_N_STAR: return "starred";
    case AP_N_NAME: return "name";
    case AP_N_LIST: return "list";
    case AP_N_TUPLE: return "tuple";
    case AP_N_LAMBDA: return "lambda";
    case AP_N_CALL: return "function call";
    case AP_N_GENEXP: return "generator expression";
    case AP_N_YIELD: case AP_N_YIELDFROM: return "yield expression";
    case AP_N_LISTCOMP: return "list comprehension";
    case AP_N_SETCOMP: return "set comprehension";
    case AP_N_DICTCOMP: return "dict comprehension";
    case AP_N_DICT: return "dict literal";
    case AP_N_SET: return "set display";
    case AP_N_FSTRING: return "f-string expression";
    case AP_N_COMPARE: return "comparison";
    case AP_N_IFEXP: return "conditional expression";
    case AP_N_CONST:
        break;
    default: return "expression";
    }
    if (!n->value)
        return "expression";
    switch (n->value->kind) {
    case AP_C_NONE: return "None";
    case AP_C_TRUE: return "True";
    case AP_C_FALSE: return "False";
    case AP_C_ELLIPSIS: return "ellipsis";
    default: return "literal";
    }
}

/* The part that cannot be a target, or NULL. `inside` brackets or not. */
static const ap_node *bad_part(const ap_node *n, ap_targets how, bool *inside)
{
    switch (n->kind) {
    case AP_N_NAME: case AP_N_ATTR: case AP_N_SUBSCR:
        return NULL;
    case AP_N_STAR:
        return how == AP_TARGET_DEL ? n : bad_part(n->left, how, inside);
    case AP_N_TUPLE: case AP_N_LIST:
        for (int i = 0; i < n->items.n; i++) {
            const ap_node *bad = bad_part(n->items.at[i], how, inside);
            if (!bad)
                continue;
            *inside |= n->kind == AP_N_LIST || n->parens
                || i + 1 < n->items.n;
            return bad;
        }
        return NULL;
    default:
        return n;
    }
}

/* Would CPython guess that == was meant? */
static bool maybe_comparison(const ap_node *bad)
{
    if (bad->kind == AP_N_CONST)
        return bad->value && bad->value->kind > AP_C_FALSE;
    return bad->kind != AP_N_GENEXP && bad->kind != AP_N_COMPARE
        && bad->kind != AP_N_BOOL && bad->kind != AP_N_IFEXP
        && bad->kind != AP_N_LAMBDA && bad->kind != AP_N_YIELD
        && bad->kind != AP_N_YIELDFROM && bad->kind != AP_N_STAR
        && !(bad->kind == AP_N_UNARY && bad->op == AP_T_NOT);
}

static void say_bad(ap_parser *p, const ap_node *bad, ap_targets how,
                    bool inside)
{
    const char *words = ap_parse_words(bad);
    if (how == AP_TARGET_DEL)
        ap_parse_wrong(p, bad->pos, "cannot delete %s", words);
    else if (how == AP_TARGET_ASSIGN && (bad->kind == AP_N_YIELD
                                         || bad->kind == AP_N_YIELDFROM))
        ap_parse_wrong(p, bad->pos,
                       "assignment to yield expression not possible");
    else if (how == AP_TARGET_AUG)
        ap_parse_wrong(p, bad->pos,
                       "'%s' is an illegal expression for augmented "
                       "assignment",
                       words);
    else if (how == AP_TARGET_ASSIGN && !inside && maybe_comparison(bad))
        ap_parse_wrong(p, bad->pos,
                       "cannot assign to %s here. Maybe you meant "
                       "'==' instead of '='?",
                       words);
    else
        ap_parse_wrong(p, bad->pos, "cannot assign to %s", words);
}

static void set_ctx(ap_node *n, ap_ctx ctx)
{
    n->ctx = (uint8_t)ctx;
    if (n->kind == AP_N_STAR)
        set_ctx(n->left, ctx);
    else if (n->kind == AP_N_TUPLE || n->kind == AP_N_LIST)
        for (int i = 0; i < n->items.n; i++)
            set_ctx(n->items.at[i], ctx);
}

/* One star at most among the items of each list, and none on its own. */
static void check_stars(ap_parser *p, const ap_node *n)
{
    int stars = 0;
    for (int i = 0; i < n->items.n; i++) {
        const ap_node *item = n->items.at[i];
        if (item->kind == AP_N_STAR && ++stars > 1)
            ap_parse_wrong(p, n->pos,
                           "multiple starred expressions in assignment");
        const ap_node *inner = item->kind == AP_N_STAR ? item->left : item;
        if (inner->kind == AP_N_TUPLE || inner->kind == AP_N_LIST)
            check_stars(p, inner);
    }
}

void ap_parse_make_target(ap_parser *p, ap_node *n, ap_targets how)
{
    bool inside = n->parens;
    if (p->panic)
        return;
    const ap_node *bad = bad_part(n, how, &inside);
    if (how == AP_TARGET_AUG && n->kind != AP_N_NAME && n->kind != AP_N_ATTR
        && n->kind != AP_N_SUBSCR)
        bad = n;
    if (bad) {
        say_bad(p, bad, how, inside);
        return;
    }
    if (n->kind == AP_N_STAR)
        ap_parse_wrong(p, n->pos,
                       "starred assignment target must be in a list or tuple");
    if (n->kind == AP_N_TUPLE || n->kind == AP_N_LIST)
        check_stars(p, n);
    set_ctx(n, how == AP_TARGET_DEL ? AP_DEL : AP_STORE);
}
