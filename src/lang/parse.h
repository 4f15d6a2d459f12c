/* Inside the parser: its state and the helpers that its files share.
 *
 * Recursive descent for statements, a Pratt table for expressions. On an
 * error the parser panics: it says so once, then skips to the next line, so
 * that several errors come out in one go. While `panic` holds, functions
 * return whatever they have and their callers unwind to the statement. */
#ifndef APIARY_PARSE_H
#define APIARY_PARSE_H

#include "ast.h"
#include "token.h"

typedef struct ap_parser {
    ap_lang *l;
    ap_tokens tokens;
    const ap_token *t; /* the next one */
    bool panic;
    bool in_class; /* directly in a class body */
    int depth; /* of the parser's own recursion */
} ap_parser;

/* ---- tokens (parse.c) ------------------------------------------------ */

bool ap_parse_at(const ap_parser *p, ap_tokkind kind);
bool ap_parse_take(ap_parser *p, ap_tokkind kind); /* if it is next */
const ap_token *ap_parse_next(ap_parser *p);       /* whatever is next */
const ap_token *ap_parse_last(const ap_parser *p); /* the one taken last */
/* Takes it, or panics with "expected 'TEXT'" (or what CPython says). */
void ap_parse_expect(ap_parser *p, ap_tokkind kind);
const char *ap_parse_expect_name(ap_parser *p);
ap_pos ap_parse_since(const ap_parser *p, ap_pos start); /* to the last token */
void ap_parse_wrong(ap_parser *p, ap_pos at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void ap_parse_wrong_here(ap_parser *p); /* invalid syntax, at the next token */
/* A closing bracket is due where another token stands: a comma may have been
 * forgotten after what began at `last`. */
void ap_parse_wrong_in_brackets(ap_parser *p, ap_pos last);
void ap_parse_synchronise(ap_parser *p); /* ends the panic, at a next line */
/* Guard of the recursion: false, and a panic, where it is too deep. */
bool ap_parse_enter(ap_parser *p);
void ap_parse_leave(ap_parser *p);
/* Finishes a node: its end, and its depth from its children's. */
ap_node *ap_parse_close(ap_parser *p, ap_node *n, ap_pos start);

/* ---- expressions (parse_expr.c, parse_atom.c, parse_call.c) ---------- */

ap_node *ap_parse_expr(ap_parser *p);      /* one expression, no star */
ap_node *ap_parse_or(ap_parser *p);        /* one without lambda and if */
ap_node *ap_parse_bitor(ap_parser *p);     /* one without comparisons */
ap_node *ap_parse_star_expr(ap_parser *p); /* one, or *one */
ap_node *ap_parse_exprs(ap_parser *p);     /* a, *b, c: a tuple if commas */
ap_node *ap_parse_targets(ap_parser *p);   /* of for: up to `in` */
ap_node *ap_parse_yield(ap_parser *p);
ap_node *ap_parse_atom(ap_parser *p);
ap_node *ap_parse_call(ap_parser *p, ap_node *callee);
void ap_parse_args(ap_parser *p, ap_nodes *args, ap_nodes *keywords);
bool ap_parse_starts_expr(ap_tokkind kind);
/* for … in … if …, with the element read already. */
ap_node *ap_parse_comp(ap_parser *p, ap_kind kind, ap_node *elt,
                       ap_node *value, ap_pos start);
ap_node *ap_parse_strings(ap_parser *p);
ap_node *ap_parse_number(ap_parser *p);
ap_params *ap_parse_params(ap_parser *p, ap_tokkind closer);

/* ---- targets (target.c) ---------------------------------------------- */

typedef enum ap_targets {
    AP_TARGET_ASSIGN, AP_TARGET_FOR, AP_TARGET_WITH, AP_TARGET_DEL,
    AP_TARGET_AUG
} ap_targets;

/* Makes an expression a target, or panics saying why it cannot be one. */
void ap_parse_make_target(ap_parser *p, ap_node *n, ap_targets how);
/* "function call", "literal": what CPython calls such an expression. */
const char *ap_parse_words(const ap_node *n);

/* ---- statements (parse_stmt.c, parse_block.c, parse_def.c) ----------- */

void ap_parse_statement(ap_parser *p, ap_vec *out);
void ap_parse_simple(ap_parser *p, ap_vec *out);
ap_node *ap_parse_compound(ap_parser *p);
/* ':' and the block after it. `what`: "'if' statement", for the message. */
ap_nodes ap_parse_block(ap_parser *p, const char *what, uint32_t line);
ap_node *ap_parse_def(ap_parser *p, ap_nodes decorators, ap_pos start);
ap_node *ap_parse_class(ap_parser *p, ap_nodes decorators, ap_pos start);
ap_node *ap_parse_decorated(ap_parser *p);

#endif
