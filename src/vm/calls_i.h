/* Calls, for the core of vm: frames put up and taken down, answers of Python
 * code that C asked for, generators, exceptions on their way, classes and
 * attributes. */
#ifndef AP_CALLS_I_H
#define AP_CALLS_I_H

#include "world_i.h"

/* ---- call.c -------------------------------------------------------- */

/* Calls anything. AP_OK: *out. AP_CALLED and not c->installed: a new frame is
 * on top of the thread whose PREV is c->frame; the caller decides what its
 * result is for. */
ap_ret ap_call(ap_ctx *c, ap_word fn, const ap_word *a, int n,
               ap_word kwnames, ap_word *out);
ap_ret ap_frame_new(ap_ctx *c, uint32_t code, ap_word *out);
void ap_frame_free(ap_ctx *c, ap_word frame);
/* Hands a result (AP_ANSWER_*) to the frame below the one that ended. */
void ap_deliver(ap_ctx *c, ap_word to, int answer, ap_word value);

/* ---- bind.c -------------------------------------------------------- */

/* A frame for a Python function with its arguments bound, on top; AP_CALLED. */
ap_ret ap_call_python(ap_ctx *c, ap_word func, const ap_word *a, int n,
                      ap_word kwnames);
/* Calls a native function with its arguments bound as its row says. */
ap_ret ap_call_native(ap_ctx *c, const ap_native *nat, const ap_word *a, int n,
                      ap_word kwnames, ap_word *out);

/* ---- sub.c --------------------------------------------------------- */

/* Answers of earlier executions come into c->answers. */
void ap_answers_load(ap_ctx *c);
/* Is there one more? Then it is taken: *r as ap_sub answers. */
bool ap_answer_take(ap_ctx *c, ap_word *out, ap_ret *r, bool *exhausted);
/* Puts a RETRY frame with the answers so far below what comes next. */
ap_ret ap_answers_keep(ap_ctx *c, ap_word *retry);
/* Runs a class body `func` with `names` as its dict, as ap_sub would. */
ap_ret ap_sub_body(ap_ctx *c, ap_word func, ap_word names, ap_word *out);
/* iter(w), the same one in every execution. */
ap_ret ap_sub_iter(ap_ctx *c, ap_word w, ap_word *out);
/* One step of a DRAIN frame. */
ap_ret ap_drain_action(ap_ctx *c);

/* ---- interrupt.c ---------------------------------------------------- */

/* Is a Ctrl-C to be heeded before the next instruction? */
bool ap_interrupt_is_due(const ap_ctx *c);
/* Raises KeyboardInterrupt, or begins to call the program's handler. */
ap_ret ap_interrupt(ap_ctx *c);
/* One step of a SIGNAL frame. */
ap_ret ap_signal_action(ap_ctx *c);
/* The handler has raised. -> does unwinding go on below? */
bool ap_signal_unwind(ap_ctx *c, ap_word frame);
/* The SIGNAL frame that keeps such a wait of the thread, or AP_NULL; its
 * place in the queue; what a wake-up does to it. */
ap_word ap_interrupted_wait(const ap_ctx *c, const ap_thread *t,
                            ap_wait_kind kind, ap_word obj);
uint64_t ap_interrupted_order(const ap_ctx *c, ap_word frame);
void ap_interrupted_wake(ap_ctx *c, ap_word frame);
/* thread.c: main does not wait for the others any more. */
void ap_base_gives_up(ap_ctx *c, ap_word base);

/* ---- gen.c --------------------------------------------------------- */

enum { AP_GEN_FRESH, AP_GEN_SUSPENDED, AP_GEN_RUNNING, AP_GEN_DONE };
/* Puts the generator's frame on top, PREV = `prev`, `sent` on its stack. */
ap_ret ap_gen_resume(ap_ctx *c, ap_word gen, ap_word sent, ap_word prev);
/* Asks for the next item with `sent` as the value of the yield, or raises
 * `exc` there. As ap_sub; *out AP_NULL: it returned, ap_gen_result says
 * what. */
