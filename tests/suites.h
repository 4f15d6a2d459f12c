/* The test suites: one row each, one file each. A suite file defines
 *     CU_SuiteInfo NAME_suite = {.pName = "NAME", .pTests = tests}; */
#ifndef SUITES_H
#define SUITES_H

#include <CUnit/CUnit.h>
#include <stdbool.h>

/* In the order of the floors, then what goes through all of them; a line a
 * suite, so that two new ones do not meet. */
#define AP_SUITES(X)                                                           \
    X(base)                                                                    \
    X(code)                                                                    \
    X(lang)                                                                    \
    X(vm)                                                                      \
    X(vm_world)                                                                \
    X(follow)                                                                  \
    X(threading)                                                               \
    X(sync_events)                                                             \
    X(policy)                                                                  \
    X(run)                                                                     \
    X(hive)                                                                    \
    X(history)                                                                 \
    X(past)                                                                    \
    X(trace)                                                                   \
    X(check)                                                                   \
    X(check_after)                                                             \
    X(check_need)                                                              \
    X(lock_orders)                                                             \
    X(state_counts)                                                            \
    X(check_random)                                                            \
    X(detect)                                                                  \
    X(tell)                                                                    \
    X(term)                                                                    \
    X(tty)                                                                     \
    X(export)                                                                  \
    X(ui)                                                                      \
    X(stage)                                                                   \
    X(cmd)                                                                     \
    X(shot)                                                                    \
    X(cast)                                                                    \
    X(movie)                                                                   \
    X(chrome)                                                                  \
    X(report)                                                                  \
    X(exec)                                                                    \
    X(programs)                                                                \
    X(teaching)                                                                \
    X(scenarios)                                                               \
    X(fuzz)                                                                    \
    X(e2e)

#define X(name) extern CU_SuiteInfo name##_suite;
AP_SUITES(X)
#undef X

#endif
