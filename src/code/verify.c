/* The verifier: may the vm trust this image?
 *
 * Each code object is walked along every path from its start, with the depth
 * of the stack. True of a code object that passes: every index and jump is
 * in bounds, an instruction is always reached with the same depth, the stack
 * never goes below 0 nor above stacksize, and nothing runs off the end. */
#include "code_i.h"

typedef struct walk {
    const ap_image *im;
    const ap_code *c;
    int32_t *depth; /* at each instruction; -1 = not reached */
    ap_vec todo;    /* uint32_t: reached, not yet followed */
    ap_error *e;
} walk;

static bool wrong(walk *w, uint32_t pc, const char *what)
{
    return ap_fail(w->e, AP_E_SYNTAX, "code %s, instruction %u: %s",
                   w->c->name ? w->c->name : "?", pc, what);
}

static bool is_names_tuple(const ap_const *k)
{
    if (k->kind != AP_C_TUPLE)
        return false;
    for (size_t i = 0; i < k->n; i++)
        if (k->items[i].kind != AP_C_STR)
            return false;
    return true;
}

static bool const_is_sound(const ap_image *im, const ap_const *k)
{
    if (k->kind == AP_C_CODE)
        return k->i >= 0 && k->i < ap_image_codes(im);
    if (k->kind == AP_C_TUPLE || k->kind == AP_C_FROZENSET)
        for (size_t i = 0; i < k->n; i++)
            if (!const_is_sound(im, &k->items[i]))
                return false;
    return k->kind <= AP_C_CODE;
}

/* Is the arg within what it indexes? */
static bool arg_is_sound(const ap_code *c, uint32_t pc, ap_opcode op,
                         uint32_t arg)
{
    switch (ap_ops[op].arg) {
    case AP_ARG_NONE:
        return true;
    case AP_ARG_CONST:
        return arg < (uint32_t)c->nconsts
            && (op != AP_OP_KW_NAMES || is_names_tuple(&c->consts[arg]));
    case AP_ARG_NAME:
        return arg < (uint32_t)c->nnames;
    case AP_ARG_LOCAL:
        return arg < (uint32_t)c->nplus;
    case AP_ARG_GLOBAL: case AP_ARG_ATTR:
        return arg >> 1 < (uint32_t)c->nnames;
    case AP_ARG_SUPER:
        return arg >> 2 < (uint32_t)c->nnames;
    case AP_ARG_FWD:
        return arg < c->ninstrs - pc - 1;
    case AP_ARG_BACK:
        return arg <= pc + 1;
    case AP_ARG_CMP:
        return arg >> 4 <= AP_CMP_GE;
    case AP_ARG_BIN:
        return arg < 2 * AP_BIN_INPLACE;
    case AP_ARG_NUM:
        return op != AP_OP_COPY_FREE_VARS || arg <= (uint32_t)c->nplus;
    }
    return false;
}

/* How many words the instruction looks at, from the top. */
static int words_needed(ap_opcode op, uint32_t arg)
{
    const ap_op_info *info = &ap_ops[op];
    int pops = info->pops;
    switch (op) {
    case AP_OP_COPY: case AP_OP_SWAP:
        return (int)arg;
    case AP_OP_LIST_APPEND: case AP_OP_SET_ADD: case AP_OP_MAP_ADD:
    case AP_OP_LIST_EXTEND: case AP_OP_SET_UPDATE: case AP_OP_DICT_UPDATE:
    case AP_OP_DICT_MERGE: case AP_OP_RERAISE:
        return (int)arg + (pops > 0 ? pops : 1);
    case AP_OP_WITH_EXCEPT_START:
        return 4;
    default:
        break;
    }
    if (pops < 0)
        pops = (info->pushes > 0 ? info->pushes : 0)
            - ap_op_effect(op, arg, 0);
    return pops;
}

static bool reach(walk *w, uint32_t from, uint32_t pc, int depth)
{
    if (pc >= w->c->ninstrs)
        return wrong(w, from, "runs off the end");
    if (depth < 0 || depth > w->c->stacksize)
        return wrong(w, from, "stack out of bounds");
    if (w->depth[pc] >= 0)
        return w->depth[pc] == depth || wrong(w, pc, "depths differ");
    w->depth[pc] = depth;
    ap_vec_push(&w->todo, &pc);
    return true;
}

static bool ends(ap_opcode op)
{
    return op == AP_OP_RETURN_VALUE || op == AP_OP_RETURN_CONST
        || op == AP_OP_RAISE_VARARGS || op == AP_OP_RERAISE;
}

