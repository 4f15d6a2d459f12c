/* Trace files: they bring a run back, and nothing but a whole one is read. */
#include "shell.h"
#include "suites.h"

#include "apiary/history.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

/* ---- one to look at -------------------------------------------------- */

static void fill(ap_trace *t)
{
    ap_trace_init(t);
    ap_str_put(&t->path, "a/b.py");
    ap_str_put(&t->text, "print(input())\n# \xc3\xa9\n");
    ap_str_put(&t->moves, "*:20 2:3 *:1");
    ap_str_put(ap_vec_push(&t->args, NULL), "one word");
    ap_str_put(ap_vec_push(&t->args, NULL), "");
    ap_trace_input *in = ap_vec_push(&t->inputs, NULL);
    in->step = 11;
    ap_str_put(&in->line, "from outside\n");
    t->run = (ap_run_options){.gil = AP_GIL_OFF, .cores = 2,
                              .order = AP_ORDER_RR, .quantum = 5,
                              .seed = UINT64_MAX, .pct_depth = 3,
                              .switch_interval_ns = 5000000,
                              .tick_ns = 1000000};
    t->steps = 24;
    t->at = 7;
    t->end = (ap_hash){1, UINT64_MAX};
}

/* Format 2: the same with times of Ctrl-C. */
static void interrupts_come_back(void)
{
    ap_trace t, u;
    ap_str bytes = {0};
    ap_error e = {0};
    uint64_t at[] = {0, 13};
    fill(&t);
    ap_trace_init(&u);
    for (int i = 0; i < 2; i++)
        ap_vec_push(&t.interrupts, &at[i]);
    ap_trace_write(&t, &bytes);
    CU_ASSERT_EQUAL(strncmp(bytes.s, "apiary-trace 2 ", 15), 0);
    CU_ASSERT(ap_trace_read(bytes.s, bytes.len, &u, &e));
    CU_ASSERT_EQUAL_FATAL(u.interrupts.len, 2);
    CU_ASSERT(memcmp(u.interrupts.data, at, sizeof at) == 0);
    ap_str_clear(&bytes);
    ap_trace_clear(&t);
    ap_trace_clear(&u);
}

static void a_trace_comes_back(void)
{
    ap_trace t, u;
    ap_str bytes = {0}, again = {0};
    ap_error e = {0};
    fill(&t);
    ap_trace_init(&u);
    ap_trace_write(&t, &bytes);
    CU_ASSERT(ap_trace_is(bytes.s, bytes.len));
    CU_ASSERT(ap_trace_read(bytes.s, bytes.len, &u, &e));
    CU_ASSERT_STRING_EQUAL(u.path.s, "a/b.py");
    CU_ASSERT_STRING_EQUAL(u.text.s, t.text.s);
    CU_ASSERT_STRING_EQUAL(u.moves.s, t.moves.s);
    CU_ASSERT_EQUAL(u.run.gil, AP_GIL_OFF);
    CU_ASSERT_EQUAL(u.run.seed, UINT64_MAX);
    CU_ASSERT_EQUAL(u.end.hi, UINT64_MAX);
    CU_ASSERT_EQUAL(u.args.len, 2);
    ap_str line = {0};
    CU_ASSERT(!ap_trace_source(&u, 10, &line));
    CU_ASSERT(ap_trace_source(&u, 11, &line));
    CU_ASSERT_STRING_EQUAL(ap_str_c(&line), "from outside\n");
    ap_trace_write(&u, &again);
    CU_ASSERT_STRING_EQUAL(bytes.s, again.s);
    ap_str_clear(&line);
    ap_str_clear(&bytes);
    ap_str_clear(&again);
    ap_trace_clear(&t);
    ap_trace_clear(&u);
}

/* ---- damage ---------------------------------------------------------- */

static bool is_read(const char *bytes, size_t n, ap_error *e)
{
    ap_trace t;
    ap_trace_init(&t);
    *e = (ap_error){0};
    bool ok = ap_trace_read(bytes, n, &t, e);
    CU_ASSERT(ok || e->msg[0]);
    ap_trace_clear(&t);
    return ok;
}

static void a_cut_or_changed_trace_is_refused(void)
{
    ap_trace t;
    ap_str bytes = {0};
    ap_error e;
    int accepted = 0;
    fill(&t);
    ap_trace_write(&t, &bytes);
    for (size_t n = 0; n < bytes.len; n++)
        accepted += is_read(bytes.s, n, &e);
    CU_ASSERT(strstr(e.msg, "cut off") != NULL);
    for (size_t i = 0; i < bytes.len * 8; i++) {
        bytes.s[i / 8] = (char)(bytes.s[i / 8] ^ 1 << i % 8);
        accepted += is_read(bytes.s, bytes.len, &e);
        bytes.s[i / 8] = (char)(bytes.s[i / 8] ^ 1 << i % 8);
    }
    CU_ASSERT(strstr(e.msg, "damaged") != NULL);
    ap_str_putc(&bytes, '\n');
    accepted += is_read(bytes.s, bytes.len, &e);
    CU_ASSERT_EQUAL(accepted, 0);
    ap_str_clear(&bytes);
    ap_trace_clear(&t);
}