ap_ret ap_gen_send(ap_ctx *c, ap_word gen, ap_word sent, ap_word *out);
ap_ret ap_gen_throw(ap_ctx *c, ap_word gen, ap_word exc, ap_word *out);
extern const ap_native_fn ap_generator_methods[];
/* The oldest generator that rests inside a try or a with, or AP_NULL; gen's
 * close(), as ap_sub. */
ap_word ap_gen_unfinished(const ap_ctx *c);
ap_ret ap_gen_close(ap_ctx *c, ap_word gen);
/* A generator's frame is left for good or until the next resume. */
void ap_gen_left(ap_ctx *c, ap_word frame, int state);

/* ---- exceptions.c -------------------------------------------------- */

typedef struct ap_exception_rows {
    ap_exception x;
    const ap_native_fn *methods;
} ap_exception_rows;
extern const ap_exception_rows ap_exception_more[]; /* ends with NULL */
extern const ap_native_fn ap_exception_methods[], ap_trace_methods[];

/* ---- suggest.c ----------------------------------------------------- */

/* Notes what name was not found in which object (AP_NULL: none); r: what the
 * raising answered. -> r */
ap_ret ap_raise_about(ap_ctx *c, ap_ret r, ap_word name, ap_word obj);
/* ". Did you mean: 'x'?" or nothing. */
void ap_suggest(const ap_ctx *c, ap_word exc, ap_str *out);

/* ---- raise.c ------------------------------------------------------- */

enum { AP_UNWIND_NONE, AP_UNWIND_TRACE, AP_UNWIND_SEARCH };
/* Goes on with thread->raised until a handler or the bottom is reached. */
ap_ret ap_unwind(ap_ctx *c);
bool ap_exc_matches(const ap_ctx *c, ap_word exc, ap_word class_);
ap_ret ap_exc_new(ap_ctx *c, ap_word class_, ap_word args, ap_word *out);
ap_ret ap_set_raised(ap_ctx *c, ap_word exc);
ap_ret ap_raise_memory(ap_ctx *c);

/* ---- thread.c ------------------------------------------------------ */

/* The action of a thread's bottom frame. */
ap_ret ap_base_action(ap_ctx *c, ap_word base, ap_stepped *how);

/* ---- attr.c -------------------------------------------------------- */

/* As LOAD_ATTR wants it: a method not yet bound is *func with *self, anything
 * else *func with *self AP_NULL. */
ap_ret ap_getattr_method(ap_ctx *c, ap_word obj, ap_word name, ap_word *func,
                         ap_word *self);
/* object.__getattribute__ and object.__setattr__ (value AP_NULL: delete; so
 * does ap_setattr). */
ap_ret ap_getattr_plain(ap_ctx *c, ap_word obj, ap_word name, ap_word *out);
ap_ret ap_setattr_plain(ap_ctx *c, ap_word obj, ap_word name, ap_word value);
/* super(class_, obj).name; type: obj's class, or obj itself. */
ap_ret ap_super_get(ap_ctx *c, ap_word class_, ap_word obj, ap_word type,
                    ap_word name, ap_word *out);
ap_ret ap_property_set(ap_ctx *c, ap_word property, ap_word obj, ap_word name,
                       ap_word value);
/* An object's dict of attributes, made when first asked for; AP_NULL: it has
 * none. */
ap_ret ap_dict_of(ap_ctx *c, ap_word obj, ap_word *out);
ap_ret ap_name_word(ap_ctx *c, const char *s, ap_word *out);

/* ---- class.c ------------------------------------------------------- */

ap_ret ap_class_new(ap_ctx *c, ap_word name, ap_word bases, ap_word dict,
                    ap_word *out);
void ap_class_hooks(ap_ctx *c, ap_word class_);
extern const ap_native_fn ap_build_class_fn;

#endif
