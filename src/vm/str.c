/* Strs: UTF-8 with a count of runes, the hash computed at birth.
 *
 * Bytes objects have the same body. Text ends with a NUL that is not counted.
 * Where bytes and runes are equally many the text is ASCII. */
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "rune_i.h"
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

/* ---- made in place ------------------------------------------------- */

ap_ret ap_text_room(ap_ctx *c, ap_kind kind, size_t n, ap_word *out)
{
    return ap_new(c, kind, AP_NULL, AP_STR_TEXT + (int64_t)(n / 8) + 1, out);
}

void ap_text_done(const ap_ctx *c, ap_word w, size_t n, size_t runes)
{
    ap_slot *body = ap_body(c, w);
    ap_store(body + AP_STR_HASH,
             ap_text_hash((char *)(body + AP_STR_TEXT), n));
    ap_store(body + AP_STR_LENGTHS, (uint64_t)n | (uint64_t)runes << 32);
}

ap_ret ap_text_join(ap_ctx *c, ap_kind kind, ap_text s, ap_text t, ap_word *out)
{
    if (s.n + t.n > UINT32_MAX / 2)
        return ap_raise_arg(c, AP_X_MemoryError, AP_NULL);
    AP_TRY(ap_text_room(c, kind, s.n + t.n, out));
    char *to = (char *)(ap_body(c, *out) + AP_STR_TEXT);
    memcpy(to, s.s, s.n);
    memcpy(to + s.n, t.s, t.n);
    ap_text_done(c, *out, s.n + t.n, s.runes + t.runes);
    return AP_OK;
}

ap_ret ap_rune_new(ap_ctx *c, uint32_t rune, ap_word *out)
{
    char bytes[4];
    *out = ap_ascii_str(c, rune);
    if (*out)
        return AP_OK;
    int n = ap_utf8_encode(rune, bytes);
    return ap_str_new(c, bytes, (size_t)n, out);
}

ap_ret ap_bytes_new(ap_ctx *c, const char *s, size_t n, ap_word *out)
{
    return ap_text_new(c, AP_KIND_BYTES, AP_NULL, s, n, out);
}

/* Both strs and bytes. */
ap_ret ap_str_slice(ap_ctx *c, ap_word w, ap_word slice, ap_word *out)
{
    ap_text t = ap_text_of(c, w);
    int64_t start, stop, step, n;
    ap_kind kind = ap_kind_of(c, w);
    AP_TRY(ap_slice_bounds(c, slice, (int64_t)t.runes, &start, &stop, &step,
                           &n));
    t = ap_text_of(c, w);
    if (step == 1) {
        size_t from = ap_text_offset(t, (size_t)start);
        size_t to = n ? ap_text_offset(t, (size_t)stop) : from;
        return ap_text_new(c, kind, AP_NULL, t.s + from, to - from, out);
    }
    ap_str b = {0};
    for (int64_t i = 0; i < n; i++) {
        size_t from = ap_text_offset(t, (size_t)(start + i * step));
        size_t to = ap_text_offset(t, (size_t)(start + i * step) + 1);
        ap_str_putn(&b, t.s + from, to - from);
    }
    ap_ret r = ap_text_new(c, kind, AP_NULL, ap_str_c(&b), b.len, out);
    ap_str_clear(&b);
    return r;
}
