/* Set-up: from nothing to a world whose main thread stands before its first
 * instruction.
 *
 *   1 classes of the kinds and of the exceptions, with their native methods
 *   2 the natives of lib; names, constants and code objects of the image
 *   3 freeze: what was made so far never changes and never moves
 *   4 modules and their dicts; library bodies run; __main__ stands ready
 *
 * Set-up has room enough by design (AP_SETUP_ROOM), so that it need not
 * handle AP_NOROOM. */
#include "calls_i.h"

#include "types_i.h"

#include <stdio.h>
#include <string.h>

/* ---- classes ------------------------------------------------------- */

static ap_word class_shell(ap_ctx *c, int kind, uint32_t flags)
{
    ap_word k;
    ap_must(ap_new(c, AP_KIND_CLASS, AP_NULL, AP_CLASS_WORDS, &k));
    ap_set(c, k, AP_CLASS_FLAGS, flags);
    ap_set(c, k, AP_CLASS_LAYOUT, (uint64_t)kind);
    AP_ASSERT(c->world->ncounters < AP_MAX_COUNTERS);
    ap_set(c, k, AP_CLASS_COUNTER, (uint64_t)++c->world->ncounters);
    return k;
}

/* Name, bases, MRO, dict; base AP_NULL: object itself. */
static void class_fill(ap_ctx *c, ap_word k, const char *name, ap_word base)
{
    ap_word mro[16] = {k}, bases, tuple, dict;
    int n = 1;
    if (base) {
        ap_word up = ap_get(c, base, AP_CLASS_MRO);
        for (int i = 0; i < ap_tuple_len(c, up); i++)
            mro[n++] = ap_tuple_at(c, up, i);
    }
    ap_must(ap_tuple_new(c, mro, n, &tuple));
    ap_must(ap_tuple_new(c, &base, base != AP_NULL, &bases));
    ap_must(ap_dict_new(c, &dict));
    ap_word word = ap_name(c, name);
    ap_set(c, k, AP_CLASS_NAME, word);
    ap_set(c, k, AP_CLASS_QUALNAME, word);
    ap_set(c, k, AP_CLASS_BASES, bases);
    ap_set(c, k, AP_CLASS_MRO, tuple);
    ap_set(c, k, AP_CLASS_DICT, dict);
    ap_set(c, k, AP_CLASS_MODULE, ap_name(c, "builtins"));
    ap_must(ap_dict_set_str(c, dict, ap_name(c, "__module__"),
                            ap_name(c, "builtins")));
    ap_must(ap_dict_set_str(c, dict, ap_name(c, "__doc__"), AP_NONE));
}

ap_word ap_class_make(ap_ctx *c, const char *name, ap_word base, int kind,
                      uint32_t flags)
{
    ap_word k = class_shell(c, kind, flags);
    class_fill(c, k, name, base);
    return k;
}

static uint32_t flags_of_kind(int kind)
{
    switch (kind) {
    case AP_KIND_BIGINT: case AP_KIND_FLOAT: case AP_KIND_STR:
    case AP_KIND_BYTES: case AP_KIND_TUPLE: case AP_KIND_LIST:
    case AP_KIND_DICT: case AP_KIND_SET: case AP_KIND_FROZENSET:
    case AP_KIND_PROPERTY:
        return AP_CF_BUILTIN | AP_CF_SUBCLASSABLE;
    default:
        return AP_CF_BUILTIN;
    }
}

static const char *const kind_names[] = {
#define X(name, raw, type) [AP_KIND_##name] = type,
    AP_KINDS(X)
#undef X
};

static const char *const view_names[] = {"dict_keys", "dict_values",
                                         "dict_items"};
static const char *const iter_names[] = {
#define X(name, type) type,
    AP_ITERS(X)
#undef X
};

/* Sorts of one kind show as classes of their own. */
static void make_sorts(ap_ctx *c, ap_kind kind, int at,
                       const char *const *names, int n)
{
    ap_process *p = c->process;
    for (int i = 0; i < n; i++)
        p->classes[at + i] =
            ap_class_make(c, names[i], ap_load(&p->classes[kind]), (int)kind,
                          AP_CF_BUILTIN);
}

/* The shells come first: a class's own class is `type`, its name is a `str`,
 * its MRO a `tuple`. */
