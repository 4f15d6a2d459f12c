/* export: text, ANSI and SVG of headless frames. */
#include "suites.h"

#include "apiary/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

static const ap_style plain = {-1, -1, 0};
static const ap_export_colors own = {0xd0d0d0, 0x121212};

static ap_term *screen(int cols, int rows)
{
    ap_error e = {0};
    ap_term *t = ap_term_open(&(ap_term_options){.headless = true,
                                                 .cols = cols,
                                                 .rows = rows},
                              &e);
    if (!t)
        ap_bug(__FILE__, __LINE__, "no headless screen: %s", e.msg);
    ap_term_erase(t, plain);
    return t;
}

static void check(const char *what, const ap_str *got, const char *want)
{
    if (strcmp(ap_str_c(got), want) != 0)
        fprintf(stderr, "\n%s: want\n%s\ngot\n%s\n", what, want,
                ap_str_c(got));
    CU_ASSERT_STRING_EQUAL(ap_str_c(got), want);
}

/* Two rows with what is special: wide, styled, blank but coloured. */
static ap_term *small_picture(void)
{
    ap_term *t = screen(12, 3);
    ap_term_put(t, 0, 1, -1, plain, "a日");
    ap_term_put(t, 0, 5, -1, (ap_style){214, -1, AP_BOLD}, "b <c>");
    ap_term_put(t, 1, 0, -1, (ap_style){16, 74, 0}, "──");
    ap_term_put(t, 1, 10, -1, (ap_style){-1, 238, 0}, " ");
    ap_term_flush(t);
    return t;
}

static void text_is_rows(void)
{
    ap_str s = {0};
    ap_term *t = small_picture();
    ap_export_text(t, &s);
    check("text", &s, " a日 b <c>\n──\n\n");
    ap_term_close(t);
    ap_str_clear(&s);
}

static void ansi_is_exact(void)
{
    ap_str s = {0};
    ap_term *t = small_picture();
    ap_export_ansi(t, &s);
    check("ansi", &s,
          " a日 \033[0;1;38;5;214mb <c>\033[0m\n"
          "\033[0;38;5;16;48;5;74m──\033[0m        \033[0;48;5;238m \033[0m\n"
          "\033[0m\n");
    ap_term_close(t);
    ap_str_clear(&s);
}

static void svg_is_exact(void)
{
    ap_str s = {0};
    ap_term *t = small_picture();
    ap_export_svg(t, own, &s);
    check("svg", &s,
          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"108\" "
          "height=\"54\" viewBox=\"0 0 108 54\" font-family=\"DejaVu Sans "
          "Mono,Menlo,Consolas,monospace\" font-size=\"14.95\">\n"
          "<rect width=\"108\" height=\"54\" fill=\"#121212\"/>\n"
          "<g shape-rendering=\"crispEdges\">\n"
          "<path fill=\"#5fafd7\" d=\"M0 18h18v18h-18z\"/>\n"
          "<path fill=\"#444444\" d=\"M90 18h9v18h-9z\"/>\n"
          "<path fill=\"#000000\" d=\"M0 27h18v1h-18z\"/>\n"
          "</g>\n<g fill=\"#d0d0d0\">\n"
          "<text x=\"9\" y=\"14\">a</text>\n"
          "<text x=\"18\" y=\"14\" textLength=\"18\">日</text>\n"
          "<text x=\"45\" y=\"14\" fill=\"#ffaf00\" font-weight=\"bold\" "
          "textLength=\"45\">b &lt;c&gt;</text>\n"
          "</g>\n</svg>\n");
    ap_term_close(t);
    ap_str_clear(&s);
}

