/* Expressions: each leaves one word on the stack. */
#include "gen.h"
#include "token.h"

#include <string.h>

enum { STACK_GUIDE = 30 }; /* more words than this are built up bit by bit */

void ap_gen_exprs(ap_gen *g, ap_nodes list)
{
    for (int i = 0; i < list.n; i++)
        ap_gen_expr(g, list.at[i]);
}

/* ---- operators ------------------------------------------------------- */

static void unary(ap_gen *g, ap_node *n)
{
    ap_gen_expr(g, n->left);
    if (n->op == AP_T_PLUS)
        ap_gen_emit_arg(g, AP_OP_CALL_INTRINSIC_1, AP_INTRINSIC_UNARY_POSITIVE,
                        n->pos);
    else
        ap_gen_emit(g,
                    n->op == AP_T_MINUS   ? AP_OP_UNARY_NEGATIVE
                    : n->op == AP_T_TILDE ? AP_OP_UNARY_INVERT
                                          : AP_OP_UNARY_NOT,
                    n->pos);
}

/* a and b: a's value if it decides, else b's. */
static void boolean(ap_gen *g, ap_node *n)
{
    int end = ap_gen_new_label(g), last = n->items.n - 1;
    int jump = n->op == AP_T_AND ? AP_OP_POP_JUMP_IF_FALSE
                                 : AP_OP_POP_JUMP_IF_TRUE;
    for (int i = 0; i < last; i++) {
        ap_gen_expr(g, n->items.at[i]);
        ap_gen_emit_arg(g, AP_OP_COPY, 1, n->pos);
        ap_gen_emit_jump(g, jump, end, n->pos);
        ap_gen_emit(g, AP_OP_POP_TOP, n->pos);
    }
    ap_gen_expr(g, n->items.at[last]);
    ap_gen_use_label(g, end);
}

/* The low bits say which outcomes (less 2, greater 4, equal 8, unordered 1)
 * make it true, as in CPython 3.12. */
static void compare_op(ap_gen *g, int op, ap_pos at)
{
    static const uint32_t masks[] = {2, 2 | 8, 8, 1 | 2 | 4, 4, 4 | 8};
    if (op <= AP_CMP_GE)
        ap_gen_emit_arg(g, AP_OP_COMPARE_OP, (uint32_t)op << 4 | masks[op], at);
    else
        ap_gen_emit_arg(g,
                        op <= AP_CMP_IS_NOT ? AP_OP_IS_OP : AP_OP_CONTAINS_OP,
                        op == AP_CMP_IS_NOT || op == AP_CMP_NOT_IN, at);
}

/* All but the last of a < b < c: leaves, at the label, a word too many. */
static void chain(ap_gen *g, ap_node *n, int cleanup, bool is_value)
{
    ap_gen_expr(g, n->left);
    for (int i = 0; i < n->items.n - 1; i++) {
        ap_gen_expr(g, n->items.at[i]);
        ap_gen_emit_arg(g, AP_OP_SWAP, 2, n->pos);
        ap_gen_emit_arg(g, AP_OP_COPY, 2, n->pos);
        compare_op(g, n->ops[i], n->pos);
        if (is_value) /* it may be the result */
            ap_gen_emit_arg(g, AP_OP_COPY, 1, n->pos);
        ap_gen_emit_jump(g, AP_OP_POP_JUMP_IF_FALSE, cleanup, n->pos);
        if (is_value)
            ap_gen_emit(g, AP_OP_POP_TOP, n->pos);
    }
    ap_gen_expr(g, n->items.at[n->items.n - 1]);
    compare_op(g, n->ops[n->items.n - 1], n->pos);
}

static void compare(ap_gen *g, ap_node *n)
{
    if (n->items.n == 1) {
        ap_gen_expr(g, n->left);
        ap_gen_expr(g, n->items.at[0]);
        compare_op(g, n->ops[0], n->pos);
        return;
    }
    int cleanup = ap_gen_new_label(g), end = ap_gen_new_label(g);
    chain(g, n, cleanup, true);
    ap_gen_emit_jump(g, AP_X_JUMP, end, AP_NO_POS);
    ap_gen_use_label(g, cleanup);
    ap_gen_emit_arg(g, AP_OP_SWAP, 2, n->pos);
    ap_gen_emit(g, AP_OP_POP_TOP, n->pos);
    ap_gen_use_label(g, end);
}

