/* The builtin functions, and the joined tables of the builtin kinds' methods.
 *
 * Functions about attributes and namespaces are in builtins_attr.c; classes
 * (int, list, …) are called through their own rows. */
#include <math.h>
#include <string.h>

#include "rune_i.h"
#include "types_i.h"
#include "world_i.h"

/* ---- print, input -------------------------------------------------- */

static ap_ret text_option(ap_ctx *c, ap_word w, const char *name,
                          const char *otherwise, ap_str *b)
{
    if (!w || w == AP_NONE) {
        ap_str_put(b, otherwise);
        return AP_OK;
    }
    if (!ap_is_str(c, w))
        return ap_raise(c, AP_X_TypeError,
                        "%s must be None or a string, not %s", name,
                        ap_type_name(c, w));
    ap_text t = ap_text_of(c, w);
    ap_str_putn(b, t.s, t.n);
    return AP_OK;
}

/* All that one print() writes. */
static ap_ret print_text(ap_ctx *c, const ap_word *a, ap_str *b)
{
    ap_str sep = {0};
    ap_ret r = text_option(c, a[0], "sep", " ", &sep);
    for (int i = 0; r == AP_OK && i < ap_tuple_len(c, a[4]); i++) {
        ap_word text;
        if (i)
            ap_str_putn(b, ap_str_c(&sep), sep.len);
        r = ap_to_str(c, ap_tuple_at(c, a[4], i), &text);
        if (r == AP_OK) {
            ap_text t = ap_text_of(c, text);
            ap_str_putn(b, t.s, t.n);
        }
    }
    ap_str_clear(&sep);
    return r == AP_OK ? text_option(c, a[1], "end", "\n", b) : r;
}

/* The stream that print() writes to without file=, as sys.stdout is now. */
static ap_word current_stdout(ap_ctx *c)
{
    ap_word sys = ap_module_named(c, "sys");
    ap_word now = sys ? ap_module_get(c, sys, "stdout") : AP_NULL;
    return now ? now : ap_load(ap_keep(c, AP_KEEP_STDOUT));
}

static ap_ret write_to(ap_ctx *c, ap_word file, ap_str *b)
{
    ap_word text, write, none;
    if (!file || file == ap_load(ap_keep(c, AP_KEEP_STDOUT))) {
        ap_put(c, 1, ap_str_c(b), b->len);
        return AP_OK;
    }
    if (file == ap_load(ap_keep(c, AP_KEEP_STDERR))) {
        ap_put(c, 2, ap_str_c(b), b->len);
        return AP_OK;
    }
    AP_TRY(ap_str_new(c, ap_str_c(b), b->len, &text));
    AP_TRY(ap_attr_get(c, file, "write", &write));
    return ap_sub(c, write, &text, 1, AP_NULL, &none);
}

/* A file that Python code writes gets each piece in a call of its own. */
static ap_ret write_pieces(ap_ctx *c, ap_word file, const ap_word *a)
{
    int n = ap_tuple_len(c, a[4]);
    ap_word write, text, none;
    AP_TRY(ap_attr_get(c, file, "write", &write));
    for (int i = 0; i <= 2 * n - (n > 0); i++) {
        bool is_end = i == 2 * n - (n > 0), is_sep = !is_end && i % 2;
        ap_str b = {0};
        ap_ret r = AP_OK;
        if (is_end || is_sep)
            r = is_end ? text_option(c, a[1], "end", "\n", &b)
                       : text_option(c, a[0], "sep", " ", &b);
        else
            r = ap_to_str(c, ap_tuple_at(c, a[4], i / 2), &text);
        if (r == AP_OK && (is_end || is_sep))
            r = ap_str_take(c, &b, &text);
        ap_str_clear(&b);
        AP_TRY(r);
        AP_TRY(ap_sub(c, write, &text, 1, AP_NULL, &none));
    }
    return AP_OK;
}

static bool is_python_file(const ap_ctx *c, ap_word file)
{
    return ap_is_obj(file) && ap_is_user(c, file)
        && ap_kind_of(c, file) == AP_KIND_INSTANCE;
}

/* "*args, sep=, end=, file=, flush=" (the tuple of args comes last) */
static ap_ret print(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_str b = {0};
    (void)n;
    *out = AP_NONE;
    ap_word file = a[2] && a[2] != AP_NONE ? a[2] : current_stdout(c);
    if (is_python_file(c, file))
        return write_pieces(c, file, a);
    ap_ret r = file == AP_NONE ? AP_OK : print_text(c, a, &b);
    if (r == AP_OK && file != AP_NONE)
        r = write_to(c, file, &b);
    ap_str_clear(&b);
    return r;
}

