/* A hive: the forked process that carries one Python process. Its main OS
 * thread is the body of the Python process's main thread, and creates, names
 * and retires the other bodies when the keeper orders it to. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "hive_i.h"

enum { BELL_FD = 3, BODY_STACK = 512 * 1024 };

/* ---- bodies come and go ------------------------------------------------ */

static void be_there(ap_body *b)
{
    atomic_store_explicit(&b->hive->shared->os_tid[b->tid],
                          (int32_t)syscall(SYS_gettid),
                          memory_order_release);
}

static void *carry(void *arg)
{
    ap_body *b = arg;
    be_there(b);
    ap_body_live(b);
    return NULL;
}

/* A system that has no room for another thread leaves it without a body: the
 * keeper then makes its steps in place. */
static void create(ap_hive *h, ap_tid tid)
{
    ap_body *b = ap_alloc(sizeof *b);
    pthread_attr_t attr;
    pthread_t posix;
    *b = (ap_body){.hive = h, .tid = tid};
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, BODY_STACK);
    int failed = pthread_create(&posix, &attr, carry, b);
    pthread_attr_destroy(&attr);
    if (failed) {
        ap_free(b);
        return;
    }
    b->posix = (unsigned long)posix;
    h->bodies[tid] = b;
    while (!atomic_load_explicit(&h->shared->os_tid[tid],
                                 memory_order_acquire))
        sched_yield();
}

static void retire(ap_hive *h, ap_tid tid)
{
    ap_body *b = h->bodies[tid];
    atomic_store_explicit(&h->shared->order[tid], AP_ORDERED_QUIT,
                          memory_order_release);
    ap_futex_wake(&h->shared->order[tid]);
    pthread_join((pthread_t)b->posix, NULL);
    atomic_store(&h->shared->order[tid], AP_ORDERED_NONE);
    atomic_store(&h->shared->os_tid[tid], 0);
    h->bodies[tid] = NULL;
    ap_free(b);
}

static void name_body(ap_hive *h, ap_tid tid)
{
    char name[16];
    ap_body *b = h->bodies[tid];
    ap_body_name(h->world, tid, name);
    if (strcmp(name, b->name) == 0)
        return;
    memcpy(b->name, name, sizeof name);
    pthread_setname_np((pthread_t)b->posix, name);
}

void ap_hive_fit(ap_hive *h)
{
    int n = ap_world_threads(h->world);
    for (ap_tid tid = 0; tid < AP_MAX_THREADS; tid++) {
        if (tid == h->main) {
            name_body(h, tid);
            continue;
        }
        bool wanted = tid < n
                      && ap_world_process_of(h->world, tid) == h->number
                      && ap_body_is_wanted(h->world, tid);
        if (wanted && !h->bodies[tid])
            create(h, tid);
        else if (!wanted && h->bodies[tid])
            retire(h, tid);
        if (h->bodies[tid])
            name_body(h, tid);
    }
}

/* ---- the life of a hive ------------------------------------------------ */

/* Dies with its keeper. The keeper may be dead before prctl is called, so
 * ask afterwards. */
static void tie_to(int keeper_pid)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != keeper_pid)
        _exit(0);
}

/* Nothing of the terminal, of its signals, or of the keeper's files. */
static void cut_loose(ap_hive *h)
{
    sigset_t none;
    sigemptyset(&none);
    for (int s = 1; s < NSIG; s++)
        signal(s, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    ap_on_crash(NULL);
    setsid();
    int bell = fcntl(h->bell, F_DUPFD, BELL_FD + 1); /* it may be 0, 1 or 2 */
    int null = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3; fd++)
        dup2(null, fd);
    dup2(bell, BELL_FD);
    h->bell = BELL_FD;
    close_range(BELL_FD + 1, ~0U, 0);
}

_Noreturn void ap_hive_live(ap_hive *h, int keeper_pid)
{
    tie_to(keeper_pid);
    cut_loose(h);
    ap_body main_body = {.hive = h, .tid = h->main,
                         .posix = (unsigned long)pthread_self()};
    h->bodies[h->main] = &main_body;
    ap_hive_fit(h);
    be_there(&main_body);
    ap_body_live(&main_body);
    _exit(0);
}
