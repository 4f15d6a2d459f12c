/* The module threading: its functions, and its table. Its Python part
 * (py/threading.py) adds what CPython writes in Python too: wait_for, Timer,
 * local, excepthook. */
#include "lib_i.h"

/* Where idents of virtual threads begin: they look like CPython's, which are
 * addresses of stacks 8 MiB apart. */
#define IDENT_BASE INT64_C(140737345000000)
enum { IDENT_STRIDE = 8392704, NATIVE_BASE = 4000 };

int64_t ap_lib_ident(const ap_ctx *c, ap_tid tid)
{
    (void)c;
    return IDENT_BASE - (int64_t)tid * IDENT_STRIDE;
}

int64_t ap_lib_native_id(ap_tid tid)
{
    return NATIVE_BASE + tid;
}

static bool is_ours(const ap_ctx *c, ap_tid tid)
{
    return ap_world_process_of(c->world, tid)
        == ap_world_process_of(c->world, ap_self(c));
}

static ap_tid main_tid(const ap_ctx *c)
{
    for (ap_tid tid = 0; tid < ap_thread_count(c); tid++)
        if (is_ours(c, tid))
            return tid;
    return 0;
}

/* ---- functions ------------------------------------------------------ */

static ap_ret fn_current_thread(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    return ap_lib_thread_of(c, ap_self(c), out);
}

static ap_ret fn_main_thread(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    return ap_lib_thread_of(c, main_tid(c), out);
}

static ap_ret fn_enumerate(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    ap_ret r = ap_list_new(c, 8, out);
    for (ap_tid tid = 0; r == AP_OK && tid < ap_thread_count(c); tid++) {
        ap_word t;
        if (!is_ours(c, tid) || ap_thread_is_over(c, tid))
            continue;
        r = ap_lib_thread_of(c, tid, &t);
        if (r == AP_OK)
            r = ap_list_append(c, *out, t);
    }
    ap_tell(c, AP_EV_TEST, AP_NULL, -1, AP_NULL);
    return r;
}

static ap_ret fn_active_count(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    int live = 0;
    for (ap_tid tid = 0; tid < ap_thread_count(c); tid++)
        live += is_ours(c, tid) && !ap_thread_is_over(c, tid);
    *out = ap_from_small(live);
    ap_tell(c, AP_EV_TEST, AP_NULL, -1, *out);
    return AP_OK;
}

static ap_ret fn_get_ident(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    return ap_int_new(c, ap_lib_ident(c, ap_self(c)), out);
}

static ap_ret fn_get_native_id(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    *out = ap_from_small(ap_lib_native_id(ap_self(c)));
    return AP_OK;
}

/* Threads here have no stack of fixed size; 0 says "the system's own". */
static ap_ret fn_stack_size(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t size = 0;
    ap_ret r = n && a[0] != AP_NULL ? ap_lib_int(c, a[0], &size) : AP_OK;
    if (r != AP_OK)
        return r;
    if (size < 0)
        return ap_raise(c, AP_X_ValueError,
                        "size must be 0 or a positive value");
    if (size > 0 && size < 32768)
        return ap_raise(c, AP_X_ValueError, "size not valid: %lld bytes",
                        (long long)size);
    *out = ap_from_small(0);
    return AP_OK;
}

/* _complain(heading, exception): both to stderr, the exception as a
 * traceback. */
static ap_ret fn_complain(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_str text = {0};
    ap_str_put(&text, ap_str_bytes(c, a[0], NULL));
    ap_ret r = ap_traceback(c, a[1], &text);
    if (r == AP_OK)
        ap_put(c, 2, ap_str_c(&text), text.len);
    ap_str_clear(&text);
    *out = AP_NONE;
    return r;
}

/* _at_shutdown(function): called when the main thread's code has ended,
 * before the other threads are waited for; the last one first. */
static ap_ret fn_at_shutdown(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return ap_lib_keep_more(c, AP_KEEP_ATEXIT, a[0]);
}

/* ---- old spellings ---------------------------------------------------- */

LIB_OLD(old_current_thread, fn_current_thread,
        "currentThread() is deprecated, use current_thread() instead")
LIB_OLD(old_active_count, fn_active_count,
        "activeCount() is deprecated, use active_count() instead")

static const ap_native_fn functions[] = {
    {.name = "current_thread", .fn = fn_current_thread},
    {.name = "currentThread", .fn = old_current_thread},
    {.name = "main_thread", .fn = fn_main_thread},
    {.name = "enumerate", .fn = fn_enumerate},
    {.name = "active_count", .fn = fn_active_count},
    {.name = "activeCount", .fn = old_active_count},
    {.name = "get_ident", .fn = fn_get_ident},
    {.name = "get_native_id", .fn = fn_get_native_id},
    {.name = "stack_size", .fn = fn_stack_size, .params = "size="},
    {.name = "_at_shutdown", .fn = fn_at_shutdown, .min = 1, .max = 1},
    {.name = "_register_atexit", .fn = fn_at_shutdown, .min = 1, .max = 1},
    {.name = "_complain", .fn = fn_complain, .min = 2, .max = 2},
    {.name = NULL}};

/* ---- the module ----------------------------------------------------- */

const ap_native_class ap_lib_threading_classes[] = {
#define X(row, rows, name_, base_, role_, raw_, refs_, dict_)                  \
    {.name = name_, .base = base_, .role = AP_ROLE_##role_, .raw = raw_,       \
     .refs = refs_, .has_dict = dict_, .methods = ap_lib_##rows##_methods,     \
     .shown = AP_ROLE_##role_ == AP_ROLE_LOCK    ? "_thread.lock"              \
         : AP_ROLE_##role_ == AP_ROLE_RLOCK ? "_thread.RLock"                  \
                                            : NULL},
    LIB_THREADING_CLASSES(X)
#undef X
    {.name = NULL}};

const ap_native_module ap_lib_threading = {
    .name = "threading",
    .functions = functions,
    .classes = ap_lib_threading_classes};
