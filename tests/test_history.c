/* history: whatever was gone through, a position has one state. */
#include "suites.h"

#include "../src/cmd/cmd_i.h"
#include "../src/history/history_i.h"

#include <stdio.h>
#include <string.h>

enum { MOST_EVENTS = 16, MOST_STEPS = 20000 };

/* ---- a run to look at --------------------------------------------------- */

/* A fold that no event passes by unseen. */
typedef struct digest {
    uint64_t sum;
} digest;

static uint64_t mix(uint64_t sum, uint64_t with)
{
    return (sum ^ with) * 0x9e3779b97f4a7c15u + (sum >> 29);
}

static unsigned digest_step(void *state, const ap_event *events, int n)
{
    digest *d = state;
    for (int i = 0; i < n; i++) {
        const ap_event *ev = &events[i];
        d->sum = mix(d->sum, ev->kind | (uint64_t)ev->tid << 8
                                 | (uint64_t)ev->line << 24);
        d->sum = mix(d->sum, ev->step);
    }
    return events[n - 1].is_visible ? AP_NOTE_EVENT : 0;
}

static void digest_save(const void *state, ap_str *out)
{
    ap_str_putn(out, state, sizeof(digest));
}

static void digest_load(void *state, const char *bytes, size_t n)
{
    AP_ASSERT(n == sizeof(digest));
    memcpy(state, bytes, n);
}

typedef struct watched {
    ap_opened opened;
    ap_run *run;
    ap_history *history;
    digest digest;
} watched;

