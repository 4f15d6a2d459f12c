/* Simple statements: those that fit on a line. */
#include "parse.h"

#include <string.h>

static const struct {
    ap_tokkind kind;
    int op;
} augmented[] = {
    {AP_T_PLUS_EQ, AP_BIN_ADD}, {AP_T_MINUS_EQ, AP_BIN_SUB},
    {AP_T_STAR_EQ, AP_BIN_MUL}, {AP_T_SLASH_EQ, AP_BIN_TRUEDIV},
    {AP_T_FLOOR_EQ, AP_BIN_FLOORDIV}, {AP_T_PERCENT_EQ, AP_BIN_MOD},
    {AP_T_AT_EQ, AP_BIN_MATMUL}, {AP_T_AMP_EQ, AP_BIN_AND},
    {AP_T_BAR_EQ, AP_BIN_OR}, {AP_T_CARET_EQ, AP_BIN_XOR},
    {AP_T_SHR_EQ, AP_BIN_RSHIFT}, {AP_T_SHL_EQ, AP_BIN_LSHIFT},
    {AP_T_POW_EQ, AP_BIN_POW},
};

static bool at_statement_end(const ap_parser *p)
{
    return ap_parse_at(p, AP_T_NEWLINE) || ap_parse_at(p, AP_T_SEMI)
           || ap_parse_at(p, AP_T_END);
}

/* value -> yield | exprs */
static ap_node *value(ap_parser *p)
{
    return ap_parse_at(p, AP_T_YIELD) ? ap_parse_yield(p) : ap_parse_exprs(p);
}

/* assign -> target ('=' value)+ */
static ap_node *assign(ap_parser *p, ap_node *first, ap_pos start)
{
    ap_node *n = ap_node_new(p->l, AP_N_ASSIGN, start), *item = first;
    ap_vec targets;
    ap_vec_init(&targets, sizeof(ap_node *));
    while (ap_parse_take(p, AP_T_ASSIGN)) {
        if (!p->panic)
            ap_parse_make_target(p, item, AP_TARGET_ASSIGN);
        ap_vec_push(&targets, &item);
        item = value(p);
    }
    n->left = item;
    n->items = ap_nodes_take(p->l, &targets);
    return ap_parse_close(p, n, start);
}

/* annotated -> target ':' expr ['=' value] */
static ap_node *annotated(ap_parser *p, ap_node *target, ap_pos start)
{
    ap_node *n = ap_node_new(p->l, AP_N_ANNASSIGN, start);
    if (!ap_parse_starts_expr(p->t[1].kind))
        ap_parse_wrong_here(p);
    ap_parse_next(p);
    if (target->kind == AP_N_LIST || target->kind == AP_N_TUPLE)
        ap_parse_wrong(p, target->pos,
                       "only single target (not %s) can be "
                       "annotated",
                       ap_parse_words(target));
    else if (target->kind != AP_N_NAME && target->kind != AP_N_ATTR
             && target->kind != AP_N_SUBSCR)
        ap_parse_wrong(p, target->pos, "illegal target for annotation");
    n->left = target;
    n->op = target->kind == AP_N_NAME && !target->parens;
    target->ctx = AP_STORE;
    n->extra = ap_parse_expr(p);
    if (ap_parse_take(p, AP_T_ASSIGN))
        n->right = value(p);
    return ap_parse_close(p, n, start);
}

/* augassign -> target op= value */
static ap_node *augassign(ap_parser *p, ap_node *target, int op, ap_pos start)
{
    ap_node *n = ap_node_new(p->l, AP_N_AUGASSIGN, start);
    ap_parse_next(p);
    ap_parse_make_target(p, target, AP_TARGET_AUG);
    n->op = op;
    n->left = target;
    n->right = value(p);
    return ap_parse_close(p, n, start);
}

/* print "x" and exec "x": Python 2. */
static void check_print(ap_parser *p, const ap_node *n)
{
    bool print = ap_node_is_name(n, "print"), exec = ap_node_is_name(n, "exec");
    if (!n || n->parens || !(print || exec)
        || !ap_parse_starts_expr(p->t->kind))
        return;
    const char *name = print ? "print" : "exec";
    ap_parse_wrong(p, ap_pos_span(n->pos, p->t->pos),
                   "Missing parentheses in call "
                   "to '%s'. Did you mean %s(...)?",
                   name, name);
}