static void ternary(ap_gen *g, ap_node *n)
{
    int end = ap_gen_new_label(g), other = ap_gen_new_label(g);
    ap_gen_jump_if(g, n->right, other, false);
    ap_gen_expr(g, n->left);
    ap_gen_emit_jump(g, AP_X_JUMP, end, AP_NO_POS);
    ap_gen_use_label(g, other);
    ap_gen_expr(g, n->extra);
    ap_gen_use_label(g, end);
}

/* ---- jumps on a truth ------------------------------------------------ */

static void jump_if_bool(ap_gen *g, ap_node *n, int label, bool when)
{
    bool decides = n->op == AP_T_OR;
    int other = decides == when ? label : ap_gen_new_label(g);
    for (int i = 0; i < n->items.n - 1; i++)
        ap_gen_jump_if(g, n->items.at[i], other, decides);
    ap_gen_jump_if(g, n->items.at[n->items.n - 1], label, when);
    if (other != label)
        ap_gen_use_label(g, other);
}

static void jump_if_ternary(ap_gen *g, ap_node *n, int label, bool when)
{
    int end = ap_gen_new_label(g), other = ap_gen_new_label(g);
    ap_gen_jump_if(g, n->right, other, false);
    ap_gen_jump_if(g, n->left, label, when);
    ap_gen_emit_jump(g, AP_X_JUMP, end, AP_NO_POS);
    ap_gen_use_label(g, other);
    ap_gen_jump_if(g, n->extra, label, when);
    ap_gen_use_label(g, end);
}

static void jump_if_chain(ap_gen *g, ap_node *n, int label, bool when)
{
    int cleanup = ap_gen_new_label(g), end = ap_gen_new_label(g);
    chain(g, n, cleanup, false);
    ap_gen_emit_jump(g, when ? AP_OP_POP_JUMP_IF_TRUE : AP_OP_POP_JUMP_IF_FALSE,
                     label, n->pos);
    ap_gen_emit_jump(g, AP_X_JUMP, end, AP_NO_POS);
    ap_gen_use_label(g, cleanup);
    ap_gen_emit(g, AP_OP_POP_TOP, n->pos);
    if (!when)
        ap_gen_emit_jump(g, AP_X_JUMP, label, AP_NO_POS);
    ap_gen_use_label(g, end);
}

void ap_gen_jump_if(ap_gen *g, ap_node *n, int label, bool when)
{
    if (n->kind == AP_N_UNARY && n->op == AP_T_NOT) {
        ap_gen_jump_if(g, n->left, label, !when);
    } else if (n->kind == AP_N_BOOL) {
        jump_if_bool(g, n, label, when);
    } else if (n->kind == AP_N_IFEXP) {
        jump_if_ternary(g, n, label, when);
    } else if (n->kind == AP_N_COMPARE && n->items.n > 1) {
        jump_if_chain(g, n, label, when);
    } else {
        ap_gen_expr(g, n);
        ap_gen_emit_jump(
            g, when ? AP_OP_POP_JUMP_IF_TRUE : AP_OP_POP_JUMP_IF_FALSE, label,
            n->pos);
    }
}

/* ---- displays -------------------------------------------------------- */

/* More than two constants come as one, which the display then takes in. */
static void const_display(ap_gen *g, ap_nodes items, uint32_t pushed,
                          int build, int add, int extend, bool tuple,
                          ap_pos at)
{
    bool set = add == AP_OP_SET_ADD;
    ap_const k = ap_const_items(g->l, set ? AP_C_FROZENSET : AP_C_TUPLE,
                                items);
    if (tuple && !pushed) {
        ap_gen_emit_const(g, k, at);
        return;
    }
    ap_gen_emit_arg(g, build, pushed, at);
    ap_gen_emit_const(g, k, at);
    ap_gen_emit_arg(g, extend, 1, at);
    if (tuple)
        ap_gen_emit_arg(g, AP_OP_CALL_INTRINSIC_1, AP_INTRINSIC_LIST_TO_TUPLE,
                        at);
}

static void display_by_items(ap_gen *g, ap_nodes items, uint32_t pushed,
                             int build, int add, int extend, bool built,
                             ap_pos at)
{
    if (built)
        ap_gen_emit_arg(g, build, pushed, at);
    for (int i = 0; i < items.n; i++) {
        ap_node *item = items.at[i];
        bool star = item->kind == AP_N_STAR;
        if (star && !built) {
            ap_gen_emit_arg(g, build, (uint32_t)i + pushed, at);
            built = true;
        }
        ap_gen_expr(g, star ? item->left : item);
        if (built)
            ap_gen_emit_arg(g, star ? extend : add, 1, at);
    }
}

