/* The inside of ui: roles and themes, a canvas and a pen to draw with, the
 * layout, the panels.
 *
 * Words used here
 *   role     what a piece of the screen means; a theme gives it a style
 *   canvas   a rectangle of the screen; nothing drawn on it leaves it
 *   pen      a place in one row of a canvas; it moves right as it writes
 *   panel    a function that draws one part of a scene on a canvas */
#ifndef AP_UI_I_H
#define AP_UI_I_H

#include "apiary/check.h"
#include "apiary/term.h"
#include "apiary/ui.h"
#include "scene_i.h"

/* ---- themes (theme.c) -------------------------------------------- */

/* The roles; theme.c has a style for each in every theme. */
#define AP_ROLES(X)                                                            \
    X(TEXT) X(QUIET) X(FAINT) X(STRONG) X(RULE) X(HEAD)                        \
    X(BAR) X(BAR_QUIET) X(BAR_STRONG) X(GOAL)                                  \
    X(GOOD) X(WARN) X(BAD) X(GOOD_CHIP) X(WARN_CHIP) X(BAD_CHIP)               \
    X(SOURCE) X(NUMBER) X(OP) X(ARG) X(NOTE) X(NEXT_ROW)                       \
    X(NAME) X(VALUE) X(FLASH1) X(FLASH2) X(FLASH3)                             \
    X(DO_NEW) X(DO_READY) X(DO_RUN) X(DO_WAIT) X(DO_SLEEP) X(DO_DONE)          \
    X(DO_DEAD) X(JUST_CHIP) X(NEXT_CHIP) X(KEY) X(KEY_TEXT)                    \
    X(PICKED) X(POPUP) X(POPUP_RULE) X(POPUP_HINT) X(POPUP_HEAD) X(FREE)

typedef enum ap_role_id {
#define X(name) AP_R_##name,
    AP_ROLES(X)
#undef X
        AP_R_COUNT
} ap_role_id;

typedef enum ap_theme_id {
    AP_THEME_DARK, AP_THEME_LIGHT, AP_THEME_CONTRAST, AP_THEME_MONO,
    AP_THEME_COUNT
} ap_theme_id;

/* How a thread's own colour is used. */
typedef enum ap_hue {
    AP_HUE_CHIP,  /* number and name on its colour */
    AP_HUE_TEXT,  /* text in its colour, where the theme can be read so */
    AP_HUE_FILL,  /* blocks of the timeline */
    AP_HUE_LETTER /* a letter on such a block */
} ap_hue;

ap_style ap_theme_style(ap_theme_id theme, ap_role_id role);
ap_style ap_theme_hue(ap_theme_id theme, int tid, ap_hue use);
const char *ap_theme_name(ap_theme_id theme);
/* By name; NULL: what suits the terminal. */
ap_theme_id ap_theme_find(const char *name, ap_term *t);
ap_role_id ap_role_of_mood(ap_mood mood);
ap_role_id ap_role_of_doing(ap_doing doing);
ap_role_id ap_role_of_flash(int flash);

/* ---- drawing (draw.c) -------------------------------------------- */

typedef struct ap_rect {
    int y, x, rows, cols;
} ap_rect;

typedef struct ap_canvas {
    ap_term *term;
    ap_theme_id theme;
    ap_rect r;
} ap_canvas;

typedef struct ap_pen {
    const ap_canvas *on;
    int y, x;       /* within the canvas */
    int end;        /* first column that it must not touch */
} ap_pen;

