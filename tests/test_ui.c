/* ui: the layout never overlaps and never leaves the screen; the panels draw
 * scenes made by hand as the golden frames show them. */
#include "suites.h"

#include "../src/ui/ui_i.h"
#include "../src/ui/action_i.h"
#include "golden.h"
#include "scenes.h"

#include <stdio.h>
#include <string.h>

/* ---- layout ------------------------------------------------------ */

static bool overlap(ap_rect a, ap_rect b)
{
    return a.rows > 0 && b.rows > 0 && a.cols > 0 && b.cols > 0
        && a.y < b.y + b.rows && b.y < a.y + a.rows && a.x < b.x + b.cols
        && b.x < a.x + a.cols;
}

static int rects_of(const ap_layout *l, ap_rect *out)
{
    const ap_rect all[] = {l->title, l->goal, l->folded, l->memory, l->locks,
                           l->code, l->timeline, l->output, l->log, l->just,
                           l->next, l->keys};
    int n = (int)(sizeof all / sizeof *all);
    memcpy(out, all, sizeof all);
    for (int i = 0; i < l->ncards; i++)
        out[n++] = l->card[i];
    return n;
}

static bool is_sound(const ap_layout *l, int cols, int rows)
{
    ap_rect r[16 + AP_MAX_CARDS];
    int n = rects_of(l, r);
    for (int i = 0; i < n; i++) {
        if (r[i].rows <= 0)
            continue;
        if (r[i].y < 0 || r[i].x < 0 || r[i].cols <= 0
            || r[i].y + r[i].rows > rows || r[i].x + r[i].cols > cols)
            return false;
        for (int j = 0; j < i; j++)
            if (overlap(r[i], r[j]))
                return false;
    }
    return true;
}

static void layout_never_overlaps(void)
{
    uint64_t chance = 1;
    int bad = 0;
    for (int round = 0; round < 40000; round++) {
        int cols = 80 + (int)ap_rng_below(&chance, 180);
        int rows = 24 + (int)ap_rng_below(&chance, 70);
        ap_wants w = {.zoom = (ap_zoom)ap_rng_below(&chance, AP_ZOOM_COUNT)};
        int most = ap_layout_cards(cols, rows, w.zoom);
        w.cards = (int)ap_rng_below(&chance, (uint32_t)most + 1);
        w.folded = (int)ap_rng_below(&chance, 220);
        w.values = (int)ap_rng_below(&chance, 30);
        w.locks = (int)ap_rng_below(&chance, 12);
        w.code = (int)ap_rng_below(&chance, 200);
        w.lanes = (int)ap_rng_below(&chance, 210);
        ap_layout l = ap_layout_make(cols, rows, &w);
        bool has_cards = w.zoom <= AP_ZOOM_CARDS;
        if (!is_sound(&l, cols, rows)
            || l.ncards != (has_cards ? w.cards : 0))
            if (bad++ < 3)
                printf("\n%dx%d zoom %d cards %d folded %d values %d "
                       "locks %d code %d lanes %d\n", cols, rows, w.zoom,
                       w.cards, w.folded, w.values, w.locks, w.code,
                       w.lanes);
    }
    CU_ASSERT_EQUAL(bad, 0);
}

/* The lecture hall must suffice: nothing may be missing at 80x24. */
static void smallest_screen_shows_every_panel(void)
{
    ap_wants w = {.cards = 2, .folded = 1, .values = 2,
                  .locks = 3, .code = 20, .lanes = 5};
    ap_layout l = ap_layout_make(80, 24, &w);
    CU_ASSERT(l.card[1].rows >= 5 && l.card[1].cols >= 36);
    CU_ASSERT(l.folded.rows >= 1);
    CU_ASSERT(l.memory.rows >= 2);
    CU_ASSERT(l.locks.rows >= 2);
    CU_ASSERT(l.code.rows >= 4);
    CU_ASSERT(l.timeline.rows >= 4);
    CU_ASSERT(l.output.rows >= 1);
    CU_ASSERT(ap_layout_make(79, 24, &w).is_too_small);
    CU_ASSERT(ap_layout_make(80, 23, &w).is_too_small);
}

/* ---- golden frames ----------------------------------------------- */

typedef ap_scene *(*scene_fn)(void);

static const struct {
    const char *name;
    scene_fn make;
    int cols, rows;
    ap_theme_id theme;
    bool ascii;
    ap_zoom zoom;
} frames[] = {
    {"lost-80x24", scene_lost_update, 80, 24, AP_THEME_DARK, false, 0},
    {"lost-120x36", scene_lost_update, 120, 36, AP_THEME_DARK, false, 0},
    {"lost-200x60", scene_lost_update, 200, 60, AP_THEME_DARK, false, 0},
    {"lost-ascii", scene_lost_update, 80, 24, AP_THEME_MONO, true, 0},
    {"lost-light", scene_lost_update, 100, 30, AP_THEME_LIGHT, false, 0},
    {"deadlock-80x24", scene_deadlock, 80, 24, AP_THEME_DARK, false, 0},
    {"deadlock-120x36", scene_deadlock, 120, 36, AP_THEME_CONTRAST, false, 0},
    {"many-80x24", scene_many, 80, 24, AP_THEME_DARK, false, 0},
    {"many-200x60", scene_many, 200, 60, AP_THEME_DARK, false, 0},
    {"empty-80x24", scene_empty, 80, 24, AP_THEME_DARK, false, 0},
    {"zoom-code", scene_deadlock, 80, 24, AP_THEME_DARK, false,
     AP_ZOOM_CODE},
    {"too-small", scene_empty, 60, 18, AP_THEME_DARK, false, 0}};

