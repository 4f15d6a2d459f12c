/* Calls: plain, of methods, of super(), with keywords and stars. */
#include "gen.h"

#include <string.h>

enum { STACK_GUIDE = 30 };

/* ---- super() --------------------------------------------------------- */

/* Is the attribute's object super(), or super(a, b), of the builtin? */
static bool is_super(const ap_gen *g, const ap_node *attr)
{
    const ap_node *call = attr->left;
    if (call->kind != AP_N_CALL || !ap_node_is_name(call->left, "super")
        || call->body.n)
        return false;
    const char *super = call->left->name;
    const ap_symbol *here = ap_scope_find(g->u->scope, super);
    if ((here && here->home != AP_HOME_IMPLICIT)
        || (ap_scope_find(g->module, super)
            && ap_scope_find(g->module, super)->home != AP_HOME_IMPLICIT))
        return false;
    if (call->items.n == 2)
        return !ap_nodes_any_star(call->items);
    if (call->items.n != 0 || g->u->scope->params.len == 0
        || (g->u->scope->kind != AP_SCOPE_FUNCTION
            && g->u->scope->kind != AP_SCOPE_LAMBDA))
        return false;
    const ap_params *ps = g->u->scope->node->params;
    const ap_symbol *cell = ap_scope_find(
        g->u->scope, ap_lang_intern(g->l, "__class__", 9));
    return ps->n > 0 && cell && cell->home == AP_HOME_FREE;
}

/* super, the class and the object: three words. */
static void super_words(ap_gen *g, ap_node *call)
{
    ap_gen_expr(g, call->left);
    if (call->items.n == 2) {
        ap_gen_exprs(g, call->items);
        return;
    }
    ap_gen_emit_var(g, ap_lang_intern(g->l, "__class__", 9), AP_LOAD,
                    call->pos);
    ap_gen_emit_var(g, *(const char **)ap_vec_at(&g->u->scope->params, 0),
                    AP_LOAD, call->pos);
}

bool ap_gen_super_attr(ap_gen *g, ap_node *attr, bool method)
{
    if (!is_super(g, attr))
        return false;
    super_words(g, attr->left);
    uint32_t arg = ap_gen_name_index(g, attr->name) << 2 | (method ? 1 : 0);
    if (attr->left->items.n == 2)
        arg |= 2;
    ap_pos at = method ? attr->pos : ap_gen_attr_pos(attr->pos, attr);
    ap_gen_emit_arg(g, AP_OP_LOAD_SUPER_ATTR, arg, at);
    if (method)
        ap_gen_emit(g, AP_OP_NOP, ap_gen_attr_pos(attr->pos, attr));
    else
        ap_gen_emit(g, AP_OP_NOP, at);
    return true;
}

/* ---- arguments ------------------------------------------------------- */

static bool is_plain(ap_nodes args, ap_nodes keywords)
{
    for (int i = 0; i < keywords.n; i++)
        if (!keywords.at[i]->name)
            return false;
    return !ap_nodes_any_star(args);
}

static ap_const names_of(ap_gen *g, ap_nodes keywords, int from, int to)
{
    size_t n = (size_t)(to - from);
    ap_const *items = ap_arena_alloc(g->l->keep, n * sizeof *items);
    for (int i = from; i < to; i++)
        items[i - from] = ap_gen_str_const(keywords.at[i]->name);
    return (ap_const){.kind = AP_C_TUPLE, .n = n, .items = items};
}

/* The values, then KW_NAMES for the CALL that follows. */
static void plain_keywords(ap_gen *g, ap_nodes keywords, ap_pos at)
{
    if (!keywords.n)
        return;
    for (int i = 0; i < keywords.n; i++)
        ap_gen_expr(g, keywords.at[i]->left);
    ap_const names = names_of(g, keywords, 0, keywords.n);
    ap_gen_emit_arg(g, AP_OP_KW_NAMES, ap_body_const(g->l, &g->u->body, names),
                    at);
}

/* The keywords [from, to), all named, as a dict. */
static void keyword_dict(ap_gen *g, ap_nodes keywords, int from, int to,
                         ap_pos at)
{
    uint32_t n = (uint32_t)(to - from);
    bool big = 2 * n > STACK_GUIDE;
    if (n > 1 && !big) {
        for (int i = from; i < to; i++)
            ap_gen_expr(g, keywords.at[i]->left);
        ap_gen_emit_const(g, names_of(g, keywords, from, to), at);
        ap_gen_emit_arg(g, AP_OP_BUILD_CONST_KEY_MAP, n, at);
        return;
    }
    if (big)
        ap_gen_emit_arg(g, AP_OP_BUILD_MAP, 0, AP_NO_POS);
    for (int i = from; i < to; i++) {
        ap_gen_emit_const(g, ap_gen_str_const(keywords.at[i]->name), at);
        ap_gen_expr(g, keywords.at[i]->left);
        if (big)
            ap_gen_emit_arg(g, AP_OP_MAP_ADD, 1, AP_NO_POS);
    }
    if (!big)
        ap_gen_emit_arg(g, AP_OP_BUILD_MAP, n, at);
}

