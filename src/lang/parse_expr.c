/* Expressions: operators by a Pratt table, comparisons, the ternary,
 * lambda, yield, and lists of expressions. */
#include "parse.h"

#include <string.h>

/* How tightly an operator binds; a left operand is taken as long as the
 * next operator binds tighter than the one before it. */
typedef enum bind {
    BIND_NONE, BIND_OR, BIND_AND, BIND_NOT, BIND_COMPARE, BIND_BITOR,
    BIND_XOR, BIND_BITAND, BIND_SHIFT, BIND_SUM, BIND_TERM, BIND_UNARY,
    BIND_POWER
} bind;

static const struct {
    bind bind;
    int op; /* AP_BIN_ or AP_CMP_ */
} infix[AP_T_COUNT] = {
    [AP_T_OR] = {BIND_OR, 0},
    [AP_T_AND] = {BIND_AND, 0},
    [AP_T_IN] = {BIND_COMPARE, AP_CMP_IN},
    [AP_T_NOT] = {BIND_COMPARE, AP_CMP_NOT_IN},
    [AP_T_IS] = {BIND_COMPARE, AP_CMP_IS},
    [AP_T_LT] = {BIND_COMPARE, AP_CMP_LT},
    [AP_T_LE] = {BIND_COMPARE, AP_CMP_LE},
    [AP_T_EQ] = {BIND_COMPARE, AP_CMP_EQ},
    [AP_T_NE] = {BIND_COMPARE, AP_CMP_NE},
    [AP_T_GT] = {BIND_COMPARE, AP_CMP_GT},
    [AP_T_GE] = {BIND_COMPARE, AP_CMP_GE},
    [AP_T_BAR] = {BIND_BITOR, AP_BIN_OR},
    [AP_T_CARET] = {BIND_XOR, AP_BIN_XOR},
    [AP_T_AMP] = {BIND_BITAND, AP_BIN_AND},
    [AP_T_SHL] = {BIND_SHIFT, AP_BIN_LSHIFT},
    [AP_T_SHR] = {BIND_SHIFT, AP_BIN_RSHIFT},
    [AP_T_PLUS] = {BIND_SUM, AP_BIN_ADD},
    [AP_T_MINUS] = {BIND_SUM, AP_BIN_SUB},
    [AP_T_STAR] = {BIND_TERM, AP_BIN_MUL},
    [AP_T_SLASH] = {BIND_TERM, AP_BIN_TRUEDIV},
    [AP_T_FLOOR] = {BIND_TERM, AP_BIN_FLOORDIV},
    [AP_T_PERCENT] = {BIND_TERM, AP_BIN_MOD},
    [AP_T_AT] = {BIND_TERM, AP_BIN_MATMUL},
    [AP_T_POW] = {BIND_POWER, AP_BIN_POW},
};

static ap_node *operand(ap_parser *p, bind above);

bool ap_parse_starts_expr(ap_tokkind kind)
{
    switch (kind) {
    case AP_T_NAME: case AP_T_NUMBER: case AP_T_STRING: case AP_T_FSTART:
    case AP_T_NONE: case AP_T_TRUE: case AP_T_FALSE: case AP_T_ELLIPSIS:
    case AP_T_LPAR: case AP_T_LSQB: case AP_T_LBRACE: case AP_T_MINUS:
    case AP_T_PLUS: case AP_T_TILDE: case AP_T_NOT: case AP_T_LAMBDA:
    case AP_T_AWAIT:
        return true;
    default:
        return false;
    }
}

/* ---- unary and binary ------------------------------------------------ */

/* prefix -> ('-' | '+' | '~' | 'not') operand | 'await' primary | primary */
static ap_node *prefix(ap_parser *p)
{
    ap_pos start = p->t->pos;
    ap_tokkind kind = p->t->kind;
    if (kind == AP_T_AWAIT) {
        ap_lang_refuse(p->l, ap_parse_next(p)->pos, AP_REFUSE_ASYNC);
        return ap_parse_atom(p);
    }
    if (kind != AP_T_MINUS && kind != AP_T_PLUS && kind != AP_T_TILDE
        && kind != AP_T_NOT)
        return ap_parse_atom(p);
    ap_parse_next(p);
    ap_node *n = ap_node_new(p->l, AP_N_UNARY, start);
    n->op = (int)kind;
    n->left = operand(p, kind == AP_T_NOT ? BIND_NOT - 1 : BIND_UNARY - 1);
    return ap_parse_close(p, n, start);
}

