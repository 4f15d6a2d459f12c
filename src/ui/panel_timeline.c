/* Timeline: a lane a thread, core and GIL; a column is a tick in which
 * somebody ran, the newest at the right. Texture is the state, a letter is
 * what the step did. */
#include "ui_i.h"

#include <string.h>

/* letter, what it says in the legend */
static const struct {
    char letter;
    const char *word;
} letters[] = {{'R', "racing read"}, {'W', "racing write"},
               {'s', "start"}, {'r', "read"},   {'w', "write"},
               {'+', "lock"},  {'u', "unlock"}, {'n', "notify"},
               {'p', "print"}, {'j', "join"},   {'x', "exception"},
               {'e', "end"}};

static const struct {
    const char *glyph, *word;
} textures[AP_DO_COUNT] = {
    [AP_DO_NEW] = {" ", ""},
    [AP_DO_READY] = {"\xe2\x96\x91", "ready"},
    [AP_DO_RUN] = {"\xe2\x96\x88", "runs"},
    [AP_DO_WAIT] = {"\xe2\x94\x80", "waits"},
    [AP_DO_SLEEP] = {"~", "sleeps"},
    [AP_DO_DONE] = {" ", ""},
    [AP_DO_DEAD] = {"x", ""}};

static int label_width(const ap_scene *s)
{
    int width = 5;
    for (int i = 0; i < s->nlanes; i++) {
        int w = ap_text_width(s->lanes[i].label);
        if (w > width)
            width = w < 14 ? w : 14;
    }
    return width;
}

/* How one tick looks: a digit for who has the core or the GIL, a letter for
 * what a step did, else the texture of the state. */
static const char *tick_glyph(const ap_scene_lane *lane,
                              const ap_scene_tick *k, char sign[2])
{
    sign[1] = 0;
    if (lane->tid < 0 && k->tid < 0)
        return "\xc2\xb7";
    if (lane->tid >= 0 && !k->letter)
        return k->doing < AP_DO_COUNT ? textures[k->doing].glyph : " ";
    sign[0] = lane->tid < 0 ? (char)('0' + k->tid % 10) : k->letter;
    return sign;
}

static ap_style tick_style(const ap_canvas *c, const ap_scene_lane *lane,
                           const ap_scene_tick *k)
{
    if (lane->tid < 0 && k->tid < 0)
        return ap_theme_style(c->theme, AP_R_RULE);
    if (lane->tid < 0)
        return ap_theme_hue(c->theme, k->tid, AP_HUE_LETTER);
    return ap_theme_hue(c->theme, lane->tid,
                        k->letter ? AP_HUE_LETTER : AP_HUE_FILL);
}

/* `n` equal ticks as one text. */
static void put_ticks(ap_pen *p, const ap_scene_lane *lane,
                      const ap_scene_tick *k, int n)
{
    char text[3 * 512 + 1] = "", sign[2];
    const char *glyph = tick_glyph(lane, k, sign);
    size_t width = strlen(glyph);
    for (int i = 0; i < n && ((size_t)i + 1) * width < sizeof text; i++)
        memcpy(text + (size_t)i * width, glyph, width + 1);
    ap_pen_styled(p, tick_style(p->on, lane, k), text);
}

static bool same_tick(const ap_scene_tick *a, const ap_scene_tick *b)
{
    return a->doing == b->doing && a->letter == b->letter && a->tid == b->tid;
}

/* Where a window of `room` ticks begins that shows tick `end` - 1: a full
 * timeline moves on by a quarter, not by a tick, so that it stands still most
 * of the time. */
static int page_start(const ap_scene *s, int end, int room)
{
    int64_t page = room / 4 > 0 ? room / 4 : 1;
    int64_t before = (int64_t)s->ticks_before, over = before + end - room;
    int64_t first = (over + page - 1) / page * page - before;
    return over > 0 && first > 0 ? (int)first : 0;
}

/* The ticks that there is room for: from *first on, up to the answer. */
static int ticks_shown(const ap_canvas *c, const ap_scene *s, int labels,
                       int *first)
{
    int room = c->r.cols - labels - 3;
    int end = s->nticks;
    if (s->cursor < s->nticks && s->cursor + room / 4 < end)
        end = s->cursor + room / 4;
    if (end < room)
        end = s->nticks < room ? s->nticks : room;
    *first = end > room ? page_start(s, end, room) : 0;
    return end < *first + room ? end : *first + room;
}

static void put_lane(const ap_canvas *c, int y, const ap_scene *s,
                     const ap_scene_lane *lane, int labels)
{
    int first, end = ticks_shown(c, s, labels, &first);
    ap_pen p = ap_pen_at(c, y, 1);
    p.end = labels + 1;
    if (lane->tid >= 0)
        ap_pen_hue(&p, lane->tid, AP_HUE_TEXT, lane->label);
    else
        ap_pen_put(&p, AP_R_QUIET, lane->label);
    p = ap_pen_at(c, y, labels + 2);
    for (int i = first, n; lane->ticks && i < end; i += n) {
        n = 1;
        while (i + n < end
               && same_tick(&lane->ticks[i], &lane->ticks[i + n]))
            n++;
        put_ticks(&p, lane, &lane->ticks[i], n);
    }
    const ap_scene_thread *t = ap_scene_find(s, lane->tid);
    if (t && t->is_next && !s->is_predicting && s->cursor == s->nticks)
        ap_pen_hue(&p, lane->tid, AP_HUE_TEXT, "\xe2\x96\xb8");
}

