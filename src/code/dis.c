/* The disassembler: reads like `python3.12 -m dis`. An offset counts two
 * bytes an instruction, since ours have no cache entries behind them. */
#include "code_i.h"

#include <inttypes.h>
#include <string.h>

static const char *const bin_signs[] = {
#define X(name, sign, dunder) sign,
    AP_BINARIES(X)
#undef X
};
static const char *const cmp_signs[] = {"<", "<=", "==", "!=", ">", ">="};

static const char *intrinsic_name(uint32_t arg)
{
    switch (arg) {
    case AP_INTRINSIC_STOPITERATION_ERROR:
        return "INTRINSIC_STOPITERATION_ERROR";
    case AP_INTRINSIC_UNARY_POSITIVE:
        return "INTRINSIC_UNARY_POSITIVE";
    default:
        return "INTRINSIC_LIST_TO_TUPLE";
    }
}

static void put_flags(uint32_t arg, ap_str *out)
{
    static const char *const words[] = {
        "defaults", "kwdefaults", "annotations", "closure"};
    const char *comma = "";
    for (int i = 0; i < 4; i++) {
        if (arg >> i & 1) {
            ap_str_printf(out, "%s%s", comma, words[i]);
            comma = ", ";
        }
    }
}

static void put_format(uint32_t arg, ap_str *out)
{
    static const char *const words[] = {"", "str", "repr", "ascii"};
    ap_str_put(out, words[arg & 3]);
    if (arg & 4)
        ap_str_put(out, (arg & 3) ? ", with format" : "with format");
}

static void num_in_words(ap_opcode op, uint32_t arg, ap_str *out)
{
    if (op == AP_OP_CALL_INTRINSIC_1)
        ap_str_put(out, intrinsic_name(arg));
    else if (op == AP_OP_MAKE_FUNCTION)
        put_flags(arg, out);
    else if (op == AP_OP_FORMAT_VALUE)
        put_format(arg, out);
}

void ap_dis_arg(const ap_image *im, const ap_code *c, uint32_t pc,
                ap_str *out)
{
    ap_opcode op = ap_instr_op(c->instrs[pc]);
    uint32_t arg = ap_instr_arg(c->instrs[pc]);
    switch (ap_ops[op].arg) {
    case AP_ARG_NONE:
        return;
    case AP_ARG_CONST:
        ap_dis_const(im, &c->consts[arg], out);
        return;
    case AP_ARG_NAME:
        ap_str_put(out, c->names[arg]);
        return;
    case AP_ARG_LOCAL:
        ap_str_put(out, c->plus[arg]);
        return;
    case AP_ARG_GLOBAL:
        ap_str_printf(out, "%s%s", arg & 1 ? "NULL + " : "",
                      c->names[arg >> 1]);
        return;
    case AP_ARG_ATTR: case AP_ARG_SUPER:
        ap_str_printf(out, "%s%s", arg & 1 ? "NULL|self + " : "",
                      c->names[arg >> (ap_ops[op].arg == AP_ARG_ATTR ? 1 : 2)]);
        return;
    case AP_ARG_FWD:
        ap_str_printf(out, "to %" PRIu32, 2 * (pc + 1 + arg));
        return;
    case AP_ARG_BACK:
        ap_str_printf(out, "to %" PRIu32, 2 * (pc + 1 - arg));
        return;
    case AP_ARG_CMP:
        ap_str_put(out, cmp_signs[arg >> 4]);
        return;
    case AP_ARG_BIN:
        ap_str_printf(out, "%s%s", bin_signs[arg % AP_BIN_INPLACE],
                      arg >= AP_BIN_INPLACE ? "=" : "");
        return;
    case AP_ARG_NUM:
        num_in_words(op, arg, out);
        return;
    }
}

/* Which instructions a jump or a handler leads to. */
static uint8_t *targets_of(const ap_code *c)
{
    uint8_t *is_target = ap_alloc(c->ninstrs + 1);
    for (uint32_t pc = 0; pc < c->ninstrs; pc++) {
        uint32_t arg = ap_instr_arg(c->instrs[pc]);
        ap_argkind kind = ap_ops[ap_instr_op(c->instrs[pc])].arg;
        if (kind == AP_ARG_FWD)
            is_target[pc + 1 + arg] = 1;
        else if (kind == AP_ARG_BACK)
            is_target[pc + 1 - arg] = 1;
    }
    for (int i = 0; i < c->nhandlers; i++)
        is_target[c->handlers[i].target] = 1;
    return is_target;
}

