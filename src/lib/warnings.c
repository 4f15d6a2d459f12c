/* What the module warnings needs of the vm, and the warnings that lib's own C
 * code gives: old spellings of threading's names.
 *
 * A place is warned about once. What was shown is kept as a dict with the
 * keys "line:category:text", for Python code and C code alike. */
#include "lib_i.h"

#include <stdio.h>
#include <string.h>

/* *is_new: the key was not in the memory; it is from now on. */
static ap_ret remember(ap_ctx *c, ap_word key, bool *is_new)
{
    ap_slot *kept = ap_keep(c, AP_KEEP_WARNED);
    ap_word seen = ap_load(kept), there;
    if (!ap_is_obj(seen))
        AP_TRY(ap_dict_new(c, &seen));
    AP_TRY(ap_dict_get_str(c, seen, key, &there));
    *is_new = !there;
    if (*is_new)
        AP_TRY(ap_dict_set_str(c, seen, key, AP_TRUE));
    ap_store(kept, seen);
    return AP_OK;
}

static ap_ret fn_first(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    bool is_new;
    AP_TRY(remember(c, a[0], &is_new));
    *out = ap_from_bool(is_new);
    return AP_OK;
}

/* A line of the scenario, without the blanks around it. */
static const char *source_line(const ap_ctx *c, uint32_t line, size_t *n)
{
    const ap_module *m = ap_image_module(ap_world_image(c->world), 0);
    const char *s = ap_module_line(m, line);
    s += strspn(s, " \t\f");
    *n = strlen(s);
    while (*n && strchr(" \t\f\r\n", s[*n - 1]))
        --*n;
    return s;
}

/* _line(path, number): the text of a line, "" where it is not known. */
static ap_ret fn_line(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t line = 0;
    const ap_module *m = ap_image_module(ap_world_image(c->world), 0);
    if (!ap_str_is(c, a[0], m->path) || !ap_int_get(c, a[1], &line)
        || line < 1 || line > UINT32_MAX)
        return ap_str_new(c, "", 0, out);
    size_t len;
    const char *s = source_line(c, (uint32_t)line, &len);
    return ap_str_new(c, s, len, out);
}

/* The line of the scenario that is running. */
static uint32_t line_of_caller(const ap_ctx *c)
{
    ap_frame_view v;
    for (int depth = 0; ap_view_frame(c->world, ap_self(c), depth, &v);
         depth++)
        if (!v.in_library)
            return v.line;
    return 0;
}

/* Has the program changed what happens to warnings? Then Python decides. */
static ap_ret ask_filters(ap_ctx *c, const char *text, bool *is_done)
{
    ap_word m = ap_module_named(c, "warnings"), arg, answer;
    ap_word ask = m ? ap_module_get(c, m, "_deprecated") : AP_NULL;
    *is_done = false;
    if (!ask)
        return AP_OK;
    AP_TRY(ap_str_new(c, text, strlen(text), &arg));
    AP_TRY(ap_sub(c, ask, &arg, 1, AP_NULL, &answer));
    *is_done = answer == AP_TRUE;
    return AP_OK;
}

ap_ret ap_lib_deprecated(ap_ctx *c, const char *text)
{
    uint32_t line = line_of_caller(c);
    bool is_done, is_new;
    ap_word key;
    size_t len;
    if (!line) /* the library's own call */
        return AP_OK;
    AP_TRY(ask_filters(c, text, &is_done));
    if (is_done)
        return AP_OK;
    AP_TRY(ap_str_fmt(c, &key, "%u:DeprecationWarning:%s", line, text));
    AP_TRY(remember(c, key, &is_new));
    if (!is_new)
        return AP_OK;
    ap_str out = {0};
    const char *source = source_line(c, line, &len);
    ap_str_printf(&out, "%s:%u: DeprecationWarning: %s\n",
                  ap_image_module(ap_world_image(c->world), 0)->path, line,
                  text);
    if (len)
        ap_str_printf(&out, "  %.*s\n", (int)len, source);
    ap_put(c, 2, ap_str_c(&out), out.len);
    ap_str_clear(&out);
    return AP_OK;
}

static const ap_native_fn functions[] = {
    {.name = "_first", .fn = fn_first, .min = 1, .max = 1},
    {.name = "_line", .fn = fn_line, .min = 2, .max = 2},
    {.name = NULL}};

const ap_native_module ap_lib_warnings = {.name = "warnings",
                                          .functions = functions};
