/* cast: every recording, played in an independent terminal, shows what the
 * program drew, cell by cell; and the same options give the same bytes. */
#include "cells.h"
#include "recorded.h"
#include "shell.h"
#include "suites.h"

#include "apiary/export.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a recording with some of its frames kept ------------------------ */

enum { COLS = 100, ROWS = 30, KEEP_EVERY = 7 };

typedef struct kept {
    int64_t ns;
    ap_cell cells[ROWS][COLS];
} kept;

typedef struct recording {
    ap_cast cast;
    ap_vec frames;      /* of kept */
    int nframes;
} recording;

static void begin_it(void *arg, const ap_term *t, const ap_scenario *s)
{
    recording *r = arg;
    ap_cast_begin(&r->cast, t, (ap_export_colors){0xd0d0d0, 0x121212},
                  s->title, 0);
}

static void take_frame(void *arg, int64_t ns, const ap_term *t)
{
    recording *r = arg;
    size_t n;
    ap_cast_frame(&r->cast, ns, t);
    ap_term_bytes(t, &n);
    if (n == 0 || r->nframes++ % KEEP_EVERY)
        return;
    kept *k = ap_vec_push(&r->frames, NULL);
    k->ns = ns;
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < COLS; x++)
            k->cells[y][x] = ap_term_cell(t, y, x);
}

static void take_mark(void *arg, int64_t ns, const char *label)
{
    recording *r = arg;
    ap_cast_mark(&r->cast, ns, label);
}

static void record(const char *path, const char *keys, recording *r)
{
    const ap_frame_sink sink = {r, begin_it, take_frame, take_mark, NULL};
    *r = (recording){0};
    ap_vec_init(&r->frames, sizeof(kept));
    CU_ASSERT(record_with(path, keys, "dark", &sink));
}

static void drop(recording *r)
{
    ap_str_clear(&r->cast.text);
    ap_vec_clear(&r->frames);
}

/* ---- played again ---------------------------------------------------- */

static int differing(VTermScreen *screen, const kept *k)
{
    int wrong = 0;
    for (int y = 0; y < ROWS; y++)
        for (int x = 0; x < COLS; x++) {
            VTermScreenCell v;
            VTermPos at = {.row = y, .col = x};
            vterm_screen_get_cell(screen, at, &v);
            wrong += !same_cell(k->cells[y][x], &v);
        }
    return wrong;
}

static bool is_at(json_t *event, int64_t ns)
{
    double at = json_real_value(json_array_get(event, 0));
    double off = at - (double)ns / 1e9;
    return off > -2e-6 && off < 2e-6;
}

/* Plays the cast's lines; -> cells that differ in the frames kept. */
static int play(const recording *r, int *compared)
{
    VTerm *v = vterm_new(ROWS, COLS);
    vterm_set_utf8(v, 1);
    VTermScreen *screen = vterm_obtain_screen(v);
    vterm_screen_enable_altscreen(screen, 1);
    vterm_screen_reset(screen, 1);
    int wrong = 0;
    size_t next = 0;
    const char *line = strchr(r->cast.text.s, '\n') + 1;
    for (; *line; line = strchr(line, '\n') + 1) {
        size_t n = (size_t)(strchr(line, '\n') - line);
        json_t *event = json_loadb(line, n, 0, NULL);
        CU_ASSERT_PTR_NOT_NULL_FATAL(event);
        json_t *data = json_array_get(event, 2);
        if (strcmp(json_string_value(json_array_get(event, 1)), "o") == 0) {
            vterm_input_write(v, json_string_value(data),
                              json_string_length(data));
            const kept *k = next < r->frames.len
                                ? ap_vec_at(&r->frames, next) : NULL;
            if (k && is_at(event, k->ns)) {
                wrong += differing(screen, k);
                next++;
            }
        }
        json_decref(event);
    }
    *compared = (int)next;
    vterm_free(v);
    return wrong;
}

static void casts_show_what_was_drawn(void)
{
    ap_catalogue c;
    ap_error e = {0};
    CU_ASSERT_FATAL(ap_catalogue_read(&c, &e));
    for (size_t i = 0; i < c.items.len; i++) {
        const ap_listed *l = ap_vec_at(&c.items, i);
        recording r;
        int compared;
        record(l->path, "play 2s; pause 500ms; step 3; back 2; end; lesson; "
                        "Esc; last-switch", &r);
        int wrong = play(&r, &compared);
        if (wrong)
            printf("\n%s: %d cells differ\n", l->path, wrong);
        CU_ASSERT_EQUAL(wrong, 0);
        CU_ASSERT(compared > 3 && (size_t)compared == r.frames.len);
        drop(&r);
    }
    ap_catalogue_clear(&c);
}

static void the_same_options_give_the_same_bytes(void)
{
    recording a, b;
    record("scenarios/races/lost_update.py", "play 3s; fix; play 2s", &a);
    record("scenarios/races/lost_update.py", "play 3s; fix; play 2s", &b);
    CU_ASSERT_EQUAL(a.cast.text.len, b.cast.text.len);
    CU_ASSERT(strcmp(a.cast.text.s, b.cast.text.s) == 0);
    CU_ASSERT(strstr(a.cast.text.s, "Lost update") != NULL);
    drop(&a);
    drop(&b);
}

/* ---- the format ---------------------------------------------------- */

