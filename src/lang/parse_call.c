/* Arguments of calls and classes, parameters of functions. */
#include "parse.h"

#include <string.h>

/* What has been seen of a call's arguments, for what may still follow. */
typedef struct call_args {
    ap_vec args, keywords;
    bool keyword, unpacked; /* name=, **x */
    bool bare_generator;
} call_args;

static void add_keyword(ap_parser *p, call_args *c, ap_node *n)
{
    for (size_t i = 0; n->name && i < c->keywords.len; i++) {
        ap_node *other = *(ap_node **)ap_vec_at(&c->keywords, i);
        if (other->name == n->name)
            ap_parse_wrong(p, n->pos, "keyword argument repeated: %s", n->name);
    }
    ap_vec_push(&c->keywords, &n);
}

/* keyword -> NAME '=' expr | '**' expr */
static void keyword(ap_parser *p, call_args *c)
{
    ap_pos start = p->t->pos;
    ap_node *n = ap_node_new(p->l, AP_N_KEYWORD, start);
    if (ap_parse_take(p, AP_T_POW)) {
        c->unpacked = true;
    } else {
        n->name = ap_parse_expect_name(p);
        ap_parse_next(p);
        c->keyword = true;
        if (ap_parse_at(p, AP_T_COMMA) || ap_parse_at(p, AP_T_RPAR))
            ap_parse_wrong(p, ap_parse_since(p, start),
                           "expected argument value expression");
    }
    n->left = ap_parse_expr(p);
    if (!p->panic && n->name && ap_parse_at(p, AP_T_FOR))
        ap_parse_wrong(p, ap_parse_since(p, start),
                       "invalid syntax. Maybe you meant "
                       "'==' or ':=' instead of '='?");
    add_keyword(p, c, ap_parse_close(p, n, start));
}

static void check_order(ap_parser *p, call_args *c, const ap_node *n)
{
    if (n->kind == AP_N_STAR && c->unpacked)
        ap_parse_wrong(p, n->pos,
                       "iterable argument unpacking follows keyword "
                       "argument unpacking");
    else if (n->kind != AP_N_STAR && c->unpacked)
        ap_parse_wrong(
            p, p->t->pos,
            "positional argument follows keyword argument unpacking");
    else if (n->kind != AP_N_STAR && c->keyword)
        ap_parse_wrong(p, p->t->pos,
                       "positional argument follows keyword argument");
}

/* positional -> '*' expr | expr [comp] */
static void positional(ap_parser *p, call_args *c, ap_pos paren)
{
    ap_pos start = p->t->pos;
    ap_node *n;
    if (ap_parse_take(p, AP_T_STAR)) {
        n = ap_node_new(p->l, AP_N_STAR, start);
        n->left = ap_parse_expr(p);
        ap_parse_close(p, n, start);
    } else {
        n = ap_parse_expr(p);
    }
    if (!p->panic && (ap_parse_at(p, AP_T_FOR) || ap_parse_at(p, AP_T_ASYNC))) {
        bool alone = c->args.len + c->keywords.len == 0;
        n = ap_parse_comp(p, AP_N_GENEXP, n, NULL, alone ? paren : start);
        c->bare_generator = true;
        if (!alone || (ap_parse_at(p, AP_T_COMMA) && p->t[1].kind != AP_T_RPAR))
            ap_parse_wrong(p, ap_parse_since(p, start),
                           "Generator expression must be parenthesized");
    }
    if (!p->panic && ap_parse_at(p, AP_T_ASSIGN)) {
        if (ap_node_is_const(n) && n->value->kind <= AP_C_FALSE)
            ap_parse_wrong(p, n->pos, "cannot assign to %s", ap_parse_words(n));
        else
            ap_parse_wrong(p, ap_pos_span(n->pos, p->t->pos),
                           "expression cannot "
                           "contain assignment, perhaps you meant \"==\"?");
    }
    check_order(p, c, n);
    ap_vec_push(&c->args, &n);
}

static void end_args(ap_parser *p, call_args *c)
{
    ap_pos last = ap_parse_last(p)->pos;
    if (c->args.len && c->keywords.len == 0)
        last = (*(ap_node **)ap_vec_at(&c->args, c->args.len - 1))->pos;
    if (!ap_parse_take(p, AP_T_RPAR))
        ap_parse_wrong_in_brackets(p, last);
}

/* args -> '(' [(positional | keyword) (',' …)* [',']] ')' */
void ap_parse_args(ap_parser *p, ap_nodes *args, ap_nodes *keywords)
{
    call_args c = {0};
    ap_pos paren = p->t->pos;
    ap_vec_init(&c.args, sizeof(ap_node *));
    ap_vec_init(&c.keywords, sizeof(ap_node *));
    ap_parse_expect(p, AP_T_LPAR);
    while (!p->panic && !ap_parse_at(p, AP_T_RPAR)) {
        bool named = ap_parse_at(p, AP_T_NAME) && p->t[1].kind == AP_T_ASSIGN;
        if (named || ap_parse_at(p, AP_T_POW))
            keyword(p, &c);
        else
            positional(p, &c, paren);
        if (!ap_parse_take(p, AP_T_COMMA))
            break;
    }
    end_args(p, &c);
    if (c.bare_generator && c.args.len == 1) {
        ap_node *only = *(ap_node **)ap_vec_at(&c.args, 0);
        if (only->kind == AP_N_GENEXP && !only->parens)
            ap_parse_close(p, only, paren);
    }
    *args = ap_nodes_take(p->l, &c.args);
    *keywords = ap_nodes_take(p->l, &c.keywords);
}