/* Takes a comparison operator, `not in` and `is not` as one. */
static int comparison(ap_parser *p)
{
    int op = infix[ap_parse_next(p)->kind].op;
    if (op == AP_CMP_NOT_IN)
        ap_parse_expect(p, AP_T_IN);
    else if (op == AP_CMP_IS && ap_parse_take(p, AP_T_NOT))
        op = AP_CMP_IS_NOT;
    return op;
}

/* Is the next token an operator of comparison? (`not` only before `in`) */
static bool at_comparison(const ap_parser *p)
{
    return infix[p->t->kind].bind == BIND_COMPARE
        && (p->t->kind != AP_T_NOT || p->t[1].kind == AP_T_IN);
}

/* compare -> left (op operand)+ */
static ap_node *compare(ap_parser *p, ap_node *left, ap_pos start)
{
    ap_node *n = ap_node_new(p->l, AP_N_COMPARE, start);
    ap_vec items, ops;
    ap_vec_init(&items, sizeof(ap_node *));
    ap_vec_init(&ops, sizeof(int));
    n->left = left;
    while (!p->panic && at_comparison(p)) {
        int op = comparison(p);
        ap_node *right = operand(p, BIND_COMPARE);
        ap_vec_push(&ops, &op);
        ap_vec_push(&items, &right);
    }
    n->items = ap_nodes_take(p->l, &items);
    n->ops = ap_arena_alloc(p->l->scratch, ops.len * sizeof(int));
    if (ops.len)
        memcpy(n->ops, ops.data, ops.len * sizeof(int));
    ap_vec_clear(&ops);
    return ap_parse_close(p, n, start);
}

/* bool -> left (op operand)+, all the same op */
static ap_node *boolean(ap_parser *p, ap_node *left, ap_pos start)
{
    ap_tokkind op = p->t->kind;
    ap_node *n = ap_node_new(p->l, AP_N_BOOL, start);
    ap_vec items;
    ap_vec_init(&items, sizeof(ap_node *));
    ap_vec_push(&items, &left);
    while (ap_parse_take(p, op)) {
        ap_node *right = operand(p, infix[op].bind);
        ap_vec_push(&items, &right);
    }
    n->op = (int)op;
    n->items = ap_nodes_take(p->l, &items);
    return ap_parse_close(p, n, start);
}

/* ** binds its right side to itself, and weaker than a sign there. */
static ap_node *binary(ap_parser *p, ap_node *left, ap_pos start)
{
    ap_tokkind kind = ap_parse_next(p)->kind;
    ap_node *n = ap_node_new(p->l, AP_N_BINARY, start);
    n->op = infix[kind].op;
    n->left = left;
    n->right = operand(p, kind == AP_T_POW ? BIND_UNARY - 1
                                           : infix[kind].bind);
    return ap_parse_close(p, n, start);
}

/* operand -> prefix (infix operand)*, infix binding tighter than `above` */
static ap_node *operand(ap_parser *p, bind above)
{
    ap_pos start = p->t->pos;
    if (p->panic || !ap_parse_enter(p))
        return ap_node_new(p->l, AP_N_CONST, start);
    if (p->t->kind == AP_T_NOT && above > BIND_NOT - 1)
        ap_parse_wrong_here(p);
    ap_node *left = prefix(p);
    while (!p->panic && infix[p->t->kind].bind > above) {
        if (infix[p->t->kind].bind == BIND_COMPARE) {
            if (!at_comparison(p))
                break;
            left = compare(p, left, start);
        } else if (infix[p->t->kind].bind <= BIND_AND) {
            left = boolean(p, left, start);
        } else {
            left = binary(p, left, start);
        }
    }
    ap_parse_leave(p);
    return left;
}

ap_node *ap_parse_bitor(ap_parser *p)
{
    return operand(p, BIND_COMPARE);
}

ap_node *ap_parse_or(ap_parser *p)
{
    return operand(p, BIND_NONE);
}

/* ---- whole expressions ----------------------------------------------- */

/* lambda -> 'lambda' [params] ':' expr */
static ap_node *lambda(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_LAMBDA, start);
    n->params = ap_parse_params(p, AP_T_COLON);
    ap_parse_expect(p, AP_T_COLON);
    n->left = ap_parse_expr(p);
    return ap_parse_close(p, n, start);
}

