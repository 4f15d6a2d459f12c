/* int, bool and float as classes: making them from other values, and their
 * methods; round(). */
#include <math.h>
#include <string.h>

#include "types_i.h"

/* ---- int(…) -------------------------------------------------------- */

/* An instance of a Python subclass of int with this value. */
static ap_ret int_instance(ap_ctx *c, ap_word class_, ap_word value,
                           ap_word *out)
{
    *out = value;
    if (!ap_class_is_user(c, class_))
        return AP_OK;
    ap_big b = {0};
    ap_big_of(c, value, &b);
    AP_TRY(ap_new(c, AP_KIND_BIGINT, class_, b.n + 1, out));
    ap_big_of(c, value, &b);
    ap_set(c, *out, 0, (uint64_t)b.n << 1 | b.negative);
    memcpy(ap_body(c, *out) + 1, b.d, (size_t)b.n * sizeof *b.d);
    return AP_OK;
}

/* int(w) of something that is neither text nor a number of ours. */
static ap_ret int_by_method(ap_ctx *c, ap_word w, ap_word *out)
{
    static const char *const names[] = {"__int__", "__index__", "__trunc__"};
    bool found = false;
    for (int i = 0; i < 3 && !found; i++)
        AP_TRY(ap_special(c, w, names[i], NULL, 0, out, &found));
    if (!found)
        return ap_raise(c, AP_X_TypeError,
                        "int() argument must be a string, a bytes-like object "
                        "or a real number, not '%s'",
                        ap_type_name(c, w));
    if (!ap_is_int(c, *out))
        return ap_raise(c, AP_X_TypeError, "__int__ returned non-int (type %s)",
                        ap_type_name(c, *out));
    return AP_OK;
}

static ap_ret int_value(ap_ctx *c, ap_word w, ap_word *out)
{
    if (ap_is_user(c, w) && ap_override(c, w, "__int__"))
        return int_by_method(c, w, out);
    if (ap_is_int(c, w))
        return ap_int_binary(c, AP_BIN_ADD, w, ap_from_small(0), out);
    if (ap_is_float(c, w))
        return ap_int_of_float(c, ap_float_get(c, w), out);
    if (ap_is_str(c, w) || ap_is_kind(c, w, AP_KIND_BYTES)) {
        ap_text t = ap_text_of(c, w);
        return ap_int_parse(c, t.s, t.n, 10, w, out);
    }
    return int_by_method(c, w, out);
}

/* "cls, x=, base=" */
static ap_ret int_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word value = ap_from_small(0);
    int64_t base;
    (void)n;
    if (a[2]) {
        AP_TRY(ap_index_clamp(c, a[2], &base));
        if (base != 0 && (base < 2 || base > 36))
            return ap_raise(c, AP_X_ValueError,
                            "int() base must be >= 2 and <= 36, or 0");
        if (!a[1])
            return ap_raise(c, AP_X_TypeError, "int() missing string argument");
        if (!ap_is_str(c, a[1]) && !ap_is_kind(c, a[1], AP_KIND_BYTES))
            return ap_raise(c, AP_X_TypeError,
                            "int() can't convert non-string with explicit "
                            "base");
        ap_text t = ap_text_of(c, a[1]);
        AP_TRY(ap_int_parse(c, t.s, t.n, (int)base, a[1], &value));
    } else if (a[1]) {
        AP_TRY(int_value(c, a[1], &value));
    }
    return int_instance(c, a[0], value, out);
}

static ap_ret bit_length(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_big b = {0};
    (void)n;
    ap_big_of(c, a[0], &b);
    return ap_int_new(
        c, b.n ? b.n * 64 - __builtin_clzl(b.d[b.n - 1]) : 0, out);
}

static ap_ret bit_count(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_big b = {0};
    (void)n;
    ap_big_of(c, a[0], &b);
    return ap_int_new(c, b.n ? (int64_t)mpn_popcount(b.d, b.n) : 0, out);
}

/* ---- int and bytes --------------------------------------------------- */

static ap_ret is_little(ap_ctx *c, ap_word order, bool *little)
{
    *little = order && ap_str_is(c, order, "little");
    if (!order || *little || ap_str_is(c, order, "big"))
        return AP_OK;
    if (!ap_is_str(c, order))
        return ap_raise(c, AP_X_TypeError,
                        "to_bytes() argument 'byteorder' must be str, not %s",
                        ap_type_name(c, order));
    return ap_raise(c, AP_X_ValueError,
                    "byteorder must be either 'little' or 'big'");
}