ap_node *ap_parse_call(ap_parser *p, ap_node *callee)
{
    ap_node *n = ap_node_new(p->l, AP_N_CALL, callee->pos);
    n->left = callee;
    ap_parse_args(p, &n->items, &n->body);
    return n;
}

/* ---- parameters ------------------------------------------------------ */

typedef struct params {
    ap_vec list, kwonly; /* ap_param */
    bool slash, star, defaulted;
    ap_params *out;
    bool annotated; /* a def's, where `: annotation` may follow */
} params;

/* The annotation is parsed, so that it must be sound, and dropped. */
static void annotation(ap_parser *p, const params *ps, bool starred)
{
    if (!ps->annotated || !ap_parse_take(p, AP_T_COLON))
        return;
    if (starred)
        ap_parse_star_expr(p);
    else
        ap_parse_expr(p);
}

static ap_param param_name(ap_parser *p, const params *ps, bool starred)
{
    ap_param one = {.pos = p->t->pos};
    one.name = ap_parse_expect_name(p);
    annotation(p, ps, starred);
    return one;
}

static ap_param *keep(ap_parser *p, ap_param one)
{
    ap_param *kept = ap_arena_alloc(p->l->scratch, sizeof one);
    *kept = one;
    return kept;
}

static void slash(ap_parser *p, params *ps)
{
    ap_pos at = ap_parse_next(p)->pos;
    if (ps->slash)
        ap_parse_wrong(p, at, "/ may appear only once");
    else if (ps->star)
        ap_parse_wrong(p, at, "/ must be ahead of *");
    else if (ps->list.len == 0)
        ap_parse_wrong(p, at, "at least one argument must precede /");
    ps->slash = true;
    ps->out->posonly = (int)ps->list.len;
}

/* star -> '*' NAME | '*' */
static void star(ap_parser *p, params *ps, ap_tokkind closer)
{
    ap_pos at = ap_parse_next(p)->pos;
    if (ps->star)
        ap_parse_wrong(p, at, "* argument may appear only once");
    ps->star = true;
    if (ap_parse_at(p, AP_T_NAME)) {
        ps->out->star = keep(p, param_name(p, ps, true));
        if (!p->panic && ap_parse_at(p, AP_T_ASSIGN))
            ap_parse_wrong(p, p->t->pos,
                           "var-positional argument cannot have default value");
    } else if (ap_parse_at(p, closer)
               || (ap_parse_at(p, AP_T_COMMA)
                   && (p->t[1].kind == closer || p->t[1].kind == AP_T_POW))) {
        ap_parse_wrong(p, at, "named arguments must follow bare *");
    }
}

/* star2 -> '**' NAME */
static void star2(ap_parser *p, params *ps, ap_tokkind closer)
{
    ap_parse_next(p);
    ps->out->star2 = keep(p, param_name(p, ps, false));
    if (!p->panic && ap_parse_at(p, AP_T_ASSIGN))
        ap_parse_wrong(p, p->t->pos,
                       "var-keyword argument cannot have default value");
    ap_parse_take(p, AP_T_COMMA);
    if (!p->panic && !ap_parse_at(p, closer))
        ap_parse_wrong(p, p->t->pos,
                       "arguments cannot follow var-keyword argument");
}

/* param -> NAME [':' expr] ['=' expr] */
static void param(ap_parser *p, params *ps, ap_tokkind closer)
{
    if (ap_parse_at(p, AP_T_LPAR) && p->t[1].kind == AP_T_NAME)
        ap_parse_wrong(p, p->t->pos, "%s parameters cannot be parenthesized",
                       ps->annotated ? "Function" : "Lambda expression");
    ap_param one = param_name(p, ps, false);
    if (ap_parse_take(p, AP_T_ASSIGN)) {
        if (ap_parse_at(p, AP_T_COMMA) || ap_parse_at(p, closer))
            ap_parse_wrong(p, ap_parse_last(p)->pos,
                           "expected default value expression");
        one.dflt = ap_parse_expr(p);
        ps->defaulted |= !ps->star;
    } else if (ps->defaulted && !ps->star) {
        ap_parse_wrong(p, one.pos,
                       "parameter without a default follows parameter "
                       "with a default");
    }
    ap_vec_push(ps->star ? &ps->kwonly : &ps->list, &one);
}

static ap_param *take(ap_parser *p, ap_vec *v)
{
    ap_param *all = ap_arena_alloc(p->l->scratch,
                                   v->len * sizeof(ap_param) + 1);
    if (v->len)
        memcpy(all, v->data, v->len * sizeof(ap_param));
    ap_vec_clear(v);
    return all;
}

/* params -> [(param | '/' | star | star2) (',' …)* [',']], up to closer */
ap_params *ap_parse_params(ap_parser *p, ap_tokkind closer)
{
    params ps = {.annotated = closer == AP_T_RPAR};
    ps.out = ap_arena_alloc(p->l->scratch, sizeof *ps.out);
    ap_vec_init(&ps.list, sizeof(ap_param));
    ap_vec_init(&ps.kwonly, sizeof(ap_param));
    while (!p->panic && !ap_parse_at(p, closer)) {
        if (ap_parse_at(p, AP_T_SLASH))
            slash(p, &ps);
        else if (ap_parse_at(p, AP_T_STAR))
            star(p, &ps, closer);
        else if (ap_parse_at(p, AP_T_POW))
            star2(p, &ps, closer);
        else
            param(p, &ps, closer);
        if (!ap_parse_take(p, AP_T_COMMA))
            break;
    }
    ps.out->n = (int)ps.list.len;
    ps.out->nkwonly = (int)ps.kwonly.len;
    ps.out->at = take(p, &ps.list);
    ps.out->kwonly = take(p, &ps.kwonly);
    return ps.out;
}
