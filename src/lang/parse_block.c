/* Compound statements and their blocks; decorators, def and class. */
#include "parse.h"

#include <string.h>

static bool starts_compound(const ap_parser *p)
{
    switch (p->t->kind) {
    case AP_T_IF: case AP_T_WHILE: case AP_T_FOR: case AP_T_TRY:
    case AP_T_WITH: case AP_T_DEF: case AP_T_CLASS: case AP_T_AT:
    case AP_T_ASYNC:
        return true;
    default:
        return false;
    }
}

/* match is a statement where its line ends in ':' and a block of cases
 * follows; else it is a name. */
static bool at_match(const ap_parser *p)
{
    const char *text = p->l->text;
    if (!ap_parse_at(p, AP_T_NAME) || p->t->end - p->t->start != 5
        || strncmp(text + p->t->start, "match", 5) != 0)
        return false;
    const ap_token *t = p->t;
    while (t->kind != AP_T_NEWLINE && t->kind != AP_T_END)
        t++;
    return t->kind == AP_T_NEWLINE && t[-1].kind == AP_T_COLON
        && t[1].kind == AP_T_INDENT && t[2].kind == AP_T_NAME
        && t[2].end - t[2].start == 4
        && strncmp(text + t[2].start, "case", 4) == 0;
}

/* Refused as a whole: its block is not read. */
static void skip_match(ap_parser *p)
{
    ap_lang_refuse(p->l, p->t->pos, AP_REFUSE_MATCH);
    p->panic = true;
    ap_parse_synchronise(p);
}

void ap_parse_statement(ap_parser *p, ap_vec *out)
{
    if (!ap_parse_enter(p))
        return;
    if (at_match(p)) {
        skip_match(p);
    } else if (starts_compound(p)) {
        ap_node *n = ap_parse_compound(p);
        if (!p->panic)
            ap_vec_push(out, &n);
    } else {
        ap_parse_simple(p, out);
    }
    ap_parse_leave(p);
}

/* block -> ':' (simple line | NEWLINE INDENT statement+ DEDENT) */
ap_nodes ap_parse_block(ap_parser *p, const char *what, uint32_t line)
{
    ap_vec body;
    ap_vec_init(&body, sizeof(ap_node *));
    if (!p->panic && !ap_parse_at(p, AP_T_COLON)) {
        if (ap_parse_at(p, AP_T_NEWLINE))
            ap_parse_wrong(p, p->t->pos, "expected ':'");
        else
            ap_parse_wrong_here(p);
    }
    ap_parse_take(p, AP_T_COLON);
    if (p->panic) {
        return ap_nodes_take(p->l, &body);
    } else if (!ap_parse_take(p, AP_T_NEWLINE)) {
        ap_parse_simple(p, &body);
        return ap_nodes_take(p->l, &body);
    }
    if (!ap_parse_take(p, AP_T_INDENT)) {
        ap_parse_wrong(p, p->t->pos,
                       "expected an indented block after %s on line "
                       "%u",
                       what, line);
        return ap_nodes_take(p->l, &body);
    }
    while (!ap_parse_at(p, AP_T_DEDENT) && !ap_parse_at(p, AP_T_END)) {
        ap_parse_statement(p, &body);
        if (p->panic)
            ap_parse_synchronise(p);
    }
    ap_parse_take(p, AP_T_DEDENT);
    return ap_nodes_take(p->l, &body);
}

/* A missing ':' is told as such, whatever stands in its place. */
static ap_nodes forced_block(ap_parser *p, const char *what, uint32_t line)
{
    if (!p->panic && !ap_parse_at(p, AP_T_COLON))
        ap_parse_wrong(p, p->t->pos, "expected ':'");
    return ap_parse_block(p, what, line);
}

/* `else` ':' block, if there is one. */
static ap_nodes else_block(ap_parser *p)
{
    if (p->panic || !ap_parse_at(p, AP_T_ELSE))
        return (ap_nodes){0};
    uint32_t line = ap_parse_next(p)->pos.line;
    return forced_block(p, "'else' statement", line);
}

