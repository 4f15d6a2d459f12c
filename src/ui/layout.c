/* layout: where the panels stand, as a pure function of the screen's size
 * and of how much there is to show.
 *
 * The screen is a pile of bands, full width: title, goal, cards, folded
 * threads, state (memory beside locks), code, timeline, output, log, JUST,
 * NEXT, keys. Every band has a least, a good and a greatest height. All get
 * their least; what is left is dealt out a row at a time, first up to the
 * good heights, then as blank rows between bands, then up to the greatest;
 * the log takes what nobody wants. Heights never depend on the text of a
 * card, on the output or the log: stepping must not make the bands jump.
 * From WIDE columns on, code, memory, locks and output share one band. */
#include "ui_i.h"

enum { WIDE = 160, AIRY = 30, LOG_MIN = 3, GAP = 2,
       CARD_MIN = 24, CARD_GOOD = 34, CARD_MAX = 90 };

typedef enum band_id {
    B_CARDS, B_FOLDED, B_STATE, B_CODE, B_TIMELINE, B_OUTPUT, B_LOG,
    B_COUNT
} band_id;

typedef struct band {
    int least, good, most; /* most 0: the band is not there */
    int rows;
    bool has_gap;          /* a blank row above it */
} band;

static int at_most(int a, int b)
{
    return a < b ? a : b;
}

static int at_least(int a, int b)
{
    return a > b ? a : b;
}

