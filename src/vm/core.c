/* The methods of the vm's own classes: object, type, functions, methods,
 * modules, property and its kin, super. Exceptions': exceptions.c. */
#include "calls_i.h"

#include "types_i.h"

#include <string.h>

#define GETTER(fname, expr)                                                    \
    static ap_ret fname(ap_ctx *c, ap_word *a, int n, ap_word *out)            \
    {                                                                          \
        (void)a, (void)n;                                                      \
        ap_word w = (expr);                                                    \
        *out = w ? w : AP_NONE;                                                \
        return AP_OK;                                                          \
    }
#define SETTER(fname, index)                                                   \
    static ap_ret fname(ap_ctx *c, ap_word *a, int n, ap_word *out)            \
    {                                                                          \
        (void)n;                                                               \
        ap_publish_into(c, a[0], a[1]);                                        \
        ap_set(c, a[0], (index), a[1]);                                        \
        *out = AP_NONE;                                                        \
        return AP_OK;                                                          \
    }

/* ---- object -------------------------------------------------------- */

static ap_ret object_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    uint64_t layout = ap_get(c, a[0], AP_CLASS_LAYOUT);
    if (layout == AP_KIND_INSTANCE)
        return ap_new(c, AP_KIND_INSTANCE, a[0], 0, out);
    if ((uint32_t)layout == AP_KIND_NATIVE)
        return ap_native_new(c, a[0], out);
    const char *name =
        ap_str_bytes(c, ap_get(c, a[0], AP_CLASS_NAME), NULL);
    return ap_raise(c, AP_X_TypeError,
                    "object.__new__(%s) is not safe, use %s.__new__()", name,
                    name);
}

static ap_ret object_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    *out = AP_NONE;
    uint64_t layout = ap_get(c, ap_class_of(c, a[0]), AP_CLASS_LAYOUT);
    if (n > 1 && layout == AP_KIND_INSTANCE)
        return ap_raise(c, AP_X_TypeError,
                        "object.__init__() takes exactly one argument (the "
                        "instance to initialize)");
    return AP_OK;
}

static ap_ret object_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word class_ = ap_class_of(c, a[0]);
    ap_word module = ap_get(c, class_, AP_CLASS_MODULE);
    const char *name = ap_str_bytes(c, ap_get(c, class_, AP_CLASS_QUALNAME),
                                    NULL);
    bool plain = !ap_is_str(c, module) || ap_str_is(c, module, "builtins");
    return ap_str_fmt(c, out, "<%s%s%s object at 0x%012llx>",
                      plain ? "" : ap_str_bytes(c, module, NULL),
                      plain ? "" : ".", name,
                      (unsigned long long)ap_id_of(c, a[0]));
}

static ap_ret object_str(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_repr(c, a[0], out);
}

static ap_ret object_eq(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)n;
    *out = a[0] == a[1] ? AP_TRUE : AP_NOTIMPL;
    return AP_OK;
}

/* What __eq__ says, turned round. */
static ap_ret object_ne(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word eq = ap_type_lookup(c, ap_class_of(c, a[0]),
                                ap_interned(c, "__eq__"));
    bool truth;
    AP_TRY(ap_sub(c, eq, a, 2, AP_NULL, out));
    if (*out == AP_NOTIMPL)
        return AP_OK;
    AP_TRY(ap_truth(c, *out, &truth));
    *out = ap_from_bool(!truth);
    return AP_OK;
}

static ap_ret object_hash(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_int_new(c, ap_id_of(c, a[0]) >> 4, out);
}

static ap_ret object_getattribute(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_getattr_plain(c, a[0], a[1], out);
}

static ap_ret object_setattr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return ap_setattr_plain(c, a[0], a[1], a[2]);
}

static ap_ret object_delattr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return ap_setattr_plain(c, a[0], a[1], AP_NULL);
}

