/* The module math: C's functions with Python's errors. What must stay exact
 * on ints of any size (factorial, comb, gcd …) is in its Python part. */
#include "lib_i.h"

#include <math.h>

const lib_const ap_lib_math_consts[] = {
    {.name = "pi", .kind = LIB_FLOAT, .f = 3.141592653589793},
    {.name = "e", .kind = LIB_FLOAT, .f = 2.718281828459045},
    {.name = "tau", .kind = LIB_FLOAT, .f = 6.283185307179586},
    {.name = "inf", .kind = LIB_FLOAT, .f = INFINITY},
    {.name = "nan", .kind = LIB_FLOAT, .f = NAN},
    {.name = NULL}};

/* A result as Python gives it: NaN out of numbers is a domain error, an
 * infinity out of finite ones a range error (at a pole a domain error). */
static ap_ret answer(ap_ctx *c, double r, bool was_finite, bool was_nan,
                     bool is_pole, ap_word *out)
{
    if ((isnan(r) && !was_nan) || (isinf(r) && was_finite && is_pole))
        return ap_raise(c, AP_X_ValueError, "math domain error");
    if (isinf(r) && was_finite)
        return ap_raise(c, AP_X_OverflowError, "math range error");
    return ap_float_new(c, r, out);
}

/* name, C function, where it has a pole */
#define ONE(X)                                                                 \
    X(sqrt, sqrt, false) X(exp, exp, false) X(expm1, expm1, false)             \
    X(exp2, exp2, false) X(log1p, log1p, x == -1) X(sin, sin, false)           \
    X(cos, cos, false) X(tan, tan, false) X(asin, asin, false)                 \
    X(acos, acos, false) X(atan, atan, false) X(sinh, sinh, false)             \
    X(cosh, cosh, false) X(tanh, tanh, false) X(asinh, asinh, false)           \
    X(acosh, acosh, false) X(atanh, atanh, fabs(x) == 1)                       \
    X(fabs, fabs, false) X(cbrt, cbrt, false) X(erf, erf, false)               \
    X(erfc, erfc, false) X(gamma, tgamma, x <= 0) X(lgamma, lgamma, x <= 0)

#define X(name, f, pole)                                                       \
    static ap_ret fn_##name(ap_ctx *c, ap_word *a, int n, ap_word *out)        \
    {                                                                          \
        (void)n;                                                               \
        double x;                                                              \
        AP_TRY(ap_lib_real(c, a[0], &x));                                      \
        return answer(c, f(x), isfinite(x), isnan(x), pole, out);              \
    }
ONE(X)
#undef X

#define TWO(X)                                                                 \
    X(atan2, atan2) X(fmod, fmod) X(pow, pow) X(copysign, copysign)            \
    X(remainder, remainder) X(nextafter, nextafter)

#define X(name, f)                                                             \
    static ap_ret fn_##name(ap_ctx *c, ap_word *a, int n, ap_word *out)        \
    {                                                                          \
        (void)n;                                                               \
        double x, y;                                                           \
        AP_TRY(ap_lib_real(c, a[0], &x));                                      \
        AP_TRY(ap_lib_real(c, a[1], &y));                                      \
        return answer(c, f(x, y), isfinite(x) && isfinite(y),                  \
                      isnan(x) || isnan(y), x == 0, out);                      \
    }
TWO(X)
#undef X

static ap_ret fn_ldexp(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double x;
    int64_t e;
    AP_TRY(ap_lib_real(c, a[0], &x));
    AP_TRY(ap_lib_int(c, a[1], &e));
    int by = e > 9999 ? 9999 : e < -9999 ? -9999 : (int)e;
    return answer(c, ldexp(x, by), isfinite(x), isnan(x), false, out);
}

static ap_ret pair(ap_ctx *c, ap_word a, ap_word b, ap_word *out)
{
    ap_word w[2] = {a, b};
    return ap_tuple_new(c, w, 2, out);
}

static ap_ret fn_frexp(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double x;
    int e = 0;
    ap_word m;
    AP_TRY(ap_lib_real(c, a[0], &x));
    AP_TRY(ap_float_new(c, frexp(x, &e), &m));
    return pair(c, m, ap_from_small(isfinite(x) ? e : 0), out);
}

