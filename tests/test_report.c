/* report: what a search found, as a person reads it and as a program does.
 * The reports are filled by hand, their schedules are those of real runs; so
 * the text can be held against every kind of finding, whatever a search
 * brings. The command itself is held against the scenarios. */
#include "golden.h"
#include "runs.h"
#include "shell.h"
#include "suites.h"

#include "../src/cmd/cmd_i.h"
#include "../src/ui/ui_i.h"
#include "apiary/lib.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- schedules of real runs ------------------------------------------ */

/* Thread `tid` goes on up to and with its n-th event that matters. */
typedef struct turn {
    ap_tid tid;
    int events;
} turn;

static bool takes_a_turn(ap_run *r, turn t)
{
    ap_event events[MOST_EVENTS];
    ap_error e = {0};
    while (t.events > 0 && ap_run_state_of(r) == AP_RUN_READY) {
        int n = ap_run_step(r, t.tid, events, MOST_EVENTS, &e);
        if (n <= 0)
            return false;
        t.events -= ap_tell_matters(r, &events[n - 1], false);
    }
    return true;
}

/* The schedule of these turns (they end with {-1, 0}). */
static char *schedule_of(const ap_image *im, const turn *turns)
{
    ap_error e = {0};
    ap_str out = {0};
    ap_run *r = run_start(im, (ap_run_options){.gil = AP_GIL_OFF,
                                               .order = AP_ORDER_MANUAL,
                                               .in_place = true}, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r);
    for (; turns->tid >= 0; turns++)
        CU_ASSERT(takes_a_turn(r, *turns));
    ap_run_schedule(r, &out);
    ap_run_free(r);
    return out.s;
}

static const turn lost_turns[] = {{0, 4}, {1, 1}, {2, 3}, {1, 2}, {0, 4},
                                  {-1, 0}};
static const turn race_turns[] = {{0, 4}, {-1, 0}};
static const turn cross_turns[] = {{0, 5}, {1, 1}, {2, 2}, {1, 1}, {-1, 0}};
static const turn count_turns[] = {{0, 4}, {1, 7}, {2, 7}, {0, 9}, {-1, 0}};

/* ---- reports by hand ------------------------------------------------- */

/* A report with the image that it is about; everything of it is freed. */
typedef struct made {
    ap_image *image;
    char *schedules[4];
    ap_check_report report;
    ap_failure failure;
    ap_race race;
    ap_deadlock deadlock;
    ap_stuck stuck;
    ap_outcome outcomes[3];
    ap_lock_order order;
} made;

