/* lang: the compiler against stored answers of CPython 3.12 (tests/dis), what
 * is said about wrong texts, and texts that are made to break it. */
#include "dis_dump.h"
#include "suites.h"

#include "apiary/lang.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

/* One compiled text. */
typedef struct compiled {
    ap_image *im;
    uint32_t module;
    ap_vec diags;
    bool good;
} compiled;

static compiled compile(const char *path, const char *text, size_t len)
{
    compiled c = {.im = ap_image_new()};
    ap_vec_init(&c.diags, sizeof(ap_diag));
    c.good = ap_lang_compile(c.im, "__main__", path, text, len, false,
                             &c.module, &c.diags);
    return c;
}

static void drop(compiled *c)
{
    ap_vec_clear(&c->diags);
    ap_image_free(c->im);
}

static const ap_code *body_of(const compiled *c)
{
    return ap_image_code(c->im, ap_image_module(c->im, c->module)->body);
}

static ap_str read_file(const char *path)
{
    ap_str text = {0};
    ap_error e = {0};
    if (!ap_file_read(path, 1 << 20, &text, &e)) {
        fprintf(stderr, "%s: %s\n", path, e.msg);
        CU_FAIL("a file of the suite is missing");
    }
    return text;
}

/* ---- against CPython ------------------------------------------------- */

/* Steps both to their next line; false at the end of both. The order of a
 * frozenset's items means nothing. */
static bool next_lines(char **a, char **b, bool *same)
{
    static const char set[] = "const frozenset(";
    char *x = *a ? strsep(a, "\n") : NULL, *y = *b ? strsep(b, "\n") : NULL;
    if (!x || !y)
        *same = x == y;
    else
        *same = strcmp(x, y) == 0
            || (strncmp(x, set, sizeof set - 1) == 0
                && strncmp(y, set, sizeof set - 1) == 0);
    if (!*same)
        fprintf(stderr, "ours    %s\nCPython %s\n", x ? x : "", y ? y : "");
    return x && y;
}

static void compare(const char *path, char *ours, char *theirs)
{
    bool same = true;
    int line = 0;
    while (same && next_lines(&ours, &theirs, &same))
        line++;
    if (!same)
        fprintf(stderr, "%s: line %d of the dump\n", path, line + 1);
    CU_ASSERT(same);
}

static void bytecode_is_cpythons(void)
{
    static const char *const names[] = {"names", "flow", "trying", "comps",
                                        "calls", "consts"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[64], stored[64];
        ap_str dump = {0};
        ap_error e = {0};
        snprintf(path, sizeof path, "tests/dis/%s.py", names[i]);
        snprintf(stored, sizeof stored, "tests/dis/%s.dis", names[i]);
        ap_str text = read_file(path), want = read_file(stored);
        compiled c = compile(path, ap_str_c(&text), text.len);
        CU_ASSERT_FATAL(c.good);
        CU_ASSERT(ap_image_verify(c.im, &e));
        dis_dump_code(c.im, body_of(&c), &dump);
        compare(path, dump.s, want.s);
        drop(&c);
        ap_str_clear(&dump);
        ap_str_clear(&want);
        ap_str_clear(&text);
    }
}

/* ---- what is said ---------------------------------------------------- */

static void put_diags(const compiled *c, ap_str *out)
{
    for (size_t i = 0; i < c->diags.len; i++) {
        const ap_diag *d = ap_vec_at(&c->diags, i);
        ap_str_printf(out, "=> %u:%u: %s", d->line, d->col, d->msg);
        if (d->instead[0])
            ap_str_printf(out, "; %s", d->instead);
        ap_str_putc(out, '\n');
    }
    if (c->good)
        ap_str_put(out, "=> ok\n");
}

static void check_said(const ap_str *text, const ap_str *want)
{
    ap_str got = {0};
    compiled c = compile("wrong.py", ap_str_c(text), text->len);
    put_diags(&c, &got);
    if (strcmp(ap_str_c(&got), ap_str_c(want)) != 0)
        fprintf(stderr, "%swant %sgot  %s", text->s, want->s, got.s);
    CU_ASSERT_STRING_EQUAL(ap_str_c(&got), ap_str_c(want));
    CU_ASSERT(c.good == (c.diags.len == 0));
    drop(&c);
    ap_str_clear(&got);
}

