/* vm: the world as a whole: snapshots, hashes, forks, collection, the
 * contract of a step, events. */
#include "suites.h"

#include "vm_world.h"

#include <string.h>

/* Some of everything, with threads. */
static const char busy[] =
    "import threading, time, random\n"
    "class Box:\n"
    "    def __init__(self, n): self.n = n\n"
    "    def __lt__(self, o): return self.n < o.n\n"
    "class Level(int): pass\n"
    "class Name(str): pass\n"
    "level, name = Level(3), Name('n')\n"
    "level.note, name.note = [1], [2]\n"
    "boxes = []\n"
    "lock = threading.Lock()\n"
    "cond = threading.Condition()\n"
    "def numbers(n):\n"
    "    for i in range(n):\n"
    "        try:\n"
    "            yield i\n"
    "        finally:\n"
    "            pass\n"
    "def work(k):\n"
    "    for i in numbers(4):\n"
    "        with lock:\n"
    "            boxes.append(Box(i * k))\n"
    "        time.sleep(0.01 * random.random())\n"
    "    with cond:\n"
    "        cond.notify_all()\n"
    "threads = [threading.Thread(target=work, args=(k,)) for k in (2, 3)]\n"
    "for t in threads: t.start()\n"
    "with cond:\n"
    "    cond.wait(0.5)\n"
    "for t in threads: t.join()\n"
    "boxes.sort()\n"
    "print(level.note, name.note)\n"
    "print([b.n for b in boxes], {k: str(k) * 2 for k in range(3)})\n";

