/* From the terminal's description: what puts the terminal back. */
#include "term_i.h"

#include <string.h>

/* What the terminal calls this; NULL: it has none. */
static const char *capability(const char *name)
{
    const char *s = tigetstr(name);
    return s == (char *)-1 ? NULL : s;
}

/* Appends a capability without its $<…> delays. */
static void append(term_tty *tty, const char *name)
{
    const char *s = capability(name);
    if (!s)
        return;
    while (*s && tty->leave_len + 1 < sizeof tty->leave) {
        const char *delay_end = strncmp(s, "$<", 2) ? NULL : strchr(s, '>');
        if (delay_end)
            s = delay_end + 1;
        else
            tty->leave[tty->leave_len++] = *s++;
    }
}

void term_caps_leave(term_tty *tty)
{
    static const char modes_off[] = "\033[?2026l\033[?1002l\033[?1006l";
    tty->leave_len = sizeof modes_off - 1;
    memcpy(tty->leave, modes_off, tty->leave_len);
    append(tty, "sgr0");
    append(tty, "cnorm");
    append(tty, "rmkx");
    append(tty, "rmcup");
    if (!capability("rmcup")) { /* the frame stays: a clean row for the shell */
        tty->leave[tty->leave_len++] = '\r';
        append(tty, "el");
    }
}
