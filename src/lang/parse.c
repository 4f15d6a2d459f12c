/* The parser's tokens, errors and recovery, and the file as a whole. */
#include "parse.h"

#include <stdio.h>
#include <string.h>

bool ap_parse_at(const ap_parser *p, ap_tokkind kind)
{
    return p->t->kind == kind;
}

const ap_token *ap_parse_next(ap_parser *p)
{
    const ap_token *t = p->t;
    if (t->kind != AP_T_END)
        p->t++;
    return t;
}

bool ap_parse_take(ap_parser *p, ap_tokkind kind)
{
    if (p->panic || p->t->kind != kind)
        return false;
    ap_parse_next(p);
    return true;
}

const ap_token *ap_parse_last(const ap_parser *p)
{
    return p->t == p->tokens.list.data ? p->t : p->t - 1;
}

/* Line ends and indentation belong to no node. */
ap_pos ap_parse_since(const ap_parser *p, ap_pos start)
{
    const ap_token *t = ap_parse_last(p);
    while (t != p->tokens.list.data
           && (t->kind == AP_T_NEWLINE || t->kind == AP_T_INDENT
               || t->kind == AP_T_DEDENT))
        t--;
    return ap_pos_span(start, t->pos);
}

/* A bracket that nobody closes explains what is wrong on later lines. */
static bool is_unclosed(const ap_parser *p)
{
    const ap_tokens *ts = &p->tokens;
    return ts->unclosed && (p->t->pos.line > ts->unclosed_at.line
                            || p->t[p->t->kind != AP_T_END].kind == AP_T_END);
}

/* Did the lexer find something wrong on this line? That was told, and is
 * the cause, as CPython sees it too. */
static bool is_told(const ap_parser *p)
{
    const ap_token *t = p->t;
    while (t->kind != AP_T_NEWLINE && t->kind != AP_T_END
           && t->kind != AP_T_ERROR)
        t++;
    return t->kind == AP_T_ERROR;
}

void ap_parse_wrong(ap_parser *p, ap_pos at, const char *fmt, ...)
{
    if (p->panic)
        return;
    p->panic = true;
    if (is_told(p))
        return;
    if (is_unclosed(p)) {
        ap_lang_wrong(p->l, p->tokens.unclosed_at, "'%c' was never closed",
                      p->tokens.unclosed);
        while (!ap_parse_at(p, AP_T_END))
            ap_parse_next(p);
        return;
    }
    char msg[200];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(msg, sizeof msg, fmt, ap);
    va_end(ap);
    ap_lang_wrong(p->l, at, "%s", msg);
}

void ap_parse_wrong_here(ap_parser *p)
{
    if (ap_parse_at(p, AP_T_INDENT))
        ap_parse_wrong(p, p->t->pos, "unexpected indent");
    else if (ap_parse_at(p, AP_T_DEDENT))
        ap_parse_wrong(p, p->t->pos, "unexpected unindent");
    else
        ap_parse_wrong(p, p->t->pos, "invalid syntax");
}

/* A name and a string side by side are rather a prefix gone wrong. */
void ap_parse_wrong_in_brackets(ap_parser *p, ap_pos last)
{
    ap_tokkind kind = p->t->kind;
    bool prefixed = ap_parse_last(p)->kind == AP_T_NAME
                    && (kind == AP_T_STRING || kind == AP_T_FSTART);
    if (ap_parse_starts_expr(kind) && !prefixed && kind != AP_T_NOT
        && kind != AP_T_MINUS && kind != AP_T_PLUS)
        ap_parse_wrong(p, ap_pos_span(last, p->t->pos),
                       "invalid syntax. Perhaps you forgot a comma?");
    else
        ap_parse_wrong_here(p);
}

void ap_parse_expect(ap_parser *p, ap_tokkind kind)
{
    if (ap_parse_take(p, kind) || p->panic)
        return;
    if (kind == AP_T_COLON || kind == AP_T_LPAR)
        ap_parse_wrong(p, p->t->pos, "expected '%s'", ap_token_text(kind));
    else
        ap_parse_wrong_here(p);
}