ap_pen ap_pen_at(const ap_canvas *c, int y, int x);
int ap_pen_room(const ap_pen *p);
/* Text in a role; where it does not fit, its last column is an ellipsis. */
void ap_pen_put(ap_pen *p, ap_role_id role, const char *text);
/* Whole or not at all; -> is it there? */
bool ap_pen_fits(ap_pen *p, ap_role_id role, const char *text);
void ap_pen_printf(ap_pen *p, ap_role_id role, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void ap_pen_styled(ap_pen *p, ap_style s, const char *text);
void ap_pen_hue(ap_pen *p, int tid, ap_hue use, const char *text);
/* " 1 A " on the thread's colour. */
void ap_pen_chip(ap_pen *p, int tid, const char *name);
int ap_chip_width(int tid, const char *name);
void ap_pen_to(ap_pen *p, int x);    /* moves right, never left */
void ap_pen_skip(ap_pen *p, int n);

/* A whole row of blanks, of a line. */
void ap_fill_row(const ap_canvas *c, int y, ap_role_id role);
void ap_rule(const ap_canvas *c, int y, ap_role_id role);
/* "── HEAD  detail ─────── right ──" in row 0. */
void ap_heading(const ap_canvas *c, const char *head, const char *detail,
                const char *right, ap_mood right_mood);
/* "+ n more" in the last row, right. */
void ap_more(const ap_canvas *c, int n);
/* A text broken at its blanks: draws its rows from `top` on, or (c is NULL)
 * only counts them: -> all rows. */
int ap_put_wrapped(const ap_canvas *c, ap_role_id role, const char *text,
                   int cols, int top);

/* ---- layout (layout.c) ------------------------------------------- */

enum { AP_MIN_COLS = 80, AP_MIN_ROWS = 24, AP_MAX_CARDS = 24 };

/* The panels, in the order in which z zooms them. NONE: all of them. */
#define AP_ZOOMS(X)                                                            \
    X(NONE, "all panels") X(CARDS, "threads") X(CODE, "code")                  \
    X(MEMORY, "shared memory and locks") X(TIMELINE, "timeline")               \
    X(OUTPUT, "output")
typedef enum ap_zoom {
#define X(name, words) AP_ZOOM_##name,
    AP_ZOOMS(X)
#undef X
        AP_ZOOM_COUNT
} ap_zoom;

/* What there is to show; rows without headings. */
typedef struct ap_wants {
    int cards, folded;
    int values, locks, code, lanes;
    ap_zoom zoom;
} ap_wants;

typedef struct ap_layout {
    bool is_too_small;
    ap_rect title, goal, folded, memory, locks, code, timeline, output;
    ap_rect log, just, next, keys;
    ap_rect card[AP_MAX_CARDS];
    int ncards, card_lines; /* lines of cards */
} ap_layout;

/* How many cards have room at this size. */
int ap_layout_cards(int cols, int rows, ap_zoom zoom);
/* Pure: the same size and numbers give the same rectangles; they lie inside
 * the screen and never overlap; one with rows == 0 is not drawn. */
ap_layout ap_layout_make(int cols, int rows, const ap_wants *w);
ap_wants ap_scene_wants(const ap_scene *s);
/* n cards in a rectangle, as the stage places them. */
void ap_layout_place_cards(ap_layout *l, ap_rect r, int n);

/* ---- panels: scene -> cells -------------------------------------- */

void ap_panel_card(const ap_canvas *c, const ap_scene *s,
                   const ap_scene_thread *t);
void ap_panel_folded(const ap_canvas *c, const ap_scene *s);
void ap_panel_memory(const ap_canvas *c, const ap_scene *s);
void ap_panel_locks(const ap_canvas *c, const ap_scene *s);
void ap_panel_code(const ap_canvas *c, const ap_scene *s);
void ap_panel_timeline(const ap_canvas *c, const ap_scene *s);
/* The tick drawn in column x of the screen, the last one right of all; -1:
 * there is none. */
int ap_timeline_tick_at(const ap_canvas *c, const ap_scene *s, int x);
void ap_panel_output(const ap_canvas *c, const ap_scene *s);
void ap_panel_log(const ap_canvas *c, const ap_scene *s);
void ap_panel_title(const ap_canvas *c, const ap_scene *s);
void ap_panel_goal(const ap_canvas *c, const ap_scene *s);
void ap_panel_just(const ap_canvas *c, const ap_scene *s);
void ap_panel_next(const ap_canvas *c, const ap_scene *s);
void ap_panel_keys(const ap_canvas *c, const ap_scene *s);

/* The whole frame; the layout it used goes to *used if not NULL. Does not
 * flush. */
void ap_frame_draw(ap_term *t, ap_theme_id theme, const ap_scene *s,
                   ap_zoom zoom, ap_layout *used);
/* "too small" with current and needed size. */
void ap_frame_too_small(ap_term *t, ap_theme_id theme);

/* The scenario menu as it looks with this filter. */
void ap_menu_draw(ap_term *t, ap_theme_id theme, const ap_menu_entry *entries,
                  int n, const char *filter, int picked);

/* ---- popups ------------------------------------------------------ */

/* A box of at most rows x cols in the middle, cleared; -> its inside. */
ap_canvas ap_popup_open(ap_term *t, ap_theme_id theme, int rows, int cols,
                        const char *title);

/* Draws the help, scrolled by *top rows (kept in range). */
void ap_help_draw(ap_term *t, ap_theme_id theme, int *top);
/* Any text, wrapped: the lesson. */
void ap_lesson_draw(ap_term *t, ap_theme_id theme, const char *title,
                    const char *text, int *top);
/* A row of the verdict: something that was found, or an outcome. */
typedef struct ap_verdict_row {
    const char *head;     /* "race"; of an outcome how it ends */
    const char *text;
    const char *note;     /* "1 preemption"; "" of an outcome */
    const char *detail;   /* two rows below the list, while it is picked */
    ap_mood mood;         /* of the head */
    bool is_outcome;
    double share;         /* of an outcome; below 0: unknown */
} ap_verdict_row;

typedef struct ap_verdict_view {
    const char *chip, *verdict, *searched;
    ap_mood mood;         /* of the chip */
    const ap_verdict_row *rows; /* outcomes last */
    int nrows;
} ap_verdict_view;
void ap_verdict_draw(ap_term *t, ap_theme_id theme, const ap_verdict_view *v,
                     int picked);
/* How far a search is; seconds below 0 are not shown. */
void ap_search_draw(ap_term *t, ap_theme_id theme, const ap_check_progress *p);
/* A short menu in the middle; `picked` is shown as such. */
void ap_choice_draw(ap_term *t, ap_theme_id theme, const char *title,
                    const char *const *rows, int n, int picked);

#endif
