/* Methods of str that look at text or take it apart; str_case.c has those
 * that make text look different. */
#include <string.h>

#include "rune_i.h"
#include "types_i.h"

/* ---- str(…) -------------------------------------------------------- */

/* "cls, object=, encoding=, errors=" */
static ap_ret str_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    if (!a[1])
        return ap_text_new(c, AP_KIND_STR, a[0], "", 0, out);
    if (a[2] && ap_is_kind(c, a[1], AP_KIND_BYTES))
        AP_TRY(ap_decode(c, a[1], out));
    else
        AP_TRY(ap_to_str(c, a[1], out));
    if (!ap_class_is_user(c, a[0]))
        return AP_OK;
    ap_text t = ap_text_of(c, *out);
    return ap_text_new(c, AP_KIND_STR, a[0], t.s, t.n, out);
}

static ap_ret needs_str(ap_ctx *c, const char *who, ap_word w)
{
    return ap_raise(c, AP_X_TypeError, "%s argument must be str, not %s", who,
                    ap_type_name(c, w));
}

static ap_ret part(ap_ctx *c, const char *s, size_t n, ap_word *out)
{
    return ap_str_new(c, s, n, out);
}

/* ---- finding ------------------------------------------------------- */

/* a: self, what, start=, end=: the bytes of self between them. False: the
 * start lies behind the end of self, where not even "" is found. */
static ap_ret range_of(ap_ctx *c, const ap_word *a, int n, ap_text *t,
                       size_t *skipped, bool *inside)
{
    int64_t from = 0, to, len = (int64_t)t->runes;
    to = len;
    if (n > 2 && a[2] != AP_NONE)
        AP_TRY(ap_index_clamp(c, a[2], &from));
    if (n > 3 && a[3] != AP_NONE)
        AP_TRY(ap_index_clamp(c, a[3], &to));
    if (from < 0)
        from = from + len < 0 ? 0 : from + len;
    if (to < 0)
        to = to + len < 0 ? 0 : to + len;
    if (to > len)
        to = len;
    *inside = from <= to;
    *skipped = 0;
    if (!*inside)
        return AP_OK;
    *t = ap_text_of(c, a[0]);
    size_t b = ap_text_offset(*t, (size_t)from);
    size_t e = ap_text_offset(*t, (size_t)to);
    *skipped = (size_t)from;
    *t = (ap_text){t->s + b, e - b, (size_t)(to - from)};
    return AP_OK;
}

static const char *last_in(ap_text t, ap_text what)
{
    if (what.n > t.n)
        return NULL;
    for (const char *s = t.s + t.n - what.n;; s--) {
        if (memcmp(s, what.s, what.n) == 0)
            return s;
        if (s == t.s)
            return NULL;
    }
}

static ap_ret search(ap_ctx *c, ap_word *a, int n, bool last, int64_t *at)
{
    ap_text t = ap_text_of(c, a[0]);
    size_t skipped;
    bool inside;
    *at = -1;
    if (!ap_is_str(c, a[1]))
        return ap_raise(c, AP_X_TypeError, "must be str, not %s",
                        ap_type_name(c, a[1]));
    AP_TRY(range_of(c, a, n, &t, &skipped, &inside));
    if (!inside)
        return AP_OK;
    ap_text what = ap_text_of(c, a[1]);
    const char *s = last ? last_in(t, what) : memmem(t.s, t.n, what.s, what.n);
    if (s)
        *at = (int64_t)(skipped + ap_utf8_count(t.s, (size_t)(s - t.s)));
    return AP_OK;
}

static ap_ret found_or(ap_ctx *c, ap_word *a, int n, bool last, bool must,
                       ap_word *out)
{
    int64_t at;
    AP_TRY(search(c, a, n, last, &at));
    if (at < 0 && must)
        return ap_raise(c, AP_X_ValueError, "substring not found");
    return ap_int_new(c, at, out);
}

static ap_ret find(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return found_or(c, a, n, false, false, out);
}

static ap_ret rfind(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return found_or(c, a, n, true, false, out);
}

static ap_ret index_of(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return found_or(c, a, n, false, true, out);
}

static ap_ret last_index(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return found_or(c, a, n, true, true, out);
}