static bool same(ap_hash a, ap_hash b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

static void finish(vm_world *v, ap_str *out)
{
    CU_ASSERT(vm_run(v, VM_STEPS, 5, 1000000));
    ap_str_reset(out);
    vm_output(v, 1, out);
}

static void a_snapshot_brings_back_the_state(void)
{
    ap_str first = {0}, again = {0};
    for (uint64_t at = 0; at < 900; at += 50) {
        vm_world v = vm_open(busy, NULL), other = vm_open(busy, NULL);
        ap_snapshot s = {0};
        vm_run(&v, VM_STEPS, 3, at);
        ap_hash then = ap_world_hash(v.w);
        ap_world_save(v.w, &s);
        CU_ASSERT_EQUAL(s.n, ap_world_bytes(v.w));
        finish(&v, &first);
        ap_hash end = ap_world_hash(v.w);
        ap_world_load(v.w, &s);
        CU_ASSERT(same(ap_world_hash(v.w), then));
        finish(&v, &again);
        CU_ASSERT(same(ap_world_hash(v.w), end));
        CU_ASSERT_STRING_EQUAL(ap_str_c(&first), ap_str_c(&again));
        ap_world_load(other.w, &s);
        CU_ASSERT(same(ap_world_hash(other.w), then));
        finish(&other, &again);
        CU_ASSERT(same(ap_world_hash(other.w), end));
        ap_snapshot_free(&s);
        vm_close(&v);
        vm_close(&other);
    }
    ap_str_clear(&first);
    ap_str_clear(&again);
}

static void moving_everything_changes_nothing(void)
{
    vm_world v = vm_open(busy, NULL), moved = vm_open(busy, NULL);
    for (int i = 0; i < 400; i++) {
        vm_run(&v, VM_STEPS, 3, 3);
        vm_run(&moved, VM_STEPS, 3, 3);
        ap_world_collect(moved.w, 0);
        if (!same(ap_world_hash(v.w), ap_world_hash(moved.w))) {
            CU_FAIL("the collector changed the state");
            break;
        }
    }
    vm_close(&v);
    vm_close(&moved);
}

static void all_ways_of_stepping_agree(void)
{
    vm_world v[VM_WAYS];
    for (int i = 0; i < VM_WAYS; i++)
        v[i] = vm_open(busy, NULL);
    for (int turn = 0; turn < 500; turn++) {
        for (int i = 0; i < VM_WAYS; i++)
            vm_run(&v[i], (vm_way)i, 3, 3);
        CU_ASSERT_EQUAL(ap_world_steps(v[0].w), ap_world_steps(v[2].w));
        ap_hash h = ap_world_hash(v[0].w);
        if (!same(h, ap_world_hash(v[1].w))
            || !same(h, ap_world_hash(v[2].w))) {
            CU_FAIL("the loops part");
            break;
        }
    }
    for (int i = 0; i < VM_WAYS; i++)
        vm_close(&v[i]);
}

/* Runs thread `a` `n` steps, then `b` `m`. */
static ap_hash hash_after(const char *text, const char *schedule)
{
    vm_world v = vm_open(text, NULL);
    vm_run(&v, VM_STEPS, 1000, 1000000);
    vm_close(&v);
    v = vm_open(text, NULL);
    for (const char *s = schedule; *s; s++)
        while (ap_world_state(v.w, *s - '0') == AP_TS_READY)
            ap_step(v.w, *s - '0', NULL);
    ap_hash h = ap_world_hash(v.w);
    vm_close(&v);
    return h;
}

#define TWO(body)                                                              \
    "import threading\n"                                                       \
    "x = []\n"                                                                 \
    "y = {}\n"                                                                 \
    "def f(k):\n" body                                                         \
    "a = threading.Thread(target=f, args=(1,))\n"                              \
    "b = threading.Thread(target=f, args=(2,))\n"                              \
    "a.start(); b.start(); a.join()\n"

static void a_hash_tells_states_apart_and_only_states(void)
{
    static const struct {
        const char *text;
        bool same;
    } rows[] = {
        {TWO("    n = [k]\n    n.append(str(k))\n"), true},
        {TWO("    x.append(k)\n"), false},
        {TWO("    y[0] = 5\n    y[0] = 6\n"), true},
        {TWO("    y[k] = 5\n    del y[k]\n"), true},
        {TWO("    x.append(0)\n"), true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_hash ab = hash_after(rows[i].text, "012");
        ap_hash ba = hash_after(rows[i].text, "021");
        CU_ASSERT_EQUAL(same(ab, ba), rows[i].same);
    }
}

static void garbage_is_collected(void)
{
    static const char text[] =
        "keep = []\n"
        "for i in range(3000):\n"
        "    s = [str(i)] * 50\n"
        "    if i % 100 == 0: keep.append(s)\n"
        "def r(n): return [n] if n == 0 else r(n - 1) + [n]\n"
        "for i in range(100): r(30)\n"
        "print(len(keep), keep[3][49], len(r(50)))\n";
    ap_world_options small = {.memory = 1 << 20, .seed = 1};
    for (int way = 0; way < VM_WAYS; way++) {
        vm_world v = vm_open(text, &small);
        ap_str out = {0};
        CU_ASSERT(vm_run(&v, (vm_way)way, 1000, 10000000));
        vm_output(&v, 1, &out);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&out), "30 300 51\n");
        CU_ASSERT(ap_world_heap_used(v.w, 0) <= small.memory);
        ap_str_clear(&out);
        vm_close(&v);
    }
}

/* What refers to itself, made and dropped for ever: far more than the memory
 * of the world in all, and never more than that at once. */
static void cycles_are_collected(void)
{
    static const char *const bodies[] = {
        "    a = Node(); b = Node(); a.other = b; b.other = a; a.me = a\n",
        "    l = [0] * 40; l[0] = l; l[1] = {'l': l}; l[1]['d'] = l[1]\n",
        "    def f(x=[0] * 40): return f\n"
        "    f.me = f\n",
        "    g = gen(); g2 = next(g); holder = [g, g2, [0] * 40]\n"
        "    holder.append(holder)\n",
        "    try: raise KeyError([0] * 40)\n"
        "    except KeyError as e: e.me = e; kept = e\n",
        "    class C: pass\n"
        "    C.one = C(); C.one.c = C\n",
        "    s = {Node(), frozenset([i])}; t = (s, [s]); t[1].append(t)\n",
        "    s = str(i) * 100; f = i * 1.5; n = 2 ** 200 + i\n"};
    for (size_t k = 0; k < sizeof bodies / sizeof *bodies; k++) {
        ap_str text = {0};
        ap_str_printf(&text,
                      "class Node: pass\n"
                      "def gen():\n"
                      "    while True: yield [0] * 40\n"
                      "def work():\n"
                      "  for i in range(6000):\n%s"
                      "work()\n"
                      "print('done')\n",
                      bodies[k]);
        ap_world_options small = {.memory = 256 << 10, .seed = 1};
        vm_world v = vm_open(ap_str_c(&text), &small);
        ap_str out = {0};
        size_t library = ap_world_heap_used(v.w, 0); /* is not counted */
        CU_ASSERT(vm_run(&v, VM_MANY, 1000, 10000000));
        vm_output(&v, 1, &out);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&out), "done\n");
        CU_ASSERT(ap_world_heap_used(v.w, 0) <= small.memory + library);
        ap_str_clear(&out);
        ap_str_clear(&text);
        vm_close(&v);
    }
}

