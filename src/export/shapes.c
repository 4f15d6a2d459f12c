/* Box drawing, blocks and braille as paths.
 *
 * A line character is four arms from the cell's middle, each absent, light,
 * heavy or double. Light is one unit wide, heavy three, double two lines with
 * a unit between them. All edges are whole units, so that neighbours meet. */
#include "export_i.h"

enum { UP, RIGHT, DOWN, LEFT };
enum { ABSENT, LIGHT, HEAVY, DOUBLE };
enum { MID_X = 4, MID_Y = 9 };

/* U+2500..U+257F: the weights of the arms up, right, down, left. Dashes, arcs
 * and diagonals are drawn apart. */
static const char arms[128][5] = {
    "0101", "0202", "1010", "2020", "0000", "0000", "0000", "0000",
    "0000", "0000", "0000", "0000", "0110", "0210", "0120", "0220",
    "0011", "0012", "0021", "0022", "1100", "1200", "2100", "2200",
    "1001", "1002", "2001", "2002", "1110", "1210", "2110", "1120",
    "2120", "2210", "1220", "2220", "1011", "1012", "2011", "1021",
    "2021", "2012", "1022", "2022", "0111", "0112", "0211", "0212",
    "0121", "0122", "0221", "0222", "1101", "1102", "1201", "1202",
    "2101", "2102", "2201", "2202", "1111", "1112", "1211", "1212",
    "2111", "1121", "2121", "2112", "2211", "1122", "1221", "2212",
    "1222", "2122", "2221", "2222", "0000", "0000", "0000", "0000",
    "0303", "3030", "0310", "0130", "0330", "0013", "0031", "0033",
    "1300", "3100", "3300", "1003", "3001", "3003", "1310", "3130",
    "3330", "1013", "3031", "3033", "0313", "0131", "0333", "1303",
    "3101", "3303", "1313", "3131", "3333", "0000", "0000", "0000",
    "0000", "0000", "0000", "0000", "0001", "1000", "0100", "0010",
    "0002", "2000", "0200", "0020", "0201", "1020", "0102", "2010"};

/* ---- path data ------------------------------------------------------ */

static void number(ap_str *path, int n)
{
    char digits[12];
    int at = sizeof digits;
    unsigned rest = n < 0 ? (unsigned)-n : (unsigned)n;
    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (n < 0)
        digits[--at] = '-';
    ap_str_putn(path, digits + at, sizeof digits - (size_t)at);
}

static void command(ap_str *path, char letter, int n)
{
    ap_str_putc(path, letter);
    number(path, n);
}

void export_rect(ap_str *path, int x, int y, int w, int h)
{
    command(path, 'M', x);
    command(path, ' ', y);
    command(path, 'h', w);
    command(path, 'v', h);
    command(path, 'h', -w);
    ap_str_putc(path, 'z');
}

/* ---- lines ---------------------------------------------------------- */

/* A cell to draw in: its corner and the width of n cells. */
typedef struct spot {
    ap_str *path;
    int x, y, w;
} spot;

/* A strip of an arm: from the cell's edge to `reach` units past its middle,
 * `wide` units wide, beginning `off` units beside the middle line. */
static void strip(const spot *s, int arm, int reach, int off, int wide)
{
    int right = MID_X - reach, down = MID_Y - reach;
    switch (arm) {
    case UP:
        export_rect(s->path, s->x + MID_X + off, s->y, wide,
                    MID_Y + reach + 1);
        break;
    case DOWN:
        export_rect(s->path, s->x + MID_X + off, s->y + down, wide,
                    CELL_H - down);
        break;
    case LEFT:
        export_rect(s->path, s->x, s->y + MID_Y + off, MID_X + reach + 1,
                    wide);
        break;
    default:
        export_rect(s->path, s->x + right, s->y + MID_Y + off, s->w - right,
                    wide);
    }
}

/* One of two lines of a double arm: it ends before a double arm on its own
 * side and goes round one on the other side. */
