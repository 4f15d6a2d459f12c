/* Thread.
 *
 * A thread object's raw words: tid + 1 (0: not started), LT_* flags, its
 * number among the unnamed. It stays the same object from the first
 * mention to the last; the vm knows it as the thread's object, so that
 * current_thread() finds it. The main thread's is made when first asked for.
 *
 * start() is one step and does not wait for the new thread (CPython's waits
 * until it breathes; no program can tell but by its timing). */
#include "lib_i.h"

#include <stdio.h>

enum { REF_NAME, REF_TARGET, REF_ARGS, REF_KWARGS };
enum { RAW_TID, RAW_FLAGS };
enum { LT_INIT = 1, LT_STARTED = 2, LT_DAEMON = 4 };

static bool has_flag(const ap_ctx *c, ap_word t, int64_t flag)
{
    return (lib_raw(c, t, RAW_FLAGS) & flag) != 0;
}

static void set_flag(const ap_ctx *c, ap_word t, int64_t flag, bool on)
{
    int64_t flags = lib_raw(c, t, RAW_FLAGS);
    lib_raw_set(c, t, RAW_FLAGS, on ? flags | flag : flags & ~flag);
}

static ap_tid tid_of(const ap_ctx *c, ap_word t)
{
    return (ap_tid)lib_raw(c, t, RAW_TID) - 1;
}

static ap_ret need_init(ap_ctx *c, ap_word t, ap_exception x,
                        const char *words)
{
    return has_flag(c, t, LT_INIT) ? AP_OK : ap_raise(c, x, "%s", words);
}

static ap_ret need_init_for_property(ap_ctx *c, ap_word t)
{
    return need_init(c, t, AP_X_AssertionError, "Thread.__init__() not called");
}

/* ---- finding thread objects ----------------------------------------- */

static ap_ret new_main_thread(ap_ctx *c, ap_tid tid, ap_word *out)
{
    ap_word name, t;
    AP_TRY(ap_str_new(c, "MainThread", 10, &name));
    AP_TRY(ap_native_new(c, lib_class_of(c, LIB_MAIN_THREAD), &t));
    lib_ref_set(c, t, REF_NAME, name);
    lib_raw_set(c, t, RAW_TID, tid + 1);
    lib_raw_set(c, t, RAW_FLAGS, LT_INIT | LT_STARTED);
    ap_thread_set_obj(c, tid, t);
    *out = t;
    return AP_OK;
}

ap_ret ap_lib_thread_of(ap_ctx *c, ap_tid tid, ap_word *out)
{
    *out = ap_thread_obj(c, tid);
    return lib_given(*out) ? AP_OK : new_main_thread(c, tid, out);
}

/* ---- making --------------------------------------------------------- */

/* The target's __name__; AP_NULL where it has none. */
static ap_ret name_of_target(ap_ctx *c, ap_word target, ap_word *name)
{
    *name = AP_NULL;
    if (!lib_given(target))
        return AP_OK;
    ap_ret r = ap_attr_get(c, target, "__name__", name);
    if (r != AP_RAISE)
        return r;
    ap_clear(c);
    *name = AP_NULL;
    return AP_OK;
}

/* "Thread-3 (work)": the next number, the target's name where it has one. */
static ap_ret default_name(ap_ctx *c, ap_word target, ap_word *out)
{
    ap_slot *counter = ap_keep(c, AP_KEEP_THREAD_COUNT);
    ap_word w = ap_load(counter), name;
    int64_t number = ap_is_small(w) ? ap_small(w) + 1 : 1;
    AP_TRY(name_of_target(c, target, &name));
    if (ap_is_str(c, name))
        AP_TRY(ap_str_fmt(c, out, "Thread-%lld (%s)", (long long)number,
                          ap_str_bytes(c, name, NULL)));
    else
        AP_TRY(ap_str_fmt(c, out, "Thread-%lld", (long long)number));
    ap_store(counter, ap_from_small(number));
    return AP_OK;
}

static ap_ret name_for(ap_ctx *c, ap_word given, ap_word target, ap_word *out)
{
    if (!lib_given(given))
        return default_name(c, target, out);
    return ap_to_str(c, given, out);
}

/* The given daemon flag, else that of the thread that makes this one. */
static ap_ret daemon_for(ap_ctx *c, ap_word given, bool *out)
{
    if (lib_given(given))
        return ap_truth(c, given, out);
    ap_word me = ap_thread_obj(c, ap_self(c));
    *out = lib_given(me) && has_flag(c, me, LT_DAEMON);
    return AP_OK;
}