static void make_kind_classes(ap_ctx *c)
{
    ap_process *p = c->process;
    ap_word object = class_shell(c, AP_KIND_INSTANCE,
                                 AP_CF_BUILTIN | AP_CF_SUBCLASSABLE);
    for (int k = 1; k < AP_KIND_COUNT; k++) {
        bool plain = k == AP_KIND_NATIVE || k == AP_KIND_INSTANCE;
        p->classes[k] =
            plain ? object : class_shell(c, k, flags_of_kind(k));
    }
    p->classes[AP_CLASS_OF_OBJECT] = object;
    class_fill(c, object, "object", AP_NULL);
    for (int k = 1; k < AP_KIND_COUNT; k++)
        if (ap_load(&p->classes[k]) != object)
            class_fill(c, ap_load(&p->classes[k]), kind_names[k], object);
    static const struct {
        int at;
        const char *name;
    } singles[] = {{AP_CLASS_OF_NONE, "NoneType"},
                   {AP_CLASS_OF_NOTIMPL, "NotImplementedType"},
                   {AP_CLASS_OF_ELLIPSIS, "ellipsis"}};
    for (size_t i = 0; i < sizeof singles / sizeof *singles; i++)
        p->classes[singles[i].at] = ap_class_make(
            c, singles[i].name, object, AP_KIND_NONE_, AP_CF_BUILTIN);
    p->classes[AP_CLASS_OF_BOOL] =
        ap_class_make(c, "bool", ap_load(&p->classes[AP_KIND_BIGINT]),
                      AP_KIND_BIGINT, AP_CF_BUILTIN);
    make_sorts(c, AP_KIND_VIEW, AP_CLASS_OF_VIEWS, view_names, 3);
    make_sorts(c, AP_KIND_ITER, AP_CLASS_OF_ITERS, iter_names, AP_ITER_COUNT);
}

/* Objects made before `type` was known get their class now. */
static void mend_heads(ap_ctx *c)
{
    for (ap_word at = 16; at < c->process->used;) {
        ap_head *h = ap_head_of(c, at);
        h->class_ = (uint32_t)(ap_class_of_kind(c, h->kind) / 16);
        at += (ap_word)h->units * 8;
    }
}

enum { AP_X_object = -1 };

static void make_exceptions(ap_ctx *c)
{
    static const struct {
        const char *name;
        int base;
    } rows[] = {
#define X(name, base) {#name, AP_X_##base},
        AP_EXCEPTIONS(X)
#undef X
    };
    ap_process *p = c->process;
    uint32_t flags = AP_CF_BUILTIN | AP_CF_SUBCLASSABLE | AP_CF_EXCEPTION
        | AP_CF_DICT;
    for (int i = 0; i < AP_X_COUNT; i++) {
        ap_word base = rows[i].base < 0
            ? ap_class_of_kind(c, AP_CLASS_OF_OBJECT)
            : ap_load(&p->exceptions[rows[i].base]);
        p->exceptions[i] =
            ap_class_make(c, rows[i].name, base, AP_KIND_EXC, flags);
    }
    p->classes[AP_KIND_EXC] = ap_load(&p->exceptions[AP_X_BaseException]);
}

static void add_kind_methods(ap_ctx *c, const ap_kind_methods *rows)
{
    for (; rows->methods; rows++) {
        ap_word k = ap_class_of_kind(c, rows->kind);
        ap_class_add_methods(c, k, rows->methods);
    }
}

/* ---- builtins ------------------------------------------------------ */

static void put(ap_ctx *c, ap_word dict, const char *name, ap_word w)
{
    ap_must(ap_dict_set_str(c, dict, ap_name(c, name), w));
}

static void add_functions(ap_ctx *c, ap_word dict, const ap_native_fn *rows)
{
    for (; rows && rows->name; rows++)
        put(c, dict, rows->name, ap_cfunc_make(c, rows, AP_NULL, NULL));
}

