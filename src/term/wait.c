/* The wait: for a key, a signal, the caller's descriptor or a deadline.
 *
 * Deadlines are absolute, so that a late frame does not shift the later
 * ones. What signals asked for is carried out here and nowhere else. */
#include "term_i.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

/* ---- what signals ask for ------------------------------------------- */

static void resize(ap_term *t)
{
    int cols = t->cols, rows = t->rows;
    term_tty_size(&t->tty, &cols, &rows);
    if (cols != t->cols || rows != t->rows) {
        t->cols = cols;
        t->rows = rows;
        resizeterm(rows, cols);
        term_grid_resize(t);
    }
    clearok(curscr, TRUE);
}

/* Carries out what signals asked for -> true: the caller must hear of it. */
static bool obey_signals(ap_term *t, ap_key *k)
{
    int came = term_signals_take();
    *k = (ap_key){.code = AP_KEY_QUIT};
    if (came & TERM_QUIT || t->tty.gone)
        return true;
    if (came & TERM_STOPPED) {
        term_tty_leave(t);
        term_signals_stop();
        came |= TERM_CONTINUED;
    }
    if (came & TERM_CONTINUED)
        term_tty_enter(t);
    if (came)
        resize(t);
    k->code = AP_KEY_RESIZE;
    return came != 0;
}

/* ---- the wait ------------------------------------------------------- */

/* Polls until the deadline -> 0: reached, < 0: interrupted. */
static int poll_until(struct pollfd *fds, nfds_t n, int64_t deadline_ns)
{
    if (deadline_ns < 0)
        return ppoll(fds, n, NULL, NULL);
    int64_t left = deadline_ns - ap_clock_ns();
    left = left > 0 ? left : 0;
    struct timespec ts = {left / 1000000000, left % 1000000000};
    return ppoll(fds, n, &ts, NULL);
}

/* The drawing of a frame that was left out still stands: show it. */
static void catch_up(ap_term *t)
{
    term_tty_send(t);
    if (t->sent == t->out.len && t->dropped)
        ap_term_flush(t);
}

/* -> false: the deadline is reached, or wake_fd is readable. */
static bool wait_for_input(ap_term *t, int64_t deadline_ns, int wake_fd)
{
    bool behind = t->sent < t->out.len || t->dropped;
    struct pollfd fds[] = {{.fd = t->tty.in, .events = POLLIN},
                           {.fd = term_signals_fd(), .events = POLLIN},
                           {.fd = wake_fd, .events = POLLIN},
                           {.fd = behind ? t->tty.out : -1, .events = POLLOUT}};
    int n = poll_until(fds, sizeof fds / sizeof *fds, deadline_ns);
    if (n <= 0)
        return n < 0 && errno == EINTR;
    if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
        t->tty.gone = true;
    if (fds[3].revents)
        catch_up(t);
    return !fds[2].revents || fds[0].revents || fds[1].revents;
}

static bool wait_headless(int64_t deadline_ns, int wake_fd)
{
    struct pollfd wake = {.fd = wake_fd, .events = POLLIN};
    if (deadline_ns >= 0 || wake_fd >= 0)
        while (poll_until(&wake, 1, deadline_ns) < 0 && errno == EINTR)
            ;
    return false;
}

bool ap_term_key(ap_term *t, int64_t deadline_ns, int wake_fd, ap_key *k)
{
    *k = (ap_key){.code = AP_KEY_NONE};
    if (t->headless)
        return wait_headless(deadline_ns, wake_fd);
    do {
        if (obey_signals(t, k) || term_read_key(t, k))
            return true;
    } while (wait_for_input(t, deadline_ns, wake_fd));
    k->code = AP_KEY_NONE;
    return false;
}
