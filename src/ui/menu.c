/* The scenario menu: entries under their topics in teaching order; typing
 * filters by title, topic, goal and path. */
#include "ui_i.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

typedef struct menu {
    ap_term *term;
    ap_theme_id theme;
    const ap_menu_entry *entries;
    int n;
    int *shown;           /* entries that pass the filter */
    int nshown, picked;   /* picked: index into shown */
    char filter[48];
    size_t nfilter;
} menu;

static bool has_words(const char *text, const char *words)
{
    return !text || !*words ? !*words : strcasestr(text, words) != NULL;
}

static bool passes(const menu *m, const ap_menu_entry *e)
{
    return has_words(e->title, m->filter) || has_words(e->topic, m->filter)
        || has_words(e->goal, m->filter) || has_words(e->path, m->filter);
}

static void refilter(menu *m)
{
    m->nshown = 0;
    for (int i = 0; i < m->n; i++)
        if (passes(m, &m->entries[i]))
            m->shown[m->nshown++] = i;
    if (m->picked >= m->nshown)
        m->picked = m->nshown - 1;
    if (m->picked < 0)
        m->picked = 0;
}

static bool starts_topic(const menu *m, int i)
{
    if (i == 0)
        return true;
    const char *a = m->entries[m->shown[i]].topic;
    const char *b = m->entries[m->shown[i - 1]].topic;
    return strcmp(a ? a : "", b ? b : "") != 0;
}

static void draw_topic(const ap_canvas *c, int y, const char *topic)
{
    char text[64];
    size_t n = 0;
    for (; topic && topic[n] && n < sizeof text - 1; n++)
        text[n] = (char)toupper((unsigned char)topic[n]);
    text[n] = 0;
    ap_rule(c, y, AP_R_RULE);
    ap_pen p = ap_pen_at(c, y, 3);
    ap_pen_printf(&p, AP_R_HEAD, " %s ", *text ? text : "OTHERS");
}

/* Where the goals begin: behind the longest title, but not beyond half of the
 * screen. */
static int goal_column(const menu *m, int cols)
{
    int column = 30;
    for (int i = 0; i < m->n; i++) {
        const ap_menu_entry *e = &m->entries[i];
        int width = ap_text_width(ap_says(e->title) ? e->title : e->path) + 10;
        if (width > column)
            column = width;
    }
    return column < cols / 2 ? column : cols / 2;
}

static void draw_entry(const menu *m, const ap_canvas *c, int y,
                       const ap_menu_entry *e, bool is_picked)
{
    if (is_picked)
        ap_fill_row(c, y, AP_R_PICKED);
    ap_role_id plain = is_picked ? AP_R_PICKED : AP_R_TEXT;
    ap_pen p = ap_pen_at(c, y, 2);
    ap_pen_put(&p, is_picked ? AP_R_PICKED : AP_R_QUIET,
               is_picked ? "\xe2\x96\xb8 " : "  ");
    int goals = goal_column(m, c->r.cols);
    p.end = goals - 2;
    if (e->is_fix)
        ap_pen_put(&p, is_picked ? plain : AP_R_GOOD, "  \xe2\x9c\x93 ");
    else
        ap_pen_put(&p, is_picked ? plain : AP_R_BAD,
                   e->is_bug ? "\xe2\x9c\x97 " : "  ");
    ap_pen_put(&p, e->is_fix || is_picked ? plain : AP_R_STRONG,
               ap_says(e->title) ? e->title : e->path);
    p.end = c->r.cols - 1;
    ap_pen_to(&p, goals);
    ap_pen_put(&p, is_picked ? plain : AP_R_QUIET, e->goal);
}

/* Rows of the list, topics included, up to and with entry i. */
static int row_of(const menu *m, int i)
{
    int row = 0;
    for (int k = 0; k <= i && k < m->nshown; k++)
        row += 1 + starts_topic(m, k);
    return row - 1;
}

static void draw_list(const menu *m, const ap_canvas *c)
{
    int all = row_of(m, m->nshown - 1) + 1, at = row_of(m, m->picked);
    int top = at - c->r.rows / 2;
    if (top > all - c->r.rows)
        top = all - c->r.rows;
    if (top < 0)
        top = 0;
    int y = -top;
    for (int i = 0; i < m->nshown; i++) {
        const ap_menu_entry *e = &m->entries[m->shown[i]];
        if (starts_topic(m, i))
            draw_topic(c, y++, e->topic);
        draw_entry(m, c, y++, e, i == m->picked);
    }
}

