/* lib: what each operation of threading tells (its event, the object, the
 * other thread), and how the world shows a primitive's state. The schedule is
 * fixed: always the ready thread with the lowest number. */
#include "suites.h"

#include "apiary/lib.h"

#include <string.h>

static const char *const event_names[] = {
#define X(name, visible, words) [AP_EV_##name] = #name,
    AP_EVENTS(X)
#undef X
};

static void collect(void *arg, int fd, const char *s, size_t n)
{
    (void)fd;
    if (arg)
        ap_str_putn(arg, s, n);
}

/* `output` (or NULL) gets what the program writes. */
static ap_world *start(const char *text, ap_str *output, ap_image **im)
{
    ap_vec diags;
    ap_image *failed;
    ap_error e;
    ap_world_options o = {.natives = ap_lib_natives, .sink = collect,
                          .sink_arg = output};
    ap_vec_init(&diags, sizeof(ap_diag));
    *im = ap_lib_load("x.py", text, strlen(text), &diags, &failed);
    ap_vec_clear(&diags);
    if (!*im)
        CU_FAIL_FATAL("the program was refused");
    ap_world *w = ap_world_new(*im, &o, &e);
    if (!w)
        CU_FAIL_FATAL("the world could not be made");
    return w;
}

/* The lowest ready thread; time passes where there is none. -1: deadlock. */
static ap_tid next_thread(ap_world *w)
{
    for (int turn = 0; turn < 2; turn++) {
        for (ap_tid t = 0; t < ap_world_threads(w); t++)
            if (ap_world_state(w, t) == AP_TS_READY)
                return t;
        int64_t due = ap_world_next_deadline(w);
        if (due < 0)
            break;
        ap_world_set_clock_ns(w, due);
        ap_world_wake_due(w);
    }
    return -1;
}

/* One line for an event of interest: "1 BLOCK lock 0". */
static void note(const ap_world *w, const ap_event *ev, ap_str *out)
{
    bool is_sync = ev->kind >= AP_EV_BLOCK && ev->kind <= AP_EV_AWAKE;
    if (!is_sync && ev->kind != AP_EV_START && ev->kind != AP_EV_END
        && ev->kind != AP_EV_JOIN)
        return;
    ap_str label = {0};
    if (ev->sync)
        ap_view_label(w, ev->pid, ev->sync, &label);
    ap_str_printf(out, "%d %s", ev->tid, event_names[ev->kind]);
    if (ev->sync)
        ap_str_printf(out, " %s", ap_str_c(&label));
    if (ev->other >= 0)
        ap_str_printf(out, " %d", ev->other);
    ap_str_put(out, "\n");
    ap_str_clear(&label);
}

static void trace(const char *text, ap_str *out)
{
    ap_image *im;
    ap_world *w = start(text, NULL, &im);
    while (!ap_world_is_over(w)) {
        ap_event ev;
        ap_tid tid = next_thread(w);
        if (tid < 0) {
            ap_str_put(out, "deadlock\n");
            break;
        }
        ap_step(w, tid, &ev);
        note(w, &ev, out);
    }
    ap_world_free(w);
    ap_image_free(im);
}

static void operations_tell_what_they_did(void)
{
    static const struct {
        const char *text, *events;
    } cases[] = {
        {"from threading import Lock\n"
         "lock = Lock()\nlock.acquire()\nlock.acquire(False)\n"
         "lock.locked()\nlock.release()\n",
         "0 ACQUIRE lock\n0 REFUSED lock 0\n0 TEST lock 0\n0 RELEASE lock\n"},
        {"from threading import Lock, Thread\nlock = Lock()\n"
         "def f():\n    with lock:\n        pass\n"
         "lock.acquire()\nt = Thread(target=f)\nt.start()\nt.join(1)\n"
         "lock.release()\nt.join()\n",
         "0 ACQUIRE lock\n0 START 1\n0 BLOCK 1\n1 BLOCK lock 0\n0 REFUSED 1\n"
         "0 RELEASE lock 1\n0 BLOCK 1\n1 ACQUIRE lock\n1 RELEASE lock\n"
         "1 END\n0 JOIN 1\n"},
        {"from threading import RLock\nr = RLock()\n"
         "with r:\n    with r:\n        pass\n",
         "0 ACQUIRE r\n0 ACQUIRE r\n0 RELEASE r\n0 RELEASE r\n"},
        {"from threading import Condition, Thread\nc = Condition()\n"
         "def f():\n    with c:\n        c.wait()\n"
         "t = Thread(target=f)\nt.start()\nt.join(1)\n"
         "with c:\n    c.notify()\n    t.join(1)\nt.join()\n",
         "0 START 1\n0 BLOCK 1\n1 ACQUIRE c's lock\n1 WAIT c\n0 REFUSED 1\n"
         "0 ACQUIRE c's lock\n0 NOTIFY c 1\n0 BLOCK 1\n1 BLOCK c's lock 0\n"
         "0 REFUSED 1\n0 RELEASE c's lock 1\n0 BLOCK 1\n1 WOKEN c\n"
         "1 RELEASE c's lock\n1 END\n0 JOIN 1\n"},
        {"from threading import Semaphore, Thread\ns = Semaphore(1)\n"
         "def f():\n    s.acquire()\n"
         "s.acquire()\nt = Thread(target=f)\nt.start()\nt.join(1)\n"
         "s.release()\nt.join()\n",
         "0 ACQUIRE s\n0 START 1\n0 BLOCK 1\n1 BLOCK s\n0 REFUSED 1\n"
         "0 RELEASE s 1\n0 BLOCK 1\n1 ACQUIRE s\n1 END\n0 JOIN 1\n"},
        {"from threading import Event, Thread\ne = Event()\n"
         "def f():\n    e.wait()\n    e.wait(1)\n"
         "t = Thread(target=f)\nt.start()\nt.join(1)\n"
         "e.set()\nt.join()\ne.clear()\ne.wait(1)\n",
         "0 START 1\n0 BLOCK 1\n1 BLOCK e\n0 REFUSED 1\n0 SET e 1\n"
         "0 BLOCK 1\n1 WOKEN e\n1 TEST e\n1 END\n0 JOIN 1\n0 CLEAR e\n"
         "0 BLOCK e\n0 WOKEN e\n"},
        {"from threading import Barrier, Thread\nb = Barrier(2)\n"
         "t = Thread(target=b.wait)\nt.start()\nt.join(1)\nb.wait()\n"
         "t.join()\n",
         "0 START 1\n0 BLOCK 1\n1 ARRIVE b\n0 REFUSED 1\n0 ARRIVE b 1\n"
         "0 BLOCK 1\n1 WOKEN b\n1 END\n0 JOIN 1\n"},
        {"from time import sleep\nsleep(2)\n", "0 SLEEP\n0 AWAKE\n"},
        {"from threading import Lock\nlock = Lock()\nlock.acquire()\n"
         "lock.acquire()\n",
         "0 ACQUIRE lock\n0 BLOCK lock 0\ndeadlock\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_str got = {0};
        trace(cases[i].text, &got);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&got), cases[i].events);
        ap_str_clear(&got);
    }
}

