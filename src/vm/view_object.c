/* Looking inside: objects as the screen shows them. Short, without running
 * guest code: an instance is `Account#1`, a thread `Thread A`, long things
 * are cut. */
#include "types_i.h"
#include "view_i.h"

#include <string.h>

/* ---- what it is ---------------------------------------------------- */

static bool is_iterable_kind(ap_kind k)
{
    switch (k) {
    case AP_KIND_TUPLE: case AP_KIND_LIST: case AP_KIND_DICT:
    case AP_KIND_SET: case AP_KIND_FROZENSET:
        return true;
    default:
        return false;
    }
}

/* The dict of an object's attributes, or AP_NULL. */
static ap_word attributes_of(const ap_ctx *c, ap_word v)
{
    const ap_head *h = ap_head_of(c, v);
    if (h->kind == AP_KIND_MODULE)
        return ap_get(c, v, 1);
    return h->flags & AP_F_DICT ? ap_get(c, v, (int)h->units - 3) : AP_NULL;
}

static int64_t length_of(const ap_ctx *c, ap_word v, ap_kind k)
{
    switch (k) {
    case AP_KIND_TUPLE: return ap_tuple_len(c, v);
    case AP_KIND_LIST: return ap_list_len(c, v);
    case AP_KIND_DICT: return ap_dict_len(c, v);
    case AP_KIND_SET:
    case AP_KIND_FROZENSET: return ap_set_len(c, v);
    case AP_KIND_STR: return (int64_t)ap_text_of(c, v).runes;
    default: return -1;
    }
}

bool ap_view_object(const ap_world *w, int pid, ap_word v, ap_object_view *o)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    *o = (ap_object_view){.len = -1};
    if (v == AP_NULL)
        return false;
    o->type = ap_native_label(&c, v);
    if (!ap_is_obj(v))
        return true;
    ap_kind k = ap_kind_of(&c, v);
    const ap_head *h = ap_head_of(&c, v);
    o->role = ap_view_role(w, &c, v);
    o->is_container = is_iterable_kind(k) || k == AP_KIND_INSTANCE
        || attributes_of(&c, v) != AP_NULL;
    o->is_function = k == AP_KIND_FUNC || k == AP_KIND_CFUNC
        || k == AP_KIND_METHOD || k == AP_KIND_STATICMETHOD
        || k == AP_KIND_CLASSMETHOD;
    o->is_class = k == AP_KIND_CLASS;
    o->is_module = k == AP_KIND_MODULE;
    o->is_shared = h->flags & AP_F_SHARED;
    o->birth = h->birth;
    o->len = length_of(&c, v, k);
    return true;
}

/* ---- items --------------------------------------------------------- */

static bool dict_item(const ap_ctx *c, ap_word d, int i, ap_word *key,
                      ap_word *value)
{
    for (int64_t at = 0, n = ap_dict_entries(c, d); at < n; at++) {
        ap_word k = ap_dict_key_at(c, d, at);
        if (!k || i-- > 0)
            continue;
        *key = k;
        *value = ap_load(ap_dict_value_at(c, d, at));
        return true;
    }
    return false;
}

static bool set_item(const ap_ctx *c, ap_word set, int i, ap_word *value)
{
    for (int64_t at = 0; at < ap_set_slots(c, set); at++) {
        int64_t hash;
        ap_word k = ap_set_key_at(c, set, at, &hash);
        if (!k || i-- > 0)
            continue;
        *value = k;
        return true;
    }
    return false;
}

bool ap_view_item(const ap_world *w, int pid, ap_word v, int i, ap_word *key,
                  ap_word *value)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    *key = AP_NULL;
    if (!ap_is_obj(v) || i < 0)
        return false;
    ap_kind k = ap_kind_of(&c, v);
    switch (k) {
    case AP_KIND_TUPLE:
    case AP_KIND_LIST:
        if (i >= length_of(&c, v, k))
            return false;
        *value = k == AP_KIND_LIST ? ap_list_at(&c, v, i)
                                   : ap_tuple_at(&c, v, i);
        return true;
    case AP_KIND_DICT:
        return dict_item(&c, v, i, key, value);
    case AP_KIND_SET:
    case AP_KIND_FROZENSET:
        return set_item(&c, v, i, value);
    default: {
        ap_word d = attributes_of(&c, v);
        return d != AP_NULL && dict_item(&c, d, i, key, value);
    }
    }
}

