/* The keeper: forks the hives, hands out batons, notices deaths.
 *
 * It is the dashboard's process, and single-threaded. A hive dies alone: by a
 * signal, by abort, by kill -9 while it steps. The keeper polls on the hive's
 * pidfd wherever it waits for it, then ends the Python process in the world
 * and tells the death through its epoll descriptor and ap_keeper_reap. No
 * signal of the process is used, so that several runs may live side by side.
 *
 * Keeper and hives are pinned to one core: a baton then takes 4-7 us there
 * and back instead of 62-77 us between two cores. */
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hive_i.h"

/* How long a caller of ap_run_step is kept waiting for a slow body. */
enum { PATIENCE_MS = 100 };

typedef struct ap_death {
    int number, signal, status;
} ap_death;

struct ap_keeper {
    ap_run *run;
    ap_world *world;
    ap_hive *hives[AP_MAX_PROCESSES];
    uint64_t fitted;             /* ap_world_changes when all fitted */
    bool is_fitted;
    ap_tid most_threads;         /* that the world ever had */
    uint64_t given;              /* ap_world_steps when the baton was given */
    char (*names)[16];           /* of the bodies, by thread */
    ap_vec deaths;               /* of ap_death */
    size_t ntold;                /* the first so many are told */
    bool was_killed;             /* hive 0 died under us */
    int epoll, told;             /* `told` is readable while deaths wait */
    cpu_set_t affinity;          /* as it was before */
    bool is_pinned;
};

/* ---- making a hive ----------------------------------------------------- */

static ap_tid main_of(const ap_world *w, int number)
{
    for (ap_tid tid = 0; tid < ap_world_threads(w); tid++)
        if (ap_world_process_of(w, tid) == number)
            return tid;
    return -1;
}

static void watch(ap_keeper *k, int fd)
{
    struct epoll_event ev = {.events = EPOLLIN, .data = {.fd = fd}};
    epoll_ctl(k->epoll, EPOLL_CTL_ADD, fd, &ev);
}

static void free_hive(ap_hive *h)
{
    if (h->pidfd >= 0)
        close(h->pidfd);
    if (h->bell >= 0)
        close(h->bell);
    munmap(h->shared, sizeof *h->shared);
    ap_free(h);
}