/* expression statement -> assign | annotated | augassign | value */
static ap_node *expression(ap_parser *p)
{
    ap_pos start = p->t->pos;
    ap_node *first = value(p);
    if (p->panic)
        return first;
    if (ap_parse_at(p, AP_T_ASSIGN))
        return assign(p, first, start);
    if (ap_parse_at(p, AP_T_COLON))
        return annotated(p, first, start);
    for (size_t i = 0; i < sizeof augmented / sizeof *augmented; i++)
        if (ap_parse_at(p, augmented[i].kind))
            return augassign(p, first, augmented[i].op, start);
    check_print(p, first);
    if (first->kind == AP_N_STAR)
        ap_parse_wrong(p, first->pos, "can't use starred expression here");
    ap_node *n = ap_node_new(p->l, AP_N_EXPR, start);
    n->left = first;
    return ap_parse_close(p, n, start);
}

/* ---- keywords -------------------------------------------------------- */

/* return -> 'return' [exprs] */
static ap_node *return_stmt(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_RETURN, start);
    if (!at_statement_end(p))
        n->left = ap_parse_exprs(p);
    return ap_parse_close(p, n, start);
}

/* raise -> 'raise' [expr ['from' expr]] */
static ap_node *raise_stmt(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_RAISE, start);
    if (!at_statement_end(p)) {
        n->left = ap_parse_expr(p);
        if (ap_parse_take(p, AP_T_FROM))
            n->right = ap_parse_expr(p);
    }
    return ap_parse_close(p, n, start);
}

/* assert -> 'assert' expr [',' expr] */
static ap_node *assert_stmt(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_ASSERT, start);
    n->left = ap_parse_expr(p);
    if (ap_parse_take(p, AP_T_COMMA))
        n->right = ap_parse_expr(p);
    return ap_parse_close(p, n, start);
}

/* del -> 'del' targets */
static ap_node *del_stmt(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_DEL, start);
    ap_node *what = ap_parse_targets(p);
    ap_parse_make_target(p, what, AP_TARGET_DEL);
    if (what->kind == AP_N_TUPLE && !what->parens
        && what->pos.col == (what->items.n ? what->items.at[0]->pos.col
                                           : UINT32_MAX)) {
        n->items = what->items;
    } else {
        ap_vec one;
        ap_vec_init(&one, sizeof(ap_node *));
        ap_vec_push(&one, &what);
        n->items = ap_nodes_take(p->l, &one);
    }
    return ap_parse_close(p, n, start);
}

/* global -> ('global' | 'nonlocal') NAME (',' NAME)* */
static ap_node *global_stmt(ap_parser *p, ap_kind kind)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, kind, start);
    ap_vec names;
    ap_vec_init(&names, sizeof(ap_node *));
    do {
        ap_node *one = ap_node_new(p->l, AP_N_NAME, p->t->pos);
        one->name = ap_parse_expect_name(p);
        ap_vec_push(&names, &one);
    } while (ap_parse_take(p, AP_T_COMMA));
    n->items = ap_nodes_take(p->l, &names);
    return ap_parse_close(p, n, start);
}

static ap_node *bare(ap_parser *p, ap_kind kind)
{
    ap_pos start = ap_parse_next(p)->pos;
    return ap_parse_close(p, ap_node_new(p->l, kind, start), start);
}

/* ---- imports --------------------------------------------------------- */

/* dotted -> NAME ('.' NAME)* */
static const char *dotted(ap_parser *p)
{
    ap_str b = {0};
    ap_str_put(&b, ap_parse_expect_name(p));
    while (ap_parse_take(p, AP_T_DOT)) {
        ap_str_putc(&b, '.');
        ap_str_put(&b, ap_parse_expect_name(p));
    }
    const char *name = ap_lang_intern(p->l, ap_str_c(&b), b.len);
    ap_str_clear(&b);
    return name;
}

/* alias -> name ['as' NAME] */
static ap_node *alias(ap_parser *p, bool is_dotted)
{
    ap_pos start = p->t->pos;
    ap_node *n = ap_node_new(p->l, AP_N_ALIAS, start);
    n->name = is_dotted ? dotted(p) : ap_parse_expect_name(p);
    if (ap_parse_take(p, AP_T_AS))
        n->alias = ap_parse_expect_name(p);
    return ap_parse_close(p, n, start);
}