void ap_gen_display(ap_gen *g, ap_nodes items, uint32_t pushed, int build,
                    int add, int extend, bool tuple, ap_pos at)
{
    uint32_t n = (uint32_t)items.n;
    bool big = n + pushed > STACK_GUIDE;
    if (n > 2 && ap_nodes_all_const(items)) {
        const_display(g, items, pushed, build, add, extend, tuple, at);
        return;
    }
    if (!big && !ap_nodes_any_star(items)) {
        ap_gen_exprs(g, items);
        ap_gen_emit_arg(g, tuple ? AP_OP_BUILD_TUPLE : build, n + pushed, at);
        return;
    }
    display_by_items(g, items, pushed, build, add, extend, big, at);
    if (tuple)
        ap_gen_emit_arg(g, AP_OP_CALL_INTRINSIC_1, AP_INTRINSIC_LIST_TO_TUPLE,
                        at);
}

static ap_nodes part(ap_nodes all, int from, int to)
{
    return (ap_nodes){all.at + from, to - from};
}

/* The pairs [from, to) as a dict of their own. */
static void subdict(ap_gen *g, ap_node *n, int from, int to)
{
    uint32_t pairs = (uint32_t)(to - from);
    bool big = 2 * pairs > STACK_GUIDE;
    if (pairs > 1 && !big && ap_nodes_all_const(part(n->items, from, to))) {
        ap_gen_exprs(g, part(n->body, from, to));
        ap_gen_emit_const(
            g, ap_const_items(g->l, AP_C_TUPLE, part(n->items, from, to)),
            n->pos);
        ap_gen_emit_arg(g, AP_OP_BUILD_CONST_KEY_MAP, pairs, n->pos);
        return;
    }
    if (big)
        ap_gen_emit_arg(g, AP_OP_BUILD_MAP, 0, n->pos);
    for (int i = from; i < to; i++) {
        ap_gen_expr(g, n->items.at[i]);
        ap_gen_expr(g, n->body.at[i]);
        if (big)
            ap_gen_emit_arg(g, AP_OP_MAP_ADD, 1, n->pos);
    }
    if (!big)
        ap_gen_emit_arg(g, AP_OP_BUILD_MAP, pairs, n->pos);
}

static void add_subdict(ap_gen *g, ap_node *n, int from, int to, bool *have)
{
    if (from == to)
        return;
    subdict(g, n, from, to);
    if (*have)
        ap_gen_emit_arg(g, AP_OP_DICT_UPDATE, 1, n->pos);
    *have = true;
}

static void dict(ap_gen *g, ap_node *n)
{
    bool have = false;
    int from = 0;
    for (int i = 0; i < n->items.n; i++) {
        if (!n->items.at[i]) {
            add_subdict(g, n, from, i, &have);
            if (!have)
                ap_gen_emit_arg(g, AP_OP_BUILD_MAP, 0, n->pos);
            have = true;
            ap_gen_expr(g, n->body.at[i]);
            ap_gen_emit_arg(g, AP_OP_DICT_UPDATE, 1, n->pos);
            from = i + 1;
        } else if (2 * (i - from) > STACK_GUIDE) {
            add_subdict(g, n, from, i + 1, &have);
            from = i + 1;
        }
    }
    add_subdict(g, n, from, n->items.n, &have);
    if (!have)
        ap_gen_emit_arg(g, AP_OP_BUILD_MAP, 0, n->pos);
}

/* a, *b, c = …: how many before the star, how many after. */
static void unpack(ap_gen *g, ap_node *n)
{
    uint32_t star = UINT32_MAX, count = (uint32_t)n->items.n;
    for (uint32_t i = 0; i < count; i++)
        if (n->items.at[i]->kind == AP_N_STAR)
            star = i;
    if (star == UINT32_MAX)
        ap_gen_emit_arg(g, AP_OP_UNPACK_SEQUENCE, count, n->pos);
    else
        ap_gen_emit_arg(g, AP_OP_UNPACK_EX, star | (count - star - 1) << 8,
                        n->pos);
    if (star != UINT32_MAX && star > 255)
        ap_lang_wrong(g->l, n->pos,
                      "too many expressions in star-unpacking assignment");
    for (uint32_t i = 0; i < count; i++) {
        ap_node *item = n->items.at[i];
        ap_gen_expr(g, i == star ? item->left : item);
    }
}

