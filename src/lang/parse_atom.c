/* Atoms, displays, comprehensions, and the trailers behind an atom. */
#include "parse.h"

static ap_const plain(ap_constkind kind)
{
    return (ap_const){.kind = kind};
}

static void close_bracket(ap_parser *p, ap_tokkind closer, ap_pos last)
{
    if (!ap_parse_take(p, closer))
        ap_parse_wrong_in_brackets(p, last);
}

/* In brackets, `x = 1` is a slip of ==. */
static void check_not_assignment(ap_parser *p, const ap_node *n)
{
    if (p->panic || !ap_parse_at(p, AP_T_ASSIGN))
        return;
    if (n->kind == AP_N_NAME)
        ap_parse_wrong(p, ap_pos_span(n->pos, p->t[1].pos),
                       "invalid syntax. Maybe "
                       "you meant '==' or ':=' instead of '='?");
    else if (n->kind != AP_N_LIST && n->kind != AP_N_TUPLE)
        ap_parse_wrong(p, n->pos,
                       "cannot assign to %s here. Maybe you meant '==' "
                       "instead of '='?",
                       ap_parse_words(n));
}

/* comp_for -> 'for' targets 'in' or ('if' or)* */
static ap_node *comp_for(ap_parser *p)
{
    ap_pos start = p->t->pos;
    if (ap_parse_at(p, AP_T_ASYNC))
        ap_lang_refuse(p->l, ap_parse_next(p)->pos, AP_REFUSE_ASYNC);
    ap_parse_expect(p, AP_T_FOR);
    ap_node *n = ap_node_new(p->l, AP_N_COMPFOR, start);
    ap_vec conditions;
    ap_vec_init(&conditions, sizeof(ap_node *));
    n->left = ap_parse_targets(p);
    ap_parse_make_target(p, n->left, AP_TARGET_FOR);
    ap_parse_expect(p, AP_T_IN);
    n->right = ap_parse_or(p);
    while (ap_parse_take(p, AP_T_IF)) {
        ap_node *condition = ap_parse_or(p);
        ap_vec_push(&conditions, &condition);
    }
    n->items = ap_nodes_take(p->l, &conditions);
    return ap_parse_close(p, n, start);
}

ap_node *ap_parse_comp(ap_parser *p, ap_kind kind, ap_node *elt,
                       ap_node *value, ap_pos start)
{
    ap_node *n = ap_node_new(p->l, kind, start);
    ap_vec fors;
    ap_vec_init(&fors, sizeof(ap_node *));
    if (elt->kind == AP_N_STAR)
        ap_parse_wrong(p, elt->pos,
                       "iterable unpacking cannot be used in comprehension");
    n->left = elt;
    n->right = value;
    while (!p->panic
           && (ap_parse_at(p, AP_T_FOR) || ap_parse_at(p, AP_T_ASYNC))) {
        ap_node *one = comp_for(p);
        ap_vec_push(&fors, &one);
    }
    n->items = ap_nodes_take(p->l, &fors);
    return ap_parse_close(p, n, start);
}

static bool at_comp(const ap_parser *p)
{
    return ap_parse_at(p, AP_T_FOR)
           || (ap_parse_at(p, AP_T_ASYNC) && p->t[1].kind == AP_T_FOR);
}

/* The rest of a display, its first item read: (',' star_expr)* closer.
 * Says whether there was a comma. */
static bool display(ap_parser *p, ap_node *n, ap_node *first,
                    ap_tokkind closer)
{
    ap_vec items;
    ap_vec_init(&items, sizeof(ap_node *));
    ap_node *item = first;
    bool comma = false;
    while (!p->panic) {
        check_not_assignment(p, item);
        ap_vec_push(&items, &item);
        if (!ap_parse_take(p, AP_T_COMMA))
            break;
        comma = true;
        if (ap_parse_at(p, closer))
            break;
        item = ap_parse_star_expr(p);
    }
    n->items = ap_nodes_take(p->l, &items);
    close_bracket(p, closer, item->pos);
    return comma;
}

