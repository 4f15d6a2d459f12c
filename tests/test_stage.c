/* stage: real programs, stepped by keys, told in sentences. Everything in
 * place and headless, so the same bytes every time. */
#include "suites.h"

#include "../src/ui/stage_i.h"
#include "apiary/lib.h"
#include "golden.h"
#include "runs.h"

#include <stdio.h>
#include <string.h>

/* ---- a stage over a program's text ---------------------------------- */

typedef struct rig {
    ap_scenario scenario;
    ap_image *image;
    ap_term *term;
    ap_stage *stage;
} rig;

static rig *raise_rig(const char *text, int gil, ap_order order)
{
    rig *g = ap_alloc(sizeof *g);
    ap_vec diags;
    ap_image *failed = NULL;
    ap_error e = {0};
    ap_vec_init(&diags, sizeof(ap_diag));
    g->image = ap_lib_load("program.py", text, strlen(text), &diags, &failed);
    ap_vec_clear(&diags);
    g->scenario = (ap_scenario){.path = "program.py", .title = "Program",
                               .topic = "", .goal = "it works.",
                               .lesson = "", .fix = "", .bug = "",
                               .image = g->image, .step = "event",
                               .speed = 4};
    g->scenario.run.gil = gil;
    g->scenario.run.order = order;
    g->scenario.run.cores = 1;
    g->scenario.run.in_place = true;
    g->scenario.run.world.natives = ap_lib_natives;
    ap_term_options to = {.headless = true, .cols = 100, .rows = 30};
    ap_stage_options so = {.theme = "dark"};
    g->term = ap_term_open(&to, &e);
    g->stage = g->image && g->term
        ? ap_stage_new(&g->scenario, g->term, &so, &e) : NULL;
    if (!g->stage) /* nothing to test on */
        ap_bug(__FILE__, __LINE__, "no stage: %s", e.msg);
    return g;
}

static void lower_rig(rig *g)
{
    ap_stage_free(g->stage);
    ap_term_close(g->term);
    ap_image_free(g->image);
    ap_free(g);
}

/* Presses a key and carries out what it asks for. */
static void press(rig *g, uint32_t key)
{
    ap_key k = {.code = key};
    ap_stage_end end;
    CU_ASSERT(!ap_stage_key(g->stage, &k, &end));
    ap_stage_pursue(g->stage, INT64_MAX);
}

static const char *next_of(rig *g, ap_tid tid)
{
    static ap_str text;
    ap_str_reset(&text);
    ap_tell_next(g->stage->tell, g->stage->run, tid, &text);
    return ap_str_c(&text);
}

static void want_text(const char *what, const char *got, const char *want)
{
    if (strcmp(got, want) != 0)
        printf("\n%s: want %s\n%*s  got  %s\n", what, want,
               (int)strlen(what), "", got);
    CU_ASSERT_STRING_EQUAL(got, want);
}

static ap_hash hash_of(rig *g)
{
    return ap_world_hash(ap_run_world(g->stage->run));
}

/* ---- a lost update, by hand ------------------------------------------ */

static void start_both(rig *g)
{
    for (int i = 0; i < 30; i++) {
        press(g, '0');
        if (ap_world_threads(ap_run_world(g->stage->run)) == 3)
            return;
    }
    CU_FAIL("main never started both threads");
}

static void a_lost_update_is_told(void)
{
    rig *g = raise_rig(run_losing, AP_GIL_OFF, AP_ORDER_MANUAL);
    ap_stale stale;
    start_both(g);
    want_text("JUST", g->stage->just, "Main starts B.");
    want_text("NEXT", next_of(g, 2), "B begins.");
    press(g, '1');
    want_text("JUST", g->stage->just, "A reads counter: 0.");
    press(g, '2');
    want_text("JUST", g->stage->just, "B reads counter: 0.");
    CU_ASSERT(!ap_tell_stale(g->stage->tell, 1, &stale));
    press(g, '2');
    want_text("JUST", g->stage->just,
              "Race: B stores 1 in counter. A still has its 0 from before.");
    CU_ASSERT(ap_tell_stale(g->stage->tell, 1, &stale));
    want_text("stale", stale.where, "counter");
    want_text("got", stale.got, "0");
    want_text("now", stale.now, "1");
    press(g, 'm');
    press(g, 'm'); /* bytecode */
    press(g, '1');
    press(g, '1');
    want_text("NEXT", next_of(g, 1),
              "A stores 1 over B's 1: B's update is lost.");
    press(g, '1');
    want_text("JUST", g->stage->just,
              "A stores 1 over B's 1: B's update is lost.");
    CU_ASSERT_EQUAL(ap_tell_lost_updates(g->stage->tell), 1);
    CU_ASSERT(!ap_tell_stale(g->stage->tell, 1, &stale));
    lower_rig(g);
}