static void what_it_is_instead_is_said(void)
{
    static const struct {
        const char *bytes, *says;
    } cases[] = {{"", "no trace"}, {"print(1)\n", "no trace"},
                 {"apiary-trace", "no trace"},
                 {"apiary-trace 3 0000000009 0123456789abcdef\nanything",
                  "newer apiary"},
                 {"apiary-trace 99999999999999999999 1 2\n", "newer apiary"},
                 {"apiary-trace 1 0000000009 0123456789abcdef\n", "cut off"},
                 {"apiary-trace 1", "cut off"},
                 {"apiary-trace 1 0000000002 0123456789abcdef\nab",
                  "checksum"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_error e;
        CU_ASSERT(!is_read(cases[i].bytes, strlen(cases[i].bytes), &e));
        bool told = strstr(e.msg, cases[i].says) != NULL;
        CU_ASSERT(told);
        if (!told)
            printf("\n%s: %s\n", cases[i].bytes, e.msg);
    }
}

/* Any body under a checksum that fits: read or refused, never a crash. */
static void forged_bodies_do_no_harm(void)
{
    enum { ROUNDS = 20000, HEAD = 13 + 2 + 11 + 17 };
    ap_trace t;
    ap_str bytes = {0};
    uint64_t chance = 21;
    int accepted = 0;
    fill(&t);
    ap_trace_write(&t, &bytes);
    size_t n = bytes.len - HEAD;
    CU_ASSERT_EQUAL(bytes.s[HEAD - 1], '\n');
    for (int round = 0; round < ROUNDS; round++) {
        char body[2048], file[2048 + HEAD + 1];
        ap_error e;
        CU_ASSERT_FATAL(n < sizeof body);
        memcpy(body, bytes.s + HEAD, n);
        size_t size = ap_rng_below(&chance, 3) ? n
                      : ap_rng_below(&chance, (uint32_t)n);
        for (uint32_t k = ap_rng_below(&chance, 4); k + 1; k--)
            body[ap_rng_below(&chance, (uint32_t)n)] =
                "0123456789 \ntpe*:\xff"[ap_rng_below(&chance, 19)];
        snprintf(file, sizeof file, "apiary-trace 1 %010zu %016llx\n", size,
                 (unsigned long long)XXH3_64bits(body, size));
        memcpy(file + HEAD, body, size);
        accepted += is_read(file, size + HEAD, &e);
    }
    CU_ASSERT(accepted > 0 && accepted < ROUNDS);
    ap_str_clear(&bytes);
    ap_trace_clear(&t);
}

/* ---- through the program --------------------------------------------- */

static const struct {
    const char *command;
    int status;
    const char *says;
} lines[] = {
    {"$a exec --save $d/l.apiary lost_update", 1, "AssertionError"},
    {"$a shot $d/l.apiary", 0, "ENDED"},
    {"$a shot lost_update --step 109 >$d/1; $a shot $d/l.apiary >$d/2; "
     "cmp $d/1 $d/2 && echo equal", 0, "equal"},
    {"$a shot $d/l.apiary --step 60", 0, "PAUSED   step 60"},
    {"$a exec --save $d/again.apiary --seed 3 lost_update >$d/1 2>&1; "
     "cmp $d/l.apiary $d/again.apiary && echo equal", 0, "equal"},
    {"printf 'n = input()\\nprint(n, input())\\n' >$d/in.py; "
     "printf 'ab\\ncd\\n' | $a exec --save $d/in.apiary $d/in.py x y", 0,
     "ab cd"},
    {"$a shot $d/in.apiary", 0, "ab cd"},
    {"$a record lost_update -o $d/1.cast --keys 'step 9; 2 3; back 4' "
     "--save $d/r.apiary && $a shot $d/r.apiary | head -1", 0,
     "Lost update"},
    {"$a record $d/l.apiary -o $d/2.cast --keys 'step 3; end' && echo made",
     0, "made"},
    {"head -c 900 $d/l.apiary >$d/cut.apiary; $a shot $d/cut.apiary", 2,
     "cut off"},
    {"sed 's/lost/last/' $d/l.apiary >$d/bad.apiary; $a shot $d/bad.apiary",
     2, "checksum differs"},
    {"sed '1s/ 1 / 7 /' $d/l.apiary >$d/new.apiary; "
     "$a shot $d/new.apiary", 2, "newer apiary"},
    {"$a exec --clock real --save $d/x.apiary lost_update", 2,
     "--save goes with --clock virtual"},
    {"$a exec --save $d/no/such/x.apiary lost_update", 2, "No such file"},
    {"printf 'print(\"go\", flush=True)\\nwhile True: pass\\n' >$d/c.py; "
     "$a exec --save $d/c.apiary $d/c.py >$d/c 2>&1 & p=$!; "
     "while ! grep -q go $d/c; do sleep 0.05; done; kill -INT $p; wait $p; "
     "echo $?; $a shot $d/c.apiary --panel log --at end", 0, "130\n"},
    {"$a shot $d/c.apiary --panel log --at end", 0, "KeyboardInterrupt"},
    {"$a shot $d/nothing.apiary", 2, "nothing.apiary"}};

static void traces_go_through_the_program(void)
{
    ap_str out = {0};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        ap_str_reset(&out);
        int status = shell(&out, "a=%s; d=build/traces; mkdir -p $d; %s",
                           AP_BIN, lines[i].command);
        bool ok = status == lines[i].status
                  && strstr(ap_str_c(&out), lines[i].says);
        CU_ASSERT(ok);
        if (!ok)
            printf("\n%s -> %d\n%s\n", lines[i].command, status,
                   ap_str_c(&out));
    }
    ap_str_clear(&out);
}

static CU_TestInfo tests[] = {
    {"interrupts come back", interrupts_come_back},
    {"a trace comes back", a_trace_comes_back},
    {"a cut or changed trace is refused", a_cut_or_changed_trace_is_refused},
    {"what it is instead is said", what_it_is_instead_is_said},
    {"forged bodies do no harm", forged_bodies_do_no_harm},
    {"traces go through the program", traces_go_through_the_program},
    CU_TEST_INFO_NULL};
CU_SuiteInfo trace_suite = {.pName = "trace", .pTests = tests};
