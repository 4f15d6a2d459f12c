/* Runs the suites, or those named on the command line, and prints CUnit's
 * summary. Exit 1 where anything failed. */
#include "suites.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

static CU_SuiteInfo *const suites[] = {
#define X(name) &name##_suite,
    AP_SUITES(X)
#undef X
};

static int wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return 1;
    return argc < 2;
}

int main(int argc, char **argv)
{
    unsigned registered = 0;
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        if (!wanted(suites[i]->pName, argc, argv))
            continue;
        CU_SuiteInfo rows[] = {*suites[i], CU_SUITE_INFO_NULL};
        if (CU_register_suites(rows) != CUE_SUCCESS)
            return 1;
        registered++;
    }
    if (!registered) {
        fprintf(stderr, "apiary-test: no such suite\n");
        return 2;
    }
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures()
        + CU_get_number_of_suites_failed();
    CU_cleanup_registry();
    return failed ? 1 : 0;
}