const char *ap_view_str(const ap_world *w, int pid, ap_word v, size_t *n)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    return ap_is_str(&c, v) ? ap_str_bytes(&c, v, n) : NULL;
}

/* ---- short repr ---------------------------------------------------- */

enum { DEEPEST = 3 };

typedef struct shower {
    const ap_world *w;
    ap_ctx c;
    int pid;
    size_t most;   /* length at which the text is cut */
    ap_str *out;
} shower;

static void show(shower *s, ap_word v, int depth);

static bool is_full(const shower *s)
{
    return s->out->len >= s->most;
}

static void show_items(shower *s, ap_word v, const char *open,
                       const char *close, int depth)
{
    ap_word key, item;
    bool is_tuple = *open == '(';
    ap_str_put(s->out, open);
    for (int i = 0; ap_view_item(s->w, s->pid, v, i, &key, &item); i++) {
        ap_str_put(s->out, i ? ", " : "");
        if (is_full(s) || depth >= DEEPEST) {
            ap_str_put(s->out, "…");
            is_tuple = false;
            break;
        }
        if (key) {
            show(s, key, depth + 1);
            ap_str_put(s->out, ": ");
        }
        show(s, item, depth + 1);
    }
    if (is_tuple && length_of(&s->c, v, AP_KIND_TUPLE) == 1)
        ap_str_putc(s->out, ',');
    ap_str_put(s->out, close);
}

/* A str in quotes, cut so that the whole stays below the limit. */
static void show_str(shower *s, ap_word v)
{
    ap_text t = ap_text_of(&s->c, v);
    size_t room = s->most > s->out->len + 3 ? s->most - s->out->len - 3 : 1;
    if (t.runes <= room) {
        ap_text_repr(t.s, t.n, s->out);
        return;
    }
    ap_text_repr(t.s, ap_text_offset(t, room), s->out);
    s->out->len--;
    ap_str_put(s->out, "…'");
}

static void show_named(shower *s, ap_word name, const char *behind)
{
    size_t n = 0;
    const char *text = ap_view_str(s->w, s->pid, name, &n);
    if (text)
        ap_str_putn(s->out, text, n);
    ap_str_put(s->out, behind);
}

static void show_birth(shower *s, ap_word v)
{
    uint32_t birth = ap_head_of(&s->c, v)->birth;
    ap_str_put(s->out, ap_native_label(&s->c, v));
    if (birth)
        ap_str_printf(s->out, "#%u", birth);
}

static void show_exception(shower *s, ap_word v)
{
    ap_str_put(s->out, ap_type_name(&s->c, v));
    ap_word args = ap_get(&s->c, v, AP_EXC_ARGS);
    if (args && ap_is_tuple(&s->c, args))
        show_items(s, args, "(", ")", 0);
    if (s->out->len > 2 && strcmp(s->out->s + s->out->len - 2, ",)") == 0) {
        s->out->len -= 2;
        ap_str_putc(s->out, ')');
    }
}

/* Entry `at` of the main module's dict: false where it is dead, or its name
 * begins with two underscores. */
static bool global_at(const ap_ctx *c, int64_t at, const char **name,
                      ap_word *held)
{
    ap_word d = ap_load(&c->process->main), key = ap_dict_key_at(c, d, at);
    size_t n;
    if (!key || !ap_is_str(c, key))
        return false;
    *name = ap_str_bytes(c, key, &n);
    *held = ap_load(ap_dict_value_at(c, d, at));
    return strncmp(*name, "__", 2) != 0;
}

static int64_t global_entries(const ap_ctx *c)
{
    return ap_dict_entries(c, ap_load(&c->process->main));
}

/* The first global that holds it, or NULL. */
static const char *global_of(const ap_world *w, int pid, ap_word v)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    const char *name;
    ap_word held;
    for (int64_t at = 0, n = global_entries(&c); at < n; at++)
        if (global_at(&c, at, &name, &held) && held == v)
            return name;
    return NULL;
}

/* A part further in than this is not looked for. */
enum { FAR_ENOUGH = 64 };

static int place_in_dict(const ap_ctx *c, ap_word d, ap_word v)
{
    int i = 0;
    for (int64_t at = 0, n = ap_dict_entries(c, d); at < n; at++) {
        if (!ap_dict_key_at(c, d, at))
            continue;
        if (ap_load(ap_dict_value_at(c, d, at)) == v)
            return i;
        if (++i == FAR_ENOUGH)
            break;
    }
    return -1;
}

