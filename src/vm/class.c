/* Classes of Python code: __build_class__, the C3 order, hooks. */
#include "calls_i.h"

#include "types_i.h"

#include <string.h>

/* ---- the order of resolution (C3: Barrett et al., 1996) ------------ */

/* The lists to merge: the MRO of each base, then the bases themselves. */
typedef struct merge {
    const ap_ctx *c;
    ap_word lists[65];
    int heads[65], n;
} merge;

static bool is_in_tail(const merge *m, ap_word class_)
{
    for (int i = 0; i < m->n; i++)
        for (int k = m->heads[i] + 1; k < ap_tuple_len(m->c, m->lists[i]); k++)
            if (ap_tuple_at(m->c, m->lists[i], k) == class_)
                return true;
    return false;
}

/* The first head that is in nobody's tail; AP_NULL: none. */
static ap_word next_class(const merge *m, bool *left)
{
    *left = false;
    for (int i = 0; i < m->n; i++) {
        if (m->heads[i] >= ap_tuple_len(m->c, m->lists[i]))
            continue;
        *left = true;
        ap_word head = ap_tuple_at(m->c, m->lists[i], m->heads[i]);
        if (!is_in_tail(m, head))
            return head;
    }
    return AP_NULL;
}

static void take(merge *m, ap_word class_)
{
    for (int i = 0; i < m->n; i++)
        if (m->heads[i] < ap_tuple_len(m->c, m->lists[i])
            && ap_tuple_at(m->c, m->lists[i], m->heads[i]) == class_)
            m->heads[i]++;
}

static ap_ret no_order(ap_ctx *c, ap_word bases)
{
    ap_str names = {0};
    for (int i = 0; i < ap_tuple_len(c, bases); i++)
        ap_str_printf(&names, "%s%s", i ? ", " : "",
                      ap_str_bytes(c, ap_get(c, ap_tuple_at(c, bases, i),
                                             AP_CLASS_NAME), NULL));
    ap_ret r = ap_raise(c, AP_X_TypeError,
                        "Cannot create a consistent method resolution\n"
                        "order (MRO) for bases %s",
                        ap_str_c(&names));
    ap_str_clear(&names);
    return r;
}

static ap_ret make_mro(ap_ctx *c, ap_word class_, ap_word bases, ap_word *out)
{
    enum { MOST = 256 };
    merge m = {.c = c};
    ap_word order[MOST] = {class_};
    int n = 1;
    for (int i = 0; i < ap_tuple_len(c, bases) && i < 64; i++)
        m.lists[m.n++] = ap_get(c, ap_tuple_at(c, bases, i), AP_CLASS_MRO);
    m.lists[m.n++] = bases;
    for (;;) {
        bool left;
        ap_word next = next_class(&m, &left);
        if (!left)
            return ap_tuple_new(c, order, n, out);
        if (!next || n == MOST)
            return no_order(c, bases);
        order[n++] = next;
        take(&m, next);
    }
}

/* ---- making a class ------------------------------------------------ */

static ap_ret check_bases(ap_ctx *c, ap_word bases)
{
    for (int i = 0; i < ap_tuple_len(c, bases); i++) {
        ap_word base = ap_tuple_at(c, bases, i);
        if (ap_kind_of(c, base) != AP_KIND_CLASS)
            return ap_raise(c, AP_X_TypeError,
                            "bases must be types");
        if (!(ap_get(c, base, AP_CLASS_FLAGS) & AP_CF_SUBCLASSABLE))
            return ap_raise(c, AP_X_TypeError,
                            "type '%s' is not an acceptable base type",
                            ap_str_bytes(c, ap_get(c, base, AP_CLASS_NAME),
                                         NULL));
        for (int k = 0; k < i; k++)
            if (ap_tuple_at(c, bases, k) == base)
                return ap_raise(c, AP_X_TypeError, "duplicate base class %s",
                                ap_str_bytes(c, ap_get(c, base, AP_CLASS_NAME),
                                             NULL));
    }
    return AP_OK;
}

/* What instances are made of: the first base that says more than object. */
static ap_ret layout_of(ap_ctx *c, ap_word bases, uint64_t *out)
{
    *out = AP_KIND_INSTANCE;
    for (int i = 0; i < ap_tuple_len(c, bases); i++) {
        ap_word base = ap_tuple_at(c, bases, i);
        uint64_t layout = ap_get(c, base, AP_CLASS_LAYOUT);
        if (layout == AP_KIND_INSTANCE || layout == *out)
            continue;
        if (*out != AP_KIND_INSTANCE)
            return ap_raise(c, AP_X_TypeError,
                            "multiple bases have instance lay-out conflict");
        *out = layout;
    }
    return AP_OK;
}

static ap_word take_out(ap_ctx *c, ap_word dict, const char *name)
{
    ap_word key = ap_interned(c, name), v = ap_dict_peek(c, dict, key);
    int64_t i = ap_dict_find_str(c, dict, key);
    if (v && i >= 0)
        ap_dict_drop(c, dict, i);
    return v;
}