static ap_ret count(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_text t = ap_text_of(c, a[0]), what;
    size_t skipped;
    bool inside;
    int64_t total = 0;
    if (!ap_is_str(c, a[1]))
        return ap_raise(c, AP_X_TypeError, "must be str, not %s",
                        ap_type_name(c, a[1]));
    AP_TRY(range_of(c, a, n, &t, &skipped, &inside));
    what = ap_text_of(c, a[1]);
    if (!inside)
        return ap_int_new(c, 0, out);
    if (!what.n)
        return ap_int_new(c, (int64_t)t.runes + 1, out);
    const char *end = t.s + t.n;
    for (const char *s = t.s;
         (s = memmem(s, (size_t)(end - s), what.s, what.n)); s += what.n)
        total++;
    return ap_int_new(c, total, out);
}

static bool has_edge(ap_text t, ap_text edge, bool at_end)
{
    return edge.n <= t.n
        && memcmp(at_end ? t.s + t.n - edge.n : t.s, edge.s, edge.n) == 0;
}

static ap_ret edge(ap_ctx *c, ap_word *a, int n, bool at_end, const char *who,
                   ap_word *out)
{
    ap_text t = ap_text_of(c, a[0]);
    size_t skipped;
    bool inside, is = false;
    AP_TRY(range_of(c, a, n, &t, &skipped, &inside));
    int many = ap_is_tuple(c, a[1]) ? ap_tuple_len(c, a[1]) : -1;
    for (int i = 0; i < (many < 0 ? 1 : many) && !is; i++) {
        ap_word w = many < 0 ? a[1] : ap_tuple_at(c, a[1], i);
        if (!ap_is_str(c, w) && many < 0)
            return ap_raise(c, AP_X_TypeError,
                            "%s first arg must be str or a tuple of str, not "
                            "%s",
                            who, ap_type_name(c, w));
        if (!ap_is_str(c, w))
            return ap_raise(c, AP_X_TypeError,
                            "tuple for %s must only contain str, not %s", who,
                            ap_type_name(c, w));
        is = inside && has_edge(t, ap_text_of(c, w), at_end);
    }
    *out = ap_from_bool(is);
    return AP_OK;
}

static ap_ret startswith(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return edge(c, a, n, false, "startswith", out);
}

static ap_ret endswith(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return edge(c, a, n, true, "endswith", out);
}

static ap_ret without_edge(ap_ctx *c, ap_word *a, bool at_end, const char *who,
                           ap_word *out)
{
    if (!ap_is_str(c, a[1]))
        return needs_str(c, who, a[1]);
    ap_text t = ap_text_of(c, a[0]), cut = ap_text_of(c, a[1]);
    if (!has_edge(t, cut, at_end))
        cut.n = 0;
    return part(c, at_end ? t.s : t.s + cut.n, t.n - cut.n, out);
}

static ap_ret removeprefix(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return without_edge(c, a, false, "removeprefix()", out);
}

static ap_ret removesuffix(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return without_edge(c, a, true, "removesuffix()", out);
}

/* ---- splitting ----------------------------------------------------- */

static ap_ret add_part(ap_ctx *c, ap_word list, const char *s, size_t n)
{
    ap_word w;
    AP_TRY(part(c, s, n, &w));
    return ap_list_append(c, list, w);
}

static size_t space_at(const char *s, const char *end)
{
    int used;
    if (s >= end)
        return 0;
    uint32_t rune = ap_utf8_decode(s, (size_t)(end - s), &used);
    return ap_rune_is_space(rune) ? (size_t)used : 0;
}

/* The bytes of the rune that ends right before s. */
static size_t rune_before(const char *start, const char *s)
{
    size_t n = 0;
    while (s > start) {
        n++;
        if (((unsigned char)*--s & 0xc0) != 0x80)
            break;
    }
    return n;
}

static size_t space_before(const char *start, const char *s)
{
    size_t n = rune_before(start, s);
    return n && space_at(s - n, s) ? n : 0;
}

static ap_ret split_spaces(ap_ctx *c, ap_text t, int64_t most, ap_word list)
{
    const char *s = t.s, *end = t.s + t.n;
    for (;;) {
        for (size_t n; (n = space_at(s, end));)
            s += n;
        if (s == end)
            return AP_OK;
        const char *from = s;
        if (most-- == 0)
            return add_part(c, list, from, (size_t)(end - from));
        while (s < end && !space_at(s, end))
            s++;
        AP_TRY(add_part(c, list, from, (size_t)(s - from)));
    }
}

