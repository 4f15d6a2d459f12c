/* The opcodes: one row each, CPython 3.12's names and stack effects.
 *
 * An instruction is 32 bits, so that no EXTENDED_ARG is needed:
 *
 *      31                         8 7        0
 *     +----------------------------+----------+
 *     |            arg             |  opcode  |
 *     +----------------------------+----------+
 *
 * A jump's arg counts instructions from the one after it (forward, or back
 * for JUMP_BACKWARD*), as CPython counts code units less caches.
 *
 * Columns: name, kind of arg, words popped, words pushed (-1: depends on the
 * arg, see ap_op_effect), may a switch follow it under GIL 3.9 / 3.10 / 3.12,
 * and what it does (TOS = top of stack, TOS1 below it).
 *
 * Switch columns (facts: CPython's ceval.c, bytecodes.c):
 *     YES  a switch may follow      NO  it may not
 *     DYN  it depends on what happened: CALL of a Python function is followed
 *          by RESUME instead; len, isinstance, L.append, type(x) are not
 *          followed by a check in 3.12; a conditional jump counts only when
 *          taken, or when it had to ask the object for its truth
 * `off` needs no column: everywhere. */
#ifndef APIARY_OP_H
#define APIARY_OP_H

#include <stdint.h>

/* kinds of arg: NONE, CONST (index), NAME (index), LOCAL (localsplus index),
 * GLOBAL (name index << 1 | push NULL), ATTR (name index << 1 | method),
 * SUPER (name index << 2 | two-arg << 1 | method), FWD / BACK (jump),
 * CMP (operator << 4 | CPython's mask), BIN (operator), NUM (plain number) */
