/* term: headless frames, read back as cells and replayed in libvterm, an
 * independent terminal. */
#include "cells.h"
#include "suites.h"

#include "apiary/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

static const ap_style plain = {-1, -1, 0};

static ap_term *screen(int cols, int rows, bool ascii)
{
    ap_error e = {0};
    ap_term *t = ap_term_open(&(ap_term_options){.headless = true,
                                                 .cols = cols,
                                                 .rows = rows,
                                                 .ascii = ascii},
                              &e);
    if (!t) /* nothing to test on: every later test would crash */
        ap_bug(__FILE__, __LINE__, "no headless screen: %s", e.msg);
    ap_term_erase(t, plain);
    return t;
}

/* Row y of the last frame, right halves of wide characters left out. */
static const char *row_text(const ap_term *t, int y)
{
    static ap_str line;
    ap_str_reset(&line);
    for (int x = 0; x < ap_term_cols(t); x++) {
        uint32_t rune = ap_term_cell(t, y, x).rune;
        if (rune)
            ap_str_rune(&line, rune);
    }
    while (line.len && line.s[line.len - 1] == ' ')
        line.s[--line.len] = 0;
    return ap_str_c(&line);
}

static void check_row(const ap_term *t, int y, const char *want)
{
    const char *got = row_text(t, y);
    if (strcmp(got, want) != 0)
        fprintf(stderr, "\nrow %d: want [%s] got [%s]\n", y, want, got);
    CU_ASSERT_STRING_EQUAL(got, want);
}

