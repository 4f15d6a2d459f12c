/* What runes are: letters, digits, spaces, cases. ASCII exactly; beyond it
 * Latin, Greek and Cyrillic letters have cases, and everything that is not
 * known to be a mark, a space or a sign counts as a letter. The same under
 * every locale of the host. */
#include "types_i.h"

bool ap_rune_is_space(uint32_t r)
{
    if (r < 0x80)
        return (r >= 9 && r <= 13) || (r >= 0x1c && r <= 0x20);
    return r == 0x85 || r == 0xa0 || r == 0x1680
        || (r >= 0x2000 && r <= 0x200a) || r == 0x2028 || r == 0x2029
        || r == 0x202f || r == 0x205f || r == 0x3000;
}

bool ap_rune_is_digit(uint32_t r)
{
    return (r >= '0' && r <= '9') || (r >= 0x660 && r <= 0x669)
        || (r >= 0x966 && r <= 0x96f) || (r >= 0xff10 && r <= 0xff19);
}

/* Greek vowels with an accent, upper and lower. */
static const uint32_t greek[][2] = {
    {0x386, 0x3ac}, {0x388, 0x3ad}, {0x389, 0x3ae}, {0x38a, 0x3af},
    {0x38c, 0x3cc}, {0x38e, 0x3cd}, {0x38f, 0x3ce}};

static uint32_t greek_partner(uint32_t r, bool upper)
{
    for (size_t i = 0; i < sizeof greek / sizeof *greek; i++)
        if (greek[i][upper] == r)
            return greek[i][!upper];
    return r;
}

/* Pairs: upper first, lower second, in turns. */
static bool in_turns(uint32_t r)
{
    return (r >= 0x100 && r <= 0x137) || (r >= 0x14a && r <= 0x177)
        || (r >= 0x460 && r <= 0x481) || (r >= 0x48a && r <= 0x4bf)
        || (r >= 0x4d0 && r <= 0x52f) || (r >= 0x1e00 && r <= 0x1e95);
}

/* The same, lower ones even. */
static bool in_turns_odd(uint32_t r)
{
    return (r >= 0x139 && r <= 0x148) || (r >= 0x179 && r <= 0x17e)
        || (r >= 0x4c1 && r <= 0x4ce);
}

uint32_t ap_rune_lower(uint32_t r)
{
    if (r < 0x80)
        return r >= 'A' && r <= 'Z' ? r + 32 : r;
    if ((r >= 0xc0 && r <= 0xde && r != 0xd7)
        || (r >= 0x391 && r <= 0x3a9 && r != 0x3a2)
        || (r >= 0x410 && r <= 0x42f))
        return r + 32;
    if (r >= 0x400 && r <= 0x40f)
        return r + 80;
    if (r == 0x178)
        return 0xff;
    if (r >= 0x386 && r <= 0x38f)
        return greek_partner(r, false);
    if (in_turns(r))
        return r | 1;
    if (in_turns_odd(r))
        return r & 1 ? r + 1 : r;
    return r;
}

uint32_t ap_rune_upper(uint32_t r)
{
    if (r < 0x80)
        return r >= 'a' && r <= 'z' ? r - 32 : r;
    if (r == 0xb5)
        return 0x39c;
    if ((r >= 0xe0 && r <= 0xfe && r != 0xf7)
        || (r >= 0x3b1 && r <= 0x3c9 && r != 0x3c2)
        || (r >= 0x430 && r <= 0x44f))
        return r - 32;
    if (r == 0x3c2)
        return 0x3a3;
    if (r >= 0x450 && r <= 0x45f)
        return r - 80;
    if (r == 0xff)
        return 0x178;
    if ((r >= 0x3ac && r <= 0x3af) || (r >= 0x3cc && r <= 0x3ce))
        return greek_partner(r, true);
    if (in_turns(r))
        return r & ~1u;
    if (in_turns_odd(r))
        return r & 1 ? r : r - 1;
    return r;
}

bool ap_rune_is_upper(uint32_t r)
{
    return ap_rune_lower(r) != r;
}

bool ap_rune_is_lower(uint32_t r)
{
    return ap_rune_upper(r) != r || r == 0xdf || r == 0xaa || r == 0xba;
}

bool ap_rune_is_alpha(uint32_t r)
{
    if (r < 0x80)
        return ap_rune_lower(r) != r || ap_rune_upper(r) != r;
    if (r < 0xc0)
        return r == 0xaa || r == 0xb5 || r == 0xba;
    bool sign = r == 0xd7 || r == 0xf7 || (r >= 0x300 && r <= 0x36f)
        || (r >= 0x2000 && r <= 0x2bff) || (r >= 0x3000 && r <= 0x3004)
        || (r >= 0x3007 && r <= 0x3030) || (r >= 0xfe00 && r <= 0xfe6f)
        || (r >= 0xff00 && r <= 0xff20) || (r >= 0x1f000 && r <= 0x1faff);
    return !sign && !ap_rune_is_digit(r) && !ap_rune_is_space(r)
        && ap_rune_is_printable(r);
}