static ap_hive *make_hive(ap_keeper *k, int number, ap_error *e)
{
    void *shared = mmap(NULL, sizeof(ap_shared), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (shared == MAP_FAILED) {
        ap_fail(e, AP_E_SYSTEM, "no memory for process %d: %s", number,
                strerror(errno));
        return NULL;
    }
    ap_hive *h = ap_alloc(sizeof *h);
    *h = (ap_hive){.world = k->world, .number = number,
                   .main = main_of(k->world, number), .pidfd = -1,
                   .bell = eventfd(0, EFD_CLOEXEC), .shared = shared};
    return h;
}

static void put_down(const ap_hive *h)
{
    siginfo_t info;
    kill(h->os_pid, SIGKILL);
    while (waitid(P_PID, (id_t)h->os_pid, &info, WEXITED) < 0
           && errno == EINTR)
        ;
}

/* Waits until the main body is there, or the hive is dead. */
static void await_birth(ap_hive *h)
{
    struct pollfd death = {.fd = h->pidfd, .events = POLLIN};
    while (!atomic_load_explicit(&h->shared->os_tid[h->main],
                                 memory_order_acquire)
           && poll(&death, 1, 0) == 0)
        sched_yield();
}

static bool fork_hive(ap_keeper *k, int number, ap_error *e)
{
    ap_hive *h = make_hive(k, number, e);
    if (!h)
        return false;
    int keeper_pid = getpid();
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        ap_hive_live(h, keeper_pid);
    if (pid < 0) {
        free_hive(h);
        return ap_fail(e, AP_E_SYSTEM, "cannot start a process: %s",
                       strerror(errno));
    }
    h->os_pid = pid;
    h->pidfd = pidfd_open(pid, 0);
    if (h->pidfd < 0) {
        int why = errno;
        put_down(h);
        free_hive(h);
        return ap_fail(e, AP_E_SYSTEM, "cannot watch a process: %s",
                       strerror(why));
    }
    watch(k, h->pidfd);
    k->hives[number] = h;
    if (number == 0)
        k->was_killed = false;
    await_birth(h);
    return true;
}

static void forget_names(ap_keeper *k, int number)
{
    for (ap_tid tid = 0; tid < ap_world_threads(k->world); tid++)
        if (ap_world_process_of(k->world, tid) == number)
            memset(k->names[tid], 0, sizeof k->names[tid]);
}

/* ---- ending a hive ----------------------------------------------------- */

static void end_hive(ap_keeper *k, int number)
{
    ap_hive *h = k->hives[number];
    put_down(h);
    k->hives[number] = NULL;
    forget_names(k, number);
    free_hive(h);
}

static void tell_death(ap_keeper *k, int number, int sig, int status)
{
    uint64_t one = 1;
    ap_death d = {number, sig, status};
    ap_vec_push(&k->deaths, &d);
    if (write(k->told, &one, sizeof one) < 0)
        AP_ASSERT(errno == EAGAIN);
}

/* A hive that has died by itself: its Python process has ended with it. */
static void bury(ap_keeper *k, int number)
{
    ap_hive *h = k->hives[number];
    siginfo_t info = {0};
    if (waitid(P_PID, (id_t)h->os_pid, &info, WEXITED) < 0)
        info.si_code = CLD_EXITED;
    int sig = info.si_code == CLD_EXITED ? 0 : info.si_status;
    int status = sig ? 128 + sig : info.si_status;
    k->hives[number] = NULL;
    forget_names(k, number);
    free_hive(h);
    ap_world_kill(k->world, number, status);
    k->was_killed = k->was_killed || number == 0;
    tell_death(k, number, sig, sig ? 0 : status);
}

static bool is_dead(const ap_hive *h)
{
    struct pollfd death = {.fd = h->pidfd, .events = POLLIN};
    return poll(&death, 1, 0) == 1;
}

static void bury_the_dead(ap_keeper *k)
{
    for (int i = 0; i < ap_world_processes(k->world); i++)
        if (k->hives[i] && is_dead(k->hives[i]))
            bury(k, i);
}

/* Stopped by a signal (SIGSTOP, a debugger)? Told once. */
static void look_for_stop(ap_keeper *k, const ap_hive *h)
{
    siginfo_t info = {0};
    if (waitid(P_PID, (id_t)h->os_pid, &info, WSTOPPED | WNOHANG) == 0
        && info.si_pid == h->os_pid)
        tell_death(k, h->number, info.si_status, 0);
}

bool ap_keeper_reap(ap_keeper *k, int *pid, int *sig, int *status)
{
    uint64_t rings;
    bury_the_dead(k);
    if (k->ntold == k->deaths.len) {
        if (read(k->told, &rings, sizeof rings) < 0)
            AP_ASSERT(errno == EAGAIN);
        return false;
    }
    const ap_death *d = ap_vec_at(&k->deaths, k->ntold++);
    *pid = d->number;
    *sig = d->signal;
    *status = d->status;
    return true;
}

bool ap_keeper_was_killed(const ap_keeper *k)
{
    return k->was_killed;
}

int ap_keeper_fd(const ap_keeper *k)
{
    return k->epoll;
}

/* ---- batons ------------------------------------------------------------ */

static ap_hive *hive_of(const ap_keeper *k, ap_tid tid)
{
    return k->hives[ap_world_process_of(k->world, tid)];
}

static void order(ap_hive *h, ap_tid tid, ap_command c)
{
    atomic_store_explicit(&h->shared->order[tid], c, memory_order_release);
    ap_futex_wake(&h->shared->order[tid]);
}

static bool is_done(const ap_hive *h, ap_tid tid)
{
    return atomic_load_explicit(&h->shared->order[tid], memory_order_acquire)
           == AP_ORDERED_NONE;
}

/* Until the order to tid is done, the hive is dead, or patience ends. */
static ap_answer await_answer(ap_hive *h, ap_tid tid)
{
    struct pollfd fds[] = {{.fd = h->bell, .events = POLLIN},
                           {.fd = h->pidfd, .events = POLLIN}};
    uint64_t rings;
    for (;;) {
        int n = poll(fds, 2, PATIENCE_MS);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            return AP_ANSWER_LATE;
        if (fds[0].revents & POLLIN) {
            if (read(h->bell, &rings, sizeof rings) == sizeof rings
                && is_done(h, tid))
                return AP_ANSWERED;
        } else if (fds[1].revents)
            return AP_ANSWER_DEAD;
    }
}

void ap_keeper_give(ap_keeper *k, ap_tid tid)
{
    k->given = ap_world_steps(k->world);
    order(hive_of(k, tid), tid, AP_ORDERED_STEP);
}

ap_answer ap_keeper_wait(ap_keeper *k, ap_tid tid, ap_event *ev,
                         ap_stepped *how)
{
    ap_hive *h = hive_of(k, tid);
    ap_answer a = await_answer(h, tid);
    if (a == AP_ANSWERED) {
        *ev = h->shared->event;
        *how = h->shared->how;
    } else if (a == AP_ANSWER_LATE)
        look_for_stop(k, h);
    else
        bury(k, h->number);
    return a;
}

bool ap_keeper_has(const ap_keeper *k, ap_tid tid)
{
    const ap_hive *h = hive_of(k, tid);
    return h && atomic_load(&h->shared->os_tid[tid]) != 0;
}

int ap_keeper_os_pid(const ap_keeper *k, int pid)
{
    const ap_hive *h = pid >= 0 && pid < AP_MAX_PROCESSES ? k->hives[pid]
                                                          : NULL;
    return h ? h->os_pid : 0;
}

int ap_keeper_os_tid(const ap_keeper *k, ap_tid tid)
{
    if (tid < 0 || tid >= ap_world_threads(k->world))
        return 0;
    const ap_hive *h = hive_of(k, tid);
    return h ? atomic_load(&h->shared->os_tid[tid]) : 0;
}

/* ---- making them fit --------------------------------------------------- */

static bool is_alive(const ap_world *w, int number)
{
    for (ap_tid tid = 0; tid < ap_world_threads(w); tid++)
        if (ap_world_process_of(w, tid) == number && ap_body_is_wanted(w, tid))
            return true;
    return false;
}

static bool fit_hives(ap_keeper *k, ap_error *e)
{
    for (int i = 0; i < ap_world_processes(k->world); i++) {
        bool wanted = is_alive(k->world, i);
        if (!wanted && k->hives[i])
            end_hive(k, i);
        else if (wanted && !k->hives[i] && !fork_hive(k, i, e))
            return false;
    }
    return true;
}

/* Do the bodies of the hive, and their names, differ from the world's
 * threads? Notes the names as they will be. */
static bool is_out_of_fit(ap_keeper *k, const ap_hive *h)
{
    bool differs = false;
    ap_tid n = ap_world_threads(k->world);
    for (ap_tid tid = 0; tid < k->most_threads; tid++) {
        char name[16];
        bool is_own = tid < n
                      && ap_world_process_of(k->world, tid) == h->number;
        bool wanted = tid == h->main
                      || (is_own && ap_body_is_wanted(k->world, tid));
        bool has = atomic_load(&h->shared->os_tid[tid]) != 0;
        differs = differs || wanted != has;
        if (!wanted)
            continue;
        ap_body_name(k->world, tid, name);
        differs = differs || memcmp(name, k->names[tid], sizeof name) != 0;
        memcpy(k->names[tid], name, sizeof name);
    }
    return differs;
}

/* A body whose order is still out is asked to do no other. */
static ap_answer fit_bodies(ap_keeper *k, ap_hive *h)
{
    ap_answer a = AP_ANSWERED;
    if (is_done(h, h->main)) {
        if (!is_out_of_fit(k, h))
            return AP_ANSWERED;
        order(h, h->main, AP_ORDERED_FIT);
    }
    a = await_answer(h, h->main);
    if (a == AP_ANSWER_LATE)
        look_for_stop(k, h);
    else if (a == AP_ANSWER_DEAD)
        bury(k, h->number);
    return a;
}

ap_answer ap_keeper_fit(ap_keeper *k, ap_error *e)
{
    uint64_t now = ap_world_changes(k->world);
    if (k->is_fitted && k->fitted == now)
        return AP_ANSWERED;
    if (ap_world_threads(k->world) > k->most_threads)
        k->most_threads = ap_world_threads(k->world);
    k->is_fitted = false;
    if (!fit_hives(k, e))
        return AP_ANSWER_FAILED;
    for (int i = 0; i < ap_world_processes(k->world); i++) {
        ap_answer a = k->hives[i] ? fit_bodies(k, k->hives[i]) : AP_ANSWERED;
        if (a != AP_ANSWERED)
            return a;
    }
    k->fitted = now;
    k->is_fitted = true;
    return AP_ANSWERED;
}

bool ap_keeper_is_stale(const ap_keeper *k)
{
    uint64_t now = ap_world_steps(k->world);
    return now != k->given && now != k->given + 1;
}

void ap_keeper_abandon(ap_keeper *k)
{
    for (int i = 0; i < AP_MAX_PROCESSES; i++)
        if (k->hives[i])
            end_hive(k, i);
    k->is_fitted = false;
}

/* ---- its own life ------------------------------------------------------ */

static void pin(ap_keeper *k)
{
    cpu_set_t one;
    int cpu = sched_getcpu();
    if (cpu < 0 || sched_getaffinity(0, sizeof k->affinity, &k->affinity) != 0)
        return;
    CPU_ZERO(&one);
    CPU_SET((size_t)cpu, &one);
    k->is_pinned = sched_setaffinity(0, sizeof one, &one) == 0;
}

ap_keeper *ap_keeper_new(ap_run *r, ap_error *e)
{
    ap_keeper *k = ap_alloc(sizeof *k);
    k->run = r;
    k->world = r->world;
    k->names = ap_alloc(AP_MAX_THREADS * sizeof *k->names);
    ap_vec_init(&k->deaths, sizeof(ap_death));
    k->epoll = epoll_create1(EPOLL_CLOEXEC);
    k->told = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    AP_ASSERT(k->epoll >= 0 && k->told >= 0);
    watch(k, k->told);
    pin(k);
    if (ap_keeper_fit(k, e) != AP_ANSWER_FAILED)
        return k;
    ap_keeper_free(k);
    return NULL;
}

void ap_keeper_free(ap_keeper *k)
{
    ap_keeper_abandon(k);
    if (k->is_pinned)
        sched_setaffinity(0, sizeof k->affinity, &k->affinity);
    close(k->epoll);
    close(k->told);
    ap_vec_clear(&k->deaths);
    ap_free(k->names);
    ap_free(k);
}