const char *ap_parse_expect_name(ap_parser *p)
{
    const ap_token *t = p->t;
    if (!ap_parse_take(p, AP_T_NAME)) {
        ap_parse_wrong_here(p);
        return "";
    }
    return ap_lang_intern(p->l, p->l->text + t->start, t->end - t->start);
}

bool ap_parse_enter(ap_parser *p)
{
    if (p->depth >= AP_DEPTH_MAX) {
        ap_parse_wrong(p, p->t->pos, "too many nested expressions or blocks");
        return false;
    }
    p->depth++;
    return true;
}

void ap_parse_leave(ap_parser *p)
{
    p->depth--;
}

static int deeper(int depth, const ap_node *n)
{
    return n && n->depth > depth ? n->depth : depth;
}

static int deepest(int depth, ap_nodes list)
{
    for (int i = 0; i < list.n; i++)
        depth = deeper(depth, list.at[i]);
    return depth;
}

static int deepest_default(int depth, const ap_params *ps)
{
    for (int i = 0; ps && i < ps->n; i++)
        depth = deeper(depth, ps->at[i].dflt);
    for (int i = 0; ps && i < ps->nkwonly; i++)
        depth = deeper(depth, ps->kwonly[i].dflt);
    return depth;
}

ap_node *ap_parse_close(ap_parser *p, ap_node *n, ap_pos start)
{
    n->pos = ap_parse_since(p, start);
    int depth = deeper(deeper(deeper(0, n->left), n->right), n->extra);
    depth = deepest(deepest(depth, n->items), n->body);
    depth = deepest_default(depth, n->params);
    n->depth = 1 + deepest(deepest(depth, n->orelse), n->final);
    if (n->depth > AP_DEPTH_MAX)
        ap_parse_wrong(p, n->pos, "too many nested expressions or blocks");
    return n;
}

/* ---- recovery -------------------------------------------------------- */

/* Does a clause of the statement that was given up follow? */
static bool at_clause(const ap_parser *p)
{
    return ap_parse_at(p, AP_T_ELSE) || ap_parse_at(p, AP_T_ELIF)
           || ap_parse_at(p, AP_T_EXCEPT) || ap_parse_at(p, AP_T_FINALLY);
}

/* Skips the rest of the line, the block under it if it has one, and the
 * clauses that go on with the statement. Stops before a DEDENT that ends
 * the block around it. */
void ap_parse_synchronise(ap_parser *p)
{
    int deep = 0;
    p->panic = false;
    while (!ap_parse_at(p, AP_T_END)
           && !(deep == 0 && ap_parse_at(p, AP_T_DEDENT))) {
        ap_tokkind kind = ap_parse_next(p)->kind;
        if (kind == AP_T_INDENT)
            deep++;
        else if (kind == AP_T_DEDENT)
            deep--;
        if (deep <= 0 && (kind == AP_T_NEWLINE || kind == AP_T_DEDENT)
            && !ap_parse_at(p, AP_T_INDENT) && !at_clause(p))
            return;
    }
}

/* file -> statement* END */
ap_nodes ap_parse(ap_lang *l)
{
    ap_parser p = {.l = l};
    ap_vec body;
    ap_vec_init(&body, sizeof(ap_node *));
    ap_lex(l, &p.tokens);
    p.t = p.tokens.list.data;
    while (!ap_parse_at(&p, AP_T_END)) {
        ap_parse_statement(&p, &body);
        if (p.panic)
            ap_parse_synchronise(&p);
        ap_parse_take(&p, AP_T_DEDENT); /* of a block that was given up */
    }
    if (p.tokens.unclosed && !ap_lang_failed(l))
        ap_lang_wrong(l, p.tokens.unclosed_at, "'%c' was never closed",
                      p.tokens.unclosed);
    ap_vec_clear(&p.tokens.list);
    return ap_nodes_take(l, &body);
}
