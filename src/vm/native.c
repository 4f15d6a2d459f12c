/* Native tables: functions get numbers, their parameter texts are taken
 * apart once; classes get rows. Then what native code asks about its own
 * objects, modules and kept words. */
#include "types_i.h"
#include "world_i.h"

#include <string.h>

void ap_must(ap_ret r)
{
    AP_ASSERT(r == AP_OK);
}

ap_word ap_name(ap_ctx *c, const char *s)
{
    ap_word w;
    ap_must(ap_intern(c, s, strlen(s), &w));
    return w;
}

/* ---- parameters --------------------------------------------------------- */

/* One parameter of "self, blocking=, *, timeout=, *args, **kwargs". */
static void add_param(ap_ctx *c, ap_native *nat, const char *s, size_t n)
{
    if (n == 1 && *s == '*') {
        nat->npositional = nat->nparams;
    } else if (n > 2 && s[1] == '*') {
        nat->has_kw = true;
    } else if (*s == '*') {
        nat->has_star = true;
        nat->npositional = nat->nparams;
    } else {
        bool optional = s[n - 1] == '=';
        ap_must(ap_intern(c, s, n - optional, &nat->names[nat->nparams++]));
        if (!optional)
            nat->nrequired = nat->nparams;
    }
}

static void parse_params(ap_ctx *c, ap_native *nat)
{
    enum { MOST = 24 };
    const char *s = nat->fn->params;
    nat->has_params = true;
    nat->npositional = -1;
    nat->names = ap_arena_alloc(c->world->arena, MOST * sizeof(ap_word));
    while (*s) {
        size_t n = strcspn(s, ",");
        AP_ASSERT(n && nat->nparams < MOST);
        add_param(c, nat, s, n);
        s += n;
        s += strspn(s, ", ");
    }
    if (nat->npositional < 0)
        nat->npositional = nat->nparams;
}

ap_word ap_cfunc_make(ap_ctx *c, const ap_native_fn *fn, ap_word owner,
                      const char *owner_name)
{
    ap_vec *all = &c->world->natives;
    ap_native nat = {.fn = fn, .owner = owner_name};
    nat.is_method = owner && !(fn->flags & (AP_FN_STATIC | AP_FN_CLASS))
        && strcmp(fn->name, "__new__") != 0;
    if (fn->params)
        parse_params(c, &nat);
    ap_word w;
    ap_must(ap_new(c, AP_KIND_CFUNC, AP_NULL, AP_CFUNC_WORDS, &w));
    ap_set(c, w, AP_CFUNC_NUMBER, all->len);
    ap_set(c, w, AP_CFUNC_OWNER, owner);
    ap_vec_push(all, &nat);
    return w;
}

/* ---- classes' rows ------------------------------------------------- */

static ap_word wrapped(ap_ctx *c, ap_kind kind, ap_word func)
{
    ap_word w;
    ap_must(ap_new(c, kind, AP_NULL, 4, &w));
    ap_set(c, w, 0, func);
    return w;
}

static void add_setter(ap_ctx *c, ap_word dict, ap_word name, ap_word func)
{
    ap_word property = ap_dict_peek(c, dict, name);
    AP_ASSERT(property);
    ap_set(c, property, 1, func);
}

void ap_class_add_methods(ap_ctx *c, ap_word class_, const ap_native_fn *rows)
{
    ap_word dict = ap_get(c, class_, AP_CLASS_DICT);
    const char *owner =
        ap_str_bytes(c, ap_get(c, class_, AP_CLASS_NAME), NULL);
    for (; rows->name; rows++) {
        ap_word name = ap_name(c, rows->name);
        ap_word func = ap_cfunc_make(c, rows, class_, owner);
        ap_word value = func;
        if (rows->flags & AP_FN_SETTER) {
            add_setter(c, dict, name, func);
            continue;
        }
        if (rows->flags & AP_FN_GETTER)
            value = wrapped(c, AP_KIND_PROPERTY, func);
        else if (rows->flags & AP_FN_CLASS)
            value = wrapped(c, AP_KIND_CLASSMETHOD, func);
        else if (rows->flags & AP_FN_STATIC
                 || strcmp(rows->name, "__new__") == 0)
            value = wrapped(c, AP_KIND_STATICMETHOD, func);
        ap_must(ap_dict_set_str(c, dict, name, value));
    }
}