static ap_finding finding(made *m, int i, const char *text, const turn *turns)
{
    if (!m->image)
        m->image = run_load(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(m->image);
    m->schedules[i] = schedule_of(m->image, turns);
    return (ap_finding){.schedule = m->schedules[i], .preemptions = 1,
                        .switches = 4,
                        .steps = ap_tell_steps(m->schedules[i]),
                        .is_minimal = true, .preemption = AP_NEED_YES,
                        .policies = 1u << AP_GIL_OFF | 1u << AP_GIL_39,
                        .no_return = -1};
}

static void clear(made *m)
{
    for (int i = 0; i < 4; i++)
        ap_free(m->schedules[i]);
    ap_image_free(m->image);
    ap_free(m);
}

static const char *const counter_name[] = {"counter"};
static const char *const one[] = {"1"}, *const two[] = {"2"};

static void add_outcomes(made *m, const ap_finding *how)
{
    m->outcomes[0] = (ap_outcome){.how = *how, .end = "failed", .exit = 1,
                                  .output = "", .names = counter_name,
                                  .values = one, .nglobals = 1, .share = 0.25};
    m->outcomes[1] = (ap_outcome){.how = *how, .end = "finished",
                                  .output = "", .names = counter_name,
                                  .values = two, .nglobals = 1, .share = 0.75};
    m->report.outcomes = m->outcomes;
    m->report.noutcomes = 2;
}

static made *failure_report(void)
{
    made *m = ap_alloc(sizeof *m);
    ap_finding how = finding(m, 0, run_losing, lost_turns);
    ap_finding race = finding(m, 1, run_losing, race_turns);
    how.no_return = (int64_t)how.steps - 20;
    m->failure = (ap_failure){.how = how, .thread = "Main", .line = 12,
                              .error = "AssertionError"};
    m->race = (ap_race){
        .how = race, .where = "counter",
        .first = {.thread = "A", .tid = 1, .line = 5,
                  .text = "counter = counter + 1"},
        .second = {.thread = "B", .tid = 2, .line = 5, .is_write = true,
                   .text = "counter = counter + 1"},
        .missing = "Neither holds a lock, and neither waits for the other.",
        .left = 1, .left_after = 5, .left_before = 5};
    m->report = (ap_check_report){.verdict = AP_VERDICT_FAILURE,
                                  .is_complete = true, .policies = 15,
                                  .states = 1234,
                                  .transitions = 5678, .seconds = 0.025,
                                  .races = &m->race, .nraces = 1,
                                  .failures = &m->failure, .nfailures = 1};
    add_outcomes(m, &how);
    return m;
}

/* One circle, and what is said of it. */
static void add_lock_order(made *m, ap_lock_order_fate fate,
                           const char *schedule)
{
    static const ap_lock_order_side sides[] = {
        {.thread = "A", .tid = 1, .holds = "left", .takes = "right",
         .line = 5},
        {.thread = "B", .tid = 2, .holds = "right", .takes = "left",
         .line = 9}};
    m->order = (ap_lock_order){.sides = sides, .n = 2, .words = "",
                               .fate = fate, .schedule = schedule};
    m->report.lock_orders = &m->order;
    m->report.nlock_orders = 1;
}

static made *deadlock_report(void)
{
    static const char *const left[] = {"left"}, *const right[] = {"right"};
    static const ap_waiter waiters[] = {
        {.thread = "A", .tid = 1, .holds = left, .nholds = 1,
         .waits = "right", .line = 5},
        {.thread = "B", .tid = 2, .holds = right, .nholds = 1,
         .waits = "left", .line = 9}};
    made *m = ap_alloc(sizeof *m);
    ap_finding how = finding(m, 0, run_crossing, cross_turns);
    how.is_minimal = false;
    how.preemption = AP_NEED_UNKNOWN;
    how.policies = 15;
    m->deadlock = (ap_deadlock){
        .how = how, .waiters = waiters, .nwaiters = 2, .is_cycle = true,
        .words = "A holds left and waits for right; B holds right and waits "
                 "for left"};
    m->report = (ap_check_report){.verdict = AP_VERDICT_DEADLOCK,
                                  .why_incomplete = "the limit of 10 states "
                                                    "was reached",
                                  .states = 10, .transitions = 1,
                                  .seconds = 0.5, .ndeadlocks = 1,
                                  .deadlocks = &m->deadlock};
    add_lock_order(m, AP_LOCK_ORDER_CONFIRMED, how.schedule);
    return m;
}

static made *safe_report(void)
{
    made *m = ap_alloc(sizeof *m);
    ap_finding how = finding(m, 0, run_counting, count_turns);
    m->outcomes[0] = (ap_outcome){.how = how, .end = "finished", .output =
                                  "one\ntwo\n", .share = -1};
    m->report = (ap_check_report){.is_complete = true, .states = 1000000,
                                  .transitions = 3000000, .seconds = 12.3456,
                                  .outcomes = m->outcomes, .noutcomes = 1};
    add_lock_order(m, AP_LOCK_ORDER_REFUTED, NULL);
    return m;
}

static made *stuck_report(void)
{
    made *m = ap_alloc(sizeof *m);
    ap_finding how = finding(m, 0, run_counting, count_turns);
    m->stuck = (ap_stuck){.how = how, .words = "A and B go round in lines 5 "
                                               "and 6"};
    m->report = (ap_check_report){.verdict = AP_VERDICT_STUCK,
                                  .is_complete = true, .states = 1,
                                  .transitions = 2, .stucks = &m->stuck,
                                  .nstucks = 1};
    return m;
}

static made *empty_report(void)
{
    made *m = ap_alloc(sizeof *m);
    m->image = run_load("x = 1\n");
    m->report = (ap_check_report){.verdict = AP_VERDICT_INCOMPLETE,
                                  .why_incomplete = "it was stopped"};
    return m;
}

static const struct {
    const char *name;
    made *(*make)(void);
} reports[] = {{"failure", failure_report},   {"deadlock", deadlock_report},
               {"safe", safe_report},         {"stuck", stuck_report},
               {"incomplete", empty_report}};
enum { NREPORTS = sizeof reports / sizeof *reports };

static ap_report report_of(const made *m)
{
    ap_report r = {.found = &m->report, .image = m->image, .file = "x/lost.py",
                   .again = "apiary run lost",
                   .run = {.gil = AP_GIL_OFF, .cores = 1}};
    r.run.world.natives = ap_lib_natives;
    return r;
}

/* ---- for a person ---------------------------------------------------- */

/* Step counts move when the library's own code does: a schedule says "T:N"
 * here, and so does the count of all steps. */
static void hide_steps(ap_str *text)
{
    ap_str out = {0};
    for (const char *c = ap_str_c(text); *c; c++) {
        size_t n = strspn(c, "0123456789");
        if (n && c > text->s && c[-1] == ':') {
            ap_str_putc(&out, 'N');
            c += n - 1;
        } else if (n && strncmp(c + n, " steps", 6) == 0) {
            ap_str_putc(&out, 'N');
            c += n - 1;
        } else {
            ap_str_putc(&out, *c);
        }
    }
    ap_str_clear(text);
    *text = out;
}

static void text_reads_well(void)
{
    for (int i = 0; i < NREPORTS; i++) {
        made *m = reports[i].make();
        ap_report r = report_of(m);
        ap_str out = {0};
        ap_report_text(&r, &out);
        hide_steps(&out);
        golden_check("report", reports[i].name, &out);
        ap_str_clear(&out);
        clear(m);
    }
}

/* But for schedules, which are to be copied, and for what styles it. */
static void text_fits_80_columns(void)
{
    for (int i = 0; i < NREPORTS * 2; i++) {
        made *m = reports[i / 2].make();
        ap_report r = report_of(m);
        ap_str out = {0};
        r.is_ascii = i % 2;
        ap_report_text(&r, &out);
        for (char *save = NULL, *line = strtok_r(out.s, "\n", &save); line;
             line = strtok_r(NULL, "\n", &save)) {
            CU_ASSERT(ap_text_width(line) <= 80
                      || strstr(line, "--schedule"));
            for (char *c = line; *c && i % 2; c++)
                CU_ASSERT_EQUAL((unsigned char)*c & 0x80, 0);
        }
        ap_str_clear(&out);
        clear(m);
    }
}

/* What is coloured is the same text. */
static void colour_adds_no_word(void)
{
    made *m = failure_report();
    ap_report r = report_of(m);
    ap_str plain = {0}, coloured = {0}, stripped = {0};
    ap_report_text(&r, &plain);
    r.has_colour = true;
    ap_report_text(&r, &coloured);
    CU_ASSERT(coloured.len > plain.len);
    for (const char *c = coloured.s; *c; c++) {
        if (*c == '\033')
            c += strcspn(c, "m");
        else
            ap_str_putc(&stripped, *c);
    }
    CU_ASSERT_STRING_EQUAL(ap_str_c(&stripped), ap_str_c(&plain));
    ap_str_clear(&plain);
    ap_str_clear(&coloured);
    ap_str_clear(&stripped);
    clear(m);
}

/* ---- sentences ------------------------------------------------------- */

static void findings_come_gravest_first(void)
{
    ap_failure failures[1] = {{.error = "E"}};
    ap_deadlock deadlocks[1] = {{.words = "w"}};
    ap_stuck stucks[1] = {{.words = "w"}};
    ap_race races[2] = {{.where = "x"}, {.where = "y"}};
    ap_outcome outcomes[1] = {{.end = "finished"}};
    ap_check_report r = {.failures = failures, .nfailures = 1,
                         .deadlocks = deadlocks, .ndeadlocks = 1,
                         .stucks = stucks, .nstucks = 1, .races = races,
                         .nraces = 2, .outcomes = outcomes, .noutcomes = 1};
    static const char *const want[] = {"failure", "deadlock", "stuck", "race",
                                       "race", "outcome"};
    ap_found f;
    CU_ASSERT_EQUAL(ap_found_count(&r), 5);
    for (int i = 0; i < 6; i++) {
        CU_ASSERT(ap_found_at(&r, i, &f));
        CU_ASSERT_STRING_EQUAL(ap_found_word(f.kind), want[i]);
    }
    CU_ASSERT_PTR_EQUAL(f.outcome, outcomes);
    CU_ASSERT(ap_found_at(&r, 4, &f) && f.race == &races[1] && f.index == 1);
    CU_ASSERT(!ap_found_at(&r, 6, &f));
}

static void survivals_are_said(void)
{
    enum { OFF = 1 << AP_GIL_OFF, P39 = 1 << AP_GIL_39,
           P310 = 1 << AP_GIL_310, P312 = 1 << AP_GIL_312 };
    static const struct {
        unsigned policies;
        unsigned searched;
        const char *want;
    } rows[] = {
        {OFF | P39, 15,
         "It happens with GIL 3.9, too, but not with GIL 3.10 and GIL 3.12."},
        {OFF | P39, P39, "It happens with GIL 3.9, too."},
        {OFF | P39 | P310 | P312, 15,
         "It happens with GIL 3.9, GIL 3.10 and GIL 3.12, too."},
        {OFF, 15,
         "It does not happen with GIL 3.9, GIL 3.10 and GIL 3.12."},
        {OFF, P310, "It does not happen with GIL 3.10."},
        {OFF, OFF, ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_finding how = {.policies = rows[i].policies};
        ap_str out = {0};
        ap_tell_policies(&how, AP_GIL_OFF, rows[i].searched, &out);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&out), rows[i].want);
        ap_str_clear(&out);
    }
}

