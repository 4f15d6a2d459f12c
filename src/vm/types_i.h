/* What the files of the object types share with each other, and the core
 * does not need: of all kinds here; of numbers, texts and containers in headers
 * of their own.
 *
 * Words used here
 *   plain class   a builtin class itself, not a Python subclass of it
 *   rune          a Unicode code point; strs are UTF-8 and know their count
 *   pending       writes that an operation has decided on but not done yet */
#ifndef AP_TYPES_I_H
#define AP_TYPES_I_H

#include "containers_i.h"
#include "kinds_i.h"
#include "numbers_i.h"
#include "texts_i.h"
#include "vm_i.h"

/* ---- dunder methods (special.c) ------------------------------------ */

/* obj's method of this name where a Python class or a class of lib defines
 * it; AP_NULL where the builtin kind's own behaviour holds (or there is
 * none). AP_NONE: it was set to None, which forbids the operation. */
ap_word ap_override(const ap_ctx *c, ap_word obj, const char *name);
/* Calls what ap_override found. */
ap_ret ap_call_override(ap_ctx *c, ap_word method, ap_word obj,
                        const ap_word *args, int n, ap_word *out);
/* Both at once. *found false: no override, nothing ran. */
ap_ret ap_special(ap_ctx *c, ap_word obj, const char *name,
                  const ap_word *args, int n, ap_word *out, bool *found);
/* Is it a class with this class method: what a metaclass would have, as
 * __class_getitem__ is for C[x]? enum uses __class_iter__ and others. */
bool ap_has_class_method(const ap_ctx *c, ap_word w, const char *name);
ap_ret ap_class_method(ap_ctx *c, ap_word w, const char *name,
                       const ap_word *args, int n, ap_word *out);
uint64_t ap_identity_of(const ap_ctx *c, ap_word w); /* ap_view_identity */
/* C functions that go into nested containers: RecursionError when too deep;
 * each ap_enter that said AP_OK is followed by ap_leave. */
ap_ret ap_enter(ap_ctx *c, const char *doing);
void ap_leave(ap_ctx *c);

/* ---- operators on builtin kinds; *out AP_NOTIMPL: not for these ---- */

ap_ret ap_kind_binary(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out);
/* (a // b, a % b) of builtin numbers; pair[0] AP_NOTIMPL for others. */
ap_ret ap_kind_divmod(ap_ctx *c, ap_word a, ap_word b, ap_word pair[2]);
ap_ret ap_kind_inplace(ap_ctx *c, int op, ap_word a, ap_word b, ap_word *out);
ap_ret ap_kind_compare(ap_ctx *c, int cmp, ap_word a, ap_word b, ap_word *out);
ap_ret ap_absolute(ap_ctx *c, ap_word a, ap_word *out); /* abs(a) */
ap_ret ap_kind_len(ap_ctx *c, ap_word w, int64_t *n, bool *has);
ap_ret ap_kind_iter(ap_ctx *c, ap_word w, ap_word *out);
ap_ret ap_kind_contains(ap_ctx *c, ap_word item, ap_word w, bool *is,
                        bool *has);
ap_ret ap_kind_getitem(ap_ctx *c, ap_word w, ap_word key, ap_word *out);
ap_ret ap_kind_setitem(ap_ctx *c, ap_word w, ap_word key, ap_word v);
ap_ret ap_kind_delitem(ap_ctx *c, ap_word w, ap_word key);
ap_ret ap_kind_hash(ap_ctx *c, ap_word w, int64_t *out);
ap_ret ap_kind_truth(ap_ctx *c, ap_word w, bool *out);
ap_ret ap_kind_repr(ap_ctx *c, ap_word w, ap_word *out);
ap_ret ap_kind_str(ap_ctx *c, ap_word w, ap_word *out);

/* ---- rows of methods, joined in builtins.c ------------------------- */

extern const ap_native_fn ap_int_methods[], ap_bool_methods[],
    ap_float_methods[], ap_str_methods[], ap_bytes_methods[],
    ap_tuple_methods[], ap_list_methods[], ap_dict_methods[],
    ap_view_methods[], ap_set_methods[], ap_frozenset_methods[],
    ap_range_methods[], ap_slice_methods[], ap_iter_methods[],
    ap_none_methods[];

/* Dunder methods that several tables share: each does what the builtin kind
 * itself does (dunder.c). */