static void refuse_walrus(ap_parser *p, const ap_node *target)
{
    ap_pos at = ap_pos_span(target->pos, ap_parse_next(p)->pos);
    if (target->kind == AP_N_NAME)
        ap_lang_refuse(p->l, at, AP_REFUSE_WALRUS);
    else
        ap_parse_wrong(p, target->pos,
                       "cannot use assignment expressions with %s",
                       ap_parse_words(target));
    ap_parse_expr(p);
}

/* expr -> lambda | or ['if' or 'else' expr] */
ap_node *ap_parse_expr(ap_parser *p)
{
    ap_pos start = p->t->pos;
    if (p->panic || !ap_parse_enter(p))
        return ap_node_new(p->l, AP_N_CONST, start);
    ap_node *n;
    if (ap_parse_at(p, AP_T_LAMBDA)) {
        n = lambda(p);
        ap_parse_leave(p);
        return n;
    }
    n = ap_parse_or(p);
    if (ap_parse_take(p, AP_T_IF)) {
        ap_node *choice = ap_node_new(p->l, AP_N_IFEXP, start);
        choice->left = n;
        choice->right = ap_parse_or(p);
        if (!ap_parse_at(p, AP_T_ELSE) && !ap_parse_at(p, AP_T_COLON))
            ap_parse_wrong(p, ap_parse_since(p, start),
                           "expected 'else' after 'if' expression");
        ap_parse_expect(p, AP_T_ELSE);
        choice->extra = ap_parse_expr(p);
        n = ap_parse_close(p, choice, start);
    }
    if (!p->panic && ap_parse_at(p, AP_T_WALRUS))
        refuse_walrus(p, n);
    ap_parse_leave(p);
    return n;
}

/* star_expr -> '*' bitor | expr */
ap_node *ap_parse_star_expr(ap_parser *p)
{
    ap_pos start = p->t->pos;
    if (!ap_parse_take(p, AP_T_STAR))
        return ap_parse_expr(p);
    ap_node *n = ap_node_new(p->l, AP_N_STAR, start);
    n->left = ap_parse_bitor(p);
    return ap_parse_close(p, n, start);
}

/* exprs -> star_expr (',' star_expr)* [','] */
ap_node *ap_parse_exprs(ap_parser *p)
{
    ap_pos start = p->t->pos;
    ap_node *first = ap_parse_star_expr(p);
    if (p->panic || !ap_parse_at(p, AP_T_COMMA))
        return first;
    ap_vec items;
    ap_vec_init(&items, sizeof(ap_node *));
    ap_vec_push(&items, &first);
    while (ap_parse_take(p, AP_T_COMMA)) {
        if (!ap_parse_starts_expr(p->t->kind) && !ap_parse_at(p, AP_T_STAR))
            break;
        ap_node *item = ap_parse_star_expr(p);
        ap_vec_push(&items, &item);
    }
    ap_node *n = ap_node_new(p->l, AP_N_TUPLE, start);
    n->items = ap_nodes_take(p->l, &items);
    return ap_parse_close(p, n, start);
}

/* targets -> ['*'] bitor (',' ['*'] bitor)* [','], then made targets */
ap_node *ap_parse_targets(ap_parser *p)
{
    ap_pos start = p->t->pos;
    ap_vec items;
    ap_vec_init(&items, sizeof(ap_node *));
    bool comma = false;
    do {
        if (!ap_parse_starts_expr(p->t->kind) && !ap_parse_at(p, AP_T_STAR)
            && comma)
            break;
        ap_node *item = ap_parse_at(p, AP_T_STAR) ? ap_parse_star_expr(p)
                                                  : ap_parse_bitor(p);
        ap_vec_push(&items, &item);
        comma = ap_parse_take(p, AP_T_COMMA);
    } while (comma);
    ap_node *n = *(ap_node **)ap_vec_at(&items, 0);
    if (items.len > 1 || ap_parse_last(p)->kind == AP_T_COMMA) {
        n = ap_node_new(p->l, AP_N_TUPLE, start);
        n->items = ap_nodes_take(p->l, &items);
        ap_parse_close(p, n, start);
    }
    ap_vec_clear(&items);
    return n;
}

/* yield -> 'yield' ['from' expr | exprs] */
ap_node *ap_parse_yield(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    bool from = ap_parse_take(p, AP_T_FROM);
    ap_node *n = ap_node_new(p->l, from ? AP_N_YIELDFROM : AP_N_YIELD, start);
    if (from)
        n->left = ap_parse_expr(p);
    else if (ap_parse_starts_expr(p->t->kind) || ap_parse_at(p, AP_T_STAR))
        n->left = ap_parse_exprs(p);
    return ap_parse_close(p, n, start);
}