/* Do n bytes hold the number? Two's complement where is_signed. */
static ap_ret check_width(ap_ctx *c, const ap_big *b, int64_t n, bool is_signed)
{
    int64_t bits = b->n ? b->n * 64 - __builtin_clzl(b->d[b->n - 1]) : 0;
    if (b->negative && !is_signed)
        return ap_raise(c, AP_X_OverflowError,
                        "can't convert negative int to unsigned");
    bool is_power = b->n && mpn_popcount(b->d, b->n) == 1;
    int64_t needed = bits + (is_signed && !(b->negative && is_power));
    return needed <= n * 8
        ? AP_OK
        : ap_raise(c, AP_X_OverflowError, "int too big to convert");
}

/* "self, length=, byteorder=, *, signed=" */
static ap_ret to_bytes(ap_ctx *c, ap_word *a, int argc, ap_word *out)
{
    (void)argc;
    int64_t n = 1;
    bool little, is_signed = false;
    ap_big b = {0};
    ap_big_of(c, a[0], &b);
    if (a[1])
        AP_TRY(ap_index_clamp(c, a[1], &n));
    if (n < 0)
        return ap_raise(c, AP_X_ValueError,
                        "length argument must be non-negative");
    AP_TRY(is_little(c, a[2], &little));
    if (a[3])
        AP_TRY(ap_truth(c, a[3], &is_signed));
    AP_TRY(check_width(c, &b, n, is_signed));
    char *bytes = ap_alloc((size_t)n + 1);
    unsigned carry = 1;
    for (int64_t i = 0; i < n; i++) {
        uint64_t limb = i / 8 < b.n ? b.d[i / 8] : 0;
        unsigned byte = (limb >> i % 8 * 8) & 0xff;
        if (b.negative) { /* two's complement: turned round, plus one */
            byte = (~byte & 0xff) + carry;
            carry = byte >> 8;
        }
        bytes[little ? i : n - 1 - i] = (char)(byte & 0xff);
    }
    ap_ret r = ap_bytes_new(c, bytes, (size_t)n, out);
    ap_free(bytes);
    return r;
}

/* "cls, bytes, byteorder=, *, signed=" */
static ap_ret from_bytes(ap_ctx *c, ap_word *a, int argc, ap_word *out)
{
    (void)argc;
    bool little, is_signed = false;
    ap_word bytes = a[1], sum = ap_from_small(0);
    AP_TRY(is_little(c, a[2], &little));
    if (a[3])
        AP_TRY(ap_truth(c, a[3], &is_signed));
    if (!ap_is_kind(c, bytes, AP_KIND_BYTES))
        AP_TRY(ap_sub(c, ap_class_of_kind(c, AP_KIND_BYTES), &bytes, 1,
                      AP_NULL, &bytes));
    size_t n = ap_text_of(c, bytes).n;
    for (size_t i = 0; i < n; i++) {
        const char *s = ap_text_of(c, bytes).s;
        unsigned char byte = (unsigned char)s[little ? n - 1 - i : i];
        AP_TRY(ap_int_binary(c, AP_BIN_LSHIFT, sum, ap_from_small(8), &sum));
        AP_TRY(ap_int_binary(c, AP_BIN_OR, sum, ap_from_small(byte), &sum));
    }
    const char *s = ap_text_of(c, bytes).s;
    if (is_signed && n && (s[little ? n - 1 : 0] & 0x80)) {
        ap_word all;
        AP_TRY(ap_int_binary(c, AP_BIN_LSHIFT, ap_from_small(1),
                             ap_from_small((int64_t)n * 8), &all));
        AP_TRY(ap_int_binary(c, AP_BIN_SUB, sum, all, &sum));
    }
    return int_instance(c, a[0], sum, out);
}

static ap_ret int_itself(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return ap_do_index(c, a, n, out);
}

static ap_ret int_is_integer(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)a, (void)n;
    *out = AP_TRUE;
    return AP_OK;
}

static ap_ret zero(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)a, (void)n;
    *out = ap_from_small(0);
    return AP_OK;
}

static ap_ret one(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)a, (void)n;
    *out = ap_from_small(1);
    return AP_OK;
}

static ap_ret as_ratio(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word pair[2] = {AP_NULL, ap_from_small(1)};
    AP_TRY(ap_do_index(c, a, n, &pair[0]));
    return ap_tuple_new(c, pair, 2, out);
}

static ap_ret divmod_of(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word pair[2];
    (void)n;
    AP_TRY(ap_kind_divmod(c, a[0], a[1], pair));
    if (pair[0] != AP_NOTIMPL)
        return ap_tuple_new(c, pair, 2, out);
    *out = AP_NOTIMPL;
    return AP_OK;
}

