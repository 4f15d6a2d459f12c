/* The first pass over the tree: what the text says of each name. */
#include "symbols.h"

#include <string.h>

typedef struct walk {
    ap_lang *l;
    ap_scope *s; /* the innermost */
    ap_scope *module;
} walk;

static void expr(walk *w, ap_node *n);
static void body(walk *w, ap_nodes list);

bool ap_scope_is_function(const ap_scope *s)
{
    return s->kind >= AP_SCOPE_FUNCTION;
}

ap_symbol *ap_scope_find(const ap_scope *s, const char *name)
{
    int *at = ap_map_find(&s->index, name);
    return at ? ap_vec_at(&s->symbols, (size_t)*at) : NULL;
}

ap_symbol *ap_scope_add(ap_scope *s, const char *name, int flags)
{
    ap_symbol *sym = ap_scope_find(s, name);
    if (!sym) {
        ap_map_put(&s->index, name, (int)s->symbols.len);
        sym = ap_vec_push(&s->symbols, &(ap_symbol){.name = name});
    }
    sym->flags |= flags;
    return sym;
}

const char *ap_scope_mangle(ap_lang *l, const char *class_name,
                            const char *name)
{
    size_t n = strlen(name);
    if (!class_name || strncmp(name, "__", 2) != 0 || strchr(name, '.')
        || strcmp(name + n - 2, "__") == 0)
        return name;
    class_name += strspn(class_name, "_");
    if (!*class_name)
        return name;
    ap_str b = {0};
    ap_str_printf(&b, "_%s%s", class_name, name);
    const char *mangled = ap_lang_intern(l, b.s, b.len);
    ap_str_clear(&b);
    return mangled;
}

static ap_symbol *add(walk *w, const char *name, int flags, ap_pos at)
{
    name = ap_scope_mangle(w->l, w->s->class_name, name);
    bool is_new = !ap_scope_find(w->s, name);
    ap_symbol *sym = ap_scope_add(w->s, name, flags);
    if (is_new)
        sym->first = at;
    return sym;
}

/* ---- entering scopes ------------------------------------------------- */

static ap_scope *enter(walk *w, ap_scopekind kind, const char *name,
                       ap_node *node)
{
    ap_scope *s = ap_alloc(sizeof *s), *outer = w->s;
    s->kind = kind;
    s->name = name;
    s->node = node;
    s->parent = outer;
    s->class_name = kind == AP_SCOPE_CLASS ? name
                  : outer ? outer->class_name : NULL;
    s->is_nested = outer && (outer->is_nested || ap_scope_is_function(outer));
    ap_vec_init(&s->children, sizeof(ap_scope *));
    ap_vec_init(&s->symbols, sizeof(ap_symbol));
    ap_vec_init(&s->params, sizeof(char *));
    if (outer)
        ap_vec_push(&outer->children, &s);
    if (node)
        node->scope = s;
    w->s = s;
    return outer;
}

void ap_scope_free(ap_scope *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->children.len; i++)
        ap_scope_free(*(ap_scope **)ap_vec_at(&s->children, i));
    ap_vec_clear(&s->children);
    ap_vec_clear(&s->symbols);
    ap_vec_clear(&s->params);
    ap_map_clear(&s->index);
    ap_free(s);
}

static void param(walk *w, const char *name, ap_pos at)
{
    const char *mangled = ap_scope_mangle(w->l, w->s->class_name, name);
    if (ap_scope_find(w->s, mangled))
        ap_lang_wrong(w->l, at, "duplicate argument '%s' in function "
                      "definition", name);
    add(w, name, AP_SYM_PARAM, at);
    ap_vec_push(&w->s->params, &mangled);
}

static void params(walk *w, const ap_params *ps)
{
    for (int i = 0; i < ps->n; i++)
        param(w, ps->at[i].name, ps->at[i].pos);
    for (int i = 0; i < ps->nkwonly; i++)
        param(w, ps->kwonly[i].name, ps->kwonly[i].pos);
    if (ps->star)
        param(w, ps->star->name, ps->star->pos);
    if (ps->star2)
        param(w, ps->star2->name, ps->star2->pos);
}

static void defaults(walk *w, const ap_params *ps)
{
    for (int i = 0; i < ps->n; i++)
        expr(w, ps->at[i].dflt);
    for (int i = 0; i < ps->nkwonly; i++)
        expr(w, ps->kwonly[i].dflt);
}

/* ---- expressions ----------------------------------------------------- */

static void exprs(walk *w, ap_nodes list)
{
    for (int i = 0; i < list.n; i++)
        expr(w, list.at[i]);
}