static void attributes_are_worked_out(void)
{
    static const struct {
        ap_style style;
        const char *want;
    } cases[] = {
        {{-1, -1, AP_REVERSE}, "<path fill=\"#d0d0d0\" d=\"M0 0h9v18h-9z\"/>"},
        {{-1, -1, AP_REVERSE}, " fill=\"#121212\">x</text>"},
        {{-1, -1, AP_DIM}, " fill=\"#848484\">x</text>"},
        {{-1, -1, AP_ITALIC}, " font-style=\"italic\">x</text>"},
        {{214, -1, AP_UNDERLINE},
         "<path fill=\"#ffaf00\" d=\"M0 15h9v1h-9z\"/>"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_str s = {0};
        ap_term *t = screen(1, 1);
        ap_term_put(t, 0, 0, -1, cases[i].style, "x");
        ap_term_flush(t);
        ap_export_svg(t, own, &s);
        CU_ASSERT_PTR_NOT_NULL(strstr(ap_str_c(&s), cases[i].want));
        ap_term_close(t);
        ap_str_clear(&s);
    }
}

/* ---- shapes --------------------------------------------------------- */

enum { W = 9, H = 18 };
typedef struct grid {
    bool set[H][W];
} grid;

/* Rasterises the rectangles of one character's path. */
static grid drawn(const char *text)
{
    grid g = {0};
    ap_str s = {0};
    ap_term *t = screen(1, 1);
    ap_term_put(t, 0, 0, -1, (ap_style){214, -1, 0}, text);
    ap_term_flush(t);
    ap_export_svg(t, own, &s);
    const char *at = strstr(ap_str_c(&s), "fill=\"#ffaf00\" d=\"");
    for (at = at ? strchr(at, 'M') : NULL; at; at = strchr(at + 1, 'M')) {
        int x, y, w, h;
        if (sscanf(at, "M%d %dh%dv%dh", &x, &y, &w, &h) != 4)
            break;
        for (int i = 0; i < w * h; i++)
            g.set[y + i / w][x + i % w] = true;
    }
    ap_term_close(t);
    ap_str_clear(&s);
    return g;
}

static void shapes_have_mirrors(void)
{
    static const char *const pairs[][2] = {
        {"┌", "┐"}, {"└", "┘"}, {"├", "┤"}, {"╔", "╗"}, {"╚", "╝"},
        {"╠", "╣"}, {"╒", "╕"}, {"╓", "╖"}, {"╟", "╢"}, {"╞", "╡"},
        {"┍", "┑"}, {"┎", "┒"}, {"┏", "┓"}, {"┖", "┚"}, {"┝", "┥"},
        {"┞", "┦"}, {"┡", "┩"}, {"┭", "┮"}, {"╃", "╄"}, {"╉", "╊"},
        {"╸", "╺"}, {"╼", "╾"}, {"─", "─"}, {"║", "║"}, {"╬", "╬"},
        {"╦", "╦"}, {"┃", "┃"}, {"╫", "╫"}, {"╪", "╪"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        grid a = drawn(pairs[i][0]), b = drawn(pairs[i][1]);
        int set = 0, wrong = 0;
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++) {
                set += a.set[y][x];
                wrong += a.set[y][x] != b.set[y][W - 1 - x];
            }
        CU_ASSERT(set > 0);
        CU_ASSERT_EQUAL(wrong, 0);
    }
}

/* The last column of the left one is the first column of the right one. */
static void shapes_meet_their_neighbours(void)
{
    static const char *const rows[] = {"╭─", "┌─┬─┐", "├─┼─┤", "╔═╦═╗",
                                       "╠═╬═╣", "┏━┳━┓", "╒═╤═╕", "╓─╥─╖",
                                       "┝━┿━┥", "╘═╧═╛", "███", "▄▄▄"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t n = strlen(rows[i]) / 3; /* each takes three bytes */
        for (size_t at = i == 0; at + 1 < n; at++) {
            grid pair[2];
            for (size_t k = 0; k < 2; k++) {
                char one[4] = {0};
                memcpy(one, rows[i] + 3 * (at + k), 3);
                pair[k] = drawn(one);
            }
            for (int y = 0; y < H; y++)
                CU_ASSERT_EQUAL(pair[0].set[y][W - 1], pair[1].set[y][0]);
        }
    }
}

/* What the middle of a cell looks like, row by row: columns 2 to 6 of rows 7
 * to 11. */
static void corners_are_joined(void)
{
    static const struct {
        const char *text, *middle;
    } cases[] = {{"┼", "..#.. ..#.. ##### ..#.. ..#.."},
                 {"┌", "..... ..... ..### ..#.. ..#.."},
                 {"┏", "..... .#### .#### .#### .###."},
                 {"╔", "..... .#### .#... .#.## .#.#."},
                 {"╬", ".#.#. ##.## ..... ##.## .#.#."},
                 {"╦", "..... ##### ..... ##.## .#.#."},
                 {"╒", "..... ..### ..#.. ..### ..#.."},
                 {"╟", ".#.#. .#.#. .#.## .#.#. .#.#."},
                 {"╥", "..... ..... ##### .#.#. .#.#."},
                 {"━", "..... ##### ##### ##### ....."}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        grid g = drawn(cases[i].text);
        char got[31] = "";
        for (int k = 0; k < 29; k++)
            got[k] = k % 6 == 5                  ? ' '
                : g.set[7 + k / 6][2 + k % 6]    ? '#'
                                                 : '.';
        if (strcmp(got, cases[i].middle) != 0)
            fprintf(stderr, "\n%s: want %s\n     got  %s\n", cases[i].text,
                    cases[i].middle, got);
        CU_ASSERT_STRING_EQUAL(got, cases[i].middle);
    }
}

/* ---- bigger pictures ------------------------------------------------ */

/* Any frame: every kind of rune, every style. */
static void draw_any(ap_term *t, uint64_t chance, int puts)
{
    static const uint32_t first[] = {' ', 0x2500, 0x2580, 0x2800, 0x4e00,
                                     0x25a0, 0xa1};
    static const uint32_t count[] = {95, 128, 32, 256, 100, 32, 90};
    ap_term_erase(t, plain);
    for (int i = 0; i < puts; i++) {
        uint32_t kind = ap_rng_below(&chance, 7);
        char text[5] = {0};
        ap_utf8_encode(first[kind] + ap_rng_below(&chance, count[kind]),
                       text);
        ap_style s = {(int16_t)(15 + (int)ap_rng_below(&chance, 241)),
                      (int16_t)(15 + (int)ap_rng_below(&chance, 241)),
                      (uint8_t)ap_rng_below(&chance, 32)};
        s.fg = s.fg == 15 ? -1 : s.fg;
        s.bg = ap_rng_below(&chance, 2) ? -1 : s.bg;
        ap_term_put(t, (int)ap_rng_below(&chance, (uint32_t)ap_term_rows(t)),
                    (int)ap_rng_below(&chance, (uint32_t)ap_term_cols(t)),
                    -1, s, text);
    }
    ap_term_flush(t);
}

/* Reads XML as far as our own goes -> the depth at its end, -1: not well
 * formed. */
static int xml_depth(const char *s)
{
    int depth = 0;
    bool quoted = false, inside = false;
    for (; *s; s++) {
        if (*s == '&' && strncmp(s, "&lt;", 4) != 0
            && strncmp(s, "&gt;", 4) != 0 && strncmp(s, "&amp;", 5) != 0)
            return -1;
        if (*s == '"' && inside)
            quoted = !quoted;
        if (quoted)
            continue;
        if (*s == '<') {
            if (inside)
                return -1;
            inside = true;
            depth += s[1] == '/' ? -1 : 1;
        } else if (*s == '>') {
            if (!inside)
                return -1;
            inside = false;
            depth -= s[-1] == '/';
        }
    }
    return inside || quoted ? -1 : depth;
}

static void any_frame_is_well_formed_and_repeats(void)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        ap_str s[2] = {{0}, {0}};
        for (int i = 0; i < 2; i++) {
            ap_term *t = screen(40, 12);
            draw_any(t, seed, 300);
            ap_export_svg(t, own, &s[i]);
            ap_export_text(t, &s[i]);
            ap_export_ansi(t, &s[i]);
            ap_term_close(t);
        }
        CU_ASSERT(s[0].len == s[1].len
                  && memcmp(s[0].s, s[1].s, s[0].len) == 0);
        char *end = strstr(s[0].s, "</svg>");
        if (end)
            end[6] = 0;
        CU_ASSERT(end && xml_depth(s[0].s) == 0);
        ap_str_clear(&s[0]);
        ap_str_clear(&s[1]);
    }
}

