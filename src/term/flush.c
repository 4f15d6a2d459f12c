/* The end of a frame: ncurses renders into the sink, the sink is emptied, the
 * bytes go out. Two equal pictures in a row make no bytes. */
#include "term_i.h"

#include <unistd.h>

/* Synchronized output: the terminal shows all of a frame or none of it.
 * Terminals that do not know mode 2026 ignore it. */
static const char sync_begin[] = "\033[?2026h";
static const char sync_end[] = "\033[?2026l";

static size_t sink_bytes(const ap_term *t)
{
    off_t n = lseek(fileno(t->sink), 0, SEEK_CUR);
    AP_ASSERT(n >= 0);
    return (size_t)n;
}

void term_sink_discard(ap_term *t)
{
    int fd = fileno(t->sink);
    bool emptied = ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0;
    AP_ASSERT(emptied);
}

void term_sink_take(ap_term *t)
{
    size_t n = sink_bytes(t);
    ap_str *out = &t->out;
    ap_str_reset(out);
    t->sent = t->frame_at = t->frame_len = 0;
    if (n == 0)
        return;
    ap_str_put(out, ap_str_c(&t->prelude));
    ap_str_reset(&t->prelude);
    ap_str_put(out, sync_begin);
    t->frame_at = out->len;
    t->frame_len = n;
    ap_str_fill(out, ' ', n);
    ssize_t got = pread(fileno(t->sink), out->s + t->frame_at, n, 0);
    AP_ASSERT(got == (ssize_t)n);
    ap_str_put(out, sync_end);
    term_sink_discard(t);
}

void ap_term_flush(ap_term *t)
{
    if (!t->headless && !term_tty_drained(t)) {
        t->dropped = true;
        t->frame_len = 0;
        return;
    }
    t->dropped = false;
    term_grid_update(t);
    wnoutrefresh(stdscr);
    doupdate();
    term_sink_take(t);
    if (!t->headless)
        term_tty_send(t);
    if (t->on_frame && t->frame_len)
        t->on_frame(t->on_frame_arg, t);
}

void ap_term_on_frame(ap_term *t, void (*fn)(void *arg, const ap_term *t),
                      void *arg)
{
    t->on_frame = fn;
    t->on_frame_arg = arg;
    if (fn)
        clearok(curscr, TRUE);
}

const char *ap_term_bytes(const ap_term *t, size_t *n)
{
    *n = t->frame_len;
    return ap_str_c(&t->out) + t->frame_at;
}