/* import -> 'import' alias (',' alias)* */
static ap_node *import_stmt(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_IMPORT, start);
    ap_vec items;
    ap_vec_init(&items, sizeof(ap_node *));
    do {
        ap_node *one = alias(p, true);
        ap_vec_push(&items, &one);
    } while (ap_parse_take(p, AP_T_COMMA));
    n->items = ap_nodes_take(p->l, &items);
    return ap_parse_close(p, n, start);
}

/* names -> alias (',' alias)* | '(' alias (',' alias)* [','] ')' | '*' */
static ap_nodes imported_names(ap_parser *p)
{
    ap_vec items;
    ap_vec_init(&items, sizeof(ap_node *));
    if (ap_parse_at(p, AP_T_STAR)) {
        ap_lang_refuse(p->l, ap_parse_next(p)->pos, AP_REFUSE_STAR_IMPORT);
        return ap_nodes_take(p->l, &items);
    }
    bool parens = ap_parse_take(p, AP_T_LPAR);
    do {
        if (parens && items.len && ap_parse_at(p, AP_T_RPAR))
            break;
        if (!parens && items.len && at_statement_end(p))
            ap_parse_wrong(p, p->t->pos,
                           "trailing comma not allowed without "
                           "surrounding parentheses");
        ap_node *one = alias(p, false);
        ap_vec_push(&items, &one);
    } while (ap_parse_take(p, AP_T_COMMA));
    if (parens)
        ap_parse_expect(p, AP_T_RPAR);
    return ap_nodes_take(p->l, &items);
}

/* from -> 'from' ('.' | '...')* [dotted] 'import' names */
static ap_node *from_stmt(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_FROM, start);
    while (ap_parse_at(p, AP_T_DOT) || ap_parse_at(p, AP_T_ELLIPSIS))
        n->op += ap_parse_next(p)->kind == AP_T_DOT ? 1 : 3;
    n->name = n->op && ap_parse_at(p, AP_T_IMPORT) ? "" : dotted(p);
    ap_parse_expect(p, AP_T_IMPORT);
    n->items = imported_names(p);
    return ap_parse_close(p, n, start);
}

/* ---- lines ----------------------------------------------------------- */

/* `type X = …` is a statement of its own in 3.12. */
static bool at_type_statement(const ap_parser *p)
{
    return ap_parse_at(p, AP_T_NAME) && p->t->end - p->t->start == 4
           && strncmp(p->l->text + p->t->start, "type", 4) == 0
           && p->t[1].kind == AP_T_NAME;
}

static ap_node *type_stmt(ap_parser *p)
{
    ap_pos start = p->t->pos;
    ap_lang_refuse(p->l, start, AP_REFUSE_TYPE_STATEMENT);
    while (!at_statement_end(p))
        ap_parse_next(p);
    return ap_parse_close(p, ap_node_new(p->l, AP_N_PASS, start), start);
}

static ap_node *simple(ap_parser *p)
{
    switch (p->t->kind) {
    case AP_T_RETURN: return return_stmt(p);
    case AP_T_RAISE: return raise_stmt(p);
    case AP_T_ASSERT: return assert_stmt(p);
    case AP_T_DEL: return del_stmt(p);
    case AP_T_GLOBAL: return global_stmt(p, AP_N_GLOBAL);
    case AP_T_NONLOCAL: return global_stmt(p, AP_N_NONLOCAL);
    case AP_T_PASS: return bare(p, AP_N_PASS);
    case AP_T_BREAK: return bare(p, AP_N_BREAK);
    case AP_T_CONTINUE: return bare(p, AP_N_CONTINUE);
    case AP_T_IMPORT: return import_stmt(p);
    case AP_T_FROM: return from_stmt(p);
    default:
        return at_type_statement(p) ? type_stmt(p) : expression(p);
    }
}

/* simple line -> simple (';' simple)* [';'] NEWLINE */
void ap_parse_simple(ap_parser *p, ap_vec *out)
{
    do {
        ap_node *n = simple(p);
        if (p->panic)
            return;
        ap_vec_push(out, &n);
    } while (ap_parse_take(p, AP_T_SEMI) && !ap_parse_at(p, AP_T_NEWLINE));
    if (!ap_parse_take(p, AP_T_NEWLINE) && !ap_parse_at(p, AP_T_END))
        ap_parse_wrong_here(p);
}