/* group -> '(' [yield | star_expr comp | star_expr (',' star_expr)*] ')' */
static ap_node *parens(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *tuple = ap_node_new(p->l, AP_N_TUPLE, start);
    if (ap_parse_take(p, AP_T_RPAR))
        return ap_parse_close(p, tuple, start);
    if (ap_parse_at(p, AP_T_YIELD)) {
        ap_node *n = ap_parse_yield(p);
        close_bracket(p, AP_T_RPAR, n->pos);
        return n;
    }
    ap_node *first = ap_parse_star_expr(p);
    if (!p->panic && at_comp(p)) {
        ap_node *n = ap_parse_comp(p, AP_N_GENEXP, first, NULL, start);
        close_bracket(p, AP_T_RPAR, n->pos);
        return ap_parse_close(p, n, start);
    }
    if (!display(p, tuple, first, AP_T_RPAR)) {
        if (first->kind == AP_N_STAR)
            ap_parse_wrong(p, first->pos, "cannot use starred expression here");
        first->parens = true;
        return first;
    }
    tuple->parens = true;
    return ap_parse_close(p, tuple, start);
}

/* list -> '[' [star_expr comp | star_expr (',' star_expr)*] ']' */
static ap_node *list(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_LIST, start);
    if (ap_parse_take(p, AP_T_RSQB))
        return ap_parse_close(p, n, start);
    ap_node *first = ap_parse_star_expr(p);
    if (!p->panic && at_comp(p)) {
        n = ap_parse_comp(p, AP_N_LISTCOMP, first, NULL, start);
        close_bracket(p, AP_T_RSQB, n->pos);
        return ap_parse_close(p, n, start);
    }
    display(p, n, first, AP_T_RSQB);
    return ap_parse_close(p, n, start);
}

/* pair -> '**' bitor | expr ':' expr; a NULL key says **. */
static ap_node *pair(ap_parser *p, ap_node **key)
{
    *key = NULL;
    if (ap_parse_take(p, AP_T_POW))
        return ap_parse_bitor(p);
    *key = ap_parse_expr(p);
    if (!ap_parse_at(p, AP_T_COLON))
        ap_parse_wrong(p, (*key)->pos, "':' expected after dictionary key");
    ap_parse_expect(p, AP_T_COLON);
    if (ap_parse_at(p, AP_T_RBRACE) || ap_parse_at(p, AP_T_COMMA))
        ap_parse_wrong(p, ap_parse_last(p)->pos,
                       "expression expected after dictionary key and ':'");
    return ap_parse_expr(p);
}

/* The rest of a dict display, its first pair read. */
static ap_node *dict(ap_parser *p, ap_node *key, ap_node *value, ap_pos start)
{
    ap_node *n = ap_node_new(p->l, AP_N_DICT, start);
    ap_vec keys, values;
    ap_vec_init(&keys, sizeof(ap_node *));
    ap_vec_init(&values, sizeof(ap_node *));
    while (!p->panic) {
        ap_vec_push(&keys, &key);
        ap_vec_push(&values, &value);
        if (!ap_parse_take(p, AP_T_COMMA) || ap_parse_at(p, AP_T_RBRACE))
            break;
        value = pair(p, &key);
    }
    close_bracket(p, AP_T_RBRACE, value->pos);
    n->items = ap_nodes_take(p->l, &keys);
    n->body = ap_nodes_take(p->l, &values);
    return ap_parse_close(p, n, start);
}

/* braces -> '{' [pair comp | pair (',' pair)* | star_expr comp | …] '}' */
static ap_node *braces(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    if (ap_parse_take(p, AP_T_RBRACE))
        return ap_parse_close(p, ap_node_new(p->l, AP_N_DICT, start), start);
    ap_node *key = NULL, *n;
    if (ap_parse_at(p, AP_T_POW)) {
        ap_pos stars = p->t->pos;
        ap_node *value = pair(p, &key);
        if (at_comp(p))
            ap_parse_wrong(p, stars,
                           "dict unpacking cannot be used in dict "
                           "comprehension");
        return dict(p, key, value, start);
    }
    ap_node *first = ap_parse_star_expr(p);
    if (!p->panic && ap_parse_at(p, AP_T_COLON) && first->kind != AP_N_STAR) {
        ap_parse_next(p);
        if (ap_parse_at(p, AP_T_RBRACE))
            ap_parse_wrong(p, ap_parse_last(p)->pos,
                           "expression expected after dictionary key and ':'");
        ap_node *value = ap_parse_expr(p);
        if (p->panic || !at_comp(p))
            return dict(p, first, value, start);
        n = ap_parse_comp(p, AP_N_DICTCOMP, first, value, start);
        close_bracket(p, AP_T_RBRACE, n->pos);
    } else if (!p->panic && at_comp(p)) {
        n = ap_parse_comp(p, AP_N_SETCOMP, first, NULL, start);
        close_bracket(p, AP_T_RBRACE, n->pos);
    } else {
        n = ap_node_new(p->l, AP_N_SET, start);
        display(p, n, first, AP_T_RBRACE);
    }
    return ap_parse_close(p, n, start);
}