static void failures_are_said(void)
{
    static const struct {
        ap_failure f;
        const char *want;
    } rows[] = {
        {{.thread = "Main", .line = 12, .error = "AssertionError"},
         "The assert on line 12 fails."},
        {{.thread = "Main", .line = 12, .error = "AssertionError: 1 is not 2"},
         "The assert on line 12 fails: 1 is not 2."},
        {{.thread = "A", .line = 5, .error = "AssertionError"},
         "AssertionError in A on line 5."},
        {{.thread = "worker", .line = 5, .error = "KeyError: 'x'"},
         "KeyError in worker on line 5: 'x'."},
        {{.thread = "Main", .error = "exit status 3"},
         "exit status 3 in Main."}};
    ap_image *im = run_load(run_losing);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ap_found f = {.kind = AP_FOUND_FAILURE, .failure = &rows[i].f};
        ap_str out = {0};
        ap_tell_found(&f, im, &out);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&out), rows[i].want);
        ap_str_clear(&out);
    }
    ap_image_free(im);
}

static void outcomes_are_told_apart(void)
{
    static const char *const names[] = {"x", "same"};
    static const char *const a[] = {"1", "0"}, *const b[] = {"2", "0"};
    const ap_outcome rows[] = {
        {.end = "finished", .names = names, .values = a, .nglobals = 2,
         .output = "one\n"},
        {.end = "failed", .exit = 1, .names = names, .values = b,
         .nglobals = 2, .output = "one\ntwo\n"},
        {.end = "finished", .exit = 3, .output = ""},
        {.end = "stuck", .output = ""},
        {.end = "deadlock", .output = "one\ntwo\n"}};
    static const struct {
        int n;
        const char *what[5], *end[5];
    } cases[] = {
        {2, {"x = 1", "x = 2"}, {"finishes", "fails"}},
        {1, {"x = 1, same = 0"}, {"finishes"}},
        {5,
         {"x = 1, same = 0", "x = 2, same = 0", "prints nothing",
          "round and round", "prints … \"two\""},
         {"finishes", "fails", "finishes, exit status 3", "no end",
          "deadlock"}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_check_report r = {.outcomes = rows, .noutcomes = cases[i].n};
        for (int k = 0; k < cases[i].n; k++) {
            ap_str what = {0}, end = {0};
            ap_tell_outcome(&r, k, &what, &end);
            CU_ASSERT_STRING_EQUAL(ap_str_c(&what), cases[i].what[k]);
            CU_ASSERT_STRING_EQUAL(ap_str_c(&end), cases[i].end[k]);
            ap_str_clear(&what);
            ap_str_clear(&end);
        }
    }
}

/* ---- stories --------------------------------------------------------- */

static ap_run_options off(void)
{
    ap_run_options o = {.gil = AP_GIL_OFF, .cores = 1};
    o.world.natives = ap_lib_natives;
    return o;
}

static int rows_of(const ap_story *s, ap_story_kind kind)
{
    int n = 0;
    for (size_t i = 0; i < s->rows.len; i++)
        n += ((ap_story_row *)ap_vec_at(&s->rows, i))->kind == kind;
    return n;
}

static void stories_name_what_was_lost(void)
{
    made *m = failure_report();
    ap_found f;
    ap_story s;
    ap_error e = {0};
    ap_run_options o = off();
    CU_ASSERT(ap_found_at(&m->report, 0, &f));
    CU_ASSERT(ap_tell_story(m->image, &o, &f, &s, &e));
    CU_ASSERT_STRING_EQUAL(s.lost, "counter");
    CU_ASSERT_EQUAL(rows_of(&s, AP_STORY_PREEMPTED), 1);
    CU_ASSERT_EQUAL(rows_of(&s, AP_STORY_NO_RETURN), 1);
    ap_story_clear(&s);
    clear(m);
}

static void long_turns_are_folded(void)
{
    static const turn turns[] = {{0, 1}, {-1, 0}};
    ap_image *im = run_load("x = [0]\nfor i in range(300):\n    print(i)\n");
    char *first = schedule_of(im, turns);
    ap_str all = {0};
    ap_finding how = {.no_return = -1};
    ap_outcome outcome = {.end = "finished"};
    ap_found f = {.kind = AP_FOUND_OUTCOME, .how = &how, .outcome = &outcome};
    ap_story s;
    ap_error e = {0};
    ap_run_options o = off();
    ap_str_printf(&all, "0:%llu",
                  (unsigned long long)ap_tell_steps(first) + 1200);
    how.schedule = all.s;
    CU_ASSERT(ap_tell_story(im, &o, &f, &s, &e));
    CU_ASSERT_EQUAL(rows_of(&s, AP_STORY_FOLDED), 1);
    CU_ASSERT(rows_of(&s, AP_STORY_DOES) < 20);
    ap_story_clear(&s);
    ap_str_clear(&all);
    ap_free(first);
    ap_image_free(im);
}

static void a_schedule_that_cannot_be_followed_is_an_error(void)
{
    static const char *const bad[] = {"0:5 7:3", "x", "0:100000000"};
    ap_image *im = run_load(run_losing);
    ap_run_options o = off();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ap_finding how = {.schedule = bad[i], .no_return = -1};
        ap_outcome outcome = {.end = "finished"};
        ap_found f = {.kind = AP_FOUND_OUTCOME, .how = &how,
                      .outcome = &outcome};
        ap_story s = {0};
        ap_error e = {0};
        CU_ASSERT(!ap_tell_story(im, &o, &f, &s, &e));
        ap_story_clear(&s);
    }
    ap_image_free(im);
}