/* Cases stand one after another: lines of text, "=> …" lines, a blank. */
static void errors_are_told(void)
{
    ap_str all = read_file("tests/dis/errors.txt"), text = {0}, want = {0};
    char *rest = all.s;
    int cases = 0;
    for (char *line; (line = strsep(&rest, "\n"));) {
        bool answer = strncmp(line, "=> ", 3) == 0;
        if (!answer && want.len) {
            check_said(&text, &want);
            ap_str_reset(&text);
            ap_str_reset(&want);
            cases++;
        }
        if (text.len || answer || (*line && (*line != '#' || line[2] == '-')))
            ap_str_printf(answer ? &want : &text, "%s\n", line);
    }
    CU_ASSERT(cases > 200);
    ap_str_clear(&all);
    ap_str_clear(&text);
    ap_str_clear(&want);
}

static void carets_stand_under_the_place(void)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"def f():\n    x = 1 +\n",
         "t.py:2:12: invalid syntax\n    x = 1 +\n           ^\n"},
        {"\xe6\x97\xa5 = (1 2)\n",
         "t.py:1:6: invalid syntax. Perhaps you forgot a comma?\n"
         "    \xe6\x97\xa5 = (1 2)\n          ^^^\n"},
        {"x = 1j\n", "t.py:1:5: complex numbers are not supported; use two "
                     "floats\n    x = 1j\n        ^^\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_str out = {0};
        compiled c = compile("t.py", cases[i].text, strlen(cases[i].text));
        CU_ASSERT_FATAL(c.diags.len == 1);
        ap_diag_print(ap_vec_at(&c.diags, 0), ap_image_module(c.im, c.module),
                      &out);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&out), cases[i].want);
        ap_str_clear(&out);
        drop(&c);
    }
}

static void imports_are_listed_once(void)
{
    static const char text[] = "import os.path as p, sys\nimport sys\n"
                               "from a.b import c, d as e\n";
    static const struct {
        const char *module, *name;
        uint32_t line;
    } want[] = {{"os.path", NULL, 1}, {"sys", NULL, 1}, {"a.b", "c", 3},
                {"a.b", "d", 3}};
    const ap_import *got;
    compiled c = compile("t.py", text, strlen(text));
    CU_ASSERT_EQUAL_FATAL(ap_lang_imports(c.im, c.module, &got), 4);
    for (int i = 0; i < 4; i++) {
        CU_ASSERT_STRING_EQUAL(got[i].module, want[i].module);
        CU_ASSERT(got[i].name ? strcmp(got[i].name, want[i].name) == 0
                              : want[i].name == NULL);
        CU_ASSERT_EQUAL(got[i].pos.line, want[i].line);
    }
    drop(&c);
}

/* ---- made to break it ------------------------------------------------ */

typedef struct heap {
    const char *before, *middle, *after;
    const char *want; /* of the first diagnostic; NULL: it compiles */
} heap;

static void check_heap(const heap *h, int n)
{
    ap_str text = {0};
    ap_str_put(&text, "x = ");
    for (int i = 0; i < n; i++)
        ap_str_put(&text, h->before);
    ap_str_put(&text, h->middle);
    for (int i = 0; i < n; i++)
        ap_str_put(&text, h->after);
    compiled c = compile("t.py", text.s, text.len);
    CU_ASSERT(c.good == (h->want == NULL));
    if (h->want && c.diags.len) {
        const ap_diag *d = ap_vec_at(&c.diags, 0);
        CU_ASSERT_EQUAL(c.diags.len, 1);
        CU_ASSERT_STRING_EQUAL(d->msg, h->want);
    }
    drop(&c);
    ap_str_clear(&text);
}

static void deep_nesting_is_refused(void)
{
#define NESTED "too many nested expressions or blocks"
#define PARENS "too many nested parentheses"
    static const heap heaps[] = {
        {"(", "1", ")", PARENS}, {"[", "", "]", PARENS},
        {"{1:", "1", "}", PARENS}, {"f(", "1", ")", PARENS},
        {"-", "y", "", NESTED}, {"not ", "y", "", NESTED},
        {"y + ", "y", "", NESTED}, {"", "y", ".y", NESTED},
        {"", "y", "()", NESTED}, {"", "y", "[0]", NESTED},
        {"y ** ", "y", "", NESTED}, {"lambda: ", "y", "", NESTED},
        {"1 if y else ", "y", "", NESTED},
        {"f\"{", "1", "}\"", "too many nested f-strings"},
        {"y or ", "y", "", NULL}, {"y < ", "y", "", NULL},
        {"y = ", "y", "", NULL}};
    static const heap comps = {"[", "y", " for y in z]", NULL};
#undef NESTED
#undef PARENS
    for (size_t i = 0; i < sizeof heaps / sizeof *heaps; i++)
        check_heap(&heaps[i], 1000);
    check_heap(&comps, 150);
}

