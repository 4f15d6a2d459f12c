/* The test suites: one row each, one file each. A suite file defines
 *     CU_SuiteInfo NAME_suite = {.pName = "NAME", .pTests = tests}; */
#ifndef SUITES_H
#define SUITES_H

#include <CUnit/CUnit.h>
#include <stdbool.h>

/* In the order of the floors; then what goes through all of them. */
#define AP_SUITES(X)                                                           \
    X(base) X(code) X(lang) X(vm) X(vm_world) X(threading) X(sync_events)      \
    X(run) X(history) X(term) X(tty) X(export) X(ui) X(tell) X(cmd)            \
    X(exec) X(programs) X(fuzz) X(e2e) X(stage)

#define X(name) extern CU_SuiteInfo name##_suite;
AP_SUITES(X)
#undef X

#endif