/* The same with an item of a list and with an attribute. */
static void every_kind_of_place_can_lose(void)
{
    static const struct {
        const char *setup, *place;
    } places[] = {{"counts = [0]\n", "counts[0]"},
                  {"counts = {'n': 0}\n", "counts['n']"},
                  {"class Box:\n    pass\nbox = Box()\nbox.n = 0\n",
                   "box.n"}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        ap_str text = {0}, want = {0};
        ap_str_printf(&text, "import threading\n%sdef worker():\n"
                      "    %s = %s + 1\n"
                      "a = threading.Thread(target=worker, name='A')\n"
                      "b = threading.Thread(target=worker, name='B')\n"
                      "a.start()\nb.start()\na.join()\nb.join()\n",
                      places[i].setup, places[i].place, places[i].place);
        rig *g = raise_rig(text.s, AP_GIL_OFF, AP_ORDER_MANUAL);
        start_both(g);
        press(g, '1');
        ap_str_printf(&want, "A reads %s: 0.", places[i].place);
        want_text("JUST", g->stage->just, want.s);
        press(g, '2');
        press(g, '2');
        ap_str_reset(&want);
        ap_str_printf(&want, "Race: B stores 1 in %s. A still has its 0 from "
                      "before.", places[i].place);
        want_text("JUST", g->stage->just, want.s);
        press(g, '1');
        want_text("JUST", g->stage->just,
                  "A stores 1 over B's 1: B's update is lost.");
        CU_ASSERT_EQUAL(ap_tell_lost_updates(g->stage->tell), 1);
        lower_rig(g);
        ap_str_clear(&text);
        ap_str_clear(&want);
    }
}

static void back_is_exact(void)
{
    rig *g = raise_rig(run_losing, AP_GIL_OFF, AP_ORDER_MANUAL);
    start_both(g);
    press(g, '1');
    press(g, '2');
    ap_hash before = hash_of(g);
    char just[160];
    strcpy(just, g->stage->just);
    press(g, '2');
    ap_hash after = hash_of(g);
    CU_ASSERT(memcmp(&before, &after, sizeof before) != 0);
    press(g, AP_KEY_LEFT);
    ap_hash again = hash_of(g);
    CU_ASSERT(memcmp(&before, &again, sizeof before) == 0);
    want_text("JUST", g->stage->just, just);
    press(g, '2');
    again = hash_of(g);
    CU_ASSERT(memcmp(&after, &again, sizeof after) == 0);
    press(g, AP_KEY_HOME);
    CU_ASSERT_EQUAL(ap_world_steps(ap_run_world(g->stage->run)), 0);
    press(g, AP_KEY_LEFT);
    want_text("notice", g->stage->notice, "This is the start.");
    lower_rig(g);
}

static void a_thread_that_cannot_run_says_why(void)
{
    rig *g = raise_rig(run_losing, AP_GIL_OFF, AP_ORDER_MANUAL);
    press(g, '7');
    want_text("notice", g->stage->notice, "There is no thread 7 yet.");
    start_both(g);
    press(g, '0');
    press(g, '0');
    CU_ASSERT(ap_says(g->stage->notice));
    CU_ASSERT(strstr(g->stage->notice, "A") != NULL);
    lower_rig(g);
}

/* ---- a deadlock --------------------------------------------------------- */

static const char abba[] =
    "import threading\n"
    "left = threading.Lock()\n"
    "right = threading.Lock()\n"
    "def transfer(first, second):\n"
    "    with first:\n"
    "        with second:\n"
    "            pass\n"
    "a = threading.Thread(target=transfer, args=(left, right), name='A')\n"
    "b = threading.Thread(target=transfer, args=(right, left), name='B')\n"
    "a.start()\n"
    "b.start()\n"
    "a.join()\n"
    "b.join()\n";

