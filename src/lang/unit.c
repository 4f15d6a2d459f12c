/* Units: begun with a scope, ended as a code object. */
#include "gen.h"

#include <stdlib.h>
#include <string.h>

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Fills the list with the scope's names of one home, sorted. */
static void list_names(const ap_scope *s, ap_home home, int flag, ap_map *m,
                       ap_vec *list)
{
    ap_vec found;
    ap_vec_init(&found, sizeof(char *));
    for (size_t i = 0; i < s->symbols.len; i++) {
        const ap_symbol *sym = ap_vec_at(&s->symbols, i);
        if (sym->home == home || (sym->flags & flag))
            ap_vec_push(&found, &sym->name);
    }
    if (found.len)
        qsort(found.data, found.len, sizeof(char *), by_text);
    for (size_t i = 0; i < found.len; i++)
        ap_gen_add_to(m, list, *(const char **)ap_vec_at(&found, i));
    ap_vec_clear(&found);
}

static bool is_global_in(const ap_gen *g, const ap_unit *u, const char *name)
{
    const char *mangled = ap_scope_mangle(g->l, u->scope->class_name, name);
    const ap_symbol *sym = ap_scope_find(u->scope, mangled);
    return sym && sym->home == AP_HOME_GLOBAL;
}

/* outer.<locals>.inner, Class.method; a name declared global stands alone. */
static const char *qualname(ap_gen *g, const ap_unit *u)
{
    const ap_unit *outer = u->parent;
    if (!outer || outer->scope->kind == AP_SCOPE_MODULE)
        return u->name;
    if ((u->scope->kind == AP_SCOPE_FUNCTION
         || u->scope->kind == AP_SCOPE_CLASS)
        && is_global_in(g, outer, u->name))
        return u->name;
    ap_str b = {0};
    ap_str_printf(&b, "%s.%s%s", outer->qualname,
                  outer->scope->kind == AP_SCOPE_CLASS ? "" : "<locals>.",
                  u->name);
    const char *name = ap_lang_intern(g->l, b.s, b.len);
    ap_str_clear(&b);
    return name;
}

static void init_lists(ap_unit *u)
{
    ap_vec_init(&u->body.ins, sizeof(ap_ins));
    ap_vec_init(&u->body.labels, sizeof(int));
    ap_vec_init(&u->body.consts, sizeof(ap_const));
    ap_vec_init(&u->name_list, sizeof(char *));
    ap_vec_init(&u->local_list, sizeof(char *));
    ap_vec_init(&u->cell_list, sizeof(char *));
    ap_vec_init(&u->free_list, sizeof(char *));
    ap_vec_init(&u->overrides, sizeof(ap_symbol));
    ap_vec_init(&u->frames, sizeof(ap_frame));
}

/* In a module or class body a name of an inlined comprehension can be a cell
 * although the same name outside of it is none. */
static void list_inlined_cells(const ap_scope *s, ap_unit *u)
{
    for (size_t i = 0; i < s->children.len; i++) {
        const ap_scope *child = *(ap_scope **)ap_vec_at(&s->children, i);
        if (!child->is_inlined)
            continue;
        list_names(child, AP_HOME_CELL, 0, &u->cells, &u->cell_list);
        list_inlined_cells(child, u);
    }
}

void ap_unit_enter(ap_gen *g, ap_scope *scope, uint32_t line)
{
    ap_unit *u = ap_alloc(sizeof *u);
    init_lists(u);
    u->parent = g->u;
    u->scope = scope;
    u->name = scope->name;
    u->qualname = qualname(g, u);
    u->body.firstline = line;
    u->body.nparams = (int)scope->params.len;
    u->body.is_generator = scope->is_generator;
    for (size_t i = 0; i < scope->params.len; i++)
        ap_gen_add_to(&u->locals, &u->local_list,
                      *(const char **)ap_vec_at(&scope->params, i));
    list_names(scope, AP_HOME_CELL, 0, &u->cells, &u->cell_list);
    if (scope->needs_class)
        ap_gen_add_to(&u->cells, &u->cell_list,
                      ap_lang_intern(g->l, "__class__", 9));
    if (!ap_scope_is_function(scope))
        list_inlined_cells(scope, u);
    list_names(scope, AP_HOME_FREE, AP_SYM_FREE_CLASS, &u->frees,
               &u->free_list);
    g->u = u;
    ap_pos at = {line, line, 0, 0};
    if (scope->kind == AP_SCOPE_MODULE)
        at = (ap_pos){0, line, 0, 0};
    ap_gen_emit_arg(g, AP_OP_RESUME, 0, at);
}

