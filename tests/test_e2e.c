/* e2e: the dashboard in a real terminal, by tests/e2e*.sh and tmux. */
#include "shell.h"
#include "suites.h"

#include <stdio.h>
#include <string.h>

static void the_dashboard_in_a_terminal(void)
{
    ap_str out = {0};
    int status = shell(&out, "bash tests/e2e.sh %s", AP_BIN);
    CU_ASSERT_EQUAL(status, 0);
    if (status != 0 || strstr(ap_str_c(&out), "skipped"))
        printf("\n%s", ap_str_c(&out));
    ap_str_clear(&out);
}

static void what_its_keys_write(void)
{
    ap_str out = {0};
    int status = shell(&out, "bash tests/e2e_record.sh %s", AP_BIN);
    CU_ASSERT_EQUAL(status, 0);
    if (status != 0 || strstr(ap_str_c(&out), "skipped"))
        printf("\n%s", ap_str_c(&out));
    ap_str_clear(&out);
}

static CU_TestInfo tests[] = {
    {"the dashboard in a terminal", the_dashboard_in_a_terminal},
    {"what its keys write", what_its_keys_write},
    CU_TEST_INFO_NULL};
CU_SuiteInfo e2e_suite = {.pName = "e2e", .pTests = tests};