static bool always_jumps(ap_opcode op)
{
    return op == AP_OP_JUMP_FORWARD || op == AP_OP_JUMP_BACKWARD
        || op == AP_OP_JUMP_BACKWARD_NO_INTERRUPT;
}

static bool reach_handler(walk *w, uint32_t pc)
{
    const ap_handler *h = ap_code_handler(w->c, pc);
    if (!h)
        return true;
    if ((int64_t)h->depth > w->depth[pc])
        return wrong(w, pc, "handler deeper than the stack");
    return reach(w, pc, h->target, (int)h->depth + (h->lasti ? 2 : 1));
}

static bool follow(walk *w, uint32_t pc)
{
    uint32_t instr = w->c->instrs[pc], arg = ap_instr_arg(instr);
    ap_opcode op = ap_instr_op(instr);
    int depth = w->depth[pc];
    if (words_needed(op, arg) > depth)
        return wrong(w, pc, "stack too short");
    if (!reach_handler(w, pc))
        return false;
    int after = depth + ap_op_effect(op, arg, 0);
    int jumped = depth + ap_op_effect(op, arg, 1);
    if (ap_ops[op].arg == AP_ARG_FWD && !reach(w, pc, pc + 1 + arg, jumped))
        return false;
    if (ap_ops[op].arg == AP_ARG_BACK && !reach(w, pc, pc + 1 - arg, jumped))
        return false;
    if (ends(op) || always_jumps(op))
        return after >= 0 || wrong(w, pc, "stack out of bounds");
    return reach(w, pc, pc + 1, after);
}

/* Args of instructions, before any of them is followed. */
static bool args_are_sound(walk *w)
{
    const ap_code *c = w->c;
    for (int i = 0; i < c->nconsts; i++)
        if (!const_is_sound(w->im, &c->consts[i]))
            return wrong(w, 0, "a constant is not sound");
    for (int i = 0; i < c->nhandlers; i++)
        if (c->handlers[i].start >= c->handlers[i].end
            || c->handlers[i].end > c->ninstrs
            || c->handlers[i].depth > (uint32_t)c->stacksize)
            return wrong(w, c->handlers[i].start, "handler out of bounds");
    for (uint32_t pc = 0; pc < c->ninstrs; pc++) {
        ap_opcode op = ap_instr_op(c->instrs[pc]);
        if (op >= AP_OP_COUNT)
            return wrong(w, pc, "no such opcode");
        if (!arg_is_sound(c, pc, op, ap_instr_arg(c->instrs[pc])))
            return wrong(w, pc, "arg out of bounds");
    }
    return true;
}

static bool header_is_sound(walk *w)
{
    const ap_code *c = w->c;
    int args = c->argcount + c->kwonly;
    if (c->module >= (uint32_t)ap_image_modules(w->im) || !c->name
        || !c->qualname || c->ninstrs == 0)
        return wrong(w, 0, "incomplete");
    if (c->posonly > c->argcount || args < 0 || args > c->nlocals
        || c->nlocals > c->nplus || c->stacksize < 0)
        return wrong(w, 0, "counts do not fit");
    return true;
}

/* A generator's body starts with what is sent to it on the stack: its
 * RETURN_GENERATOR pushes that word. */
static bool code_is_sound(const ap_image *im, const ap_code *c, ap_error *e)
{
    walk w = {.im = im, .c = c, .e = e};
    if (!header_is_sound(&w) || !args_are_sound(&w))
        return false;
    ap_vec_init(&w.todo, sizeof(uint32_t));
    w.depth = ap_alloc(c->ninstrs * sizeof *w.depth);
    for (uint32_t i = 0; i < c->ninstrs; i++)
        w.depth[i] = -1;
    bool sound = reach(&w, 0, 0, 0);
    while (sound && w.todo.len) {
        uint32_t pc = *(uint32_t *)ap_vec_at(&w.todo, w.todo.len - 1);
        ap_vec_pop(&w.todo);
        sound = follow(&w, pc);
    }
    ap_free(w.depth);
    ap_vec_clear(&w.todo);
    return sound;
}

bool ap_image_verify(const ap_image *im, ap_error *e)
{
    for (int i = 0; i < ap_image_modules(im); i++)
        if (ap_image_module(im, (uint32_t)i)->body
            >= (uint32_t)ap_image_codes(im))
            return ap_fail(e, AP_E_SYNTAX, "module %d has no body", i);
    for (int i = 0; i < ap_image_codes(im); i++)
        if (!code_is_sound(im, ap_image_code(im, (uint32_t)i), e))
            return false;
    return true;
}
