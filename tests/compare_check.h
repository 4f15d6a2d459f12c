/* compare_check: holds a check against the enumerator, which reduces nothing:
 * the same outcomes, races, deadlocks, failures and stuck states, the same
 * least costs, and every schedule leads where it says. */
#ifndef COMPARE_CHECK_H
#define COMPARE_CHECK_H

#include "apiary/check.h"

enum { COMPARE_MOST_STATES = 20000 };

/* False: they differ; a line each way in *why. A program that the enumerator
 * cannot exhaust is not compared: then *is_skipped. */
bool compare_check(const ap_image *im, int gil, ap_str *why,
                   bool *is_skipped);

#endif