#define AP_OPS(X)                                                              \
    X(NOP, NONE, 0, 0, NO, NO, NO, "nothing")                                  \
    X(RESUME, NUM, 0, 0, YES, YES, DYN, "start or go on in a function")        \
    X(POP_TOP, NONE, 1, 0, NO, NO, NO, "drop TOS")                             \
    X(PUSH_NULL, NONE, 0, 1, NO, NO, NO, "push NULL (no self)")                \
    X(COPY, NUM, -1, -1, NO, NO, NO, "push a copy of the arg-th word")         \
    X(SWAP, NUM, -1, -1, NO, NO, NO, "swap TOS with the arg-th word")          \
    X(LOAD_CONST, CONST, 0, 1, NO, NO, NO, "push a constant")                  \
    X(LOAD_FAST, LOCAL, 0, 1, NO, NO, NO, "push a local")                      \
    X(LOAD_FAST_CHECK, LOCAL, 0, 1, NO, NO, NO, "push a local, if bound")      \
    X(LOAD_FAST_AND_CLEAR, LOCAL, 0, 1, NO, NO, NO, "push a local, unbind it") \
    X(STORE_FAST, LOCAL, 1, 0, NO, NO, NO, "local = TOS")                      \
    X(DELETE_FAST, LOCAL, 0, 0, YES, NO, NO, "unbind a local")                 \
    X(LOAD_NAME, NAME, 0, 1, YES, NO, NO, "push a name: local, global, "       \
                                          "builtin")                           \
    X(STORE_NAME, NAME, 1, 0, YES, NO, NO, "name = TOS")                       \
    X(DELETE_NAME, NAME, 0, 0, YES, NO, NO, "unbind a name")                   \
    X(LOAD_GLOBAL, GLOBAL, 0, -1, YES, NO, NO, "push a global or builtin")     \
    X(STORE_GLOBAL, NAME, 1, 0, YES, NO, NO, "global = TOS")                   \
    X(DELETE_GLOBAL, NAME, 0, 0, YES, NO, NO, "unbind a global")               \
    X(MAKE_CELL, LOCAL, 0, 0, NO, NO, NO, "local becomes a cell")              \
    X(COPY_FREE_VARS, NUM, 0, 0, NO, NO, NO, "closure -> cells")               \
    X(LOAD_CLOSURE, LOCAL, 0, 1, YES, NO, NO, "push a cell")                   \
    X(LOAD_DEREF, LOCAL, 0, 1, YES, NO, NO, "push what a cell holds")          \
    X(STORE_DEREF, LOCAL, 1, 0, YES, NO, NO, "cell holds TOS")                 \
    X(DELETE_DEREF, LOCAL, 0, 0, YES, NO, NO, "empty a cell")                  \
    X(LOAD_LOCALS, NONE, 0, 1, NO, NO, NO, "push the names' dict")             \
    X(LOAD_FROM_DICT_OR_DEREF, LOCAL, 1, 1, YES, NO, NO,                       \
      "TOS is a dict: push its name, else what the cell holds")                \
    X(LOAD_FROM_DICT_OR_GLOBALS, NAME, 1, 1, YES, NO, NO,                      \
      "TOS is a dict: push its name, else the global or builtin")              \
    X(LOAD_ATTR, ATTR, 1, -1, YES, NO, NO, "TOS.name; a method pushes two")    \
    X(LOAD_SUPER_ATTR, SUPER, 3, -1, YES, NO, NO, "super(TOS1, TOS).name")     \
    X(STORE_ATTR, NAME, 2, 0, YES, NO, NO, "TOS.name = TOS1")                  \
    X(DELETE_ATTR, NAME, 1, 0, YES, NO, NO, "del TOS.name")                    \
    X(BINARY_OP, BIN, 2, 1, YES, NO, NO, "TOS1 op TOS")                        \
    X(BINARY_SUBSCR, NONE, 2, 1, YES, NO, NO, "TOS1[TOS]")                     \
    X(STORE_SUBSCR, NONE, 3, 0, YES, NO, NO, "TOS1[TOS] = TOS2")               \
    X(DELETE_SUBSCR, NONE, 2, 0, YES, NO, NO, "del TOS1[TOS]")                 \
    X(BINARY_SLICE, NONE, 3, 1, YES, NO, NO, "TOS2[TOS1:TOS]")                 \
    X(STORE_SLICE, NONE, 4, 0, YES, NO, NO, "TOS2[TOS1:TOS] = TOS3")           \
    X(BUILD_SLICE, NUM, -1, 1, YES, NO, NO, "slice of 2 or 3 words")           \
    X(UNARY_NEGATIVE, NONE, 1, 1, YES, NO, NO, "-TOS")                         \
    X(UNARY_NOT, NONE, 1, 1, YES, NO, NO, "not TOS")                           \
    X(UNARY_INVERT, NONE, 1, 1, YES, NO, NO, "~TOS")                           \
    X(COMPARE_OP, CMP, 2, 1, YES, NO, NO, "TOS1 < TOS and the like")           \
    X(IS_OP, NUM, 2, 1, NO, NO, NO, "TOS1 is TOS; arg 1: is not")              \
    X(CONTAINS_OP, NUM, 2, 1, NO, NO, NO, "TOS1 in TOS; arg 1: not in")        \
    X(CHECK_EXC_MATCH, NONE, 2, 2, NO, NO, NO, "does TOS1 match class TOS?")   \
    X(POP_JUMP_IF_TRUE, FWD, 1, 0, DYN, DYN, NO, "jump if TOS is true")        \
    X(POP_JUMP_IF_FALSE, FWD, 1, 0, DYN, DYN, NO, "jump if TOS is false")      \
    X(POP_JUMP_IF_NONE, FWD, 1, 0, NO, DYN, NO, "jump if TOS is None")         \
    X(POP_JUMP_IF_NOT_NONE, FWD, 1, 0, NO, DYN, NO, "jump if it is not")       \
    X(JUMP_FORWARD, FWD, 0, 0, NO, NO, NO, "jump ahead")                       \
    X(JUMP_BACKWARD, BACK, 0, 0, YES, YES, YES, "jump back (a loop)")          \
    X(JUMP_BACKWARD_NO_INTERRUPT, BACK, 0, 0, NO, NO, NO,                      \
      "jump back, no switch")                                                  \
    X(GET_ITER, NONE, 1, 1, YES, NO, NO, "iter(TOS)")                          \
    X(GET_YIELD_FROM_ITER, NONE, 1, 1, YES, NO, NO, "iter(TOS), for a send")   \
    X(FOR_ITER, FWD, 1, 2, YES, NO, NO, "push next(TOS), or jump to the end")  \
    X(END_FOR, NONE, 2, 0, NO, NO, NO, "drop the iterator")                    \
    X(SEND, FWD, 2, 2, NO, NO, NO, "send TOS to the generator TOS1")           \
    X(END_SEND, NONE, 2, 1, NO, NO, NO, "drop TOS1")                           \
    X(YIELD_VALUE, NUM, 1, 1, YES, NO, NO, "hand TOS to the caller")           \
    X(RETURN_GENERATOR, NONE, 0, 1, NO, NO, NO, "return a generator of this")  \
    X(RETURN_VALUE, NONE, 1, 0, YES, NO, NO, "return TOS")                     \
    X(RETURN_CONST, CONST, 0, 0, YES, NO, NO, "return a constant")             \
    X(BUILD_TUPLE, NUM, -1, 1, YES, NO, NO, "tuple of arg words")              \
    X(BUILD_LIST, NUM, -1, 1, YES, NO, NO, "list of arg words")                \
    X(BUILD_SET, NUM, -1, 1, YES, NO, NO, "set of arg words")                  \
    X(BUILD_MAP, NUM, -1, 1, YES, NO, NO, "dict of arg pairs")                 \
    X(BUILD_CONST_KEY_MAP, NUM, -1, 1, YES, NO, NO, "dict; TOS: its keys")     \
    X(BUILD_STRING, NUM, -1, 1, YES, NO, NO, "join arg strings")               \
    X(LIST_APPEND, NUM, 1, 0, YES, NO, NO, "append TOS to the arg-th word")    \
    X(SET_ADD, NUM, 1, 0, YES, NO, NO, "add TOS to the arg-th word")           \
    X(MAP_ADD, NUM, 2, 0, YES, NO, NO, "arg-th word[TOS1] = TOS")              \
    X(LIST_EXTEND, NUM, 1, 0, YES, NO, NO, "extend the arg-th word by TOS")    \
    X(SET_UPDATE, NUM, 1, 0, YES, NO, NO, "update the arg-th word by TOS")     \
    X(DICT_UPDATE, NUM, 1, 0, YES, NO, NO, "update the arg-th word by TOS")    \
    X(DICT_MERGE, NUM, 1, 0, YES, NO, NO, "the same, no key twice (f(**d))")   \
    X(UNPACK_SEQUENCE, NUM, 1, -1, YES, NO, NO, "push arg items of TOS")       \
    X(UNPACK_EX, NUM, 1, -1, YES, NO, NO, "a, *b, c = TOS")                    \
    X(FORMAT_VALUE, NUM, -1, 1, YES, NO, NO, "a field of an f-string")         \
    X(MAKE_FUNCTION, NUM, -1, 1, YES, NO, NO, "function of code TOS")          \
    X(KW_NAMES, CONST, 0, 0, NO, NO, NO, "names of the next call's keywords")  \
    X(CALL, NUM, -1, 1, DYN, DYN, DYN, "call with arg arguments")              \
    X(CALL_FUNCTION_EX, NUM, -1, 1, DYN, DYN, DYN, "call f(*TOS1, **TOS)")     \
    X(CALL_INTRINSIC_1, NUM, 1, 1, NO, NO, NO, "an inner helper on TOS")       \
    X(LOAD_BUILD_CLASS, NONE, 0, 1, YES, NO, NO, "push __build_class__")       \
    X(LOAD_ASSERTION_ERROR, NONE, 0, 1, NO, NO, NO, "push AssertionError")     \
    X(IMPORT_NAME, NAME, 2, 1, YES, NO, NO, "import; TOS: names, TOS1: level") \
    X(IMPORT_FROM, NAME, 1, 2, YES, NO, NO, "push TOS.name")                   \
    X(RAISE_VARARGS, NUM, -1, 0, NO, NO, NO, "raise, arg words")               \
    X(RERAISE, NUM, -1, -1, NO, NO, NO, "raise TOS again")                     \
    X(PUSH_EXC_INFO, NONE, 1, 2, NO, NO, NO, "TOS is being handled now")       \
    X(POP_EXCEPT, NONE, 1, 0, NO, NO, NO, "handled; the one before is back")   \
    X(CLEANUP_THROW, NONE, 3, 2, NO, NO, NO, "a throw() into yield from")      \
    X(BEFORE_WITH, NONE, 1, 2, YES, NO, NO, "push __exit__ and __enter__()")   \
    X(WITH_EXCEPT_START, NONE, 0, 1, YES, NO, NO, "push __exit__(exception)")  \
    X(SETUP_ANNOTATIONS, NONE, 0, 0, YES, NO, NO, "make __annotations__")

