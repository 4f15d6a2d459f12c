/* Inside the code generator: a unit is a code object in the making; units
 * nest as scopes do. */
#ifndef APIARY_GEN_H
#define APIARY_GEN_H

#include "flow.h"
#include "symbols.h"

/* What a return, break or continue must clear away on its way out. */
typedef enum ap_frametype {
    AP_FRAME_WHILE, AP_FRAME_FOR, AP_FRAME_TRY, AP_FRAME_FINALLY,
    AP_FRAME_FINALLY_END, AP_FRAME_WITH, AP_FRAME_HANDLER,
    AP_FRAME_CLEANUP, /* of a handler: its name, if any, is unbound */
    AP_FRAME_VALUE    /* a value that is being returned */
} ap_frametype;

typedef struct ap_frame {
    ap_frametype type;
    int start, end;      /* labels: continue and break go there */
    const ap_node *node; /* WITH: the statement; FINALLY: the try */
    const char *name;    /* CLEANUP */
} ap_frame;

typedef struct ap_unit ap_unit;
struct ap_unit {
    ap_unit *parent;
    ap_scope *scope;
    const char *name, *qualname;
    ap_body body;
    ap_map names, locals, cells, frees; /* name -> index */
    ap_vec name_list, local_list, cell_list, free_list; /* const char * */
    ap_map hidden;     /* locals of inlined comprehensions, here or not */
    ap_vec overrides;  /* ap_symbol: what they mean inside one */
    int inlined;       /* comprehensions we are in */
    ap_vec frames;     /* ap_frame */
};

typedef struct ap_gen {
    ap_lang *l;
    ap_unit *u;
    ap_scope *module;
} ap_gen;

/* ---- emitting (gen.c) ------------------------------------------------ */

void ap_gen_emit(ap_gen *g, int op, ap_pos at);
void ap_gen_emit_arg(ap_gen *g, int op, uint32_t arg, ap_pos at);
void ap_gen_emit_jump(ap_gen *g, int op, int label, ap_pos at);
void ap_gen_emit_const(ap_gen *g, ap_const k, ap_pos at);
void ap_gen_emit_none(ap_gen *g, ap_pos at);
/* An op whose arg is the index of a name. */
void ap_gen_emit_name(ap_gen *g, int op, const char *name, ap_pos at);
uint32_t ap_gen_name_index(ap_gen *g, const char *name);
/* Loads, stores or deletes a variable, wherever it lives. */
void ap_gen_emit_var(ap_gen *g, const char *name, ap_ctx ctx, ap_pos at);
int ap_gen_new_label(ap_gen *g);
void ap_gen_use_label(ap_gen *g, int label); /* the next instruction's place */
int ap_gen_add_to(ap_map *m, ap_vec *list, const char *name);
ap_const ap_gen_str_const(const char *s);

/* ---- units (unit.c) -------------------------------------------------- */

void ap_unit_enter(ap_gen *g, ap_scope *scope, uint32_t line);
/* Ends the unit: -> its code. `none`: it returns None at the end. */
const ap_code *ap_unit_leave(ap_gen *g, bool none);
/* Pushes a function of the code, with its closure and `flags` before. */
void ap_gen_emit_function(ap_gen *g, const ap_code *c, uint32_t flags,
                          ap_pos at);
/* A generator's StopIteration must not leak out of it. */
void ap_gen_wrap_generator(ap_gen *g);
ap_code *ap_gen_assemble(ap_gen *g); /* assemble.c */

/* ---- expressions (gen_expr.c, gen_call.c, gen_comp.c) ---------------- */

void ap_gen_expr(ap_gen *g, ap_node *n);
void ap_gen_exprs(ap_gen *g, ap_nodes list);
/* Jumps to label if the truth of n is `when`, else goes on. */
void ap_gen_jump_if(ap_gen *g, ap_node *n, int label, bool when);
void ap_gen_slice(ap_gen *g, ap_node *slice); /* two words */
bool ap_gen_is_two_slice(const ap_node *slice);
void ap_gen_subscript(ap_gen *g, ap_node *n);
/* [a, *b, c] with `pushed` words of it on the stack already. */
void ap_gen_display(ap_gen *g, ap_nodes items, uint32_t pushed, int build,
                    int add, int extend, bool tuple, ap_pos at);
void ap_gen_call(ap_gen *g, ap_node *n);
/* The arguments and the call itself; n words are on the stack already. */
void ap_gen_arguments(ap_gen *g, uint32_t n, ap_nodes args,
                      ap_nodes keywords, ap_pos at);
bool ap_gen_super_attr(ap_gen *g, ap_node *attr, bool method);
ap_pos ap_gen_attr_pos(ap_pos pos, const ap_node *attr);
void ap_gen_comp(ap_gen *g, ap_node *n);
void ap_gen_lambda(ap_gen *g, ap_node *n);

/* ---- statements (gen_stmt.c, gen_try.c, gen_def.c) ------------------- */

void ap_gen_body(ap_gen *g, ap_nodes body);
void ap_gen_stmt(ap_gen *g, ap_node *n);
void ap_gen_try(ap_gen *g, ap_node *n);
void ap_gen_with(ap_gen *g, ap_node *n, int item);
void ap_gen_function(ap_gen *g, ap_node *n);
void ap_gen_class(ap_gen *g, ap_node *n);
void ap_gen_module_body(ap_gen *g, ap_nodes body);
/* Pushes the defaults; -> MAKE_FUNCTION's flags. */
uint32_t ap_gen_defaults(ap_gen *g, const ap_params *ps, ap_pos at);
void ap_gen_push_frame(ap_gen *g, ap_frame frame);
void ap_gen_pop_frame(ap_gen *g);
/* Clears all frames, or down to the innermost loop, which it gives back.
 * `keep`: a value on top of the stack stays. */
const ap_frame *ap_gen_unwind(ap_gen *g, ap_pos *at, bool keep, bool to_loop);
void ap_gen_unwind_one(ap_gen *g, ap_pos *at, ap_frame frame, bool keep);

#endif