/* ---- native objects ------------------------------------------------ */

static const ap_native_class *row_of(const ap_ctx *c, ap_word class_)
{
    uint64_t layout = ap_get(c, class_, AP_CLASS_LAYOUT);
    size_t row = layout >> 32;
    if (!row)
        return NULL;
    return *(const ap_native_class **)ap_vec_at(&c->world->rows, row - 1);
}

const char *ap_type_name(const ap_ctx *c, ap_word w)
{
    ap_word class_ = ap_class_of(c, w);
    const ap_native_class *k =
        ap_kind_of(c, w) == AP_KIND_NATIVE ? row_of(c, class_) : NULL;
    bool is_own = k && !ap_class_is_user(c, class_);
    return is_own && k->shown
        ? k->shown
        : ap_str_bytes(c, ap_get(c, class_, AP_CLASS_NAME), NULL);
}

const char *ap_native_label(const ap_ctx *c, ap_word w)
{
    ap_word class_ = ap_class_of(c, w);
    const ap_native_class *k =
        ap_kind_of(c, w) == AP_KIND_NATIVE ? row_of(c, class_) : NULL;
    return k && !ap_class_is_user(c, class_) ? k->name : ap_type_name(c, w);
}

static bool is_sync(ap_role role)
{
    return role >= AP_ROLE_LOCK && role <= AP_ROLE_BARRIER;
}

ap_ret ap_native_new(ap_ctx *c, ap_word class_, ap_word *out)
{
    const ap_native_class *k = row_of(c, class_);
    AP_ASSERT(k);
    ap_ret r = ap_new(c, AP_KIND_NATIVE, class_, k->raw + k->refs, out);
    if (r != AP_OK)
        return r;
    ap_head_of(c, *out)->raw = (uint16_t)k->raw;
    if (is_sync(k->role))
        return ap_list_append(c, ap_load(&c->process->syncs), *out);
    return AP_OK;
}

ap_slot *ap_native_raw(const ap_ctx *c, ap_word obj)
{
    return ap_body(c, obj);
}

ap_slot *ap_native_refs(const ap_ctx *c, ap_word obj)
{
    return ap_body(c, obj) + ap_head_of(c, obj)->raw;
}

ap_word ap_native_class_of(const ap_ctx *c, const ap_native_class *k)
{
    const ap_world *w = c->world;
    for (size_t i = 0; i < w->rows.len; i++)
        if (*(const ap_native_class **)ap_vec_at(&w->rows, i) == k)
            return *(ap_word *)ap_vec_at(&w->row_classes, i);
    return AP_NULL;
}

bool ap_native_is(const ap_ctx *c, ap_word obj, const ap_native_class *k)
{
    if (ap_kind_of(c, obj) != AP_KIND_NATIVE)
        return false;
    ap_word class_ = ap_class_of(c, obj);
    if (row_of(c, class_) == k)
        return true;
    ap_word wanted = ap_native_class_of(c, k);
    return wanted && ap_issubclass(c, class_, wanted);
}

/* ---- modules and kept words ---------------------------------------- */

ap_slot *ap_keep(ap_ctx *c, int number)
{
    AP_ASSERT(number >= 0 && number < AP_KEEPS);
    return &c->process->keep[number];
}

static ap_word peek_text(const ap_ctx *c, ap_word dict, const char *s)
{
    ap_word name = ap_interned(c, s);
    return name ? ap_dict_peek(c, dict, name) : AP_NULL;
}

ap_word ap_module_named(ap_ctx *c, const char *name)
{
    return peek_text(c, ap_load(&c->process->modules), name);
}

ap_word ap_module_get(ap_ctx *c, ap_word module, const char *name)
{
    return peek_text(c, ap_get(c, module, 1), name);
}

ap_word ap_exception_class(const ap_ctx *c, ap_exception x)
{
    return ap_load(&c->process->exceptions[x]);
}

uint64_t *ap_chance(ap_ctx *c)
{
    return &c->thread->chance;
}
