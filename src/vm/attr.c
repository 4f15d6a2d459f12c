/* Attributes: lookup along the MRO, descriptors, binding, setting.
 *
 * Words used here
 *   found   what the MRO of the object's class has under the name
 *   bound   what obj.name gives for it: a method for a function, … */
#include "calls_i.h"
#include "quick_i.h"

#include <string.h>

/* ---- lookup -------------------------------------------------------- */

static ap_word lookup_from(const ap_ctx *c, ap_word mro, int from,
                           ap_word name, ap_word *owner)
{
    int n = ap_classes_with(c, mro, name);
    ap_word hash = ap_hash_word_of(c, name);
    for (int i = from; i < n; i++) {
        ap_word class_ = ap_tuple_at(c, mro, i);
        ap_word dict = ap_get(c, class_, AP_CLASS_DICT);
        ap_word v = ap_dict_may_have(c, dict, hash)
            ? ap_dict_peek(c, dict, name)
            : AP_NULL;
        if (v) {
            *owner = class_;
            return v;
        }
    }
    return AP_NULL;
}

ap_word ap_type_lookup(const ap_ctx *c, ap_word class_, ap_word name)
{
    ap_word owner;
    return lookup_from(c, ap_get(c, class_, AP_CLASS_MRO), 0, name, &owner);
}

bool ap_issubclass(const ap_ctx *c, ap_word sub, ap_word class_)
{
    if (sub == class_)
        return true;
    ap_word mro = ap_get(c, sub, AP_CLASS_MRO);
    for (int i = 1; i < ap_tuple_len(c, mro); i++)
        if (ap_tuple_at(c, mro, i) == class_)
            return true;
    return false;
}

bool ap_isinstance(const ap_ctx *c, ap_word obj, ap_word class_)
{
    return ap_issubclass(c, ap_class_of(c, obj), class_);
}

/* Where the dict of attributes hangs, or NULL. */
static ap_slot *dict_slot(const ap_ctx *c, ap_word obj)
{
    if (!ap_is_obj(obj))
        return NULL;
    const ap_head *h = ap_head_of(c, obj);
    return h->flags & AP_F_DICT ? ap_body(c, obj) + h->units - 3 : NULL;
}

static ap_word own_attribute(const ap_ctx *c, ap_word obj, ap_word name)
{
    const ap_slot *slot = dict_slot(c, obj);
    ap_word dict = slot ? ap_load(slot) : AP_NULL;
    return dict ? ap_dict_peek(c, dict, name) : AP_NULL;
}

ap_ret ap_dict_of(ap_ctx *c, ap_word obj, ap_word *out)
{
    ap_slot *slot = dict_slot(c, obj);
    *out = slot ? ap_load(slot) : AP_NULL;
    if (*out || !slot)
        return AP_OK;
    AP_TRY(ap_dict_new(c, out));
    ap_mind_cold(c, obj);
    ap_publish_into(c, obj, *out);
    ap_store(slot, *out);
    return AP_OK;
}

/* ---- binding ------------------------------------------------------- */

static ap_ret make_method(ap_ctx *c, ap_word func, ap_word self, ap_word *out)
{
    AP_TRY(ap_new(c, AP_KIND_METHOD, AP_NULL, 2, out));
    ap_set(c, *out, 0, func);
    ap_set(c, *out, 1, self);
    return AP_OK;
}

static ap_ret bind_cfunc(ap_ctx *c, ap_word cfunc, ap_word self, ap_word *out)
{
    AP_TRY(ap_new(c, AP_KIND_CFUNC, AP_NULL, AP_CFUNC_WORDS, out));
    ap_set(c, *out, AP_CFUNC_NUMBER, ap_get(c, cfunc, AP_CFUNC_NUMBER));
    ap_set(c, *out, AP_CFUNC_OWNER, ap_get(c, cfunc, AP_CFUNC_OWNER));
    ap_set(c, *out, AP_CFUNC_SELF, self);
    return AP_OK;
}