static ap_ret fn_modf(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double x, whole;
    ap_word f, i;
    AP_TRY(ap_lib_real(c, a[0], &x));
    AP_TRY(ap_float_new(c, modf(x, &whole), &f));
    AP_TRY(ap_float_new(c, whole, &i));
    return pair(c, f, i, out);
}

/* ---- questions ------------------------------------------------------ */

#define ASK(X) X(isnan) X(isinf) X(isfinite)
#define X(name)                                                                \
    static ap_ret fn_##name(ap_ctx *c, ap_word *a, int n, ap_word *out)        \
    {                                                                          \
        (void)n;                                                               \
        double x;                                                              \
        AP_TRY(ap_lib_real(c, a[0], &x));                                      \
        *out = ap_from_bool(name(x) != 0);                                     \
        return AP_OK;                                                          \
    }
ASK(X)
#undef X

/* ---- logarithms ----------------------------------------------------- */

/* The logarithm of any number; Python's message where there is none. */
static ap_ret logarithm(ap_ctx *c, ap_word w, double (*f)(double), double *out)
{
    double x;
    AP_TRY(ap_lib_real(c, w, &x));
    if (x <= 0)
        return ap_raise(c, AP_X_ValueError, "math domain error");
    *out = f(x);
    return AP_OK;
}

static ap_ret fn_log(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    double x = 0, base = 0;
    AP_TRY(logarithm(c, a[0], log, &x));
    if (n < 2)
        return ap_float_new(c, x, out);
    AP_TRY(logarithm(c, a[1], log, &base));
    if (base == 0)
        return ap_raise(c, AP_X_ZeroDivisionError, "float division by zero");
    return ap_float_new(c, x / base, out);
}

static ap_ret fn_log2(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double x = 0;
    AP_TRY(logarithm(c, a[0], log2, &x));
    return ap_float_new(c, x, out);
}

static ap_ret fn_log10(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double x = 0;
    AP_TRY(logarithm(c, a[0], log10, &x));
    return ap_float_new(c, x, out);
}

static ap_ret fn_degrees(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double x;
    AP_TRY(ap_lib_real(c, a[0], &x));
    return ap_float_new(c, x * (180.0 / 3.141592653589793), out);
}

static ap_ret fn_radians(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double x;
    AP_TRY(ap_lib_real(c, a[0], &x));
    return ap_float_new(c, x * (3.141592653589793 / 180.0), out);
}

/* _norm(floats): sqrt of the sum of squares, without overflow. */
static ap_ret fn_norm(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    double sum = 0, x;
    for (int i = 0; i < n; i++) {
        AP_TRY(ap_lib_real(c, a[i], &x));
        sum = hypot(sum, x);
    }
    return ap_float_new(c, sum, out);
}

static const ap_native_fn functions[] = {
#define X(name_, f, pole)                                                      \
    {.name = #name_, .fn = fn_##name_, .min = 1, .max = 1},
    ONE(X)
#undef X
#define X(name_, f) {.name = #name_, .fn = fn_##name_, .min = 2, .max = 2},
    TWO(X)
#undef X
#define X(name_) {.name = #name_, .fn = fn_##name_, .min = 1, .max = 1},
    ASK(X)
#undef X
    {.name = "log", .fn = fn_log, .min = 1, .max = 2},
    {.name = "log2", .fn = fn_log2, .min = 1, .max = 1},
    {.name = "log10", .fn = fn_log10, .min = 1, .max = 1},
    {.name = "degrees", .fn = fn_degrees, .min = 1, .max = 1},
    {.name = "radians", .fn = fn_radians, .min = 1, .max = 1},
    {.name = "ldexp", .fn = fn_ldexp, .min = 2, .max = 2},
    {.name = "frexp", .fn = fn_frexp, .min = 1, .max = 1},
    {.name = "modf", .fn = fn_modf, .min = 1, .max = 1},
    {.name = "hypot", .fn = fn_norm, .min = 0, .max = -1},
    {.name = NULL}};

static ap_ret setup(ap_ctx *c, ap_word dict)
{
    return ap_lib_set_consts(c, dict, ap_lib_math_consts);
}

const ap_native_module ap_lib_math = {
    .name = "math", .functions = functions, .setup = setup};
