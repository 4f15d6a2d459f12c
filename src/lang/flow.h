/* Instructions before they have a place: what gen emits, flow turns into
 * blocks and improves, and assemble writes into an ap_code. */
#ifndef APIARY_FLOW_H
#define APIARY_FLOW_H

#include "ast.h"

/* Operations that exist only here; the last stage replaces them. */
enum {
    AP_X_JUMP = AP_OP_COUNT, /* either way, as it turns out */
    AP_X_JUMP_NO_INTERRUPT,
    AP_X_SETUP_FINALLY, /* from here to POP_BLOCK: exceptions -> target */
    AP_X_SETUP_CLEANUP, /* the same, with the instruction's number */
    AP_X_SETUP_WITH,    /* the same, under the result of __enter__ */
    AP_X_POP_BLOCK,
    AP_X_STORE_FAST_MAYBE_NULL /* STORE_FAST of what may be no value */
};

enum { AP_NO_LABEL = -1 };

struct ap_block;

typedef struct ap_ins {
    int op;
    uint32_t arg;
    int label;               /* the jump's or handler's target, in gen */
    struct ap_block *target; /* the same, in flow */
    struct ap_block *except; /* where an exception here leads, or NULL */
    ap_pos pos;
} ap_ins;

/* A run of instructions that is entered at its start and left at its end. */
typedef struct ap_block {
    struct ap_block *next; /* in the order of the code */
    struct ap_block *listed; /* all that were made, for freeing */
    ap_ins *ins;
    int n, cap;
    int depth;        /* of the stack at its start; -1: not reached */
    int predecessors;
    int label;        /* given where something jumps to it, else -1 */
    uint32_t start;   /* instructions before it, at the end */
    uint64_t unsafe;  /* locals 0 to 63 that may be unbound at its start */
    bool is_handler, keeps_lasti; /* entered by an exception */
    bool visited, warm, cold;
    struct ap_handlers *handlers; /* open at its start, while labelling */
} ap_block;

/* What a code object is made of, as gen hands it over. */
typedef struct ap_body {
    ap_vec ins;       /* ap_ins */
    ap_vec labels;    /* int: index into ins */
    ap_vec consts;    /* ap_const */
    ap_map const_index;
    int nparams, nlocals;
    uint32_t firstline;
    bool is_generator;
    bool failed;      /* a constant or block too many: said already */
} ap_body;

/* A chain of blocks. */
typedef struct ap_flow {
    ap_lang *l;
    ap_body *body;
    ap_block *entry, *made;
} ap_flow;

/* ---- blocks (flow.c) ------------------------------------------------- */

void ap_flow_build(ap_flow *f, ap_lang *l, ap_body *body);
void ap_flow_free(ap_flow *f);
ap_block *ap_flow_block(ap_flow *f);
ap_ins *ap_block_add(ap_block *b, ap_ins ins);
void ap_block_insert(ap_block *b, int at, ap_ins ins);
ap_ins *ap_block_last(ap_block *b); /* NULL where it is empty */
bool ap_block_falls_through(const ap_block *b);
bool ap_block_exits(const ap_block *b); /* ends in a return or raise */
bool ap_ins_jumps(int op);
bool ap_ins_pushes_block(int op);
bool ap_ins_has_target(int op);
bool ap_ins_is_jump(int op); /* without a condition */
bool ap_ins_exits(int op);
int ap_ins_effect(const ap_ins *ins, bool jump);

/* ---- passes, in this order ------------------------------------------- */

void ap_flow_label_handlers(ap_flow *f); /* except.c */
void ap_flow_optimise(ap_flow *f);       /* optimise.c */
void ap_flow_drop_nops(ap_flow *f);
void ap_flow_peephole(ap_lang *l, ap_body *body, ap_block *b); /* peephole.c */
void ap_flow_drop_consts(ap_flow *f);    /* consts.c */
void ap_flow_check_locals(ap_flow *f);   /* locals.c */
void ap_flow_push_cold(ap_flow *f);      /* cold.c */
void ap_flow_drop_jumps(ap_flow *f);     /* optimise.c */
void ap_flow_lines(ap_flow *f);          /* lines.c */
int ap_flow_depth(ap_flow *f);           /* except.c: the deepest stack */
void ap_flow_normalise(ap_flow *f);      /* assemble.c */

/* Index of the constant; the same for equal ones. */
uint32_t ap_body_const(ap_lang *l, ap_body *body, ap_const k);

#endif