/* open() of a scenario: files are nothing that threads share here. */
static ap_ret open_file(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word name;
    (void)n, (void)out;
    AP_TRY(ap_repr(c, a[0], &name));
    return ap_raise(c, AP_X_OSError,
                    "cannot open %s: scenarios have no files; print, or keep "
                    "the data in the program",
                    ap_str_bytes(c, name, NULL));
}

static ap_ret prompt(ap_ctx *c, ap_word what)
{
    ap_word text;
    AP_TRY(ap_to_str(c, what, &text));
    ap_text t = ap_text_of(c, text);
    ap_put(c, 1, t.s, t.n);
    return AP_OK;
}

/* The line is kept until there was room for it: it cannot be read again. */
static bool fetch_line(ap_world *w)
{
    if (!w->has_line) {
        ap_str_reset(&w->line);
        w->has_line = w->o.source
            && w->o.source(w->o.source_arg, ap_world_steps(w), &w->line);
    }
    return w->has_line;
}

static ap_ret input(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_world *w = c->world;
    const ap_world_options *o = &w->o;
    if (n && ap_wait_of(c)->kind == AP_WAIT_NONE && !w->has_line)
        AP_TRY(prompt(c, a[0]));
    if (!w->has_line && o->has_input && !o->has_input(o->source_arg))
        return ap_wait_on(c, AP_WAIT_IO, AP_NULL, -1);
    ap_wait_done(c);
    if (!fetch_line(w))
        return ap_raise(c, AP_X_EOFError, "EOF when reading a line");
    size_t len = w->line.len;
    if (len && w->line.s[len - 1] == '\n')
        len--;
    AP_TRY(ap_str_new(c, ap_str_c(&w->line), len, out));
    w->has_line = false;
    return AP_OK;
}

/* ---- text and numbers ---------------------------------------------- */

static ap_ret repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_repr(c, a[0], out);
}

ap_ret ap_ascii(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_word text;
    AP_TRY(ap_repr(c, w, &text));
    ap_text t = ap_text_of(c, text);
    ap_str b = {0};
    for (size_t i = 0; i < t.n;) {
        int used;
        uint32_t r = ap_utf8_decode(t.s + i, t.n - i, &used);
        if (r < 0x80)
            ap_str_putc(&b, (char)r);
        else
            ap_str_printf(&b,
                          r < 0x100         ? "\\x%02x"
                              : r < 0x10000 ? "\\u%04x"
                                            : "\\U%08x",
                          r);
        i += (size_t)used;
    }
    return ap_str_take(c, &b, out);
}

static ap_ret ascii(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_ascii(c, a[0], out);
}

static ap_ret format(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    if (n > 1 && !ap_is_str(c, a[1]))
        return ap_raise(c, AP_X_TypeError,
                        "format() argument 2 must be str, not %s",
                        ap_type_name(c, a[1]));
    return ap_format(c, a[0], n > 1 ? a[1] : AP_NULL, out);
}

static ap_ret in_base(ap_ctx *c, ap_word w, int base, const char *prefix,
                      ap_word *out)
{
    ap_str digits = {0}, b = {0};
    AP_TRY(ap_index(c, w, &w));
    ap_int_digits(c, w, base, &digits);
    const char *s = ap_str_c(&digits);
    if (*s == '-')
        ap_str_putc(&b, '-');
    ap_str_put(&b, prefix);
    ap_str_put(&b, s + (*s == '-'));
    ap_str_clear(&digits);
    return ap_str_take(c, &b, out);
}

static ap_ret hex(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return in_base(c, a[0], 16, "0x", out);
}

static ap_ret oct(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return in_base(c, a[0], 8, "0o", out);
}

static ap_ret bin(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return in_base(c, a[0], 2, "0b", out);
}

static ap_ret ord(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int used;
    bool is_bytes = ap_is_kind(c, a[0], AP_KIND_BYTES);
    (void)n;
    if (!ap_is_str(c, a[0]) && !is_bytes)
        return ap_raise(c, AP_X_TypeError,
                        "ord() expected string of length 1, but %s found",
                        ap_type_name(c, a[0]));
    ap_text t = ap_text_of(c, a[0]);
    if (t.runes != 1)
        return ap_raise(c, AP_X_TypeError,
                        "ord() expected a character, but string of length %zu "
                        "found",
                        t.runes);
    *out = ap_from_small(is_bytes ? (unsigned char)*t.s
                                  : ap_utf8_decode(t.s, t.n, &used));
    return AP_OK;
}

