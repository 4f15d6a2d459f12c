/* Opening and closing a screen, on a terminal or headless.
 *
 * The order of calls at the start matters and is explained where it does. A
 * headless screen takes nothing from its environment: its frames are the same
 * bytes whatever LANG, TERM, LINES and their like say, and with standard
 * input, output and error closed. */
#include "term_i.h"

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define POINT_TO_SHOT "; apiary shot draws without a terminal"

/* ---- environment ---------------------------------------------------- */

/* Variables that change what newterm does: hidden from a headless screen for
 * the time of the call. (LINES and COLUMNS are ours; see new_screen.) */
static const char *const variables[] = {
    "TERM", "TERMINFO", "TERMINFO_DIRS", "TERMCAP",
    "TERMPATH", "HOME", "CC", "TABSIZE", "ESCDELAY", "BAUDRATE",
    "NCURSES_ASSUMED_COLORS", "NCURSES_NO_HARD_TABS",
    "NCURSES_NO_MAGIC_COOKIE", "NCURSES_NO_PADDING", "NCURSES_NO_SETBUF",
    "NCURSES_NO_UTF8_ACS", "NCURSES_GPM_TERMS"};
enum { VARIABLES = sizeof variables / sizeof *variables };

static void hide_environment(char *saved[VARIABLES])
{
    for (int i = 0; i < VARIABLES; i++) {
        const char *value = getenv(variables[i]);
        saved[i] = value ? ap_strdup(value) : NULL;
        unsetenv(variables[i]);
    }
}

static void put_environment_back(char *saved[VARIABLES])
{
    for (int i = 0; i < VARIABLES; i++) {
        if (saved[i])
            setenv(variables[i], saved[i], 1);
        ap_free(saved[i]);
    }
}

/* Only the character type: a decimal comma would get into numbers. */
static bool set_locale(bool headless)
{
    static const char *const utf8[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};
    if (!headless) {
        setlocale(LC_CTYPE, "");
        return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    }
    for (size_t i = 0; i < sizeof utf8 / sizeof *utf8; i++)
        if (setlocale(LC_CTYPE, utf8[i]))
            return true;
    return false;
}

/* ---- the screen ----------------------------------------------------- */

/* delscreen would take the windows of every other screen with it. */
static bool is_open;

/* Never 0, 1 or 2, which may be closed: others take these for granted. */
static FILE *stream(int fd, const char *mode)
{
    int high = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 10);
    if (fd >= 0)
        close(fd);
    return high < 0 ? NULL : fdopen(high, mode);
}

static void set_number(const char *variable, int value)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", value);
    setenv(variable, digits, 1);
}

/* The sink has no size to be asked for, so it is told by the environment;
 * ncurses looks there again later, so no foreign value is put back. */
static SCREEN *new_screen(ap_term *t)
{
    char *saved[VARIABLES];
    struct sigaction kept[TERM_TAKEN];
    term_signals_keep(kept);
    if (t->headless)
        hide_environment(saved);
    set_number("LINES", t->rows);
    set_number("COLUMNS", t->cols);
    use_env(TRUE);
    use_tioctl(FALSE);
    SCREEN *s = newterm(t->headless ? "xterm-256color" : NULL, t->sink,
                        t->source);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    if (t->headless)
        put_environment_back(saved);
    term_signals_put_back(kept);
    return s;
}

static bool can_move_the_cursor(void)
{
    const char *cup = tigetstr("cup");
    return cup && cup != (char *)-1 && !tigetflag("gn");
}

static int count_colors(bool headless)
{
    const char *no_color = getenv("NO_COLOR");
    if (!headless && no_color && *no_color)
        return 0;
    if (!has_colors() || start_color() != OK)
        return 0;
    use_default_colors();
    if (tigetflag("RGB") > 0) /* a number is a colour's value, not an index */
        return 8;
    return COLORS >= 256 ? 256 : COLORS >= 8 ? 8 : 0;
}

static void set_up(ap_term *t)
{
    /* Until an endwin, ncurses flushes after every move of the cursor. */
    endwin();
    term_sink_discard(t);
    typeahead(-1); /* pending input would cut frames short */
    curs_set(0);
    leaveok(stdscr, TRUE);
    t->colors = count_colors(t->headless);
    t->pad = newpad(1, 1);
    term_grid_resize(t);
}

