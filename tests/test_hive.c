/* Hives and bodies: real processes and threads carry the run; they fit the
 * world, and die without harm to their keeper. */
#include "suites.h"

#include "runs.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- bodies ------------------------------------------------------------ */

static void bodies_as_in_place(void)
{
    for (int p = 0; run_programs[p]; p++) {
        ap_image *im = run_load(run_programs[p]);
        CU_ASSERT_PTR_NOT_NULL_FATAL(im);
        for (int gil = 0; gil < AP_GIL_COUNT; gil++) {
            ap_run_options o = {.gil = gil, .cores = 2, .seed = 5};
            run_result a = run_with(im, o);
            o.in_place = true;
            run_result b = run_with(im, o);
            CU_ASSERT(run_is_same(&a, &b));
            run_result_clear(&a);
            run_result_clear(&b);
        }
        ap_image_free(im);
    }
}

/* What the system calls an OS thread; "" where it is none of the process. */
static const char *os_name(int os_pid, int os_tid)
{
    static char comm[32];
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/comm", os_pid, os_tid);
    FILE *f = os_tid ? fopen(path, "r") : NULL;
    comm[0] = 0;
    if (f && fgets(comm, sizeof comm, f))
        comm[strcspn(comm, "\n")] = 0;
    if (f)
        fclose(f);
    return comm;
}

static bool has_body(const ap_run *r, ap_tid tid, const char *name)
{
    return strcmp(os_name(ap_run_os_pid(r, 0), ap_run_os_tid(r, tid)), name)
        == 0;
}

/* Bodies are there while their threads live, under their names, and again
 * after a seek back. */
static void bodies_fit(void)
{
    ap_image *im = run_load(run_counting);
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_snapshot one = {0}, three = {0};
    ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_OFF,
                                           .order = AP_ORDER_RR}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    ap_world *w = ap_run_world(r);
    int pid = ap_run_os_pid(r, 0);
    CU_ASSERT(pid > 0 && pid != getpid());
    ap_world_save(w, &one);
    while (ap_world_threads(w) < 3)
        ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    ap_world_save(w, &three);
    int os_a = ap_run_os_tid(r, 1);
    CU_ASSERT(has_body(r, 0, "Main") && has_body(r, 1, "A")
              && has_body(r, 2, "Bee"));
    CU_ASSERT_EQUAL(ap_run_os_tid(r, 0), pid);
    CU_ASSERT_NOT_EQUAL(os_a, ap_run_os_tid(r, 2));
    ap_world_load(w, &one);
    CU_ASSERT(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    CU_ASSERT_STRING_EQUAL(os_name(pid, os_a), "");
    ap_world_load(w, &three);
    CU_ASSERT(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    CU_ASSERT(has_body(r, 1, "A") && has_body(r, 2, "Bee"));
    CU_ASSERT_EQUAL(run_to_end(r, &e), AP_RUN_OVER);
    ap_snapshot_free(&one);
    ap_snapshot_free(&three);
    ap_run_free(r);
    CU_ASSERT_EQUAL(kill(pid, 0), -1);
    ap_image_free(im);
}

static void two_hundred_threads(void)
{
    ap_image *im = run_load("import threading\n"
                        "x = 0\n"
                        "lock = threading.Lock()\n"
                        "go = threading.Event()\n"
                        "def work():\n"
                        "    global x\n"
                        "    go.wait()\n"
                        "    with lock:\n"
                        "        x += 1\n"
                        "ts = [threading.Thread(target=work, name=f'W{i}')\n"
                        "      for i in range(200)]\n"
                        "for t in ts: t.start()\n"
                        "go.set()\n"
                        "for t in ts: t.join()\n"
                        "print(x)\n");
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_312}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    while (ap_world_threads(ap_run_world(r)) < 201)
        CU_ASSERT_FATAL(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    int missing = 0;
    for (ap_tid tid = 1; tid <= 200; tid++) {
        char name[16];
        snprintf(name, sizeof name, "W%d", tid - 1);
        missing += !has_body(r, tid, name);
    }
    CU_ASSERT_EQUAL(missing, 0);
    CU_ASSERT_EQUAL(run_to_end(r, &e), AP_RUN_OVER);
    ap_output_view v;
    CU_ASSERT(ap_world_output(ap_run_world(r), 0, &v) && v.n >= 3
              && memcmp(v.text, "200", 3) == 0);
    ap_run_free(r);
    ap_image_free(im);
}

/* ---- death ------------------------------------------------------------- */

static void hive_is_killed(void)
{
    ap_image *im = run_load(run_spinning);
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_snapshot alive = {0};
    ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_312}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    for (int i = 0; i < 1000; i++)
        CU_ASSERT_FATAL(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    ap_world_save(ap_run_world(r), &alive);
    int pid, sig, status;
    CU_ASSERT(!ap_run_reap(r, &pid, &sig, &status));
    int first = ap_run_os_pid(r, 0);
    CU_ASSERT_FATAL(first > 0);
    kill(first, SIGKILL);
    struct pollfd death = {.fd = ap_run_death_fd(r), .events = POLLIN};
    CU_ASSERT_EQUAL(poll(&death, 1, 60000), 1);
    CU_ASSERT(ap_run_reap(r, &pid, &sig, &status));
    CU_ASSERT(pid == 0 && sig == SIGKILL && status == 0);
    CU_ASSERT(!ap_run_reap(r, &pid, &sig, &status));
    CU_ASSERT_EQUAL(poll(&death, 1, 0), 0);
    CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_KILLED);
    CU_ASSERT_EQUAL(ap_run_step(r, -1, ev, MOST_EVENTS, &e), 0);
    ap_world_load(ap_run_world(r), &alive);
    CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_READY);
    CU_ASSERT(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    CU_ASSERT(ap_run_os_pid(r, 0) > 0 && ap_run_os_pid(r, 0) != first);
    ap_snapshot_free(&alive);
    ap_run_free(r);
    ap_image_free(im);
}