static ap_ret object_dict(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_TRY(ap_dict_of(c, a[0], out));
    uint64_t flags = ap_get(c, ap_class_of(c, a[0]), AP_CLASS_FLAGS);
    if (*out && !(flags & AP_CF_SLOTS))
        return AP_OK;
    return ap_raise(c, AP_X_AttributeError,
                    "'%s' object has no attribute '__dict__'",
                    ap_type_name(c, a[0]));
}

static ap_ret object_format(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    if (ap_is_str(c, a[1]) && ap_text_of(c, a[1]).n == 0)
        return ap_to_str(c, a[0], out);
    return ap_raise(c, AP_X_TypeError,
                    "unsupported format string passed to %s.__format__",
                    ap_type_name(c, a[0]));
}

static ap_ret nothing(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)a, (void)n;
    *out = AP_NONE;
    return AP_OK;
}

GETTER(object_class, ap_class_of(c, a[0]))

static ap_ret no_keywords(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    if (!ap_dict_len(c, a[1]))
        return AP_OK;
    return ap_raise(c, AP_X_TypeError,
                    "%s.__init_subclass__() takes no keyword arguments",
                    ap_str_bytes(c, ap_get(c, a[0], AP_CLASS_NAME), NULL));
}

/* Between classes whose instances are made alike. */
static ap_ret object_set_class(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    if (ap_kind_of(c, a[1]) != AP_KIND_CLASS)
        return ap_raise(c, AP_X_TypeError,
                        "__class__ must be set to a class, not '%s' object",
                        ap_type_name(c, a[1]));
    if (ap_kind_of(c, a[0]) != AP_KIND_INSTANCE
        || !ap_class_is_user(c, a[1])
        || ap_get(c, a[1], AP_CLASS_LAYOUT) != AP_KIND_INSTANCE)
        return ap_raise(c, AP_X_TypeError,
                        "__class__ assignment only supported for mutable types "
                        "or ModuleType subclasses");
    ap_head_of(c, a[0])->class_ = (uint32_t)(a[1] / 16);
    return AP_OK;
}

static const ap_native_fn object_methods[] = {
    {"__new__", object_new, 1, -1, NULL, 0},
    {"__init__", object_init, 1, -1, NULL, 0},
    {"__repr__", object_repr, 1, 1, NULL, 0},
    {"__str__", object_str, 1, 1, NULL, 0},
    {"__eq__", object_eq, 2, 2, NULL, 0},
    {"__ne__", object_ne, 2, 2, NULL, 0},
    {"__hash__", object_hash, 1, 1, NULL, 0},
    {"__getattribute__", object_getattribute, 2, 2, NULL, 0},
    {"__setattr__", object_setattr, 3, 3, NULL, 0},
    {"__delattr__", object_delattr, 2, 2, NULL, 0},
    {"__format__", object_format, 2, 2, NULL, 0},
    {"__init_subclass__", no_keywords, 0, 0, "cls, **kwargs", AP_FN_CLASS},
    {"__class__", object_class, 1, 1, NULL, AP_FN_GETTER},
    {"__class__", object_set_class, 2, 2, NULL, AP_FN_SETTER},
    {"__dict__", object_dict, 1, 1, NULL, AP_FN_GETTER},
    {0}};

/* ---- type ---------------------------------------------------------- */

GETTER(type_name, ap_get(c, a[0], AP_CLASS_NAME))
GETTER(type_qualname, ap_get(c, a[0], AP_CLASS_QUALNAME))
GETTER(type_mro, ap_get(c, a[0], AP_CLASS_MRO))
GETTER(type_bases, ap_get(c, a[0], AP_CLASS_BASES))
SETTER(type_set_name, AP_CLASS_NAME)
SETTER(type_set_qualname, AP_CLASS_QUALNAME)

static ap_ret type_base(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word bases = ap_get(c, a[0], AP_CLASS_BASES);
    *out = ap_tuple_len(c, bases) ? ap_tuple_at(c, bases, 0) : AP_NONE;
    return AP_OK;
}

static ap_ret type_dict(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_dict_copy(c, ap_get(c, a[0], AP_CLASS_DICT), out);
}

