/* Runs the suites, or those named on the command line, and prints CUnit's
 * summary. Exit 1 where anything failed.
 *
 * Each test runs in a child process under a time limit, so that one that
 * hangs or crashes is one failed test and the others go on. What failed in
 * the child comes back through a pipe, a line each, and is counted here.
 * `--dis FILE…` dumps bytecode for dis_oracle.py instead.
 *
 * AP_TEST_SECONDS sets the limit; AP_TEST_FORK=0 runs tests in this process,
 * for a debugger. */
#include "dis_dump.h"
#include "suites.h"

#include <CUnit/Basic.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static CU_SuiteInfo *const suites[] = {
#define X(name) &name##_suite,
    AP_SUITES(X)
#undef X
};

/* ---- a test in a child ---------------------------------------------- */

static long limit_ms = 300000;

/* The function of the row that CUnit runs now. */
static CU_TestFunc current_function(void)
{
    const char *suite = CU_get_current_suite()->pName;
    const char *test = CU_get_current_test()->pName;
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        if (strcmp(suites[i]->pName, suite) != 0)
            continue;
        for (CU_TestInfo *t = suites[i]->pTests; t->pName; t++)
            if (strcmp(t->pName, test) == 0)
                return t->pTestFunc;
    }
    abort();
}

/* In the child: runs the test, writes "line file\tcondition" a failure and
 * "+N" for the assertions that held. */
static void run_in_child(CU_TestFunc test, FILE *report)
{
    unsigned before = CU_get_number_of_asserts();
    unsigned failed = CU_get_number_of_failures();
    test();
    failed = CU_get_number_of_failures() - failed;
    for (CU_FailureRecord *f = CU_get_failure_list(); f; f = f->pNext)
        if (f->pTest == CU_get_current_test())
            fprintf(report, "%u %s\t%s\n", f->uiLineNumber, f->strFileName,
                    f->strCondition);
    fprintf(report, "+%u\n", CU_get_number_of_asserts() - before - failed);
    fclose(report);
}

/* What failed, a line each: told again after the summary, so that the end of
 * a long log says it. */
static char failures[16384];

static void note_failure(unsigned line, const char *file, const char *what)
{
    size_t n = strlen(failures);
    snprintf(failures + n, sizeof failures - n, "  %s: %s: %s:%u: %s\n",
             CU_get_current_suite()->pName, CU_get_current_test()->pName,
             file, line, what);
}

static void fail(unsigned line, const char *file, const char *what)
{
    note_failure(line, file, what);
    CU_assertImplementation(CU_FALSE, line, what, file, "", CU_FALSE);
}

/* Counts what the child reported; -> did it report to its end? */
static bool count_report(char *text)
{
    bool whole = false;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char *file = strchr(line, ' ');
        char *what = strchr(line, '\t');
        if (*line == '+') {
            whole = true;
            for (unsigned long n = strtoul(line + 1, NULL, 10); n; n--)
                CU_assertImplementation(CU_TRUE, 0, "", "", "", CU_FALSE);
        } else if (file && what) {
            *what = 0;
            fail((unsigned)strtoul(line, NULL, 10), file + 1, what + 1);
        }
    }
    return whole;
}

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Reads until the child closes its end; false: the limit came first. What
 * does not fit is dropped. */
static bool read_report(int fd, char *text, size_t size)
{
    size_t have = 0;
    char rest[512];
    for (long end = now_ms() + limit_ms;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        long left = end - now_ms();
        if (left <= 0 || (poll(&p, 1, (int)left) < 0 && errno != EINTR))
            return false;
        if (!p.revents)
            continue;
        bool fits = have + 1 < size;
        ssize_t n = fits ? read(fd, text + have, size - have - 1)
                         : read(fd, rest, sizeof rest);
        if (n <= 0)
            break;
        if (fits)
            have += (size_t)n;
    }
    text[have] = 0;
    return true;
}

static void judge(bool in_time, bool whole, int status)
{
    char what[80];
    if (!in_time)
        snprintf(what, sizeof what, "ended within %ld s", limit_ms / 1000);
    else if (WIFSIGNALED(status))
        snprintf(what, sizeof what, "no signal %d", WTERMSIG(status));
    else if (!whole || WEXITSTATUS(status) != 0)
        snprintf(what, sizeof what, "exit status %d is 0",
                 WEXITSTATUS(status));
    else
        return;
    fail(0, CU_get_current_test()->pName, what);
}

static void in_a_child(void)
{
    static char text[65536];
    CU_TestFunc test = current_function();
    int ends[2];
    fflush(NULL);
    if (pipe(ends) != 0)
        abort();
    pid_t child = fork();
    if (child < 0)
        abort();
    if (child == 0) {
        setpgid(0, 0);
        close(ends[0]);
        run_in_child(test, fdopen(ends[1], "w"));
        exit(0);
    }
    setpgid(child, child);
    close(ends[1]);
    text[0] = 0;
    bool in_time = read_report(ends[0], text, sizeof text);
    close(ends[0]);
    kill(-child, in_time ? 0 : SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    kill(-child, SIGKILL); /* what the test left behind */
    bool whole = count_report(text);
    judge(in_time, whole, status);
}

/* ---- the suites -------------------------------------------------------- */

static bool wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return true;
    return argc < 2;
}

static bool add_suite(const CU_SuiteInfo *s, bool forked)
{
    CU_pSuite suite = CU_add_suite_with_setup_and_teardown(
        s->pName, s->pInitFunc, s->pCleanupFunc, s->pSetUpFunc,
        s->pTearDownFunc);
    bool ok = suite != NULL;
    for (CU_TestInfo *t = s->pTests; ok && t->pName; t++)
        ok = CU_add_test(suite, t->pName, forked ? in_a_child : t->pTestFunc);
    return ok;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--dis") == 0)
        return dis_dump(argc - 2, argv + 2);
    const char *no_fork = getenv("AP_TEST_FORK");
    const char *seconds = getenv("AP_TEST_SECONDS");
    if (seconds)
        limit_ms = 1000 * strtol(seconds, NULL, 10);
    unsigned registered = 0;
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        if (!wanted(suites[i]->pName, argc, argv))
            continue;
        if (!add_suite(suites[i], !no_fork || *no_fork != '0'))
            return 1;
        registered++;
    }
    if (!registered) {
        fprintf(stderr, "apiary-test: no such suite\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures()
        + CU_get_number_of_suites_failed();
    CU_cleanup_registry();
    if (*failures)
        printf("\nFailed:\n%s", failures);
    return failed ? 1 : 0;
}