static void a_deadlock_is_named_as_a_cycle(void)
{
    rig *g = raise_rig(abba, AP_GIL_OFF, AP_ORDER_MANUAL);
    start_both(g);
    press(g, '1');
    want_text("JUST", g->stage->just, "A takes left.");
    press(g, '2');
    want_text("JUST", g->stage->just, "B takes right.");
    press(g, '1');
    want_text("JUST", g->stage->just, "A asks for right and waits: B has it.");
    press(g, '2');
    want_text("JUST", g->stage->just, "Deadlock: A holds left, waits for "
                                      "right; B holds right, waits for left.");
    press(g, '0');
    CU_ASSERT_EQUAL(ap_run_state_of(g->stage->run), AP_RUN_DEADLOCK);
    want_text("NEXT", next_of(g, -1),
              "DEADLOCK: A holds left, waits for right; B holds right, waits "
              "for left.");
    ap_stage_draw(g->stage);
    lower_rig(g);
}

/* ---- real frames -------------------------------------------------- */

static void golden_frame(rig *g, const char *name)
{
    ap_str got = {0};
    g->stage->notice[0] = 0;
    ap_stage_draw(g->stage);
    golden_text(g->term, &got);
    golden_plane(g->term, &got);
    golden_check("stage", name, &got);
    ap_str_clear(&got);
}

static void real_frames_are_golden(void)
{
    rig *g = raise_rig(run_losing, AP_GIL_OFF, AP_ORDER_MANUAL);
    golden_frame(g, "start");
    start_both(g);
    press(g, '1');
    press(g, '2');
    press(g, '2');
    golden_frame(g, "stale");
    press(g, '1');
    golden_frame(g, "lost");
    lower_rig(g);
    g = raise_rig(abba, AP_GIL_312, AP_ORDER_RANDOM);
    press(g, AP_KEY_END);
    golden_frame(g, "end");
    lower_rig(g);
}

/* ---- everything draws ---------------------------------------------- */

static void every_unit_comes_to_the_end(void)
{
    static const char *const programs[] = {run_losing, abba};
    for (int unit = 0; unit < UNIT_COUNT; unit++)
        for (int p = 0; p < 2; p++) {
            rig *g = raise_rig(programs[p], AP_GIL_312, AP_ORDER_RR);
            for (int i = 0; i < unit; i++)
                press(g, 'm');
            int n = 0;
            while (ap_run_state_of(g->stage->run) == AP_RUN_READY
                   && n++ < 2000) {
                press(g, AP_KEY_RIGHT);
                ap_stage_draw(g->stage);
                CU_ASSERT(ap_says(g->stage->just));
                CU_ASSERT(ap_text_width(g->stage->just) <= 90);
            }
            CU_ASSERT(n < 2000);
            CU_ASSERT_EQUAL(ap_run_state_of(g->stage->run), AP_RUN_OVER);
            lower_rig(g);
        }
}

static void end_and_predict(void)
{
    rig *g = raise_rig(run_losing, AP_GIL_312, AP_ORDER_RANDOM);
    press(g, AP_KEY_END);
    CU_ASSERT_EQUAL(ap_run_state_of(g->stage->run), AP_RUN_OVER);
    press(g, AP_KEY_RIGHT);
    CU_ASSERT(ap_says(g->stage->notice));
    press(g, 'g');
    CU_ASSERT_EQUAL(g->stage->options.gil, AP_GIL_OFF);
    press(g, 'n');
    CU_ASSERT_EQUAL(g->stage->options.seed, 2);
    press(g, 'p');
    CU_ASSERT(g->stage->is_predicting);
    press(g, AP_KEY_RIGHT); /* any key only shows it */
    CU_ASSERT(!g->stage->is_predicting);
    CU_ASSERT_EQUAL(ap_world_steps(ap_run_world(g->stage->run)), 0);
    lower_rig(g);
}

/* ---- the past ------------------------------------------------------ */

static void frame_text(rig *g, ap_str *out)
{
    ap_str_reset(out);
    g->stage->notice[0] = 0;
    ap_stage_draw(g->stage);
    for (int y = 0; y < 30; y++)
        for (int x = 0; x < 100; x++)
            ap_str_rune(out, ap_term_cell(g->term, y, x).rune);
}

/* A frame is the same whichever way one came to it. (The timeline shows the
 * future of what was run already: so to the end first.) */