/* ---- for a program --------------------------------------------------- */

/* Keys in order; a type: s text, i whole, r real, b bool, a array, o object,
 * n whole or null, t text or null, x real or null, y bool or null. */
typedef struct key {
    const char *name;
    char type;
} key;

static const key how_keys[] = {{"preemptions", 'i'}, {"switches", 'i'},
                               {"steps", 'i'}, {"minimal", 'b'},
                               {"policies", 'a'},
                               {"needs_preemption", 'y'}, {"no_return", 'n'},
                               {"schedule", 's'}, {NULL, 0}};
static const key no_keys[] = {{NULL, 0}};
static const key whole_keys[] = {
    {"file", 's'}, {"gil", 's'}, {"verdict", 's'}, {"complete", 'b'},
    {"why_incomplete", 't'}, {"states", 'i'}, {"transitions", 'i'},
    {"seconds", 'r'}, {"outcomes", 'a'}, {"races", 'a'}, {"deadlocks", 'a'},
    {"failures", 'a'}, {"stuck", 'a'}, {"lock_orders", 'a'}, {NULL, 0}};
static const key order_keys[] = {{"edges", 'a'}, {"state", 's'},
                                 {"schedule", 't'}, {NULL, 0}};
static const key edge_keys[] = {{"thread", 's'}, {"holds", 's'},
                                {"wants", 's'}, {"line", 'i'}, {NULL, 0}};