static void name(walk *w, ap_node *n)
{
    add(w, n->name, n->ctx == AP_LOAD ? AP_SYM_USE : AP_SYM_LOCAL, n->pos);
    if (n->ctx == AP_LOAD && ap_scope_is_function(w->s)
        && strcmp(n->name, "super") == 0)
        add(w, ap_lang_intern(w->l, "__class__", 9), AP_SYM_USE, n->pos);
    if (n->ctx != AP_LOAD && strcmp(n->name, "__debug__") == 0)
        ap_lang_wrong(w->l, n->pos, "cannot assign to __debug__");
}

static void lambda(walk *w, ap_node *n)
{
    defaults(w, n->params);
    ap_scope *outer = enter(w, AP_SCOPE_LAMBDA,
                            ap_lang_intern(w->l, "<lambda>", 8), n);
    params(w, n->params);
    expr(w, n->left);
    w->s = outer;
}

static const char *comp_name(const ap_node *n)
{
    return n->kind == AP_N_LISTCOMP ? "<listcomp>"
         : n->kind == AP_N_SETCOMP ? "<setcomp>"
         : n->kind == AP_N_DICTCOMP ? "<dictcomp>" : "<genexpr>";
}

/* The first iterable belongs to the scope around. */
static void comp(walk *w, ap_node *n)
{
    ap_node *first = n->items.at[0];
    const char *called = comp_name(n);
    expr(w, first->right);
    ap_scope *outer = enter(w, AP_SCOPE_COMP,
                            ap_lang_intern(w->l, called, strlen(called)), n);
    param(w, ap_lang_intern(w->l, ".0", 2), n->pos);
    w->s->is_generator = n->kind == AP_N_GENEXP;
    expr(w, first->left);
    exprs(w, first->items);
    for (int i = 1; i < n->items.n; i++) {
        ap_node *one = n->items.at[i];
        expr(w, one->left);
        expr(w, one->right);
        exprs(w, one->items);
    }
    expr(w, n->right);
    expr(w, n->left);
    w->s = outer;
}

static void yield(walk *w, ap_node *n)
{
    static const char *const words[] = {
        "list comprehension", "set comprehension", "dict comprehension",
        "generator expression"};
    expr(w, n->left);
    if (w->s->kind == AP_SCOPE_COMP)
        ap_lang_wrong(w->l, n->pos, "'yield' inside %s",
                      words[w->s->node->kind - AP_N_LISTCOMP]);
    else if (!ap_scope_is_function(w->s))
        ap_lang_wrong(w->l, n->pos, "'yield' outside function");
    w->s->is_generator = true;
}

static void dict(walk *w, ap_node *n)
{
    exprs(w, n->items);
    exprs(w, n->body);
}

static void expr(walk *w, ap_node *n)
{
    if (!n)
        return;
    switch ((ap_kind)n->kind) {
    case AP_N_CONST: return;
    case AP_N_NAME: name(w, n); return;
    case AP_N_LAMBDA: lambda(w, n); return;
    case AP_N_LISTCOMP: case AP_N_SETCOMP: case AP_N_DICTCOMP:
    case AP_N_GENEXP: comp(w, n); return;
    case AP_N_YIELD: case AP_N_YIELDFROM: yield(w, n); return;
    case AP_N_DICT: dict(w, n); return;
    case AP_N_IFEXP:
        expr(w, n->right);
        expr(w, n->left);
        expr(w, n->extra);
        return;
    default:
        expr(w, n->left);
        expr(w, n->right);
        expr(w, n->extra);
        exprs(w, n->items);
        exprs(w, n->body);
        return;
    }
}

/* ---- statements ------------------------------------------------------ */

static void function(walk *w, ap_node *n)
{
    add(w, n->name, AP_SYM_LOCAL, n->pos);
    defaults(w, n->params);
    exprs(w, n->final);
    ap_scope *outer = enter(w, AP_SCOPE_FUNCTION, n->name, n);
    params(w, n->params);
    body(w, n->body);
    w->s = outer;
}

static void class(walk *w, ap_node *n)
{
    add(w, n->name, AP_SYM_LOCAL, n->pos);
    exprs(w, n->items);
    exprs(w, n->orelse);
    exprs(w, n->final);
    ap_scope *outer = enter(w, AP_SCOPE_CLASS, n->name, n);
    body(w, n->body);
    w->s = outer;
}

