/* JUST: the sentence of an event that has happened. */
#include "tell_i.h"

#include <string.h>

static bool is_sync_kind(ap_event_kind kind)
{
    return kind >= AP_EV_BLOCK && kind <= AP_EV_ARRIVE;
}

/* The name of the function that an instruction belongs to. */
static void function_name(const ap_run *r, uint32_t code, char buf[TELL_NAME])
{
    const ap_code *c = ap_image_code(ap_world_image(tell_world(r)), code);
    bool is_module = strcmp(c->name, "<module>") == 0;
    ap_print(buf, TELL_NAME, "%s", is_module ? "the module" : c->qualname);
}

static void sync_facts(const ap_run *r, const ap_event *ev, facts *f)
{
    ap_sync_view v;
    ap_thread_view t;
    tell_label(r, ev->pid, ev->sync, f->what);
    if (ev->kind == AP_EV_ACQUIRE)
        f->value[0] = 0;
    if (ap_view_thread(tell_world(r), ev->tid, &t))
        f->wait = ev->kind == AP_EV_BLOCK ? t.wait : AP_WAIT_NONE;
    if (!ev->sync || !ap_view_sync_of(tell_world(r), ev->pid, ev->sync, &v))
        return;
    f->role = v.role;
    bool asks = ev->kind == AP_EV_BLOCK || ev->kind == AP_EV_REFUSED;
    if (asks && v.owner >= 0)
        tell_name(r, v.owner, f->other);
    if (ev->kind == AP_EV_ACQUIRE
        && (v.role == AP_ROLE_SEMAPHORE
            || (v.role == AP_ROLE_RLOCK && v.count > 1)))
        ap_print(f->value, sizeof f->value, "%lld", (long long)v.count);
}

/* What was printed, in quotes, without its newline. */
static void output_facts(const ap_run *r, const ap_event *ev, facts *f)
{
    ap_output_view v;
    int last = ap_world_outputs(tell_world(r)) - 1;
    f->value[0] = 0;
    if (last < 0 || !ap_world_output(tell_world(r), last, &v)
        || v.tid != ev->tid)
        return;
    const char *s = v.text;
    size_t n = v.n;
    while (n && s[n - 1] == '\n')
        n--;
    int room = (int)(sizeof f->value) - 3;
    int used = n < (size_t)room ? (int)n : room;
    while (used < (int)n && used > 0
           && ((unsigned char)s[used] & 0xc0) == 0x80)
        used--;
    ap_print(f->value, sizeof f->value, "\"%.*s\"", used, s);
    for (char *c = f->value; *c; c++)
        if (*c == '\n')
            *c = ' ';
}

static void access_facts(const ap_tell *t, const ap_run *r,
                         const ap_event *ev, facts *f)
{
    if (!ev->naccesses)
        return;
    const ap_access *a = &ev->access[0];
    tell_where(r, ev->pid, a, f->what);
    f->is_whole = a->where == AP_AT_WHOLE;
    f->is_named = !f->is_whole && ev->value
        && !tell_is_plain(r, ev->pid, ev->value);
    if (f->is_whole) {
        tell_value(r, ev->pid, a->obj, f->value);
        return;
    }
    tell_value(r, ev->pid, ev->old, f->old);
    if (ev->kind == AP_EV_WRITE && t->step == ev->step) {
        tell_name(r, t->victim, f->victim);
        tell_name(r, t->holder, f->holder);
        ap_print(f->held, sizeof f->held, "%s", t->held);
    }
}

/* A container that is put into a variable: show what it is. */
static void unname_containers(const ap_run *r, const ap_event *ev, facts *f)
{
    ap_object_view o;
    if (f->is_named && ap_view_object(tell_world(r), ev->pid, ev->value, &o)
        && o.is_container && ev->kind == AP_EV_WRITE)
        f->is_named = false;
}

static facts gather(const ap_tell *t, const ap_run *r, const ap_event *ev)
{
    facts f = {0};
    tell_name(r, ev->tid, f.who);
    tell_name(r, ev->other, f.other);
    tell_value(r, ev->pid, ev->value, f.value);
    if (ev->kind == AP_EV_CALL || ev->kind == AP_EV_RETURN)
        function_name(r, ev->code, f.what);
    if (ev->kind == AP_EV_READ || ev->kind == AP_EV_WRITE)
        access_facts(t, r, ev, &f);
    if (ev->kind == AP_EV_OUTPUT)
        output_facts(r, ev, &f);
    if (ev->kind == AP_EV_WOKEN) {
        f.is_timeout = strcmp(f.value, "False") == 0;
    }
    if (is_sync_kind((ap_event_kind)ev->kind)
        || ev->kind == AP_EV_JOIN) /* value: not part of these */
        sync_facts(r, ev, &f);
    if (ev->kind == AP_EV_RETURN && strcmp(f.value, "None") == 0)
        f.value[0] = 0;
    unname_containers(r, ev, &f);
    return f;
}

/* "NULL + print" and "acquire + NULL|self" are called by the name alone, code
 * without its file: everybody sees which it is. */
void ap_tell_operand(const ap_image *im, const ap_code *c, uint32_t pc,
                     ap_str *out)
{
    ap_str dis = {0};
    ap_dis_arg(im, c, pc, &dis);
    const char *text = ap_str_c(&dis);
    const char *sum = strncmp(text, "NULL", 4) == 0 ? strstr(text, " + ")
                                                    : NULL;
    const char *file = strncmp(text, "<code object ", 13) == 0
        ? strstr(text, ", file \"") : NULL;
    const char *null = strstr(text, " + NULL");
    if (sum)
        ap_str_put(out, sum + 3);
    else if (file)
        ap_str_printf(out, "%.*s>", (int)(file - text), text);
    else
        ap_str_putn(out, text, null ? (size_t)(null - text) : strlen(text));
    ap_str_clear(&dis);
}