static void make_builtins(ap_ctx *c)
{
    static const struct {
        const char *name;
        int kind;
    } types[] = {
        {"object", AP_CLASS_OF_OBJECT}, {"type", AP_KIND_CLASS},
        {"int", AP_KIND_BIGINT}, {"bool", AP_CLASS_OF_BOOL},
        {"float", AP_KIND_FLOAT}, {"str", AP_KIND_STR},
        {"bytes", AP_KIND_BYTES}, {"tuple", AP_KIND_TUPLE},
        {"list", AP_KIND_LIST}, {"dict", AP_KIND_DICT},
        {"set", AP_KIND_SET}, {"frozenset", AP_KIND_FROZENSET},
        {"range", AP_KIND_RANGE}, {"slice", AP_KIND_SLICE},
        {"property", AP_KIND_PROPERTY},
        {"staticmethod", AP_KIND_STATICMETHOD},
        {"classmethod", AP_KIND_CLASSMETHOD}, {"super", AP_KIND_SUPER}};
    ap_word dict;
    ap_must(ap_dict_new(c, &dict));
    ap_store(&c->process->builtins, dict);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        put(c, dict, types[i].name, ap_class_of_kind(c, types[i].kind));
    for (int i = 0; i < AP_X_COUNT; i++) {
        ap_word k = ap_load(&c->process->exceptions[i]);
        ap_word name = ap_get(c, k, AP_CLASS_NAME);
        ap_must(ap_dict_set_str(c, dict, name, k));
    }
    put(c, dict, "IOError", ap_exception_class(c, AP_X_OSError));
    put(c, dict, "NotImplemented", AP_NOTIMPL);
    put(c, dict, "Ellipsis", AP_ELLIPSIS);
    put(c, dict, "__debug__", AP_TRUE);
    ap_word build = ap_cfunc_make(c, &ap_build_class_fn, AP_NULL, NULL);
    c->world->hot.build_class = build;
    put(c, dict, "__build_class__", build);
    add_functions(c, dict, ap_vm_builtins);
}

/* Names that the vm asks for by ap_interned although no program may use
 * them. */
static void intern_names(ap_ctx *c)
{
    static const char names[] =
        "__init__ __new__ __call__ __get__ __set__ __delete__ __set_name__ "
        "__init_subclass__ __getattr__ __getattribute__ __setattr__ "
        "__delattr__ __dict__ __class__ __name__ __qualname__ __module__ "
        "__doc__ __mro__ __bases__ __base__ __func__ __self__ __wrapped__ "
        "__defaults__ __kwdefaults__ __closure__ __code__ __globals__ "
        "__annotations__ __enter__ __exit__ __iter__ __next__ __len__ "
        "__bool__ __str__ __repr__ __format__ __hash__ __eq__ __ne__ __lt__ "
        "__le__ __gt__ __ge__ __contains__ __getitem__ __setitem__ "
        "__delitem__ __reversed__ __index__ __int__ __float__ __abs__ "
        "__round__ __neg__ __pos__ __invert__ __missing__ __length_hint__ "
        "__class_getitem__ __classcell__ __subclasses__ __notes__ __cause__ "
        "__context__ __traceback__ __suppress_context__ __slots__ "
        "__main__ __file__ __package__ __loader__ __spec__ __builtins__ "
        "__fspath__ __bytes__ __trunc__ __floor__ __ceil__ __divmod__ "
        "__rdivmod__ send throw close keys items append value code args name "
        "path msg add_note with_traceback <lambda> ";
    for (const char *s = names; *s; s += strcspn(s, " ") + 1) {
        ap_word w;
        ap_must(ap_intern(c, s, strcspn(s, " "), &w));
    }
    static const char *const operators[] = {
#define X(name, sign, dunder) dunder,
        AP_BINARIES(X)
#undef X
    };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        static const char *const prefixes[] = {"", "r", "i"};
        for (int p = 0; p < 3; p++) {
            char s[32];
            snprintf(s, sizeof s, "__%s%s__", prefixes[p], operators[i]);
            ap_name(c, s);
        }
    }
}

static void keep_hot_names(ap_ctx *c)
{
    ap_world *w = c->world;
    w->hot.new_ = ap_name(c, "__new__");
    w->hot.init = ap_name(c, "__init__");
    w->hot.call = ap_name(c, "__call__");
    w->hot.get = ap_name(c, "__get__");
    w->hot.set = ap_name(c, "__set__");
    w->hot.delete_ = ap_name(c, "__delete__");
    w->hot.getattr = ap_name(c, "__getattr__");
    w->hot.getattribute = ap_name(c, "__getattribute__");
    w->hot.setattr = ap_name(c, "__setattr__");
    w->hot.delattr = ap_name(c, "__delattr__");
    w->hot.dict = ap_name(c, "__dict__");
    w->hot.class_ = ap_name(c, "__class__");
    w->hot.enter = ap_name(c, "__enter__");
    w->hot.exit = ap_name(c, "__exit__");
    w->hot.name = ap_name(c, "__name__");
    w->hot.empty = ap_name(c, "");
    for (int i = 1; i < 128; i++)
        w->hot.ascii[i] = ap_name(c, (char[]){(char)i, 0});
}

