/* code: the verifier lets only sound code pass; dis reads like CPython's. */
#include "suites.h"

#include "apiary/lang.h"

#include <CUnit/CUnit.h>
#include <string.h>

static ap_image *image_of(const char *text, uint32_t *module)
{
    ap_vec diags;
    ap_image *im = ap_image_new();
    ap_vec_init(&diags, sizeof(ap_diag));
    CU_ASSERT_FATAL(ap_lang_compile(im, "__main__", "t.py", text,
                                    strlen(text), false, module, &diags));
    ap_vec_clear(&diags);
    return im;
}

/* ---- dis ------------------------------------------------------------- */

static const char dis_text[] =
    "def f(x):\n    for i in x:\n        print(i, end=\"\")\n"
    "    try:\n        return x.a < 1\n    except E:\n        x += 1\n";
static const char dis_want[] =
    "  0           0 RESUME                   0\n"
    "\n"
    "  1           2 LOAD_CONST               0 (<code object f, file "
    "\"t.py\", line 1>)\n"
    "              4 MAKE_FUNCTION            0\n"
    "              6 STORE_NAME               0 (f)\n"
    "              8 RETURN_CONST             1 (None)\n"
    "\n"
    "Disassembly of <code object f, file \"t.py\", line 1>:\n"
    "  1           0 RESUME                   0\n"
    "\n"
    "  2           2 LOAD_FAST                0 (x)\n"
    "              4 GET_ITER\n"
    "        >>    6 FOR_ITER                 8 (to 24)\n"
    "              8 STORE_FAST               1 (i)\n"
    "\n"
    "  3          10 LOAD_GLOBAL              1 (NULL + print)\n"
    "             12 LOAD_FAST                1 (i)\n"
    "             14 LOAD_CONST               1 ('')\n"
    "             16 KW_NAMES                 2 (('end',))\n"
    "             18 CALL                     2\n"
    "             20 POP_TOP\n"
    "             22 JUMP_BACKWARD            9 (to 6)\n"
    "\n"
    "  2     >>   24 END_FOR\n"
    "\n"
    "  4          26 NOP\n"
    "\n"
    "  5          28 LOAD_FAST                0 (x)\n"
    "             30 LOAD_ATTR                2 (a)\n"
    "             32 LOAD_CONST               3 (1)\n"
    "             34 COMPARE_OP               2 (<)\n"
    "             36 RETURN_VALUE\n"
    "        >>   38 PUSH_EXC_INFO\n"
    "\n"
    "  6          40 LOAD_GLOBAL              4 (E)\n"
    "             42 CHECK_EXC_MATCH\n"
    "             44 POP_JUMP_IF_FALSE        7 (to 60)\n"
    "             46 POP_TOP\n"
    "\n"
    "  7          48 LOAD_FAST                0 (x)\n"
    "             50 LOAD_CONST               3 (1)\n"
    "             52 BINARY_OP               13 (+=)\n"
    "             54 STORE_FAST               0 (x)\n"
    "             56 POP_EXCEPT\n"
    "             58 RETURN_CONST             0 (None)\n"
    "\n"
    "  6     >>   60 RERAISE                  0\n"
    "        >>   62 COPY                     3\n"
    "             64 POP_EXCEPT\n"
    "             66 RERAISE                  1\n"
    "ExceptionTable:\n"
    "  28 to 34 -> 38 [0]\n"
    "  38 to 54 -> 62 [1] lasti\n"
    "  60 to 60 -> 62 [1] lasti\n";

static void dis_reads_like_pythons(void)
{
    uint32_t module;
    ap_str out = {0};
    ap_image *im = image_of(dis_text, &module);
    ap_dis_module(im, module, &out);
    CU_ASSERT_STRING_EQUAL(ap_str_c(&out), dis_want);
    ap_str_clear(&out);
    ap_image_free(im);
}

static void constants_print_as_repr(void)
{
    static const struct {
        ap_const k;
        const char *want;
    } cases[] = {
        {{.kind = AP_C_FLOAT, .f = 1.0}, "1.0"},
        {{.kind = AP_C_FLOAT, .f = 1e16}, "1e+16"},
        {{.kind = AP_C_FLOAT, .f = 1e-5}, "1e-05"},
        {{.kind = AP_C_FLOAT, .f = 5.9604644775390625e-08},
         "5.960464477539063e-08"},
        {{.kind = AP_C_FLOAT, .f = 0.1}, "0.1"},
        {{.kind = AP_C_FLOAT, .f = -0.0}, "-0.0"},
        {{.kind = AP_C_INT, .i = INT64_MIN}, "-9223372036854775808"},
        {{.kind = AP_C_BIGINT, .s = "-10000000000000000", .n = 18},
         "-18446744073709551616"},
        {{.kind = AP_C_STR, .s = "it's\n", .n = 5}, "\"it's\\n\""},
        {{.kind = AP_C_STR, .s = "\xc2\xad\xe2\x80\x8b\xc3\xa9", .n = 7},
         "'\\xad\\u200b\xc3\xa9'"},
        {{.kind = AP_C_STR, .s = "\xed\xa0\x80", .n = 3}, "'\\ud800'"},
        {{.kind = AP_C_BYTES, .s = "a\0\xff", .n = 3}, "b'a\\x00\\xff'"},
        {{.kind = AP_C_TUPLE, .n = 0}, "()"},
        {{.kind = AP_C_ELLIPSIS}, "Ellipsis"}};
    ap_image *im = ap_image_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_str out = {0};
        ap_dis_const(im, &cases[i].k, &out);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&out), cases[i].want);
        ap_str_clear(&out);
    }
    ap_image_free(im);
}

/* ---- the verifier ---------------------------------------------------- */

