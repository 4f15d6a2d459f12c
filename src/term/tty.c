/* The terminal itself: its descriptors, its modes, the writes.
 *
 * We open the terminal anew by its name, so that making the output
 * non-blocking does not change the descriptor that our shell shares with us.
 * A terminal that does not take a frame keeps the rest of it waiting in `out`;
 * new frames are left out until it is gone, never queued. */
#include "term_i.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char mouse_on[] = "\033[?1002h\033[?1006h";

/* ---- open and close ------------------------------------------------- */

static int own_output(void)
{
    const char *name = ttyname(STDOUT_FILENO);
    int fd = -1;
    if (name)
        fd = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    return fd >= 0 ? fd : fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
}

/* Keys come from the terminal also where standard input is a scenario. */
static int own_input(void)
{
    if (isatty(STDIN_FILENO))
        return fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10);
    return open("/dev/tty", O_RDONLY | O_CLOEXEC);
}

bool term_tty_open(term_tty *tty, ap_error *e)
{
    if (!isatty(STDOUT_FILENO))
        return ap_fail(e, AP_E_TERMINAL,
                       "standard output is not a terminal; apiary shot "
                       "draws without a terminal");
    tty->out = own_output();
    tty->in = own_input();
    if (tty->out < 0 || tty->in < 0 || tcgetattr(tty->in, &tty->saved) != 0)
        return ap_fail(e, AP_E_TERMINAL,
                       "no terminal to read keys from; apiary shot draws "
                       "without a terminal");
    struct termios *raw = &tty->raw;
    *raw = tty->saved;
    /* Signals stay on. Without ONLCR a line feed only goes down, which is
     * what ncurses takes it for. */
    raw->c_iflag &= ~(tcflag_t)(IXON | INLCR | IGNCR);
    raw->c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    raw->c_oflag &= ~(tcflag_t)ONLCR;
    raw->c_cc[VMIN] = 1;
    raw->c_cc[VTIME] = 0;
    return true;
}

void term_tty_close(term_tty *tty)
{
    if (tty->out >= 0)
        close(tty->out);
    if (tty->in >= 0)
        close(tty->in);
    tty->out = tty->in = -1;
}

bool term_tty_size(const term_tty *tty, int *cols, int *rows)
{
    struct winsize size;
    if (ioctl(tty->out, TIOCGWINSZ, &size) != 0 || !size.ws_col
        || !size.ws_row)
        return false;
    *cols = size.ws_col;
    *rows = size.ws_row;
    return true;
}

/* ---- writing -------------------------------------------------------- */

static bool takes_more(int fd, int wait_ms)
{
    struct pollfd out = {.fd = fd, .events = POLLOUT};
    return poll(&out, 1, wait_ms) == 1 && out.revents & POLLOUT;
}

void term_tty_send(ap_term *t)
{
    while (t->sent < t->out.len && !t->tty.gone) {
        ssize_t n = write(t->tty.out, t->out.s + t->sent,
                          t->out.len - t->sent);
        if (n >= 0)
            t->sent += (size_t)n;
        else if (errno == EAGAIN)
            return;
        else if (errno != EINTR)
            t->tty.gone = true;
    }
    if (t->tty.gone)
        t->sent = t->out.len;
}

bool term_tty_drained(ap_term *t)
{
    term_tty_send(t);
    return t->sent == t->out.len
        && (t->tty.gone || takes_more(t->tty.out, 0));
}

/* For the last words: gives a slow terminal a second. */
static void send_all(ap_term *t)
{
    for (int tries = 0; tries < 10; tries++) {
        term_tty_send(t);
        if (t->sent == t->out.len || !takes_more(t->tty.out, 100))
            return;
    }
}

/* ---- in and out ----------------------------------------------------- */

static void set_modes(const term_tty *tty, const struct termios *modes)
{
    while (tcsetattr(tty->in, TCSANOW, modes) != 0 && errno == EINTR)
        ;
}

/* What ncurses says at its endwin is dropped: the next frame starts afresh
 * with the alternate screen and a clear. */
void term_tty_enter(ap_term *t)
{
    set_modes(&t->tty, &t->tty.raw);
    endwin();
    term_sink_discard(t);
    clearok(curscr, TRUE);
    ap_str_reset(&t->prelude);
    ap_str_put(&t->prelude, mouse_on);
    t->tty.entered = true;
}

void term_tty_leave(ap_term *t)
{
    send_all(t);
    term_sink_discard(t);
    endwin();
    term_sink_take(t);
    ap_str_putn(&t->out, t->tty.leave, t->tty.leave_len);
    send_all(t);
    set_modes(&t->tty, &t->tty.saved);
    t->tty.entered = false;
}

void term_tty_rescue(const term_tty *tty)
{
    size_t sent = 0;
    while (sent < tty->leave_len) {
        ssize_t n = write(tty->out, tty->leave + sent, tty->leave_len - sent);
        if (n > 0)
            sent += (size_t)n;
        else if (errno != EAGAIN || !takes_more(tty->out, 200))
            break;
    }
    tcsetattr(tty->in, TCSANOW, &tty->saved);
}