static void a_frame_is_the_same_on_every_way(void)
{
    static const char *const programs[] = {run_losing, abba};
    enum { STOPS = 400 };
    for (int p = 0; p < 2; p++) {
        rig *g = raise_rig(programs[p], AP_GIL_OFF, AP_ORDER_RR);
        ap_str frames[STOPS] = {{0}}, now = {0};
        ap_error e = {0};
        uint64_t chance = 4;
        int wrong = 0;
        press(g, AP_KEY_END);
        int n = (int)ap_history_end(g->stage->history) / 3;
        CU_ASSERT_FATAL(n > 20 && n < STOPS);
        press(g, AP_KEY_HOME);
        for (int i = 0; i < n; i++) {
            CU_ASSERT(ap_stage_seek(g->stage, (uint64_t)i * 3, &e));
            frame_text(g, &frames[i]);
        }
        for (int round = 0; round < 300; round++) {
            int i = (int)ap_rng_below(&chance, (uint32_t)n);
            CU_ASSERT(ap_stage_seek(g->stage, (uint64_t)i * 3, &e));
            frame_text(g, &now);
            wrong += strcmp(now.s, frames[i].s) != 0;
        }
        CU_ASSERT_EQUAL(wrong, 0);
        for (int i = 0; i < n; i++)
            ap_str_clear(&frames[i]);
        ap_str_clear(&now);
        lower_rig(g);
    }
}

/* Each key's way back leads over the stops of its way forth. */
static void back_stops_where_forth_did(void)
{
    static const struct {
        uint32_t forth, back;
    } keys[] = {{AP_KEY_RIGHT, AP_KEY_LEFT}, {AP_KEY_PGDN, AP_KEY_PGUP},
                {'.', ','}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        rig *g = raise_rig(run_losing, AP_GIL_OFF, AP_ORDER_RANDOM);
        ap_history *h = g->stage->history;
        uint64_t stops[400] = {0};
        int n = 1;
        while (ap_run_state_of(g->stage->run) == AP_RUN_READY && n < 400) {
            press(g, keys[i].forth);
            stops[n++] = ap_history_at(h);
        }
        CU_ASSERT(n > 4 && n < 400);
        for (int round = 0; round < 2; round++) {
            int wrong = 0;
            for (int k = n - 2; k >= 0; k--) {
                press(g, keys[i].back);
                wrong += ap_history_at(h) != stops[k];
            }
            CU_ASSERT_EQUAL(wrong, 0);
            for (int k = 1; k < n - 1; k++)
                press(g, keys[i].forth);
            CU_ASSERT_EQUAL(ap_history_at(h), stops[n - 2]);
            press(g, AP_KEY_END);
        }
        lower_rig(g);
    }
}

static void another_future_and_back(void)
{
    rig *g = raise_rig(run_losing, AP_GIL_OFF, AP_ORDER_RANDOM);
    press(g, 'u');
    CU_ASSERT(strstr(g->stage->notice, "no other branch") != NULL);
    press(g, AP_KEY_END);
    ap_hash old = hash_of(g);
    uint64_t lost_then = (uint64_t)ap_tell_lost_updates(g->stage->tell);
    uint64_t old_end = ap_history_at(g->stage->history);
    press(g, AP_KEY_HOME);
    while (ap_world_threads(ap_run_world(g->stage->run)) < 3)
        press(g, AP_KEY_RIGHT);
    for (int i = 0; i < 6 && !ap_history_has_other(g->stage->history); i++)
        press(g, '2');
    CU_ASSERT(ap_history_has_other(g->stage->history));
    press(g, AP_KEY_END);
    ap_hash new = hash_of(g);
    press(g, 'u');
    ap_hash again = hash_of(g);
    CU_ASSERT(memcmp(&again, &old, sizeof old) == 0);
    CU_ASSERT_EQUAL(ap_history_at(g->stage->history), old_end);
    CU_ASSERT_EQUAL((uint64_t)ap_tell_lost_updates(g->stage->tell),
                    lost_then);
    press(g, 'u');
    again = hash_of(g);
    CU_ASSERT(memcmp(&again, &new, sizeof new) == 0);
    lower_rig(g);
}

static void mouse(rig *g, int y, int x, bool is_drag, bool is_press)
{
    ap_key k = {.code = AP_KEY_MOUSE, .y = y, .x = x, .button = 1,
                .press = is_press, .drag = is_drag};
    ap_stage_end end;
    CU_ASSERT(!ap_stage_key(g->stage, &k, &end));
    ap_stage_draw(g->stage);
}

