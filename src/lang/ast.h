/* The tree: what the parser makes and the later stages read.
 *
 * One struct serves all kinds; the list below says which fields a kind
 * uses. A node lives in the scratch arena, so nothing is freed by hand.
 * `depth` is the height of the tree below a node: kept under AP_DEPTH_MAX,
 * so that the stages may recurse without fear for the stack. */
#ifndef APIARY_AST_H
#define APIARY_AST_H

#include "lang_i.h"

/* A place that has no line of its own. */
#define AP_NO_LINE UINT32_MAX
#define AP_NO_POS ((ap_pos){AP_NO_LINE, AP_NO_LINE, 0, 0})

/* kind: fields */
#define AP_EXPRS(X)                                                            \
    X(CONST)     /* value */                                                   \
    X(NAME)      /* name, ctx */                                               \
    X(ATTR)      /* left . name, ctx */                                        \
    X(SUBSCR)    /* left [right], ctx */                                       \
    X(SLICE)     /* left : right : extra, each may be NULL */                  \
    X(STAR)      /* *left, ctx */                                              \
    X(TUPLE)     /* items, ctx */                                              \
    X(LIST)      /* items, ctx */                                              \
    X(SET)       /* items */                                                   \
    X(DICT)      /* items: keys (NULL: **), body: values */                    \
    X(UNARY)     /* op (token) left */                                         \
    X(BINARY)    /* left op (AP_BIN_) right */                                 \
    X(BOOL)      /* items joined by op (token AND or OR) */                    \
    X(COMPARE)   /* left, then ops[i] items[i] */                              \
    X(CALL)      /* left(items), body: KEYWORD */                              \
    X(KEYWORD)   /* name=left; **left where name is NULL */                    \
    X(IFEXP)     /* left if right else extra */                                \
    X(LAMBDA)    /* params: left */                                            \
    X(LISTCOMP)  /* [left for …], items: COMPFOR */                            \
    X(SETCOMP)   /* {left for …} */                                            \
    X(DICTCOMP)  /* {left: right for …} */                                     \
    X(GENEXP)    /* (left for …) */                                            \
    X(COMPFOR)   /* for left in right, items: conditions */                    \
    X(YIELD)     /* yield left */                                              \
    X(YIELDFROM) /* yield from left */                                         \
    X(FSTRING)   /* items: CONST and FIELD */                                  \
    X(FIELD)     /* {left!op:right}; op is 0, 's', 'r' or 'a' */

#define AP_STMTS(X)                                                            \
    X(EXPR)     /* left */                                                     \
    X(ASSIGN)   /* items = left */                                             \
    X(AUGASSIGN) /* left op= right */                                          \
    X(ANNASSIGN) /* left: annotation = right; op: left is a bare name */       \
    X(RETURN)   /* left */                                                     \
    X(DEL)      /* items */                                                    \
    X(RAISE)    /* left from right */                                          \
    X(ASSERT)   /* left, right */                                              \
    X(PASS) X(BREAK) X(CONTINUE)                                               \
    X(GLOBAL) X(NONLOCAL) /* items: NAME */                                    \
    X(IMPORT)   /* items: ALIAS */                                             \
    X(FROM)     /* from name import items; op: leading dots */                 \
    X(ALIAS)    /* name as alias */                                            \
    X(IF)       /* left: body, orelse */                                       \
    X(WHILE)    /* left: body, orelse */                                       \
    X(FOR)      /* left in right: body, orelse */                              \
    X(WITH)     /* items: WITHITEM; body */                                    \
    X(WITHITEM) /* left as right */                                            \
    X(TRY)      /* body, items: HANDLER, orelse, final */                      \
    X(HANDLER)  /* except left as name: body */                                \
    X(FUNCTION) /* name, params, body, final: decorators */                    \
    X(CLASS)    /* name, items: bases, orelse: KEYWORD, body, final: decor. */

typedef enum ap_kind {
#define X(name) AP_N_##name,
    AP_EXPRS(X) AP_STMTS(X)
#undef X
} ap_kind;

typedef enum ap_ctx { AP_LOAD, AP_STORE, AP_DEL } ap_ctx;

typedef struct ap_node ap_node;

typedef struct ap_nodes {
    ap_node **at;
    int n;
} ap_nodes;

typedef struct ap_param {
    const char *name;
    ap_node *dflt; /* or NULL */
    ap_pos pos;
} ap_param;

/* Parameters of a def or lambda, as they stand in the text. */
typedef struct ap_params {
    ap_param *at;      /* positional, the positional-only first */
    int n, posonly;
    ap_param *kwonly;
    int nkwonly;
    ap_param *star, *star2; /* *args and **kwargs, or NULL */
} ap_params;

struct ap_node {
    uint8_t kind, ctx;
    bool parens; /* stood in parentheses of its own */
    int depth, op;
    ap_pos pos;
    const char *name, *alias;
    ap_node *left, *right, *extra;
    ap_nodes items, body, orelse, final;
    ap_const *value;
    ap_params *params;
    int *ops;               /* COMPARE: AP_CMP_ or the ones below */
    struct ap_scope *scope; /* of a def, class, lambda, comprehension */
};

/* Comparisons that are no COMPARE_OP, after AP_CMP_GE. */
enum { AP_CMP_IS = AP_CMP_GE + 1, AP_CMP_IS_NOT, AP_CMP_IN, AP_CMP_NOT_IN };

ap_node *ap_node_new(ap_lang *l, ap_kind kind, ap_pos pos);
ap_node *ap_node_const(ap_lang *l, ap_const value, ap_pos pos);
/* Copies the vector of ap_node * into the arena and empties it. */
ap_nodes ap_nodes_take(ap_lang *l, ap_vec *v);
bool ap_node_is_const(const ap_node *n);
bool ap_node_is_str(const ap_node *n);
bool ap_node_is_name(const ap_node *n, const char *name);
bool ap_nodes_any_star(ap_nodes list);
bool ap_nodes_all_const(ap_nodes list);
/* A tuple (or frozenset) of constants. */
ap_const ap_const_items(ap_lang *l, ap_constkind kind, ap_nodes list);
ap_const ap_const_str(ap_lang *l, const char *s, size_t n);
/* The docstring of a body, or NULL. */
const ap_node *ap_nodes_doc(ap_nodes body);

/* Parses the text; the module's statements. What is wrong is in l->diags. */
ap_nodes ap_parse(ap_lang *l);

/* Folds constants below each node, as CPython's compiler does first. */
void ap_fold_body(ap_lang *l, ap_nodes body);

#endif