static void puts_and_clips(void)
{
    static const struct {
        int x, cols;
        const char *text;
        int used;
        const char *row;
    } cases[] = {
        {0, -1, "abc", 3, "abc"},
        {2, -1, "abc", 3, "  abc"},
        {0, 2, "abc", 2, "ab"},
        {8, -1, "abc", 2, "        ab"},
        {12, -1, "abc", 0, ""},
        {-1, -1, "abc", 3, "bc"},
        {-5, -1, "abc", 3, ""},
        {0, -1, "日本", 4, "日本"},
        {0, 3, "日本", 2, "日"},
        {9, -1, "日", 0, ""},
        {8, -1, "日", 2, "        日"},
        {-1, -1, "日a", 3, " a"},
        {0, -1, "e\xcc\x81x", 2, "ex"},
        {0, -1, "a\xff" "b", 3, "a?b"},
        {0, -1, "a\tb\n", 2, "ab"},
        {0, -1, "│█▒⣿▸", 5, "│█▒⣿▸"},
        {0, 0, "abc", 0, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_term *t = screen(10, 3, false);
        int used = ap_term_put(t, 1, cases[i].x, cases[i].cols, plain,
                               cases[i].text);
        ap_term_put(t, 7, 0, -1, plain, "off");
        ap_term_put(t, -1, 0, -1, plain, "off");
        ap_term_flush(t);
        CU_ASSERT_EQUAL(used, cases[i].used);
        check_row(t, 0, "");
        check_row(t, 1, cases[i].row);
        check_row(t, 2, "");
        ap_term_close(t);
    }
}

static void ascii_stands_in(void)
{
    static const struct {
        const char *text, *row;
    } cases[] = {{"┌─┬═┐│║", "+-+=+||"}, {"█░▒─.", "#:%-."},
                 {"▸◂●○→←", "><*o><"},   {"日a", "??a"},
                 {"é…–’", "e.-'"},       {"⣿⠀⡇", ": :"},
                 {"⌘", "?"},             {"a~b", "a~b"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_term *t = screen(20, 2, true);
        CU_ASSERT(ap_term_is_ascii(t));
        ap_term_put(t, 0, 0, -1, plain, cases[i].text);
        ap_term_flush(t);
        check_row(t, 0, cases[i].row);
        ap_term_close(t);
    }
}

static void styles_read_back(void)
{
    static const ap_style styles[] = {{-1, -1, 0},
                                      {214, -1, AP_BOLD},
                                      {-1, 238, 0},
                                      {16, 255, AP_UNDERLINE | AP_DIM},
                                      {74, 16, AP_REVERSE | AP_ITALIC}};
    enum { N = sizeof styles / sizeof *styles };
    ap_term *t = screen(20, N + 1, false);
    ap_term_erase(t, (ap_style){252, 233, 0});
    for (int i = 0; i < N; i++)
        ap_term_put(t, i, 1, -1, styles[i], "a日");
    ap_term_flush(t);
    for (int i = 0; i < N; i++) {
        for (int x = 1; x < 4; x++)
            CU_ASSERT(same_style(ap_term_cell(t, i, x).style, styles[i]));
        CU_ASSERT(same_style(ap_term_cell(t, i, 4).style,
                             (ap_style){252, 233, 0}));
        CU_ASSERT_EQUAL(ap_term_cell(t, i, 2).rune, 0x65e5);
        CU_ASSERT_EQUAL(ap_term_cell(t, i, 3).rune, 0);
    }
    CU_ASSERT_EQUAL(ap_term_colors(t), 256);
    ap_term_close(t);
}

static void restyles(void)
{
    const ap_style flash = {16, 227, AP_BOLD};
    ap_term *t = screen(10, 2, false);
    ap_term_put(t, 0, 0, -1, plain, "ab日cd");
    ap_term_restyle(t, 0, 1, 4, flash);
    ap_term_restyle(t, 5, 0, 4, flash);
    ap_term_restyle(t, 1, -3, 4, flash);
    ap_term_restyle(t, 1, 9, 4, flash);
    ap_term_flush(t);
    check_row(t, 0, "ab日cd");
    static const char want[2][11] = {".ffff.....", "f........f"};
    for (int y = 0; y < 2; y++)
        for (int x = 0; x < 10; x++)
            CU_ASSERT(same_style(ap_term_cell(t, y, x).style,
                                 want[y][x] == 'f' ? flash : plain));
    ap_term_close(t);
}

/* The halves of a wide character have one style: that of the left one. */
static void restyled_halves_stay_together(void)
{
    const ap_style flash = {16, 227, 0};
    static const struct {
        int x, cols;
        const char *want;
    } cases[] = {{1, 2, "..f."}, {0, 1, "ff.."}, {0, 3, "fff."},
                 {1, 1, "...."}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_term *t = screen(4, 1, false);
        ap_term_put(t, 0, 0, -1, plain, "日xy");
        ap_term_restyle(t, 0, cases[i].x, cases[i].cols, flash);
        ap_term_flush(t);
        for (int x = 0; x < 4; x++)
            CU_ASSERT(same_style(ap_term_cell(t, 0, x).style,
                                 cases[i].want[x] == 'f' ? flash : plain));
        ap_term_close(t);
    }
}

static void half_of_a_wide_one_never_stays(void)
{
    static const struct {
        int x;
        const char *over, *row;
    } cases[] = {{1, "x", " x本"}, {2, "x", "日x"}, {0, "x", "x 本"},
                 {1, "語", " 語"}, {3, "x", "日 x"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_term *t = screen(10, 1, false);
        ap_term_put(t, 0, 0, -1, plain, "日本");
        ap_term_put(t, 0, cases[i].x, -1, plain, cases[i].over);
        ap_term_flush(t);
        check_row(t, 0, cases[i].row);
        ap_term_close(t);
    }
}

static void fills(void)
{
    ap_term *t = screen(10, 3, false);
    ap_term_fill(t, 0, -2, 5, plain, 0x2500);
    ap_term_fill(t, 1, 3, 5, plain, 0x65e5);
    ap_term_fill(t, 2, 8, -1, plain, '#');
    ap_term_flush(t);
    check_row(t, 0, "───");
    check_row(t, 1, "   日日");
    check_row(t, 2, "        ##");
    ap_term_close(t);
}

/* ---- the frames' bytes ---------------------------------------------- */

/* A busy picture: boxes that move, runs of random cells, wide characters. */
static void draw_busy(ap_term *t, int frame)
{
    static const char *const bits[] = {"█", "░", "日", "─", "a", " ", "⣿"};
    static const int16_t hues[] = {214, 74, 36, 227, 32, 166, 175, -1};
    uint64_t chance = (uint64_t)frame / 2;
    int cols = ap_term_cols(t), rows = ap_term_rows(t);
    ap_term_erase(t, frame & 1 ? (ap_style){252, 233, 0} : plain);
    for (int i = 0; i < cols * rows / 20; i++) {
        ap_style s = {hues[ap_rng_below(&chance, 8)],
                      ap_rng_below(&chance, 3) ? -1 : 238,
                      (uint8_t)ap_rng_below(&chance, 32)};
        int y = (int)ap_rng_below(&chance, (uint32_t)rows);
        int x = (int)ap_rng_below(&chance, (uint32_t)cols + 3) - 2;
        ap_term_put(t, y, x, -1, s, bits[ap_rng_below(&chance, 7)]);
        if (i % 7 == 0)
            ap_term_restyle(t, y, x - 2, 5, s);
    }
    ap_term_fill(t, frame % rows, frame % cols, 30, (ap_style){16, 214, 0},
                 0x2501);
    ap_term_printf(t, 0, 3, -1, (ap_style){-1, -1, AP_BOLD}, "frame %d",
                   frame);
}

static int differing_cells(const ap_term *t, VTermScreen *vs)
{
    int n = 0;
    for (int y = 0; y < ap_term_rows(t); y++)
        for (int x = 0; x < ap_term_cols(t); x++) {
            VTermScreenCell v = {0};
            vterm_screen_get_cell(vs, (VTermPos){y, x}, &v);
            n += !same_cell(ap_term_cell(t, y, x), &v);
        }
    return n;
}

static void libvterm_sees_the_same(void)
{
    enum { COLS = 90, ROWS = 25 };
    ap_term *t = screen(COLS, ROWS, false);
    VTerm *vt = vterm_new(ROWS, COLS);
    vterm_set_utf8(vt, 1);
    VTermScreen *vs = vterm_obtain_screen(vt);
    vterm_screen_enable_altscreen(vs, 1);
    vterm_screen_reset(vs, 1);
    for (int frame = 0; frame < 40; frame++) {
        size_t n;
        draw_busy(t, frame);
        ap_term_flush(t);
        const char *bytes = ap_term_bytes(t, &n);
        CU_ASSERT(n > 0);
        vterm_input_write(vt, bytes, n);
        CU_ASSERT_EQUAL(differing_cells(t, vs), 0);
    }
    vterm_free(vt);
    ap_term_close(t);
}

static void same_picture_no_bytes(void)
{
    size_t n;
    ap_term *t = screen(120, 36, false);
    draw_busy(t, 1);
    ap_term_flush(t);
    ap_term_bytes(t, &n);
    CU_ASSERT(n > 1000);
    draw_busy(t, 1);
    ap_term_flush(t);
    ap_term_bytes(t, &n);
    CU_ASSERT_EQUAL(n, 0);
    ap_term_close(t);
}

static void all_frames(ap_str *out)
{
    ap_term *t = screen(100, 30, false);
    for (int frame = 0; frame < 5; frame++) {
        size_t n;
        draw_busy(t, frame);
        ap_term_flush(t);
        const char *bytes = ap_term_bytes(t, &n);
        ap_str_putn(out, bytes, n);
    }
    ap_term_close(t);
}

static void nothing_from_the_environment(void)
{
    static const char *const hostile[][2] = {
        {"TERM", "vt100"},      {"LINES", "7"},
        {"COLUMNS", "x"},       {"LC_ALL", "C"},
        {"NO_COLOR", "1"},      {"TERMINFO", "/nonexistent"},
        {"TABSIZE", "3"},       {"NCURSES_NO_UTF8_ACS", "1"},
        {"COLORFGBG", "0;15"}};
    enum { N = sizeof hostile / sizeof *hostile };
    char *before[N];
    ap_str kind = {0}, rough = {0};
    all_frames(&kind);
    for (int i = 0; i < N; i++) {
        const char *value = getenv(hostile[i][0]);
        before[i] = value ? ap_strdup(value) : NULL;
        setenv(hostile[i][0], hostile[i][1], 1);
    }
    all_frames(&rough);
    for (int i = 0; i < N; i++) {
        bool size = i == 1 || i == 2; /* these two become ours */
        const char *now = getenv(hostile[i][0]);
        CU_ASSERT(size || (now && strcmp(now, hostile[i][1]) == 0));
        if (before[i])
            setenv(hostile[i][0], before[i], 1);
        else
            unsetenv(hostile[i][0]);
        ap_free(before[i]);
    }
    CU_ASSERT(kind.len > 0 && kind.len == rough.len);
    CU_ASSERT(strcmp(ap_str_c(&kind), ap_str_c(&rough)) == 0);
    ap_str_clear(&kind);
    ap_str_clear(&rough);
}

static void keys_have_names(void)
{
    char buf[16];
    CU_ASSERT_STRING_EQUAL(ap_key_name(' ', buf), "Space");
    CU_ASSERT_STRING_EQUAL(ap_key_name('x', buf), "x");
    CU_ASSERT_STRING_EQUAL(ap_key_name(3, buf), "Ctrl-C");
    CU_ASSERT_STRING_EQUAL(ap_key_name(0xe9, buf), "é");
    CU_ASSERT_STRING_EQUAL(ap_key_name(AP_KEY_UP, buf), "Up");
    CU_ASSERT_STRING_EQUAL(ap_key_name(AP_KEY_QUIT, buf), "quit");
}

static void headless_keys_are_a_wait(void)
{
    ap_key k;
    ap_term *t = screen(10, 2, false);
    int64_t deadline = ap_clock_ns() + 20000000;
    CU_ASSERT_FALSE(ap_term_key(t, deadline, -1, &k));
    CU_ASSERT(ap_clock_ns() >= deadline);
    CU_ASSERT_FALSE(ap_term_key(t, -1, -1, &k));
    ap_term_close(t);
}

static void palette_is_xterms(void)
{
    CU_ASSERT_EQUAL(ap_color_rgb(16), 0x000000);
    CU_ASSERT_EQUAL(ap_color_rgb(214), 0xffaf00);
    CU_ASSERT_EQUAL(ap_color_rgb(231), 0xffffff);
    CU_ASSERT_EQUAL(ap_color_rgb(233), 0x121212);
    CU_ASSERT_EQUAL(ap_color_rgb(255), 0xeeeeee);
}

static CU_TestInfo tests[] = {
    {"puts and clips", puts_and_clips},
    {"ascii stands in", ascii_stands_in},
    {"styles read back", styles_read_back},
    {"restyles", restyles},
    {"restyled halves stay together", restyled_halves_stay_together},
    {"half of a wide one never stays", half_of_a_wide_one_never_stays},
    {"fills", fills},
    {"libvterm sees the same", libvterm_sees_the_same},
    {"same picture, no bytes", same_picture_no_bytes},
    {"nothing from the environment", nothing_from_the_environment},
    {"keys have names", keys_have_names},
    {"headless keys are a wait", headless_keys_are_a_wait},
    {"palette is xterm's", palette_is_xterms},
    CU_TEST_INFO_NULL};
CU_SuiteInfo term_suite = {.pName = "term", .pTests = tests};