static ap_ret chr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t rune;
    (void)n;
    AP_TRY(ap_index_clamp(c, a[0], &rune));
    if (rune > INT32_MAX || rune < INT32_MIN)
        return ap_raise(c, AP_X_OverflowError,
                        "Python int too large to convert to C int");
    if (rune < 0 || rune > 0x10ffff)
        return ap_raise(c, AP_X_ValueError,
                        "chr() arg not in range(0x110000)");
    if (rune >= 0xd800 && rune <= 0xdfff)
        return ap_raise(c, AP_X_ValueError,
                        "chr() of a surrogate is not supported");
    return ap_rune_new(c, (uint32_t)rune, out);
}

static ap_ret absolute(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_absolute(c, a[0], out);
}

/* "number, ndigits=" */
static ap_ret round_number(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool found, given = a[1] && a[1] != AP_NONE;
    (void)n;
    AP_TRY(ap_special(c, a[0], "__round__", &a[1], given, out, &found));
    if (found)
        return AP_OK;
    if (!ap_is_int(c, a[0]) && !ap_is_float(c, a[0]))
        return ap_raise(c, AP_X_TypeError,
                        "type %s doesn't define __round__ method",
                        ap_type_name(c, a[0]));
    return ap_round_half_even(c, a[0], a[1], out);
}

static ap_ret divmod_numbers(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word pair[2];
    bool found;
    (void)n;
    AP_TRY(ap_special(c, a[0], "__divmod__", &a[1], 1, out, &found));
    if (found && *out != AP_NOTIMPL)
        return AP_OK;
    AP_TRY(ap_special(c, a[1], "__rdivmod__", &a[0], 1, out, &found));
    if (found && *out != AP_NOTIMPL)
        return AP_OK;
    AP_TRY(ap_kind_divmod(c, a[0], a[1], pair));
    if (pair[0] == AP_NOTIMPL)
        return ap_raise(c, AP_X_TypeError,
                        "unsupported operand type(s) for divmod(): '%s' and "
                        "'%s'",
                        ap_type_name(c, a[0]), ap_type_name(c, a[1]));
    return ap_tuple_new(c, pair, 2, out);
}

/* "base, exp, mod=" */
static ap_ret power(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    if (!a[2] || a[2] == AP_NONE)
        return ap_binary(c, AP_BIN_POW, a[0], a[1], out);
    bool found;
    AP_TRY(ap_special(c, a[0], "__pow__", a + 1, 2, out, &found));
    if (found && *out != AP_NOTIMPL)
        return AP_OK;
    bool ints = ap_is_int(c, a[0]) && ap_is_int(c, a[1]);
    bool numbers = (ap_is_int(c, a[0]) || ap_is_float(c, a[0]))
        && (ap_is_int(c, a[1]) || ap_is_float(c, a[1]));
    if (!numbers || (ints && !ap_is_int(c, a[2]) && !ap_is_float(c, a[2])))
        return ap_raise(c, AP_X_TypeError,
                        "unsupported operand type(s) for ** or pow(): '%s', "
                        "'%s', '%s'",
                        ap_type_name(c, a[0]), ap_type_name(c, a[1]),
                        ap_type_name(c, a[2]));
    if (!ints || !ap_is_int(c, a[2]))
        return ap_raise(c, AP_X_TypeError,
                        "pow() 3rd argument not allowed unless all arguments "
                        "are integers");
    return ap_int_powmod(c, a[0], a[1], a[2], out);
}

static ap_ret hash(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t h;
    (void)n;
    AP_TRY(ap_hash_of(c, a[0], &h));
    return ap_int_new(c, h, out);
}

static ap_ret id(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_int_new(c, ap_id_of(c, a[0]), out);
}

static ap_ret len(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t length;
    (void)n;
    AP_TRY(ap_len(c, a[0], &length));
    return ap_int_new(c, length, out);
}

/* ---- over iterables ------------------------------------------------ */

static ap_ret is_truth(ap_ctx *c, const void *arg, ap_word item, bool *stop)
{
    bool truth;
    AP_TRY(ap_truth(c, item, &truth));
    *stop = truth == *(const bool *)arg;
    return AP_OK;
}

