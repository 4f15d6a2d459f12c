/* Runs of small texts, for tests. */
#include "runs.h"

#include "apiary/lib.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

/* ---- programs ------------------------------------------------------------ */

const char run_counting[] =
    "import threading\n"
    "x = 0\n"
    "def work():\n"
    "    global x\n"
    "    for i in range(3):\n"
    "        x += 1\n"
    "a = threading.Thread(target=work, name='A')\n"
    "b = threading.Thread(target=work, name='Bee')\n"
    "a.start(); b.start()\n"
    "a.join(); b.join()\n"
    "print(x)\n";

const char run_losing[] =
    "import threading\n"
    "counter = 0\n"
    "def worker():\n"
    "    global counter\n"
    "    counter = counter + 1\n"
    "a = threading.Thread(target=worker, name='A')\n"
    "b = threading.Thread(target=worker, name='B')\n"
    "a.start()\n"
    "b.start()\n"
    "a.join()\n"
    "b.join()\n"
    "assert counter == 2\n";

const char run_sleeping[] =
    "import threading, time\n"
    "def nap(s):\n"
    "    time.sleep(s)\n"
    "    print('slept', s)\n"
    "ts = [threading.Thread(target=nap, args=(s,)) for s in (0.03, 0.01)]\n"
    "for t in ts: t.start()\n"
    "for t in ts: t.join()\n"
    "print(round(time.monotonic(), 1))\n";

const char run_crossing[] =
    "import threading\n"
    "left, right = threading.Lock(), threading.Lock()\n"
    "def one():\n"
    "    with left:\n"
    "        with right:\n"
    "            pass\n"
    "def two():\n"
    "    with right:\n"
    "        with left:\n"
    "            pass\n"
    "a = threading.Thread(target=one, name='A')\n"
    "b = threading.Thread(target=two, name='B')\n"
    "a.start(); b.start()\n"
    "a.join(); b.join()\n";

const char run_waiting[] =
    "import threading\n"
    "cond = threading.Condition()\n"
    "items = []\n"
    "def take():\n"
    "    with cond:\n"
    "        while not items:\n"
    "            cond.wait()\n"
    "        print('got', items.pop())\n"
    "def give():\n"
    "    with cond:\n"
    "        items.append(1)\n"
    "        cond.notify()\n"
    "ts = [threading.Thread(target=f) for f in (take, give)]\n"
    "for t in ts: t.start()\n"
    "for t in ts: t.join()\n";

const char run_spinning[] =
    "n = 0\n"
    "while True:\n"
    "    n = n + 1\n";

const char *const run_programs[] = {run_counting, run_sleeping, run_crossing,
                                    run_waiting, NULL};

/* ---- running them ------------------------------------------------------- */

ap_image *run_load(const char *text)
{
    ap_vec diags;
    ap_image *failed = NULL;
    ap_vec_init(&diags, sizeof(ap_diag));
    ap_image *im = ap_lib_load("test.py", text, strlen(text), &diags, &failed);
    for (size_t i = 0; i < diags.len; i++)
        fprintf(stderr, "test.py:%u: %s\n",
                ((ap_diag *)ap_vec_at(&diags, i))->line,
                ((ap_diag *)ap_vec_at(&diags, i))->msg);
    if (failed)
        ap_image_free(failed);
    ap_vec_clear(&diags);
    return im;
}

ap_run *run_start(const ap_image *im, ap_run_options o, ap_error *e)
{
    o.world.natives = ap_lib_natives;
    if (o.cores == 0)
        o.cores = 1;
    ap_run *r = ap_run_new(im, &o, e);
    if (!r)
        fprintf(stderr, "no run: %s\n", e->msg);
    return r;
}

int run_to_end(ap_run *r, ap_error *e)
{
    ap_event events[MOST_EVENTS];
    for (int i = 0; i < MOST_STEPS; i++) {
        if (ap_run_state_of(r) != AP_RUN_READY)
            break;
        if (ap_run_step(r, -1, events, MOST_EVENTS, e) < 0)
            return -1;
    }
    return (int)ap_run_state_of(r);
}


void run_result_clear(run_result *x)
{
    ap_str_clear(&x->schedule);
    ap_str_clear(&x->output);
}

run_result run_with(const ap_image *im, ap_run_options o)
{
    run_result x = {.end = -2};
    ap_error e = {0};
    ap_run *r = run_start(im, o, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    x.end = run_to_end(r, &e);
    const ap_world *w = ap_run_world(r);
    x.steps = ap_world_steps(w);
    x.hash = ap_world_hash(w);
    x.clock_ns = ap_world_clock_ns(w);
    ap_run_schedule(r, &x.schedule);
    ap_output_view v;
    for (int i = 0; ap_world_output(w, i, &v); i++)
        ap_str_putn(&x.output, v.text, v.n);
    ap_run_free(r);
    return x;
}

bool run_is_same(const run_result *a, const run_result *b)
{
    return a->end == b->end && a->steps == b->steps
        && memcmp(&a->hash, &b->hash, sizeof a->hash) == 0
        && a->clock_ns == b->clock_ns
        && strcmp(ap_str_c(&a->schedule), ap_str_c(&b->schedule)) == 0
        && strcmp(ap_str_c(&a->output), ap_str_c(&b->output)) == 0;
}