static const key outcome_keys[] = {{"end", 's'}, {"exit", 'i'},
                                   {"stdout", 's'}, {"globals", 'o'},
                                   {"share", 'x'}, {NULL, 0}};
static const key race_keys[] = {{"where", 's'}, {"first", 'o'},
                                {"second", 'o'}, {"missing", 's'}, {NULL, 0}};
static const key side_keys[] = {{"thread", 's'}, {"line", 'i'}, {"text", 's'},
                                {"access", 's'}, {"locks", 'a'}, {"step", 'i'},
                                {NULL, 0}};
static const key cycle_keys[] = {{"cycle", 'a'}, {"waiting", 'a'},
                                 {"words", 's'}, {NULL, 0}};
static const key waiter_keys[] = {{"thread", 's'}, {"holds", 'a'},
                                  {"waits", 's'}, {"line", 'i'}, {NULL, 0}};
static const key failure_keys[] = {{"thread", 's'}, {"line", 'i'},
                                   {"error", 's'}, {NULL, 0}};
static const key stuck_keys[] = {{"words", 's'}, {NULL, 0}};

static bool fits(const json_t *v, char type)
{
    switch (type) {
    case 's': return json_is_string(v);
    case 't': return json_is_string(v) || json_is_null(v);
    case 'i': return json_is_integer(v);
    case 'n': return json_is_integer(v) || json_is_null(v);
    case 'r': return json_is_real(v);
    case 'x': return json_is_real(v) || json_is_null(v);
    case 'b': return json_is_boolean(v);
    case 'y': return json_is_boolean(v) || json_is_null(v);
    case 'a': return json_is_array(v);
    default: return json_is_object(v);
    }
}