/* After the methods of object are there. */
static void keep_defaults(ap_ctx *c)
{
    ap_word object = ap_class_of_kind(c, AP_CLASS_OF_OBJECT);
    ap_word dict = ap_get(c, object, AP_CLASS_DICT);
    c->world->hot.object_new = ap_dict_peek(c, dict, c->world->hot.new_);
    c->world->hot.object_init = ap_dict_peek(c, dict, c->world->hot.init);
}

/* ---- constants and code -------------------------------------------- */

static ap_word constant(ap_ctx *c, const ap_const *k);

static ap_word constants_of(ap_ctx *c, const ap_const *k)
{
    ap_word out, *items = ap_alloc((k->n + 1) * sizeof(ap_word));
    for (size_t i = 0; i < k->n; i++)
        items[i] = constant(c, &k->items[i]);
    ap_must(k->kind == AP_C_TUPLE
                ? ap_tuple_new(c, items, (int)k->n, &out)
                : ap_frozenset_new(c, items, (int)k->n, &out));
    ap_free(items);
    return out;
}

static ap_word constant(ap_ctx *c, const ap_const *k)
{
    ap_word w = AP_NONE;
    switch (k->kind) {
    case AP_C_NONE: return AP_NONE;
    case AP_C_TRUE: return AP_TRUE;
    case AP_C_FALSE: return AP_FALSE;
    case AP_C_ELLIPSIS: return AP_ELLIPSIS;
    case AP_C_INT: ap_must(ap_int_new(c, k->i, &w)); break;
    case AP_C_BIGINT:
        ap_must(ap_int_parse(c, k->s, k->n, 16, AP_NONE, &w));
        break;
    case AP_C_FLOAT: ap_must(ap_float_new(c, k->f, &w)); break;
    case AP_C_STR: ap_must(ap_intern(c, k->s, k->n, &w)); break;
    case AP_C_BYTES:
        ap_must(ap_text_new(c, AP_KIND_BYTES, AP_NULL, k->s, k->n, &w));
        break;
    case AP_C_TUPLE:
    case AP_C_FROZENSET: return constants_of(c, k);
    case AP_C_CODE: return c->world->codes[k->i].object;
    }
    return w;
}

static ap_word array_new(ap_ctx *c, int n)
{
    ap_word w;
    ap_must(ap_new(c, AP_KIND_ARRAY, AP_NULL, n, &w));
    return w;
}

/* What the loops need to know beside the image. */
static void prepare_code(ap_ctx *c, ap_code_ref *ref)
{
    const ap_code *k = ref->code;
    uint32_t words = (uint32_t)(AP_FRAME_FAST + k->nplus + k->stacksize);
    size_t n = (size_t)k->ninstrs;
    ref->frame_units = (words + 2 + 1) & ~1u;
    ref->chain = ref->frame_units / 2 - AP_FRAME_LEAST;
    bool is_plain = !k->kwonly && ref->chain < AP_FRAME_CHAINS
        && !(k->flags & (AP_CO_VARARGS | AP_CO_VARKEYWORDS));
    ref->takes = is_plain ? (uint32_t)k->argcount : UINT32_MAX;
    if (!is_plain)
        ref->chain = 0;
    ref->cache = ap_arena_alloc(c->world->arena, n * sizeof *ref->cache);
    uint32_t *fast = ap_arena_alloc(c->world->arena, n * sizeof *fast);
    ap_fasten(k, fast);
    ref->fast = fast;
}

static void fill_code(ap_ctx *c, ap_code_ref *ref)
{
    const ap_code *k = ref->code;
    ap_word consts = array_new(c, k->nconsts), names = array_new(c, k->nnames);
    for (int i = 0; i < k->nconsts; i++)
        ap_set(c, consts, i, constant(c, &k->consts[i]));
    for (int i = 0; i < k->nnames; i++)
        ap_set(c, names, i, ap_name(c, k->names[i]));
    for (int i = 0; i < k->nplus; i++)
        ap_name(c, k->plus[i]);
    ap_name(c, k->name);
    ap_name(c, k->qualname);
    ap_set(c, ref->object, 1, consts);
    ap_set(c, ref->object, 2, names);
    ref->consts = (uint32_t)(consts + sizeof(ap_head));
    ref->names = (uint32_t)(names + sizeof(ap_head));
    ref->in_library = ap_image_module(c->world->im, k->module)->is_library;
    prepare_code(c, ref);
}