static ap_ret fill(ap_ctx *c, ap_word t, ap_word *a, ap_word name)
{
    ap_word args = a[4], kwargs = a[5];
    if (args == AP_NULL)
        AP_TRY(ap_tuple_new(c, NULL, 0, &args));
    if (!lib_given(kwargs))
        AP_TRY(ap_dict_new(c, &kwargs));
    lib_ref_set(c, t, REF_NAME, name);
    lib_ref_set(c, t, REF_TARGET, lib_given(a[2]) ? a[2] : AP_NONE);
    lib_ref_set(c, t, REF_ARGS, args);
    lib_ref_set(c, t, REF_KWARGS, kwargs);
    return AP_OK;
}

/* __init__(self, group, target, name, args, kwargs, *, daemon) */
static ap_ret thread_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word name;
    bool is_daemon;
    *out = AP_NONE;
    if (lib_given(a[1]))
        return ap_raise(c, AP_X_AssertionError,
                        "group argument must be None for now");
    AP_TRY(daemon_for(c, a[6], &is_daemon));
    AP_TRY(name_for(c, a[3], a[2], &name));
    AP_TRY(fill(c, a[0], a, name));
    lib_raw_set(c, a[0], RAW_FLAGS, LT_INIT | (is_daemon ? LT_DAEMON : 0));
    return AP_OK;
}

/* ---- running -------------------------------------------------------- */

static ap_ret thread_start(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word t = a[0], run;
    ap_tid tid;
    *out = AP_NONE;
    AP_TRY(need_init(c, t, AP_X_RuntimeError,
                     "thread.__init__() not called"));
    if (has_flag(c, t, LT_STARTED))
        return ap_raise(c, AP_X_RuntimeError,
                        "threads can only be started once");
    AP_TRY(ap_attr_get(c, t, "run", &run));
    AP_TRY(ap_thread_start(c, t, run, lib_ref(c, t, REF_NAME),
                           has_flag(c, t, LT_DAEMON), &tid));
    lib_raw_set(c, t, RAW_TID, tid + 1);
    set_flag(c, t, LT_STARTED, true);
    ap_publish(c, t);
    ap_tell(c, AP_EV_START, AP_NULL, tid, AP_NULL);
    return AP_OK;
}

/* "__main__.f" for messages about a call of f. */
static ap_ret callee_name(ap_ctx *c, ap_word f, ap_word *out)
{
    ap_word module, name;
    ap_ret r = ap_attr_get(c, f, "__qualname__", &name);
    if (r == AP_OK)
        r = ap_attr_get(c, f, "__module__", &module);
    if (r == AP_RAISE) {
        ap_clear(c);
        return ap_to_str(c, f, out);
    }
    if (r != AP_OK)
        return r;
    if (!ap_is_str(c, module) || ap_str_is(c, module, "builtins"))
        return ap_str_fmt(c, out, "%s()", ap_str_bytes(c, name, NULL));
    return ap_str_fmt(c, out, "%s.%s()", ap_str_bytes(c, module, NULL),
                      ap_str_bytes(c, name, NULL));
}

static ap_ret not_that_argument(ap_ctx *c, ap_word f, const char *stars,
                                const char *wanted, ap_word got)
{
    ap_word name;
    AP_TRY(callee_name(c, f, &name));
    return ap_raise(c, AP_X_TypeError, "%s argument after %s must be %s, not "
                    "%s", ap_str_bytes(c, name, NULL), stars, wanted,
                    ap_type_name(c, got));
}

/* The arguments of the target: args as a list or tuple. */
static ap_ret positional(ap_ctx *c, ap_word t, ap_word *list)
{
    ap_word args = lib_ref(c, t, REF_ARGS);
    ap_ret r = ap_sub_list(c, args, list);
    if (r != AP_RAISE || !ap_raised_is(c, AP_X_TypeError))
        return r;
    ap_clear(c);
    return not_that_argument(c, lib_ref(c, t, REF_TARGET), "*",
                             "an iterable", args);
}

static int64_t items_of(const ap_ctx *c, ap_word seq)
{
    return ap_is_tuple(c, seq) ? ap_tuple_len(c, seq) : ap_list_len(c, seq);
}

static ap_word item_of(const ap_ctx *c, ap_word seq, int64_t i)
{
    return ap_is_tuple(c, seq) ? ap_tuple_at(c, seq, (int)i)
                               : ap_list_at(c, seq, i);
}

/* Calls target(*args, **kwargs) with the words laid out in `words`: the
 * arguments, then the keywords' values, then (for kwnames) their names. */