/* Exactly these keys, in this order. */
static void check_keys(json_t *o, const key *first, const key *then)
{
    const char *name;
    json_t *value;
    const key *k = first->name ? first : then;
    CU_ASSERT(json_is_object(o));
    json_object_foreach(o, name, value) {
        bool ok = k->name && strcmp(name, k->name) == 0
            && fits(value, k->type);
        CU_ASSERT(ok);
        if (!ok) {
            printf("\n    %s: want %s\n", name, k->name ? k->name : "no more");
            return;
        }
        k++;
        if (!k->name && first->name && then->name) {
            k = then;
            then = first = no_keys;
        }
    }
    CU_ASSERT(k->name == NULL);
}

static void check_each(json_t *list, const key *keys, const key *then)
{
    size_t i;
    json_t *o;
    json_array_foreach(list, i, o)
        check_keys(o, keys, then);
}

static void check_schema(json_t *o)
{
    size_t i;
    json_t *x;
    check_keys(o, whole_keys, no_keys);
    check_each(json_object_get(o, "outcomes"), outcome_keys, how_keys);
    check_each(json_object_get(o, "races"), race_keys, how_keys);
    json_array_foreach(json_object_get(o, "races"), i, x) {
        check_keys(json_object_get(x, "first"), side_keys, no_keys);
        check_keys(json_object_get(x, "second"), side_keys, no_keys);
    }
    check_each(json_object_get(o, "deadlocks"), cycle_keys, how_keys);
    json_array_foreach(json_object_get(o, "deadlocks"), i, x)
    {
        CU_ASSERT(json_array_size(json_object_get(x, "cycle"))
                  + json_array_size(json_object_get(x, "waiting")) > 0);
        check_each(json_object_get(x, "cycle"), waiter_keys, no_keys);
        check_each(json_object_get(x, "waiting"), waiter_keys, no_keys);
    }
    check_each(json_object_get(o, "failures"), failure_keys, how_keys);
    check_each(json_object_get(o, "stuck"), stuck_keys, how_keys);
    check_each(json_object_get(o, "lock_orders"), order_keys, no_keys);
    json_array_foreach(json_object_get(o, "lock_orders"), i, x)
        check_each(json_object_get(x, "edges"), edge_keys, no_keys);
}

static void json_has_its_schema(void)
{
    for (int i = 0; i < NREPORTS; i++) {
        made *m = reports[i].make();
        ap_report r = report_of(m);
        ap_str out = {0};
        json_error_t why;
        ap_report_json(&r, &out);
        json_t *o = json_loads(out.s, JSON_REJECT_DUPLICATES, &why);
        CU_ASSERT_PTR_NOT_NULL_FATAL(o);
        check_schema(o);
        json_decref(o);
        ap_str_clear(&out);
        clear(m);
    }
}

static const char *string_at(json_t *o, const char *list, const char *name)
{
    return json_string_value(
        json_object_get(json_array_get(json_object_get(o, list), 0), name));
}

static void json_says_what_was_found(void)
{
    made *m = failure_report();
    ap_report r = report_of(m);
    ap_str out = {0};
    ap_report_json(&r, &out);
    json_t *o = json_loads(out.s, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(o);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(o, "verdict")),
                           "failure");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(o, "gil")),
                           "off");
    CU_ASSERT_STRING_EQUAL(string_at(o, "failures", "error"),
                           "AssertionError");
    CU_ASSERT_STRING_EQUAL(string_at(o, "failures", "schedule"),
                           m->failure.how.schedule);
    json_t *race = json_array_get(json_object_get(o, "races"), 0);
    const char *access = json_string_value(
        json_object_get(json_object_get(race, "second"), "access"));
    CU_ASSERT_STRING_EQUAL(access, "write");
    json_t *policies = json_object_get(race, "policies");
    CU_ASSERT_EQUAL(json_array_size(policies), 2);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_array_get(policies, 0)),
                           "3.9");
    json_decref(o);
    ap_str_clear(&out);
    clear(m);
}

/* ---- on the stage ---------------------------------------------------- */

static const ap_verdict_row few[] = {
    {.head = "failure", .text = "The assert on line 12 fails.",
     .note = "1 preemption", .mood = AP_MOOD_BAD,
     .detail = "1 preemption, 4 switches, 99 steps; no way is shorter. It "
               "happens with GIL 3.9, too, but not with GIL 3.12."},
    {.head = "race", .text = "counter: A reads it (line 5), B writes it "
                             "(line 5), and a place with a long name.",
     .note = "0 preemptions", .mood = AP_MOOD_WARN, .detail = "0 steps."},
    {.head = "fails", .text = "counter = 1", .note = "", .is_outcome = true,
     .share = 0.004, .mood = AP_MOOD_BAD, .detail = "109 steps."},
    {.head = "finishes", .text = "counter = 2", .note = "",
     .is_outcome = true, .share = 0.996, .mood = AP_MOOD_GOOD,
     .detail = "100 steps."}};

