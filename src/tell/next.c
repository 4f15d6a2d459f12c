/* NEXT: who is next, what it will do, and over what. */
#include "tell_i.h"

#include <string.h>

/* The value on the thread's stack, i-th from the top (0). */
static ap_word from_top(const ap_run *r, ap_tid tid, int i)
{
    ap_frame_view f;
    if (!ap_view_frame(tell_world(r), tid, 0, &f) || i >= f.nstack)
        return 0;
    return ap_view_stack(tell_world(r), tid, 0, f.nstack - 1 - i);
}

/* The lock, semaphore, … that a call or a `with` goes to, or 0. */
static ap_word sync_asked(const ap_run *r, const ap_event *ev)
{
    ap_sync_view v;
    ap_word w = ev->op == AP_OP_BEFORE_WITH ? from_top(r, ev->tid, 0)
                                            : ev->sync;
    if (!w || !ap_view_sync_of(tell_world(r), ev->pid, w, &v))
        return 0;
    return w;
}

/* The object; of a condition, who has its lock. */
static ap_sync_view look_at_sync(const ap_run *r, int pid, ap_word sync)
{
    ap_sync_view v = {.owner = -1}, lock;
    if (sync)
        ap_view_sync_of(tell_world(r), pid, sync, &v);
    if (v.lock && ap_view_sync_of(tell_world(r), pid, v.lock, &lock))
        v.owner = lock.owner;
    return v;
}

/* acquire(False), acquire(blocking=False): it will not wait. */
static bool only_tries(const ap_run *r, const ap_event *ev)
{
    char value[TELL_VALUE];
    for (int i = 0; ev->op == AP_OP_CALL && i < (int)ev->arg; i++) {
        tell_value(r, ev->pid, from_top(r, ev->tid, i), value);
        if (strcmp(value, "False") == 0)
            return true;
    }
    return false;
}

static void say_asks(const ap_run *r, const ap_event *ev, ap_word sync,
                     const char *who, ap_str *out)
{
    ap_sync_view v = look_at_sync(r, ev->pid, sync);
    char what[TELL_NAME], owner[TELL_NAME];
    bool tries = only_tries(r, ev);
    tell_label(r, ev->pid, sync, what);
    tell_name(r, v.owner, owner);
    bool is_lock = v.role == AP_ROLE_LOCK || v.role == AP_ROLE_RLOCK
        || v.role == AP_ROLE_CONDITION;
    if (tries && is_lock && v.owner >= 0
        && (v.owner != ev->tid || v.role == AP_ROLE_LOCK))
        ap_str_printf(out, "%s tries to take %s, but %s has it.", who, what,
                      owner);
    else if (tries && v.role == AP_ROLE_SEMAPHORE && v.count <= 0)
        ap_str_printf(out, "%s tries to take one of %s, but none is left.",
                      who, what);
    else if (v.owner == ev->tid && v.role == AP_ROLE_LOCK)
        ap_str_printf(out, "%s asks for %s, which it has itself: it waits %s.",
                      who, what, ev->op == AP_OP_CALL && ev->arg
                                     ? "in vain" : "for ever");
    else if (is_lock && v.owner >= 0 && v.owner != ev->tid)
        ap_str_printf(out, "%s asks for %s, but %s has it: %s must wait.",
                      who, what, owner, who);
    else if (v.role == AP_ROLE_SEMAPHORE && v.count <= 0)
        ap_str_printf(out, "%s asks for %s, but none is left: it must wait.",
                      who, what);
    else if (is_lock || v.role == AP_ROLE_SEMAPHORE)
        ap_str_printf(out, "%s takes %s.", who, what);
}

/* Is it "left.acquire(False)", or another call of the method? */
static bool calls_method(const char *source, const char *name)
{
    char call[TELL_NAME];
    ap_print(call, sizeof call, ".%s(", name);
    return strstr(source, call) != NULL;
}

static bool is_with_exit(const ap_run *r, const ap_event *ev)
{
    ap_frame_view f;
    if (ev->op != AP_OP_CALL || ev->arg != 2
        || !ap_view_frame(tell_world(r), ev->tid, 0, &f))
        return false;
    const ap_module *m = ap_image_module(ap_world_image(tell_world(r)),
                                         f.code->module);
    const char *line = ap_module_line(m, ev->line);
    line += strspn(line, " \t");
    return strncmp(line, "with ", 5) == 0;
}

/* A call that waited, or still does, and goes on now; but not one that asks
 * for a lock. */