static void frames_are_golden(void)
{
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        ap_term_options o = {.headless = true, .cols = frames[i].cols,
                             .rows = frames[i].rows,
                             .ascii = frames[i].ascii};
        ap_error e;
        ap_term *t = ap_term_open(&o, &e);
        CU_ASSERT_PTR_NOT_NULL_FATAL(t);
        ap_scene *s = frames[i].make();
        ap_str got = {0};
        ap_frame_draw(t, frames[i].theme, s, frames[i].zoom, NULL);
        ap_term_flush(t);
        golden_text(t, &got);
        golden_plane(t, &got);
        golden_check("ui", frames[i].name, &got);
        ap_str_clear(&got);
        ap_scene_free(s);
        ap_term_close(t);
    }
}

static void popups_are_golden(void)
{
    ap_term_options o = {.headless = true, .cols = 80, .rows = 24};
    ap_error e;
    ap_term *t = ap_term_open(&o, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(t);
    ap_scene *s = scene_deadlock();
    ap_str got = {0};
    int top = 99;
    ap_frame_draw(t, AP_THEME_DARK, s, AP_ZOOM_NONE, NULL);
    ap_help_draw(t, AP_THEME_DARK, &top);
    CU_ASSERT(top > 0 && top < ap_action_count());
    ap_term_flush(t);
    golden_text(t, &got);
    golden_check("ui", "help-80x24", &got);
    ap_str_clear(&got);
    ap_scene_free(s);
    ap_term_close(t);
}

static const ap_menu_entry entries[] = {
    {"scenarios/races/lost_update.py", "races", "Lost update",
     "counter ends at 4.", false},
    {"scenarios/races/lost_update_locked.py", "races", "One shared lock",
     "counter ends at 4.", true},
    {"scenarios/deadlock/ab_ba.py", "deadlock", "AB-BA deadlock",
     "both transfers finish.", false}};

static void the_menu_filters(void)
{
    ap_term_options o = {.headless = true, .cols = 80, .rows = 24};
    ap_error e;
    ap_term *t = ap_term_open(&o, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(t);
    static const char *const filters[] = {"", "DEAD", "nothing like it"};
    ap_str got = {0};
    for (int i = 0; i < 3; i++) {
        ap_menu_draw(t, AP_THEME_DARK, entries, 3, filters[i], 1);
        ap_term_flush(t);
        golden_text(t, &got);
    }
    golden_check("ui", "menu-80x24", &got);
    ap_str_clear(&got);
    ap_term_close(t);
}

/* 200 threads at 200x60: a frame takes at most 5 ms. */
static void a_next_frame_is_small(void)
{
    ap_term_options o = {.headless = true, .cols = 200, .rows = 60};
    ap_error e;
    ap_term *t = ap_term_open(&o, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(t);
    ap_scene *s = scene_many();
    for (int i = 0; i < 2; i++) {
        s->step++;
        ap_frame_draw(t, AP_THEME_DARK, s, AP_ZOOM_NONE, NULL);
        ap_term_flush(t);
    }
    size_t bytes;
    ap_term_bytes(t, &bytes);
    CU_ASSERT(bytes > 0);
    CU_ASSERT(bytes < 4096);
    ap_scene_free(s);
    ap_term_close(t);
}

/* ---- actions ----------------------------------------------------- */

static void every_key_has_one_action(void)
{
    for (int i = 0; i < AP_DO_IT_COUNT; i++) {
        const ap_action *a = ap_action_of((ap_action_id)i);
        for (int k = 0; a->keys[k]; k++)
            CU_ASSERT_EQUAL(ap_action_for(a->keys[k]), (ap_action_id)i);
        CU_ASSERT(a->keys[0] != 0 && *a->name && *a->help);
    }
    CU_ASSERT_EQUAL(ap_action_for('Z'), AP_DO_IT_COUNT);
}

static CU_TestInfo tests[] = {
    {"the layout never overlaps", layout_never_overlaps},
    {"80x24 shows every panel", smallest_screen_shows_every_panel},
    {"frames are golden", frames_are_golden},
    {"popups are golden", popups_are_golden},
    {"the menu filters", the_menu_filters},
    {"a next frame is small", a_next_frame_is_small},
    {"every key has one action", every_key_has_one_action},
    CU_TEST_INFO_NULL};
CU_SuiteInfo ui_suite = {.pName = "ui", .pTests = tests};
