/* past: the stage at a step is one picture, however one came there, and a
 * trace brings it back: over all scenarios and orders, with the folds that
 * the screen needs. */
#include "suites.h"

#include "../src/cmd/cmd_i.h"
#include "../src/ui/stage_i.h"

#include <stdio.h>
#include <string.h>

enum { MOST_STEPS = 1500, PLACES = 7 };
static const char trace_path[] = "build/past.apiary";

typedef struct rig {
    ap_args line;
    ap_opened opened;
    ap_term *term;
    ap_stage *stage;
} rig;

static void open_rig(rig *r, const char *path, const char *order)
{
    static char command[] = "record";
    char option[40], file[200];
    char *argv[] = {command, option, file, NULL};
    ap_error e = {0};
    ap_str why = {0};
    snprintf(option, sizeof option, "--order=%s", order ? order : "random");
    snprintf(file, sizeof file, "%s", path);
    *r = (rig){0};
    ap_args_init(&r->line, &ap_cmd_record);
    CU_ASSERT_FATAL(ap_args_read(&r->line, 3, argv, &e));
    bool ok = ap_open(&r->opened, path, &r->line, &why);
    if (!ok)
        printf("\n%s", ap_str_c(&why));
    CU_ASSERT_FATAL(ok);
    r->opened.scenario.run.in_place = true;
    ap_term_options to = {.headless = true, .cols = 100, .rows = 30};
    ap_stage_options so = {.theme = "dark"};
    r->term = ap_term_open(&to, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r->term);
    r->stage = ap_stage_new(&r->opened.scenario, r->term, &so, &e);
    if (!r->stage)
        printf("\n%s, %s: %s\n", path, order ? order : "a trace", e.msg);
    CU_ASSERT_PTR_NOT_NULL_FATAL(r->stage);
}

static void close_rig(rig *r)
{
    ap_stage_free(r->stage);
    ap_term_close(r->term);
    ap_opened_clear(&r->opened);
}

/* The whole screen, with its colours. */
static void look(rig *r, ap_str *out)
{
    ap_str_reset(out);
    ap_stage_draw(r->stage);
    ap_export_ansi(r->term, out);
}

static void press(rig *r, uint32_t key)
{
    ap_stage_end end;
    ap_stage_press(r->stage, key, &end);
    for (int i = 0; ap_stage_is_busy(r->stage) && i < 20; i++)
        ap_stage_pursue(r->stage, 0); /* 16 steps */
    if (ap_stage_is_busy(r->stage))
        ap_stage_press(r->stage, ' ', &end);
}