/* A function that becomes a method when it is found in a class. */
static bool is_method_like(const ap_ctx *c, ap_word w)
{
    ap_kind kind = ap_kind_of(c, w);
    return kind == AP_KIND_FUNC
        || (kind == AP_KIND_CFUNC && !ap_get(c, w, AP_CFUNC_SELF)
            && ap_get(c, w, AP_CFUNC_OWNER));
}

static ap_ret call_getter(ap_ctx *c, ap_word property, ap_word obj,
                          ap_word name, ap_word *out)
{
    ap_word getter = ap_get(c, property, 0);
    if (!getter || getter == AP_NONE)
        return ap_raise(c, AP_X_AttributeError,
                        "property '%s' of '%s' object has no getter",
                        ap_str_bytes(c, name, NULL), ap_type_name(c, obj));
    if (ap_kind_of(c, getter) == AP_KIND_CFUNC)
        return ap_call(c, getter, &obj, 1, AP_NULL, out);
    return ap_sub(c, getter, &obj, 1, AP_NULL, out);
}

/* Has the value's class this method? Only Python classes are asked. */
static ap_word user_hook(const ap_ctx *c, ap_word w, ap_word name)
{
    return ap_is_user(c, w) ? ap_type_lookup(c, ap_class_of(c, w), name)
                            : AP_NULL;
}

/* What found gives for obj (AP_NULL: for the class itself). */
static ap_ret bind(ap_ctx *c, ap_word found, ap_word obj, ap_word class_,
                   ap_word name, ap_word *out)
{
    *out = found;
    switch (ap_kind_of(c, found)) {
    case AP_KIND_FUNC:
        return obj ? make_method(c, found, obj, out) : AP_OK;
    case AP_KIND_CFUNC:
        return obj && is_method_like(c, found)
            ? bind_cfunc(c, found, obj, out)
            : AP_OK;
    case AP_KIND_STATICMETHOD:
        *out = ap_get(c, found, 0);
        return AP_OK;
    case AP_KIND_CLASSMETHOD: {
        ap_word func = ap_get(c, found, 0);
        return ap_kind_of(c, func) == AP_KIND_CFUNC
            ? bind_cfunc(c, func, class_, out)
            : make_method(c, func, class_, out);
    }
    case AP_KIND_PROPERTY:
        return obj ? call_getter(c, found, obj, name, out) : AP_OK;
    default:
        break;
    }
    ap_word get = user_hook(c, found, c->world->hot.get);
    ap_word args[] = {found, obj ? obj : AP_NONE, class_};
    return get ? ap_sub(c, get, args, 3, AP_NULL, out) : AP_OK;
}

static bool is_data_descriptor(const ap_ctx *c, ap_word found)
{
    return ap_kind_of(c, found) == AP_KIND_PROPERTY
        || user_hook(c, found, c->world->hot.set);
}

bool ap_is_plain_value(const ap_ctx *c, ap_word found)
{
    switch (ap_kind_of(c, found)) {
    case AP_KIND_FUNC: case AP_KIND_CFUNC: case AP_KIND_PROPERTY:
    case AP_KIND_STATICMETHOD: case AP_KIND_CLASSMETHOD:
        return false;
    default:
        return true;
    }
}

/* A class's plain attribute is a location of its own; functions and the like
 * are taken as part of the class. */
static void touch_class(ap_ctx *c, ap_word owner, ap_word name, ap_word found)
{
    if (c->event && ap_is_plain_value(c, found))
        ap_touch(c, AP_AT_ATTR, owner, name, false, false);
}

/* ---- getting ------------------------------------------------------- */

static ap_ret say_no_attribute(ap_ctx *c, ap_word obj, const char *name)
{
    size_t n;
    if (ap_kind_of(c, obj) == AP_KIND_MODULE)
        return ap_raise(c, AP_X_AttributeError,
                        "module '%s' has no attribute '%s'",
                        ap_str_bytes(c, ap_get(c, obj, 0), &n), name);
    if (ap_kind_of(c, obj) == AP_KIND_CLASS)
        return ap_raise(c, AP_X_AttributeError,
                        "type object '%s' has no attribute '%s'",
                        ap_str_bytes(c, ap_get(c, obj, AP_CLASS_NAME), &n),
                        name);
    return ap_raise(c, AP_X_AttributeError, "'%s' object has no attribute '%s'",
                    ap_type_name(c, obj), name);
}

