/* The last stage: a unit's instructions become an ap_code in the image. */
#include "gen.h"

#include <string.h>

/* ---- jumps ----------------------------------------------------------- */

static int reversed(int op)
{
    switch (op) {
    case AP_OP_POP_JUMP_IF_TRUE: return AP_OP_POP_JUMP_IF_FALSE;
    case AP_OP_POP_JUMP_IF_FALSE: return AP_OP_POP_JUMP_IF_TRUE;
    case AP_OP_POP_JUMP_IF_NONE: return AP_OP_POP_JUMP_IF_NOT_NONE;
    case AP_OP_POP_JUMP_IF_NOT_NONE: return AP_OP_POP_JUMP_IF_NONE;
    default: ap_bug(__FILE__, __LINE__, "cannot jump back: %d", op);
    }
}

/* A conditional jump only goes forward: to go back it steps over a plain
 * jump that does. */
static void step_over(ap_flow *f, ap_block *b, ap_ins *last)
{
    ap_block *back = ap_flow_block(f);
    ap_block_add(back, (ap_ins){.op = AP_X_JUMP, .target = last->target,
                                .pos = last->pos});
    last->op = reversed(last->op);
    last->target = b->next;
    back->next = b->next;
    b->next = back;
}

void ap_flow_normalise(ap_flow *f)
{
    for (ap_block *b = f->entry; b; b = b->next)
        b->visited = false;
    for (ap_block *b = f->entry; b; b = b->next) {
        b->visited = true;
        ap_ins *last = ap_block_last(b);
        if (!last || !ap_ins_jumps(last->op))
            continue;
        bool forward = !last->target->visited;
        if (last->op == AP_X_JUMP)
            last->op = forward ? AP_OP_JUMP_FORWARD : AP_OP_JUMP_BACKWARD;
        else if (last->op == AP_X_JUMP_NO_INTERRUPT)
            last->op = forward ? AP_OP_JUMP_FORWARD
                               : AP_OP_JUMP_BACKWARD_NO_INTERRUPT;
        else if (!forward)
            step_over(f, b, last);
    }
}

static void replace_pseudo(ap_flow *f)
{
    for (ap_block *b = f->entry; b; b = b->next) {
        for (int i = 0; i < b->n; i++) {
            ap_ins *ins = &b->ins[i];
            if (ap_ins_pushes_block(ins->op) || ins->op == AP_X_POP_BLOCK) {
                ins->op = AP_OP_NOP;
                ins->arg = 0;
            } else if (ins->op == AP_X_STORE_FAST_MAYBE_NULL) {
                ins->op = AP_OP_STORE_FAST;
            }
        }
    }
    ap_flow_drop_nops(f);
}

/* ---- localsplus ------------------------------------------------------ */

/* Locals, then cells that are no locals, then what is free. place[i] is the
 * slot of cell i, or of free i - ncells. */
typedef struct slots {
    uint32_t *place;
    const char **names;
    uint8_t *kinds;
    int n;
} slots;

static void add_slot(slots *s, const char *name, int kind)
{
    s->names[s->n] = name;
    s->kinds[s->n++] = (uint8_t)kind;
}

static slots lay_out(ap_gen *g)
{
    ap_unit *u = g->u;
    size_t cells = u->cell_list.len, most = u->local_list.len + cells
        + u->free_list.len;
    slots s = {.place = ap_alloc((cells + u->free_list.len + 1)
                                 * sizeof(uint32_t))};
    s.names = ap_arena_alloc(g->l->keep, most * sizeof *s.names + 1);
    s.kinds = ap_arena_alloc(g->l->keep, most + 1);
    for (size_t i = 0; i < u->local_list.len; i++) {
        const char *name = *(const char **)ap_vec_at(&u->local_list, i);
        bool hidden = ap_map_find(&u->hidden, name) != NULL;
        add_slot(&s, name, AP_LOCAL | (hidden ? AP_HIDDEN : 0));
    }
    for (size_t i = 0; i < cells; i++) {
        const char *name = *(const char **)ap_vec_at(&u->cell_list, i);
        const int *local = ap_map_find(&u->locals, name);
        s.place[i] = local ? (uint32_t)*local : (uint32_t)s.n;
        if (local)
            s.kinds[*local] |= AP_CELL;
        else
            add_slot(&s, name, AP_CELL);
    }
    for (size_t i = 0; i < u->free_list.len; i++) {
        s.place[cells + i] = (uint32_t)s.n;
        add_slot(&s, *(const char **)ap_vec_at(&u->free_list, i), AP_FREE);
    }
    return s;
}

