/* vm: a world that is followed. Whatever way it goes (steps, collections,
 * snapshots and deltas loaded, marks gone back to), its hash is the one that a
 * world has that nobody follows, and what was kept brings back every byte. */
#include "suites.h"

#include "make_program.h"
#include "runs.h"

#include "apiary/lib.h"

#include <stdio.h>
#include <string.h>

enum { MOST_MARKS = 12 };

/* A state as it was, kept in both ways. */
typedef struct kept {
    size_t mark;
    ap_snapshot all, delta;
    ap_hash hash;
} kept;

typedef struct pair {
    ap_world *followed, *plain;
    ap_snapshot start;       /* what deltas are deltas of */
    kept marks[MOST_MARKS];
    int nmarks;
    uint64_t chance;
    bool differ;
} pair;

static ap_world *new_world(const ap_image *im)
{
    ap_world_options o = {.natives = ap_lib_natives, .seed = 1};
    ap_error e;
    ap_world *w = ap_world_new(im, &o, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(w);
    return w;
}

static bool same(ap_hash a, ap_hash b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

/* A few steps of somebody who can go. */
static void go(pair *p)
{
    int threads = ap_world_threads(p->followed);
    ap_tid tid = (ap_tid)ap_rng_below(&p->chance, (uint32_t)threads);
    uint32_t n = 1 + ap_rng_below(&p->chance, 12);
    if (ap_world_state(p->followed, tid) != AP_TS_READY)
        ap_world_end_wait(p->followed, tid);
    for (; n-- && ap_world_state(p->followed, tid) == AP_TS_READY;)
        ap_step(p->followed, tid, NULL);
}

static void mark(pair *p)
{
    if (p->nmarks == MOST_MARKS)
        return;
    kept *k = &p->marks[p->nmarks++];
    k->hash = ap_world_hash(p->followed);
    k->mark = ap_world_mark(p->followed);
    ap_world_save(p->followed, &k->all);
    ap_world_save_delta(p->followed, &p->start, &k->delta);
}

/* The last word of the first part counts changes, and never goes back. */
static bool is_there(const pair *p, const kept *k)
{
    ap_snapshot now = {0};
    size_t head;
    ap_world_part(p->followed, 0, &head);
    ap_world_save(p->followed, &now);
    char *a = now.bytes, *b = k->all.bytes;
    bool equal = now.n == k->all.n && memcmp(a, b, head - 8) == 0
        && memcmp(a + head, b + head, now.n - head) == 0;
    ap_snapshot_free(&now);
    return equal;
}

static void go_back(pair *p)
{
    if (!p->nmarks)
        return;
    p->nmarks = 1 + (int)ap_rng_below(&p->chance, (uint32_t)p->nmarks);
    const kept *k = &p->marks[p->nmarks - 1];
    ap_world_look(p->followed);
    ap_world_back(p->followed, k->mark);
    p->differ |= !is_there(p, k) || !same(ap_world_hash(p->followed), k->hash);
}

static void jump(pair *p)
{
    if (!p->nmarks)
        return;
    const kept *k = &p->marks[ap_rng_below(&p->chance, (uint32_t)p->nmarks)];
    if (ap_rng_below(&p->chance, 2))
        ap_world_load(p->followed, &k->all);
    else
        ap_world_load_delta(p->followed, &p->start, &k->delta);
    p->differ |= !is_there(p, k);
}

static void try_a_step(pair *p)
{
    ap_snapshot before = {0};
    ap_world_save(p->followed, &before);
    go(p);
    ap_world_unmake(p->followed, &before);
    ap_snapshot_free(&before);
}

static void compare_hashes(pair *p)
{
    ap_snapshot now = {0};
    ap_world_save(p->followed, &now);
    ap_world_load(p->plain, &now);
    p->differ |= !same(ap_world_hash(p->plain), ap_world_hash(p->followed));
    ap_snapshot_free(&now);
}

static bool wander(const ap_image *im, uint64_t seed, int actions)
{
    pair p = {.chance = seed, .plain = new_world(im)};
    p.followed = new_world(im);
    ap_world_save(p.followed, &p.start);
    ap_world_follow(p.followed, true);
    for (int i = 0; i < actions && !p.differ; i++) {
        switch (ap_rng_below(&p.chance, 16)) {
        case 0: case 1: mark(&p); break;
        case 2: case 3: go_back(&p); break;
        case 4: jump(&p); break;
        case 5: try_a_step(&p); break;
        case 6: ap_world_collect(p.followed, 0); break;
        default: go(&p);
        }
        if (ap_rng_below(&p.chance, 3))
            compare_hashes(&p);
    }
    for (int i = 0; i < MOST_MARKS; i++) {
        ap_snapshot_free(&p.marks[i].all);
        ap_snapshot_free(&p.marks[i].delta);
    }
    ap_snapshot_free(&p.start);
    ap_world_free(p.followed);
    ap_world_free(p.plain);
    return !p.differ;
}

static void wander_in(const char *text, uint64_t seed, int actions)
{
    ap_image *im = run_load(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    bool is_same = wander(im, seed, actions);
    if (!is_same)
        fprintf(stderr, "\n    seed %llu\n%s", (unsigned long long)seed, text);
    CU_ASSERT(is_same);
    ap_image_free(im);
}

static void random_programs(void)
{
    for (uint64_t seed = 1; seed <= 60; seed++) {
        ap_str text = {0};
        make_program(seed, &text);
        wander_in(ap_str_c(&text), seed, 400);
        ap_str_clear(&text);
    }
}

/* Objects that move from thread to thread, shrink and grow. */
static const char handing_over[] =
    "import threading\n"
    "class Box:\n"
    "    pass\n"
    "def numbers(n):\n"
    "    for i in range(n):\n"
    "        yield [i, {}]\n"
    "shelf = []\n"
    "names = {}\n"
    "def work(mine, k):\n"
    "    for got in numbers(6):\n"
    "        mine.append(got)\n"
    "        got[1][k] = mine\n"
    "        box = Box()\n"
    "        box.inside = mine[-1]\n"
    "        names[str(len(mine))] = box\n"
    "        if len(mine) > 3:\n"
    "            shelf.append(mine.pop(0))\n"
    "            del names[str(len(mine))]\n"
    "        if len(shelf) > 2:\n"
    "            shelf.clear()\n"
    "def main():\n"
    "    both = []\n"
    "    ts = [threading.Thread(target=work, args=(both, k))\n"
    "          for k in range(3)]\n"
    "    for t in ts: t.start()\n"
    "    for t in ts: t.join()\n"
    "main()\n";

static void things_that_change_hands(void)
{
    for (uint64_t seed = 1; seed <= 25; seed++)
        wander_in(handing_over, seed, 600);
}

static CU_TestInfo tests[] = {
    {"random programs", random_programs},
    {"things that change hands", things_that_change_hands},
    CU_TEST_INFO_NULL
};

CU_SuiteInfo follow_suite = {.pName = "follow", .pTests = tests};