static ap_ret split_by(ap_ctx *c, ap_text t, ap_text by, int64_t most,
                       ap_word list)
{
    const char *s = t.s, *end = t.s + t.n, *at;
    while (most-- != 0
           && (at = memmem(s, (size_t)(end - s), by.s, by.n)) != NULL) {
        AP_TRY(add_part(c, list, s, (size_t)(at - s)));
        s = at + by.n;
    }
    return add_part(c, list, s, (size_t)(end - s));
}

static ap_ret rsplit_spaces(ap_ctx *c, ap_text t, int64_t most, ap_word list)
{
    const char *s = t.s, *end = t.s + t.n;
    for (;;) {
        while (space_before(s, end))
            end -= space_before(s, end);
        if (s == end)
            return AP_OK;
        const char *to = end;
        if (most-- == 0)
            return add_part(c, list, s, (size_t)(to - s));
        while (end > s && !space_before(s, end))
            end -= rune_before(s, end);
        AP_TRY(add_part(c, list, end, (size_t)(to - end)));
    }
}

static ap_ret rsplit_by(ap_ctx *c, ap_text t, ap_text by, int64_t most,
                        ap_word list)
{
    const char *at;
    while (most-- != 0 && (at = last_in(t, by)) != NULL) {
        const char *from = at + by.n;
        AP_TRY(add_part(c, list, from, (size_t)(t.s + t.n - from)));
        t.n = (size_t)(at - t.s);
    }
    return add_part(c, list, t.s, t.n);
}

static void reverse_list(ap_ctx *c, ap_word list)
{
    for (int64_t i = 0, j = ap_list_len(c, list) - 1; i < j; i++, j--) {
        ap_word w = ap_list_at(c, list, i);
        ap_list_put(c, list, i, ap_list_at(c, list, j));
        ap_list_put(c, list, j, w);
    }
}

/* "self, sep=, maxsplit=" */
static ap_ret split_any(ap_ctx *c, ap_word *a, bool from_end, ap_word *out)
{
    int64_t most = -1;
    if (a[2])
        AP_TRY(ap_index_exact(c, a[2], &most));
    bool spaces = !a[1] || a[1] == AP_NONE;
    if (!spaces && !ap_is_str(c, a[1]))
        return ap_raise(c, AP_X_TypeError, "must be str or None, not %s",
                        ap_type_name(c, a[1]));
    if (!spaces && !ap_text_of(c, a[1]).n)
        return ap_raise(c, AP_X_ValueError, "empty separator");
    AP_TRY(ap_list_new(c, 8, out));
    ap_text t = ap_text_of(c, a[0]);
    if (!from_end)
        return spaces ? split_spaces(c, t, most, *out)
                      : split_by(c, t, ap_text_of(c, a[1]), most, *out);
    AP_TRY(spaces ? rsplit_spaces(c, t, most, *out)
                  : rsplit_by(c, t, ap_text_of(c, a[1]), most, *out));
    reverse_list(c, *out);
    return AP_OK;
}

static ap_ret split(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return split_any(c, a, false, out);
}

static ap_ret rsplit(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return split_any(c, a, true, out);
}

static size_t line_end_at(const char *s, const char *end)
{
    int used;
    uint32_t r = ap_utf8_decode(s, (size_t)(end - s), &used);
    if (r == '\r' && s + 1 < end && s[1] == '\n')
        return 2;
    bool is = (r >= 10 && r <= 13) || (r >= 0x1c && r <= 0x1e) || r == 0x85
        || r == 0x2028 || r == 0x2029;
    return is ? (size_t)used : 0;
}

/* "self, keepends=" */
static ap_ret splitlines(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    bool keep = false;
    (void)n;
    if (a[1])
        AP_TRY(ap_truth(c, a[1], &keep));
    AP_TRY(ap_list_new(c, 8, out));
    ap_text t = ap_text_of(c, a[0]);
    const char *s = t.s, *end = t.s + t.n;
    while (s < end) {
        const char *from = s;
        size_t mark = 0;
        while (s < end && !(mark = line_end_at(s, end)))
            s++;
        AP_TRY(add_part(c, *out, from, (size_t)(s - from) + (keep ? mark : 0)));
        s += mark;
    }
    return AP_OK;
}