static ap_ret wrap(ap_ctx *c, ap_word dict, const char *name, ap_kind kind)
{
    ap_word key = ap_interned(c, name), v = ap_dict_peek(c, dict, key), w;
    if (!v || ap_kind_of(c, v) != AP_KIND_FUNC)
        return AP_OK;
    AP_TRY(ap_new(c, kind, AP_NULL, 1, &w));
    ap_set(c, w, 0, v);
    return ap_dict_set_str(c, dict, key, w);
}

/* What type.__new__ does with some names of the body. */
static ap_ret finish_dict(ap_ctx *c, ap_word dict)
{
    AP_TRY(wrap(c, dict, "__new__", AP_KIND_STATICMETHOD));
    AP_TRY(wrap(c, dict, "__init_subclass__", AP_KIND_CLASSMETHOD));
    AP_TRY(wrap(c, dict, "__class_getitem__", AP_KIND_CLASSMETHOD));
    ap_word hash = ap_interned(c, "__hash__"), doc = ap_interned(c, "__doc__");
    if (ap_dict_peek(c, dict, ap_interned(c, "__eq__"))
        && !ap_dict_peek(c, dict, hash))
        AP_TRY(ap_dict_set_str(c, dict, hash, AP_NONE));
    if (!ap_dict_peek(c, dict, doc))
        AP_TRY(ap_dict_set_str(c, dict, doc, AP_NONE));
    return AP_OK;
}

/* Have the class and all that it inherits from __slots__? Builtin ones do
 * not count where their instances have no dict. */
static bool has_only_slots(const ap_ctx *c, ap_word class_)
{
    ap_word mro = ap_get(c, class_, AP_CLASS_MRO);
    ap_word name = ap_interned(c, "__slots__");
    for (int i = 0; i < ap_tuple_len(c, mro); i++) {
        ap_word one = ap_tuple_at(c, mro, i);
        bool plain = !ap_class_is_user(c, one)
            && !(ap_get(c, one, AP_CLASS_FLAGS) & AP_CF_DICT);
        if (!plain
            && !(name && ap_dict_peek(c, ap_get(c, one, AP_CLASS_DICT), name)))
            return false;
    }
    return true;
}

/* Does one of them, a str or a sequence of strs, name it? */
static bool names_it(const ap_ctx *c, ap_word slots, ap_word name)
{
    int64_t n;
    if (ap_is_str(c, slots))
        return ap_str_equal(c, slots, name);
    if (!ap_is_tuple(c, slots) && !ap_is_list(c, slots))
        return true;
    const ap_slot *items = ap_items(c, slots, &n);
    for (int64_t i = 0; i < n; i++) {
        ap_word one = ap_load(items + i);
        if (ap_is_str(c, one)
            && (ap_str_equal(c, one, name) || ap_str_is(c, one, "__dict__")))
            return true;
    }
    return false;
}

bool ap_class_has_slot(const ap_ctx *c, ap_word class_, ap_word name)
{
    ap_word mro = ap_get(c, class_, AP_CLASS_MRO);
    ap_word key = ap_interned(c, "__slots__");
    if (strncmp(ap_str_bytes(c, name, NULL), "_", 1) == 0)
        return true; /* perhaps a private name, which is another there */
    for (int i = 0; i < ap_tuple_len(c, mro); i++) {
        ap_word one = ap_tuple_at(c, mro, i);
        ap_word slots = ap_dict_peek(c, ap_get(c, one, AP_CLASS_DICT), key);
        if (slots && names_it(c, slots, name))
            return true;
    }
    return false;
}

/* Does the class override how attributes are got or set? */
void ap_class_hooks(ap_ctx *c, ap_word class_)
{
    ap_word object = ap_class_of_kind(c, AP_CLASS_OF_OBJECT);
    ap_word get = c->world->hot.getattribute;
    uint64_t flags = ap_get(c, class_, AP_CLASS_FLAGS)
        & ~(uint64_t)(AP_CF_GETATTRIBUTE | AP_CF_SETATTR | AP_CF_SLOTS);
    if (has_only_slots(c, class_))
        flags |= AP_CF_SLOTS;
    if (ap_type_lookup(c, class_, get) != ap_type_lookup(c, object, get))
        flags |= AP_CF_GETATTRIBUTE;
    ap_word hooks[] = {c->world->hot.setattr, c->world->hot.delattr};
    for (int i = 0; i < 2; i++)
        if (ap_type_lookup(c, class_, hooks[i])
            != ap_type_lookup(c, object, hooks[i]))
            flags |= AP_CF_SETATTR;
    ap_set(c, class_, AP_CLASS_FLAGS, flags);
}

