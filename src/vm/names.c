/* Names: globals, builtins, class bodies, cells without a value, imports. */
#include "calls_i.h"
#include "exec_i.h"

#include <string.h>

/* ---- unbound ------------------------------------------------------- */

ap_word ap_plus_name(const ap_ctx *c, const ap_code *code, uint32_t slot)
{
    return ap_interned(c, code->plus[slot]);
}

ap_ret ap_unbound_local(ap_ctx *c, const ap_code *code, uint32_t slot)
{
    return ap_raise(c, AP_X_UnboundLocalError,
                    "cannot access local variable '%s' where it is not "
                    "associated with a value",
                    code->plus[slot]);
}

ap_ret ap_unbound_cell(ap_ctx *c, const ap_code *code, uint32_t slot)
{
    if (!(code->plus_kind[slot] & AP_FREE))
        return ap_unbound_local(c, code, slot);
    return ap_raise(c, AP_X_NameError,
                    "cannot access free variable '%s' where it is not "
                    "associated with a value in enclosing scope",
                    code->plus[slot]);
}

/* The first local, where it is called self and has the name. */
static ap_word self_with(const ap_ctx *c, ap_word name)
{
    if (ap_kind_of(c, c->frame) != AP_KIND_FRAME)
        return AP_NULL;
    const ap_code *code =
        ap_code_at(c->world, ap_frame_code(c, c->frame))->code;
    ap_word self = code->nlocals && strcmp(code->plus[0], "self") == 0
        ? ap_get(c, c->frame, AP_FRAME_FAST)
        : AP_NULL;
    if (!self || ap_kind_of(c, self) == AP_KIND_CELL)
        return AP_NULL;
    const ap_head *h = ap_is_obj(self) ? ap_head_of(c, self) : NULL;
    ap_word dict = h && h->flags & AP_F_DICT
        ? ap_get(c, self, (int)h->units - 3)
        : AP_NULL;
    bool has = (dict && ap_dict_peek(c, dict, name))
        || ap_type_lookup(c, ap_class_of(c, self), name);
    return has ? self : AP_NULL;
}

static ap_ret not_defined(ap_ctx *c, ap_word name)
{
    ap_ret r = ap_raise(c, AP_X_NameError, "name '%s' is not defined",
                        ap_str_bytes(c, name, NULL));
    return ap_raise_about(c, r, name, self_with(c, name));
}

/* ---- loading ------------------------------------------------------- */

/* A location that is not there, found among the builtins, is not told:
 * nobody writes there. */
ap_ret ap_load_global(ap_ctx *c, ap_word frame, ap_word name, ap_word *out)
{
    ap_word globals = ap_get(c, frame, AP_FRAME_GLOBALS);
    *out = ap_dict_peek(c, globals, name);
    if (*out) {
        ap_touch(c, AP_AT_GLOBAL, globals, name, false, false);
        return AP_OK;
    }
    *out = ap_dict_peek(c, ap_load(&c->process->builtins), name);
    if (*out)
        return AP_OK;
    ap_touch(c, AP_AT_GLOBAL, globals, name, false, false);
    return not_defined(c, name);
}

ap_ret ap_load_name(ap_ctx *c, ap_word frame, ap_word names, ap_word name,
                    ap_word *out)
{
    if (names && names != ap_get(c, frame, AP_FRAME_GLOBALS)) {
        *out = ap_dict_peek(c, names, name);
        if (*out)
            return AP_OK;
    }
    return ap_load_global(c, frame, name, out);
}

ap_ret ap_store_name(ap_ctx *c, ap_word dict, ap_word name, ap_word value)
{
    if (!c->event)
        return ap_dict_set_str(c, dict, name, value);
    ap_word old = ap_dict_peek(c, dict, name);
    AP_TRY(ap_dict_set_str(c, dict, name, value));
    ap_touch(c, AP_AT_GLOBAL, dict, name, true, false);
    c->event->old = old;
    c->event->value = value;
    return AP_OK;
}