static ap_ret type_mro_method(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t len;
    ap_word mro = ap_get(c, a[0], AP_CLASS_MRO);
    const ap_slot *items = ap_items(c, mro, &len);
    return ap_list_of(c, items, len, out);
}

/* type(name, bases, dict); type(x) is call.c's. */
static ap_ret type_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word dict;
    if (n != 4 || !ap_is_str(c, a[1]) || !ap_is_tuple(c, a[2])
        || !ap_is_dict(c, a[3]))
        return ap_raise(c, AP_X_TypeError, "type() takes 1 or 3 arguments");
    AP_TRY(ap_dict_copy(c, a[3], &dict));
    ap_word key = ap_interned(c, "__module__"), module = AP_NULL;
    if (ap_kind_of(c, c->frame) == AP_KIND_FRAME)
        module = ap_dict_peek(c, ap_get(c, c->frame, AP_FRAME_GLOBALS),
                              ap_interned(c, "__name__"));
    if (module && !ap_dict_peek(c, dict, key))
        AP_TRY(ap_dict_set_str(c, dict, key, module));
    return ap_class_new(c, a[1], a[2], dict, out);
}

static ap_ret type_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word module = ap_get(c, a[0], AP_CLASS_MODULE);
    bool plain = !ap_is_str(c, module) || ap_str_is(c, module, "builtins");
    return ap_str_fmt(c, out, "<class '%s%s%s'>",
                      plain ? "" : ap_str_bytes(c, module, NULL),
                      plain ? "" : ".",
                      ap_str_bytes(c, ap_get(c, a[0], AP_CLASS_QUALNAME),
                                   NULL));
}

static ap_ret type_subclasses(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    return ap_list_new(c, 0, out);
}

static const ap_native_fn type_methods[] = {
    {"__new__", type_new, 1, -1, NULL, 0},
    {"__init__", nothing, 1, -1, NULL, 0},
    {"__repr__", type_repr, 1, 1, NULL, 0},
    {"__name__", type_name, 1, 1, NULL, AP_FN_GETTER},
    {"__name__", type_set_name, 2, 2, NULL, AP_FN_SETTER},
    {"__qualname__", type_qualname, 1, 1, NULL, AP_FN_GETTER},
    {"__qualname__", type_set_qualname, 2, 2, NULL, AP_FN_SETTER},
    {"__mro__", type_mro, 1, 1, NULL, AP_FN_GETTER},
    {"__bases__", type_bases, 1, 1, NULL, AP_FN_GETTER},
    {"__base__", type_base, 1, 1, NULL, AP_FN_GETTER},
    {"__dict__", type_dict, 1, 1, NULL, AP_FN_GETTER},
    {"__subclasses__", type_subclasses, 1, 1, NULL, 0},
    {"mro", type_mro_method, 1, 1, NULL, 0},
    {0}};

/* ---- functions ----------------------------------------------------- */

GETTER(func_name, ap_get(c, a[0], AP_FUNC_NAME))
GETTER(func_qualname, ap_get(c, a[0], AP_FUNC_QUALNAME))
GETTER(func_doc, ap_get(c, a[0], AP_FUNC_DOC))
GETTER(func_module, ap_get(c, a[0], AP_FUNC_MODULE))
GETTER(func_defaults, ap_get(c, a[0], AP_FUNC_DEFAULTS))
GETTER(func_kwdefaults, ap_get(c, a[0], AP_FUNC_KWDEFAULTS))
GETTER(func_closure, ap_get(c, a[0], AP_FUNC_CLOSURE))
GETTER(func_globals, ap_get(c, a[0], AP_FUNC_GLOBALS))
SETTER(func_set_name, AP_FUNC_NAME)
SETTER(func_set_qualname, AP_FUNC_QUALNAME)
SETTER(func_set_doc, AP_FUNC_DOC)
SETTER(func_set_module, AP_FUNC_MODULE)
SETTER(func_set_defaults, AP_FUNC_DEFAULTS)