#define ARITHMETIC                                                             \
    AP_ROW(repr, 1), AP_ROW(hash, 1), AP_ROW(bool, 1), AP_ROW(eq, 2),          \
        AP_ROW(ne, 2), AP_ROW(lt, 2), AP_ROW(le, 2), AP_ROW(gt, 2),            \
        AP_ROW(ge, 2), AP_ROW(format, 2), AP_ROW(neg, 1), AP_ROW(pos, 1),      \
        AP_ROW(abs, 1), AP_ROW(int, 1), AP_ROW(float, 1), AP_ROW(add, 2),      \
        AP_ROW(radd, 2), AP_ROW(sub, 2), AP_ROW(rsub, 2), AP_ROW(mul, 2),      \
        AP_ROW(rmul, 2), AP_ROW(truediv, 2), AP_ROW(rtruediv, 2),              \
        AP_ROW(floordiv, 2), AP_ROW(rfloordiv, 2), AP_ROW(mod, 2),             \
        AP_ROW(rmod, 2), AP_ROW(pow, 2), AP_ROW(rpow, 2),                      \
        {"__divmod__", divmod_of, 2, 2, NULL, 0},                              \
        {"__round__", ap_do_round, 1, 2, NULL, 0}

const ap_native_fn ap_int_methods[] = {
    {"__new__", int_new, 0, 0, "cls, x=, base=", 0},
    {"bit_length", bit_length, 1, 1, NULL, 0},
    {"bit_count", bit_count, 1, 1, NULL, 0},
    {"to_bytes", to_bytes, 0, 0, "self, length=, byteorder=, *, signed=", 0},
    {"from_bytes", from_bytes, 0, 0, "cls, bytes, byteorder=, *, signed=",
     AP_FN_CLASS},
    {"conjugate", int_itself, 1, 1, NULL, 0},
    {"is_integer", int_is_integer, 1, 1, NULL, 0},
    {"as_integer_ratio", as_ratio, 1, 1, NULL, 0},
    {"real", int_itself, 1, 1, NULL, AP_FN_GETTER},
    {"imag", zero, 1, 1, NULL, AP_FN_GETTER},
    {"numerator", int_itself, 1, 1, NULL, AP_FN_GETTER},
    {"denominator", one, 1, 1, NULL, AP_FN_GETTER},
    ARITHMETIC, AP_ROW(index, 1), AP_ROW(invert, 1), AP_ROW(lshift, 2),
    AP_ROW(rshift, 2), AP_ROW(and, 2), AP_ROW(or, 2), AP_ROW(xor, 2),
    AP_ROW(rlshift, 2), AP_ROW(rrshift, 2), AP_ROW(rand, 2), AP_ROW(ror, 2),
    AP_ROW(rxor, 2), {"__trunc__", int_itself, 1, 1, NULL, 0},
    {"__floor__", int_itself, 1, 1, NULL, 0},
    {"__ceil__", int_itself, 1, 1, NULL, 0},
    {0}};

/* ---- bool ---------------------------------------------------------- */

static ap_ret bool_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool truth = false;
    if (n > 1)
        AP_TRY(ap_truth(c, a[1], &truth));
    *out = ap_from_bool(truth);
    return AP_OK;
}

const ap_native_fn ap_bool_methods[] = {
    {"__new__", bool_new, 1, 2, NULL, 0},
    AP_ROW(repr, 1),
    {0}};

/* ---- float --------------------------------------------------------- */

static ap_ret float_value(ap_ctx *c, ap_word w, double *f)
{
    ap_word got;
    bool found;
    AP_TRY(ap_special(c, w, "__float__", NULL, 0, &got, &found));
    if (found && !ap_is_float(c, got))
        return ap_raise(c, AP_X_TypeError,
                        "%s.__float__ returned non-float (type %s)",
                        ap_type_name(c, w), ap_type_name(c, got));
    if (!found && !ap_is_float(c, w) && ap_override(c, w, "__index__")) {
        AP_TRY(ap_index(c, w, &got));
        found = true;
    }
    if (found)
        w = got;
    if (ap_number_get(c, w, f))
        return AP_OK;
    if (ap_is_int(c, w))
        return ap_raise(c, AP_X_OverflowError,
                        "int too large to convert to float");
    if (ap_is_str(c, w) || ap_is_kind(c, w, AP_KIND_BYTES)) {
        ap_text t = ap_text_of(c, w);
        return ap_float_parse(c, t.s, t.n, w, f);
    }
    return ap_raise(c, AP_X_TypeError,
                    "float() argument must be a string or a real number, not "
                    "'%s'",
                    ap_type_name(c, w));
}

static ap_ret float_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    double f = 0;
    if (n > 1)
        AP_TRY(float_value(c, a[1], &f));
    AP_TRY(ap_new(c, AP_KIND_FLOAT, a[0], 1, out));
    uint64_t bits;
    memcpy(&bits, &f, sizeof bits);
    ap_set(c, *out, 0, bits);
    return AP_OK;
}

