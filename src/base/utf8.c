/* UTF-8, and how wide a character stands in a terminal. */
#include "apiary/base.h"

uint32_t ap_utf8_decode(const char *s, size_t n, int *used)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *p = (const unsigned char *)s;
    AP_ASSERT(n >= 1);
    *used = 1;
    if (p[0] < 0x80)
        return p[0];
    int len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || (size_t)len > n)
        return UINT32_MAX;
    uint32_t rune = p[0] & (0x7fu >> len);
    for (int i = 1; i < len; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return UINT32_MAX;
        rune = rune << 6 | (p[i] & 0x3fu);
    }
    if (rune < least[len] || rune > 0x10ffff
        || (rune >= 0xd800 && rune <= 0xdfff))
        return UINT32_MAX;
    *used = len;
    return rune;
}

int ap_utf8_encode(uint32_t rune, char out[4])
{
    if (rune < 0x80) {
        out[0] = (char)rune;
        return 1;
    }
    int len = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
    for (int i = len - 1; i > 0; i--, rune >>= 6)
        out[i] = (char)(0x80 | (rune & 0x3f));
    out[0] = (char)((0xf00u >> len) | rune);
    return len;
}

size_t ap_utf8_count(const char *s, size_t n)
{
    size_t runes = 0;
    for (size_t i = 0; i < n; i++)
        runes += ((unsigned char)s[i] & 0xc0) != 0x80;
    return runes;
}

typedef struct span {
    uint32_t first, last;
} span;

/* The spans are in order. */
static bool within(uint32_t rune, const span *spans, size_t n)
{
    size_t low = 0;
    while (low < n) {
        size_t middle = (low + n) / 2;
        if (rune > spans[middle].last)
            low = middle + 1;
        else if (rune < spans[middle].first)
            n = middle;
        else
            return true;
    }
    return false;
}

#define WITHIN(rune, spans) within(rune, spans, sizeof(spans) / sizeof(span))

/* Unicode 15, EastAsianWidth W and F, and the combining blocks; ambiguous
 * characters are narrow. */
int ap_rune_width(uint32_t rune)
{
    static const span none[] = {
        {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd},
        {0x0610, 0x061a}, {0x064b, 0x065f}, {0x0900, 0x0902},
        {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff},
        {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x202a, 0x202e},
        {0x2060, 0x2064}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f},
        {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef}};
    static const span wide[] = {
        {0x1100, 0x115f}, {0x231a, 0x231b}, {0x2329, 0x232a},
        {0x23e9, 0x23ec}, {0x25fd, 0x25fe}, {0x2614, 0x2615},
        {0x2648, 0x2653}, {0x26aa, 0x26ab}, {0x26bd, 0x26be},
        {0x2705, 0x2705}, {0x270a, 0x270b}, {0x2728, 0x2728},
        {0x274c, 0x274c}, {0x2753, 0x2755}, {0x2795, 0x2797},
        {0x2b1b, 0x2b1c}, {0x2b50, 0x2b50}, {0x2e80, 0x303e},
        {0x3041, 0x33ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff},
        {0xa000, 0xa4cf}, {0xa960, 0xa97c}, {0xac00, 0xd7a3},
        {0xf900, 0xfaff}, {0xfe30, 0xfe6f}, {0xff00, 0xff60},
        {0xffe0, 0xffe6}, {0x16fe0, 0x18aff}, {0x1b000, 0x1b2ff},
        {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf}, {0x1f18e, 0x1f18e},
        {0x1f191, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f335},
        {0x1f337, 0x1f37c}, {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca},
        {0x1f3e0, 0x1f3f0}, {0x1f3f8, 0x1f43e}, {0x1f440, 0x1f4fc},
        {0x1f4ff, 0x1f53d}, {0x1f54b, 0x1f567}, {0x1f595, 0x1f596},
        {0x1f5a4, 0x1f5a4}, {0x1f5fb, 0x1f64f}, {0x1f680, 0x1f6c5},
        {0x1f6cc, 0x1f6cc}, {0x1f6d0, 0x1f6d7}, {0x1f6dc, 0x1f6df},
        {0x1f6eb, 0x1f6ec}, {0x1f6f4, 0x1f6fc}, {0x1f7e0, 0x1f7eb},
        {0x1f90c, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd}};
    if (rune < 0x300)
        return rune >= 0x20 && (rune < 0x7f || rune >= 0xa0);
    if (WITHIN(rune, none))
        return 0;
    return WITHIN(rune, wide) ? 2 : 1;
}

int ap_text_width(const char *s)
{
    int cols = 0, used;
    for (; *s; s += used) {
        size_t left = 1;
        while (left < 4 && s[left])
            left++;
        cols += ap_rune_width(ap_utf8_decode(s, left, &used));
    }
    return cols;
}