static ap_ret call_with(ap_ctx *c, ap_word t, ap_word args, ap_word names,
                        ap_word *words)
{
    int n = (int)items_of(c, args), k = (int)items_of(c, names);
    ap_word kwargs = lib_ref(c, t, REF_KWARGS), kwnames = AP_NULL, ignored;
    for (int i = 0; i < n; i++)
        words[i] = item_of(c, args, i);
    for (int i = 0; i < k; i++) {
        words[n + k + i] = item_of(c, names, i);
        AP_TRY(ap_dict_get_str(c, kwargs, words[n + k + i], &words[n + i]));
    }
    if (k)
        AP_TRY(ap_tuple_new(c, words + n + k, k, &kwnames));
    return ap_sub(c, lib_ref(c, t, REF_TARGET), words, n + k, kwnames,
                  &ignored);
}

/* The keywords' names, as a list or tuple. */
static ap_ret keywords(ap_ctx *c, ap_word t, ap_word *names)
{
    ap_word kwargs = lib_ref(c, t, REF_KWARGS);
    if (!ap_is_dict(c, kwargs))
        return not_that_argument(c, lib_ref(c, t, REF_TARGET), "**",
                                 "a mapping", kwargs);
    if (ap_dict_len(c, kwargs) == 0)
        return ap_tuple_new(c, NULL, 0, names);
    return ap_sub_list(c, kwargs, names);
}

static ap_ret thread_run(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word t = a[0], args = AP_NONE, names = AP_NONE;
    *out = AP_NONE;
    if (!has_flag(c, t, LT_INIT))
        return ap_raise(c, AP_X_AttributeError,
                        "'%s' object has no attribute '_target'",
                        ap_type_name(c, t));
    if (!lib_given(lib_ref(c, t, REF_TARGET)))
        return AP_OK;
    AP_TRY(positional(c, t, &args));
    AP_TRY(keywords(c, t, &names));
    size_t room = (size_t)items_of(c, args) + 2 * (size_t)items_of(c, names);
    ap_word *words = ap_alloc((room + 1) * sizeof *words);
    ap_ret r = call_with(c, t, args, names, words);
    ap_free(words);
    return r;
}

/* ---- joining -------------------------------------------------------- */

static ap_ret may_join(ap_ctx *c, ap_word t)
{
    AP_TRY(need_init(c, t, AP_X_RuntimeError,
                     "Thread.__init__() not called"));
    if (!has_flag(c, t, LT_STARTED))
        return ap_raise(c, AP_X_RuntimeError,
                        "cannot join thread before it is started");
    if (tid_of(c, t) == ap_self(c))
        return ap_raise(c, AP_X_RuntimeError, "cannot join current thread");
    return AP_OK;
}

static ap_ret join_begin(ap_ctx *c, ap_word t, ap_word timeout)
{
    int64_t ns;
    AP_TRY(ap_lib_timeout(c, timeout, &ns));
    ap_tid tid = tid_of(c, t);
    if (ns == 0) {
        ap_tell(c, AP_EV_REFUSED, AP_NULL, tid, AP_NULL);
        return AP_OK;
    }
    ap_tell(c, AP_EV_BLOCK, AP_NULL, tid, AP_NULL);
    ap_ret r = ap_wait_on(c, AP_WAIT_JOIN, t, ns);
    ap_wait_of(c)->other = tid;
    return r;
}

static ap_ret thread_join(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_wait *w = ap_wait_of(c);
    bool is_fresh = w->kind == AP_WAIT_NONE;
    *out = AP_NONE;
    AP_TRY(may_join(c, a[0]));
    ap_tid tid = tid_of(c, a[0]);
    bool is_over = ap_thread_is_over(c, tid);
    if (!is_over && is_fresh)
        return join_begin(c, a[0], a[1]);
    if (!is_over && !w->timed_out) {
        ap_tell(c, AP_EV_BLOCK, AP_NULL, tid, AP_NULL);
        return ap_wait_again(c);
    }
    ap_wait_done(c);
    ap_tell(c, is_over ? AP_EV_JOIN : AP_EV_REFUSED, AP_NULL, tid, AP_NULL);
    return AP_OK;
}

static bool is_alive(const ap_ctx *c, ap_word t)
{
    return has_flag(c, t, LT_STARTED) && !ap_thread_is_over(c, tid_of(c, t));
}

static ap_ret thread_is_alive(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_TRY(need_init_for_property(c, a[0]));
    *out = ap_from_bool(is_alive(c, a[0]));
    ap_tell(c, AP_EV_TEST, AP_NULL, tid_of(c, a[0]), *out);
    return AP_OK;
}

/* ---- properties ----------------------------------------------------- */

static ap_ret get_name(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = lib_ref(c, a[0], REF_NAME);
    return need_init_for_property(c, a[0]);
}