static ap_ret no_attribute(ap_ctx *c, ap_word obj, ap_word name)
{
    ap_ret r = say_no_attribute(c, obj, ap_str_bytes(c, name, NULL));
    return ap_raise_about(c, r, name, obj);
}

/* __getattr__ of the class, or the error. */
static ap_ret get_missing(ap_ctx *c, ap_word obj, ap_word name, ap_word *out)
{
    ap_word hook = user_hook(c, obj, c->world->hot.getattr);
    ap_word args[] = {obj, name};
    return hook ? ap_sub(c, hook, args, 2, AP_NULL, out)
                : no_attribute(c, obj, name);
}

static ap_ret get_of_module(ap_ctx *c, ap_word m, ap_word name, ap_word *out)
{
    ap_word dict = ap_get(c, m, 1);
    ap_touch(c, AP_AT_GLOBAL, dict, name, false, false);
    *out = ap_dict_peek(c, dict, name);
    if (*out)
        return AP_OK;
    if (name == c->world->hot.dict) {
        *out = dict;
        return AP_OK;
    }
    ap_word class_ = ap_class_of(c, m);
    ap_word found = ap_type_lookup(c, class_, name);
    return found ? bind(c, found, m, class_, name, out)
                 : no_attribute(c, m, name);
}

static ap_ret get_of_class(ap_ctx *c, ap_word class_, ap_word name,
                           ap_word *out)
{
    ap_word meta = ap_class_of(c, class_), owner;
    ap_word above = ap_type_lookup(c, meta, name);
    if (above && is_data_descriptor(c, above))
        return bind(c, above, class_, meta, name, out);
    ap_word found = lookup_from(c, ap_get(c, class_, AP_CLASS_MRO), 0, name,
                                &owner);
    if (found) {
        touch_class(c, owner, name, found);
        return bind(c, found, AP_NULL, class_, name, out);
    }
    return above ? bind(c, above, class_, meta, name, out)
                 : no_attribute(c, class_, name);
}

static ap_ret get_of_super(ap_ctx *c, ap_word super, ap_word name,
                           ap_word *out)
{
    ap_word obj = ap_get(c, super, 1), type = ap_get(c, super, 2);
    if (name == c->world->hot.class_) {
        *out = ap_class_of(c, super);
        return AP_OK;
    }
    return ap_super_get(c, ap_get(c, super, 0), obj, type, name, out);
}

ap_ret ap_super_get(ap_ctx *c, ap_word class_, ap_word obj, ap_word type,
                    ap_word name, ap_word *out)
{
    ap_word mro = ap_get(c, type, AP_CLASS_MRO), owner;
    int from = 0, n = ap_tuple_len(c, mro);
    while (from < n && ap_tuple_at(c, mro, from) != class_)
        from++;
    ap_word found = lookup_from(c, mro, from + 1, name, &owner);
    if (!found)
        return ap_raise(c, AP_X_AttributeError,
                        "'super' object has no attribute '%s'",
                        ap_str_bytes(c, name, NULL));
    return bind(c, found, obj == type ? AP_NULL : obj, type, name, out);
}

ap_ret ap_getattr_plain(ap_ctx *c, ap_word obj, ap_word name, ap_word *out)
{
    ap_word class_ = ap_class_of(c, obj), owner = AP_NULL;
    ap_word found = lookup_from(c, ap_get(c, class_, AP_CLASS_MRO), 0, name,
                                &owner);
    if (found && is_data_descriptor(c, found))
        return bind(c, found, obj, class_, name, out);
    ap_word own = own_attribute(c, obj, name);
    if (own) {
        ap_touch(c, AP_AT_ATTR, obj, name, false, false);
        *out = own;
        return AP_OK;
    }
    if (found) { /* and that obj has none of its own was looked at, too */
        if (ap_is_plain_value(c, found))
            ap_touch(c, AP_AT_ATTR, obj, name, false, false);
        touch_class(c, owner, name, found);
        return bind(c, found, obj, class_, name, out);
    }
    ap_touch(c, AP_AT_ATTR, obj, name, false, false);
    return get_missing(c, obj, name, out);
}

