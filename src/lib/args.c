/* Arguments of native functions: seconds, ints, numbers, each refused in
 * CPython's words. Constants of modules, and words that the process keeps. */
#include "lib_i.h"

#include <math.h>

enum { NS_PER_S = 1000000000 };

static ap_ret out_of_range(ap_ctx *c)
{
    return ap_raise(c, AP_X_OverflowError,
                    "timestamp out of range for platform time_t");
}

ap_ret ap_lib_seconds(ap_ctx *c, ap_word w, int64_t *ns)
{
    int64_t i;
    double f;
    if (ap_int_get(c, w, &i)) {
        if (i > INT64_MAX / NS_PER_S || i < INT64_MIN / NS_PER_S)
            return out_of_range(c);
        *ns = i * NS_PER_S;
        return AP_OK;
    }
    if (!ap_is_float(c, w)) {
        if (ap_is_int(c, w))
            return out_of_range(c);
        return ap_raise(c, AP_X_TypeError,
                        "'%s' object cannot be interpreted as an integer",
                        ap_type_name(c, w));
    }
    ap_number_get(c, w, &f);
    if (isnan(f))
        return ap_raise(c, AP_X_ValueError,
                        "Invalid value NaN (not a number)");
    f = ceil(f * NS_PER_S);
    if (!(f < 9.2e18 && f > -9.2e18))
        return out_of_range(c);
    *ns = (int64_t)f;
    return AP_OK;
}

ap_ret ap_lib_timeout(ap_ctx *c, ap_word w, int64_t *ns)
{
    *ns = -1;
    if (!lib_given(w))
        return AP_OK;
    ap_ret r = ap_lib_seconds(c, w, ns);
    if (r == AP_OK && *ns < 0)
        *ns = 0;
    return r;
}

ap_ret ap_lib_int(ap_ctx *c, ap_word w, int64_t *i)
{
    if (ap_int_get(c, w, i))
        return AP_OK;
    if (ap_is_int(c, w))
        return ap_raise(c, AP_X_OverflowError,
                        "Python int too large to convert to C long");
    return ap_raise(c, AP_X_TypeError,
                    "'%s' object cannot be interpreted as an integer",
                    ap_type_name(c, w));
}

ap_ret ap_lib_real(ap_ctx *c, ap_word w, double *f)
{
    if (ap_number_get(c, w, f))
        return AP_OK;
    return ap_raise(c, AP_X_TypeError, "must be real number, not %s",
                    ap_type_name(c, w));
}

ap_ret ap_lib_set(ap_ctx *c, ap_word dict, const char *name, ap_word value)
{
    ap_word key;
    size_t n = 0;
    while (name[n])
        n++;
    ap_ret r = ap_str_new(c, name, n, &key);
    return r == AP_OK ? ap_dict_set_str(c, dict, key, value) : r;
}

static ap_ret const_value(ap_ctx *c, const lib_const *k, ap_word *out)
{
    switch (k->kind) {
    case LIB_INT:
        return ap_int_new(c, k->i, out);
    case LIB_FLOAT:
        return ap_float_new(c, k->f, out);
    case LIB_STR:
        return ap_str_fmt(c, out, "%s", k->s);
    }
    return AP_OK;
}

ap_ret ap_lib_set_consts(ap_ctx *c, ap_word dict, const lib_const *table)
{
    for (const lib_const *k = table; k->name; k++) {
        ap_word value;
        ap_ret r = const_value(c, k, &value);
        if (r == AP_OK)
            r = ap_lib_set(c, dict, k->name, value);
        if (r != AP_OK)
            return r;
    }
    return AP_OK;
}

ap_ret ap_lib_keep_more(ap_ctx *c, int keep, ap_word w)
{
    ap_slot *slot = ap_keep(c, keep);
    ap_word list = ap_load(slot);
    if (!ap_is_obj(list))
        AP_TRY(ap_list_new(c, 1, &list));
    AP_TRY(ap_list_append(c, list, w));
    ap_store(slot, list);
    return AP_OK;
}