static void unit_free(ap_unit *u)
{
    ap_vec *const lists[] = {
        &u->body.ins, &u->body.labels, &u->body.consts, &u->name_list,
        &u->local_list, &u->cell_list, &u->free_list, &u->overrides,
        &u->frames};
    ap_map *const maps[] = {&u->body.const_index, &u->names, &u->locals,
                            &u->cells, &u->frees, &u->hidden};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        ap_vec_clear(lists[i]);
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        ap_map_clear(maps[i]);
    ap_free(u);
}

void ap_gen_wrap_generator(ap_gen *g)
{
    int handler = ap_gen_new_label(g);
    ap_ins setup = {.op = AP_X_SETUP_CLEANUP, .label = handler,
                    .pos = AP_NO_POS};
    ap_vec *ins = &g->u->body.ins;
    ap_vec_push(ins, &setup);
    memmove((ap_ins *)ins->data + 1, ins->data,
            (ins->len - 1) * sizeof(ap_ins));
    *(ap_ins *)ins->data = setup;
    int *labels = g->u->body.labels.data;
    for (size_t i = 0; i < g->u->body.labels.len; i++)
        labels[i] += labels[i] >= 0;
    ap_gen_emit_none(g, AP_NO_POS);
    ap_gen_emit(g, AP_OP_RETURN_VALUE, AP_NO_POS);
    ap_gen_use_label(g, handler);
    ap_gen_emit_arg(g, AP_OP_CALL_INTRINSIC_1, AP_INTRINSIC_STOPITERATION_ERROR,
                    AP_NO_POS);
    ap_gen_emit_arg(g, AP_OP_RERAISE, 1, AP_NO_POS);
}

const ap_code *ap_unit_leave(ap_gen *g, bool none)
{
    ap_unit *u = g->u;
    if (u->scope->is_generator) {
        ap_gen_wrap_generator(g);
    } else if (none) {
        ap_gen_emit_none(g, AP_NO_POS);
        ap_gen_emit(g, AP_OP_RETURN_VALUE, AP_NO_POS);
    }
    const ap_code *c = ap_gen_assemble(g);
    u->scope->code = c;
    g->u = u->parent;
    unit_free(u);
    return c;
}

static void emit_closure(ap_gen *g, const char *name, ap_pos at)
{
    ap_unit *u = g->u;
    const int *cell = ap_map_find(&u->cells, name);
    const int *free = ap_map_find(&u->frees, name);
    AP_ASSERT(cell || free);
    ap_gen_emit_arg(g, AP_OP_LOAD_CLOSURE,
                    (uint32_t)(cell ? *cell : (int)u->cell_list.len + *free),
                    at);
}

void ap_gen_emit_function(ap_gen *g, const ap_code *c, uint32_t flags,
                          ap_pos at)
{
    uint32_t nfree = 0;
    for (int i = 0; i < c->nplus; i++) {
        if (c->plus_kind[i] & AP_FREE) {
            emit_closure(g, c->plus[i], at);
            nfree++;
        }
    }
    if (nfree) {
        ap_gen_emit_arg(g, AP_OP_BUILD_TUPLE, nfree, at);
        flags |= 8;
    }
    ap_gen_emit_const(g, (ap_const){.kind = AP_C_CODE, .i = c->index}, at);
    ap_gen_emit_arg(g, AP_OP_MAKE_FUNCTION, flags, at);
}