static bool names_cell(int op)
{
    return op == AP_OP_MAKE_CELL || op == AP_OP_LOAD_CLOSURE
        || op == AP_OP_LOAD_DEREF || op == AP_OP_STORE_DEREF
        || op == AP_OP_DELETE_DEREF || op == AP_OP_LOAD_FROM_DICT_OR_DEREF;
}

/* What comes before a function's own first instruction. */
static void prefix(ap_unit *u, ap_flow *f, const slots *s)
{
    int at = 0;
    ap_ins ins = {.pos = AP_NO_POS};
    if (u->free_list.len) {
        ins.op = AP_OP_COPY_FREE_VARS;
        ins.arg = (uint32_t)u->free_list.len;
        ap_block_insert(f->entry, at++, ins);
    }
    for (int slot = 0; slot < s->n; slot++) {
        if (!(s->kinds[slot] & AP_CELL))
            continue;
        ins.op = AP_OP_MAKE_CELL;
        ins.arg = (uint32_t)slot;
        ap_block_insert(f->entry, at++, ins);
    }
    if (u->body.is_generator) {
        uint32_t line = u->body.firstline;
        ins = (ap_ins){.op = AP_OP_RETURN_GENERATOR,
                       .pos = {line, line, 0, 0}};
        ap_block_insert(f->entry, at++, ins);
        ins = (ap_ins){.op = AP_OP_POP_TOP, .pos = AP_NO_POS};
        ap_block_insert(f->entry, at++, ins);
    }
}

static void place_cells(ap_flow *f, const slots *s)
{
    for (ap_block *b = f->entry; b; b = b->next)
        for (int i = 0; i < b->n; i++)
            if (names_cell(b->ins[i].op))
                b->ins[i].arg = s->place[b->ins[i].arg];
}

/* ---- writing --------------------------------------------------------- */

static uint32_t place_blocks(ap_flow *f)
{
    uint32_t n = 0;
    for (ap_block *b = f->entry; b; b = b->next) {
        b->start = n;
        n += (uint32_t)b->n;
    }
    return n;
}

static uint32_t encode(const ap_ins *ins, uint32_t pc)
{
    uint32_t arg = ins->arg;
    if (ap_ops[ins->op].arg == AP_ARG_FWD)
        arg = ins->target->start - pc - 1;
    else if (ap_ops[ins->op].arg == AP_ARG_BACK)
        arg = pc + 1 - ins->target->start;
    return AP_INSTR(ins->op, arg);
}

static void write_instrs(ap_arena *a, ap_flow *f, ap_code *c)
{
    c->ninstrs = place_blocks(f);
    uint32_t *instrs = ap_arena_alloc(a, c->ninstrs * sizeof *instrs);
    ap_pos *pos = ap_arena_alloc(a, c->ninstrs * sizeof *pos);
    uint32_t pc = 0;
    for (ap_block *b = f->entry; b; b = b->next) {
        for (int i = 0; i < b->n; i++, pc++) {
            instrs[pc] = encode(&b->ins[i], pc);
            if (b->ins[i].pos.line != AP_NO_LINE)
                pos[pc] = b->ins[i].pos;
        }
    }
    c->instrs = instrs;
    c->pos = pos;
}

static void end_range(ap_vec *rows, const ap_block *handler, uint32_t start,
                      uint32_t end)
{
    if (!handler || start == end)
        return;
    uint32_t extra = handler->keeps_lasti ? 2 : 1;
    AP_ASSERT(handler->depth >= (int)extra);
    ap_vec_push(rows, &(ap_handler){
        .start = start, .end = end, .target = handler->start,
        .depth = (uint32_t)handler->depth - extra,
        .lasti = handler->keeps_lasti});
}