static void draw_menu(const menu *m)
{
    int cols = ap_term_cols(m->term), rows = ap_term_rows(m->term);
    if (cols < AP_MIN_COLS || rows < AP_MIN_ROWS) {
        ap_frame_too_small(m->term, m->theme);
        return;
    }
    ap_term_erase(m->term, ap_theme_style(m->theme, AP_R_TEXT));
    ap_canvas c = {m->term, m->theme, {0, 0, 1, cols}};
    ap_fill_row(&c, 0, AP_R_BAR);
    ap_pen p = ap_pen_at(&c, 0, 1);
    ap_pen_put(&p, AP_R_BAR_STRONG, "APIARY");
    ap_pen_put(&p, AP_R_BAR, "   see what threads do");
    c.r = (ap_rect){2, 0, rows - 4, cols};
    draw_list(m, &c);
    c.r = (ap_rect){rows - 1, 0, 1, cols};
    p = ap_pen_at(&c, 0, 1);
    ap_pen_put(&p, AP_R_KEY, " Enter ");
    ap_pen_put(&p, AP_R_KEY_TEXT, " open   ");
    ap_pen_put(&p, AP_R_KEY, " Esc ");
    ap_pen_put(&p, AP_R_KEY_TEXT, m->nfilter ? " all again   " : " quit   ");
    ap_pen_put(&p, AP_R_KEY_TEXT, "type to filter: ");
    ap_pen_printf(&p, AP_R_STRONG, "%s_", m->filter);
    if (!m->nshown)
        ap_pen_put(&p, AP_R_WARN, "   nothing has these words");
}

static void type_rune(menu *m, uint32_t rune)
{
    char bytes[4];
    int n = ap_utf8_encode(rune, bytes);
    if (m->nfilter + (size_t)n >= sizeof m->filter)
        return;
    memcpy(m->filter + m->nfilter, bytes, (size_t)n);
    m->nfilter += (size_t)n;
    m->filter[m->nfilter] = 0;
}

static void erase_rune(menu *m)
{
    while (m->nfilter && ((unsigned char)m->filter[--m->nfilter] & 0xc0)
                             == 0x80)
        ;
    m->filter[m->nfilter] = 0;
}

static void move_to(menu *m, int picked)
{
    m->picked = picked < 0 ? 0 : picked >= m->nshown ? m->nshown - 1 : picked;
    if (m->picked < 0)
        m->picked = 0;
}

enum { MENU_GOES_ON = -2, MENU_QUIT = -1 };

/* -> the chosen entry, MENU_QUIT or MENU_GOES_ON. */
static int handle_key(menu *m, const ap_key *k)
{
    int page = ap_term_rows(m->term) - 6;
    switch (k->code) {
    case AP_KEY_QUIT:
        return MENU_QUIT;
    case AP_KEY_ESC:
        if (!m->nfilter)
            return MENU_QUIT;
        m->filter[m->nfilter = 0] = 0;
        break;
    case AP_KEY_ENTER:
    case AP_KEY_RIGHT:
        return m->nshown ? m->shown[m->picked] : MENU_GOES_ON;
    case AP_KEY_UP:
        move_to(m, m->picked - 1);
        break;
    case AP_KEY_DOWN:
    case AP_KEY_TAB:
        move_to(m, m->picked + 1);
        break;
    case AP_KEY_PGUP:
        move_to(m, m->picked - page);
        break;
    case AP_KEY_PGDN:
        move_to(m, m->picked + page);
        break;
    case AP_KEY_HOME:
        move_to(m, 0);
        break;
    case AP_KEY_END:
        move_to(m, m->nshown - 1);
        break;
    case AP_KEY_BACKSPACE:
        erase_rune(m);
        break;
    default:
        if (k->code >= ' ' && k->code < AP_KEY_FIRST)
            type_rune(m, k->code);
    }
    refilter(m);
    return MENU_GOES_ON;
}

void ap_menu_draw(ap_term *t, ap_theme_id theme,
                  const ap_menu_entry *entries, int n, const char *filter,
                  int picked)
{
    menu m = {.term = t, .theme = theme, .entries = entries, .n = n,
              .picked = picked};
    m.shown = ap_alloc((size_t)(n ? n : 1) * sizeof *m.shown);
    m.nfilter = strlen(filter);
    ap_print(m.filter, sizeof m.filter, "%s", filter);
    refilter(&m);
    draw_menu(&m);
    ap_free(m.shown);
}

int ap_menu_run(ap_term *t, const char *theme, const ap_menu_entry *entries,
                int n)
{
    menu m = {.term = t, .entries = entries, .n = n};
    int chosen = MENU_GOES_ON;
    ap_key k;
    m.theme = ap_theme_find(theme, t);
    m.shown = ap_alloc((size_t)(n ? n : 1) * sizeof *m.shown);
    refilter(&m);
    while (chosen == MENU_GOES_ON) {
        draw_menu(&m);
        ap_term_flush(t);
        if (ap_term_key(t, -1, -1, &k))
            chosen = handle_key(&m, &k);
    }
    ap_free(m.shown);
    return chosen;
}