static void tuple_or_list(ap_gen *g, ap_node *n)
{
    if (n->ctx == AP_STORE)
        unpack(g, n);
    else if (n->ctx == AP_DEL)
        ap_gen_exprs(g, n->items);
    else
        ap_gen_display(g, n->items, 0, AP_OP_BUILD_LIST, AP_OP_LIST_APPEND,
                       AP_OP_LIST_EXTEND, n->kind == AP_N_TUPLE, n->pos);
}

/* ---- attributes, subscripts ------------------------------------------ */

/* An attribute on a later line than its object: the place is the name's. */
ap_pos ap_gen_attr_pos(ap_pos pos, const ap_node *attr)
{
    if (pos.line == attr->pos.end_line)
        return pos;
    uint32_t len = (uint32_t)ap_utf8_count(attr->name, strlen(attr->name));
    pos.line = attr->pos.end_line;
    pos.end_line = pos.line > pos.end_line ? pos.line : pos.end_line;
    if (len <= attr->pos.end_col)
        pos.col = attr->pos.end_col - len;
    return pos;
}

static void attribute(ap_gen *g, ap_node *n)
{
    static const int ops[] = {AP_OP_LOAD_ATTR, AP_OP_STORE_ATTR,
                              AP_OP_DELETE_ATTR};
    if (n->ctx == AP_LOAD && ap_gen_super_attr(g, n, false))
        return;
    ap_gen_expr(g, n->left);
    uint32_t index = ap_gen_name_index(g, n->name);
    ap_gen_emit_arg(g, ops[n->ctx], n->ctx == AP_LOAD ? index << 1 : index,
                    ap_gen_attr_pos(n->pos, n));
}

bool ap_gen_is_two_slice(const ap_node *slice)
{
    return slice->kind == AP_N_SLICE && !slice->extra;
}

void ap_gen_slice(ap_gen *g, ap_node *slice)
{
    ap_node *const parts[] = {slice->left, slice->right};
    for (int i = 0; i < 2; i++) {
        if (parts[i])
            ap_gen_expr(g, parts[i]);
        else
            ap_gen_emit_none(g, slice->pos);
    }
}

static void slice_object(ap_gen *g, ap_node *n)
{
    ap_gen_slice(g, n);
    if (n->extra)
        ap_gen_expr(g, n->extra);
    ap_gen_emit_arg(g, AP_OP_BUILD_SLICE, n->extra ? 3 : 2, n->pos);
}

void ap_gen_subscript(ap_gen *g, ap_node *n)
{
    static const int ops[] = {AP_OP_BINARY_SUBSCR, AP_OP_STORE_SUBSCR,
                              AP_OP_DELETE_SUBSCR};
    ap_gen_expr(g, n->left);
    if (ap_gen_is_two_slice(n->right) && n->ctx != AP_DEL) {
        ap_gen_slice(g, n->right);
        ap_gen_emit(g,
                    n->ctx == AP_LOAD ? AP_OP_BINARY_SLICE : AP_OP_STORE_SLICE,
                    n->pos);
        return;
    }
    ap_gen_expr(g, n->right);
    ap_gen_emit(g, ops[n->ctx], n->pos);
}

/* ---- f-strings ------------------------------------------------------- */

static void field(ap_gen *g, ap_node *n)
{
    uint32_t arg = n->op == 's' ? 1 : n->op == 'r' ? 2 : n->op == 'a' ? 3 : 0;
    ap_gen_expr(g, n->left);
    if (n->right) {
        ap_gen_expr(g, n->right);
        arg |= 4;
    }
    ap_gen_emit_arg(g, AP_OP_FORMAT_VALUE, arg, n->pos);
}

