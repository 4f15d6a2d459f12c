/* From the terminal's description: what puts the terminal back. */
#include "term_i.h"

#include <string.h>

/* Appends a capability without its $<…> delays. */
static void append(term_tty *tty, const char *name)
{
    const char *s = tigetstr(name);
    if (!s || s == (char *)-1)
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
}
