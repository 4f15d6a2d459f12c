/* "Did you mean: 'counter'?": what a traceback adds to a NameError, an
 * AttributeError or an ImportError, by the rules of CPython 3.12. */
#include "calls_i.h"

#include <string.h>

enum { MOST_NAMES = 750 };

/* ---- the nearest of many names ------------------------------------- */

typedef struct nearest {
    const char *name;
    size_t len;
    const char *best;
    int best_distance;
    int seen;
    bool sorted;   /* of equally near ones the first in the alphabet */
} nearest;

static void consider(nearest *n, const char *s)
{
    size_t len = strlen(s);
    n->seen++;
    if (strcmp(s, n->name) == 0)
        return;
    int most = ap_name_reach(n->len, len);
    int limit = n->best ? n->best_distance - !n->sorted : most;
    limit = limit < most ? limit : most;
    int d = ap_name_distance(n->name, n->len, s, len, limit);
    if (d > limit || (n->best && d == n->best_distance
                      && strcmp(s, n->best) > 0))
        return;
    n->best = s;
    n->best_distance = d;
}

static void consider_keys(const ap_ctx *c, nearest *n, ap_word dict)
{
    for (int64_t i = 0; dict && i < ap_dict_entries(c, dict); i++) {
        ap_word key = ap_dict_key_at(c, dict, i);
        if (key && ap_is_str(c, key))
            consider(n, ap_str_bytes(c, key, NULL));
    }
}

static void consider_classes(const ap_ctx *c, nearest *n, ap_word class_)
{
    ap_word mro = ap_get(c, class_, AP_CLASS_MRO);
    for (int i = 0; i < ap_tuple_len(c, mro); i++)
        consider_keys(c, n,
                      ap_get(c, ap_tuple_at(c, mro, i), AP_CLASS_DICT));
}

/* As dir(obj) lists them. */
static void consider_attributes(const ap_ctx *c, nearest *n, ap_word obj)
{
    n->sorted = true;
    if (ap_kind_of(c, obj) == AP_KIND_MODULE) {
        consider_keys(c, n, ap_get(c, obj, 1));
        return;
    }
    if (ap_kind_of(c, obj) == AP_KIND_CLASS) {
        consider_classes(c, n, obj);
        return;
    }
    if (ap_is_obj(obj) && ap_head_of(c, obj)->flags & AP_F_DICT)
        consider_keys(c, n, ap_get(c, obj,
                                   (int)ap_head_of(c, obj)->units - 3));
    consider_classes(c, n, ap_class_of(c, obj));
}

static const char *found(const nearest *n)
{
    return n->seen < MOST_NAMES ? n->best : NULL;
}

/* ---- names --------------------------------------------------------- */

/* Names of modules that are often forgotten to be imported. */
static bool is_module_name(const char *s)
{
    static const char names[] =
        " abc array ast asyncio base64 bisect calendar collections "
        "concurrent contextlib copy csv ctypes dataclasses datetime decimal "
        "enum fractions functools gc getpass glob hashlib heapq html http "
        "importlib inspect io itertools json logging math multiprocessing "
        "numbers operator os pathlib pickle platform pprint queue random re "
        "sched secrets select shutil signal socket sqlite3 statistics string "
        "struct subprocess sys tempfile textwrap threading time timeit "
        "traceback types typing unittest urllib uuid warnings weakref zlib ";
    char padded[64];
    size_t n = strlen(s);
    if (n + 3 > sizeof padded)
        return false;
    padded[0] = ' ';
    memcpy(padded + 1, s, n);
    memcpy(padded + 1 + n, " ", 2);
    return strstr(names, padded) != NULL;
}

/* The innermost place that the exception passed through, 0: none. */
static uint64_t origin(const ap_ctx *c, ap_word exc, bool *any)
{
    uint64_t at = 0;
    *any = false;
    for (ap_word t = ap_get(c, exc, AP_EXC_TRACE); t; t = ap_get(c, t, 1)) {
        at = ap_get(c, t, 0);
        *any = true;
    }
    return at;
}

/* Locals of the function, then globals, then builtins: the first that has a
 * near one. */
static const char *near_name(const ap_ctx *c, ap_word exc, const char *name)
{
    bool any;
    uint64_t at = origin(c, exc, &any);
    if (!any)
        return NULL;
    const ap_code *code = ap_code_at(c->world, (uint32_t)at)->code;
    nearest n = {.name = name, .len = strlen(name)};
    for (int i = 0; i < code->nlocals; i++)
        consider(&n, code->plus[i]);
    if (found(&n))
        return n.best;
    const char *module = ap_image_module(c->world->im, code->module)->name;
    ap_word m = ap_module_named((ap_ctx *)(uintptr_t)c, module);
    n = (nearest){.name = name, .len = strlen(name)};
    if (m)
        consider_keys(c, &n, ap_get(c, m, 1));
    if (found(&n))
        return n.best;
    n = (nearest){.name = name, .len = strlen(name)};
    consider_keys(c, &n, ap_load(&c->process->builtins));
    return found(&n);
}

static void suggest_name(const ap_ctx *c, ap_word exc, const char *name,
                         ap_str *out)
{
    bool is_attribute = ap_get(c, exc, AP_EXC_OBJ) != AP_NULL;
    const char *best = is_attribute ? name : near_name(c, exc, name);
    bool is_module = is_module_name(name);
    if (best)
        ap_str_printf(out, ". Did you mean: '%s%s'?",
                      is_attribute ? "self." : "", best);
    if (is_module)
        ap_str_printf(out, "%s forget to import '%s'?",
                      best ? " Or did you" : ". Did you", name);
}

void ap_suggest(const ap_ctx *c, ap_word exc, ap_str *out)
{
    ap_word name = ap_get(c, exc, AP_EXC_NAME), obj;
    if (!name || !ap_is_str(c, name))
        return;
    const char *s = ap_str_bytes(c, name, NULL);
    if (ap_exc_matches(c, exc, ap_exception_class(c, AP_X_NameError))) {
        suggest_name(c, exc, s, out);
        return;
    }
    obj = ap_get(c, exc, AP_EXC_OBJ);
    nearest n = {.name = s, .len = strlen(s)};
    if (obj)
        consider_attributes(c, &n, obj);
    if (found(&n))
        ap_str_printf(out, ". Did you mean: '%s'?", n.best);
}

ap_ret ap_raise_about(ap_ctx *c, ap_ret r, ap_word name, ap_word obj)
{
    ap_word exc = ap_load(&c->thread->raised);
    if (r == AP_RAISE && exc) {
        ap_set(c, exc, AP_EXC_NAME, name);
        ap_set(c, exc, AP_EXC_OBJ, obj);
    }
    return r;
}
