/* Random small programs: the checker, which reduces, against the enumerator,
 * which does not. Not the slightest difference is allowed. */
#include "suites.h"

#include "compare_check.h"
#include "make_program.h"
#include "runs.h"

#include <stdio.h>

enum { PROGRAMS = 220, EVERY_POLICY = 10 };

static int compared;

static void compare_seed(uint64_t seed, int gil)
{
    ap_str text = {0}, why = {0};
    bool is_skipped = false;
    make_program(seed, &text);
    ap_image *im = run_load(ap_str_c(&text));
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    bool same = compare_check(im, gil, &why, &is_skipped);
    if (!same)
        fprintf(stderr, "\n    seed %llu, GIL %s: %s\n%s",
                (unsigned long long)seed, ap_gil_name(gil), ap_str_c(&why),
                ap_str_c(&text));
    CU_ASSERT(same);
    compared += !is_skipped;
    ap_image_free(im);
    ap_str_clear(&text);
    ap_str_clear(&why);
}

static void without_a_gil(void)
{
    compared = 0;
    for (uint64_t seed = 1; seed <= PROGRAMS; seed++)
        compare_seed(seed, AP_GIL_OFF);
    CU_ASSERT(compared >= 200);
}

static void under_each_gil(void)
{
    compared = 0;
    for (uint64_t seed = 1; seed <= PROGRAMS; seed += EVERY_POLICY)
        for (int gil = 0; gil < AP_GIL_OFF; gil++)
            compare_seed(seed, gil);
    CU_ASSERT(compared >= 60);
}

static CU_TestInfo tests[] = {
    {"without a GIL", without_a_gil},
    {"under each GIL", under_each_gil},
    CU_TEST_INFO_NULL
};

CU_SuiteInfo check_random_suite = {.pName = "check_random", .pTests = tests};