static int clamp(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

/* ---- how many cards ---------------------------------------------- */

static int cards_in_row(int cols)
{
    int width = cols - 2;
    int n = (width + GAP) / ((cols >= 110 ? CARD_GOOD : CARD_MIN) + GAP);
    return clamp(n, 1, 6);
}

static int card_lines(int rows, ap_zoom zoom)
{
    if (zoom == AP_ZOOM_CARDS)
        return clamp((rows - 7) / 9, 1, 4);
    return rows >= 72 ? 3 : rows >= 52 ? 2 : 1;
}

int ap_layout_cards(int cols, int rows, ap_zoom zoom)
{
    return at_most(cards_in_row(cols) * card_lines(rows, zoom), AP_MAX_CARDS);
}

/* ---- the bands' heights ------------------------------------------ */

static band band_of(int least, int good, int most)
{
    most = at_least(most, 0);
    return (band){at_most(least, most), at_most(good, most), most, 0, false};
}

static void want_bands(band *b, const ap_wants *w, int cols, int rows)
{
    bool is_wide = cols >= WIDE;
    int values = w->locks ? w->values : (w->values + 1) / 2;
    int state = at_least(values, w->locks);
    int lines = w->cards ? (w->cards - 1) / cards_in_row(cols) + 1 : 0;
    int code = w->code ? 1 + at_most(w->code, at_least(rows / 3, 6)) : 0;
    b[B_CARDS] = band_of(5 * lines, 7 * lines,
                         clamp(rows / 4, 6, 14) * lines);
    int columns = w->folded > 6 ? at_least(1, (cols - 2) / 26) : 1;
    int folded = (w->folded + columns - 1) / columns;
    b[B_FOLDED] = band_of(1, 2, at_most(folded, at_least(2, rows / 5)));
    if (is_wide) {
        int beside = at_least(at_least(code, w->values + 1), w->locks + 6);
        b[B_CODE] = band_of(5, 10, beside);
        b[B_STATE] = b[B_OUTPUT] = band_of(0, 0, 0);
    } else {
        b[B_STATE] = band_of(1 + at_most(state, 3), 1 + at_most(state, 5),
                             state ? 1 + at_least(w->values, w->locks) : 0);
        b[B_CODE] = band_of(4, 6, code);
        b[B_OUTPUT] = band_of(1, rows >= AIRY ? 2 : 1,
                              rows >= 50 ? 6 : rows >= 36 ? 3 : 2);
    }
    b[B_LOG] = band_of(0, 0, 0);
    b[B_TIMELINE] = band_of(1 + at_most(w->lanes, 3), 1 + at_most(w->lanes, 7),
                            w->lanes ? 1 + w->lanes : 0);
}

/* One row each to the bands below `limit` (of each band), until none is left
 * or none wants more. */
static int deal(band *b, int rows, bool up_to_most)
{
    bool gave = true;
    while (rows > 0 && gave) {
        gave = false;
        for (int i = 0; i < B_COUNT && rows > 0; i++) {
            if (b[i].rows >= (up_to_most ? b[i].most : b[i].good))
                continue;
            b[i].rows++;
            rows--;
            gave = true;
        }
    }
    return rows;
}

static int deal_gaps(band *b, int rows)
{
    static const band_id order[] = {B_CARDS, B_CODE, B_TIMELINE, B_STATE};
    for (size_t i = 0; i < sizeof order / sizeof *order && rows > 0; i++)
        if (b[order[i]].rows) {
            b[order[i]].has_gap = true;
            rows--;
        }
    return rows;
}

static void only(band *b, band_id which, int rows)
{
    for (int i = 0; i < B_COUNT; i++)
        b[i] = band_of(0, 0, 0);
    b[which] = band_of(rows, rows, rows);
}

/* A zoomed panel has all rows to itself. */
static void zoom_bands(band *b, const ap_wants *w, int rows)
{
    static const band_id shown[] = {
        [AP_ZOOM_CARDS] = B_CARDS, [AP_ZOOM_CODE] = B_CODE,
        [AP_ZOOM_MEMORY] = B_STATE, [AP_ZOOM_TIMELINE] = B_TIMELINE,
        [AP_ZOOM_OUTPUT] = B_OUTPUT};
    if (w->zoom == AP_ZOOM_NONE)
        return;
    int folded = w->zoom == AP_ZOOM_CARDS ? at_most(w->folded, rows / 3) : 0;
    if (w->zoom == AP_ZOOM_CARDS && !w->cards)
        folded = rows;
    only(b, shown[w->zoom], rows - folded);
    b[B_FOLDED] = band_of(folded, folded, folded);
}

static void give_heights(band *b, int rows, bool has_log)
{
    for (int i = 0; i < B_COUNT; i++) {
        b[i].rows = at_most(b[i].least, at_least(rows, 0));
        rows -= b[i].rows;
    }
    rows = deal(b, rows, false);
    rows = deal_gaps(b, rows);
    rows = deal(b, rows, true);
    if (rows > LOG_MIN && has_log) { /* what no other band wants */
        b[B_LOG].has_gap = true;
        b[B_LOG].rows = rows - 1;
    } else {
        b[B_CODE].rows += rows;
    }
}

/* ---- rectangles -------------------------------------------------- */

static void place_cards(ap_layout *l, ap_rect r, int n, int cols)
{
    int in_row = at_most(cards_in_row(cols), at_least(n, 1));
    int lines = n ? (n - 1) / in_row + 1 : 0;
    int width = at_most((r.cols - GAP * (in_row - 1)) / in_row, CARD_MAX);
    int height = lines ? r.rows / lines : 0;
    l->ncards = at_most(n, AP_MAX_CARDS);
    l->card_lines = lines;
    for (int i = 0; i < l->ncards; i++)
        l->card[i] = (ap_rect){r.y + i / in_row * height,
                               r.x + i % in_row * (width + GAP), height,
                               width};
}

void ap_layout_place_cards(ap_layout *l, ap_rect r, int n)
{
    place_cards(l, r, n, r.cols + 2);
}

/* Memory left, locks right; each alone takes all. */
static void place_state(ap_layout *l, ap_rect r, const ap_wants *w)
{
    int left = w->locks ? (r.cols - GAP) / 2 : r.cols;
    if (w->locks && !w->values)
        left = -GAP;
    l->memory = (ap_rect){r.y, r.x, left > 0 ? r.rows : 0, at_least(left, 0)};
    l->locks = (ap_rect){r.y, r.x + left + GAP, w->locks ? r.rows : 0,
                         r.cols - left - GAP};
}

/* Code | memory | locks above output, in one band. */
static void place_wide(ap_layout *l, ap_rect r, const ap_wants *w)
{
    int code = r.cols * 45 / 100, side = (r.cols - code - 2 * GAP) / 2;
    int x = r.x + code + GAP;
    int locks = w->locks ? at_most(w->locks + 1, r.rows - 3) : 0;
    l->code = (ap_rect){r.y, r.x, r.rows, code};
    l->memory = (ap_rect){r.y, x, w->values ? r.rows : 0, side};
    l->locks = (ap_rect){r.y, x + side + GAP, locks, side};
    int gap = locks && r.rows - locks > 4 ? 1 : 0;
    l->output = (ap_rect){r.y + locks + gap, x + side + GAP,
                          r.rows - locks - gap, side};
}

static void place_bands(ap_layout *l, const band *b, const ap_wants *w,
                        int cols)
{
    int y = 2;
    bool is_wide = cols >= WIDE && w->zoom == AP_ZOOM_NONE;
    for (int i = 0; i < B_COUNT; i++) {
        y += b[i].has_gap;
        ap_rect r = {y, 1, b[i].rows, cols - 2};
        y += b[i].rows;
        if (!b[i].rows)
            continue;
        if (i == B_CARDS)
            place_cards(l, r, w->cards, cols);
        else if (i == B_FOLDED)
            l->folded = r;
        else if (i == B_STATE)
            place_state(l, r, w);
        else if (i == B_CODE && is_wide)
            place_wide(l, r, w);
        else if (i == B_CODE)
            l->code = r;
        else if (i == B_TIMELINE)
            l->timeline = r;
        else if (i == B_OUTPUT)
            l->output = r;
        else
            l->log = r;
    }
}

ap_layout ap_layout_make(int cols, int rows, const ap_wants *w)
{
    ap_layout l = {0};
    band b[B_COUNT];
    if (cols < AP_MIN_COLS || rows < AP_MIN_ROWS) {
        l.is_too_small = true;
        return l;
    }
    l.title = (ap_rect){0, 0, 1, cols};
    l.goal = (ap_rect){1, 0, 1, cols};
    l.just = (ap_rect){rows - 3, 0, 1, cols};
    l.next = (ap_rect){rows - 2, 0, 1, cols};
    l.keys = (ap_rect){rows - 1, 0, 1, cols};
    int left = rows - 5 - (rows >= AIRY); /* a blank row above JUST */
    want_bands(b, w, cols, rows);
    zoom_bands(b, w, left);
    give_heights(b, left, w->zoom == AP_ZOOM_NONE);
    place_bands(&l, b, w, cols);
    return l;
}