/* A test before ':'; = in it is a slip of ==. */
static ap_node *test(ap_parser *p)
{
    ap_node *n = ap_parse_expr(p);
    if (p->panic || !ap_parse_at(p, AP_T_ASSIGN))
        return n;
    if (n->kind == AP_N_NAME)
        ap_parse_wrong(p, ap_pos_span(n->pos, p->t[1].pos),
                       "invalid syntax. Maybe "
                       "you meant '==' or ':=' instead of '='?");
    else
        ap_parse_wrong(p, n->pos,
                       "cannot assign to %s here. Maybe you meant '==' "
                       "instead of '='?",
                       ap_parse_words(n));
    return n;
}

/* if -> ('if' | 'elif') expr block (elif | else)* */
static ap_node *if_stmt(ap_parser *p)
{
    const ap_token *t = ap_parse_next(p);
    ap_node *n = ap_node_new(p->l, AP_N_IF, t->pos);
    n->left = test(p);
    n->body = ap_parse_block(p, t->kind == AP_T_IF ? "'if' statement"
                                                   : "'elif' statement",
                             t->pos.line);
    if (!p->panic && ap_parse_at(p, AP_T_ELIF) && ap_parse_enter(p)) {
        ap_node *inner = if_stmt(p);
        ap_vec one;
        ap_vec_init(&one, sizeof(ap_node *));
        ap_vec_push(&one, &inner);
        n->orelse = ap_nodes_take(p->l, &one);
        ap_parse_leave(p);
    } else {
        n->orelse = else_block(p);
    }
    return ap_parse_close(p, n, t->pos);
}

/* while -> 'while' expr block [else] */
static ap_node *while_stmt(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_WHILE, start);
    n->left = test(p);
    n->body = ap_parse_block(p, "'while' statement", start.line);
    n->orelse = else_block(p);
    return ap_parse_close(p, n, start);
}

/* for -> 'for' targets 'in' exprs block [else] */
static ap_node *for_stmt(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_FOR, start);
    n->left = ap_parse_targets(p);
    ap_parse_make_target(p, n->left, AP_TARGET_FOR);
    ap_parse_expect(p, AP_T_IN);
    n->right = ap_parse_exprs(p);
    n->body = ap_parse_block(p, "'for' statement", start.line);
    n->orelse = else_block(p);
    return ap_parse_close(p, n, start);
}

/* item -> expr ['as' target] */
static ap_node *with_item(ap_parser *p)
{
    ap_pos start = p->t->pos;
    ap_node *n = ap_node_new(p->l, AP_N_WITHITEM, start);
    n->left = ap_parse_expr(p);
    if (ap_parse_take(p, AP_T_AS)) {
        n->right = ap_parse_at(p, AP_T_STAR) ? ap_parse_star_expr(p)
                                             : ap_parse_bitor(p);
        ap_parse_make_target(p, n->right, AP_TARGET_WITH);
    }
    return ap_parse_close(p, n, start);
}

/* Does the bracket at t hold the items of a with? So if ':' follows it. */
static bool parens_hold_items(const ap_token *t)
{
    int deep = 0;
    bool yields = t[1].kind == AP_T_YIELD, comma_or_as = false;
    for (; t->kind != AP_T_NEWLINE && t->kind != AP_T_END; t++) {
        if (t->kind == AP_T_LPAR || t->kind == AP_T_LSQB
            || t->kind == AP_T_LBRACE || t->kind == AP_T_LAMBDA)
            deep++;
        else if (t->kind == AP_T_RPAR || t->kind == AP_T_RSQB
                 || t->kind == AP_T_RBRACE)
            deep--;
        else if (deep == 1 && (t->kind == AP_T_AS || t->kind == AP_T_COMMA))
            comma_or_as = true;
        else if (deep == 1 && t->kind == AP_T_FOR)
            return false;
        if (deep == 0)
            return t[1].kind == AP_T_COLON && comma_or_as && !yields;
    }
    return false;
}