/* Killed at a moment of the system's choosing, again and again: always
 * noticed within milliseconds, and never in the way. */
static void killed_in_mid_run(void)
{
    ap_image *im = run_load(run_spinning);
    for (int i = 0; i < 20; i++) {
        ap_error e = {0};
        ap_event ev[MOST_EVENTS];
        ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_312}, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(r);
        int victim = ap_run_os_pid(r, 0);
        CU_ASSERT_FATAL(victim > 0);
        pid_t killer = fork();
        if (killer == 0) {
            usleep((unsigned)(500 + 300 * i));
            kill(victim, SIGKILL);
            _exit(0);
        }
        while (ap_run_state_of(r) == AP_RUN_READY)
            ap_run_step(r, -1, ev, MOST_EVENTS, &e);
        CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_KILLED);
        waitpid(killer, NULL, 0);
        ap_run_free(r);
    }
    ap_image_free(im);
}

/* A stopped hive does not stop its keeper; it goes on when it is continued. */
static void hive_is_stopped(void)
{
    ap_image *im = run_load(run_spinning);
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_312}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    CU_ASSERT_FATAL(ap_run_os_pid(r, 0) > 0);
    kill(ap_run_os_pid(r, 0), SIGSTOP);
    CU_ASSERT_EQUAL(ap_run_step(r, -1, ev, MOST_EVENTS, &e), 0);
    CU_ASSERT_EQUAL(ap_run_state_of(r), AP_RUN_READY);
    int pid, sig, status;
    CU_ASSERT(ap_run_reap(r, &pid, &sig, &status) && sig == SIGSTOP);
    kill(ap_run_os_pid(r, 0), SIGCONT);
    uint64_t before = ap_world_steps(ap_run_world(r));
    CU_ASSERT(ap_run_step(r, -1, ev, MOST_EVENTS, &e) > 0);
    CU_ASSERT(ap_world_steps(ap_run_world(r)) <= before + 1);
    ap_run_free(r);
    ap_image_free(im);
}

/* The hive does not outlive its keeper, however that ends. */
static void hive_dies_with_keeper(void)
{
    int fds[2], hive = 0;
    CU_ASSERT_EQUAL_FATAL(pipe(fds), 0);
    pid_t keeper = fork();
    if (keeper == 0) {
        ap_error e = {0};
        ap_event ev[MOST_EVENTS];
        ap_image *im = run_load(run_spinning);
        ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_312}, &e);
        int pid = r ? ap_run_os_pid(r, 0) : -1;
        if (write(fds[1], &pid, sizeof pid) != sizeof pid || !r)
            _exit(1);
        for (;;)
            ap_run_step(r, -1, ev, MOST_EVENTS, &e);
    }
    close(fds[1]);
    CU_ASSERT_EQUAL(read(fds[0], &hive, sizeof hive), (ssize_t)sizeof hive);
    close(fds[0]);
    CU_ASSERT(hive > 0);
    usleep(20000);
    CU_ASSERT_EQUAL(kill(hive, 0), 0);
    kill(keeper, SIGKILL);
    waitpid(keeper, NULL, 0);
    bool is_gone = false;
    for (int i = 0; i < 4000 && !is_gone; i++) {
        char path[64], line[256] = "";
        usleep(5000);
        snprintf(path, sizeof path, "/proc/%d/stat", hive);
        FILE *f = fopen(path, "r");
        is_gone = !f || !fgets(line, sizeof line, f)
            || strstr(line, ") Z ");  /* dead; its new parent is slow */
        if (f)
            fclose(f);
    }
    CU_ASSERT(is_gone);
}

static CU_TestInfo tests[] = {
    {"bodies as in place", bodies_as_in_place},
    {"bodies fit", bodies_fit},
    {"200 threads", two_hundred_threads},
    {"a hive is killed", hive_is_killed},
    {"killed in mid-run", killed_in_mid_run},
    {"a hive is stopped", hive_is_stopped},
    {"a hive dies with its keeper", hive_dies_with_keeper},
    CU_TEST_INFO_NULL
};

CU_SuiteInfo hive_suite = {.pName = "hive", .pTests = tests};