static ap_ret func_code(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    uint64_t index = ap_get(c, a[0], AP_FUNC_CODE);
    *out = ap_code_at(c->world, (uint32_t)index)->object;
    return AP_OK;
}

static ap_ret func_get(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = a[0];
    if (a[1] == AP_NONE)
        return AP_OK;
    AP_TRY(ap_new(c, AP_KIND_METHOD, AP_NULL, 2, out));
    ap_set(c, *out, 0, a[0]);
    ap_set(c, *out, 1, a[1]);
    return AP_OK;
}

static ap_ret func_annotations(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    return ap_dict_new(c, out);
}

static ap_ret func_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_str_fmt(c, out, "<function %s at 0x%012llx>",
                      ap_str_bytes(c, ap_get(c, a[0], AP_FUNC_QUALNAME), NULL),
                      (unsigned long long)ap_id_of(c, a[0]));
}

static const ap_native_fn func_methods[] = {
    {"__repr__", func_repr, 1, 1, NULL, 0},
    {"__get__", func_get, 2, 3, NULL, 0},
    {"__name__", func_name, 1, 1, NULL, AP_FN_GETTER},
    {"__name__", func_set_name, 2, 2, NULL, AP_FN_SETTER},
    {"__qualname__", func_qualname, 1, 1, NULL, AP_FN_GETTER},
    {"__qualname__", func_set_qualname, 2, 2, NULL, AP_FN_SETTER},
    {"__doc__", func_doc, 1, 1, NULL, AP_FN_GETTER},
    {"__doc__", func_set_doc, 2, 2, NULL, AP_FN_SETTER},
    {"__module__", func_module, 1, 1, NULL, AP_FN_GETTER},
    {"__module__", func_set_module, 2, 2, NULL, AP_FN_SETTER},
    {"__defaults__", func_defaults, 1, 1, NULL, AP_FN_GETTER},
    {"__defaults__", func_set_defaults, 2, 2, NULL, AP_FN_SETTER},
    {"__kwdefaults__", func_kwdefaults, 1, 1, NULL, AP_FN_GETTER},
    {"__closure__", func_closure, 1, 1, NULL, AP_FN_GETTER},
    {"__globals__", func_globals, 1, 1, NULL, AP_FN_GETTER},
    {"__code__", func_code, 1, 1, NULL, AP_FN_GETTER},
    {"__annotations__", func_annotations, 1, 1, NULL, AP_FN_GETTER},
    {0}};

/* ---- code objects, as far as programs ask -------------------------- */

static const ap_code *code_of(const ap_ctx *c, ap_word w)
{
    return ap_code_at(c->world, (uint32_t)ap_get(c, w, 0))->code;
}

GETTER(code_name, ap_interned(c, code_of(c, a[0])->name))
GETTER(code_argcount, ap_from_small(code_of(c, a[0])->argcount))
GETTER(code_firstline, ap_from_small(code_of(c, a[0])->firstline))

static ap_ret code_varnames(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    const ap_code *k = code_of(c, a[0]);
    AP_TRY(ap_tuple_room(c, AP_NULL, k->nlocals, out));
    for (int i = 0; i < k->nlocals; i++)
        ap_tuple_put(c, *out, i, ap_interned(c, k->plus[i]));
    return AP_OK;
}

static const ap_native_fn code_methods[] = {
    {"co_name", code_name, 1, 1, NULL, AP_FN_GETTER},
    {"co_argcount", code_argcount, 1, 1, NULL, AP_FN_GETTER},
    {"co_firstlineno", code_firstline, 1, 1, NULL, AP_FN_GETTER},
    {"co_varnames", code_varnames, 1, 1, NULL, AP_FN_GETTER},
    {0}};

/* ---- bound methods and builtin functions --------------------------- */

GETTER(method_func, ap_get(c, a[0], 0))
GETTER(method_self, ap_get(c, a[0], 1))