/* ---- state as it is shown ------------------------------------------- */

static void primitives_show_their_state(void)
{
    static const char text[] =
        "from threading import Lock, RLock, Semaphore, BoundedSemaphore, "
        "Event, Barrier, Condition, Thread\n"
        "lock = Lock()\nlock.acquire()\nr = RLock()\nr.acquire()\n"
        "r.acquire()\ns = Semaphore(3)\nb = BoundedSemaphore(2)\n"
        "b.acquire()\ne = Event()\ne.set()\nbar = Barrier(4)\n"
        "c = Condition(lock)\n"
        "for i in range(2):\n"
        "    Thread(target=lambda: lock.acquire(), daemon=True).start()\n"
        "Thread(target=bar.wait, daemon=True).start()\n"
        "r.release()\nlock.acquire(timeout=9)\n";
    static const struct {
        const char *name;
        ap_role role;
        ap_tid owner;
        int64_t count, most;
        int waiting;
    } want[] = {{"lock", AP_ROLE_LOCK, 0, 1, -1, 3},
                {"r", AP_ROLE_RLOCK, 0, 1, -1, 0},
                {"s", AP_ROLE_SEMAPHORE, -1, 3, -1, 0},
                {"b", AP_ROLE_SEMAPHORE, -1, 1, 2, 0},
                {"e", AP_ROLE_EVENT, -1, 1, -1, 0},
                {"bar", AP_ROLE_BARRIER, -1, 1, 4, 1},
                {"c", AP_ROLE_CONDITION, -1, 0, -1, 0}};
    ap_image *im;
    ap_world *w = start(text, NULL, &im);
    for (ap_tid t = 0; t >= 0;) {
        t = -1;
        for (ap_tid i = 0; i < ap_world_threads(w); i++)
            if (ap_world_state(w, i) == AP_TS_READY)
                t = i;
        if (t >= 0)
            ap_step(w, t, NULL);
    }
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        ap_word obj = ap_view_global_named(w, 0, want[i].name);
        ap_sync_view v;
        ap_tid queue[8];
        CU_ASSERT_FATAL(ap_view_sync_of(w, 0, obj, &v));
        CU_ASSERT_EQUAL(v.role, want[i].role);
        CU_ASSERT_EQUAL(v.owner, want[i].owner);
        CU_ASSERT_EQUAL(v.count, want[i].count);
        CU_ASSERT_EQUAL(v.most, want[i].most);
        CU_ASSERT_EQUAL(ap_view_queue(w, 0, obj, queue, 8), want[i].waiting);
    }
    ap_world_free(w);
    ap_image_free(im);
}

/* ---- Ctrl-C --------------------------------------------------------- */

/* In a condition's wait it comes when the lock was taken back, so that the
 * `with` around it can let go of it. */
static void an_interrupted_wait_takes_its_lock_back(void)
{
    static const char text[] = "import threading\n"
                               "c = threading.Condition()\n"
                               "try:\n"
                               "    with c:\n"
                               "        c.wait()\n"
                               "except KeyboardInterrupt:\n"
                               "    print('interrupted', c)\n";
    ap_image *im;
    ap_str out = {0};
    ap_world *w = start(text, &out, &im);
    while (next_thread(w) == 0)
        ap_step(w, 0, NULL);
    CU_ASSERT_EQUAL(ap_world_state(w, 0), AP_TS_WAIT);
    ap_world_interrupt(w);
    while (!ap_world_is_over(w) && next_thread(w) == 0)
        ap_step(w, 0, NULL);
    CU_ASSERT(ap_world_is_over(w));
    CU_ASSERT_PTR_NOT_NULL(strstr(ap_str_c(&out), "interrupted <Condition"
                                                  "(<unlocked"));
    ap_str_clear(&out);
    ap_world_free(w);
    ap_image_free(im);
}

static CU_TestInfo tests[] = {
    {"an interrupted wait takes its lock back",
     an_interrupted_wait_takes_its_lock_back},
    {"operations tell what they did", operations_tell_what_they_did},
    {"primitives show their state", primitives_show_their_state},
    CU_TEST_INFO_NULL};
CU_SuiteInfo sync_events_suite = {.pName = "sync_events", .pTests = tests};