ap_ret ap_delete_name(ap_ctx *c, ap_word dict, ap_word name)
{
    bool found = false;
    ap_touch(c, AP_AT_GLOBAL, dict, name, true, false);
    AP_TRY(ap_dict_del(c, dict, name, &found));
    return found ? AP_OK : not_defined(c, name);
}

ap_ret ap_setup_annotations(ap_ctx *c, ap_word names)
{
    ap_word name = ap_interned(c, "__annotations__"), dict;
    if (ap_dict_peek(c, names, name))
        return AP_OK;
    AP_TRY(ap_dict_new(c, &dict));
    return ap_dict_set_str(c, names, name, dict);
}

/* ---- imports ------------------------------------------------------- */

/* Index in the image of the module of this name whose body has not begun. */
static int not_started(const ap_ctx *c, const char *name)
{
    const ap_image *im = c->world->im;
    for (int i = 0; i < ap_image_modules(im); i++)
        if (strcmp(ap_image_module(im, (uint32_t)i)->name, name) == 0
            && !(c->process->started[i / 64] >> i % 64 & 1))
            return i;
    return -1;
}

static ap_ret no_module(ap_ctx *c, const char *name)
{
    return ap_raise(c, AP_X_ModuleNotFoundError, "No module named '%s'", name);
}

/* `import a.b` gives a, `from a.b import c` gives a.b. AP_CALLED: a body was
 * put on top; the import is then done again. */
ap_ret ap_import_name(ap_ctx *c, ap_word frame, ap_word name, ap_word fromlist,
                 ap_word level, ap_word *out)
{
    (void)level;
    const char *s = ap_str_bytes(c, name, NULL);
    const char *dot = strchr(s, '.');
    ap_word module = ap_module_named(c, s);
    if (!module)
        return no_module(c, s);
    char top[128];
    ap_print(top, sizeof top, "%.*s", dot ? (int)(dot - s) : 127, s);
    int parent = not_started(c, top), i = not_started(c, s);
    if (parent >= 0 || i >= 0) {
        AP_TRY(ap_module_start(c, (uint32_t)(parent >= 0 ? parent : i),
                               frame));
        return AP_CALLED;
    }
    *out = dot && fromlist == AP_NONE ? ap_module_named(c, top) : module;
    return *out ? AP_OK : no_module(c, top);
}

ap_ret ap_import_from(ap_ctx *c, ap_word module, ap_word name, ap_word *out)
{
    ap_ret r = ap_getattr(c, module, name, out);
    if (r != AP_RAISE || !ap_raised_is(c, AP_X_AttributeError))
        return r;
    ap_clear(c);
    bool is_module = ap_kind_of(c, module) == AP_KIND_MODULE;
    const char *of = is_module
        ? ap_str_bytes(c, ap_get(c, module, 0), NULL)
        : "<unknown module name>";
    char full[256];
    ap_print(full, sizeof full, "%s.%s", of, ap_str_bytes(c, name, NULL));
    *out = is_module ? ap_module_named(c, full) : AP_NULL;
    if (*out)
        return AP_OK;
    ap_ret failed = ap_raise(
        c, AP_X_ImportError,
        "cannot import name '%s' from '%s' (unknown location)",
        ap_str_bytes(c, name, NULL), of);
    return ap_raise_about(c, failed, name, is_module ? module : AP_NULL);
}

/* ---- super().name -------------------------------------------------- */

ap_ret ap_load_super(ap_ctx *c, const ap_word *a, ap_word name, ap_word *out)
{
    ap_word super = a[0], class_ = a[1], obj = a[2], made;
    if (super != ap_class_of_kind(c, AP_KIND_SUPER)) {
        AP_TRY(ap_sub(c, super, a + 1, 2, AP_NULL, &made));
        return ap_getattr(c, made, name, out);
    }
    ap_word type = ap_class_of(c, obj);
    if (ap_kind_of(c, obj) == AP_KIND_CLASS && ap_issubclass(c, obj, class_))
        type = obj;
    else if (!ap_issubclass(c, type, class_))
        return ap_raise(c, AP_X_TypeError,
                        "super(type, obj): obj must be an instance or "
                        "subtype of type");
    return ap_super_get(c, class_, obj, type, name, out);
}
