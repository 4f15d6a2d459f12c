/* Comprehensions and generator expressions.
 *
 * A generator expression is a function of its own, called with its first
 * iterator. The others are inlined: the names that they bind are set aside
 * on the stack, and put back after, also when an exception passes. */
#include "gen.h"

/* The state of one comprehension being written out. */
typedef struct comp {
    ap_node *n;
    uint32_t depth; /* iterators on the stack above the result */
} comp;

static void element(ap_gen *g, comp *c);

static ap_pos element_pos(const ap_node *n)
{
    return n->kind == AP_N_DICTCOMP ? ap_pos_span(n->left->pos, n->right->pos)
                                    : n->left->pos;
}

/* `for x in [y]` is an assignment in disguise: y, or NULL. */
static ap_node *only_item(const ap_node *iterable)
{
    if ((iterable->kind != AP_N_LIST && iterable->kind != AP_N_TUPLE)
        || iterable->items.n != 1
        || iterable->items.at[0]->kind == AP_N_STAR)
        return NULL;
    return iterable->items.at[0];
}

/* for … in … if … of number i, and those inside it. `ready`: its iterator is
 * on the stack. */
static void loop(ap_gen *g, comp *c, int i, bool ready)
{
    ap_node *one = c->n->items.at[i];
    int start = ap_gen_new_label(g), skip = ap_gen_new_label(g);
    int end = ap_gen_new_label(g);
    ap_node *single = i > 0 ? only_item(one->right) : NULL;
    if (single) {
        ap_gen_expr(g, single);
    } else {
        if (!ready && i == 0)
            ap_gen_emit_arg(g, AP_OP_LOAD_FAST, 0, c->n->pos);
        else if (!ready) {
            ap_gen_expr(g, one->right);
            ap_gen_emit(g, AP_OP_GET_ITER, c->n->pos);
        }
        c->depth++;
        ap_gen_use_label(g, start);
        ap_gen_emit_jump(g, AP_OP_FOR_ITER, end, c->n->pos);
    }
    ap_gen_expr(g, one->left);
    for (int k = 0; k < one->items.n; k++)
        ap_gen_jump_if(g, one->items.at[k], skip, false);
    bool innermost = i + 1 == c->n->items.n;
    if (innermost)
        element(g, c);
    else
        loop(g, c, i + 1, false);
    ap_gen_use_label(g, skip);
    if (!single) {
        ap_gen_emit_jump(g, AP_X_JUMP, start,
                         innermost ? element_pos(c->n) : c->n->left->pos);
        ap_gen_use_label(g, end);
        ap_gen_emit(g, AP_OP_END_FOR, AP_NO_POS);
    }
}

static void element(ap_gen *g, comp *c)
{
    ap_node *n = c->n;
    ap_pos at = element_pos(n);
    ap_gen_expr(g, n->left);
    switch ((ap_kind)n->kind) {
    case AP_N_GENEXP:
        ap_gen_emit_arg(g, AP_OP_YIELD_VALUE, 0, at);
        ap_gen_emit_arg(g, AP_OP_RESUME, 1, at);
        ap_gen_emit(g, AP_OP_POP_TOP, at);
        return;
    case AP_N_DICTCOMP:
        ap_gen_expr(g, n->right);
        ap_gen_emit_arg(g, AP_OP_MAP_ADD, c->depth + 1, at);
        return;
    default:
        ap_gen_emit_arg(
            g, n->kind == AP_N_SETCOMP ? AP_OP_SET_ADD : AP_OP_LIST_APPEND,
            c->depth + 1, at);
        return;
    }
}

/* ---- inlining -------------------------------------------------------- */

/* What an inlined comprehension changed in its unit. */
typedef struct inlined {
    ap_vec pushed;       /* const char *: names set aside */
    size_t overrides;    /* of the unit, before */
    ap_vec unhide;       /* const char * */
    int cleanup, end;
} inlined;

static void make_cell(ap_gen *g, const char *name, ap_home outer, ap_pos pos)
{
    ap_unit *u = g->u;
    const int *at = ap_map_find(outer == AP_HOME_FREE ? &u->frees : &u->cells,
                                name);
    AP_ASSERT(at);
    ap_gen_emit_arg(
        g, AP_OP_MAKE_CELL,
        (uint32_t)(outer == AP_HOME_FREE ? (int)u->cell_list.len + *at : *at),
        pos);
}

/* Inside the comprehension the name means what it means there. */
static void override(ap_unit *u, const ap_symbol *sym, ap_home outer,
                     inlined *in)
{
    const int *hidden = ap_map_find(&u->hidden, sym->name);
    if (!ap_scope_is_function(u->scope) && !(hidden && *hidden)) {
        ap_map_put(&u->hidden, sym->name, 1);
        ap_vec_push(&in->unhide, &sym->name);
    }
    if (sym->home != outer)
        ap_vec_push(&u->overrides, sym);
}

/* One name that the comprehension binds: its old value is set aside. (In a
 * class body, CPython 3.12 does so with every name, bound or not, of a
 * comprehension that is in no other.) */
