/* The second pass: where each name lives.
 *
 * A name is free in a scope if a function around binds it; that function
 * then keeps it in a cell, and every scope between passes the cell on.
 * Names of a class body are not seen by the functions in it; only
 * __class__ is, made by the class itself. */
#include "symbols.h"

#include <string.h>

/* Few names at a time: a list will do. */
typedef ap_vec name_set; /* const char *, interned */

static bool has(const name_set *set, const char *name)
{
    for (size_t i = 0; i < set->len; i++)
        if (*(const char **)ap_vec_at(set, i) == name)
            return true;
    return false;
}

static void put(name_set *set, const char *name)
{
    if (!has(set, name))
        ap_vec_push(set, &name);
}

static void drop(name_set *set, const char *name)
{
    const char **all = set->data;
    for (size_t i = 0; i < set->len; i++) {
        if (all[i] != name)
            continue;
        all[i] = all[set->len - 1];
        set->len--;
        return;
    }
}

/* Does a scope around s bind the name for it? */
static bool bound_around(const ap_scope *s, const char *name)
{
    for (const ap_scope *p = s->parent; p; p = p->parent) {
        if (p->kind == AP_SCOPE_CLASS && strcmp(name, "__class__") == 0)
            return true;
        if (!ap_scope_is_function(p))
            continue;
        const ap_symbol *sym = ap_scope_find(p, name);
        if (sym && (sym->flags & AP_SYM_GLOBAL))
            return false;
        if (sym && (sym->flags & AP_SYM_BOUND)
            && !(sym->flags & AP_SYM_NONLOCAL))
            return true;
    }
    return false;
}

static void nonlocal(ap_lang *l, ap_scope *s, ap_symbol *sym, name_set *free)
{
    if (s->kind == AP_SCOPE_MODULE)
        ap_lang_wrong(l, sym->first,
                      "nonlocal declaration not allowed at module level");
    else if (!bound_around(s, sym->name))
        ap_lang_wrong(l, sym->first, "no binding for nonlocal '%s' found",
                      sym->name);
    sym->home = AP_HOME_FREE;
    put(free, sym->name);
}

static void settle(ap_lang *l, ap_scope *s, ap_symbol *sym, name_set *free)
{
    if (sym->flags & AP_SYM_GLOBAL) {
        sym->home = AP_HOME_GLOBAL;
    } else if (sym->flags & AP_SYM_NONLOCAL) {
        nonlocal(l, s, sym, free);
    } else if (sym->flags & AP_SYM_BOUND) {
        sym->home = AP_HOME_LOCAL;
    } else if (bound_around(s, sym->name)) {
        sym->home = AP_HOME_FREE;
        put(free, sym->name);
    } else {
        sym->home = AP_HOME_IMPLICIT;
    }
}

/* ---- comprehensions -------------------------------------------------- */

/* Does a function in s, however inlined what is between, need the name? */
static bool free_in_child(const ap_scope *s, const char *name)
{
    for (size_t i = 0; i < s->children.len; i++) {
        const ap_scope *child = *(ap_scope **)ap_vec_at(&s->children, i);
        const ap_symbol *sym = ap_scope_find(child, name);
        if (child->is_inlined ? free_in_child(child, name)
                              : sym && sym->home == AP_HOME_FREE)
            return true;
    }
    return false;
}

/* Takes the names of an inlined comprehension over into s. `free` holds the
 * comprehension's; `cells` gets those that an inner function keeps. */
static void take_names(ap_scope *s, ap_scope *comp, name_set *free,
                       name_set *cells)
{
    for (size_t i = 0; i < comp->symbols.len; i++) {
        ap_symbol sym = *(ap_symbol *)ap_vec_at(&comp->symbols, i);
        if (sym.flags & AP_SYM_PARAM)
            continue;
        if (sym.home == AP_HOME_FREE && s->kind == AP_SCOPE_CLASS
            && strcmp(sym.name, "__class__") == 0) {
            sym.home = AP_HOME_IMPLICIT;
            drop(free, sym.name);
        }
        if (sym.home == AP_HOME_CELL)
            put(cells, sym.name);
        ap_symbol *mine = ap_scope_find(s, sym.name);
        if (!mine) {
            mine = ap_scope_add(s, sym.name, sym.flags);
            mine->home = sym.home;
        } else if ((mine->flags & AP_SYM_BOUND) && s->kind != AP_SCOPE_CLASS
                   && !free_in_child(comp, sym.name)) {
            drop(free, sym.name);
        }
    }
}

/* ---- cells and free names -------------------------------------------- */

/* What is free below and local here is a cell here, and free no more. */
static void make_cells(ap_scope *s, name_set *free, const name_set *cells)
{
    for (size_t i = 0; i < s->symbols.len; i++) {
        ap_symbol *sym = ap_vec_at(&s->symbols, i);
        if (sym->home == AP_HOME_LOCAL
            && (has(free, sym->name) || has(cells, sym->name))) {
            sym->home = AP_HOME_CELL;
            drop(free, sym->name);
        }
    }
}

static void class_cell(ap_scope *s, name_set *free)
{
    for (size_t i = 0; i < free->len; i++) {
        const char *name = *(const char **)ap_vec_at(free, i);
        if (strcmp(name, "__class__") != 0)
            continue;
        s->needs_class = true;
        drop(free, name);
        return;
    }
}

/* Names free below pass through s, which must know them. */
static void pass_on(ap_scope *s, const name_set *free)
{
    for (size_t i = 0; i < free->len; i++) {
        const char *name = *(const char **)ap_vec_at(free, i);
        ap_symbol *sym = ap_scope_find(s, name);
        if (sym && s->kind == AP_SCOPE_CLASS
            && (sym->flags & (AP_SYM_BOUND | AP_SYM_GLOBAL)))
            sym->flags |= AP_SYM_FREE_CLASS;
        else if (!sym && s->kind != AP_SCOPE_MODULE)
            ap_scope_add(s, name, 0)->home = AP_HOME_FREE;
    }
}

static void add_all(name_set *to, name_set *from)
{
    for (size_t i = 0; i < from->len; i++)
        put(to, *(const char **)ap_vec_at(from, i));
    ap_vec_clear(from);
}

/* Settles s and all below; `free` gets the names that s needs from around. */
static void resolve(ap_lang *l, ap_scope *s, name_set *free)
{
    name_set cells;
    ap_vec_init(&cells, sizeof(char *));
    for (size_t i = 0; i < s->symbols.len; i++)
        settle(l, s, ap_vec_at(&s->symbols, i), free);
    for (size_t i = 0; i < s->children.len; i++) {
        ap_scope *child = *(ap_scope **)ap_vec_at(&s->children, i);
        name_set below;
        ap_vec_init(&below, sizeof(char *));
        resolve(l, child, &below);
        if (child->kind == AP_SCOPE_COMP && !child->is_generator) {
            child->is_inlined = true;
            take_names(s, child, &below, &cells);
        }
        add_all(free, &below);
    }
    if (ap_scope_is_function(s))
        make_cells(s, free, &cells);
    else if (s->kind == AP_SCOPE_CLASS)
        class_cell(s, free);
    pass_on(s, free);
    ap_vec_clear(&cells);
}

bool ap_scopes_resolve(ap_lang *l, ap_scope *module)
{
    name_set free;
    ap_vec_init(&free, sizeof(char *));
    resolve(l, module, &free);
    ap_vec_clear(&free);
    return !ap_lang_failed(l);
}