/* Dragging along the timeline moves the cursor, to its end and back. */
static void the_timeline_is_dragged(void)
{
    rig *g = raise_rig(run_losing, AP_GIL_OFF, AP_ORDER_RANDOM);
    ap_history *h = g->stage->history;
    press(g, AP_KEY_END);
    ap_stage_draw(g->stage);
    ap_rect r = g->stage->layout.timeline;
    uint64_t last = ap_history_end(h), at = last;
    CU_ASSERT_FATAL(r.rows > 1);
    mouse(g, r.y + 1, r.x + r.cols - 10, false, true);
    for (int x = r.cols - 11; x > 10; x--) {
        mouse(g, r.y + 1, r.x + x, true, true);
        CU_ASSERT(ap_history_at(h) <= at);
        at = ap_history_at(h);
    }
    CU_ASSERT(at < last / 2);
    mouse(g, r.y + 1, r.x + r.cols - 4, true, true);
    CU_ASSERT(ap_history_at(h) > at);
    at = ap_history_at(h);
    mouse(g, 0, 0, false, false);
    mouse(g, r.y + 1, r.x + 12, true, true); /* let go: no drag any more */
    CU_ASSERT_EQUAL(ap_history_at(h), at);
    lower_rig(g);
}

/* No key, in whatever order, brings the stage down, and every frame draws. */
static void any_keys_will_do(void)
{
    static const uint32_t keys[] = {
        ' ', AP_KEY_RIGHT, AP_KEY_RIGHT, AP_KEY_LEFT, AP_KEY_HOME,
        AP_KEY_END, AP_KEY_PGUP, AP_KEY_PGDN, ',', '.', 'u', '0', '1',
        '2', '1', '2', '5', AP_KEY_TAB, AP_KEY_ENTER, '+', '-', 'm', 'g',
        'n', 'c', 't', 'z', '?', AP_KEY_DOWN, AP_KEY_UP, AP_KEY_ESC, 'p',
        'i', 'y', 'o', AP_KEY_MOUSE, AP_KEY_RESIZE, 'Z'};
    static const char *const programs[] = {run_losing, abba, "",
                                           "while True:\n"
                                           "    pass\n"};
    uint64_t chance = 7;
    for (int p = 0; p < 4; p++) {
        rig *g = raise_rig(programs[p], AP_GIL_312, AP_ORDER_RANDOM);
        for (int i = 0; i < 400; i++) {
            uint32_t n = sizeof keys / sizeof *keys;
            ap_key k = {.code = keys[ap_rng_below(&chance, n)],
                        .button = 1, .press = true};
            k.y = (int)ap_rng_below(&chance, 30);
            k.x = (int)ap_rng_below(&chance, 100);
            ap_stage_end end;
            if (ap_stage_key(g->stage, &k, &end))
                CU_ASSERT(end == AP_STAGE_MENU || end == AP_STAGE_QUIT);
            ap_stage_pursue(g->stage, ap_clock_ns() + 1000000);
            g->stage->aim = AIM_NONE;
            ap_stage_draw(g->stage);
        }
        lower_rig(g);
    }
}

/* ---- every interleaving ---------------------------------------------- */

/* Time goes on until the stage rests. */
static void let_it_rest(rig *g)
{
    int64_t now = ap_stage_now(g->stage) + 1;
    for (int i = 0; i < 20000; i++, now += 100000000) {
        ap_stage_pass_time(g->stage, now);
        if (!ap_stage_is_busy(g->stage))
            return;
    }
    CU_FAIL("the stage never rests");
}

/* A rig whose clock stands still. */
static rig *raise_timed_rig(const char *text, int gil)
{
    rig *g = raise_rig(text, gil, AP_ORDER_RANDOM);
    ap_stage_pass_time(g->stage, 1);
    return g;
}

static void type(rig *g, uint32_t key)
{
    ap_key k = {.code = key};
    ap_stage_end end;
    CU_ASSERT(!ap_stage_key(g->stage, &k, &end));
    let_it_rest(g);
}

static bool frame_has(rig *g, const char *text)
{
    ap_str got = {0};
    ap_stage_draw(g->stage);
    golden_text(g->term, &got);
    bool has = strstr(ap_str_c(&got), text) != NULL;
    if (!has)
        printf("\nno \"%s\" in\n%s", text, ap_str_c(&got));
    ap_str_clear(&got);
    return has;
}