static void set_aside(ap_gen *g, const ap_symbol *sym, inlined *in, ap_pos at)
{
    ap_unit *u = g->u;
    const ap_symbol *outer = ap_scope_find(u->scope, sym->name);
    ap_home home = outer ? outer->home : AP_HOME_NONE;
    override(u, sym, home, in);
    ap_gen_emit_arg(
        g, AP_OP_LOAD_FAST_AND_CLEAR,
        (uint32_t)ap_gen_add_to(&u->locals, &u->local_list, sym->name), at);
    if (sym->home == AP_HOME_CELL)
        make_cell(g, sym->name, home, at);
    ap_vec_push(&in->pushed, &sym->name);
}

static void begin_inlined(ap_gen *g, ap_scope *scope, inlined *in, ap_pos at)
{
    ap_vec_init(&in->pushed, sizeof(char *));
    ap_vec_init(&in->unhide, sizeof(char *));
    in->overrides = g->u->overrides.len;
    g->u->inlined++;
    bool is_first = g->u->inlined == 1;
    for (size_t i = 0; i < scope->symbols.len; i++) {
        const ap_symbol *sym = ap_vec_at(&scope->symbols, i);
        if ((g->u->scope->kind == AP_SCOPE_CLASS && is_first)
            || ((sym->flags & AP_SYM_LOCAL)
                && !(sym->flags & AP_SYM_NONLOCAL)))
            set_aside(g, sym, in, at);
    }
    if (!in->pushed.len)
        return;
    in->cleanup = ap_gen_new_label(g);
    in->end = ap_gen_new_label(g);
    ap_gen_emit_arg(g, AP_OP_SWAP, (uint32_t)in->pushed.len + 1, at);
    ap_gen_emit_jump(g, AP_X_SETUP_FINALLY, in->cleanup, at);
}

/* Under the result (or exception) lie the old values. */
static void restore(ap_gen *g, const inlined *in, ap_pos at)
{
    ap_gen_emit_arg(g, AP_OP_SWAP, (uint32_t)in->pushed.len + 1, at);
    for (size_t i = in->pushed.len; i > 0; i--) {
        const char *name = *(const char **)ap_vec_at(&in->pushed, i - 1);
        ap_gen_emit_arg(
            g, AP_X_STORE_FAST_MAYBE_NULL,
            (uint32_t)ap_gen_add_to(&g->u->locals, &g->u->local_list, name),
            at);
    }
}

static void end_inlined(ap_gen *g, inlined *in, ap_pos at)
{
    g->u->inlined--;
    if (in->pushed.len) {
        ap_gen_emit(g, AP_X_POP_BLOCK, AP_NO_POS);
        ap_gen_emit_jump(g, AP_X_JUMP, in->end, AP_NO_POS);
        ap_gen_use_label(g, in->cleanup);
        ap_gen_emit_arg(g, AP_OP_SWAP, 2, AP_NO_POS);
        ap_gen_emit(g, AP_OP_POP_TOP, AP_NO_POS);
        restore(g, in, at);
        ap_gen_emit_arg(g, AP_OP_RERAISE, 0, at);
        ap_gen_use_label(g, in->end);
        restore(g, in, at);
    }
    for (size_t i = 0; i < in->unhide.len; i++)
        ap_map_put(&g->u->hidden,
                   *(const char **)ap_vec_at(&in->unhide, i), 0);
    while (g->u->overrides.len > in->overrides)
        ap_vec_pop(&g->u->overrides);
    ap_vec_clear(&in->pushed);
    ap_vec_clear(&in->unhide);
}

static void inline_comp(ap_gen *g, ap_node *n)
{
    static const int builds[] = {AP_OP_BUILD_LIST, AP_OP_BUILD_SET,
                                 AP_OP_BUILD_MAP};
    comp c = {.n = n};
    inlined in = {0};
    ap_gen_expr(g, n->items.at[0]->right);
    ap_gen_emit(g, AP_OP_GET_ITER, n->pos);
    begin_inlined(g, n->scope, &in, n->pos);
    ap_gen_emit_arg(g, builds[n->kind - AP_N_LISTCOMP], 0, n->pos);
    ap_gen_emit_arg(g, AP_OP_SWAP, 2, n->pos);
    loop(g, &c, 0, true);
    end_inlined(g, &in, n->pos);
}

static const ap_code *generator_code(ap_gen *g, ap_node *n)
{
    comp c = {.n = n};
    if (n->scope->code)
        return n->scope->code;
    ap_unit_enter(g, n->scope, n->pos.line);
    loop(g, &c, 0, false);
    return ap_unit_leave(g, true);
}

static void generator(ap_gen *g, ap_node *n)
{
    ap_gen_emit_function(g, generator_code(g, n), 0, n->pos);
    ap_gen_expr(g, n->items.at[0]->right);
    ap_gen_emit(g, AP_OP_GET_ITER, n->pos);
    ap_gen_emit_arg(g, AP_OP_CALL, 0, n->pos);
}

void ap_gen_comp(ap_gen *g, ap_node *n)
{
    if (n->scope->is_inlined)
        inline_comp(g, n);
    else
        generator(g, n);
}