/* A code object that the cases below change in one place each. */
static ap_code *sound_code(ap_image *im)
{
    static const uint32_t instrs[] = {
        AP_INSTR(AP_OP_RESUME, 0), AP_INSTR(AP_OP_LOAD_CONST, 0),
        AP_INSTR(AP_OP_POP_JUMP_IF_FALSE, 1), AP_INSTR(AP_OP_NOP, 0),
        AP_INSTR(AP_OP_LOAD_FAST, 0), AP_INSTR(AP_OP_LOAD_GLOBAL, 1),
        AP_INSTR(AP_OP_CALL, 0), AP_INSTR(AP_OP_RETURN_VALUE, 0)};
    static const ap_pos pos[8];
    static const ap_const consts[] = {{.kind = AP_C_INT, .i = 7}};
    static const char *const names[] = {"x"};
    static const uint8_t kinds[] = {AP_LOCAL};
    uint32_t module = ap_image_add_module(im, "m", "m.py", "", 0, false);
    ap_code *c = ap_image_add_code(im, module);
    uint32_t *own = ap_arena_alloc(ap_image_arena(im), sizeof instrs);
    memcpy(own, instrs, sizeof instrs);
    c->name = c->qualname = "f";
    c->argcount = c->nlocals = c->nplus = c->nnames = c->nconsts = 1;
    c->names = c->plus = names;
    c->plus_kind = kinds;
    c->consts = consts;
    c->instrs = own;
    c->pos = pos;
    c->ninstrs = 8;
    c->stacksize = 3;
    return c;
}

static void unsound_code_is_found(void)
{
    static const struct {
        int at;
        uint32_t instr;
        const char *want;
    } cases[] = {
        {1, AP_INSTR(AP_OP_LOAD_CONST, 1), "arg out of bounds"},
        {4, AP_INSTR(AP_OP_LOAD_FAST, 1), "arg out of bounds"},
        {5, AP_INSTR(AP_OP_LOAD_GLOBAL, 2), "arg out of bounds"},
        {2, AP_INSTR(AP_OP_POP_JUMP_IF_FALSE, 5), "arg out of bounds"},
        {3, AP_INSTR(AP_OP_JUMP_BACKWARD, 5), "arg out of bounds"},
        {3, AP_INSTR(AP_OP_KW_NAMES, 0), "arg out of bounds"},
        {3, AP_INSTR(AP_OP_COUNT, 0), "no such opcode"},
        {3, AP_INSTR(AP_OP_POP_TOP, 0), "stack too short"},
        {3, AP_INSTR(AP_OP_COPY, 1), "stack too short"},
        {3, AP_INSTR(AP_OP_LOAD_FAST, 0), "depths differ"},
        {6, AP_INSTR(AP_OP_CALL, 2), "stack too short"},
        {6, AP_INSTR(AP_OP_LOAD_FAST, 0), "stack out of bounds"},
        {7, AP_INSTR(AP_OP_POP_TOP, 0), "runs off the end"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_error e = {0};
        ap_image *im = ap_image_new();
        ap_code *c = sound_code(im);
        CU_ASSERT(ap_image_verify(im, &e));
        ((uint32_t *)(uintptr_t)c->instrs)[cases[i].at] = cases[i].instr;
        CU_ASSERT(!ap_image_verify(im, &e));
        CU_ASSERT(strstr(e.msg, cases[i].want) != NULL);
        ap_image_free(im);
    }
}

static void unsound_handlers_are_found(void)
{
    static const struct {
        ap_handler h;
        const char *want;
    } cases[] = {
        {{4, 9, 3, 0, false}, "handler out of bounds"},
        {{5, 5, 3, 0, false}, "handler out of bounds"},
        {{1, 2, 3, 1, false}, "deeper than the stack"},
        {{1, 2, 9, 0, false}, "runs off the end"},
        {{1, 2, 3, 0, false}, "depths differ"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_error e = {0};
        ap_image *im = ap_image_new();
        ap_code *c = sound_code(im);
        c->handlers = &cases[i].h;
        c->nhandlers = 1;
        CU_ASSERT(!ap_image_verify(im, &e));
        CU_ASSERT(strstr(e.msg, cases[i].want) != NULL);
        ap_image_free(im);
    }
}

static void every_opcode_has_an_effect(void)
{
    for (int op = 0; op < AP_OP_COUNT; op++) {
        const ap_op_info *info = &ap_ops[op];
        int effect = ap_op_effect((ap_opcode)op, 2, 0);
        CU_ASSERT(info->name && info->meaning[0]);
        if (info->pops >= 0 && info->pushes >= 0)
            CU_ASSERT_EQUAL(effect, info->pushes - info->pops);
    }
}

static void lines_are_split(void)
{
    ap_image *im = ap_image_new();
    uint32_t index = ap_image_add_module(im, "m", "m.py", "a\r\nb\rc\n\nd", 9,
                                         false);
    const ap_module *m = ap_image_module(im, index);
    static const char *const want[] = {"", "a", "b", "c", "", "d", ""};
    CU_ASSERT_EQUAL(m->nlines, 5);
    for (uint32_t i = 0; i < 7; i++)
        CU_ASSERT_STRING_EQUAL(ap_module_line(m, i), want[i]);
    ap_image_free(im);
}

static CU_TestInfo tests[] = {
    {"dis reads like Python's", dis_reads_like_pythons},
    {"constants print as repr", constants_print_as_repr},
    {"unsound code is found", unsound_code_is_found},
    {"unsound handlers are found", unsound_handlers_are_found},
    {"every opcode has an effect", every_opcode_has_an_effect},
    {"lines are split", lines_are_split},
    CU_TEST_INFO_NULL};
CU_SuiteInfo code_suite = {.pName = "code", .pTests = tests};
