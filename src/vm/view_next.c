/* Looking ahead: what a thread's next instruction will do, read off its
 * operands without executing it. Locations are given as far as they are
 * certain: names, cells, attributes of plain instances and modules, items of
 * builtin containers, methods of synchronisation objects. */
#include "world_i.h"

typedef struct ahead {
    const ap_world *w;
    ap_ctx c;
    ap_word frame;
    const ap_code *code;
    ap_event *ev;
} ahead;

/* The k-th word from the top of the value stack, 1 = TOS. */
static ap_word tos(const ahead *a, int k)
{
    int at = (int)ap_frame_sp(&a->c, a->frame) - k;
    return at >= a->code->nplus ? ap_get(&a->c, a->frame, AP_FRAME_FAST + at)
                                : AP_NULL;
}

static ap_word name_word(const ahead *a, uint32_t i)
{
    const ap_code_ref *ref = ap_code_at(a->w, a->code->index);
    const ap_slot *names = (const ap_slot *)(const void *)(a->c.heap
                                                           + ref->names);
    return i < (uint32_t)a->code->nnames ? ap_load(names + i) : AP_NULL;
}

static ap_word held_by(const ahead *a, ap_word dict, ap_word key)
{
    return dict && ap_is_dict(&a->c, dict) && key
        ? ap_dict_peek(&a->c, dict, key)
        : AP_NULL;
}

static void touches(ahead *a, ap_where where, ap_word obj, ap_word key,
                    bool writes)
{
    bool shared = ap_is_obj(obj)
        && (ap_head_of(&a->c, obj)->flags & AP_F_SHARED);
    a->ev->naccesses = 1;
    a->ev->access[0] = (ap_access){.obj = obj,
                                   .key = key,
                                   .where = (uint8_t)where,
                                   .is_write = writes,
                                   .is_shared = shared};
    a->ev->kind = writes ? AP_EV_WRITE : AP_EV_READ;
    a->ev->is_visible = shared;
}

/* A name in a dict: a global, or a name of a module's body. */
static void names(ahead *a, ap_word dict, ap_word key, bool writes)
{
    ap_word now = held_by(a, dict, key);
    if (!writes && !now)
        return; /* a builtin: nobody writes there */
    touches(a, AP_AT_GLOBAL, dict, key, writes);
    a->ev->old = now;
    a->ev->value = writes ? tos(a, 1) : now;
}

static ap_word names_dict(const ahead *a)
{
    ap_word d = ap_get(&a->c, a->frame, AP_FRAME_NAMES);
    return d ? d : ap_get(&a->c, a->frame, AP_FRAME_GLOBALS);
}

/* The dict in which an attribute of obj is looked for first. */
static ap_word attribute_dict(const ahead *a, ap_word obj)
{
    if (!ap_is_obj(obj))
        return AP_NULL;
    const ap_head *h = ap_head_of(&a->c, obj);
    if (h->kind == AP_KIND_MODULE)
        return ap_get(&a->c, obj, 1);
    if (h->kind == AP_KIND_CLASS)
        return ap_get(&a->c, obj, AP_CLASS_DICT);
    return h->flags & AP_F_DICT ? ap_get(&a->c, obj, (int)h->units - 3)
                                : AP_NULL;
}

/* What an instance without such an attribute has from its class, if that is
 * data: somebody else may give it one of its own meanwhile. */
static ap_word from_class(const ahead *a, ap_word obj, ap_word key)
{
    if (!ap_is_obj(obj) || ap_kind_of(&a->c, obj) != AP_KIND_INSTANCE)
        return AP_NULL;
    ap_word found = ap_type_lookup(&a->c, ap_class_of(&a->c, obj), key);
    return found && ap_is_plain_value(&a->c, found) ? found : AP_NULL;
}

static void attribute(ahead *a, ap_word obj, ap_word key, bool writes)
{
    ap_word now = held_by(a, attribute_dict(a, obj), key);
    if (!now && !writes)
        now = from_class(a, obj, key);
    if (!ap_is_obj(obj) || (!writes && !now))
        return; /* a method or a property: found on the class */
    touches(a, AP_AT_ATTR, obj, key, writes);
    a->ev->old = now;
    a->ev->value = writes ? tos(a, 2) : now;
}

ap_word ap_item_now(const ap_ctx *c, ap_word obj, ap_word key)
{
    ap_kind k = ap_kind_of(c, obj);
    int64_t i;
    if (k == AP_KIND_DICT && ap_is_str(c, key))
        return ap_dict_peek(c, obj, key);
    if (k != AP_KIND_LIST || !ap_int_get(c, key, &i))
        return AP_NULL;
    int64_t n = ap_list_len(c, obj);
    i += i < 0 ? n : 0;
    return i >= 0 && i < n ? ap_list_at(c, obj, i) : AP_NULL;
}