static ap_ret set_name(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word name;
    AP_TRY(need_init_for_property(c, a[0]));
    AP_TRY(ap_to_str(c, a[1], &name));
    lib_ref_set(c, a[0], REF_NAME, name);
    if (has_flag(c, a[0], LT_STARTED))
        ap_thread_set_name(c, tid_of(c, a[0]), name);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret get_daemon(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_from_bool(has_flag(c, a[0], LT_DAEMON));
    return need_init_for_property(c, a[0]);
}

static ap_ret set_daemon(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    bool on;
    *out = AP_NONE;
    AP_TRY(need_init(c, a[0], AP_X_RuntimeError,
                     "Thread.__init__() not called"));
    if (has_flag(c, a[0], LT_STARTED))
        return ap_raise(c, AP_X_RuntimeError,
                        "cannot set daemon status of active thread");
    AP_TRY(ap_truth(c, a[1], &on));
    set_flag(c, a[0], LT_DAEMON, on);
    return AP_OK;
}

static ap_ret get_ident(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_TRY(need_init_for_property(c, a[0]));
    *out = AP_NONE;
    if (!has_flag(c, a[0], LT_STARTED))
        return AP_OK;
    return ap_int_new(c, ap_lib_ident(c, tid_of(c, a[0])), out);
}

static ap_ret get_native_id(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_TRY(need_init_for_property(c, a[0]));
    *out = AP_NONE;
    if (has_flag(c, a[0], LT_STARTED))
        *out = ap_from_small(ap_lib_native_id(tid_of(c, a[0])));
    return AP_OK;
}

/* The inner names that subclasses with a run() of their own reach for. */
static ap_ret get_target(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = lib_ref(c, a[0], REF_TARGET);
    return need_init_for_property(c, a[0]);
}

static ap_ret get_args(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = lib_ref(c, a[0], REF_ARGS);
    return need_init_for_property(c, a[0]);
}

static ap_ret get_kwargs(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = lib_ref(c, a[0], REF_KWARGS);
    return need_init_for_property(c, a[0]);
}

/* <Thread(Thread-1 (f), started daemon 140737336607296)> */
static ap_ret thread_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word t = a[0];
    AP_TRY(need_init(c, t, AP_X_AssertionError,
                     "Thread.__init__() was not called"));
    bool was_started = has_flag(c, t, LT_STARTED);
    const char *status = !was_started ? "initial"
        : is_alive(c, t)              ? "started"
                                      : "stopped";
    char ident[32] = "";
    if (was_started)
        snprintf(ident, sizeof ident, " %lld",
                 (long long)ap_lib_ident(c, tid_of(c, t)));
    return ap_str_fmt(c, out, "<%s(%s, %s%s%s)>", ap_type_name(c, t),
                      ap_str_bytes(c, lib_ref(c, t, REF_NAME), NULL), status,
                      has_flag(c, t, LT_DAEMON) ? " daemon" : "", ident);
}

/* ---- old spellings ---------------------------------------------------- */

LIB_OLD(old_get_name, get_name,
        "getName() is deprecated, get the name attribute instead")
LIB_OLD(old_set_name, set_name,
        "setName() is deprecated, set the name attribute instead")
LIB_OLD(old_get_daemon, get_daemon,
        "isDaemon() is deprecated, get the daemon attribute instead")
LIB_OLD(old_set_daemon, set_daemon,
        "setDaemon() is deprecated, set the daemon attribute instead")

const ap_native_fn ap_lib_thread_methods[] = {
    {.name = "__init__", .fn = thread_init,
     .params = "self, group=, target=, name=, args=, kwargs=, *, daemon="},
    {.name = "start", .fn = thread_start, .min = 1, .max = 1},
    {.name = "run", .fn = thread_run, .min = 1, .max = 1},
    {.name = "join", .fn = thread_join, .params = "self, timeout="},
    {.name = "is_alive", .fn = thread_is_alive, .min = 1, .max = 1},
    {.name = "name", .fn = get_name, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "name", .fn = set_name, .min = 2, .max = 2,
     .flags = AP_FN_SETTER},
    {.name = "daemon", .fn = get_daemon, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "daemon", .fn = set_daemon, .min = 2, .max = 2,
     .flags = AP_FN_SETTER},
    {.name = "ident", .fn = get_ident, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "native_id", .fn = get_native_id, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "_target", .fn = get_target, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "_args", .fn = get_args, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "_kwargs", .fn = get_kwargs, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "getName", .fn = old_get_name, .min = 1, .max = 1},
    {.name = "setName", .fn = old_set_name, .params = "self, name"},
    {.name = "isDaemon", .fn = old_get_daemon, .min = 1, .max = 1},
    {.name = "setDaemon", .fn = old_set_daemon, .params = "self, daemonic"},
    {.name = "__repr__", .fn = thread_repr, .min = 1, .max = 1},
    {.name = NULL}};

/* Only its name and repr differ. */
const ap_native_fn ap_lib_main_thread_methods[] = {{.name = NULL}};