static void the_header_says_all(void)
{
    ap_error e = {0};
    ap_term *t = ap_term_open(&(ap_term_options){.headless = true, .cols = 80,
                                                 .rows = 24}, &e);
    ap_cast c;
    ap_cast_begin(&c, t, (ap_export_colors){0x102030, 0xa0b0c0},
                  "a \"title\"\\ \x01", 0);
    json_t *h = json_loads(c.text.s, JSON_DISABLE_EOF_CHECK, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(h);
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(h, "version")), 2);
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(h, "width")), 80);
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(h, "height")), 24);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(h, "title")),
                           "a \"title\"\\ \x01");
    json_t *theme = json_object_get(h, "theme");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(theme, "fg")),
                           "#102030");
    CU_ASSERT_EQUAL(strlen(json_string_value(
                        json_object_get(theme, "palette"))), 16 * 8 - 1);
    json_decref(h);
    ap_str_clear(&c.text);
    ap_term_close(t);
}

static void idle_time_is_cut(void)
{
    ap_error e = {0};
    const int64_t s = 1000000000;
    ap_term *t = ap_term_open(&(ap_term_options){.headless = true, .cols = 9,
                                                 .rows = 2}, &e);
    ap_cast c;
    ap_cast_begin(&c, t, (ap_export_colors){0, 0}, NULL, 2 * s);
    size_t head = c.text.len;
    ap_cast_mark(&c, s, "a");
    ap_cast_mark(&c, 9 * s, "b");
    ap_cast_mark(&c, 10 * s, "c\n");
    CU_ASSERT_STRING_EQUAL(c.text.s + head,
                           "[1.000000, \"m\", \"a\"]\n"
                           "[3.000000, \"m\", \"b\"]\n"
                           "[4.000000, \"m\", \"c\\u000a\"]\n");
    ap_str_clear(&c.text);
    ap_term_close(t);
}

/* ---- scripts, and what bad input gets ------------------------------ */

static void scripts_are_read(void)
{
    ap_vec v;
    ap_error e = {0};
    CU_ASSERT(ap_script_read("play 3s; step 4;pause 500ms ; Right;;7 2; "
                             "next-event; fix; play", &v, &e));
    CU_ASSERT_EQUAL_FATAL(v.len, 8);
    const ap_script_item *it = v.data;
    CU_ASSERT(it[0].kind == AP_SCRIPT_PLAY && it[0].ns == 3000000000);
    CU_ASSERT(it[1].key == AP_KEY_RIGHT && it[1].times == 4);
    CU_ASSERT(it[2].kind == AP_SCRIPT_PAUSE && it[2].ns == 500000000);
    CU_ASSERT(it[3].key == AP_KEY_RIGHT && it[3].times == 1);
    CU_ASSERT(it[4].key == '7' && it[4].times == 2);
    CU_ASSERT_EQUAL(it[5].key, AP_KEY_PGDN);
    CU_ASSERT_EQUAL(it[6].key, 'x');
    CU_ASSERT(it[7].kind == AP_SCRIPT_PLAY && it[7].ns == 0);
    ap_vec_clear(&v);
    static const char *const bad[] = {
        "dance", "play soon", "step 0", "step -3", "step 4 5", "play -2s",
        "step 99999", "pause 3h", "play nan",
        "a very long item that is certainly no key that there could be"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CU_ASSERT(!ap_script_read(bad[i], &v, &e));
        CU_ASSERT(strncmp(e.msg, "bad key script", 14) == 0);
        ap_vec_clear(&v);
    }
}

static const struct {
    const char *words;
    int status;
    const char *says;
} bad_lines[] = {
    {"record lost_update", 2, "wants -o OUT.cast or OUT.svg"},
    {"record lost_update -o build/x.gif", 2, "wants a .cast or .svg file"},
    {"record lost_update -o build", 2, "wants a .cast or .svg file"},
    {"record lost_update -o build/no/such/x.cast", 2, "No such file"},
    {"record lost_update -o build/dir.cast", 2, "Is a directory"},
    {"record lost_update -o build/x.cast --keys 'play; jump'", 2,
     "bad key script: 'jump'"},
    {"record lost_update -o build/x.cast --fps 0", 2, "--fps cannot be '0'"},
    {"record lost_update -o build/x.cast --from 99999", 1, "has only"},
    {"record lost_update -o build/x.cast --from 5 --to 2", 2,
     "--to 2 comes before --from 5"},
    {"record nosuch -o build/x.cast", 2, "nosuch"}};

static void bad_lines_leave_nothing_behind(void)
{
    ap_str out = {0};
    shell(&out, "rm -f build/x.cast; mkdir -p build/dir.cast");
    for (size_t i = 0; i < sizeof bad_lines / sizeof *bad_lines; i++) {
        ap_str_reset(&out);
        int status = shell(&out, "%s %s", AP_BIN, bad_lines[i].words);
        bool told = strstr(ap_str_c(&out), bad_lines[i].says) != NULL;
        CU_ASSERT_EQUAL(status, bad_lines[i].status);
        CU_ASSERT(told);
        if (!told || status != bad_lines[i].status)
            printf("\n%s: %d %s\n", bad_lines[i].words, status,
                   ap_str_c(&out));
    }
    ap_str_reset(&out);
    shell(&out, "ls build | grep -F .cast; rmdir build/dir.cast");
    CU_ASSERT_STRING_EQUAL(ap_str_c(&out), "dir.cast\n");
    ap_str_clear(&out);
}

static CU_TestInfo tests[] = {
    {"the header says all", the_header_says_all},
    {"idle time is cut", idle_time_is_cut},
    {"scripts are read", scripts_are_read},
    {"casts show what was drawn", casts_show_what_was_drawn},
    {"the same options give the same bytes",
     the_same_options_give_the_same_bytes},
    {"bad lines leave nothing behind", bad_lines_leave_nothing_behind},
    CU_TEST_INFO_NULL};
CU_SuiteInfo cast_suite = {.pName = "cast", .pTests = tests};