static void say_goes_on(const ap_run *r, const ap_event *ev, ap_word sync,
                        const char *who, ap_str *out)
{
    ap_thread_view t;
    ap_sync_view v = look_at_sync(r, ev->pid, sync);
    char what[TELL_NAME], other[TELL_NAME];
    if (!ap_view_thread(tell_world(r), ev->tid, &t))
        return;
    tell_label(r, ev->pid, sync, what);
    tell_name(r, v.owner >= 0 ? v.owner : t.woken_by, other);
    if (v.role == AP_ROLE_CONDITION && v.owner >= 0 && v.owner != ev->tid)
        ap_str_printf(out, "%s is woken, but %s has %s's lock: it must wait.",
                      who, other, what);
    else if (v.role == AP_ROLE_CONDITION)
        ap_str_printf(out, "%s is woken and takes %s's lock back.", who, what);
    else if (t.state == AP_TS_SLEEP)
        ap_str_printf(out, "%s has slept enough and goes on.", who);
    else if (t.state == AP_TS_WAIT)
        ap_str_printf(out, "%s goes on: its time is up.", who);
    else if (t.woken_from == AP_WAIT_JOIN)
        ap_str_printf(out, "%s goes on: %s has ended.", who, other);
    else
        ap_str_printf(out, "%s goes on after its wait.", who);
}

static bool is_woken(const ap_run *r, ap_tid tid)
{
    ap_thread_view t;
    return ap_view_thread(tell_world(r), tid, &t)
        && (t.woken_from != AP_WAIT_NONE || t.wait != AP_WAIT_NONE);
}

/* What `with X:` or `with X as y:` is about, by its text; "" of several. (The
 * call's own place in the text is the whole statement.) */
static void with_what(const ap_run *r, const ap_event *ev, char what[TELL_NAME])
{
    const ap_image *im = ap_world_image(tell_world(r));
    const ap_code *c = ap_image_code(im, ev->code);
    const char *s = ap_module_line(ap_image_module(im, c->module), ev->line);
    s += strspn(s, " \t") + strlen("with ");
    const char *as = strstr(s, " as ");
    size_t n = strcspn(s, ":");
    bool is_one = !memchr(s, ',', n) && !memchr(s, '(', n);
    if (as && as < s + n)
        n = (size_t)(as - s);
    what[0] = 0;
    if (is_one && n < TELL_NAME - 1)
        ap_print(what, TELL_NAME, "%.*s", (int)n, s);
}

static void say_with_exit(const ap_run *r, const ap_event *ev, const char *who,
                          ap_str *out)
{
    char what[TELL_NAME];
    with_what(r, ev, what);
    if (*what)
        ap_str_printf(out, "%s leaves the with block of %s.", who, what);
    else
        ap_str_printf(out, "%s leaves the with block of line %u.", who,
                      ev->line);
}

static void say_call(const ap_run *r, const ap_event *ev, const char *who,
                     ap_str *out)
{
    char source[TELL_NAME];
    ap_word sync = sync_asked(r, ev);
    tell_source(r, ev->code, ev->pc, source);
    if (is_with_exit(r, ev))
        say_with_exit(r, ev, who, out);
    else if (sync && (ev->op == AP_OP_BEFORE_WITH
                      || calls_method(source, "acquire")))
        say_asks(r, ev, sync, who, out);
    else if (is_woken(r, ev->tid))
        say_goes_on(r, ev, sync, who, out);
    else if (*source)
        ap_str_printf(out, "%s calls %s.", who, source);
}

/* A store: what it wipes out, what it replaces. */
static void say_store(const ap_tell *t, const ap_run *r, const ap_event *ev,
                      facts *f, ap_str *out)
{
    char identity[TELL_NAME];
    tell_identity(r, ev->pid, &ev->access[0], identity);
    const pending *p = tell_pending(t, ev->tid, tell_hash(identity));
    if (p && !p->is_check)
        tell_name(r, p->writer, f->victim);
    tell_value(r, ev->pid, ev->old, f->old);
    tell_value(r, ev->pid, ev->value, f->value);
    f->is_named = ev->value && !tell_is_plain(r, ev->pid, ev->value);
    if (*f->old && !*f->victim && !f->is_named)
        ap_str_printf(out, "%s stores %s in %s, which is %s.", f->who,
                      f->value, f->what, f->old);
    else
        tell_say(AP_EV_WRITE, f, out);
}