/* What an invisible step did, from its opcode. */
static void say_quiet(const ap_run *r, const ap_event *ev, ap_str *out)
{
    char who[TELL_NAME], a[TELL_VALUE], b[TELL_VALUE], v[TELL_VALUE];
    ap_str arg = {0};
    const ap_image *im = ap_world_image(tell_world(r));
    tell_name(r, ev->tid, who);
    tell_value(r, ev->pid, ev->left, a);
    tell_value(r, ev->pid, ev->right, b);
    tell_value(r, ev->pid, ap_tell_moved(r, ev), v);
    if (ev->op < AP_OP_COUNT)
        ap_tell_operand(im, ap_image_code(im, ev->code), ev->pc, &arg);
    const char *text = ap_str_c(&arg);
    if ((ev->op == AP_OP_BINARY_OP || ev->op == AP_OP_COMPARE_OP) && *a)
        ap_str_printf(out, "%s computes %s %s %s = %s.", who, a, text, b, v);
    else if (ev->op == AP_OP_STORE_FAST && *v)
        ap_str_printf(out, "%s puts %s into its own %s.", who, v, text);
    else if (ev->op == AP_OP_LOAD_FAST && *v)
        ap_str_printf(out, "%s takes its own %s: %s.", who, text, v);
    else if (ev->op < AP_OP_COUNT)
        ap_str_printf(out, "%s runs %s%s%s, line %u.", who,
                      ap_ops[ev->op].name, *text ? " " : "", text, ev->line);
    else if (ev->line)
        ap_str_printf(out, "%s goes on in line %u.", who, ev->line);
    else
        ap_str_printf(out, "%s comes to its end.", who);
    ap_str_clear(&arg);
}

/* Set-up: __doc__ and the like, and what C code reads to begin a thread. */
static bool is_plumbing(const ap_run *r, const ap_event *ev)
{
    char where[TELL_NAME] = "";
    if (ev->op == AP_OP_COUNT)
        return true;
    if (ev->naccesses && ev->access[0].where == AP_AT_GLOBAL)
        tell_where(r, ev->pid, &ev->access[0], where);
    return where[0] == '_' && where[1] == '_';
}

/* A list that no name leads to, or one that only keeps threads. */
static bool is_dull_container(const ap_run *r, const ap_event *ev)
{
    char label[TELL_NAME];
    ap_word key, item;
    ap_object_view o;
    ap_word list = ev->access[0].obj;
    tell_label(r, ev->pid, list, label);
    bool is_named = (label[0] >= 'a' && label[0] <= 'z')
        || (label[0] >= 'A' && label[0] <= 'Z') || label[0] == '_';
    return (!is_named && ev->op == AP_OP_FOR_ITER)
        || (ap_view_item(tell_world(r), ev->pid, list, 0, &key, &item)
            && ap_view_object(tell_world(r), ev->pid, item, &o)
            && o.role == AP_ROLE_THREAD);
}

/* Does a write only give a name to a function, a class, a thread, …? */
static bool only_names(const ap_run *r, const ap_event *ev)
{
    ap_object_view o;
    if (!ev->value || ev->access[0].where == AP_AT_WHOLE
        || !ap_view_object(tell_world(r), ev->pid, ev->value, &o))
        return false;
    return o.is_function || o.is_class || o.is_module
        || o.role == AP_ROLE_THREAD;
}

bool ap_tell_matters(const ap_run *r, const ap_event *ev, bool with_library)
{
    static const bool moves_a_thread[AP_EV_COUNT] = {
        [AP_EV_OUTPUT] = true, [AP_EV_START] = true, [AP_EV_END] = true,
        [AP_EV_BLOCK] = true, [AP_EV_WAIT] = true, [AP_EV_WOKEN] = true,
        [AP_EV_SLEEP] = true, [AP_EV_DIE] = true, [AP_EV_EXIT] = true};
    static const bool is_heard_of[AP_EV_COUNT] = {
#define X(name, visible, words) [AP_EV_##name] = visible,
        AP_EVENTS(X)
#undef X
    };
    if (!ev->is_visible || ev->kind >= AP_EV_COUNT || !is_heard_of[ev->kind])
        return false;
    if (ev->in_library && !with_library && !moves_a_thread[ev->kind])
        return false;
    bool is_access = ev->kind == AP_EV_READ || ev->kind == AP_EV_WRITE;
    if (!is_access)
        return true;
    if (is_plumbing(r, ev))
        return false;
    if (ev->access[0].where == AP_AT_WHOLE && is_dull_container(r, ev))
        return false;
    if (ev->kind == AP_EV_WRITE)
        return !only_names(r, ev);
    if (ap_world_threads(tell_world(r)) < 2)
        return false; /* nobody else is there yet */
    return ev->access[0].where == AP_AT_WHOLE
        || tell_is_plain(r, ev->pid, ev->value);
}

void ap_tell_just(const ap_tell *t, const ap_run *r, const ap_event *ev,
                  ap_str *out)
{
    if (ev->kind == AP_EV_NONE || ev->kind >= AP_EV_COUNT) {
        say_quiet(r, ev, out);
        return;
    }
    facts f = gather(t, r, ev);
    size_t before = out->len;
    tell_say((ap_event_kind)ev->kind, &f, out);
    if (out->len == before)
        say_quiet(r, ev, out);
}
