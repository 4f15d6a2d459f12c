/* The fast loop's text of a code object: one instruction for each of the
 * image's, with the same arg at the same place, so that a frame's pc means
 * the same to every loop. Some have another opcode (AP_FAST_OPS):
 *
 *   one operator of BINARY_OP or COMPARE_OP, which the body then knows
 *   a pair: the first instruction goes on into the second without a dispatch;
 *           the second stays what it is, for who jumps to it
 *
 * It lies outside the world, is made once and never written again. */
#include "exec_i.h"

static uint32_t binary(uint32_t arg)
{
    switch (arg % AP_BIN_INPLACE) {
#define X(name, op, number)                                                    \
    case number: return AP_FAST_##name;
        AP_FAST_BINARIES(X)
#undef X
    default: return AP_OP_BINARY_OP;
    }
}

static uint32_t compare(uint32_t arg)
{
    switch (arg >> 4) {
#define X(name, op, number)                                                    \
    case number: return AP_FAST_##name;
        AP_FAST_COMPARES(X)
#undef X
    default: return AP_OP_COMPARE_OP;
    }
}

static uint32_t pair(uint32_t op, uint32_t next)
{
#define X(name, first, second)                                                 \
    if (op == AP_OP_##first && next == second)                                 \
        return AP_FAST_##name;
    AP_FAST_PAIRS(X)
#undef X
    return op;
}

void ap_fasten(const ap_code *k, uint32_t *fast)
{
    for (uint32_t i = 0; i < (uint32_t)k->ninstrs; i++) {
        uint32_t op = ap_instr_op(k->instrs[i]);
        uint32_t arg = ap_instr_arg(k->instrs[i]);
        uint32_t next = i + 1 < (uint32_t)k->ninstrs
            ? ap_instr_op(k->instrs[i + 1])
            : (uint32_t)AP_OP_NOP;
        if (op == AP_OP_BINARY_OP)
            op = binary(arg);
        else if (op == AP_OP_COMPARE_OP)
            op = compare(arg);
        else
            op = pair(op, next);
        fast[i] = AP_INSTR(op, arg);
    }
}