static void deep_blocks_are_refused(void)
{
    ap_str text = {0};
    for (size_t i = 0; i < 1000; i++) {
        ap_str_fill(&text, ' ', i);
        ap_str_put(&text, "if x:\n");
    }
    compiled c = compile("t.py", text.s, text.len);
    CU_ASSERT_EQUAL_FATAL(c.diags.len, 1);
    CU_ASSERT_STRING_EQUAL(((ap_diag *)ap_vec_at(&c.diags, 0))->msg,
                           "too many levels of indentation");
    drop(&c);
    ap_str_clear(&text);
}

/* Twenty finally blocks in one another would be written out 2^20 times. */
static void finally_does_not_explode(void)
{
    ap_str text = {0};
    ap_str_put(&text, "def f():\n");
    for (size_t i = 1; i <= 20; i++) {
        ap_str_fill(&text, ' ', i);
        ap_str_put(&text, "try:\n");
    }
    ap_str_fill(&text, ' ', 21);
    ap_str_put(&text, "return 1\n");
    for (size_t i = 20; i >= 1; i--) {
        ap_str_fill(&text, ' ', i);
        ap_str_put(&text, "finally: return 2\n");
    }
    compiled c = compile("t.py", text.s, text.len);
    CU_ASSERT_FATAL(c.diags.len > 0);
    CU_ASSERT_STRING_EQUAL(((ap_diag *)ap_vec_at(&c.diags, 0))->msg,
                           "the code of f grows too large");
    drop(&c);
    ap_str_clear(&text);
}

static void what_is_no_text_is_refused(void)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *want;
    } cases[] = {
        {"x = 1\0y", 7, "source code cannot contain null bytes"},
        {"\x7f" "ELF\xff\xfe\0\0", 8, "the text is not UTF-8 (byte 0xff)"},
        {"# \xe9\n", 4, "the text is not UTF-8 (byte 0xe9)"},
        {"x\xc0\x80", 3, "the text is not UTF-8 (byte 0xc0)"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        compiled c = compile("t.py", cases[i].bytes, cases[i].n);
        CU_ASSERT_EQUAL_FATAL(c.diags.len, 1);
        CU_ASSERT_STRING_EQUAL(((ap_diag *)ap_vec_at(&c.diags, 0))->msg,
                               cases[i].want);
        drop(&c);
    }
    ap_str big = {0};
    ap_str_fill(&big, '\n', 10 << 20);
    compiled c = compile("t.py", big.s, big.len);
    CU_ASSERT_EQUAL(c.diags.len, 1);
    drop(&c);
    ap_str_clear(&big);
}

static void odd_texts_compile(void)
{
    static const char *const texts[] = {
        "", "\n", "# only this", "\xef\xbb\xbfx = 1\n", "if x:\n  y",
        "if x:\r\n  \"\"\"a\r\nb\"\"\"\r\n  y\\\r\n= 3\r\n",
        "if x:\r  y = 1\rz = 2\r", "\fx = 1\n", "x = 1;", "x = 1; y = 2;\n",
        "if x: y = 1; z = 2\n", "x = (1,\n\n# c\n\n2)\n",
        "if x:\n    y\n  # odd comment\n    z\n", "match = type = _ = 1\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ap_error e = {0};
        compiled c = compile("t.py", texts[i], strlen(texts[i]));
        CU_ASSERT(c.good);
        CU_ASSERT(c.good && ap_image_verify(c.im, &e));
        drop(&c);
    }
}

static CU_TestInfo tests[] = {
    {"bytecode is CPython's", bytecode_is_cpythons},
    {"errors are told", errors_are_told},
    {"carets stand under the place", carets_stand_under_the_place},
    {"imports are listed once", imports_are_listed_once},
    {"deep nesting is refused", deep_nesting_is_refused},
    {"deep blocks are refused", deep_blocks_are_refused},
    {"finally does not explode", finally_does_not_explode},
    {"what is no text is refused", what_is_no_text_is_refused},
    {"odd texts compile", odd_texts_compile},
    CU_TEST_INFO_NULL};
CU_SuiteInfo lang_suite = {.pName = "lang", .pTests = tests};