#define AP_DUNDERS(X)                                                          \
    X(repr, 1) X(str, 1) X(hash, 1) X(bool, 1) X(len, 1) X(iter, 1)            \
    X(next, 1) X(contains, 2) X(getitem, 2) X(setitem, 3) X(delitem, 2)        \
    X(eq, 2) X(ne, 2) X(lt, 2) X(le, 2) X(gt, 2) X(ge, 2) X(format, 2)         \
    X(neg, 1) X(pos, 1) X(abs, 1) X(invert, 1) X(int, 1) X(float, 1)           \
    X(index, 1) X(round, 1) X(reversed, 1)
#define X(name, n)                                                             \
    ap_ret ap_do_##name(ap_ctx *c, ap_word *a, int n_, ap_word *out);
AP_DUNDERS(X)
#undef X
#define AP_BINARY_DUNDERS(X)                                                   \
    X(ADD, add) X(SUB, sub) X(MUL, mul) X(TRUEDIV, truediv)                    \
    X(FLOORDIV, floordiv) X(MOD, mod) X(POW, pow) X(LSHIFT, lshift)            \
    X(RSHIFT, rshift) X(AND, and) X(OR, or) X(XOR, xor)
#define X(op, name)                                                            \
    ap_ret ap_do_##name(ap_ctx *c, ap_word *a, int n, ap_word *out);           \
    ap_ret ap_do_r##name(ap_ctx *c, ap_word *a, int n, ap_word *out);          \
    ap_ret ap_do_i##name(ap_ctx *c, ap_word *a, int n, ap_word *out);
AP_BINARY_DUNDERS(X)
#undef X
#define AP_ROW(name, n) {"__" #name "__", ap_do_##name, n, n, NULL, 0}

/* str's methods of str_case.c: name, least and most arguments, params, flags;
 * rows and prototypes. */
#define AP_STR_CASE(X)                                                         \
    X(isalpha, 1, 1, NULL, 0) X(isdigit, 1, 1, NULL, 0)                        \
    X(isdecimal, 1, 1, NULL, 0) X(isnumeric, 1, 1, NULL, 0)                    \
    X(isalnum, 1, 1, NULL, 0) X(isspace, 1, 1, NULL, 0)                        \
    X(isascii, 1, 1, NULL, 0) X(isprintable, 1, 1, NULL, 0)                    \
    X(isidentifier, 1, 1, NULL, 0) X(isupper, 1, 1, NULL, 0)                   \
    X(islower, 1, 1, NULL, 0) X(istitle, 1, 1, NULL, 0)                        \
    X(upper, 1, 1, NULL, 0) X(lower, 1, 1, NULL, 0)                            \
    X(swapcase, 1, 1, NULL, 0) X(title, 1, 1, NULL, 0)                         \
    X(capitalize, 1, 1, NULL, 0) X(casefold, 1, 1, NULL, 0)                    \
    X(ljust, 2, 3, NULL, 0) X(rjust, 2, 3, NULL, 0)                            \
    X(center, 2, 3, NULL, 0) X(zfill, 2, 2, NULL, 0)                           \
    X(expandtabs, 0, 0, "self, tabsize=", 0) X(translate, 2, 2, NULL, 0)       \
    X(maketrans, 1, 3, NULL, AP_FN_STATIC)
#define X(name, least, most, params, flags)                                    \
    ap_ret ap_str_##name(ap_ctx *c, ap_word *a, int n, ap_word *out);
AP_STR_CASE(X)
#undef X

/* Builtin functions of builtins_attr.c. */
#define AP_ATTR_BUILTINS(X)                                                    \
    X(isinstance) X(issubclass) X(callable) X(getattr) X(setattr) X(hasattr)   \
    X(delattr) X(dir) X(vars) X(globals) X(locals)
#define X(name)                                                                \
    ap_ret ap_builtin_##name(ap_ctx *c, ap_word *a, int n, ap_word *out);
AP_ATTR_BUILTINS(X)
#undef X
bool ap_is_callable(const ap_ctx *c, ap_word w);

/* The items of a list or tuple in order, as a fresh list; key AP_NULL: none.
 * *before: the items as they were when it began, whatever Python code did. */
ap_ret ap_sort(ap_ctx *c, ap_word items, ap_word key, bool reverse,
               ap_word *before, ap_word *out);
/* key(item) of every item of a list or tuple, each called once; *before as
 * above. Without a key the items themselves. */
ap_ret ap_keys_of(ap_ctx *c, ap_word items, ap_word key, ap_word *before,
                  ap_word *keys);
/* round(w, digits) of an int or float; AP_NULL: to an int. */
ap_ret ap_round_half_even(ap_ctx *c, ap_word w, ap_word digits, ap_word *out);

#endif
