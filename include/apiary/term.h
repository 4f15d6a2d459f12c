/* term: the screen. Put styled text, flush a frame, read cells back, keys.
 *
 * ncurses renders every frame into memory; the bytes of a frame go to the
 * terminal in one write, or to whoever asked (a cast), or nowhere (headless).
 * The cells of the last frame can be read: SVG, text, ANSI and the
 * golden tests come from the same picture. Drawing is immediate: erase, draw
 * everything, flush. One thread only, one screen at a time.
 *
 * Coordinates: row y and column x from 0, top left. */
#ifndef APIARY_TERM_H
#define APIARY_TERM_H

#include "apiary/base.h"

enum { AP_BOLD = 1, AP_DIM = 2, AP_UNDERLINE = 4, AP_REVERSE = 8,
       AP_ITALIC = 16 };

/* Colours are indices 16..255 of the fixed 256-colour palette, or -1 for the
 * terminal's own; on 8-colour terminals the nearest is taken, on mono ones
 * only attrs. */
typedef struct ap_style {
    int16_t fg, bg;
    uint8_t attrs;
} ap_style;

/* 0xrrggbb of a palette index 0..255. */
uint32_t ap_color_rgb(int index);

typedef struct ap_cell {
    uint32_t rune;   /* 0: the right half of a wide character */
    ap_style style;
} ap_cell;

typedef struct ap_term ap_term;

typedef struct ap_term_options {
    bool headless;        /* no tty: cols, rows given; keys never come; the
                             environment changes nothing */
    int cols, rows;       /* headless size */
    bool ascii;           /* no glyph beyond ASCII, whatever the locale */
    int reply_ms;         /* how long the terminal may take to answer a
                             question; 0 = 100 */
} ap_term_options;

/* NULL and TERMINAL error: no tty, TERM dumb or unknown. On a tty: alternate
 * screen, raw keys (signals stay on), mouse reports, restored by close, on
 * SIGTERM/SIGHUP/SIGINT's way out (see AP_KEY_QUIT), on a crash. */
ap_term *ap_term_open(const ap_term_options *o, ap_error *e);
void ap_term_close(ap_term *t);

/* Headless: another size; the screen is blank after it. */
void ap_term_resize(ap_term *t, int cols, int rows);

int ap_term_cols(const ap_term *t);
int ap_term_rows(const ap_term *t);
/* 256, 8 or 0. NO_COLOR counts as 0, but a headless screen has always 256. */
int ap_term_colors(const ap_term *t);
bool ap_term_is_ascii(const ap_term *t); /* locale not UTF-8, or asked for */
/* Is the terminal's background light? 1 yes, 0 no, -1 unknown. COLORFGBG,
 * then OSC 11 (reply_ms is the limit); headless: -1. */
int ap_term_is_light(ap_term *t);

/* ---- drawing -------------------------------------------------------- */

void ap_term_erase(ap_term *t, ap_style background);
/* Puts UTF-8 text, clipped at the right edge and to `cols` columns if
 * cols >= 0; a wide character is never halved; off-screen is fine. Runes of no
 * width (combining ones, controls) are left out. In ASCII mode runes beyond
 * ASCII are mapped by term's glyph table, else '?', column for column.
 * -> columns used: what was cut at the right does not count. */
int ap_term_put(ap_term *t, int y, int x, int cols, ap_style s,
                const char *text);
int ap_term_printf(ap_term *t, int y, int x, int cols, ap_style s,
                   const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* `cols` columns of the same rune; < 0: to the right edge. */
void ap_term_fill(ap_term *t, int y, int x, int cols, ap_style s,
                  uint32_t rune);
/* Restyles cells that stand already (a flash, a selection): the whole style
 * is replaced, the characters stay. */
void ap_term_restyle(ap_term *t, int y, int x, int cols, ap_style s);

/* Ends the frame: on a tty one write() wrapped in synchronized output, none
 * where nothing changed; the frame is dropped whole when the tty does not
 * drain. The frame's bytes (without the wrapping) stay readable until the
 * next flush. */
void ap_term_flush(ap_term *t);
const char *ap_term_bytes(const ap_term *t, size_t *n);
/* From now on fn is called with every frame that has bytes, whenever it goes
 * out (NULL: nobody is). The first one repaints the whole screen. */
void ap_term_on_frame(ap_term *t, void (*fn)(void *arg, const ap_term *t),
                      void *arg);
/* Asks the terminal to put a text on the clipboard (OSC 52), with the next
 * frame. False: it is longer than terminals take. */
bool ap_term_copy(ap_term *t, const char *text, size_t n);
/* What the bytes are for: the name of the terminal's type. */
const char *ap_term_type(const ap_term *t);
/* A cell of the last frame, styled as it was drawn, also where the terminal
 * has fewer colours. */
ap_cell ap_term_cell(const ap_term *t, int y, int x);

/* ---- keys ----------------------------------------------------------- */

/* Plain keys are their code point; the others start at AP_KEY_FIRST. */
#define AP_KEYS(X)                                                             \
    X(UP, "Up") X(DOWN, "Down") X(LEFT, "Left") X(RIGHT, "Right")              \
    X(PGUP, "PgUp") X(PGDN, "PgDn") X(HOME, "Home") X(END, "End")              \
    X(ENTER, "Enter") X(ESC, "Esc") X(TAB, "Tab") X(BACKTAB, "Shift-Tab")      \
    X(BACKSPACE, "Backspace") X(DELETE, "Delete") X(F1, "F1")                  \
    X(RESIZE, "resize") X(MOUSE, "mouse") X(QUIT, "quit")

enum {
    AP_KEY_NONE = 0,
    AP_KEY_FIRST = 0x110000,
#define X(name, words) AP_KEY_##name,
    AP_KEYS(X)
#undef X
};

typedef struct ap_key {
    uint32_t code;
    int y, x;            /* MOUSE: where; button 1 press, drag, release, */
    int button;          /* wheel up 4 / down 5 */
    bool press, drag;
} ap_key;

/* Waits until a key comes, `wake_fd` (or -1) is readable, or the monotonic
 * deadline (< 0: none) is reached. True: a key. RESIZE has been carried out,
 * and all must be drawn again. QUIT: the terminal is gone or
 * SIGTERM/SIGINT/SIGHUP came. Ctrl-Z suspends inside; coming back is a RESIZE.
 * Headless: waits, false; at once where there is nothing to wait for. */
bool ap_term_key(ap_term *t, int64_t deadline_ns, int wake_fd, ap_key *k);
/* "Space", "Left", "x": as help shows it, into buf. */
const char *ap_key_name(uint32_t code, char buf[16]);

#endif
