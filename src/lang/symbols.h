/* Scopes: which name means what where.
 *
 * A scope is a module, a class body, or function-like: a function, lambda or
 * comprehension. Two passes: the first (symbols.c) records what the text
 * says of each name, the second (scopes.c) decides where the name lives.
 * List, set and dict comprehensions are inlined into the scope around them
 * (PEP 709): their names then live there, saved and restored. */
#ifndef APIARY_SYMBOLS_H
#define APIARY_SYMBOLS_H

#include "ast.h"

typedef enum ap_scopekind {
    AP_SCOPE_MODULE, AP_SCOPE_CLASS, AP_SCOPE_FUNCTION, AP_SCOPE_LAMBDA,
    AP_SCOPE_COMP
} ap_scopekind;

/* What the text says of a name (bits). */
enum {
    AP_SYM_GLOBAL = 1, AP_SYM_LOCAL = 2, AP_SYM_PARAM = 4,
    AP_SYM_NONLOCAL = 8, AP_SYM_USE = 16, AP_SYM_IMPORT = 32,
    AP_SYM_ANNOT = 64, AP_SYM_FREE_CLASS = 128,
    AP_SYM_BOUND = AP_SYM_LOCAL | AP_SYM_PARAM | AP_SYM_IMPORT
};

/* Where a name lives. */
typedef enum ap_home {
    AP_HOME_NONE, AP_HOME_LOCAL, AP_HOME_GLOBAL, /* declared global */
    AP_HOME_IMPLICIT, /* global or builtin, undeclared */
    AP_HOME_FREE, AP_HOME_CELL
} ap_home;

typedef struct ap_symbol {
    const char *name;
    int flags;
    ap_home home;
    ap_pos first; /* where it was seen first */
} ap_symbol;

typedef struct ap_scope ap_scope;
struct ap_scope {
    ap_scopekind kind;
    const char *name;
    const char *class_name; /* of the class around, for __names */
    ap_node *node;
    ap_scope *parent;
    ap_vec children; /* ap_scope * */
    ap_vec symbols;  /* ap_symbol, in order of first mention */
    ap_map index;    /* name -> symbols */
    ap_vec params;   /* const char *, in the order of localsplus */
    bool is_generator, is_nested;
    bool is_inlined;   /* a comprehension that lives in its parent */
    bool needs_class;  /* a class whose __class__ is used inside */
    const ap_code *code; /* once it was made: finally blocks come twice */
};

/* Scopes of a module, hung onto its nodes. NULL where something is wrong
 * (said, then). */
ap_scope *ap_symbols(ap_lang *l, ap_nodes body);
void ap_scope_free(ap_scope *s);

/* Decides every symbol's home; false and said where one cannot be. */
bool ap_scopes_resolve(ap_lang *l, ap_scope *module);

bool ap_scope_is_function(const ap_scope *s); /* or lambda, comprehension */
ap_symbol *ap_scope_find(const ap_scope *s, const char *name);
ap_symbol *ap_scope_add(ap_scope *s, const char *name, int flags);
/* __name in a class becomes _Class__name. */
const char *ap_scope_mangle(ap_lang *l, const char *class_name,
                            const char *name);

#endif