static void memory_has_an_end(void)
{
    static const char text[] =
        "l = []\n"
        "try:\n"
        "    while True: l.append([0] * 100)\n"
        "except MemoryError as e:\n"
        "    n = len(l); l = None\n"
        "    print('full', n > 100, repr(e))\n"
        "try: 'x' * 10**9\n"
        "except MemoryError: print('too long')\n"
        "print(len('x' * 1000))\n";
    ap_world_options small = {.memory = 1 << 20, .seed = 1};
    for (int way = 0; way < VM_WAYS; way++) {
        vm_world v = vm_open(text, &small);
        ap_str out = {0};
        CU_ASSERT(vm_run(&v, (vm_way)way, 1000, 1000000));
        vm_output(&v, 1, &out);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&out),
                               "full True MemoryError()\ntoo long\n1000\n");
        ap_str_clear(&out);
        vm_close(&v);
    }
}

static void a_fork_is_a_process_of_its_own(void)
{
    static const char text[] =
        "x = 1\n"
        "while x < 1000:\n"
        "    x += 1\n";
    vm_world v = vm_open(text, NULL);
    vm_run(&v, VM_STEPS, 1, 100);
    int pid = ap_world_fork(v.w, 0);
    CU_ASSERT_EQUAL(pid, 1);
    CU_ASSERT_EQUAL(ap_world_processes(v.w), 2);
    while (!ap_world_is_over(v.w) && ap_world_state(v.w, 1) == AP_TS_READY)
        ap_step(v.w, 1, NULL);
    ap_word x = ap_view_global_named(v.w, 1, "x");
    CU_ASSERT_EQUAL(ap_small(x), 1000);
    CU_ASSERT(ap_small(ap_view_global_named(v.w, 0, "x")) < 100);
    CU_ASSERT(!ap_world_is_over(v.w));
    vm_close(&v);
}

/* ---- the contract of a step ---------------------------------------- */

static void a_blocked_step_changes_only_its_thread(void)
{
    static const char text[] =
        "import threading\n"
        "lock = threading.Lock()\n"
        "lock.acquire()\n"
        "def f():\n"
        "    lock.acquire(timeout=2)\n"
        "    print('on')\n"
        "t = threading.Thread(target=f)\n"
        "t.start()\n"
        "t.join()\n";
    vm_world v = vm_open(text, NULL);
    while (ap_world_state(v.w, 0) == AP_TS_READY)
        ap_step(v.w, 0, NULL);
    ap_thread_view t;
    CU_ASSERT(ap_view_thread(v.w, 0, &t));
    CU_ASSERT_EQUAL(t.state, AP_TS_WAIT);
    CU_ASSERT_EQUAL(t.wait, AP_WAIT_JOIN);
    CU_ASSERT_EQUAL(t.wait_for, 1);
    ap_stepped how = AP_STEP_RAN;
    while (how == AP_STEP_RAN)
        how = ap_step(v.w, 1, NULL);
    CU_ASSERT_EQUAL(how, AP_STEP_BLOCKED);
    CU_ASSERT_EQUAL(ap_world_next_deadline(v.w), 2000000000);
    uint64_t steps = ap_world_steps(v.w);
    CU_ASSERT(!ap_world_end_wait(v.w, 0));
    CU_ASSERT(ap_world_end_wait(v.w, 1));
    CU_ASSERT_EQUAL(ap_world_clock_ns(v.w), 2000000000);
    CU_ASSERT_EQUAL(ap_world_steps(v.w), steps);
    CU_ASSERT(vm_run(&v, VM_STEPS, 9, 10000));
    vm_close(&v);
}