static bool is_same(const ap_str *a, const ap_str *b)
{
    return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

/* ---- seek(n) after seek(m) is seek(n) --------------------------------- */

static int differing(rig *r, uint64_t *chance)
{
    ap_str first[PLACES] = {{0}}, now = {0};
    uint64_t at[PLACES];
    ap_error e = {0};
    int wrong = 0;
    ap_stage_advance(r->stage, MOST_STEPS, &e);
    uint64_t end = ap_stage_position(r->stage);
    for (int i = 0; i < PLACES; i++) {
        at[i] = ap_rng_below(chance, (uint32_t)end);
        wrong += !ap_stage_go_to(r->stage, at[i], &e);
        look(r, &first[i]);
    }
    for (int i = 0; i < 2 * PLACES; i++) {
        int k = (int)ap_rng_below(chance, PLACES);
        wrong += !ap_stage_go_to(r->stage, at[k], &e);
        look(r, &now);
        wrong += !is_same(&now, &first[k]);
    }
    for (int i = 0; i < PLACES; i++)
        ap_str_clear(&first[i]);
    ap_str_clear(&now);
    return wrong;
}

static void a_step_is_one_picture(void)
{
    ap_catalogue c;
    ap_error e = {0};
    uint64_t chance = 5;
    CU_ASSERT_FATAL(ap_catalogue_read(&c, &e));
    for (size_t i = 0; i < c.items.len; i++) {
        const char *path = ((ap_listed *)ap_vec_at(&c.items, i))->path;
        rig r;
        open_rig(&r, path, "random");
        int wrong = differing(&r, &chance);
        CU_ASSERT_EQUAL(wrong, 0);
        if (wrong)
            printf("\n%s: %d pictures differ\n", path, wrong);
        close_rig(&r);
    }
    ap_catalogue_clear(&c);
}

/* ---- replay(record(run)) is the run ----------------------------------- */

/* What a person might do: steps, threads picked by hand, back, another way,
 * the old branch again. */
static void meddle(rig *r, uint64_t *chance)
{
    static const uint32_t keys[] = {AP_KEY_RIGHT, AP_KEY_RIGHT, '0', '1', '2',
                                    '3', AP_KEY_LEFT, AP_KEY_PGDN,
                                    AP_KEY_PGUP, AP_KEY_ENTER, ',', '.', 'u'};
    ap_error e = {0};
    ap_stage_advance(r->stage, ap_rng_below(chance, 400), &e);
    for (int i = 0; i < 25; i++)
        press(r, keys[ap_rng_below(chance, sizeof keys / sizeof *keys)]);
}

static bool comes_back(const char *path, const char *order, uint64_t *chance)
{
    ap_str before = {0}, after = {0};
    ap_error e = {0};
    rig r;
    open_rig(&r, path, order);
    meddle(&r, chance);
    /* The last key's answer goes, and whom it looked at. */
    uint64_t at = ap_stage_position(r.stage);
    press(&r, AP_KEY_RESIZE);
    CU_ASSERT(ap_stage_go_to(r.stage, 0, &e)
              && ap_stage_go_to(r.stage, at, &e));
    look(&r, &before);
    bool ok = ap_save_stage(&r.opened, r.stage, trace_path, &e);
    if (!ok)
        printf("\n%s: %s\n", path, e.msg);
    close_rig(&r);
    if (ok) {
        open_rig(&r, trace_path, NULL);
        look(&r, &after);
        close_rig(&r);
    }
    ok = ok && is_same(&before, &after);
    ap_str_clear(&before);
    ap_str_clear(&after);
    return ok;
}

static void a_trace_brings_the_picture_back(void)
{
    static const char *const orders[] = {"random", "rr", "pct"};
    ap_catalogue c;
    ap_error e = {0};
    uint64_t chance = 77;
    CU_ASSERT_FATAL(ap_catalogue_read(&c, &e));
    for (size_t i = 0; i < c.items.len; i++)
        for (size_t k = 0; k < 3; k++) {
            const char *path = ((ap_listed *)ap_vec_at(&c.items, i))->path;
            bool ok = comes_back(path, orders[k], &chance);
            CU_ASSERT(ok);
            if (!ok)
                printf("\n%s, %s: another picture\n", path, orders[k]);
        }
    remove(trace_path);
    ap_catalogue_clear(&c);
}

/* ---- what keyframes hold is the run's alone --------------------------- */

/* Leaves its mark where the next calls have their locals. -> the mark. */
__attribute__((noinline)) static char soil_the_stack(int mark)
{
    enum { DEEP = 24 << 10 };
    volatile char room[DEEP];
    for (int i = 0; i < DEEP; i++)
        room[i] = (char)mark;
    return room[DEEP / 2];
}

static void put_folds(const rig *r, ap_str *out)
{
    ap_tell_save(r->stage->tell, out);
    ap_track_save(r->stage->track, out);
    ap_detect_save(r->stage->detect, out);
}

static void steps_on_soil(const char *path, int mark, ap_str *out)
{
    ap_error e = {0};
    rig r;
    open_rig(&r, path, "random");
    for (int i = 0; i < 600; i++) {
        CU_ASSERT_EQUAL(soil_the_stack(mark), (char)mark);
        ap_stage_advance(r.stage, 1, &e);
    }
    put_folds(&r, out);
    close_rig(&r);
}

/* Bytes that were never set would make equal keyframes differ. */
static void folds_save_nothing_by_chance(void)
{
    static const char *const paths[] = {
        "scenarios/races/lost_update.py",
        "scenarios/classics/dining_philosophers.py",
        "scenarios/classics/producer_consumer.py"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        ap_str a = {0}, b = {0};
        steps_on_soil(paths[i], 0x55, &a);
        steps_on_soil(paths[i], 0xaa, &b);
        CU_ASSERT(is_same(&a, &b));
        ap_str_clear(&a);
        ap_str_clear(&b);
    }
}

static CU_TestInfo tests[] = {
    {"folds save nothing by chance", folds_save_nothing_by_chance},
    {"a step is one picture", a_step_is_one_picture},
    {"a trace brings the picture back", a_trace_brings_the_picture_back},
    CU_TEST_INFO_NULL};
CU_SuiteInfo past_suite = {.pName = "past", .pTests = tests};