static void f_finds_a_lost_update_and_plays_it(void)
{
    rig *g = raise_timed_rig(run_losing, AP_GIL_OFF);
    type(g, 'f');
    CU_ASSERT_EQUAL(g->stage->popup, POPUP_VERDICT);
    CU_ASSERT(frame_has(g, "FAILURE"));
    CU_ASSERT(frame_has(g, "Lost update on counter (race); the assert on "
                           "line 12 fails."));
    CU_ASSERT(frame_has(g, "counter = 1"));
    CU_ASSERT(frame_has(g, "counter = 2"));
    type(g, AP_KEY_ENTER);
    CU_ASSERT_EQUAL(g->stage->popup, POPUP_NONE);
    CU_ASSERT_EQUAL(g->stage->options.order, AP_ORDER_REPLAY);
    CU_ASSERT_EQUAL(ap_tell_lost_updates(g->stage->tell), 1);
    CU_ASSERT(frame_has(g, "BROKEN: AssertionError in Main"));
    lower_rig(g);
}

/* Its verdict is kept, and the row that was picked is what plays. */
static void a_race_is_played_up_to_both_accesses(void)
{
    rig *g = raise_timed_rig(run_losing, AP_GIL_OFF);
    type(g, 'f');
    type(g, AP_KEY_ESC);
    CU_ASSERT_EQUAL(g->stage->popup, POPUP_NONE);
    type(g, 'f');
    type(g, AP_KEY_DOWN);
    type(g, ' ');
    CU_ASSERT(ap_stage_at_ending(g->stage));
    CU_ASSERT(frame_has(g, "nothing says who is first."));
    CU_ASSERT(!g->stage->is_playing);
    type(g, 'n'); /* other luck: the schedule is left */
    CU_ASSERT_EQUAL(g->stage->options.order, AP_ORDER_RANDOM);
    CU_ASSERT(!ap_stage_at_ending(g->stage));
    lower_rig(g);
}

static void another_policy_is_searched_anew(void)
{
    rig *g = raise_timed_rig(run_losing, AP_GIL_OFF);
    type(g, 'f');
    type(g, AP_KEY_ESC);
    type(g, 'g');
    type(g, 'f');
    CU_ASSERT(frame_has(g, "SAFE"));
    CU_ASSERT(frame_has(g, "GIL 3.12: "));
    lower_rig(g);
}

static void a_program_that_reads_is_not_searched(void)
{
    rig *g = raise_timed_rig("x = input()\n", AP_GIL_OFF);
    type(g, 'f');
    CU_ASSERT_EQUAL(g->stage->popup, POPUP_NONE);
    CU_ASSERT(frame_has(g, "No search: the program reads input"));
    lower_rig(g);
}

/* The step that seals it is marked on the timeline and said in words; a run
 * that went another way is not sealed. */
static void the_point_of_no_return_is_shown(void)
{
    rig *g = raise_timed_rig(run_losing, AP_GIL_OFF);
    type(g, 'f');
    type(g, AP_KEY_ENTER);
    g->stage->find.no_return = (int64_t)g->stage->find.steps - 30;
    type(g, AP_KEY_LEFT);
    CU_ASSERT(frame_has(g, "From here on every continuation fails."));
    CU_ASSERT(frame_has(g, "! no return"));
    type(g, AP_KEY_HOME);
    ap_scene *scene = ap_stage_scene(g->stage);
    CU_ASSERT(!ap_says(scene->verdict)
              || !strstr(scene->verdict, "From here on"));
    ap_scene_free(scene);
    lower_rig(g);
}

/* ---- locks and copies along a run --------------------------------------- */

/* While somebody has the condition's lock, it is known since when; while its
 * owner waits, it has lent it. */