static int double_reach(int near, int far)
{
    return near == DOUBLE ? -1 : far == DOUBLE ? 1 : 0;
}

static int single_reach(int a, int b, int opposite)
{
    if (a == DOUBLE && b == DOUBLE && !opposite)
        return -1; /* the space between two lines stays free */
    return a >= HEAVY || b >= HEAVY ? 1 : 0;
}

/* Of a line that goes straight through, the first arm is all of it. */
static void draw_arm(const spot *s, const int weight[4], int arm)
{
    bool across = arm == LEFT || arm == RIGHT;
    int a = weight[across ? UP : LEFT], b = weight[across ? DOWN : RIGHT];
    int opposite = weight[(arm + 2) % 4];
    int reach = single_reach(a, b, opposite);
    int reach_a = double_reach(a, b), reach_b = double_reach(b, a);
    if (weight[arm] == opposite && !a && !b) {
        if (arm == DOWN || arm == LEFT)
            return;
        reach = reach_a = reach_b = across ? MID_X : CELL_H - MID_Y - 1;
    }
    if (weight[arm] == LIGHT)
        strip(s, arm, reach, 0, 1);
    else if (weight[arm] == HEAVY)
        strip(s, arm, reach, -1, 3);
    else if (weight[arm] == DOUBLE) {
        strip(s, arm, reach_a, -1, 1);
        strip(s, arm, reach_b, 1, 1);
    }
}

static void draw_lines(const spot *s, const char digits[5])
{
    int weight[4];
    for (int arm = 0; arm < 4; arm++)
        weight[arm] = digits[arm] - '0';
    for (int arm = 0; arm < 4; arm++)
        draw_arm(s, weight, arm);
}

/* `count` dashes a cell, a gap of one unit after each. */
static void draw_dashes(const spot *s, int count, bool heavy, bool upright)
{
    int length = upright ? CELL_H : CELL_W, wide = heavy ? 3 : 1;
    for (int i = 0; i < count; i++) {
        int from = i * length / count, to = (i + 1) * length / count - 1;
        if (upright)
            export_rect(s->path, s->x + MID_X - heavy, s->y + from, wide,
                        to - from);
        else
            export_rect(s->path, s->x + from, s->y + MID_Y - heavy, to - from,
                        wide);
    }
}

/* U+256D..U+2570: a quarter ring and the arms that are left. */
static void draw_arc(const spot *s, uint32_t rune)
{
    bool right = rune == 0x256d || rune == 0x2570;
    bool down = rune <= 0x256e;
    int x = s->x + MID_X, y = s->y + MID_Y;
    int end_x = right ? s->x + CELL_W : s->x;
    int end_y = down ? s->y + CELL_H : s->y;
    int bend = y + (down ? 4 : -3), outer_x = x + !right, inner_x = x + right;
    int outer_y = y + !down, inner_y = y + down;
    ap_str_printf(s->path, "M%d %dV%dQ%d %d %d %dV%dQ%d %d %d %dV%dz", outer_x,
                  end_y, bend, outer_x, outer_y, end_x, outer_y, inner_y,
                  inner_x, inner_y, inner_x, bend, end_y);
}

/* Both run round the same way: where they cross, opposite ones would leave a
 * hole. */
static void draw_diagonals(const spot *s, uint32_t rune)
{
    int right = s->x + CELL_W, bottom = s->y + CELL_H;
    if (rune != 0x2572)
        ap_str_printf(s->path, "M%d %dL%d %dh1L%d %dz", s->x, bottom,
                      right - 1, s->y, s->x + 1, bottom);
    if (rune != 0x2571)
        ap_str_printf(s->path, "M%d %dL%d %dh-1L%d %dz", s->x + 1, s->y, right,
                      bottom, s->x, s->y);
}