/* Code objects first, since constants name them. */
static void make_codes(ap_ctx *c)
{
    ap_world *w = c->world;
    w->ncodes = ap_image_codes(w->im);
    w->codes = ap_alloc(((size_t)w->ncodes + 1) * sizeof *w->codes);
    for (int i = 0; i < w->ncodes; i++) {
        ap_must(ap_new(c, AP_KIND_CODE, AP_NULL, 3, &w->codes[i].object));
        ap_set(c, w->codes[i].object, 0, (ap_word)i);
        w->codes[i].code = ap_image_code(w->im, (uint32_t)i);
    }
    for (int i = 0; i < w->ncodes; i++)
        fill_code(c, &w->codes[i]);
}

/* ---- native modules ------------------------------------------------ */

static ap_word native_base(ap_ctx *c, const ap_native_module *m,
                           const char *name)
{
    if (!name)
        return ap_class_of_kind(c, AP_CLASS_OF_OBJECT);
    for (const ap_native_class *k = m->classes; k && k->name; k++)
        if (strcmp(k->name, name) == 0)
            return ap_native_class_of(c, k);
    ap_word base = ap_dict_peek(c, ap_load(&c->process->builtins),
                                ap_name(c, name));
    AP_ASSERT(base);
    return base;
}

static void add_native_class(ap_ctx *c, const ap_native_module *m,
                             const ap_native_class *k)
{
    ap_world *w = c->world;
    ap_word base = native_base(c, m, k->base);
    bool exception = ap_get(c, base, AP_CLASS_FLAGS) & AP_CF_EXCEPTION;
    uint32_t flags = AP_CF_BUILTIN | (k->has_dict ? AP_CF_DICT : 0)
        | (k->has_dict || exception ? AP_CF_SUBCLASSABLE : 0)
        | (exception ? AP_CF_EXCEPTION | AP_CF_DICT : 0);
    ap_word class_ = ap_class_make(
        c, k->name, base, exception ? AP_KIND_EXC : AP_KIND_NATIVE, flags);
    ap_vec_push(&w->rows, &k);
    ap_vec_push(&w->row_classes, &class_);
    if (!exception)
        ap_set(c, class_, AP_CLASS_LAYOUT, AP_KIND_NATIVE | w->rows.len << 32);
    ap_word module = ap_name(c, m->name);
    const char *dot = k->shown ? strrchr(k->shown, '.') : NULL;
    if (dot) {
        ap_must(ap_intern(c, k->shown, (size_t)(dot - k->shown), &module));
        ap_set(c, class_, AP_CLASS_NAME, ap_name(c, dot + 1));
        ap_set(c, class_, AP_CLASS_QUALNAME, ap_name(c, dot + 1));
    }
    ap_set(c, class_, AP_CLASS_MODULE, module);
    put(c, ap_get(c, class_, AP_CLASS_DICT), "__module__", module);
    if (k->methods)
        ap_class_add_methods(c, class_, k->methods);
}

/* The functions of a native module wait in a host list until its dict is
 * made: that lies behind the frozen part. */
static ap_vec make_natives(ap_ctx *c)
{
    ap_vec functions;
    ap_vec_init(&functions, sizeof(ap_word));
    const ap_native_module *const *all = c->world->o.natives;
    for (; all && *all; all++) {
        const ap_native_module *m = *all;
        ap_name(c, m->name);
        for (const ap_native_class *k = m->classes; k && k->name; k++)
            add_native_class(c, m, k);
        for (const ap_native_fn *f = m->functions; f && f->name; f++) {
            ap_name(c, f->name);
            ap_word w = ap_cfunc_make(c, f, AP_NULL, NULL);
            ap_native *nat = ap_vec_at(&c->world->natives,
                                       c->world->natives.len - 1);
            nat->module = m->name;
            ap_vec_push(&functions, &w);
        }
    }
    return functions;
}

/* ---- freezing ------------------------------------------------------ */

