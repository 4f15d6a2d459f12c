/* Strs: UTF-8 with a count of runes, the hash computed at birth.
 *
 * Bytes objects have the same body. Text ends with a NUL that is not counted.
 * Where bytes and runes are equally many the text is ASCII. */
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "types_i.h"

/* 62 bits, so that it fits a small int. */
uint64_t ap_text_hash(const char *s, size_t n)
{
    return n ? XXH3_64bits(s, n) >> 2 : 0;
}

ap_ret ap_text_new(ap_ctx *c, ap_kind kind, ap_word class_, const char *s,
                   size_t n, ap_word *out)
{
    if (n > UINT32_MAX / 2)
        return ap_raise(c, AP_X_MemoryError, "%s", "");
    AP_TRY(ap_new(c, kind, class_, AP_STR_TEXT + (int64_t)(n / 8) + 1, out));
    ap_slot *body = ap_body(c, *out);
    uint64_t runes = kind == AP_KIND_STR ? ap_utf8_count(s, n) : n;
    memcpy((char *)(body + AP_STR_TEXT), s, n);
    ap_store(body + AP_STR_HASH, ap_text_hash(s, n));
    ap_store(body + AP_STR_LENGTHS, n | runes << 32);
    return AP_OK;
}

ap_ret ap_str_new(ap_ctx *c, const char *s, size_t n, ap_word *out)
{
    return ap_text_new(c, AP_KIND_STR, AP_NULL, s, n, out);
}

ap_ret ap_str_take(ap_ctx *c, ap_str *b, ap_word *out)
{
    ap_ret r = ap_str_new(c, ap_str_c(b), b->len, out);
    ap_str_clear(b);
    return r;
}

ap_ret ap_str_fmt(ap_ctx *c, ap_word *out, const char *fmt, ...)
{
    char small[256];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    AP_ASSERT(n >= 0);
    if ((size_t)n < sizeof small)
        return ap_str_new(c, small, (size_t)n, out);
    char *large = ap_alloc((size_t)n + 1);
    va_start(args, fmt);
    vsnprintf(large, (size_t)n + 1, fmt, args);
    va_end(args);
    ap_ret r = ap_str_new(c, large, (size_t)n, out);
    ap_free(large);
    return r;
}

bool ap_is_str(const ap_ctx *c, ap_word w)
{
    return ap_is_kind(c, w, AP_KIND_STR);
}

const char *ap_str_bytes(const ap_ctx *c, ap_word w, size_t *n)
{
    ap_text t = ap_text_of(c, w);
    if (n)
        *n = t.n;
    return t.s;
}

bool ap_str_is(const ap_ctx *c, ap_word w, const char *s)
{
    if (!ap_is_str(c, w))
        return false;
    ap_text t = ap_text_of(c, w);
    return t.n == strlen(s) && memcmp(t.s, s, t.n) == 0;
}

bool ap_str_equal(const ap_ctx *c, ap_word a, ap_word b)
{
    if (a == b)
        return true;
    if (ap_get(c, a, AP_STR_HASH) != ap_get(c, b, AP_STR_HASH))
        return false;
    ap_text s = ap_text_of(c, a), t = ap_text_of(c, b);
    return s.n == t.n && memcmp(s.s, t.s, s.n) == 0;
}

size_t ap_text_offset(ap_text t, size_t i)
{
    if (ap_is_ascii(t))
        return i;
    size_t at = 0;
    for (; i > 0 && at < t.n; i--)
        do
            at++;
        while (at < t.n && ((unsigned char)t.s[at] & 0xc0) == 0x80);
    return at;
}