static void a_wait_lends_the_lock(void)
{
    rig *g = raise_rig("import threading\n"
                       "c = threading.Condition()\n"
                       "ready = False\n"
                       "def work():\n"
                       "    with c:\n"
                       "        while not ready:\n"
                       "            c.wait()\n"
                       "a = threading.Thread(target=work, name='A')\n"
                       "a.start()\n"
                       "for _ in range(99):\n"
                       "    pass\n"
                       "with c:\n"
                       "    ready = True\n"
                       "    c.notify_all()\n"
                       "a.join()\n", AP_GIL_OFF, AP_ORDER_RR);
    int held = 0, lent = 0;
    press(g, 'm');
    press(g, 'm'); /* bytecode */
    for (int i = 0; i < 600; i++) {
        const ap_vec *holds = &g->stage->track->holds;
        ap_world *w = ap_run_world(g->stage->run);
        ap_word c = ap_view_global_named(w, 0, "c");
        ap_sync_view cond = {.owner = -1}, lock = {.owner = -1};
        if (c && ap_view_sync_of(w, 0, c, &cond) && cond.lock)
            ap_view_sync_of(w, 0, cond.lock, &lock);
        int now = 0;
        for (size_t k = 0; k < holds->len; k++) {
            const track_hold *h = ap_vec_at(holds, k);
            now += !h->is_lent && h->tid == lock.owner && h->since > 0;
            lent += h->is_lent;
        }
        CU_ASSERT_EQUAL(now, lock.owner >= 0);
        held += now;
        press(g, AP_KEY_RIGHT);
    }
    CU_ASSERT(held > 0 && lent > 0);
    lower_rig(g);
}

/* What was decided under a lock is no stale copy after it. */
static void a_decision_under_a_lock_is_done(void)
{
    rig *g = raise_rig("import threading\n"
                       "lock = threading.Lock()\n"
                       "n = 0\n"
                       "def work():\n"
                       "    global n\n"
                       "    with lock:\n"
                       "        n = n + 1\n"
                       "        if n == 1:\n"
                       "            print('first')\n"
                       "    for _ in range(9):\n"
                       "        pass\n"
                       "a = threading.Thread(target=work, name='A')\n"
                       "b = threading.Thread(target=work, name='B')\n"
                       "a.start()\nb.start()\na.join()\nb.join()\n",
                       AP_GIL_OFF, AP_ORDER_RANDOM);
    ap_stale stale;
    press(g, 'm');
    press(g, 'm'); /* bytecode */
    for (int i = 0; i < 300; i++) {
        press(g, AP_KEY_RIGHT);
        CU_ASSERT(!ap_tell_stale(g->stage->tell, 1, &stale));
        CU_ASSERT(!ap_tell_stale(g->stage->tell, 2, &stale));
    }
    lower_rig(g);
}

/* The verdict and the line of an assert that fails, before the end and at
 * it. */
static void a_failure_is_shown_where_it_was(void)
{
    rig *g = raise_rig("import threading\n"
                       "x = 1\n"
                       "assert x == 2\n"
                       "x = 3\n", AP_GIL_312, AP_ORDER_RR);
    press(g, AP_KEY_END);
    ap_str text = {0};
    ap_stage_draw(g->stage);
    golden_text(g->term, &text);
    const char *frame = ap_str_c(&text);
    CU_ASSERT_PTR_NOT_NULL(strstr(frame, "BROKEN: AssertionError in Main"));
    CU_ASSERT_PTR_NOT_NULL(strstr(frame, "Main failed here"));
    ap_str_clear(&text);
    lower_rig(g);
}

/* What lies over the stage to be read holds the run: one who reads misses
 * nothing. It goes on when the text is closed. */
static void reading_holds_the_run(void)
{
    static const uint32_t keys[] = {'?', 'i', AP_KEY_ESC};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        rig *g = raise_timed_rig(run_losing, AP_GIL_OFF);
        ap_stage_end end;
        CU_ASSERT(!ap_stage_press(g->stage, ' ', &end));
        ap_stage_pass_time(g->stage, 1000000000);
        uint64_t at = ap_stage_position(g->stage);
        CU_ASSERT(at > 0);
        CU_ASSERT(!ap_stage_press(g->stage, keys[i], &end));
        ap_stage_pass_time(g->stage, 5000000000);
        CU_ASSERT_EQUAL(ap_stage_position(g->stage), at);
        CU_ASSERT(!ap_stage_is_busy(g->stage));
        CU_ASSERT(keys[i] == '?' || frame_has(g, "PAUSED"));
        CU_ASSERT(!ap_stage_press(g->stage, AP_KEY_ESC, &end));
        ap_stage_pass_time(g->stage, 6000000000);
        CU_ASSERT(ap_stage_position(g->stage) > at);
        lower_rig(g);
    }
}