/* An independent terminal that is fed the ANSI text shows the frame. */
static void ansi_shows_the_frame(void)
{
    enum { COLS = 60, ROWS = 10 };
    ap_str s = {0};
    ap_term *t = screen(COLS, ROWS);
    draw_any(t, 3, 400);
    ap_export_ansi(t, &s);
    VTerm *vt = vterm_new(ROWS + 1, COLS + 1);
    vterm_set_utf8(vt, 1);
    VTermScreen *vs = vterm_obtain_screen(vt);
    vterm_screen_reset(vs, 1);
    for (size_t i = 0; i < s.len; i++) {
        if (s.s[i] == '\n')
            vterm_input_write(vt, "\r", 1);
        vterm_input_write(vt, s.s + i, 1);
    }
    int wrong = 0;
    for (int i = 0; i < ROWS * COLS; i++) {
        VTermScreenCell v;
        ap_cell c = ap_term_cell(t, i / COLS, i % COLS);
        vterm_screen_get_cell(vs, (VTermPos){i / COLS, i % COLS}, &v);
        if (!c.rune)
            continue;
        wrong += c.rune != (v.chars[0] ? v.chars[0] : ' ');
        wrong += c.style.bg >= 0 && c.style.bg != v.bg.indexed.idx;
        wrong += c.rune != ' ' && c.style.fg >= 0
            && c.style.fg != v.fg.indexed.idx;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    vterm_free(vt);
    ap_term_close(t);
    ap_str_clear(&s);
}

static CU_TestInfo tests[] = {
    {"text is rows", text_is_rows},
    {"ansi is exact", ansi_is_exact},
    {"svg is exact", svg_is_exact},
    {"attributes are worked out", attributes_are_worked_out},
    {"shapes have mirrors", shapes_have_mirrors},
    {"shapes meet their neighbours", shapes_meet_their_neighbours},
    {"corners are joined", corners_are_joined},
    {"any frame is well-formed and repeats",
     any_frame_is_well_formed_and_repeats},
    {"ansi shows the frame", ansi_shows_the_frame},
    CU_TEST_INFO_NULL};
CU_SuiteInfo export_suite = {.pName = "export", .pTests = tests};