/* The i for which ap_view_item gives v, -1: none. In one pass, for every name
 * of a lock is looked for in this way. */
static int place_in(const ap_ctx *c, ap_word whole, ap_word v)
{
    ap_kind k = ap_kind_of(c, whole);
    ap_word d = k == AP_KIND_DICT ? whole : attributes_of(c, whole);
    if (d)
        return place_in_dict(c, d, v);
    if (k != AP_KIND_TUPLE && k != AP_KIND_LIST)
        return -1; /* a lock cannot be told from others in a set */
    int64_t n = length_of(c, whole, k);
    for (int i = 0; i < n && i < FAR_ENOUGH; i++)
        if ((k == AP_KIND_LIST ? ap_list_at(c, whole, i)
                               : ap_tuple_at(c, whole, i)) == v)
            return i;
    return -1;
}

/* "forks[2]", "account.lock": v as a part of what a global holds. */
static bool put_part_of(const ap_world *w, int pid, const char *global,
                        ap_word whole, ap_word v, ap_str *out)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    ap_word key, item;
    size_t n;
    int i = place_in(&c, whole, v);
    if (i < 0 || !ap_view_item(w, pid, whole, i, &key, &item))
        return false;
    bool is_dict = ap_kind_of(&c, whole) == AP_KIND_DICT;
    const char *name = key ? ap_view_str(w, pid, key, &n) : NULL;
    ap_str_put(out, global);
    if (!key)
        ap_str_printf(out, "[%d]", i);
    else if (name && !is_dict)
        ap_str_printf(out, ".%.*s", (int)n, name);
    else {
        ap_str_putc(out, '[');
        ap_view_repr(w, pid, key, 12, out);
        ap_str_putc(out, ']');
    }
    return true;
}

/* "changed's lock": the lock that a condition brought with it. */
static bool put_lock_of_condition(const ap_world *w, int pid, ap_word v,
                                  ap_str *out)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    ap_sync_view s;
    for (int i = 0; ap_view_sync(w, pid, i, &s); i++) {
        const char *name = s.role == AP_ROLE_CONDITION
                && ap_load(ap_native_refs(&c, s.obj)) == v
            ? global_of(w, pid, s.obj) : NULL;
        if (name)
            ap_str_printf(out, "%s's lock", name);
        if (name)
            return true;
    }
    return false;
}

/* Where v can be found from the globals, if anywhere. */
static bool put_place(const ap_world *w, int pid, ap_word v, ap_str *out)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    const char *name = global_of(w, pid, v);
    ap_word held;
    if (name)
        ap_str_put(out, name);
    if (name || put_lock_of_condition(w, pid, v, out))
        return true;
    for (int64_t at = 0, n = global_entries(&c); at < n; at++)
        if (global_at(&c, at, &name, &held) && ap_is_obj(held)
            && put_part_of(w, pid, name, held, v, out))
            return true;
    return false;
}

/* A thread by its name, a lock and its kin by where it can be found,
 * everything else by class and number. */
static void show_native(shower *s, ap_word v)
{
    ap_role role = ap_view_role(s->w, &s->c, v);
    bool is_thread = role == AP_ROLE_THREAD;
    ap_tid tid = is_thread ? (ap_tid)ap_load(ap_body(&s->c, v)) - 1 : -1;
    bool is_sync = !is_thread && role != AP_ROLE_PLAIN;
    ap_thread_view t;
    if (tid >= 0 && ap_view_thread(s->w, tid, &t))
        ap_str_printf(s->out, "Thread %s", t.name);
    else if (!is_sync || !put_place(s->w, s->pid, v, s->out))
        show_birth(s, v);
}

static void show_callable(shower *s, ap_word v, ap_kind k)
{
    switch (k) {
    case AP_KIND_FUNC:
        show_named(s, ap_get(&s->c, v, AP_FUNC_NAME), "()");
        break;
    case AP_KIND_CFUNC: {
        uint64_t number = ap_get(&s->c, v, AP_CFUNC_NUMBER);
        ap_str_printf(s->out, "%s()", ap_native_at(s->w, number)->fn->name);
        break;
    }
    case AP_KIND_METHOD:
        show(s, ap_get(&s->c, v, 1), DEEPEST);
        ap_str_putc(s->out, '.');
        show(s, ap_get(&s->c, v, 0), DEEPEST);
        break;
    case AP_KIND_CLASS:
        ap_str_put(s->out, "class ");
        show_named(s, ap_get(&s->c, v, AP_CLASS_NAME), "");
        break;
    default:
        ap_str_put(s->out, "module ");
        show_named(s, ap_get(&s->c, v, 0), "");
    }
}

