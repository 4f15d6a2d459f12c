/* runs: what the tests of the floor run share: small programs, a run of one
 * from its text, what it ended with. */
#ifndef RUNS_H
#define RUNS_H

#include "apiary/run.h"

enum { MOST_STEPS = 200000, MOST_EVENTS = 8 };

/* Two threads count without a lock; sleep 30 and 10 ms; take two locks in
 * opposite orders; wait for a notify. */
extern const char run_counting[], run_sleeping[], run_crossing[],
    run_waiting[];
extern const char *const run_programs[]; /* all of these; ends with NULL */
/* Two threads count once, A and B: the assert in line 12 fails if an update is
 * lost. */
extern const char run_losing[];
/* One thread that never ends. */
extern const char run_spinning[];

/* The image of a text; NULL: it says on stderr what is wrong. */
ap_image *run_load(const char *text);
/* A run of it (cores 0: 1). */
ap_run *run_start(const ap_image *im, ap_run_options o, ap_error *e);
/* Steps to the end; -> how it ended, -1: refused. */
int run_to_end(ap_run *r, ap_error *e);

typedef struct run_result {
    int end;
    uint64_t steps;
    ap_hash hash;
    int64_t clock_ns;
    ap_str schedule, output;
} run_result;

run_result run_with(const ap_image *im, ap_run_options o);
void run_result_clear(run_result *x);
bool run_is_same(const run_result *a, const run_result *b);

#endif