static ap_ret float_is_integer(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    double f = ap_float_get(c, a[0]);
    (void)n;
    *out = ap_from_bool(isfinite(f) && f == floor(f));
    return AP_OK;
}

static ap_ret float_itself(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return ap_do_pos(c, a, n, out);
}

static ap_ret float_imag(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    return ap_float_new(c, 0, out);
}

static ap_ret float_ratio(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    double f = ap_float_get(c, a[0]);
    int exponent;
    ap_word pair[2] = {AP_NULL, ap_from_small(1)};
    (void)n;
    if (!isfinite(f))
        return ap_raise(c, isnan(f) ? AP_X_ValueError : AP_X_OverflowError,
                        "cannot convert %s to integer ratio",
                        isnan(f) ? "NaN" : "Infinity");
    double part = frexp(f, &exponent);
    for (int i = 0; i < 300 && part != floor(part); i++) {
        part *= 2;
        exponent--;
    }
    AP_TRY(ap_big_from_double(c, part, &pair[0]));
    AP_TRY(ap_int_binary(c, AP_BIN_LSHIFT, pair[exponent < 0],
                         ap_from_small(exponent < 0 ? -exponent : exponent),
                         &pair[exponent < 0]));
    return ap_tuple_new(c, pair, 2, out);
}

/* 0x1.8000000000000p+1: 13 hexadecimal digits, as C's %a without cutting. */
static ap_ret float_hex(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double f = ap_float_get(c, a[0]);
    if (!isfinite(f))
        return ap_repr(c, a[0], out);
    if (f == 0)
        return ap_str_fmt(c, out, "%s0x0.0p+0", signbit(f) ? "-" : "");
    int exponent;
    double part = frexp(fabs(f), &exponent);
    int shift = exponent < -1021 ? 1021 + exponent : 0; /* denormal */
    uint64_t digits = (uint64_t)ldexp(part, 53 + shift);
    exponent -= 1 + shift;
    return ap_str_fmt(c, out, "%s0x%llu.%013llxp%+d", f < 0 ? "-" : "",
                      (unsigned long long)(digits >> 52),
                      (unsigned long long)(digits & 0xfffffffffffffu),
                      exponent);
}

const ap_native_fn ap_float_methods[] = {
    {"hex", float_hex, 1, 1, NULL, 0},
    {"__new__", float_new, 1, 2, NULL, 0},
    {"is_integer", float_is_integer, 1, 1, NULL, 0},
    {"conjugate", float_itself, 1, 1, NULL, 0},
    {"as_integer_ratio", float_ratio, 1, 1, NULL, 0},
    {"real", float_itself, 1, 1, NULL, AP_FN_GETTER},
    {"imag", float_imag, 1, 1, NULL, AP_FN_GETTER},
    ARITHMETIC, {"__trunc__", ap_do_int, 1, 1, NULL, 0},
    {0}};

/* ---- round --------------------------------------------------------- */

/* To a multiple of 10^k, k > 0, half to even. */
static ap_ret round_int(ap_ctx *c, ap_word w, int64_t k, ap_word *out)
{
    ap_word ten, q, r, twice;
    if (k > 100000) {
        *out = ap_from_small(0);
        return AP_OK;
    }
    AP_TRY(ap_int_binary(c, AP_BIN_POW, ap_from_small(10), ap_from_small(k),
                         &ten));
    AP_TRY(ap_int_divmod(c, w, ten, &q, &r));
    AP_TRY(ap_int_binary(c, AP_BIN_ADD, r, r, &twice));
    int order = ap_int_compare(c, twice, ten);
    ap_big b = {0};
    ap_big_of(c, q, &b);
    bool odd = b.n && (b.d[0] & 1);
    if (order > 0 || (order == 0 && odd))
        AP_TRY(ap_int_binary(c, AP_BIN_ADD, q, ap_from_small(1), &q));
    return ap_int_binary(c, AP_BIN_MUL, q, ten, out);
}

ap_ret ap_round_half_even(ap_ctx *c, ap_word w, ap_word digits, ap_word *out)
{
    int64_t n = 0;
    bool whole = !digits || digits == AP_NONE;
    if (!whole)
        AP_TRY(ap_index_clamp(c, digits, &n));
    if (ap_is_float(c, w)) {
        double f = ap_float_get(c, w);
        return whole ? ap_int_of_float(c, isfinite(f) ? rint(f) : f, out)
                     : ap_float_round(c, f, n, out);
    }
    AP_TRY(ap_int_binary(c, AP_BIN_ADD, w, ap_from_small(0), out));
    return n < 0 ? round_int(c, *out, n == INT64_MIN ? INT64_MAX : -n, out)
                 : AP_OK;
}
