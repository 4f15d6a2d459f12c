/* Where two copies of a piece of memory differ, by lines: what a follower
 * looks for and a delta keeps. Blocks that are equal are passed over whole. */
#ifndef AP_LINES_I_H
#define AP_LINES_I_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { AP_LINE = 64, AP_LINES_BLOCK = 256 };

/* Bytes of the line at `at` in a piece of n. */
static inline size_t ap_line_bytes(size_t n, size_t at)
{
    return n - at < AP_LINE ? n - at : AP_LINE;
}

static inline bool ap_line_differs(const char *a, const char *b, size_t n)
{
    uint64_t x[AP_LINE / 8], y[AP_LINE / 8], any = 0;
    if (n < AP_LINE)
        return memcmp(a, b, n) != 0;
    memcpy(x, a, AP_LINE);
    memcpy(y, b, AP_LINE);
    for (int i = 0; i < AP_LINE / 8; i++)
        any |= x[i] ^ y[i];
    return any != 0;
}

/* The first line from `at` (a line's begin) on in which n bytes differ; n:
 * there is none. */
static inline size_t ap_next_change(const char *a, const char *b, size_t n,
                                    size_t at)
{
    while (at < n) {
        bool is_block = at % AP_LINES_BLOCK == 0 && n - at >= AP_LINES_BLOCK;
        if (is_block && memcmp(a + at, b + at, AP_LINES_BLOCK) == 0)
            at += AP_LINES_BLOCK;
        else if (ap_line_differs(a + at, b + at, ap_line_bytes(n, at)))
            return at;
        else
            at += AP_LINE;
    }
    return n;
}

#endif
