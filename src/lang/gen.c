/* Emitting instructions, and where names live. */
#include "gen.h"

#include <string.h>

/* Finally blocks are written out several times, one in another more often
 * still: what that makes of a text is bounded. */
static void emit(ap_gen *g, int op, uint32_t arg, int label, ap_pos at)
{
    if (g->u->body.ins.len >= AP_INSTRS_MAX) {
        uint32_t line = g->u->body.firstline;
        if (!g->u->body.failed)
            ap_lang_wrong(g->l, (ap_pos){line, line, 0, 1},
                          "the code of %s grows too large", g->u->name);
        g->u->body.failed = true;
        return;
    }
    ap_vec_push(&g->u->body.ins, &(ap_ins){
        .op = op, .arg = arg, .label = label, .pos = at});
}

void ap_gen_emit(ap_gen *g, int op, ap_pos at)
{
    emit(g, op, 0, AP_NO_LABEL, at);
}

void ap_gen_emit_arg(ap_gen *g, int op, uint32_t arg, ap_pos at)
{
    emit(g, op, arg, AP_NO_LABEL, at);
}

void ap_gen_emit_jump(ap_gen *g, int op, int label, ap_pos at)
{
    emit(g, op, 0, label, at);
}

void ap_gen_emit_const(ap_gen *g, ap_const k, ap_pos at)
{
    ap_gen_emit_arg(g, AP_OP_LOAD_CONST, ap_body_const(g->l, &g->u->body, k),
                    at);
}

void ap_gen_emit_none(ap_gen *g, ap_pos at)
{
    ap_gen_emit_const(g, (ap_const){.kind = AP_C_NONE}, at);
}

ap_const ap_gen_str_const(const char *s)
{
    return (ap_const){.kind = AP_C_STR, .s = s, .n = strlen(s)};
}

int ap_gen_new_label(ap_gen *g)
{
    int nowhere = -1;
    ap_vec_push(&g->u->body.labels, &nowhere);
    return (int)g->u->body.labels.len - 1;
}

void ap_gen_use_label(ap_gen *g, int label)
{
    *(int *)ap_vec_at(&g->u->body.labels, (size_t)label) =
        (int)g->u->body.ins.len;
}

/* ---- names ----------------------------------------------------------- */

int ap_gen_add_to(ap_map *m, ap_vec *list, const char *name)
{
    int *at = ap_map_find(m, name);
    if (at)
        return *at;
    ap_map_put(m, name, (int)list->len);
    ap_vec_push(list, &name);
    return (int)list->len - 1;
}

uint32_t ap_gen_name_index(ap_gen *g, const char *name)
{
    name = ap_scope_mangle(g->l, g->u->scope->class_name, name);
    return (uint32_t)ap_gen_add_to(&g->u->names, &g->u->name_list, name);
}

void ap_gen_emit_name(ap_gen *g, int op, const char *name, ap_pos at)
{
    ap_gen_emit_arg(g, op, ap_gen_name_index(g, name), at);
}

/* Where the name lives, inside an inlined comprehension or not. */
static ap_home home_of(const ap_unit *u, const char *name)
{
    for (size_t i = u->overrides.len; i > 0; i--) {
        const ap_symbol *sym = ap_vec_at(&u->overrides, i - 1);
        if (sym->name == name)
            return sym->home;
    }
    const ap_symbol *sym = ap_scope_find(u->scope, name);
    return sym ? sym->home : AP_HOME_IMPLICIT;
}

static bool is_hidden(const ap_unit *u, const char *name)
{
    const int *on = ap_map_find(&u->hidden, name);
    return on && *on;
}

/* Cells come first, then what is free; assemble finds their real place. */
static uint32_t deref_index(ap_unit *u, const char *name, ap_home home)
{
    int *at = ap_map_find(home == AP_HOME_CELL ? &u->cells : &u->frees, name);
    AP_ASSERT(at);
    return (uint32_t)(home == AP_HOME_CELL ? *at
                                           : (int)u->cell_list.len + *at);
}

static void emit_deref(ap_gen *g, const char *name, ap_home home, ap_ctx ctx,
                       ap_pos at)
{
    static const int ops[] = {AP_OP_LOAD_DEREF, AP_OP_STORE_DEREF,
                              AP_OP_DELETE_DEREF};
    uint32_t arg = deref_index(g->u, name, home);
    int op = ops[ctx];
    if (ctx == AP_LOAD && g->u->scope->kind == AP_SCOPE_CLASS
        && !g->u->inlined) {
        ap_gen_emit(g, AP_OP_LOAD_LOCALS, at);
        op = AP_OP_LOAD_FROM_DICT_OR_DEREF;
    }
    ap_gen_emit_arg(g, op, arg, at);
}

static void emit_global(ap_gen *g, const char *name, ap_ctx ctx, ap_pos at)
{
    static const int ops[] = {AP_OP_LOAD_GLOBAL, AP_OP_STORE_GLOBAL,
                              AP_OP_DELETE_GLOBAL};
    uint32_t arg =
        (uint32_t)ap_gen_add_to(&g->u->names, &g->u->name_list, name);
    ap_gen_emit_arg(g, ops[ctx], ctx == AP_LOAD ? arg << 1 : arg, at);
}

void ap_gen_emit_var(ap_gen *g, const char *name, ap_ctx ctx, ap_pos at)
{
    static const int fast[] = {AP_OP_LOAD_FAST, AP_OP_STORE_FAST,
                               AP_OP_DELETE_FAST};
    static const int named[] = {AP_OP_LOAD_NAME, AP_OP_STORE_NAME,
                                AP_OP_DELETE_NAME};
    ap_unit *u = g->u;
    name = ap_scope_mangle(g->l, u->scope->class_name, name);
    ap_home home = home_of(u, name);
    bool function = ap_scope_is_function(u->scope);
    if (home == AP_HOME_FREE || home == AP_HOME_CELL)
        emit_deref(g, name, home, ctx, at);
    else if (home == AP_HOME_LOCAL && (function || is_hidden(u, name)))
        ap_gen_emit_arg(
            g, fast[ctx],
            (uint32_t)ap_gen_add_to(&u->locals, &u->local_list, name), at);
    else if (home == AP_HOME_GLOBAL
             || (home == AP_HOME_IMPLICIT
                 && (function
                     || (u->inlined && u->scope->kind == AP_SCOPE_CLASS))))
        emit_global(g, name, ctx, at);
    else
        ap_gen_emit_name(g, named[ctx], name, at);
}

/* ---- constants ------------------------------------------------------- */

/* Equal constants have equal keys; 1, 1.0 and True have different ones. */
static const char *key_of(ap_lang *l, const ap_const *k)
{
    ap_str b = {0};
    if (k->kind == AP_C_CODE)
        ap_str_printf(&b, "code %lld", (long long)k->i);
    else
        ap_dis_const(l->im, k, &b);
    const char *key = ap_lang_key(l, ap_str_c(&b), b.len);
    ap_str_clear(&b);
    return key;
}

uint32_t ap_body_const(ap_lang *l, ap_body *body, ap_const k)
{
    const char *key = key_of(l, &k);
    int *at = ap_map_find(&body->const_index, key);
    if (at)
        return (uint32_t)*at;
    ap_map_put(&body->const_index, key, (int)body->consts.len);
    ap_vec_push(&body->consts, &k);
    return (uint32_t)body->consts.len - 1;
}