/* What a bound method does not have itself its function may have. */
static ap_ret method_of_func(ap_ctx *c, ap_word method, const char *name,
                             ap_word *out)
{
    return ap_attr_get(c, ap_get(c, method, 0), name, out);
}

static ap_ret method_name(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return method_of_func(c, a[0], "__name__", out);
}

static ap_ret method_qualname(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return method_of_func(c, a[0], "__qualname__", out);
}

static ap_ret method_doc(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return method_of_func(c, a[0], "__doc__", out);
}

static ap_ret method_module(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return method_of_func(c, a[0], "__module__", out);
}

static ap_ret method_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word name, self;
    AP_TRY(method_of_func(c, a[0], "__qualname__", &name));
    AP_TRY(ap_repr(c, ap_get(c, a[0], 1), &self));
    return ap_str_fmt(c, out, "<bound method %s of %s>",
                      ap_str_bytes(c, name, NULL),
                      ap_str_bytes(c, self, NULL));
}

static ap_ret method_eq(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NOTIMPL;
    if (ap_kind_of(c, a[1]) == AP_KIND_METHOD)
        *out = ap_from_bool(ap_get(c, a[0], 0) == ap_get(c, a[1], 0)
                            && ap_get(c, a[0], 1) == ap_get(c, a[1], 1));
    return AP_OK;
}

static const ap_native_fn method_methods[] = {
    {"__repr__", method_repr, 1, 1, NULL, 0},
    {"__eq__", method_eq, 2, 2, NULL, 0},
    {"__func__", method_func, 1, 1, NULL, AP_FN_GETTER},
    {"__self__", method_self, 1, 1, NULL, AP_FN_GETTER},
    {"__name__", method_name, 1, 1, NULL, AP_FN_GETTER},
    {"__qualname__", method_qualname, 1, 1, NULL, AP_FN_GETTER},
    {"__doc__", method_doc, 1, 1, NULL, AP_FN_GETTER},
    {"__module__", method_module, 1, 1, NULL, AP_FN_GETTER},
    {0}};

static const ap_native *native_of(const ap_ctx *c, ap_word w)
{
    return ap_native_at(c->world, ap_get(c, w, AP_CFUNC_NUMBER));
}

GETTER(cfunc_name, ap_interned(c, native_of(c, a[0])->fn->name))
GETTER(cfunc_self, ap_get(c, a[0], AP_CFUNC_SELF))
GETTER(cfunc_module, ap_interned(c, "builtins"))

static ap_ret cfunc_qualname(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    const ap_native *nat = native_of(c, a[0]);
    return ap_str_fmt(c, out, "%s%s%s", nat->owner ? nat->owner : "",
                      nat->owner ? "." : "", nat->fn->name);
}

static ap_ret cfunc_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    const ap_native *nat = native_of(c, a[0]);
    ap_word self = ap_get(c, a[0], AP_CFUNC_SELF);
    if (self)
        return ap_str_fmt(c, out,
                          "<built-in method %s of %s object at 0x%012llx>",
                          nat->fn->name, ap_type_name(c, self),
                          (unsigned long long)ap_id_of(c, self));
    if (nat->owner)
        return ap_str_fmt(c, out, "<method '%s' of '%s' objects>",
                          nat->fn->name, nat->owner);
    return ap_str_fmt(c, out, "<built-in function %s>", nat->fn->name);
}

static const ap_native_fn cfunc_methods[] = {
    {"__repr__", cfunc_repr, 1, 1, NULL, 0},
    {"__name__", cfunc_name, 1, 1, NULL, AP_FN_GETTER},
    {"__qualname__", cfunc_qualname, 1, 1, NULL, AP_FN_GETTER},
    {"__self__", cfunc_self, 1, 1, NULL, AP_FN_GETTER},
    {"__module__", cfunc_module, 1, 1, NULL, AP_FN_GETTER},
    {"__doc__", nothing, 1, 1, NULL, AP_FN_GETTER},
    {0}};

/* ---- property, staticmethod, classmethod --------------------------- */