typedef enum ap_opcode {
#define X(name, ...) AP_OP_##name,
    AP_OPS(X)
#undef X
        AP_OP_COUNT
} ap_opcode;

typedef enum ap_argkind {
    AP_ARG_NONE, AP_ARG_CONST, AP_ARG_NAME, AP_ARG_LOCAL, AP_ARG_GLOBAL,
    AP_ARG_ATTR, AP_ARG_SUPER, AP_ARG_FWD, AP_ARG_BACK, AP_ARG_CMP,
    AP_ARG_BIN, AP_ARG_NUM
} ap_argkind;

/* Operators of BINARY_OP: CPython 3.12's numbers, the in-place forms at
 * + AP_BIN_INPLACE. */
#define AP_BINARIES(X)                                                         \
    X(ADD, "+", "add") X(AND, "&", "and") X(FLOORDIV, "//", "floordiv")        \
    X(LSHIFT, "<<", "lshift") X(MATMUL, "@", "matmul") X(MUL, "*", "mul")      \
    X(MOD, "%", "mod") X(OR, "|", "or") X(POW, "**", "pow")                    \
    X(RSHIFT, ">>", "rshift") X(SUB, "-", "sub")                               \
    X(TRUEDIV, "/", "truediv") X(XOR, "^", "xor")