static ap_ret any(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool wanted = true, found;
    (void)n;
    AP_TRY(ap_walk(c, a[0], is_truth, &wanted, &found));
    *out = ap_from_bool(found);
    return AP_OK;
}

static ap_ret all(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool wanted = false, found;
    (void)n;
    AP_TRY(ap_walk(c, a[0], is_truth, &wanted, &found));
    *out = ap_from_bool(!found);
    return AP_OK;
}

static ap_ret minimum(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_extreme(c, a, AP_CMP_LT, "min", out);
}

static ap_ret maximum(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_extreme(c, a, AP_CMP_GT, "max", out);
}

/* "iterable, *, key=, reverse=" */
static ap_ret sorted(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word items;
    bool down = false;
    (void)n;
    if (a[2])
        AP_TRY(ap_truth(c, a[2], &down));
    AP_TRY(ap_listed(c, a[0], &items));
    return ap_sort(c, items, ap_key_function(a[1]), down, &items, out);
}

/* ---- iterators ----------------------------------------------------- */

static ap_ret reversed(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_reversed(c, a[0], out);
}

/* "iterable, start=" */
static ap_ret enumerate(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word iter, start = ap_from_small(0);
    (void)n;
    if (a[1])
        AP_TRY(ap_index(c, a[1], &start));
    AP_TRY(ap_iter(c, a[0], &iter));
    return ap_iter_make(c, AP_ITER_ENUMERATE, 0, iter, start, out);
}

/* Iterators of all of a[0..n) as a tuple. */
static ap_ret iters_of(ap_ctx *c, const ap_word *a, int n, ap_word *out)
{
    AP_TRY(ap_tuple_room(c, AP_NULL, n, out));
    for (int i = 0; i < n; i++) {
        ap_word iter;
        AP_TRY(ap_iter(c, a[i], &iter));
        ap_tuple_put(c, *out, i, iter);
    }
    return AP_OK;
}

/* "*args, strict=" */
static ap_ret zip(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word iters, given = a[1];
    bool strict = false;
    int many = ap_tuple_len(c, given);
    (void)n;
    if (a[0])
        AP_TRY(ap_truth(c, a[0], &strict));
    AP_TRY(ap_tuple_room(c, AP_NULL, many, &iters));
    for (int i = 0; i < many; i++) {
        ap_word iter;
        ap_ret r = ap_iter(c, ap_tuple_at(c, given, i), &iter);
        if (r == AP_RAISE && ap_raised_is(c, AP_X_TypeError)
            && !ap_override(c, ap_tuple_at(c, given, i), "__iter__")) {
            ap_clear(c);
            return ap_raise(c, AP_X_TypeError,
                            "'%s' object is not iterable",
                            ap_type_name(c, ap_tuple_at(c, given, i)));
        }
        AP_TRY(r);
        ap_tuple_put(c, iters, i, iter);
    }
    return ap_iter_make(c, AP_ITER_ZIP, 0, iters, ap_from_bool(strict), out);
}

static ap_ret map(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word iters;
    if (n < 2)
        return ap_raise(c, AP_X_TypeError,
                        "map() must have at least two arguments.");
    if (n > 17)
        return ap_raise(c, AP_X_TypeError,
                        "map() takes at most 16 iterables here");
    AP_TRY(iters_of(c, a + 1, n - 1, &iters));
    return ap_iter_make(c, AP_ITER_MAP, 0, iters, a[0], out);
}

static ap_ret filter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word iter;
    (void)n;
    AP_TRY(ap_iter(c, a[1], &iter));
    return ap_iter_make(c, AP_ITER_FILTER, 0, iter, a[0], out);
}

static ap_ret iter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    if (n == 1)
        return ap_iter(c, a[0], out);
    if (!ap_is_callable(c, a[0]))
        return ap_raise(c, AP_X_TypeError, "iter(v, w): v must be callable");
    return ap_iter_make(c, AP_ITER_CALLABLE, 0, a[0], a[1], out);
}

static ap_ret next(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_kind kind = ap_kind_of(c, a[0]);
    if (kind != AP_KIND_ITER && kind != AP_KIND_GENERATOR
        && !ap_override(c, a[0], "__next__"))
        return ap_raise(c, AP_X_TypeError, "'%s' object is not an iterator",
                        ap_type_name(c, a[0]));
    AP_TRY(ap_next(c, a[0], out));
    if (*out)
        return AP_OK;
    *out = n > 1 ? a[1] : AP_NULL;
    if (n > 1)
        return AP_OK;
    ap_word value = ap_gen_result(c);
    return ap_raise_arg(c, AP_X_StopIteration,
                        value == AP_NONE ? AP_NULL : value);
}