static void item(ahead *a, ap_word obj, ap_word key, bool writes)
{
    ap_kind k = ap_kind_of(&a->c, obj);
    if (k != AP_KIND_LIST && k != AP_KIND_DICT)
        return;
    touches(a, AP_AT_ITEM, obj, key, writes);
    ap_word now = ap_item_now(&a->c, obj, key);
    a->ev->old = now;
    a->ev->value = writes ? tos(a, 3) : now;
}

static void cell(ahead *a, uint32_t slot, bool writes)
{
    ap_word w = ap_get(&a->c, a->frame, AP_FRAME_FAST + (int)slot);
    if (ap_kind_of(&a->c, w) != AP_KIND_CELL)
        return;
    touches(a, AP_AT_CELL, w, ap_interned(&a->c, a->code->plus[slot]), writes);
    a->ev->old = ap_get(&a->c, w, 0);
    a->ev->value = writes ? tos(a, 1) : a->ev->old;
}

/* CALL: the callable lies below its arguments, with NULL or self. */
static void call(ahead *a, uint32_t nargs)
{
    ap_word self = tos(a, (int)nargs + 1), fn = tos(a, (int)nargs + 2);
    a->ev->left = fn ? fn : self;
    a->ev->right = fn ? self : AP_NULL;
    if (ap_kind_of(&a->c, fn) == AP_KIND_METHOD)
        self = ap_get(&a->c, fn, 1);
    ap_sync_view sync;
    if (ap_view_sync_of(a->w, a->c.process->pid, self, &sync)) {
        touches(a, AP_AT_SYNC, self, AP_NULL, true);
        a->ev->sync = self;
    }
}

static void look(ahead *a, ap_opcode op, uint32_t arg)
{
    ap_word globals = ap_get(&a->c, a->frame, AP_FRAME_GLOBALS);
    switch (op) {
    case AP_OP_LOAD_GLOBAL:
        names(a, globals, name_word(a, arg >> 1), false);
        break;
    case AP_OP_STORE_GLOBAL:
    case AP_OP_DELETE_GLOBAL:
        names(a, globals, name_word(a, arg), true);
        break;
    case AP_OP_LOAD_NAME:
        names(a, names_dict(a), name_word(a, arg), false);
        break;
    case AP_OP_STORE_NAME:
    case AP_OP_DELETE_NAME:
        names(a, names_dict(a), name_word(a, arg), true);
        break;
    case AP_OP_LOAD_ATTR:
        attribute(a, tos(a, 1), name_word(a, arg >> 1), false);
        break;
    case AP_OP_STORE_ATTR:
    case AP_OP_DELETE_ATTR:
        attribute(a, tos(a, 1), name_word(a, arg), true);
        break;
    case AP_OP_BINARY_SUBSCR:
        item(a, tos(a, 2), tos(a, 1), false);
        break;
    case AP_OP_STORE_SUBSCR:
    case AP_OP_DELETE_SUBSCR:
        item(a, tos(a, 2), tos(a, 1), true);
        break;
    case AP_OP_CONTAINS_OP:
        if (ap_kind_of(&a->c, tos(a, 1)) == AP_KIND_DICT)
            item(a, tos(a, 1), tos(a, 2), false);
        break;
    case AP_OP_LOAD_DEREF:
        cell(a, arg, false);
        break;
    case AP_OP_STORE_DEREF:
    case AP_OP_DELETE_DEREF:
        cell(a, arg, true);
        break;
    case AP_OP_BINARY_OP:
    case AP_OP_COMPARE_OP:
        a->ev->left = tos(a, 2);
        a->ev->right = tos(a, 1);
        break;
    case AP_OP_CALL:
        call(a, arg);
        break;
    case AP_OP_STORE_FAST:
    case AP_OP_RETURN_VALUE:
        a->ev->value = tos(a, 1);
        break;
    default:
        break;
    }
}

bool ap_view_next(const ap_world *w, ap_tid tid, ap_event *ev)
{
    ap_frame_view v;
    if (!ap_view_frame(w, tid, 0, &v) || v.pc >= v.code->ninstrs)
        return false;
    const ap_thread *t = ap_thread_at(w, tid);
    ahead a = {.w = w, .c = ap_ctx_for_process(w, t->pid), .ev = ev};
    a.code = v.code;
    a.frame = ap_load(&t->top);
    *ev = (ap_event){.tid = tid,
                     .other = -1,
                     .pid = t->pid,
                     .step = w->h->steps,
                     .clock_ns = w->h->clock_ns,
                     .code = v.code->index,
                     .pc = v.pc,
                     .line = v.line,
                     .in_library = v.in_library,
                     .op = AP_OP_COUNT};
    if (ap_kind_of(&a.c, a.frame) != AP_KIND_FRAME)
        return true; /* C code goes on first */
    uint32_t instr = v.code->instrs[v.pc];
    ev->op = (uint8_t)ap_instr_op(instr);
    ev->arg = ap_instr_arg(instr);
    look(&a, ap_instr_op(instr), ev->arg);
    return true;
}