/* with -> 'with' ('(' item (',' item)* [','] ')' | item (',' item)*) block */
static ap_node *with_stmt(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_WITH, start);
    ap_vec items;
    ap_vec_init(&items, sizeof(ap_node *));
    bool parens = ap_parse_at(p, AP_T_LPAR) && parens_hold_items(p->t);
    if (parens)
        ap_parse_next(p);
    do {
        if (parens && ap_parse_at(p, AP_T_RPAR))
            break;
        ap_node *item = with_item(p);
        ap_vec_push(&items, &item);
    } while (ap_parse_take(p, AP_T_COMMA));
    if (parens)
        ap_parse_expect(p, AP_T_RPAR);
    n->items = ap_nodes_take(p->l, &items);
    n->body = ap_parse_block(p, "'with' statement", start.line);
    return ap_parse_close(p, n, start);
}

/* handler -> 'except' [expr ['as' NAME]] block */
static ap_node *handler(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_HANDLER, start);
    if (ap_parse_at(p, AP_T_STAR))
        ap_lang_refuse(p->l, ap_parse_next(p)->pos, AP_REFUSE_EXCEPT_STAR);
    if (!ap_parse_at(p, AP_T_COLON) && !ap_parse_at(p, AP_T_NEWLINE)) {
        n->left = ap_parse_expr(p);
        if (!p->panic && ap_parse_at(p, AP_T_COMMA))
            ap_parse_wrong(p, ap_pos_span(n->left->pos, p->t[1].pos),
                           "multiple exception types must be parenthesized");
        if (ap_parse_take(p, AP_T_AS))
            n->name = ap_parse_expect_name(p);
    }
    n->body = ap_parse_block(p, "'except' statement", start.line);
    return ap_parse_close(p, n, start);
}

/* try -> 'try' block handler* [else] ['finally' block] */
static ap_node *try_stmt(ap_parser *p)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_TRY, start);
    ap_vec handlers;
    ap_vec_init(&handlers, sizeof(ap_node *));
    n->body = forced_block(p, "'try' statement", start.line);
    while (!p->panic && ap_parse_at(p, AP_T_EXCEPT)) {
        ap_node *one = handler(p);
        if (handlers.len) {
            ap_node *last = *(ap_node **)ap_vec_at(&handlers,
                                                   handlers.len - 1);
            if (!last->left && !p->panic)
                ap_lang_wrong(p->l, last->pos,
                              "default 'except:' must be last");
        }
        ap_vec_push(&handlers, &one);
    }
    if (handlers.len)
        n->orelse = else_block(p);
    if (!p->panic && ap_parse_at(p, AP_T_FINALLY)) {
        uint32_t line = ap_parse_next(p)->pos.line;
        n->final = forced_block(p, "'finally' statement", line);
    } else if (!handlers.len) {
        ap_parse_wrong(p, p->t->pos, "expected 'except' or 'finally' block");
    }
    n->items = ap_nodes_take(p->l, &handlers);
    return ap_parse_close(p, n, start);
}

/* ---- def and class --------------------------------------------------- */

static void refuse_type_params(ap_parser *p)
{
    if (p->panic || !ap_parse_at(p, AP_T_LSQB))
        return;
    ap_lang_refuse(p->l, p->t->pos, AP_REFUSE_TYPE_PARAMS);
    while (!ap_parse_at(p, AP_T_NEWLINE) && !ap_parse_at(p, AP_T_END)
           && ap_parse_next(p)->kind != AP_T_RSQB)
        ;
}