static ap_node *constant(ap_parser *p, ap_constkind kind)
{
    ap_pos at = ap_parse_next(p)->pos;
    return ap_parse_close(p, ap_node_const(p->l, plain(kind), at), at);
}

static ap_node *name(ap_parser *p)
{
    ap_pos at = p->t->pos;
    ap_node *n = ap_node_new(p->l, AP_N_NAME, at);
    n->name = ap_parse_expect_name(p);
    return ap_parse_close(p, n, at);
}

/* atom -> NAME | NUMBER | STRING+ | None | True | False | '...' | group
 *       | list | braces */
static ap_node *atom(ap_parser *p)
{
    switch (p->t->kind) {
    case AP_T_NAME: return name(p);
    case AP_T_NUMBER: return ap_parse_number(p);
    case AP_T_STRING: case AP_T_FSTART: return ap_parse_strings(p);
    case AP_T_NONE: return constant(p, AP_C_NONE);
    case AP_T_TRUE: return constant(p, AP_C_TRUE);
    case AP_T_FALSE: return constant(p, AP_C_FALSE);
    case AP_T_ELLIPSIS: return constant(p, AP_C_ELLIPSIS);
    case AP_T_LPAR: return parens(p);
    case AP_T_LSQB: return list(p);
    case AP_T_LBRACE: return braces(p);
    default:
        ap_parse_wrong_here(p);
        return ap_node_new(p->l, AP_N_CONST, p->t->pos);
    }
}

/* slice -> [expr] ':' [expr] [':' [expr]] | star_expr */
static ap_node *slice(ap_parser *p)
{
    ap_pos start = p->t->pos;
    ap_node *first = NULL;
    if (!ap_parse_at(p, AP_T_COLON)) {
        first = ap_parse_star_expr(p);
        if (p->panic || !ap_parse_at(p, AP_T_COLON))
            return first;
    }
    ap_parse_next(p);
    ap_node *n = ap_node_new(p->l, AP_N_SLICE, start);
    n->left = first;
    if (ap_parse_starts_expr(p->t->kind))
        n->right = ap_parse_expr(p);
    if (ap_parse_take(p, AP_T_COLON) && ap_parse_starts_expr(p->t->kind))
        n->extra = ap_parse_expr(p);
    return ap_parse_close(p, n, start);
}

/* index -> slice (',' slice)* [','] */
static ap_node *index_of(ap_parser *p)
{
    ap_pos start = p->t->pos;
    ap_node *first = slice(p);
    if (p->panic || (!ap_parse_at(p, AP_T_COMMA) && first->kind != AP_N_STAR))
        return first;
    ap_vec items;
    ap_vec_init(&items, sizeof(ap_node *));
    ap_vec_push(&items, &first);
    while (ap_parse_take(p, AP_T_COMMA) && !ap_parse_at(p, AP_T_RSQB)) {
        ap_node *item = slice(p);
        ap_vec_push(&items, &item);
    }
    ap_node *n = ap_node_new(p->l, AP_N_TUPLE, start);
    n->items = ap_nodes_take(p->l, &items);
    return ap_parse_close(p, n, start);
}

static ap_node *subscript(ap_parser *p, ap_node *left)
{
    ap_parse_next(p);
    ap_node *n = ap_node_new(p->l, AP_N_SUBSCR, left->pos);
    n->left = left;
    n->right = index_of(p);
    close_bracket(p, AP_T_RSQB, n->right->pos);
    return n;
}

static ap_node *attribute(ap_parser *p, ap_node *left)
{
    ap_parse_next(p);
    ap_node *n = ap_node_new(p->l, AP_N_ATTR, left->pos);
    n->left = left;
    n->name = ap_parse_expect_name(p);
    return n;
}

/* primary -> atom ('.' NAME | '[' index ']' | '(' args ')')* */
ap_node *ap_parse_atom(ap_parser *p)
{
    ap_pos start = p->t->pos;
    ap_node *n = atom(p);
    while (!p->panic) {
        if (ap_parse_at(p, AP_T_DOT))
            n = attribute(p, n);
        else if (ap_parse_at(p, AP_T_LSQB))
            n = subscript(p, n);
        else if (ap_parse_at(p, AP_T_LPAR))
            n = ap_parse_call(p, n);
        else
            break;
        ap_parse_close(p, n, start);
    }
    return n;
}