static ap_ret partition_at(ap_ctx *c, ap_word *a, bool last, ap_word *out)
{
    if (!ap_is_str(c, a[1]))
        return ap_raise(c, AP_X_TypeError, "must be str, not %s",
                        ap_type_name(c, a[1]));
    ap_text t = ap_text_of(c, a[0]), by = ap_text_of(c, a[1]);
    if (!by.n)
        return ap_raise(c, AP_X_ValueError, "empty separator");
    const char *at = last ? last_in(t, by) : memmem(t.s, t.n, by.s, by.n);
    ap_word w[3];
    size_t before = at ? (size_t)(at - t.s) : last ? 0 : t.n;
    size_t after = at ? before + by.n : before;
    AP_TRY(part(c, t.s, before, &w[0]));
    AP_TRY(part(c, by.s, at ? by.n : 0, &w[1]));
    AP_TRY(part(c, t.s + after, t.n - after, &w[2]));
    return ap_tuple_new(c, w, 3, out);
}

static ap_ret partition(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return partition_at(c, a, false, out);
}

static ap_ret rpartition(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return partition_at(c, a, true, out);
}

/* ---- joining ------------------------------------------------------- */

static ap_ret join(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word items;
    int64_t len;
    ap_str b = {0};
    (void)n;
    ap_ret r = ap_listed(c, a[1], &items);
    if (r == AP_RAISE && ap_raised_is(c, AP_X_TypeError)
        && !ap_override(c, a[1], "__iter__")
        && ap_kind_of(c, a[1]) != AP_KIND_GENERATOR
        && ap_kind_of(c, a[1]) != AP_KIND_ITER) {
        ap_clear(c);
        return ap_raise(c, AP_X_TypeError, "can only join an iterable");
    }
    AP_TRY(r);
    const ap_slot *from = ap_items(c, items, &len);
    ap_text by = ap_text_of(c, a[0]);
    for (int64_t i = 0; i < len; i++) {
        ap_word w = ap_load(from + i);
        if (!ap_is_str(c, w)) {
            ap_str_clear(&b);
            return ap_raise(c, AP_X_TypeError,
                            "sequence item %lld: expected str instance, %s "
                            "found",
                            (long long)i, ap_type_name(c, w));
        }
        if (i)
            ap_str_putn(&b, by.s, by.n);
        ap_text t = ap_text_of(c, w);
        ap_str_putn(&b, t.s, t.n);
    }
    return ap_str_take(c, &b, out);
}

/* ---- stripping ----------------------------------------------------- */

/* Is the rune at s one of those to strip? */
static bool is_stripped(const char *s, size_t n, const ap_text *set)
{
    return set ? memmem(set->s, set->n, s, n) != NULL
               : space_at(s, s + n) != 0;
}

static ap_ret strip_sides(ap_ctx *c, ap_word *a, int n, bool left, bool right,
                          const char *who, ap_word *out)
{
    ap_text t = ap_text_of(c, a[0]), set, *chars = NULL;
    if (n > 1 && a[1] != AP_NONE) {
        if (!ap_is_str(c, a[1]))
            return ap_raise(c, AP_X_TypeError, "%s arg must be None or str",
                            who);
        set = ap_text_of(c, a[1]);
        chars = &set;
    }
    const char *s = t.s, *end = t.s + t.n;
    while (left && s < end) {
        int used;
        ap_utf8_decode(s, (size_t)(end - s), &used);
        if (!is_stripped(s, (size_t)used, chars))
            break;
        s += used;
    }
    while (right && s < end) {
        size_t used = rune_before(s, end);
        if (!is_stripped(end - used, used, chars))
            break;
        end -= used;
    }
    return part(c, s, (size_t)(end - s), out);
}

static ap_ret strip(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return strip_sides(c, a, n, true, true, "strip", out);
}

static ap_ret lstrip(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return strip_sides(c, a, n, true, false, "lstrip", out);
}

static ap_ret rstrip(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    return strip_sides(c, a, n, false, true, "rstrip", out);
}

/* ---- replacing ----------------------------------------------------- */

/* Between all runes: "ab".replace("", "-") is "-a-b-". */
static void replace_nothing(ap_text t, ap_text by, int64_t most, ap_str *b)
{
    const char *s = t.s, *end = t.s + t.n;
    while (most != 0 && s < end) {
        int used;
        ap_utf8_decode(s, (size_t)(end - s), &used);
        ap_str_putn(b, by.s, by.n);
        ap_str_putn(b, s, (size_t)used);
        s += used;
        most--;
    }
    if (most != 0)
        ap_str_putn(b, by.s, by.n);
    ap_str_putn(b, s, (size_t)(end - s));
}