enum {
#define X(name, sign, dunder) AP_BIN_##name,
    AP_BINARIES(X)
#undef X
        AP_BIN_INPLACE
};

/* Operators of COMPARE_OP (arg >> 4), CPython's numbers. */
enum { AP_CMP_LT, AP_CMP_LE, AP_CMP_EQ, AP_CMP_NE, AP_CMP_GT, AP_CMP_GE };

/* CALL_INTRINSIC_1's args, CPython 3.12's numbers. */
enum {
    AP_INTRINSIC_STOPITERATION_ERROR = 3,
    AP_INTRINSIC_UNARY_POSITIVE = 5,
    AP_INTRINSIC_LIST_TO_TUPLE = 6
};

/* One policy's column of the switch table. */
typedef enum ap_switch { AP_SWITCH_NO, AP_SWITCH_YES, AP_SWITCH_DYN } ap_switch;
enum { AP_GIL_39, AP_GIL_310, AP_GIL_312, AP_GIL_OFF, AP_GIL_COUNT };

typedef struct ap_op_info {
    const char *name, *meaning;
    ap_argkind arg;
    int pops, pushes;
    ap_switch switches[3]; /* by AP_GIL_39 … AP_GIL_312 */
} ap_op_info;

extern const ap_op_info ap_ops[AP_OP_COUNT];

#define AP_INSTR(op, arg) ((uint32_t)(op) | (uint32_t)(arg) << 8)
static inline ap_opcode ap_instr_op(uint32_t instr)
{
    return (ap_opcode)(instr & 0xff);
}
static inline uint32_t ap_instr_arg(uint32_t instr)
{
    return instr >> 8;
}

/* How much deeper the stack is after it (jump: on the path that jumps), as
 * CPython 3.12's stack_effect. */
int ap_op_effect(ap_opcode op, uint32_t arg, int jump);

#endif