/* def -> 'def' NAME '(' params ')' ['->' expr] block */
ap_node *ap_parse_def(ap_parser *p, ap_nodes decorators, ap_pos start)
{
    ap_parse_next(p);
    ap_node *n = ap_node_new(p->l, AP_N_FUNCTION, start);
    ap_pos name_pos = p->t->pos;
    bool in_class = p->in_class;
    n->name = ap_parse_expect_name(p);
    if (in_class && strcmp(n->name, "__del__") == 0)
        ap_lang_refuse(p->l, name_pos, AP_REFUSE_DEL_METHOD);
    refuse_type_params(p);
    ap_parse_expect(p, AP_T_LPAR);
    n->params = ap_parse_params(p, AP_T_RPAR);
    ap_parse_expect(p, AP_T_RPAR);
    if (ap_parse_take(p, AP_T_ARROW))
        ap_parse_expr(p);
    p->in_class = false;
    n->body = forced_block(p, "function definition", start.line);
    p->in_class = in_class;
    n->final = decorators;
    return ap_parse_close(p, n, start);
}

static void refuse_metaclass(ap_parser *p, ap_nodes keywords)
{
    for (int i = 0; i < keywords.n; i++) {
        ap_node *k = keywords.at[i];
        if (k->name && strcmp(k->name, "metaclass") == 0)
            ap_lang_refuse(p->l, k->pos, AP_REFUSE_METACLASS);
    }
}

/* class -> 'class' NAME [args] block */
ap_node *ap_parse_class(ap_parser *p, ap_nodes decorators, ap_pos start)
{
    ap_parse_next(p);
    ap_node *n = ap_node_new(p->l, AP_N_CLASS, start);
    bool in_class = p->in_class;
    n->name = ap_parse_expect_name(p);
    refuse_type_params(p);
    if (!p->panic && ap_parse_at(p, AP_T_LPAR))
        ap_parse_args(p, &n->items, &n->orelse);
    refuse_metaclass(p, n->orelse);
    p->in_class = true;
    n->body = ap_parse_block(p, "class definition", start.line);
    p->in_class = in_class;
    n->final = decorators;
    return ap_parse_close(p, n, start);
}

/* decorated -> ('@' expr NEWLINE)+ (def | class) */
ap_node *ap_parse_decorated(ap_parser *p)
{
    ap_vec list;
    ap_vec_init(&list, sizeof(ap_node *));
    while (ap_parse_take(p, AP_T_AT)) {
        ap_node *one = ap_parse_expr(p);
        ap_vec_push(&list, &one);
        if (!ap_parse_take(p, AP_T_NEWLINE))
            ap_parse_wrong_here(p);
    }
    ap_nodes decorators = ap_nodes_take(p->l, &list);
    ap_pos start = p->t->pos;
    if (!p->panic && ap_parse_at(p, AP_T_ASYNC))
        ap_lang_refuse(p->l, ap_parse_next(p)->pos, AP_REFUSE_ASYNC);
    if (!p->panic && ap_parse_at(p, AP_T_DEF))
        return ap_parse_def(p, decorators, start);
    if (!p->panic && ap_parse_at(p, AP_T_CLASS))
        return ap_parse_class(p, decorators, start);
    ap_parse_wrong_here(p);
    return ap_node_new(p->l, AP_N_PASS, start);
}

ap_node *ap_parse_compound(ap_parser *p)
{
    if (ap_parse_at(p, AP_T_ASYNC))
        ap_lang_refuse(p->l, ap_parse_next(p)->pos, AP_REFUSE_ASYNC);
    switch (p->t->kind) {
    case AP_T_IF: return if_stmt(p);
    case AP_T_WHILE: return while_stmt(p);
    case AP_T_FOR: return for_stmt(p);
    case AP_T_TRY: return try_stmt(p);
    case AP_T_WITH: return with_stmt(p);
    case AP_T_DEF: return ap_parse_def(p, (ap_nodes){0}, p->t->pos);
    case AP_T_CLASS: return ap_parse_class(p, (ap_nodes){0}, p->t->pos);
    case AP_T_AT: return ap_parse_decorated(p);
    default:
        ap_parse_wrong_here(p);
        return ap_node_new(p->l, AP_N_PASS, p->t->pos);
    }
}