static int digits_of(uint32_t n)
{
    int digits = 1;
    for (; n >= 10; n /= 10)
        digits++;
    return digits;
}

static int line_width(const ap_code *c)
{
    uint32_t most = 0;
    for (uint32_t pc = 0; pc < c->ninstrs; pc++)
        if (c->pos[pc].line > most)
            most = c->pos[pc].line;
    return most >= 1000 ? digits_of(most) : 3;
}

static void put_instr(const ap_image *im, const ap_code *c, uint32_t pc,
                      int width, ap_str *out)
{
    ap_opcode op = ap_instr_op(c->instrs[pc]);
    ap_str_printf(out, "%*" PRIu32 " ", width, 2 * pc);
    if (ap_ops[op].arg == AP_ARG_NONE) {
        ap_str_printf(out, "%s\n", ap_ops[op].name);
        return;
    }
    ap_str words = {0};
    ap_dis_arg(im, c, pc, &words);
    ap_str_printf(out, "%-20s %5" PRIu32, ap_ops[op].name,
                  ap_instr_arg(c->instrs[pc]));
    if (words.len)
        ap_str_printf(out, " (%s)", words.s);
    ap_str_putc(out, '\n');
    ap_str_clear(&words);
}

static void put_handlers(const ap_code *c, ap_str *out)
{
    if (c->nhandlers)
        ap_str_put(out, "ExceptionTable:\n");
    for (int i = 0; i < c->nhandlers; i++) {
        const ap_handler *h = &c->handlers[i];
        ap_str_printf(out, "  %u to %u -> %u [%u]%s\n", 2 * h->start,
                      2 * h->end - 2, 2 * h->target, h->depth,
                      h->lasti ? " lasti" : "");
    }
}

/* Does a new source line begin at pc? CPython has a line 0, where a module
 * resumes, and instructions of no line, which begin none. */
static bool begins_line(const ap_code *c, uint32_t pc, int64_t *last)
{
    int64_t line = c->pos[pc].line;
    bool none = line == 0 && c->pos[pc].end_line == 0;
    if (none || line == *last)
        return false;
    *last = line;
    return true;
}

void ap_dis_code(const ap_image *im, const ap_code *c, ap_str *out)
{
    uint8_t *is_target = targets_of(c);
    int width = line_width(c);
    uint32_t last_offset = 2 * c->ninstrs - 2;
    int offset_width = last_offset >= 10000 ? digits_of(last_offset) : 4;
    int64_t last = -1;
    for (uint32_t pc = 0; pc < c->ninstrs; pc++) {
        if (begins_line(c, pc, &last))
            ap_str_printf(out, "%s%*" PRIu32, pc ? "\n" : "", width,
                          c->pos[pc].line);
        else
            ap_str_fill(out, ' ', (size_t)width);
        ap_str_put(out, is_target[pc] ? "     >> " : "        ");
        put_instr(im, c, pc, offset_width, out);
    }
    put_handlers(c, out);
    ap_free(is_target);
}

static void dis_nested(const ap_image *im, const ap_code *c, ap_str *out)
{
    for (int i = 0; i < c->nconsts; i++) {
        const ap_const *k = &c->consts[i];
        if (k->kind != AP_C_CODE)
            continue;
        ap_str_put(out, "\nDisassembly of ");
        ap_dis_const(im, k, out);
        ap_str_put(out, ":\n");
        ap_dis_code(im, ap_image_code(im, (uint32_t)k->i), out);
        dis_nested(im, ap_image_code(im, (uint32_t)k->i), out);
    }
}

void ap_dis_module(const ap_image *im, uint32_t module, ap_str *out)
{
    const ap_code *body = ap_image_code(im, ap_image_module(im, module)->body);
    ap_dis_code(im, body, out);
    dis_nested(im, body, out);
}