/* Esc leaves the one panel first; then it opens the menu. */
static void escape_leaves_the_zoom(void)
{
    rig *g = raise_rig(run_losing, AP_GIL_OFF, AP_ORDER_RANDOM);
    press(g, 'z');
    CU_ASSERT(frame_has(g, "Only threads: z goes to the next panel, Esc shows "
                           "all."));
    CU_ASSERT_EQUAL(g->stage->zoom, AP_ZOOM_CARDS);
    press(g, AP_KEY_ESC);
    CU_ASSERT_EQUAL(g->stage->zoom, AP_ZOOM_NONE);
    CU_ASSERT_EQUAL(g->stage->popup, POPUP_NONE);
    press(g, AP_KEY_ESC);
    CU_ASSERT_EQUAL(g->stage->popup, POPUP_MENU);
    lower_rig(g);
}

/* The line to be shared names a scenario of ours by its name, any other file
 * by a path that a shell reads as one word. */
static void a_run_is_shared_by_name(void)
{
    rig *g = raise_rig("x = 1\n", AP_GIL_OFF, AP_ORDER_RANDOM);
    g->scenario.path = "it's here/a b.py";
    press(g, 'y');
    CU_ASSERT_PTR_NOT_NULL(strstr(ap_str_c(&g->stage->share),
                                  "apiary run 'it'\\''s here/a b.py' --gil"));
    g->scenario.name = "races/lost_update";
    press(g, AP_KEY_ESC);
    press(g, 'y');
    CU_ASSERT_PTR_NOT_NULL(strstr(ap_str_c(&g->stage->share),
                                  "apiary run races/lost_update --gil off"));
    lower_rig(g);
}

/* The end of a with is told by what it is about, or by its line. */
static void the_end_of_a_with_is_told(void)
{
    static const char *const wants[] = {
        "Main leaves the with block of lock.",
        "Main leaves the with block of line 5."};
    rig *g = raise_rig("import threading\n"
                       "lock, other = threading.Lock(), threading.Lock()\n"
                       "with lock:\n"
                       "    x = 1\n"
                       "with lock as a, other:\n"
                       "    x = 2\n", AP_GIL_312, AP_ORDER_RR);
    int told[2] = {0, 0};
    press(g, 'm');
    press(g, 'm'); /* bytecode */
    for (int i = 0; i < 200; i++) {
        const char *next = next_of(g, 0);
        for (int k = 0; k < 2; k++)
            told[k] += strcmp(next, wants[k]) == 0;
        press(g, AP_KEY_RIGHT);
    }
    CU_ASSERT_EQUAL(told[0], 1);
    CU_ASSERT_EQUAL(told[1], 2);
    lower_rig(g);
}

static CU_TestInfo tests[] = {
    {"the end of a with is told", the_end_of_a_with_is_told},
    {"reading holds the run", reading_holds_the_run},
    {"Esc leaves the zoom", escape_leaves_the_zoom},
    {"a run is shared by name", a_run_is_shared_by_name},
    {"a lost update is told", a_lost_update_is_told},
    {"a wait lends the lock", a_wait_lends_the_lock},
    {"a decision under a lock is done", a_decision_under_a_lock_is_done},
    {"a failure is shown where it was", a_failure_is_shown_where_it_was},
    {"every kind of place can lose", every_kind_of_place_can_lose},
    {"back is exact", back_is_exact},
    {"a thread that cannot run says why", a_thread_that_cannot_run_says_why},
    {"a deadlock is named as a cycle", a_deadlock_is_named_as_a_cycle},
    {"real frames are golden", real_frames_are_golden},
    {"every unit comes to the end", every_unit_comes_to_the_end},
    {"end, GIL, seed, predict", end_and_predict},
    {"any keys will do", any_keys_will_do},
    {"a frame is the same on every way", a_frame_is_the_same_on_every_way},
    {"back stops where forth did", back_stops_where_forth_did},
    {"another future, and back", another_future_and_back},
    {"the timeline is dragged", the_timeline_is_dragged},
    {"f finds a lost update and plays it", f_finds_a_lost_update_and_plays_it},
    {"a race is played up to both accesses",
     a_race_is_played_up_to_both_accesses},
    {"another policy is searched anew", another_policy_is_searched_anew},
    {"a program that reads is not searched",
     a_program_that_reads_is_not_searched},
    {"the point of no return is shown", the_point_of_no_return_is_shown},
    CU_TEST_INFO_NULL};
CU_SuiteInfo stage_suite = {.pName = "stage", .pTests = tests};
