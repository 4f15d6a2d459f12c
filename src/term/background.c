/* Is the terminal's background light? COLORFGBG says so on some terminals;
 * the others are asked (OSC 11). A request for the terminal's kind, which
 * every terminal answers, follows the question: with its answer the wait is
 * over also where the question is not known. */
#include "term_i.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* "15;0", "0;default;15": the last field is the background. */
static int by_environment(const char *value)
{
    const char *last = value ? strrchr(value, ';') : NULL;
    char *end;
    if (!last || !last[1])
        return -1;
    long index = strtol(last + 1, &end, 10);
    if (*end || index < 0 || index > 15)
        return -1;
    return index == 7 || index > 8;
}

/* The length of the escape sequence that s[0..n) begins with; 0: it is not
 * one, or not complete. */
static size_t sequence_length(const char *s, size_t n)
{
    if (n < 3 || s[0] != '\033' || (s[1] != '[' && s[1] != ']'))
        return 0;
    for (size_t i = 2; i < n; i++) {
        if (s[1] == '[' && s[i] >= 0x40 && s[i] <= 0x7e)
            return i + 1;
        if (s[1] == ']' && s[i] == 7)
            return i + 1;
        if (s[1] == ']' && s[i] == '\\' && s[i - 1] == '\033')
            return i + 1;
    }
    return 0;
}

/* A reply to the request for the terminal's kind: ESC [ ? … c. */
static bool is_kind(const char *s, size_t n)
{
    return n > 3 && s[1] == '[' && s[2] == '?' && s[n - 1] == 'c';
}

/* Reads what the terminal says until it told its kind or the time is up. */
static void read_replies(int fd, int limit_ms, ap_str *said)
{
    int64_t deadline = ap_clock_ns() + limit_ms * INT64_C(1000000), left;
    while ((left = deadline - ap_clock_ns()) > 0) {
        struct pollfd in = {.fd = fd, .events = POLLIN};
        char bytes[256];
        if (poll(&in, 1, (int)(left / 1000000) + 1) != 1)
            return;
        ssize_t n = read(fd, bytes, sizeof bytes);
        if (n <= 0)
            return;
        ap_str_putn(said, bytes, (size_t)n);
        for (size_t i = 0; i < said->len; i++)
            if (is_kind(said->s + i, sequence_length(said->s + i,
                                                     said->len - i)))
                return;
    }
}

/* "rgb:ffff/ffff/ffff", one to four digits each -> 1 light, 0 dark, -1. */
static int by_reply(const char *s)
{
    unsigned part[3];
    int from[3], to[3], value[3];
    if (sscanf(s, "rgb:%n%4x%n/%n%4x%n/%n%4x%n", &from[0], &part[0], &to[0],
               &from[1], &part[1], &to[1], &from[2], &part[2], &to[2]) != 3)
        return -1;
    for (int i = 0; i < 3; i++) {
        int most = (1 << 4 * (to[i] - from[i])) - 1;
        value[i] = (int)part[i] * 1000 / most;
    }
    return value[0] * 299 + value[1] * 587 + value[2] * 114 > 500000;
}

/* Takes the replies out of what was read; the rest was typed and is given
 * back to the keys, last byte first. */
static int sort_out(const ap_str *said)
{
    static const char reply[] = "\033]11;";
    int light = -1;
    ap_str typed = {0};
    for (size_t i = 0; i < said->len;) {
        const char *s = said->s + i;
        size_t n = sequence_length(s, said->len - i);
        if (n && strncmp(s, reply, sizeof reply - 1) == 0)
            light = by_reply(s + sizeof reply - 1);
        else if (!is_kind(s, n))
            ap_str_putn(&typed, s, n ? n : 1);
        i += n ? n : 1;
    }
    for (size_t i = typed.len; i-- > 0;)
        ungetch((unsigned char)typed.s[i]);
    ap_str_clear(&typed);
    return light;
}

static int by_asking(ap_term *t)
{
    static const char question[] = "\033]11;?\033\\\033[c";
    ap_str said = {0};
    ssize_t n = write(t->tty.out, question, sizeof question - 1);
    if (n != (ssize_t)sizeof question - 1)
        return -1;
    read_replies(t->tty.in, t->reply_ms, &said);
    int light = sort_out(&said);
    ap_str_clear(&said);
    return light;
}

int ap_term_is_light(ap_term *t)
{
    if (t->headless || t->tty.gone)
        return -1;
    if (t->light == NOT_ASKED) {
        t->light = by_environment(getenv("COLORFGBG"));
        if (t->light < 0)
            t->light = by_asking(t);
    }
    return t->light;
}