/* "self, old, new, count=" */
static ap_ret replace(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t most = -1;
    for (int i = 1; i < 3; i++)
        if (!ap_is_str(c, a[i]))
            return ap_raise(c, AP_X_TypeError,
                            "replace() argument %d must be str, not %s", i,
                            ap_type_name(c, a[i]));
    if (n > 3)
        AP_TRY(ap_index_exact(c, a[3], &most));
    ap_text t = ap_text_of(c, a[0]), old = ap_text_of(c, a[1]),
            by = ap_text_of(c, a[2]);
    ap_str b = {0};
    const char *s = t.s, *end = t.s + t.n, *at;
    if (!old.n) {
        replace_nothing(t, by, most, &b);
        return ap_str_take(c, &b, out);
    }
    while (most-- != 0
           && (at = memmem(s, (size_t)(end - s), old.s, old.n)) != NULL) {
        ap_str_putn(&b, s, (size_t)(at - s));
        ap_str_putn(&b, by.s, by.n);
        s = at + old.n;
    }
    ap_str_putn(&b, s, (size_t)(end - s));
    return ap_str_take(c, &b, out);
}

/* "self, *args, **kwargs" */
static ap_ret format(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_str_format(c, a[0], a[1], a[2], out);
}

static ap_ret format_map(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word none;
    (void)n;
    AP_TRY(ap_tuple_new(c, NULL, 0, &none));
    return ap_str_format(c, a[0], none, a[1], out);
}

/* "self, encoding=, errors=" */
static ap_ret encode(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_text t = ap_text_of(c, a[0]);
    (void)n;
    if (a[1] && ap_str_is(c, a[1], "ascii") && !ap_is_ascii(t))
        return ap_raise(c, AP_X_UnicodeError,
                        "'ascii' codec can't encode characters: ordinal not "
                        "in range(128)");
    return ap_bytes_new(c, t.s, t.n, out);
}

const ap_native_fn ap_str_methods[] = {
    {"__new__", str_new, 0, 0, "cls, object=, encoding=, errors=", 0},
    {"find", find, 2, 4, NULL, AP_FN_TAKES},
    {"rfind", rfind, 2, 4, NULL, AP_FN_TAKES},
    {"index", index_of, 2, 4, NULL, AP_FN_TAKES},
    {"rindex", last_index, 2, 4, NULL, AP_FN_TAKES},
    {"count", count, 2, 4, NULL, AP_FN_TAKES},
    {"startswith", startswith, 2, 4, NULL, AP_FN_TAKES},
    {"endswith", endswith, 2, 4, NULL, AP_FN_TAKES},
    {"removeprefix", removeprefix, 2, 2, NULL, 0},
    {"removesuffix", removesuffix, 2, 2, NULL, 0},
    {"split", split, 0, 0, "self, sep=, maxsplit=", 0},
    {"rsplit", rsplit, 0, 0, "self, sep=, maxsplit=", 0},
    {"splitlines", splitlines, 0, 0, "self, keepends=", 0},
    {"partition", partition, 2, 2, NULL, 0},
    {"rpartition", rpartition, 2, 2, NULL, 0},
    {"join", join, 2, 2, NULL, 0},
    {"strip", strip, 1, 2, NULL, 0},
    {"lstrip", lstrip, 1, 2, NULL, 0},
    {"rstrip", rstrip, 1, 2, NULL, 0},
    {"replace", replace, 3, 4, NULL, 0},
    {"format", format, 0, 0, "self, *args, **kwargs", 0},
    {"format_map", format_map, 2, 2, NULL, 0},
    {"encode", encode, 0, 0, "self, encoding=, errors=", 0},
#define X(name, least, most, params, flags)                                    \
    {#name, ap_str_##name, least, most, params, flags},
    AP_STR_CASE(X)
#undef X
    AP_ROW(repr, 1), AP_ROW(str, 1), AP_ROW(hash, 1), AP_ROW(len, 1),
    AP_ROW(iter, 1), AP_ROW(contains, 2), AP_ROW(getitem, 2), AP_ROW(eq, 2),
    AP_ROW(ne, 2), AP_ROW(lt, 2), AP_ROW(le, 2), AP_ROW(gt, 2), AP_ROW(ge, 2),
    AP_ROW(add, 2), AP_ROW(mul, 2), AP_ROW(rmul, 2), AP_ROW(mod, 2),
    AP_ROW(format, 2),
    {0}};