/* Keywords with ** among them: dicts merged from left to right. */
static void star_keywords(ap_gen *g, ap_nodes keywords, ap_pos at)
{
    int from = 0;
    bool have = false;
    for (int i = 0; i <= keywords.n; i++) {
        bool star = i < keywords.n && !keywords.at[i]->name;
        if (!star && i < keywords.n)
            continue;
        if (i > from) {
            keyword_dict(g, keywords, from, i, at);
            if (have)
                ap_gen_emit_arg(g, AP_OP_DICT_MERGE, 1, at);
            have = true;
        }
        from = i + 1;
        if (!star)
            break;
        if (!have)
            ap_gen_emit_arg(g, AP_OP_BUILD_MAP, 0, at);
        have = true;
        ap_gen_expr(g, keywords.at[i]->left);
        ap_gen_emit_arg(g, AP_OP_DICT_MERGE, 1, at);
    }
}

void ap_gen_arguments(ap_gen *g, uint32_t n, ap_nodes args,
                      ap_nodes keywords, ap_pos at)
{
    uint32_t count = (uint32_t)args.n + (uint32_t)keywords.n;
    if (args.n + 2 * keywords.n <= STACK_GUIDE && is_plain(args, keywords)) {
        ap_gen_exprs(g, args);
        plain_keywords(g, keywords, at);
        ap_gen_emit_arg(g, AP_OP_CALL, n + count, at);
        return;
    }
    if (n == 0 && args.n == 1 && args.at[0]->kind == AP_N_STAR)
        ap_gen_expr(g, args.at[0]->left);
    else
        ap_gen_display(g, args, n, AP_OP_BUILD_LIST, AP_OP_LIST_APPEND,
                       AP_OP_LIST_EXTEND, true, at);
    star_keywords(g, keywords, at);
    ap_gen_emit_arg(g, AP_OP_CALL_FUNCTION_EX, keywords.n > 0, at);
}

/* ---- calls ----------------------------------------------------------- */

/* In a module's body, an imported module's functions are no methods. */
static bool is_imported(const ap_gen *g, const ap_node *n)
{
    if (n->kind != AP_N_NAME)
        return false;
    const ap_symbol *sym = ap_scope_find(g->module, n->name);
    return sym && (sym->flags & AP_SYM_IMPORT);
}

static bool is_method_call(const ap_gen *g, const ap_node *n)
{
    return n->left->kind == AP_N_ATTR && !is_imported(g, n->left->left)
        && n->items.n + n->body.n + (n->body.n > 0) < STACK_GUIDE
        && is_plain(n->items, n->body);
}

static void method_call(ap_gen *g, ap_node *n)
{
    ap_node *attr = n->left;
    if (!ap_gen_super_attr(g, attr, true)) {
        ap_gen_expr(g, attr->left);
        ap_gen_emit_arg(g, AP_OP_LOAD_ATTR,
                        ap_gen_name_index(g, attr->name) << 1 | 1,
                        ap_gen_attr_pos(attr->pos, attr));
    }
    ap_gen_exprs(g, n->items);
    plain_keywords(g, n->body, ap_gen_attr_pos(attr->pos, attr));
    ap_gen_emit_arg(g, AP_OP_CALL, (uint32_t)(n->items.n + n->body.n),
                    ap_gen_attr_pos(n->pos, attr));
}

/* eval and its like, where they are the builtins. */
static void refuse_eval(ap_gen *g, const ap_node *f)
{
    if (!ap_node_is_name(f, "eval") && !ap_node_is_name(f, "exec")
        && !ap_node_is_name(f, "compile"))
        return;
    const ap_symbol *here = ap_scope_find(g->u->scope, f->name);
    const ap_symbol *top = ap_scope_find(g->module, f->name);
    if ((!here || here->home == AP_HOME_IMPLICIT)
        && !(top && (top->flags & AP_SYM_BOUND)))
        ap_lang_refuse(g->l, f->pos, AP_REFUSE_EVAL);
}

void ap_gen_call(ap_gen *g, ap_node *n)
{
    refuse_eval(g, n->left);
    if (is_method_call(g, n)) {
        method_call(g, n);
        return;
    }
    ap_gen_emit(g, AP_OP_PUSH_NULL, n->left->pos);
    ap_gen_expr(g, n->left);
    ap_gen_arguments(g, 0, n->items, n->body, n->pos);
}