static void show_range(shower *s, ap_word v)
{
    ap_str_put(s->out, "range(");
    show(s, ap_get(&s->c, v, 0), 0);
    ap_str_put(s->out, ", ");
    show(s, ap_get(&s->c, v, 1), 0);
    if (ap_get(&s->c, v, 2) != ap_from_small(1)) {
        ap_str_put(s->out, ", ");
        show(s, ap_get(&s->c, v, 2), 0);
    }
    ap_str_putc(s->out, ')');
}

static void show_number(shower *s, ap_word v, ap_kind k)
{
    size_t before = s->out->len;
    if (k == AP_KIND_FLOAT)
        ap_float_repr(ap_float_get(&s->c, v), s->out);
    else if (ap_head_of(&s->c, v)->units > 40)
        ap_str_printf(s->out, "int of %u bits",
                      (ap_head_of(&s->c, v)->units - 3) * 64);
    else
        ap_int_digits(&s->c, v, 10, s->out);
    if (s->out->len > s->most && s->out->len - before > 12) {
        s->out->len = s->most > before + 8 ? s->most : before + 8;
        ap_str_put(s->out, "…");
    }
}

static void show_iterator(shower *s, ap_word v)
{
    ap_word source = ap_get(&s->c, v, 2);
    ap_str_put(s->out, "iterator");
    if (ap_kind_of(&s->c, source) == AP_KIND_RANGE) {
        ap_str_put(s->out, " of ");
        show_range(s, source);
    }
}

static void show_object(shower *s, ap_word v, int depth)
{
    ap_kind k = ap_kind_of(&s->c, v);
    switch (k) {
    case AP_KIND_BIGINT:
    case AP_KIND_FLOAT: show_number(s, v, k); break;
    case AP_KIND_STR: show_str(s, v); break;
    case AP_KIND_LIST: show_items(s, v, "[", "]", depth); break;
    case AP_KIND_TUPLE: show_items(s, v, "(", ")", depth); break;
    case AP_KIND_DICT: show_items(s, v, "{", "}", depth); break;
    case AP_KIND_SET:
    case AP_KIND_FROZENSET:
        if (length_of(&s->c, v, k))
            show_items(s, v, "{", "}", depth);
        else
            ap_str_put(s->out, "set()");
        break;
    case AP_KIND_FUNC: case AP_KIND_CFUNC: case AP_KIND_METHOD:
    case AP_KIND_CLASS: case AP_KIND_MODULE:
        show_callable(s, v, k);
        break;
    case AP_KIND_RANGE: show_range(s, v); break;
    case AP_KIND_ITER: show_iterator(s, v); break;
    case AP_KIND_EXC: show_exception(s, v); break;
    case AP_KIND_NATIVE: show_native(s, v); break;
    case AP_KIND_CELL: show(s, ap_get(&s->c, v, 0), depth); break;
    default: show_birth(s, v);
    }
}

static const char *singleton_name(ap_word v)
{
#define X(name, repr)                                                          \
    if (v == ((ap_word)AP_SINGLETON_##name << 4 | 2))                          \
        return repr;
    AP_SINGLETONS(X)
#undef X
    return "unbound";
}

static void show(shower *s, ap_word v, int depth)
{
    if (ap_is_small(v))
        ap_str_printf(s->out, "%lld", (long long)ap_small(v));
    else if (ap_is_obj(v))
        show_object(s, v, depth);
    else
        ap_str_put(s->out, singleton_name(v));
}

void ap_view_repr(const ap_world *w, int pid, ap_word v, int most,
                  ap_str *out)
{
    shower s = {.w = w,
                .c = ap_ctx_for_process(w, pid),
                .pid = pid,
                .most = out->len + (size_t)(most > 4 ? most : 4),
                .out = out};
    show(&s, v, 0);
}

/* ---- labels -------------------------------------------------------- */

void ap_view_label(const ap_world *w, int pid, ap_word v, ap_str *out)
{
    const char *name = ap_is_obj(v) ? global_of(w, pid, v) : NULL;
    if (name)
        ap_str_put(out, name);
    else
        ap_view_repr(w, pid, v, 32, out);
}