static void an_interrupt_is_an_exception_of_main(void)
{
    vm_world v = vm_open("import time\n"
                         "try: time.sleep(100)\n"
                         "except KeyboardInterrupt: print('stopped')\n",
                         NULL);
    while (ap_world_state(v.w, 0) == AP_TS_READY)
        ap_step(v.w, 0, NULL);
    ap_world_interrupt(v.w);
    ap_str out = {0};
    finish(&v, &out);
    CU_ASSERT_STRING_EQUAL(ap_str_c(&out), "stopped\n");
    CU_ASSERT_EQUAL(ap_world_clock_ns(v.w), 0);
    ap_str_clear(&out);
    vm_close(&v);
}

/* ---- events -------------------------------------------------------- */

/* The visible events of the lines up to the end, as "line:kind" words. */
static void visible_events(const char *text, ap_str *out)
{
    static const char *const names[] = {
#define X(name, visible, words) #name,
        AP_EVENTS(X)
#undef X
    };
    vm_world v = vm_open(text, NULL);
    ap_event ev;
    for (int i = 0; i < 100000 && !ap_world_is_over(v.w); i++) {
        ap_tid t = 0;
        while (t < ap_world_threads(v.w)
               && ap_world_state(v.w, t) != AP_TS_READY)
            t++;
        if (t == ap_world_threads(v.w))
            break;
        ap_step(v.w, t, &ev);
        if (ev.is_visible && !ev.in_library)
            ap_str_printf(out, "%u:%s ", ev.line, names[ev.kind]);
    }
    vm_close(&v);
}

static void events_tell_what_others_could_notice(void)
{
    static const struct {
        const char *text, *events;
    } rows[] = {
        {"x = 1\n"
         "x = x + 1\n",
         "1:WRITE 2:READ 2:WRITE 0:EXIT "},
        /* A function's own variables are nobody else's. */
        {"def f():\n"
         "    n = [1]\n"
         "    n.append(2)\n"
         "    return n[0]\n"
         "f()\n",
         "1:WRITE 5:READ 0:EXIT "},
        {"l = []\n"
         "l.append(1)\n"
         "l[0] = 2\n"
         "print(l[0])\n",
         "1:WRITE 2:READ 2:WRITE 3:READ 3:WRITE 4:READ 4:READ 4:OUTPUT "
         "0:EXIT "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_str got = {0};
        visible_events(rows[i].text, &got);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&got), rows[i].events);
        ap_str_clear(&got);
    }
}

static void a_write_tells_old_and_new(void)
{
    vm_world v = vm_open("x = 1\nx = 2\n", NULL);
    ap_event ev;
    int writes = 0;
    while (!ap_world_is_over(v.w)) {
        ap_step(v.w, 0, &ev);
        if (ev.kind != AP_EV_WRITE)
            continue;
        writes++;
        CU_ASSERT_EQUAL(ev.access[0].where, AP_AT_GLOBAL);
        CU_ASSERT_EQUAL(ev.value, ap_from_small(writes));
        CU_ASSERT_EQUAL(ev.old, writes == 1 ? AP_NULL : ap_from_small(1));
    }
    CU_ASSERT_EQUAL(writes, 2);
    vm_close(&v);
}

static CU_TestInfo tests[] = {
    {"a snapshot brings back the state", a_snapshot_brings_back_the_state},
    {"moving everything changes nothing", moving_everything_changes_nothing},
    {"all ways of stepping agree", all_ways_of_stepping_agree},
    {"a hash tells states apart, and only states",
     a_hash_tells_states_apart_and_only_states},
    {"garbage is collected", garbage_is_collected},
    {"cycles are collected", cycles_are_collected},
    {"memory has an end", memory_has_an_end},
    {"a fork is a process of its own", a_fork_is_a_process_of_its_own},
    {"a blocked step changes only its thread",
     a_blocked_step_changes_only_its_thread},
    {"an interrupt is an exception of main",
     an_interrupt_is_an_exception_of_main},
    {"events tell what others could notice",
     events_tell_what_others_could_notice},
    {"a write tells old and new", a_write_tells_old_and_new},
    CU_TEST_INFO_NULL};
CU_SuiteInfo vm_world_suite = {.pName = "vm_world", .pTests = tests};