ap_ret ap_getattr(ap_ctx *c, ap_word obj, ap_word name, ap_word *out)
{
    switch (ap_kind_of(c, obj)) {
    case AP_KIND_MODULE:
        return get_of_module(c, obj, name, out);
    case AP_KIND_CLASS:
        return get_of_class(c, obj, name, out);
    case AP_KIND_SUPER:
        return get_of_super(c, obj, name, out);
    default:
        break;
    }
    ap_word class_ = ap_class_of(c, obj);
    if (ap_get(c, class_, AP_CLASS_FLAGS) & AP_CF_GETATTRIBUTE) {
        ap_word hook =
            ap_type_lookup(c, class_, c->world->hot.getattribute);
        ap_word args[] = {obj, name};
        ap_ret r = ap_sub(c, hook, args, 2, AP_NULL, out);
        if (r != AP_RAISE || !ap_raised_is(c, AP_X_AttributeError)
            || !user_hook(c, obj, c->world->hot.getattr))
            return r;
        ap_clear(c);
        return get_missing(c, obj, name, out);
    }
    return ap_getattr_plain(c, obj, name, out);
}

ap_ret ap_getattr_method(ap_ctx *c, ap_word obj, ap_word name, ap_word *func,
                         ap_word *self)
{
    ap_kind kind = ap_kind_of(c, obj);
    *self = AP_NULL;
    if (kind != AP_KIND_MODULE && kind != AP_KIND_CLASS
        && kind != AP_KIND_SUPER) {
        ap_word class_ = ap_class_of(c, obj);
        ap_word found = ap_type_lookup(c, class_, name);
        if (found && is_method_like(c, found)
            && !(ap_get(c, class_, AP_CLASS_FLAGS) & AP_CF_GETATTRIBUTE)
            && !own_attribute(c, obj, name)) {
            *func = found;
            *self = obj;
            return AP_OK;
        }
    }
    return ap_getattr(c, obj, name, func);
}

ap_ret ap_attr_get(ap_ctx *c, ap_word obj, const char *name, ap_word *out)
{
    ap_word word;
    AP_TRY(ap_name_word(c, name, &word));
    return ap_getattr(c, obj, word, out);
}

/* The interned str of the text, or a fresh one. */
ap_ret ap_name_word(ap_ctx *c, const char *s, ap_word *out)
{
    *out = ap_interned(c, s);
    return *out ? AP_OK : ap_str_new(c, s, strlen(s), out);
}

/* ---- setting ------------------------------------------------------- */

static ap_ret set_in_dict(ap_ctx *c, ap_word dict, ap_where where, ap_word obj,
                          ap_word name, ap_word value)
{
    if (c->event) {
        ap_word old = ap_dict_peek(c, dict, name);
        AP_TRY(ap_dict_set_str(c, dict, name, value));
        ap_touch(c, where, obj, name, true, false);
        c->event->old = old;
        c->event->value = value;
        return AP_OK;
    }
    return ap_dict_set_str(c, dict, name, value);
}

static ap_ret unset_in_dict(ap_ctx *c, ap_word dict, ap_where where,
                            ap_word obj, ap_word name)
{
    bool found = false;
    ap_touch(c, where, obj, name, true, false);
    if (dict)
        AP_TRY(ap_dict_del(c, dict, name, &found));
    return found ? AP_OK : no_attribute(c, obj, name);
}

/* value AP_NULL: delete. */
static ap_ret set_or_unset(ap_ctx *c, ap_word dict, ap_where where,
                           ap_word obj, ap_word name, ap_word value)
{
    return value ? set_in_dict(c, dict, where, obj, name, value)
                 : unset_in_dict(c, dict, where, obj, name);
}