/* ---- leaving ------------------------------------------------------- */

static ap_ret leave(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)out;
    return ap_raise_arg(c, AP_X_SystemExit, n ? a[0] : AP_NULL);
}

/* ---- tables -------------------------------------------------------- */

const ap_native_fn ap_vm_builtins[] = {
    {"print", print, 0, 0, "*args, sep=, end=, file=, flush=", 0},
    {"input", input, 0, 1, NULL, 0},
    {"open", open_file, 0, 0,
     "file, mode=, buffering=, encoding=, errors=, newline=", 0},
    {"repr", repr, 1, 1, NULL, 0},
    {"ascii", ascii, 1, 1, NULL, 0},
    {"format", format, 1, 2, NULL, 0},
    {"hex", hex, 1, 1, NULL, 0},
    {"oct", oct, 1, 1, NULL, 0},
    {"bin", bin, 1, 1, NULL, 0},
    {"ord", ord, 1, 1, NULL, 0},
    {"chr", chr, 1, 1, NULL, 0},
    {"abs", absolute, 1, 1, NULL, 0},
    {"round", round_number, 0, 0, "number, ndigits=", 0},
    {"divmod", divmod_numbers, 2, 2, NULL, 0},
    {"pow", power, 0, 0, "base, exp, mod=", 0},
    {"hash", hash, 1, 1, NULL, 0},
    {"id", id, 1, 1, NULL, 0},
    {"len", len, 1, 1, NULL, AP_FN_UNCHECKED},
    {"any", any, 1, 1, NULL, 0},
    {"all", all, 1, 1, NULL, 0},
    {"sum", ap_sum, 0, 0, "iterable, start=", 0},
    {"min", minimum, 0, 0, "*args, key=, default=", 0},
    {"max", maximum, 0, 0, "*args, key=, default=", 0},
    {"sorted", sorted, 0, 0, "iterable, *, key=, reverse=", AP_FN_EXPECTS},
    {"reversed", reversed, 1, 1, NULL, 0},
    {"enumerate", enumerate, 0, 0, "iterable, start=", 0},
    {"zip", zip, 0, 0, "*args, strict=", 0},
    {"map", map, 0, -1, NULL, 0},
    {"filter", filter, 2, 2, NULL, 0},
    {"iter", iter, 1, 2, NULL, 0},
    {"next", next, 1, 2, NULL, 0},
    {"exit", leave, 0, 1, NULL, 0},
    {"quit", leave, 0, 1, NULL, 0},
    {"isinstance", ap_builtin_isinstance, 2, 2, NULL, AP_FN_UNCHECKED},
    {"issubclass", ap_builtin_issubclass, 2, 2, NULL, 0},
    {"callable", ap_builtin_callable, 1, 1, NULL, 0},
    {"getattr", ap_builtin_getattr, 2, 3, NULL, 0},
    {"setattr", ap_builtin_setattr, 3, 3, NULL, 0},
    {"hasattr", ap_builtin_hasattr, 2, 2, NULL, 0},
    {"delattr", ap_builtin_delattr, 2, 2, NULL, 0},
    {"dir", ap_builtin_dir, 0, 1, NULL, 0},
    {"vars", ap_builtin_vars, 0, 1, NULL, 0},
    {"globals", ap_builtin_globals, 0, 0, NULL, 0},
    {"locals", ap_builtin_locals, 0, 0, NULL, 0},
    {0}};

const ap_kind_methods ap_vm_methods[] = {
    {AP_KIND_BIGINT, ap_int_methods},
    {AP_CLASS_OF_BOOL, ap_bool_methods},
    {AP_KIND_FLOAT, ap_float_methods},
    {AP_KIND_STR, ap_str_methods},
    {AP_KIND_BYTES, ap_bytes_methods},
    {AP_KIND_TUPLE, ap_tuple_methods},
    {AP_KIND_LIST, ap_list_methods},
    {AP_KIND_DICT, ap_dict_methods},
    {AP_KIND_VIEW, ap_view_methods},
    {AP_KIND_SET, ap_set_methods},
    {AP_KIND_FROZENSET, ap_frozenset_methods},
    {AP_KIND_RANGE, ap_range_methods},
    {AP_KIND_SLICE, ap_slice_methods},
    {AP_KIND_ITER, ap_iter_methods},
    {AP_CLASS_OF_NONE, ap_none_methods},
    {0, NULL}};