enum { P_GET, P_SET, P_DEL, P_DOC, P_WORDS };

static ap_ret property_make(ap_ctx *c, ap_word class_, const ap_word *fns,
                            ap_word *out)
{
    AP_TRY(ap_new(c, AP_KIND_PROPERTY, class_, P_WORDS, out));
    for (int i = 0; i < P_WORDS; i++)
        ap_set(c, *out, i, fns[i]);
    return AP_OK;
}

static ap_ret property_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return property_make(c, a[0], a + 1, out);
}

/* Its own, or else its getter's. */
static ap_ret property_doc(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word doc = ap_get(c, a[0], P_DOC), get = ap_get(c, a[0], P_GET);
    if (!doc && get && ap_kind_of(c, get) == AP_KIND_FUNC)
        doc = ap_get(c, get, AP_FUNC_DOC);
    *out = doc ? doc : AP_NONE;
    return AP_OK;
}

/* A copy with one function exchanged: @x.setter and the like. */
static ap_ret property_with(ap_ctx *c, ap_word *a, int which, ap_word *out)
{
    ap_word fns[P_WORDS];
    for (int i = 0; i < P_WORDS; i++)
        fns[i] = ap_get(c, a[0], i);
    fns[which] = a[1];
    return property_make(c, ap_class_of(c, a[0]), fns, out);
}

static ap_ret property_getter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return property_with(c, a, P_GET, out);
}

static ap_ret property_setter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return property_with(c, a, P_SET, out);
}

static ap_ret property_deleter(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return property_with(c, a, P_DEL, out);
}

GETTER(property_fget, ap_get(c, a[0], P_GET))
GETTER(property_fset, ap_get(c, a[0], P_SET))
GETTER(property_fdel, ap_get(c, a[0], P_DEL))

static const ap_native_fn property_methods[] = {
    {"__new__", property_new, 0, 0, "cls, fget=, fset=, fdel=, doc=", 0},
    {"__init__", nothing, 1, -1, NULL, 0},
    {"getter", property_getter, 2, 2, NULL, 0},
    {"setter", property_setter, 2, 2, NULL, 0},
    {"deleter", property_deleter, 2, 2, NULL, 0},
    {"__doc__", property_doc, 1, 1, NULL, AP_FN_GETTER},
    {"fget", property_fget, 1, 1, NULL, AP_FN_GETTER},
    {"fset", property_fset, 1, 1, NULL, AP_FN_GETTER},
    {"fdel", property_fdel, 1, 1, NULL, AP_FN_GETTER},
    {0}};

static ap_ret wrapper_new(ap_ctx *c, ap_kind kind, const ap_word *a,
                          ap_word *out)
{
    AP_TRY(ap_new(c, kind, a[0], 1, out));
    ap_set(c, *out, 0, a[1]);
    return AP_OK;
}

static ap_ret staticmethod_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return wrapper_new(c, AP_KIND_STATICMETHOD, a, out);
}

static ap_ret classmethod_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return wrapper_new(c, AP_KIND_CLASSMETHOD, a, out);
}

GETTER(wrapper_func, ap_get(c, a[0], 0))

static const ap_native_fn staticmethod_methods[] = {
    {"__new__", staticmethod_new, 2, 2, NULL, 0},
    {"__func__", wrapper_func, 1, 1, NULL, AP_FN_GETTER},
    {"__wrapped__", wrapper_func, 1, 1, NULL, AP_FN_GETTER},
    {0}};
static const ap_native_fn classmethod_methods[] = {
    {"__new__", classmethod_new, 2, 2, NULL, 0},
    {"__func__", wrapper_func, 1, 1, NULL, AP_FN_GETTER},
    {"__wrapped__", wrapper_func, 1, 1, NULL, AP_FN_GETTER},
    {0}};

/* ---- super --------------------------------------------------------- */

/* super() without arguments: __class__ and the first argument of the
 * function that calls it. */