static ap_ret set_of_class(ap_ctx *c, ap_word class_, ap_word name,
                           ap_word value)
{
    uint64_t flags = ap_get(c, class_, AP_CLASS_FLAGS);
    if (flags & AP_CF_BUILTIN)
        return ap_raise(c, AP_X_TypeError,
                        "cannot set '%s' attribute of immutable type '%s'",
                        ap_str_bytes(c, name, NULL),
                        ap_str_bytes(c, ap_get(c, class_, AP_CLASS_NAME),
                                     NULL));
    ap_word above = ap_type_lookup(c, ap_class_of(c, class_), name);
    if (above && ap_kind_of(c, above) == AP_KIND_PROPERTY
        && ap_get(c, above, 1) && value)
        return ap_property_set(c, above, class_, name, value);
    if (ap_has_class_method(c, class_, "__class_setattr__"))
        AP_TRY(ap_class_method(c, class_, "__class_setattr__", &name, 1,
                               &above));
    AP_TRY(set_or_unset(c, ap_get(c, class_, AP_CLASS_DICT), AP_AT_ATTR,
                        class_, name, value));
    ap_class_hooks(c, class_);
    return AP_OK;
}

ap_ret ap_property_set(ap_ctx *c, ap_word property, ap_word obj, ap_word name,
                       ap_word value)
{
    ap_word setter = ap_get(c, property, value ? 1 : 2), none;
    ap_word args[] = {obj, value};
    if (!setter || setter == AP_NONE)
        return ap_raise(c, AP_X_AttributeError,
                        "property '%s' of '%s' object has no %s",
                        ap_str_bytes(c, name, NULL), ap_type_name(c, obj),
                        value ? "setter" : "deleter");
    if (ap_kind_of(c, setter) == AP_KIND_CFUNC)
        return ap_call(c, setter, args, value ? 2 : 1, AP_NULL, &none);
    return ap_sub(c, setter, args, value ? 2 : 1, AP_NULL, &none);
}

ap_ret ap_setattr_plain(ap_ctx *c, ap_word obj, ap_word name, ap_word value)
{
    ap_word found = ap_type_lookup(c, ap_class_of(c, obj), name), dict, none;
    if (found && ap_kind_of(c, found) == AP_KIND_PROPERTY)
        return ap_property_set(c, found, obj, name, value);
    ap_word hook = found ? user_hook(c, found, value ? c->world->hot.set
                                                     : c->world->hot.delete_)
                         : AP_NULL;
    if (hook) {
        ap_word args[] = {found, obj, value};
        return ap_sub(c, hook, args, value ? 3 : 2, AP_NULL, &none);
    }
    AP_TRY(ap_dict_of(c, obj, &dict));
    ap_word class_ = ap_class_of(c, obj);
    if (dict && value && ap_get(c, class_, AP_CLASS_FLAGS) & AP_CF_SLOTS
        && !ap_class_has_slot(c, class_, name))
        return no_attribute(c, obj, name);
    if (dict)
        return set_or_unset(c, dict, AP_AT_ATTR, obj, name, value);
    if (found)
        return ap_raise(c, AP_X_AttributeError,
                        "'%s' object attribute '%s' is read-only",
                        ap_type_name(c, obj), ap_str_bytes(c, name, NULL));
    return no_attribute(c, obj, name);
}

ap_ret ap_setattr(ap_ctx *c, ap_word obj, ap_word name, ap_word value)
{
    ap_kind kind = ap_kind_of(c, obj);
    if (kind == AP_KIND_MODULE)
        return set_or_unset(c, ap_get(c, obj, 1), AP_AT_GLOBAL,
                            value ? ap_get(c, obj, 1) : obj, name, value);
    if (kind == AP_KIND_CLASS)
        return set_of_class(c, obj, name, value);
    ap_word class_ = ap_class_of(c, obj), none;
    if (ap_get(c, class_, AP_CLASS_FLAGS) & AP_CF_SETATTR) {
        ap_word args[] = {obj, name, value};
        ap_word hook = ap_type_lookup(c, class_,
                                      value ? c->world->hot.setattr
                                            : c->world->hot.delattr);
        return ap_sub(c, hook, args, value ? 3 : 2, AP_NULL, &none);
    }
    return ap_setattr_plain(c, obj, name, value);
}