static const struct {
    const char *name;
    int cols, rows, times, picked;
    ap_theme_id theme;
    bool ascii;
} panels[] = {{"panel-80x24", 80, 24, 1, 1, AP_THEME_DARK, false},
              {"panel-120x36", 120, 36, 1, 3, AP_THEME_LIGHT, false},
              {"panel-ascii", 80, 24, 1, 0, AP_THEME_MONO, true},
              {"panel-many", 80, 24, 10, 39, AP_THEME_CONTRAST, false}};

/* `times` of each of the rows, findings first. */
static ap_verdict_row *many_rows(int times)
{
    ap_verdict_row *rows = ap_alloc((size_t)times * 4 * sizeof *rows);
    for (int i = 0; i < times * 4; i++)
        rows[i] = few[i / times];
    return rows;
}

static void verdict_panels_are_golden(void)
{
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        ap_term_options o = {.headless = true, .cols = panels[i].cols,
                             .rows = panels[i].rows,
                             .ascii = panels[i].ascii};
        ap_error e;
        ap_str got = {0};
        ap_term *t = ap_term_open(&o, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(t);
        ap_verdict_row *rows = many_rows(panels[i].times);
        ap_verdict_view v = {
            .chip = "FAILURE", .mood = AP_MOOD_BAD,
            .verdict = "Lost update on counter (race); the assert on line 12 "
                       "fails, and this goes on for another row.",
            .searched = "GIL off: 12 states, 34 transitions: every "
                        "interleaving was searched.",
            .rows = rows, .nrows = panels[i].times * 4};
        ap_term_erase(t, ap_theme_style(panels[i].theme, AP_R_TEXT));
        ap_verdict_draw(t, panels[i].theme, &v, panels[i].picked);
        ap_term_flush(t);
        golden_text(t, &got);
        golden_plane(t, &got);
        golden_check("report", panels[i].name, &got);
        ap_free(rows);
        ap_str_clear(&got);
        ap_term_close(t);
    }
}

/* ---- the command ----------------------------------------------------- */

/* Rows: a command line ($a is the program), its exit status, what its output
 * must hold. */
static const struct {
    const char *line;
    int status;
    const char *want;
} lines[] = {
    {"$a check lost_update", 1, "Lost update on counter (race); the assert"},
    {"$a check lost_update", 1, "apiary run lost_update --schedule \"0:"},
    {"$a check lost_update --gil 3.12", 0, "SAFE"},
    {"$a check lost_update_locked", 0, "counter = 4  "},
    {"$a check ab_ba", 1, "A holds left and waits for right"},
    {"$a check three_way --gil 3.12", 0, "C takes ann while it holds cid (line "
     "30).\n  A takes bob while it holds ann (line 30).\n  B takes cid while "
     "it holds bob (line 30).\n  Refuted. It cannot happen"},
    {"$a check ab_ba --json", 1, "\"verdict\": \"deadlock\""},
    {"$a check --json lost_update_locked", 0, "\"complete\": true"},
    {"$a check dining_philosophers_ordered --limit 5", 3, "INCOMPLETE"},
    {"$a check dining_philosophers_ordered --limit 5 --json", 3,
     "limit of 5 states"},
    {"printf 'n = 0\nwhile True:\n    n += 1\n    print(n)\n' >e.py; "
     "$a check --timeout 0.2 e.py", 3, "not every interleaving"},
    {"printf 'import threading\nx = []\ndef f():\n    while True:\n"
     "        x.append(1)\nthreading.Thread(target=f).start()\n"
     "threading.Thread(target=f).start()\n' >e.py; "
     "$a check --search-memory 64K e.py", 3, "memory"},
    {"printf 'x = input()\n' >i.py; $a check i.py", 2,
     "i.py cannot be searched: the program reads input"},
    {": >e.py; $a check e.py", 0, "SAFE"},
    {"echo 'print(1)' | $a check -", 0, "SAFE"},
    {"echo 'raise SystemExit(3)' | $a check -", 1, "apiary run FILE"},
    {"printf 'x = = 1\n' >s.py; $a check s.py", 2, "s.py:1:5"},
    {"$a check missing.py", 2, "no such file or scenario: missing.py"},
    {"$a check", 2, "FILE is missing"},
    {"$a check lost_update ab_ba", 2, "one word too many"},
    {"$a check --limit -1 lost_update", 2, "whole number"},
    {"$a check --search-memory 1 lost_update", 2, "a size like"},
    {"$a check --seed 3 lost_update", 2, "does not go with this command"},
    {"$a check lost_update >/dev/full", 2, "cannot be written"},
    {"test -z \"$(LC_ALL=C $a check ab_ba | tr -d '\\000-\\177')\"", 0, ""},
    {"test -z \"$($a check ab_ba --ascii | tr -d '\\000-\\177')\"", 0, ""},
    {"printf 'print(\"\\\\033[31mred\\\\a\")\n' >c.py; $a check c.py >c.txt; "
     "grep -c 'prints \"?\\[31mred?\"' c.txt", 0, "1"},
    {"printf 'import threading\\nx = []\\nfor i in range(5):\\n"
     "    threading.Thread(target=x.append, args=(i,)).start()\\n' >o.py; "
     "$a check o.py | grep -c 'x = '", 0, "40"},
    {"test -z \"$($a check ab_ba | tr -dc '\\033')\"", 0, ""},
    {"echo '# run: --gil 3.12' >h.py; $a check h.py", 0, "(GIL 3.12)"},
    {"echo '# run: --gil 3.12' >h.py; $a check --gil 3.9 h.py", 0,
     "(GIL 3.9)"},
    {"echo '# run: --limit 1' >h.py; $a check h.py", 3, "limit of 1 states"},
    {"$a shot lost_update --find -o 1.txt && "
     "$a shot lost_update --find -o 2.txt && cmp 1.txt 2.txt && cat 1.txt", 0,
     "WHAT CAN GO WRONG"},
    {"$a record ab_ba --keys 'find; play' -o 1.cast && "
     "$a record ab_ba --keys 'find; play' -o 2.cast && cmp 1.cast 2.cast && "
     "cat 1.cast", 0, "DEADLOCK"}};

