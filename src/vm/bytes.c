/* Bytes: literals and what str.encode gives; len, index, decode, hex, join
 * are all there is. */
#include "types_i.h"

ap_ret ap_decode(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_text t = ap_text_of(c, w);
    for (size_t i = 0; i < t.n;) {
        int used;
        if (ap_utf8_decode(t.s + i, t.n - i, &used) == UINT32_MAX)
            return ap_raise(c, AP_X_UnicodeError,
                            "'utf-8' codec can't decode byte 0x%02x in "
                            "position %zu: invalid start byte",
                            (unsigned)(unsigned char)t.s[i], i);
        i += (size_t)used;
    }
    return ap_str_new(c, t.s, t.n, out);
}

/* "self, encoding=, errors=" */
static ap_ret decode(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_decode(c, a[0], out);
}

static ap_ret hex(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_text t = ap_text_of(c, a[0]);
    ap_str b = {0};
    (void)n;
    for (size_t i = 0; i < t.n; i++)
        ap_str_printf(&b, "%02x", (unsigned)(unsigned char)t.s[i]);
    return ap_str_take(c, &b, out);
}

static ap_ret bytes_of_ints(ap_ctx *c, ap_word iterable, ap_word *out)
{
    ap_word items;
    int64_t n, byte;
    AP_TRY(ap_listed(c, iterable, &items));
    ap_str b = {0};
    const ap_slot *from = ap_items(c, items, &n);
    for (int64_t i = 0; i < n; i++) {
        ap_word w = ap_load(from + i);
        if (!ap_int_get(c, w, &byte) || byte < 0 || byte > 255) {
            ap_str_clear(&b);
            if (!ap_is_int(c, w))
                return ap_raise(c, AP_X_TypeError,
                                "'%s' object cannot be interpreted as an "
                                "integer",
                                ap_type_name(c, w));
            return ap_raise(c, AP_X_ValueError,
                            "bytes must be in range(0, 256)");
        }
        ap_str_putc(&b, (char)byte);
    }
    ap_ret r = ap_bytes_new(c, ap_str_c(&b), b.len, out);
    ap_str_clear(&b);
    return r;
}

/* "cls, source=, encoding=, errors=" */
static ap_ret bytes_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t count;
    (void)n;
    if (!a[1])
        return ap_bytes_new(c, "", 0, out);
    if (ap_is_kind(c, a[1], AP_KIND_BYTES)) {
        *out = a[1];
        return AP_OK;
    }
    if (ap_is_str(c, a[1])) {
        if (!a[2])
            return ap_raise(c, AP_X_TypeError,
                            "string argument without an encoding");
        ap_text t = ap_text_of(c, a[1]);
        return ap_bytes_new(c, t.s, t.n, out);
    }
    if (!ap_is_int(c, a[1]))
        return bytes_of_ints(c, a[1], out);
    if (!ap_int_get(c, a[1], &count) || count > INT32_MAX)
        return ap_raise_arg(c, AP_X_MemoryError, AP_NULL);
    if (count < 0)
        return ap_raise(c, AP_X_ValueError, "negative count");
    AP_TRY(ap_text_room(c, AP_KIND_BYTES, (size_t)count, out));
    ap_text_done(c, *out, (size_t)count, (size_t)count);
    return AP_OK;
}

const ap_native_fn ap_bytes_methods[] = {
    {"__new__", bytes_new, 0, 0, "cls, source=, encoding=, errors=", 0},
    {"decode", decode, 0, 0, "self, encoding=, errors=", 0},
    {"hex", hex, 1, 1, NULL, 0},
    AP_ROW(repr, 1), AP_ROW(hash, 1), AP_ROW(len, 1), AP_ROW(iter, 1),
    AP_ROW(contains, 2), AP_ROW(getitem, 2), AP_ROW(eq, 2), AP_ROW(ne, 2),
    AP_ROW(lt, 2), AP_ROW(le, 2), AP_ROW(gt, 2), AP_ROW(ge, 2), AP_ROW(add, 2),
    AP_ROW(mul, 2), AP_ROW(rmul, 2),
    {0}};