static void freeze(ap_ctx *c)
{
    ap_process *p = c->process;
    p->frozen = p->used;
    for (ap_word at = 16; at < p->used;) {
        ap_head *h = ap_head_of(c, at);
        h->flags |= AP_F_SHARED;
        at += (ap_word)h->units * 8;
    }
    memcpy(ap_space(c->world, p->pid, 1), c->heap, p->used);
}

/* ---- modules ------------------------------------------------------- */

/* The module of this name, made where there is none yet. */
static ap_word module_for(ap_ctx *c, const char *name)
{
    ap_word modules = ap_load(&c->process->modules), word = ap_name(c, name);
    ap_word m = ap_dict_peek(c, modules, word), dict;
    if (m)
        return m;
    ap_must(ap_new(c, AP_KIND_MODULE, AP_NULL, 2, &m));
    ap_must(ap_dict_new(c, &dict));
    ap_set(c, m, 0, word);
    ap_set(c, m, 1, dict);
    put(c, dict, "__name__", word);
    put(c, dict, "__doc__", AP_NONE);
    put(c, dict, "__package__", ap_name(c, ""));
    ap_must(ap_dict_set_str(c, modules, word, m));
    return m;
}

/* Everything a native module has, by name; its set-up may add more. */
static bool fill_native_modules(ap_ctx *c, const ap_vec *functions,
                                ap_error *e)
{
    size_t nth = 0;
    const ap_native_module *const *all = c->world->o.natives;
    for (; all && *all; all++) {
        const ap_native_module *m = *all;
        ap_word dict = ap_get(c, module_for(c, m->name), 1);
        for (const ap_native_class *k = m->classes; k && k->name; k++)
            put(c, dict, k->name, ap_native_class_of(c, k));
        for (const ap_native_fn *f = m->functions; f && f->name; f++)
            put(c, dict, f->name, *(ap_word *)ap_vec_at(functions, nth++));
        if (m->setup && m->setup(c, dict) != AP_OK)
            return ap_fail(e, AP_E_SYSTEM, "module %s cannot be set up",
                           m->name);
    }
    return true;
}

static void set_file(ap_ctx *c, ap_word dict, const ap_module *m)
{
    ap_word path;
    ap_must(ap_str_new(c, m->path, strlen(m->path), &path));
    put(c, dict, "__file__", path);
}

ap_ret ap_module_start(ap_ctx *c, uint32_t index, ap_word prev)
{
    const ap_module *m = ap_image_module(c->world->im, index);
    ap_word module = ap_module_named(c, m->name), frame;
    ap_ret r = ap_frame_new(c, m->body, &frame);
    if (r != AP_OK)
        return r;
    ap_word dict = ap_get(c, module, 1);
    ap_set(c, frame, AP_FRAME_GLOBALS, dict);
    ap_set(c, frame, AP_FRAME_NAMES, dict);
    ap_set(c, frame, AP_FRAME_PREV, prev);
    ap_frame_set_sp(c, frame, ap_frame_sp(c, frame), AP_FF_DISCARD);
    ap_store(&c->thread->top, frame);
    c->thread->depth++;
    c->process->started[index / 64] |= (uint64_t)1 << index % 64;
    return AP_OK;
}

/* Runs a library module's body to its end on the main thread. */
static bool run_body(ap_ctx *c, uint32_t index, ap_error *e)
{
    ap_stepped how = AP_STEP_RAN;
    if (c->process->started[index / 64] >> index % 64 & 1)
        return true;
    ap_must(ap_module_start(c, index, AP_NULL));
    while (how == AP_STEP_RAN)
        ap_step_many(c->world, 0, UINT64_MAX, AP_GIL_COUNT, NULL, &how);
    ap_word raised = ap_load(&c->thread->raised);
    if (how == AP_STEP_ENDED && !raised)
        return true;
    ap_str text = {0};
    *c = ap_ctx_for(c->world, 0, NULL);
    if (raised)
        ap_traceback(c, raised, &text);
    ap_fail(e, AP_E_SYSTEM, "library module %s cannot be set up: %.260s",
            ap_image_module(c->world->im, index)->name, ap_str_c(&text));
    ap_str_clear(&text);
    return false;
}

/* "a.b" is found as the attribute b of a. */
static void hang_under_parent(ap_ctx *c, const char *name)
{
    const char *dot = strrchr(name, '.');
    char parent[128];
    if (!dot)
        return;
    snprintf(parent, sizeof parent, "%.*s", (int)(dot - name), name);
    put(c, ap_get(c, module_for(c, parent), 1), dot + 1, module_for(c, name));
}