ap_ret ap_class_new(ap_ctx *c, ap_word name, ap_word bases, ap_word dict,
                    ap_word *out)
{
    uint64_t layout, flags = AP_CF_SUBCLASSABLE | AP_CF_DICT;
    ap_word mro, object = ap_class_of_kind(c, AP_CLASS_OF_OBJECT);
    if (ap_tuple_len(c, bases) == 0)
        AP_TRY(ap_tuple_new(c, &object, 1, &bases));
    AP_TRY(check_bases(c, bases));
    AP_TRY(layout_of(c, bases, &layout));
    AP_TRY(ap_new(c, AP_KIND_CLASS, AP_NULL, AP_CLASS_WORDS, out));
    AP_TRY(make_mro(c, *out, bases, &mro));
    AP_TRY(finish_dict(c, dict));
    if (layout == AP_KIND_EXC)
        flags |= AP_CF_EXCEPTION;
    ap_word module = ap_dict_peek(c, dict, ap_interned(c, "__module__"));
    ap_word qualname = take_out(c, dict, "__qualname__");
    ap_set(c, *out, AP_CLASS_FLAGS, flags);
    ap_set(c, *out, AP_CLASS_LAYOUT, layout);
    ap_set(c, *out, AP_CLASS_NAME, name);
    ap_set(c, *out, AP_CLASS_QUALNAME, qualname ? qualname : name);
    ap_set(c, *out, AP_CLASS_BASES, bases);
    ap_set(c, *out, AP_CLASS_MRO, mro);
    ap_set(c, *out, AP_CLASS_DICT, dict);
    ap_set(c, *out, AP_CLASS_MODULE,
           module ? module : ap_interned(c, "builtins"));
    ap_class_hooks(c, *out);
    return AP_OK;
}

/* ---- __build_class__ ----------------------------------------------- */

/* v.__set_name__(class, name) for every value that has it. */
static ap_ret set_names(ap_ctx *c, ap_word class_, ap_word dict)
{
    ap_word hook_name = ap_interned(c, "__set_name__"), none;
    for (int64_t i = 0; i < ap_dict_entries(c, dict); i++) {
        ap_word key = ap_dict_key_at(c, dict, i);
        ap_word v = key ? ap_load(ap_dict_value_at(c, dict, i)) : AP_NULL;
        if (!v || !ap_is_user(c, v))
            continue;
        ap_word hook = ap_type_lookup(c, ap_class_of(c, v), hook_name);
        ap_word args[] = {v, class_, key};
        if (hook)
            AP_TRY(ap_sub(c, hook, args, 3, AP_NULL, &none));
    }
    return AP_OK;
}

/* super(class_, class_).__init_subclass__(**kwargs) */
static ap_ret init_subclass(ap_ctx *c, ap_word class_, ap_word kwargs)
{
    ap_word hook, none, args[33], names[32], kwnames = AP_NULL;
    AP_TRY(ap_super_get(c, class_, class_, class_,
                        ap_interned(c, "__init_subclass__"), &hook));
    int n = 0;
    for (int64_t i = 0; i < ap_dict_entries(c, kwargs) && n < 32; i++) {
        names[n] = ap_dict_key_at(c, kwargs, i);
        args[n] = ap_load(ap_dict_value_at(c, kwargs, i));
        n += names[n] != AP_NULL;
    }
    if (ap_kind_of(c, hook) == AP_KIND_CFUNC && n == 0)
        return AP_OK;
    if (n)
        AP_TRY(ap_tuple_new(c, names, n, &kwnames));
    return ap_sub(c, hook, args, n, kwnames, &none);
}

static ap_ret make_class(ap_ctx *c, ap_word *a, ap_word dict, ap_word cell,
                         ap_word *out)
{
    ap_word bases = a[2], kept = AP_NULL;
    if (c->answer_at < c->nanswers)
        kept = ap_memo(c, AP_NULL);
    if (!kept) {
        AP_TRY(ap_class_new(c, a[1], bases, dict, &kept));
        kept = ap_memo(c, kept);
    }
    take_out(c, dict, "__classcell__");
    if (ap_kind_of(c, cell) == AP_KIND_CELL)
        ap_set(c, cell, 0, kept);
    AP_TRY(set_names(c, kept, dict));
    AP_TRY(init_subclass(c, kept, a[3]));
    *out = kept;
    return AP_OK;
}

/* __build_class__(func, name, *bases, **kwargs) */
static ap_ret build_class(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word dict = AP_NULL, cell;
    if (c->answer_at < c->nanswers)
        dict = ap_memo(c, AP_NULL);
    if (!dict) {
        AP_TRY(ap_dict_new(c, &dict));
        dict = ap_memo(c, dict);
    }
    AP_TRY(ap_sub_body(c, a[0], dict, &cell));
    return make_class(c, a, dict, cell, out);
}

const ap_native_fn ap_build_class_fn = {"__build_class__", build_class, 0, 0,
                                        "func, name, *bases, **kwargs", 0};