static void declare(walk *w, const ap_node *n, const ap_node *one)
{
    const char *word = n->kind == AP_N_GLOBAL ? "global" : "nonlocal";
    const char *mangled = ap_scope_mangle(w->l, w->s->class_name, one->name);
    const ap_symbol *sym = ap_scope_find(w->s, mangled);
    int flags = sym ? sym->flags : 0;
    if (flags & AP_SYM_PARAM)
        ap_lang_wrong(w->l, n->pos, "name '%s' is parameter and %s",
                      one->name, word);
    else if (flags & AP_SYM_USE)
        ap_lang_wrong(w->l, n->pos, "name '%s' is used prior to %s "
                      "declaration", one->name, word);
    else if (flags & AP_SYM_ANNOT)
        ap_lang_wrong(w->l, n->pos, "annotated name '%s' can't be %s",
                      one->name, word);
    else if (flags & AP_SYM_BOUND)
        ap_lang_wrong(w->l, n->pos, "name '%s' is assigned to before %s "
                      "declaration", one->name, word);
    int other = n->kind == AP_N_GLOBAL ? AP_SYM_NONLOCAL : AP_SYM_GLOBAL;
    if (flags & other)
        ap_lang_wrong(w->l, n->pos, "name '%s' is nonlocal and global",
                      one->name);
    add(w, one->name, n->kind == AP_N_GLOBAL ? AP_SYM_GLOBAL
                                             : AP_SYM_NONLOCAL, n->pos);
    if (n->kind == AP_N_GLOBAL) /* the module's own uses of it change too */
        ap_scope_add(w->module, mangled, AP_SYM_GLOBAL);
}

static void annotated(walk *w, ap_node *n)
{
    if (n->left->kind != AP_N_NAME) {
        expr(w, n->left);
    } else {
        const char *mangled =
            ap_scope_mangle(w->l, w->s->class_name, n->left->name);
        const ap_symbol *sym = ap_scope_find(w->s, mangled);
        int flags = sym ? sym->flags : 0;
        if (n->op && w->s->kind != AP_SCOPE_MODULE
            && (flags & (AP_SYM_GLOBAL | AP_SYM_NONLOCAL)))
            ap_lang_wrong(w->l, n->pos, "annotated name '%s' can't be %s",
                          n->left->name, flags & AP_SYM_GLOBAL ? "global"
                                                               : "nonlocal");
        if (n->op || n->right)
            add(w, n->left->name, AP_SYM_LOCAL | AP_SYM_ANNOT, n->pos);
    }
    expr(w, n->right);
}

/* A module name as imported, and the name it is bound to here. */
static void import(walk *w, const ap_node *n)
{
    for (int i = 0; i < n->items.n; i++) {
        const ap_node *one = n->items.at[i];
        ap_import found = {.module = one->name, .pos = one->pos};
        size_t first = strcspn(one->name, ".");
        if (n->kind == AP_N_FROM) {
            found.module = n->name;
            found.name = one->name;
            first = strlen(one->name);
        }
        const char *bound = one->alias ? one->alias
                          : ap_lang_intern(w->l, one->name, first);
        add(w, bound, AP_SYM_IMPORT, one->pos);
        ap_vec_push(&w->l->imports, &found);
    }
}

static void try(walk *w, ap_node *n)
{
    body(w, n->body);
    for (int i = 0; i < n->items.n; i++) {
        ap_node *h = n->items.at[i];
        expr(w, h->left);
        if (h->name)
            add(w, h->name, AP_SYM_LOCAL, h->pos);
        body(w, h->body);
    }
    body(w, n->orelse);
    body(w, n->final);
}

static void statement(walk *w, ap_node *n)
{
    switch ((ap_kind)n->kind) {
    case AP_N_FUNCTION: function(w, n); return;
    case AP_N_CLASS: class(w, n); return;
    case AP_N_GLOBAL: case AP_N_NONLOCAL:
        for (int i = 0; i < n->items.n; i++)
            declare(w, n, n->items.at[i]);
        return;
    case AP_N_IMPORT: case AP_N_FROM: import(w, n); return;
    case AP_N_ANNASSIGN: annotated(w, n); return;
    case AP_N_TRY: try(w, n); return;
    case AP_N_RETURN:
        if (!ap_scope_is_function(w->s))
            ap_lang_wrong(w->l, n->pos, "'return' outside function");
        if (n->left)
            expr(w, n->left);
        return;
    case AP_N_ASSIGN:
        exprs(w, n->items);
        expr(w, n->left);
        return;
    default:
        expr(w, n->left);
        expr(w, n->right);
        exprs(w, n->items);
        body(w, n->body);
        body(w, n->orelse);
        return;
    }
}

static void body(walk *w, ap_nodes list)
{
    for (int i = 0; i < list.n; i++)
        statement(w, list.at[i]);
}

ap_scope *ap_symbols(ap_lang *l, ap_nodes list)
{
    walk w = {.l = l};
    enter(&w, AP_SCOPE_MODULE, ap_lang_intern(l, "<module>", 8), NULL);
    ap_scope *module = w.module = w.s;
    body(&w, list);
    if (!ap_lang_failed(l) && ap_scopes_resolve(l, module))
        return module;
    ap_scope_free(module);
    return NULL;
}