static void say_access(const ap_tell *t, const ap_run *r, const ap_event *ev,
                       ap_str *out)
{
    facts f = {0};
    tell_name(r, ev->tid, f.who);
    tell_where(r, ev->pid, &ev->access[0], f.what);
    if (ev->access[0].is_write) {
        say_store(t, r, ev, &f, out);
        return;
    }
    f.is_named = ev->value && !tell_is_plain(r, ev->pid, ev->value);
    tell_value(r, ev->pid, ev->value, f.value);
    if (*f.value && !f.is_named)
        ap_str_printf(out, "%s reads %s, which is %s.", f.who, f.what,
                      f.value);
    else
        ap_str_printf(out, "%s looks up %s.", f.who, f.what);
}

static void say_operands(const ap_run *r, const ap_event *ev, const char *who,
                         ap_str *out)
{
    char a[TELL_VALUE], b[TELL_VALUE];
    ap_str sign = {0};
    const ap_image *im = ap_world_image(tell_world(r));
    tell_value(r, ev->pid, ev->left, a);
    tell_value(r, ev->pid, ev->right, b);
    ap_dis_arg(im, ap_image_code(im, ev->code), ev->pc, &sign);
    if (*a && *b)
        ap_str_printf(out, "%s computes %s %s %s.", who, a, ap_str_c(&sign),
                      b);
    ap_str_clear(&sign);
}

static void say_return(const ap_run *r, const ap_event *ev, const char *who,
                       ap_str *out)
{
    ap_thread_view v;
    ap_frame_view f;
    if (!ap_view_thread(tell_world(r), ev->tid, &v)
        || !ap_view_frame(tell_world(r), ev->tid, 0, &f))
        return;
    if (v.depth <= 1 && !v.is_main)
        ap_str_printf(out, "%s comes to its end.", who);
    else if (v.depth <= 1)
        ap_str_printf(out, "%s comes to the end of the program.", who);
    else
        ap_str_printf(out, "%s returns from %s.", who, f.code->qualname);
}

/* "A drops the GIL, B takes it. " where that comes first. */
static void say_handover(const ap_run *r, ap_tid next, ap_str *out)
{
    char from[TELL_NAME], to[TELL_NAME];
    ap_world *w = tell_world(r);
    if (ap_run_options_of(r)->gil == AP_GIL_OFF)
        return;
    ap_tid holder = ap_world_gil(w, ap_world_process_of(w, next))->holder;
    if (holder < 0 || holder == next)
        return;
    tell_name(r, holder, from);
    tell_name(r, next, to);
    ap_str_printf(out, "The GIL goes from %s to %s. ", from, to);
}

static void say_step(const ap_tell *t, const ap_run *r, const ap_event *ev,
                     const char *who, ap_str *out)
{
    switch (ev->op) {
    case AP_OP_CALL:
    case AP_OP_CALL_FUNCTION_EX:
    case AP_OP_BEFORE_WITH:
        say_call(r, ev, who, out);
        break;
    case AP_OP_BINARY_OP:
    case AP_OP_COMPARE_OP:
        say_operands(r, ev, who, out);
        break;
    case AP_OP_RETURN_VALUE:
    case AP_OP_RETURN_CONST:
        say_return(r, ev, who, out);
        break;
    default:
        if (ev->naccesses && ev->access[0].where != AP_AT_NONE)
            say_access(t, r, ev, out);
    }
}

static bool has_begun(const ap_run *r, ap_tid tid)
{
    ap_thread_view t;
    return ap_view_thread(tell_world(r), tid, &t) && t.steps > 0;
}

void ap_tell_next(const ap_tell *t, const ap_run *r, ap_tid next, ap_str *out)
{
    ap_event ev = {0};
    char who[TELL_NAME];
    if (next < 0) {
        ap_tell_stop(r, out);
        return;
    }
    /* No line is known of a thread that has no frame yet, or none any more. */
    ap_view_next(tell_world(r), next, &ev);
    ev.tid = next;
    tell_name(r, next, who);
    say_handover(r, next, out);
    size_t before = out->len;
    say_step(t, r, &ev, who, out);
    if (out->len > before)
        return;
    if (!ev.line) {
        ap_str_printf(out, "%s %s.", who, has_begun(r, next)
                                              ? "comes to its end" : "begins");
        return;
    }
    const ap_image *im = ap_world_image(tell_world(r));
    const ap_code *c = ap_image_code(im, ev.code);
    const char *line = ap_module_line(ap_image_module(im, c->module), ev.line);
    line += strspn(line, " \t");
    ap_str_printf(out, "%s goes on in line %u: %.44s", who, ev.line, line);
}