static bool open_streams(ap_term *t, ap_error *e)
{
    t->sink = stream(memfd_create("frame", MFD_CLOEXEC), "w");
    t->source = stream(t->headless ? open("/dev/null", O_RDONLY | O_CLOEXEC)
                                   : fcntl(t->tty.in, F_DUPFD_CLOEXEC, 10),
                       "r");
    if (!t->sink || !t->source)
        return ap_fail(e, AP_E_SYSTEM, "no memory file for frames");
    return true;
}

static bool open_screen(ap_term *t, ap_error *e)
{
    const char *term = getenv("TERM");
    if (!open_streams(t, e))
        return false;
    t->screen = new_screen(t);
    if (t->screen && can_move_the_cursor()) {
        set_up(t);
        return true;
    }
    if (t->headless)
        term = "xterm-256color";
    if (!term || !*term)
        return ap_fail(e, AP_E_TERMINAL, "TERM is not set" POINT_TO_SHOT);
    return ap_fail(e, AP_E_TERMINAL, "TERM=%.40s %s" POINT_TO_SHOT, term,
                   t->screen ? "cannot place the cursor"
                             : "is not known here");
}

/* ---- public --------------------------------------------------------- */

static void set_size(ap_term *t, const ap_term_options *o)
{
    t->cols = o->cols;
    t->rows = o->rows;
    if (!t->headless && !term_tty_size(&t->tty, &t->cols, &t->rows)) {
        t->cols = 80;
        t->rows = 24;
    }
    AP_ASSERT(t->cols > 0 && t->rows > 0);
}

static bool open_all(ap_term *t, const ap_term_options *o, ap_error *e)
{
    bool utf8 = set_locale(o->headless);
    t->ascii = o->ascii || !utf8;
    t->reply_ms = o->reply_ms ? o->reply_ms : 100;
    if (!o->headless && !term_tty_open(&t->tty, e))
        return false;
    set_size(t, o);
    /* ncurses catches only signals that nobody has caught before. */
    if (!o->headless && !term_signals_open(&t->tty, e))
        return false;
    if (!open_screen(t, e))
        return false;
    if (!o->headless) {
        term_keys_define(t);
        term_caps_leave(&t->tty);
        term_tty_enter(t);
    }
    return true;
}

ap_term *ap_term_open(const ap_term_options *o, ap_error *e)
{
    AP_ASSERT(!is_open);
    is_open = true;
    ap_term *t = ap_alloc(sizeof *t);
    t->headless = o->headless;
    t->light = NOT_ASKED;
    t->tty.in = t->tty.out = -1;
    if (open_all(t, o, e))
        return t;
    ap_term_close(t);
    return NULL;
}

static void close_screen(ap_term *t)
{
    if (t->pad)
        delwin(t->pad);
    if (t->headless || !t->tty.entered)
        endwin();
    else
        term_tty_leave(t);
    delscreen(t->screen);
}

void ap_term_close(ap_term *t)
{
    if (!t)
        return;
    if (t->screen)
        close_screen(t);
    if (!t->headless) {
        term_signals_close();
        term_tty_close(&t->tty);
    }
    if (t->sink)
        fclose(t->sink);
    if (t->source)
        fclose(t->source);
    term_grid_clear(t);
    ap_str_clear(&t->prelude);
    ap_str_clear(&t->out);
    ap_free(t);
    is_open = false;
}

void ap_term_resize(ap_term *t, int cols, int rows)
{
    AP_ASSERT(t->headless && cols > 0 && rows > 0);
    t->cols = cols;
    t->rows = rows;
    resizeterm(rows, cols);
    term_grid_resize(t);
    clearok(curscr, TRUE);
}

int ap_term_cols(const ap_term *t)
{
    return t->cols;
}

int ap_term_rows(const ap_term *t)
{
    return t->rows;
}

const char *ap_term_type(const ap_term *t)
{
    const char *term = t->headless ? NULL : getenv("TERM");
    return term ? term : "xterm-256color";
}

int ap_term_colors(const ap_term *t)
{
    return t->colors;
}

bool ap_term_is_ascii(const ap_term *t)
{
    return t->ascii;
}
