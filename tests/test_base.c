/* base: strings, arrays, UTF-8, chance. */
#include "suites.h"

#include "apiary/base.h"

#include <stdio.h>
#include <string.h>

static void strings_grow(void)
{
    ap_str b = {0};
    CU_ASSERT_STRING_EQUAL(ap_str_c(&b), "");
    ap_str_printf(&b, "%d-%s", 42, "x");
    ap_str_fill(&b, '.', 3);
    ap_str_rune(&b, 0x20ac);
    CU_ASSERT_STRING_EQUAL(b.s, "42-x...\xe2\x82\xac");
    ap_str_clear(&b);
}

/* ap_print against snprintf, whole and cut off. */
#define SAME(...)                                                              \
    for (size_t room = 0; room <= sizeof got; room++) {                        \
        memset(got, '?', sizeof got);                                          \
        memset(want, '?', sizeof want);                                        \
        int n = ap_print(got, room, __VA_ARGS__);                              \
        CU_ASSERT_EQUAL(n, snprintf(want, room, __VA_ARGS__));                 \
        CU_ASSERT(memcmp(got, want, sizeof got) == 0);                         \
    }

static void prints_as_snprintf_does(void)
{
    char got[64], want[64];
    /* Hidden from the compiler, which knows what snprintf would cut. */
    const char *volatile empty = "", *volatile abc = "abcdef";
    SAME("plain%s", empty)
    SAME("%s.%s!", abc, abc)
    SAME("%.3s[%.30s]%.0s", abc, abc, abc)
    SAME("%.*s%.*s", 4, abc, -1, abc)
    SAME("%d %d %d", 0, -17, INT32_MIN)
    SAME("%u:%zu", UINT32_MAX, (size_t)1 << 40)
    SAME("%lld %llu", (long long)INT64_MIN, (unsigned long long)UINT64_MAX)
    SAME("100%% %c", 'x')
    SAME("%s%05d and %-8s|%x|%.3g", abc, 42, abc, 255u, 0.5)
}

static void utf8_decodes_only_what_is_utf8(void)
{
    static const struct {
        const char *bytes;
        uint32_t rune;
    } cases[] = {
        {"a", 'a'}, {"\xc3\xa9", 0xe9}, {"\xf0\x9f\x90\x9d", 0x1f41d},
        {"\xc0\x80", UINT32_MAX}, {"\xed\xa0\x80", UINT32_MAX},
        {"\xf4\x90\x80\x80", UINT32_MAX}, {"\xe2\x82", UINT32_MAX},
        {"\xff", UINT32_MAX}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int used;
        const char *s = cases[i].bytes;
        CU_ASSERT_EQUAL(ap_utf8_decode(s, strlen(s), &used), cases[i].rune);
        CU_ASSERT_EQUAL(used, cases[i].rune == UINT32_MAX ? 1 : (int)strlen(s));
    }
}

static void widths_are_columns(void)
{
    CU_ASSERT_EQUAL(ap_text_width("abc"), 3);
    CU_ASSERT_EQUAL(ap_text_width("\xe6\x97\xa5"), 2);
    CU_ASSERT_EQUAL(ap_text_width("e\xcc\x81"), 1);
}

static void chance_repeats(void)
{
    uint64_t a = 7, b = 7;
    for (int i = 0; i < 100; i++) {
        uint32_t r = ap_rng_below(&a, 10);
        CU_ASSERT(r < 10);
        CU_ASSERT_EQUAL(r, ap_rng_below(&b, 10));
    }
}

static CU_TestInfo tests[] = {
    {"strings grow", strings_grow},
    {"prints as snprintf does", prints_as_snprintf_does},
    {"utf8 decodes only what is UTF-8", utf8_decodes_only_what_is_utf8},
    {"widths are columns", widths_are_columns},
    {"chance repeats", chance_repeats},
    CU_TEST_INFO_NULL};
CU_SuiteInfo base_suite = {.pName = "base", .pTests = tests};
