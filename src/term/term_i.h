/* The inside of term, for its own files only.
 *
 * ncurses never writes to the terminal: it renders into a file in memory (the
 * sink). After each doupdate the sink is emptied into `out`, and this floor is
 * the only writer to the tty. So a frame is one write, the headless frame has
 * the very bytes of the live one, and a cast is those bytes with a time.
 *
 * Words: sink, the memory file; prelude, what goes to the tty before the next
 * frame but is no part of it (mouse on).
 *
 * Files: term.c opens and closes; draw.c puts cells into the grid; grid.c
 * gives ncurses what changed; flush.c ends a frame; tty.c is the only one that
 * touches the terminal; keys.c decodes; wait.c waits; signals.c catches;
 * copy.c is the clipboard;
 * caps.c, colors.c, glyphs.c and background.c adapt. */
#ifndef APIARY_TERM_I_H
#define APIARY_TERM_I_H

#define NCURSES_NOMACROS 1
#include <curses.h>
#include <signal.h>
#include <termios.h>

#include "apiary/term.h"

/* The terminal itself. */
typedef struct term_tty {
    int in, out;            /* descriptors of our own; out does not block */
    struct termios saved, raw;
    char leave[160];        /* puts the terminal back; for crashes */
    size_t leave_len;
    bool entered;           /* something of ours is on it: leave needed */
    bool gone;              /* hung up: nothing can be read or written */
} term_tty;

/* A style that was translated, and what became of it: a frame has some
 * twenty, again and again. */
typedef struct term_known {
    ap_style style;
    bool is_known;
    attr_t attrs;
    int pair;
} term_known;
enum { TERM_LOOKS = 64 };

struct ap_term {
    SCREEN *screen;
    WINDOW *pad;            /* where keys are read: wgetch(stdscr) refreshes */
    FILE *sink, *source;    /* ncurses' output and input */
    int cols, rows, colors;
    bool headless, ascii;
    int reply_ms;           /* ap_term_options has it */
    int light;              /* the answer of ap_term_is_light, NOT_ASKED */
    ap_cell *drawn;         /* rows of cols cells: what is being drawn, */
    ap_cell *shown;         /* and the last frame */
    cchar_t *row;           /* cols cells: on their way to ncurses */
    term_known looks[TERM_LOOKS]; /* by style */
    ap_str prelude;
    ap_str out;             /* what goes to the tty: prelude and frame */
    size_t frame_at, frame_len; /* the frame within out */
    size_t sent;            /* bytes of out that the tty took */
    void (*on_frame)(void *arg, const ap_term *t);
    void *on_frame_arg;
    bool dropped;           /* a frame was left out: show it when possible */
    term_tty tty;
};

enum { NOT_ASKED = -2 };

/* ---- flush.c -------------------------------------------------------- */

/* Throws away what ncurses rendered since the last frame. */
void term_sink_discard(ap_term *t);
/* Empties the sink into `out`, between prelude and synchronized-output marks.
 * `whole`: also where there is nothing. */
void term_sink_take(ap_term *t);

/* ---- grid.c --------------------------------------------------------- */

/* Gives ncurses what was drawn. */
void term_grid_update(ap_term *t);
/* Blank grids of the screen's size. */
void term_grid_resize(ap_term *t);
void term_grid_clear(ap_term *t);

/* ---- caps.c --------------------------------------------------------- */

/* The sequence that puts the terminal back, made while it can be made:
 * a crash must not ask for anything. */
void term_caps_leave(term_tty *tty);

/* ---- tty.c ---------------------------------------------------------- */

bool term_tty_open(term_tty *tty, ap_error *e);
void term_tty_close(term_tty *tty);
/* Columns and rows as the kernel knows them; false: it does not. */
bool term_tty_size(const term_tty *tty, int *cols, int *rows);
/* Takes the terminal: raw keys, mouse; all is repainted by the next frame. */
void term_tty_enter(ap_term *t);
/* Gives it back as it was found. */
void term_tty_leave(ap_term *t);
/* Is all of the last frame out, and does the terminal take more? */
bool term_tty_drained(ap_term *t);
/* Writes what is left of `out`, as much as the terminal takes now. */
void term_tty_send(ap_term *t);
/* For a crash: safe in a signal handler, does its work once. */
void term_tty_rescue(const term_tty *tty);

/* ---- signals.c ------------------------------------------------------ */

enum { TERM_RESIZED = 1, TERM_STOPPED = 2, TERM_CONTINUED = 4, TERM_QUIT = 8 };

/* ncurses catches what nobody else does: how it was before, and back. */
enum { TERM_TAKEN = 4 };
void term_signals_keep(struct sigaction kept[TERM_TAKEN]);
void term_signals_put_back(const struct sigaction kept[TERM_TAKEN]);
/* Catches the signals on behalf of one tty; releases them. */
bool term_signals_open(const term_tty *tty, ap_error *e);
void term_signals_close(void);
/* Becomes readable when a signal came. */
int term_signals_fd(void);
/* What came since the last call: TERM_… bits. */
int term_signals_take(void);
/* Stops this process as Ctrl-Z does by default; returns when it goes on. */
void term_signals_stop(void);

/* ---- keys.c --------------------------------------------------------- */

/* Teaches ncurses the sequences that terminals send whatever TERM says. */
void term_keys_define(ap_term *t);
/* Decodes what has been typed -> true: a key of ours; false: nothing more. */
bool term_read_key(ap_term *t, ap_key *k);

/* ---- colors.c, glyphs.c --------------------------------------------- */

/* Attributes and colour pair that come nearest to `s` on this terminal. */
void term_look(ap_term *t, ap_style s, attr_t *attrs, int *pair);
/* The ASCII character that stands for a rune; '?' where there is none. */
char term_ascii(uint32_t rune);

#endif