static bool run_bodies(ap_ctx *c, ap_error *e)
{
    int n = ap_image_modules(c->world->im);
    AP_ASSERT(n <= AP_MAX_MODULES);
    for (int i = 0; i < n; i++) {
        const ap_module *m = ap_image_module(c->world->im, (uint32_t)i);
        set_file(c, ap_get(c, module_for(c, m->name), 1), m);
        hang_under_parent(c, m->name);
    }
    for (int i = 1; i < n; i++)
        if (ap_image_module(c->world->im, (uint32_t)i)->is_library
            && !run_body(c, (uint32_t)i, e))
            return false;
    return true;
}

/* ---- all of it ----------------------------------------------------- */

static void start_process(ap_world *w)
{
    ap_process *p = &w->processes[0];
    p->is_used = true;
    p->used = 16;
    p->limit = AP_SETUP_ROOM;
    p->collect_at = UINT64_MAX;
    p->gil = (ap_gil){.holder = -1, .last_holder = -1, .requester = -1,
                      .interval_ns = 5000000};
    w->h->nprocesses = 1;
    w->h->chance = w->o.seed;
    ap_thread_add(w, 0);
}

static void publish_modules(ap_ctx *c)
{
    ap_publish(c, ap_load(&c->process->modules));
    ap_publish(c, ap_load(&c->process->main));
}

/* What set-up counted is not the program's: births, steps, output. */
static void begin_main(ap_ctx *c)
{
    ap_process *p = c->process;
    ap_world *w = c->world;
    ap_thread *t = c->thread;
    memset(p->births, 0, sizeof p->births);
    p->limit = p->used + (w->o.memory ? w->o.memory : (uint64_t)256 << 20);
    p->collect_at = p->used + AP_COLLECT_STEP;
    w->h->steps = 0;
    t->steps = 0;
    t->is_main = true;
    ap_store(&t->name, ap_name(c, "MainThread"));
    ap_word base;
    ap_must(ap_new(c, AP_KIND_NFRAME, AP_NULL, AP_NFRAME_WORDS, &base));
    ap_set(c, base, AP_NFRAME_SORT, AP_NF_BASE);
    ap_set(c, base, AP_NFRAME_STATE, 1);
    ap_store(&t->top, base);
    c->frame = base;
    ap_must(ap_module_start(c, 0, base));
}

static void make_modules_dicts(ap_ctx *c)
{
    ap_word modules, syncs;
    ap_must(ap_dict_new(c, &modules));
    ap_must(ap_list_new(c, 0, &syncs));
    ap_store(&c->process->modules, modules);
    ap_store(&c->process->syncs, syncs);
    ap_word main_dict = ap_get(c, module_for(c, "__main__"), 1);
    ap_store(&c->process->main, main_dict);
    put(c, main_dict, "__package__", AP_NONE);
    put(c, main_dict, "__loader__", AP_NONE);
    put(c, main_dict, "__spec__", AP_NONE);
}

bool ap_boot(ap_world *w, ap_error *e)
{
    start_process(w);
    ap_ctx c = ap_ctx_for(w, 0, NULL);
    make_kind_classes(&c);
    mend_heads(&c);
    make_exceptions(&c);
    intern_names(&c);
    keep_hot_names(&c);
    add_kind_methods(&c, ap_core_methods);
    keep_defaults(&c);
    add_kind_methods(&c, ap_vm_methods);
    for (const ap_exception_rows *x = ap_exception_more; x->methods; x++)
        ap_class_add_methods(&c, ap_exception_class(&c, x->x), x->methods);
    make_builtins(&c);
    make_codes(&c);
    ap_vec functions = make_natives(&c);
    const ap_native_module *const *all = w->o.natives;
    for (; all && *all; all++)
        ap_name(&c, (*all)->name);
    for (int i = 0; i < ap_image_modules(w->im); i++)
        ap_name(&c, ap_image_module(w->im, (uint32_t)i)->name);
    freeze(&c);
    make_modules_dicts(&c);
    bool ok = fill_native_modules(&c, &functions, e) && run_bodies(&c, e);
    ap_vec_clear(&functions);
    if (!ok)
        return false;
    c = ap_ctx_for(w, 0, NULL);
    publish_modules(&c);
    begin_main(&c);
    w->is_set_up = true;
    return true;
}