static void draw_line_rune(const spot *s, uint32_t rune)
{
    if (rune >= 0x2504 && rune <= 0x250b)
        draw_dashes(s, rune < 0x2508 ? 3 : 4, rune & 1, rune & 2);
    else if (rune >= 0x254c && rune <= 0x254f)
        draw_dashes(s, 2, rune & 1, rune & 2);
    else if (rune >= 0x256d && rune <= 0x2570)
        draw_arc(s, rune);
    else if (rune >= 0x2571 && rune <= 0x2573)
        draw_diagonals(s, rune);
    else
        draw_lines(s, arms[rune - 0x2500]);
}

/* ---- blocks, braille ------------------------------------------------ */

static int eighths(int of, int n)
{
    return (of * n + 4) / 8;
}

/* U+2596..U+259F: bit 0 upper left, 1 upper right, 2 lower left, 3 right. */
static void draw_quadrants(const spot *s, int bits)
{
    int half_w = eighths(CELL_W, 4), half_h = CELL_H / 2;
    for (int i = 0; i < 4; i++)
        if (bits >> i & 1)
            export_rect(s->path, s->x + (i & 1 ? half_w : 0),
                        s->y + (i & 2 ? half_h : 0),
                        i & 1 ? CELL_W - half_w : half_w, half_h);
}

static void draw_block(const spot *s, uint32_t rune)
{
    static const char quadrants[10] = {4, 8, 1, 13, 9, 7, 11, 2, 6, 14};
    int n = (int)rune - 0x2580, part = eighths(CELL_H, n);
    int right = eighths(CELL_W, 4), thin_w = eighths(CELL_W, 1);
    if (rune == 0x2580)
        export_rect(s->path, s->x, s->y, s->w, CELL_H / 2);
    else if (rune <= 0x2588)
        export_rect(s->path, s->x, s->y + CELL_H - part, s->w, part);
    else if (rune <= 0x258f)
        export_rect(s->path, s->x, s->y, eighths(CELL_W, 16 - n), CELL_H);
    else if (rune == 0x2590)
        export_rect(s->path, s->x + right, s->y, CELL_W - right, CELL_H);
    else if (rune <= 0x2593)
        export_rect(s->path, s->x, s->y, s->w, CELL_H); /* a pattern fills it */
    else if (rune == 0x2594)
        export_rect(s->path, s->x, s->y, s->w, eighths(CELL_H, 1));
    else if (rune == 0x2595)
        export_rect(s->path, s->x + CELL_W - thin_w, s->y, thin_w, CELL_H);
    else
        draw_quadrants(s, quadrants[rune - 0x2596]);
}

static void draw_braille(const spot *s, unsigned dots)
{
    static const struct {
        int x, y;
    } at[8] = {{2, 1}, {2, 6}, {2, 10}, {6, 1}, {6, 6}, {6, 10}, {2, 15},
               {6, 15}};
    for (int i = 0; i < 8; i++)
        if (dots >> i & 1)
            export_rect(s->path, s->x + at[i].x, s->y + at[i].y, 2, 2);
}

/* ---- what export asks ----------------------------------------------- */

bool export_is_shape(uint32_t rune)
{
    return (rune >= 0x2500 && rune <= 0x259f)
        || (rune >= 0x2800 && rune <= 0x28ff);
}

bool export_is_level(uint32_t rune)
{
    return rune == 0x2500 || rune == 0x2501 || rune == 0x2550
        || (rune >= 0x2580 && rune <= 0x2588)
        || (rune >= 0x2591 && rune <= 0x2594);
}

int export_shade(uint32_t rune)
{
    return rune >= 0x2591 && rune <= 0x2593 ? (int)rune - 0x2590 : 0;
}

void export_shape(ap_str *path, uint32_t rune, int x, int y, int n)
{
    AP_ASSERT(n == 1 || export_is_level(rune));
    spot s = {path, x, y, n * CELL_W};
    if (rune >= 0x2800)
        draw_braille(&s, rune - 0x2800);
    else if (rune >= 0x2580)
        draw_block(&s, rune);
    else
        draw_line_rune(&s, rune);
}