/* Neighbours with the same handler share a row. */
static void write_handlers(ap_arena *a, ap_flow *f, ap_code *c)
{
    ap_vec rows;
    ap_vec_init(&rows, sizeof(ap_handler));
    const ap_block *handler = NULL;
    uint32_t start = 0, pc = 0;
    for (ap_block *b = f->entry; b; b = b->next) {
        for (int i = 0; i < b->n; i++, pc++) {
            if (b->ins[i].except == handler)
                continue;
            end_range(&rows, handler, start, pc);
            handler = b->ins[i].except;
            start = pc;
        }
    }
    end_range(&rows, handler, start, pc);
    ap_handler *own = ap_arena_alloc(a, rows.len * sizeof *own + 1);
    if (rows.len)
        memcpy(own, rows.data, rows.len * sizeof *own);
    c->handlers = own;
    c->nhandlers = (int)rows.len;
    ap_vec_clear(&rows);
}

static void write_tables(ap_gen *g, ap_code *c)
{
    ap_unit *u = g->u;
    size_t n = u->name_list.len;
    const char **names = ap_arena_alloc(g->l->keep, n * sizeof *names + 1);
    if (n)
        memcpy(names, u->name_list.data, n * sizeof *names);
    c->names = names;
    c->nnames = (int)n;
    n = u->body.consts.len;
    ap_const *consts = ap_arena_alloc(g->l->keep, n * sizeof *consts + 1);
    if (n)
        memcpy(consts, u->body.consts.data, n * sizeof *consts);
    c->consts = consts;
    c->nconsts = (int)n;
}

static void write_params(const ap_scope *s, ap_code *c)
{
    if (!ap_scope_is_function(s))
        return;
    c->flags = AP_CO_OPTIMIZED | AP_CO_NEWLOCALS
        | (s->is_nested ? AP_CO_NESTED : 0)
        | (s->is_generator ? AP_CO_GENERATOR : 0);
    if (s->kind == AP_SCOPE_COMP) {
        c->argcount = 1;
        return;
    }
    const ap_params *ps = s->node->params;
    c->argcount = ps->n;
    c->posonly = ps->posonly;
    c->kwonly = ps->nkwonly;
    c->flags |= (ps->star ? AP_CO_VARARGS : 0)
        | (ps->star2 ? AP_CO_VARKEYWORDS : 0);
}

static void write_header(ap_gen *g, ap_code *c, const slots *s)
{
    ap_unit *u = g->u;
    const ap_scope *scope = u->scope;
    c->name = u->name;
    c->qualname = u->qualname;
    c->firstline = u->body.firstline;
    c->nlocals = (int)u->local_list.len;
    c->nplus = s->n;
    c->plus = s->names;
    c->plus_kind = s->kinds;
    write_params(scope, c);
    if (scope->node && (scope->kind == AP_SCOPE_FUNCTION
                        || scope->kind == AP_SCOPE_CLASS)) {
        const ap_node *doc = ap_nodes_doc(scope->node->body);
        c->doc = doc ? doc->value->s : NULL;
    }
}

ap_code *ap_gen_assemble(ap_gen *g)
{
    ap_flow f;
    ap_body *body = &g->u->body;
    ap_code *c = ap_image_add_code(g->l->im, g->l->module);
    if (ap_lang_failed(g->l)) {
        write_header(g, c, &(slots){0});
        return c; /* nobody will run it */
    }
    body->nlocals = (int)g->u->local_list.len;
    ap_flow_build(&f, g->l, body);
    ap_flow_label_handlers(&f);
    ap_flow_optimise(&f);
    ap_flow_drop_consts(&f);
    ap_flow_check_locals(&f);
    ap_flow_push_cold(&f);
    ap_flow_lines(&f);
    slots s = lay_out(g);
    place_cells(&f, &s);
    prefix(g->u, &f, &s);
    c->stacksize = ap_flow_depth(&f);
    replace_pseudo(&f);
    ap_flow_normalise(&f);
    write_instrs(g->l->keep, &f, c);
    write_handlers(g->l->keep, &f, c);
    write_tables(g, c);
    write_header(g, c, &s);
    ap_free(s.place);
    ap_flow_free(&f);
    return c;
}