static void fstring(ap_gen *g, ap_node *n)
{
    if (n->items.n <= STACK_GUIDE) {
        ap_gen_exprs(g, n->items);
        if (n->items.n != 1)
            ap_gen_emit_arg(g, AP_OP_BUILD_STRING, (uint32_t)n->items.n,
                            n->pos);
        return;
    }
    ap_gen_emit_const(g, ap_gen_str_const(""), n->pos);
    ap_gen_emit_arg(
        g, AP_OP_LOAD_ATTR,
        ap_gen_name_index(g, ap_lang_intern(g->l, "join", 4)) << 1 | 1, n->pos);
    ap_gen_emit_arg(g, AP_OP_BUILD_LIST, 0, n->pos);
    for (int i = 0; i < n->items.n; i++) {
        ap_gen_expr(g, n->items.at[i]);
        ap_gen_emit_arg(g, AP_OP_LIST_APPEND, 1, n->pos);
    }
    ap_gen_emit_arg(g, AP_OP_CALL, 1, n->pos);
}

/* ---- yield ----------------------------------------------------------- */

static void yield(ap_gen *g, ap_node *n)
{
    if (n->left)
        ap_gen_expr(g, n->left);
    else
        ap_gen_emit_none(g, n->pos);
    ap_gen_emit_arg(g, AP_OP_YIELD_VALUE, 0, n->pos);
    ap_gen_emit_arg(g, AP_OP_RESUME, 1, n->pos);
}

static void yield_from(ap_gen *g, ap_node *n)
{
    int send = ap_gen_new_label(g), fail = ap_gen_new_label(g);
    int end = ap_gen_new_label(g);
    ap_gen_expr(g, n->left);
    ap_gen_emit(g, AP_OP_GET_YIELD_FROM_ITER, n->pos);
    ap_gen_emit_none(g, n->pos);
    ap_gen_use_label(g, send);
    ap_gen_emit_jump(g, AP_OP_SEND, end, n->pos);
    ap_gen_emit_jump(g, AP_X_SETUP_FINALLY, fail, n->pos);
    ap_gen_emit_arg(g, AP_OP_YIELD_VALUE, 0, n->pos);
    ap_gen_emit(g, AP_X_POP_BLOCK, AP_NO_POS);
    ap_gen_emit_arg(g, AP_OP_RESUME, 2, n->pos);
    ap_gen_emit_jump(g, AP_X_JUMP_NO_INTERRUPT, send, n->pos);
    ap_gen_use_label(g, fail);
    ap_gen_emit(g, AP_OP_CLEANUP_THROW, n->pos);
    ap_gen_use_label(g, end);
    ap_gen_emit(g, AP_OP_END_SEND, n->pos);
}

void ap_gen_expr(ap_gen *g, ap_node *n)
{
    switch ((ap_kind)n->kind) {
    case AP_N_CONST:
        ap_gen_emit_const(g, *n->value, n->pos);
        return;
    case AP_N_NAME:
        ap_gen_emit_var(g, n->name, n->ctx, n->pos);
        return;
    case AP_N_ATTR: attribute(g, n); return;
    case AP_N_SUBSCR: ap_gen_subscript(g, n); return;
    case AP_N_SLICE: slice_object(g, n); return;
    case AP_N_TUPLE: case AP_N_LIST: tuple_or_list(g, n); return;
    case AP_N_SET:
        ap_gen_display(g, n->items, 0, AP_OP_BUILD_SET, AP_OP_SET_ADD,
                       AP_OP_SET_UPDATE, false, n->pos);
        return;
    case AP_N_DICT: dict(g, n); return;
    case AP_N_UNARY: unary(g, n); return;
    case AP_N_BINARY:
        ap_gen_expr(g, n->left);
        ap_gen_expr(g, n->right);
        ap_gen_emit_arg(g, AP_OP_BINARY_OP, (uint32_t)n->op, n->pos);
        return;
    case AP_N_BOOL: boolean(g, n); return;
    case AP_N_COMPARE: compare(g, n); return;
    case AP_N_CALL: ap_gen_call(g, n); return;
    case AP_N_IFEXP: ternary(g, n); return;
    case AP_N_LAMBDA: ap_gen_lambda(g, n); return;
    case AP_N_LISTCOMP: case AP_N_SETCOMP: case AP_N_DICTCOMP:
    case AP_N_GENEXP: ap_gen_comp(g, n); return;
    case AP_N_YIELD: yield(g, n); return;
    case AP_N_YIELDFROM: yield_from(g, n); return;
    case AP_N_FSTRING: fstring(g, n); return;
    case AP_N_FIELD: field(g, n); return;
    case AP_N_STAR:
        ap_lang_wrong(g->l, n->pos, "can't use starred expression here");
        ap_gen_expr(g, n->left);
        return;
    default:
        ap_bug(__FILE__, __LINE__, "not an expression: %d", n->kind);
    }
}