/* Where the cursor stands, in the heading's row, if it stands in the past. */
static void put_cursor(const ap_canvas *c, const ap_scene *s, int labels)
{
    int first, end = ticks_shown(c, s, labels, &first);
    int x = labels + 2 + s->cursor - first;
    if (s->cursor >= s->nticks || s->cursor < first || s->cursor >= end)
        return;
    ap_pen p = ap_pen_at(c, 0, x);
    ap_pen_put(&p, AP_R_STRONG, "\xe2\x96\xbe");
}

/* Where the last good end was lost. */
static void put_fate(const ap_canvas *c, const ap_scene *s, int labels)
{
    int first, end = ticks_shown(c, s, labels, &first);
    if (s->fate < first || s->fate >= end || s->is_predicting)
        return;
    ap_pen p = ap_pen_at(c, 0, labels + 2 + s->fate - first);
    ap_pen_put(&p, AP_R_BAD_CHIP, "!");
}

int ap_timeline_tick_at(const ap_canvas *c, const ap_scene *s, int x)
{
    int labels = label_width(s), first;
    int end = ticks_shown(c, s, labels, &first);
    int i = first + x - c->r.x - labels - 2;
    if (s->nticks == 0 || i < first)
        return -1;
    return i < end ? i : end - 1;
}

static int index_of_letter(char letter)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == letter)
            return (int)i;
    return -1;
}

/* The lanes and ticks that are seen. */
typedef struct window {
    int lane, lanes, tick;
} window;

/* What is seen in them: only that needs a word in the legend. */
static void collect(const ap_scene *s, window w, bool *letter, bool *doing)
{
    for (int l = w.lane; l < w.lane + w.lanes && l < s->nlanes; l++) {
        if (s->lanes[l].tid < 0 || !s->lanes[l].ticks)
            continue;
        for (int i = w.tick; i < s->nticks; i++) {
            const ap_scene_tick *k = &s->lanes[l].ticks[i];
            int at = index_of_letter(k->letter);
            if (at >= 0)
                letter[at] = true;
            else if (!k->letter && k->doing < AP_DO_COUNT)
                doing[k->doing] = true;
        }
    }
}

/* "r read" behind what the legend has already, if there is room. */
static void add_to_legend(char out[160], int room, const char *sign,
                          const char *word)
{
    size_t used = strlen(out);
    int width = ap_text_width(out) + ap_text_width(sign)
        + ap_text_width(word) + (used ? 3 : 1);
    if (width <= room && *word)
        ap_print(out + used, 160 - used, "%s%s %s", used ? "  " : "", sign,
                 word);
}

static void make_legend(const ap_scene *s, window w, int room, char out[160])
{
    bool letter[16] = {0}, doing[AP_DO_COUNT] = {0};
    collect(s, w, letter, doing);
    out[0] = 0;
    if (s->fate >= w.tick && !s->is_predicting)
        add_to_legend(out, room, "!", "no return");
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        char sign[2] = {letters[i].letter, 0};
        if (letter[i])
            add_to_legend(out, room, sign, letters[i].word);
    }
    for (int i = 0; i < AP_DO_COUNT; i++)
        if (doing[i])
            add_to_legend(out, room, textures[i].glyph, textures[i].word);
}

/* The first lane to show, so that the focused thread's is among `rows`. The
 * threads' lanes come first: no core's is shown while one of them is not. */
static int first_lane(const ap_scene *s, int rows)
{
    int at = 0, threads = 0;
    for (int i = 0; i < s->nlanes; i++) {
        threads += s->lanes[i].tid >= 0;
        if (s->lanes[i].tid == s->focus)
            at = i;
    }
    if (threads <= rows || at < rows)
        return 0;
    return at - rows / 2 > threads - rows ? threads - rows : at - rows / 2;
}

void ap_panel_timeline(const ap_canvas *c, const ap_scene *s)
{
    int rows = c->r.rows - 1, labels = label_width(s);
    int first = first_lane(s, rows);
    char legend[160];
    window w = {first, rows, 0};
    ticks_shown(c, s, labels, &w.tick);
    ap_rule(c, 0, AP_R_RULE);
    ap_pen p = ap_pen_at(c, 0, 2);
    ap_pen_put(&p, AP_R_HEAD, " TIMELINE ");
    if (s->nlanes > rows) /* not in a lane: its newest ticks stand there */
        ap_pen_printf(&p, AP_R_QUIET, "+ %d more ", s->nlanes - rows);
    make_legend(s, w, ap_pen_room(&p) - 6, legend);
    p = ap_pen_at(c, 0, c->r.cols - ap_text_width(legend) - 4);
    if (*legend)
        ap_pen_printf(&p, AP_R_QUIET, " %s ", legend);
    put_fate(c, s, labels);
    put_cursor(c, s, labels);
    for (int i = 0; i < rows && first + i < s->nlanes; i++)
        put_lane(c, 1 + i, s, &s->lanes[first + i], labels);
}