static void the_command_keeps_its_word(void)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        ap_str out = {0};
        int status = shell(&out, "a=$PWD/%s; d=$(mktemp -d); cd $d; %s; s=$?; "
                           "rm -rf $d; exit $s", AP_BIN, lines[i].line);
        bool ok = status == lines[i].status
            && strstr(ap_str_c(&out), lines[i].want);
        CU_ASSERT(ok);
        if (!ok)
            printf("\n    %s -> %d\n    %s\n", lines[i].line, status,
                   ap_str_c(&out));
        ap_str_clear(&out);
    }
}

/* Every schedule of a report brings about what it is said to. */
static void schedules_do_as_told(void)
{
    static const char *const names[] = {"lost_update", "ab_ba",
                                        "check_then_act"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ap_str text = {0}, ran = {0};
        shell(&text, "%s check --json %s", AP_BIN, names[i]);
        json_t *o = json_loads(ap_str_c(&text), 0, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(o);
        check_schema(o);
        size_t k;
        json_t *x;
        json_array_foreach(json_object_get(o, "outcomes"), k, x) {
            int status = shell(
                &ran, "%s exec --gil %s --schedule '%s' %s", AP_BIN,
                json_string_value(json_object_get(o, "gil")),
                json_string_value(json_object_get(x, "schedule")), names[i]);
            const char *end = json_string_value(json_object_get(x, "end"));
            CU_ASSERT_EQUAL(status, strcmp(end, "finished") ? 1 : 0);
        }
        CU_ASSERT(json_array_size(json_object_get(o, "outcomes")) >= 2);
        json_decref(o);
        ap_str_clear(&text);
        ap_str_clear(&ran);
    }
}

static CU_TestInfo tests[] = {
    {"text reads well", text_reads_well},
    {"text fits 80 columns, and ASCII", text_fits_80_columns},
    {"colour adds no word", colour_adds_no_word},
    {"findings come gravest first", findings_come_gravest_first},
    {"survivals are said", survivals_are_said},
    {"failures are said", failures_are_said},
    {"outcomes are told apart", outcomes_are_told_apart},
    {"stories name what was lost", stories_name_what_was_lost},
    {"long turns are folded", long_turns_are_folded},
    {"a schedule that cannot be followed is an error",
     a_schedule_that_cannot_be_followed_is_an_error},
    {"JSON has its schema", json_has_its_schema},
    {"JSON says what was found", json_says_what_was_found},
    {"verdict panels are golden", verdict_panels_are_golden},
    {"the command keeps its word", the_command_keeps_its_word},
    {"schedules do as told", schedules_do_as_told},
    CU_TEST_INFO_NULL};
CU_SuiteInfo report_suite = {.pName = "report", .pTests = tests};