static void begin(watched *w, const ap_run_options *o, size_t memory)
{
    ap_error e = {0};
    const ap_fold fold = {&w->digest, digest_step, digest_save, digest_load,
                          NULL};
    w->digest.sum = 1;
    w->run = ap_run_new(w->opened.image, o, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(w->run);
    w->history = ap_history_new(w->run, &fold, 1, memory);
}

static void end(watched *w)
{
    ap_history_free(w->history);
    ap_run_free(w->run);
}

static void open_file(watched *w, const char *path)
{
    ap_args args;
    ap_str why = {0};
    ap_args_init(&args, &ap_cmd_run);
    char name[] = "run";
    char *argv[] = {name, NULL};
    args.argc = 1;
    args.argv = argv;
    bool ok = ap_open(&w->opened, path, &args, &why);
    if (!ok)
        printf("\n%s: %s\n", path, ap_str_c(&why));
    CU_ASSERT_FATAL(ok);
    ap_str_clear(&why);
}

static ap_run_options options_of(const watched *w)
{
    ap_run_options o = w->opened.scenario.run;
    o.in_place = o.is_unlogged = true;
    return o;
}

/* Opens a text of its own. */
static void open_text(watched *w, const char *text)
{
    const char path[] = "build/history-test.py";
    ap_error e;
    CU_ASSERT_FATAL(ap_file_write(path, text, strlen(text), &e));
    open_file(w, path);
}

/* What a position is: the world and the fold, in one number. */
static uint64_t state_of(watched *w)
{
    ap_hash h = ap_world_hash(ap_run_world(w->run));
    uint64_t sum = mix(mix(h.lo, h.hi), w->digest.sum);
    sum = mix(sum, (uint64_t)ap_world_clock_ns(ap_run_world(w->run)));
    sum = mix(sum, ap_run_tick(w->run));
    return mix(sum, ap_world_steps(ap_run_world(w->run)));
}

static bool step(watched *w, ap_tid tid)
{
    ap_event events[MOST_EVENTS];
    ap_error e = {0};
    return ap_history_step(w->history, tid, events, MOST_EVENTS, &e) > 0;
}

static uint64_t run_on(watched *w, uint64_t most)
{
    uint64_t n = 0;
    while (n < most && step(w, -1))
        n++;
    return n;
}

static bool seek(watched *w, uint64_t position)
{
    ap_error e = {0};
    bool ok = ap_history_seek(w->history, position, &e);
    if (!ok)
        printf("\n%s\n", e.msg);
    return ok && ap_history_at(w->history) == position;
}

static void each_scenario(void (*test)(const char *path))
{
    ap_catalogue c;
    ap_error e = {0};
    CU_ASSERT_FATAL(ap_catalogue_read(&c, &e));
    CU_ASSERT(c.items.len > 10);
    for (size_t i = 0; i < c.items.len; i++)
        test(((ap_listed *)ap_vec_at(&c.items, i))->path);
    ap_catalogue_clear(&c);
}

/* ---- seeking ------------------------------------------------------------- */

enum { SAMPLES = 40 };

/* Runs to the end and remembers the state at some positions. */
static void sample(watched *w, uint64_t *states, uint64_t every)
{
    for (int i = 0; i < SAMPLES; i++) {
        states[i] = state_of(w);
        if (run_on(w, every) < every)
            break;
    }
}

static void seek_around(watched *w, const char *path, uint64_t chance)
{
    uint64_t states[SAMPLES] = {0};
    int wrong = 0;
    sample(w, states, 61);
    uint64_t samples = ap_history_end(w->history) / 61 + 1;
    if (samples > SAMPLES)
        samples = SAMPLES;
    for (int round = 0; round < 60; round++) {
        uint64_t i = ap_rng_below(&chance, (uint32_t)samples);
        wrong += !seek(w, i * 61) || state_of(w) != states[i];
    }
    if (wrong)
        printf("\n%s: %d positions differ\n", path, wrong);
    CU_ASSERT_EQUAL(wrong, 0);
}

static void seek_scenario(const char *path)
{
    watched w = {0};
    open_file(&w, path);
    for (int order = AP_ORDER_RANDOM; order <= AP_ORDER_PCT; order++) {
        ap_run_options o = options_of(&w);
        o.order = (ap_order)order;
        o.seed = 7 + (uint64_t)order;
        begin(&w, &o, order == AP_ORDER_RR ? 300000 : 0);
        seek_around(&w, path, 5 + (uint64_t)order);
        end(&w);
    }
    ap_opened_clear(&w.opened);
}

static void a_position_has_one_state(void)
{
    each_scenario(seek_scenario);
}

/* ---- replay(record(run)) = run ------------------------------------- */

/* Steps by hand here and there, so that moves and sleepers are among them. */
static void meddle(watched *w, uint64_t chance)
{
    for (int i = 0; i < MOST_STEPS; i++) {
        ap_tid tid = -1;
        char why[160];
        if (ap_rng_below(&chance, 4) == 0)
            tid = (ap_tid)ap_rng_below(
                &chance, (uint32_t)ap_world_threads(ap_run_world(w->run)));
        if (tid >= 0 && !ap_run_may(w->run, tid, why, sizeof why))
            tid = -1;
        if (!step(w, tid))
            break;
    }
}

static uint64_t state_after_schedule(watched *w, const char *schedule)
{
    ap_run_options o = options_of(w);
    ap_event events[MOST_EVENTS];
    ap_error e = {0};
    uint64_t steps = ap_history_end(w->history);
    o.order = AP_ORDER_REPLAY;
    o.schedule = schedule;
    ap_run *r = ap_run_new(w->opened.image, &o, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    for (uint64_t i = 0; i < steps; i++)
        if (ap_run_step(r, -1, events, MOST_EVENTS, &e) <= 0)
            break;
    if (e.code)
        printf("\n%s\n", e.msg);
    ap_hash h = ap_world_hash(ap_run_world(r));
    uint64_t sum = ap_world_steps(ap_run_world(r));
    ap_run_free(r);
    return mix(mix(h.lo, h.hi), sum);
}

static void replay_scenario(const char *path)
{
    watched w = {0};
    open_file(&w, path);
    for (int order = AP_ORDER_RANDOM; order <= AP_ORDER_PCT; order++) {
        ap_str schedule = {0};
        ap_run_options o = options_of(&w);
        o.order = (ap_order)order;
        begin(&w, &o, 0);
        meddle(&w, 11);
        uint64_t state = state_of(&w), at = ap_history_end(w.history);
        ap_hash h = ap_world_hash(ap_run_world(w.run));
        ap_history_schedule(w.history, &schedule);
        CU_ASSERT_EQUAL(
            state_after_schedule(&w, ap_str_c(&schedule)),
            mix(mix(h.lo, h.hi), ap_world_steps(ap_run_world(w.run))));
        CU_ASSERT(seek(&w, 0) && seek(&w, at));
        CU_ASSERT_EQUAL(state_of(&w), state);
        ap_str_clear(&schedule);
        end(&w);
    }
    ap_opened_clear(&w.opened);
}

static void replayed_runs_are_the_same(void)
{
    each_scenario(replay_scenario);
}

/* ---- branches ------------------------------------------------------ */

static const char two_threads[] =
    "# run: --gil off --cores 2 --seed 3\n"
    "import threading\n"
    "n = 0\n"
    "log = []\n"
    "def work(k):\n"
    "    global n\n"
    "    for i in range(40):\n"
    "        n = n + k\n"
    "        log.append(n)\n"
    "ts = [threading.Thread(target=work, args=(k,)) for k in (1, 2, 3)]\n"
    "for t in ts: t.start()\n"
    "for t in ts: t.join()\n"
    "print(n)\n";

/* A thread that could be stepped at the cursor and was not; -1: none. */
static ap_tid another(watched *w)
{
    char why[160];
    ap_tid was = ap_history_tid(w->history, ap_history_at(w->history));
    for (ap_tid t = 0; t < ap_world_threads(ap_run_world(w->run)); t++)
        if (t != was && ap_run_may(w->run, t, why, sizeof why))
            return t;
    return -1;
}

static void a_branch_keeps_the_old_future(void)
{
    watched w = {0};
    ap_error e = {0};
    open_text(&w, two_threads);
    ap_run_options o = options_of(&w);
    begin(&w, &o, 0);
    run_on(&w, MOST_STEPS);
    uint64_t old_end = ap_history_end(w.history), old = state_of(&w);
    uint64_t fork = old_end * 2 / 3;
    CU_ASSERT(seek(&w, fork));
    uint64_t at_fork = state_of(&w);
    ap_tid t = another(&w);
    CU_ASSERT_FATAL(t >= 0);
    CU_ASSERT(!ap_history_has_other(w.history));
    CU_ASSERT(step(&w, t));
    CU_ASSERT(ap_history_has_other(w.history));
    CU_ASSERT_EQUAL(ap_history_end(w.history), fork + 1);
    run_on(&w, MOST_STEPS);
    uint64_t new_end = ap_history_end(w.history), new = state_of(&w);
    CU_ASSERT(new != old);
    for (int i = 0; i < 3; i++) {
        CU_ASSERT(ap_history_swap(w.history, &e));
        CU_ASSERT_EQUAL(ap_history_at(w.history), old_end);
        CU_ASSERT_EQUAL(state_of(&w), old);
        CU_ASSERT(seek(&w, fork + 9));
        CU_ASSERT(ap_history_swap(w.history, &e));
        CU_ASSERT_EQUAL(ap_history_at(w.history), new_end);
        CU_ASSERT_EQUAL(state_of(&w), new);
        CU_ASSERT(seek(&w, fork));
        CU_ASSERT_EQUAL(state_of(&w), at_fork);
    }
    end(&w);
    ap_opened_clear(&w.opened);
}

/* Making the same steps again in the past is no branch. */
static void the_same_steps_do_not_branch(void)
{
    watched w = {0};
    open_text(&w, two_threads);
    ap_run_options o = options_of(&w);
    begin(&w, &o, 0);
    run_on(&w, MOST_STEPS);
    uint64_t end_at = ap_history_end(w.history), state = state_of(&w);
    CU_ASSERT(seek(&w, 100));
    for (uint64_t i = 100; i < end_at; i++)
        CU_ASSERT(step(&w, i % 3 ? -1 : ap_history_tid(w.history, i)));
    CU_ASSERT_EQUAL(ap_history_end(w.history), end_at);
    CU_ASSERT(!ap_history_has_other(w.history));
    CU_ASSERT_EQUAL(state_of(&w), state);
    end(&w);
    ap_opened_clear(&w.opened);
}

/* Random seeks, branches and returns: every position keeps its state. */
static void going_to_and_fro_loses_nothing(void)
{
    watched w = {0};
    uint64_t chance = 99;
    ap_error e = {0};
    open_text(&w, two_threads);
    ap_run_options o = options_of(&w);
    begin(&w, &o, 200000);
    run_on(&w, 2000);
    for (int round = 0; round < 200; round++) {
        uint64_t to = ap_rng_below(
            &chance, (uint32_t)ap_history_end(w.history) + 1);
        CU_ASSERT(seek(&w, to));
        uint64_t here = state_of(&w);
        if (ap_rng_below(&chance, 3) == 0)
            ap_history_rest(w.history);
        uint64_t elsewhere = ap_rng_below(
            &chance, (uint32_t)ap_history_end(w.history) + 1);
        CU_ASSERT(seek(&w, elsewhere) && seek(&w, to));
        CU_ASSERT_EQUAL(state_of(&w), here);
        ap_tid t = to < ap_history_end(w.history) ? another(&w) : -1;
        if (t >= 0 && ap_rng_below(&chance, 4) == 0) {
            step(&w, t);
            run_on(&w, ap_rng_below(&chance, 900));
        } else if (ap_rng_below(&chance, 5) == 0) {
            ap_history_swap(w.history, &e);
        }
    }
    end(&w);
    ap_opened_clear(&w.opened);
}

/* ---- what the steps were ------------------------------------------- */

static void notes_are_found(void)
{
    watched w = {0};
    uint64_t p, q;
    open_text(&w, two_threads);
    ap_run_options o = options_of(&w);
    begin(&w, &o, 0);
    run_on(&w, MOST_STEPS);
    uint64_t last = ap_history_end(w.history);
    int switches = 0;
    for (p = 0; ap_history_after(w.history, p, AP_NOTE_SWITCH, &q); p = q) {
        CU_ASSERT(q > p && q < last);
        CU_ASSERT(ap_history_tid(w.history, q)
                  != ap_history_tid(w.history, q - 1));
        switches++;
    }
    for (p = last; ap_history_before(w.history, p, AP_NOTE_SWITCH, &q); p = q)
        switches--;
    CU_ASSERT_EQUAL(switches, 0);
    CU_ASSERT(ap_history_before(w.history, last, AP_NOTE_EVENT, &q));
    CU_ASSERT(ap_history_note(w.history, q - 1) & AP_NOTE_EVENT);
    CU_ASSERT(!ap_history_before(w.history, last, AP_NOTE_INTEREST, &q));
    end(&w);
    ap_opened_clear(&w.opened);
}

/* Packed pages give back what was put in, whatever it was. */
static void packed_notes_are_the_same(void)
{
    notes n, rest;
    uint64_t chance = 3;
    ap_vec want;
    ap_vec_init(&want, sizeof(uint16_t));
    notes_init(&n);
    notes_init(&rest);
    for (int kind = 0; kind < 8; kind++)
        for (int i = 0; i < 5000; i++) {
            uint32_t different = 1u << (2 * kind);
            uint16_t note = (uint16_t)ap_rng_below(&chance, different);
            ap_vec_push(&want, &note);
            notes_push(&n, note_tid(note), note & 15u);
        }
    CU_ASSERT_EQUAL(notes_count(&n), want.len);
    CU_ASSERT(n.bytes < want.len * 2);
    notes_split(&n, 12345, &rest);
    CU_ASSERT_EQUAL(notes_count(&n), 12345);
    notes_join(&n, &rest);
    int wrong = notes_count(&n) != want.len;
    for (size_t i = 0; !wrong && i < want.len; i++)
        wrong += notes_at(&n, i) != *(uint16_t *)ap_vec_at(&want, i);
    CU_ASSERT_EQUAL(wrong, 0);
    notes_clear(&n);
    ap_vec_clear(&want);
}

/* ---- the pool ------------------------------------------------------------ */

enum { BLOBS = 60, BYTES = 9003 };

typedef struct blobs {
    pool pool;
    char bytes[BLOBS][BYTES];
    ap_vec numbers[BLOBS];
} blobs;

/* Each is like the one before but for some bytes: from one to a whole chunk,
 * in the last one, too, which is no whole number of words. */
static void put_blobs(blobs *b)
{
    uint64_t chance = 8;
    alike old = {0};
    pool_init(&b->pool);
    for (int i = 0; i < BLOBS; i++) {
        char *at = b->bytes[i];
        if (i)
            memcpy(at, b->bytes[i - 1], BYTES);
        for (int k = 1 << i % 12; k; k--)
            at[i % 12 == 11 ? k % CHUNK : (int)ap_rng_below(&chance, BYTES)] =
                (char)ap_rng_below(&chance, 256);
        at[BYTES - 1 - i % 11] = (char)i;
        ap_vec_init(&b->numbers[i], sizeof(uint32_t));
        pool_put(&b->pool, at, BYTES, &old, &b->numbers[i]);
        old = (alike){at, BYTES, b->numbers[i].data};
    }
}

static void read_blob(const blobs *b, int i, char *to)
{
    const uint32_t *number = b->numbers[i].data;
    for (size_t k = 0; k < b->numbers[i].len; k++) {
        pool_read(&b->pool, number[k], to);
        to += pool_size(&b->pool, number[k]);
    }
}

static int wrong_blobs(const blobs *b)
{
    static char got[BYTES + 8];
    int wrong = 0;
    for (int i = 0; i < BLOBS; i++) {
        read_blob(b, i, got);
        wrong += b->numbers[i].len && memcmp(got, b->bytes[i], BYTES) != 0;
    }
    return wrong;
}

/* Chunks: patches read back as what they stand for, also when their base was
 * dropped before them, and none is left when all are dropped. */
static void the_pool_gives_back_what_was_put(void)
{
    blobs *b = ap_alloc(sizeof *b);
    put_blobs(b);
    CU_ASSERT_EQUAL(wrong_blobs(b), 0);
    CU_ASSERT(b->pool.bytes < BLOBS * BYTES / 2);
    for (int i = 0; i < BLOBS; i++) {
        int k = i * 7 % BLOBS;
        const uint32_t *number = b->numbers[k].data;
        for (size_t j = 0; j < b->numbers[k].len; j++)
            pool_drop(&b->pool, number[j]);
        ap_vec_clear(&b->numbers[k]);
        CU_ASSERT_EQUAL(wrong_blobs(b), 0);
    }
    CU_ASSERT_EQUAL(b->pool.bytes, 0);
    CU_ASSERT_EQUAL(b->pool.used, 0);
    pool_clear(&b->pool);
    ap_free(b);
}

/* Equal bytes are there once, wherever they come from. */
static void the_pool_holds_equal_bytes_once(void)
{
    pool p;
    ap_vec numbers;
    char blob[BYTES];
    uint32_t first[BYTES / CHUNK + 1];
    alike nothing = {0}, itself = {blob, BYTES, first};
    for (int i = 0; i < BYTES; i++)
        blob[i] = (char)(i * i >> 4);
    pool_init(&p);
    ap_vec_init(&numbers, sizeof(uint32_t));
    pool_put(&p, blob, BYTES, &nothing, &numbers);
    size_t bytes = p.bytes, n = numbers.len;
    memcpy(first, numbers.data, n * sizeof *first);
    pool_put(&p, blob, BYTES, &nothing, &numbers);
    pool_put(&p, blob, BYTES, &itself, &numbers);
    CU_ASSERT_EQUAL(p.bytes, bytes);
    CU_ASSERT_EQUAL(numbers.len, 3 * n);
    for (size_t i = 0; i < n; i++)
        CU_ASSERT_EQUAL(*(uint32_t *)ap_vec_at(&numbers, i),
                        *(uint32_t *)ap_vec_at(&numbers, i + n));
    ap_vec_clear(&numbers);
    pool_clear(&p);
}

static CU_TestInfo tests[] = {
    {"packed notes are the same", packed_notes_are_the_same},
    {"the pool gives back what was put", the_pool_gives_back_what_was_put},
    {"the pool holds equal bytes once", the_pool_holds_equal_bytes_once},
    {"a position has one state", a_position_has_one_state},
    {"replayed runs are the same", replayed_runs_are_the_same},
    {"a branch keeps the old future", a_branch_keeps_the_old_future},
    {"the same steps do not branch", the_same_steps_do_not_branch},
    {"going to and fro loses nothing", going_to_and_fro_loses_nothing},
    {"notes are found", notes_are_found},
    CU_TEST_INFO_NULL};
CU_SuiteInfo history_suite = {.pName = "history", .pTests = tests};