static ap_ret super_here(ap_ctx *c, ap_word *class_, ap_word *obj)
{
    ap_word f = c->frame;
    if (ap_kind_of(c, f) != AP_KIND_FRAME)
        return ap_raise(c, AP_X_RuntimeError, "super(): no current frame");
    const ap_code *code = ap_code_at(c->world, ap_frame_code(c, f))->code;
    *obj = code->argcount ? ap_get(c, f, AP_FRAME_FAST) : AP_NULL;
    if (ap_kind_of(c, *obj) == AP_KIND_CELL)
        *obj = ap_get(c, *obj, 0);
    if (!*obj)
        return ap_raise(c, AP_X_RuntimeError, "super(): no arguments");
    for (int i = 0; i < code->nplus; i++)
        if (code->plus_kind[i] & AP_FREE
            && strcmp(code->plus[i], "__class__") == 0) {
            *class_ = ap_get(c, ap_get(c, f, AP_FRAME_FAST + i), 0);
            return AP_OK;
        }
    return ap_raise(c, AP_X_RuntimeError,
                    "super(): __class__ cell not found");
}

static ap_ret super_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word class_ = n > 1 ? a[1] : AP_NULL, obj = n > 2 ? a[2] : AP_NULL;
    if (n == 1)
        AP_TRY(super_here(c, &class_, &obj));
    if (ap_kind_of(c, class_) != AP_KIND_CLASS)
        return ap_raise(c, AP_X_TypeError,
                        "super() argument 1 must be a type, not %s",
                        ap_type_name(c, class_));
    ap_word type = obj ? ap_class_of(c, obj) : AP_NULL;
    if (obj && ap_kind_of(c, obj) == AP_KIND_CLASS
        && ap_issubclass(c, obj, class_))
        type = obj;
    if (!obj || !ap_issubclass(c, type, class_))
        return ap_raise(c, AP_X_TypeError,
                        "super(type, obj): obj must be an instance or "
                        "subtype of type");
    AP_TRY(ap_new(c, AP_KIND_SUPER, AP_NULL, 3, out));
    ap_set(c, *out, 0, class_);
    ap_set(c, *out, 1, obj);
    ap_set(c, *out, 2, type);
    return AP_OK;
}

static const ap_native_fn super_methods[] = {
    {"__new__", super_new, 1, 3, NULL, 0},
    {"__init__", nothing, 1, -1, NULL, 0},
    {0}};

/* ---- modules, cells ------------------------------------------------ */

static ap_ret module_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_str_fmt(c, out, "<module '%s'>",
                      ap_str_bytes(c, ap_get(c, a[0], 0), NULL));
}

static ap_ret cell_contents(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_get(c, a[0], 0);
    return *out ? AP_OK : ap_raise(c, AP_X_ValueError, "Cell is empty");
}

static const ap_native_fn module_methods[] = {
    {"__repr__", module_repr, 1, 1, NULL, 0}, {0}};
static const ap_native_fn cell_methods[] = {
    {"cell_contents", cell_contents, 1, 1, NULL, AP_FN_GETTER}, {0}};

const ap_kind_methods ap_core_methods[] = {
    {AP_CLASS_OF_OBJECT, object_methods},
    {AP_KIND_CLASS, type_methods},
    {AP_KIND_FUNC, func_methods},
    {AP_KIND_CODE, code_methods},
    {AP_KIND_METHOD, method_methods},
    {AP_KIND_CFUNC, cfunc_methods},
    {AP_KIND_PROPERTY, property_methods},
    {AP_KIND_STATICMETHOD, staticmethod_methods},
    {AP_KIND_CLASSMETHOD, classmethod_methods},
    {AP_KIND_SUPER, super_methods},
    {AP_KIND_MODULE, module_methods},
    {AP_KIND_CELL, cell_methods},
    {AP_KIND_GENERATOR, ap_generator_methods},
    {AP_KIND_EXC, ap_exception_methods},
    {AP_KIND_TRACE, ap_trace_methods},
    {0, NULL}};
