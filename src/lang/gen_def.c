/* def, lambda and class: the code inside, the function or class made of it,
 * the decorators around. */
#include "gen.h"

#include <string.h>

static bool any_default(const ap_params *ps)
{
    for (int i = 0; i < ps->n; i++)
        if (ps->at[i].dflt)
            return true;
    return false;
}

/* Keyword-only defaults as a dict. */
static bool keyword_defaults(ap_gen *g, const ap_params *ps, ap_pos at)
{
    ap_const *names = ap_arena_alloc(g->l->keep, (size_t)ps->nkwonly
                                     * sizeof *names + 1);
    size_t n = 0;
    for (int i = 0; i < ps->nkwonly; i++) {
        if (!ps->kwonly[i].dflt)
            continue;
        ap_gen_expr(g, ps->kwonly[i].dflt);
        names[n++] = ap_gen_str_const(
            ap_scope_mangle(g->l, g->u->scope->class_name, ps->kwonly[i].name));
    }
    if (n == 0)
        return false;
    ap_gen_emit_const(g, (ap_const){.kind = AP_C_TUPLE, .n = n, .items = names},
                      at);
    ap_gen_emit_arg(g, AP_OP_BUILD_CONST_KEY_MAP, (uint32_t)n, at);
    return true;
}

uint32_t ap_gen_defaults(ap_gen *g, const ap_params *ps, ap_pos at)
{
    uint32_t flags = 0, n = 0;
    if (any_default(ps)) {
        for (int i = 0; i < ps->n; i++) {
            if (!ps->at[i].dflt)
                continue;
            ap_gen_expr(g, ps->at[i].dflt);
            n++;
        }
        ap_gen_emit_arg(g, AP_OP_BUILD_TUPLE, n, at);
        flags |= 1;
    }
    if (keyword_defaults(g, ps, at))
        flags |= 2;
    return flags;
}

/* A function's first constant is its docstring, or None. */
static void first_const(ap_gen *g, const ap_node *doc)
{
    ap_const none = {.kind = AP_C_NONE};
    ap_body_const(g->l, &g->u->body, doc ? *doc->value : none);
}

static const ap_code *lambda_code(ap_gen *g, ap_node *n)
{
    if (n->scope->code)
        return n->scope->code;
    ap_unit_enter(g, n->scope, n->pos.line);
    first_const(g, NULL);
    ap_gen_expr(g, n->left);
    ap_gen_emit(g, AP_OP_RETURN_VALUE,
                (ap_pos){n->pos.line, n->pos.line, 0, 0});
    return ap_unit_leave(g, false);
}

void ap_gen_lambda(ap_gen *g, ap_node *n)
{
    uint32_t flags = ap_gen_defaults(g, n->params, n->pos);
    ap_gen_emit_function(g, lambda_code(g, n), flags, n->pos);
}

/* ---- decorators ------------------------------------------------------ */

static uint32_t first_line(const ap_node *n)
{
    return n->final.n ? n->final.at[0]->pos.line : n->pos.line;
}

static void apply_decorators(ap_gen *g, const ap_node *n)
{
    for (int i = n->final.n - 1; i >= 0; i--)
        ap_gen_emit_arg(g, AP_OP_CALL, 0, n->final.at[i]->pos);
}

static const ap_code *function_code(ap_gen *g, ap_node *n)
{
    const ap_node *doc = ap_nodes_doc(n->body);
    ap_nodes body = n->body;
    if (n->scope->code)
        return n->scope->code;
    ap_unit_enter(g, n->scope, first_line(n));
    first_const(g, doc);
    if (doc) {
        body.at++;
        body.n--;
    }
    ap_gen_body(g, body);
    return ap_unit_leave(g, true);
}

void ap_gen_function(ap_gen *g, ap_node *n)
{
    ap_gen_exprs(g, n->final);
    uint32_t flags = ap_gen_defaults(g, n->params, n->pos);
    ap_gen_emit_function(g, function_code(g, n), flags, n->pos);
    apply_decorators(g, n);
    ap_gen_emit_var(g, n->name, AP_STORE, n->pos);
}

/* ---- classes --------------------------------------------------------- */

static const char *word(ap_gen *g, const char *s)
{
    return ap_lang_intern(g->l, s, strlen(s));
}

/* The cell of __class__, if a method uses it, is what the body returns. */
static void class_end(ap_gen *g)
{
    if (g->u->scope->needs_class) {
        const int *cell = ap_map_find(&g->u->cells, word(g, "__class__"));
        ap_gen_emit_arg(g, AP_OP_LOAD_CLOSURE, (uint32_t)*cell, AP_NO_POS);
        ap_gen_emit_arg(g, AP_OP_COPY, 1, AP_NO_POS);
        ap_gen_emit_var(g, word(g, "__classcell__"), AP_STORE, AP_NO_POS);
    } else {
        ap_gen_emit_none(g, AP_NO_POS);
    }
    ap_gen_emit(g, AP_OP_RETURN_VALUE, AP_NO_POS);
}

/* What a class or module says first: __doc__. */
static ap_nodes docstring(ap_gen *g, ap_nodes body)
{
    const ap_node *doc = ap_nodes_doc(body);
    if (!doc)
        return body;
    ap_gen_emit_const(g, *doc->value, doc->pos);
    ap_gen_emit_var(g, word(g, "__doc__"), AP_STORE, AP_NO_POS);
    return (ap_nodes){body.at + 1, body.n - 1};
}

void ap_gen_module_body(ap_gen *g, ap_nodes body)
{
    ap_gen_body(g, docstring(g, body));
}

static bool has_annotations(const ap_scope *s)
{
    for (size_t i = 0; i < s->symbols.len; i++)
        if (((const ap_symbol *)ap_vec_at(&s->symbols, i))->flags
            & AP_SYM_ANNOT)
            return true;
    return false;
}

static const ap_code *class_code(ap_gen *g, ap_node *n)
{
    uint32_t line = first_line(n);
    ap_pos at = {line, line, 0, 0};
    if (n->scope->code)
        return n->scope->code;
    ap_unit_enter(g, n->scope, line);
    ap_gen_emit_var(g, word(g, "__name__"), AP_LOAD, at);
    ap_gen_emit_var(g, word(g, "__module__"), AP_STORE, at);
    ap_gen_emit_const(g, ap_gen_str_const(g->u->qualname), at);
    ap_gen_emit_var(g, word(g, "__qualname__"), AP_STORE, at);
    if (has_annotations(n->scope))
        ap_gen_emit(g, AP_OP_SETUP_ANNOTATIONS, at);
    ap_gen_body(g, docstring(g, n->body));
    class_end(g);
    return ap_unit_leave(g, false);
}

void ap_gen_class(ap_gen *g, ap_node *n)
{
    ap_gen_exprs(g, n->final);
    const ap_code *c = class_code(g, n);
    ap_gen_emit(g, AP_OP_PUSH_NULL, n->pos);
    ap_gen_emit(g, AP_OP_LOAD_BUILD_CLASS, n->pos);
    ap_gen_emit_function(g, c, 0, n->pos);
    ap_gen_emit_const(g, ap_gen_str_const(n->name), n->pos);
    ap_gen_arguments(g, 2, n->items, n->orelse, n->pos);
    apply_decorators(g, n);
    ap_gen_emit_var(g, n->name, AP_STORE, n->pos);
}
