/* The module sys: exit, the streams, the switch interval, what is known of the
 * program. sys.stdout and sys.stderr are objects with one number: the fd. */
#include "lib_i.h"

#include <limits.h>
#include <string.h>

enum { STREAM, CLASSES };

/* ---- streams -------------------------------------------------------- */

static int fd_of(const ap_ctx *c, ap_word stream)
{
    return (int)lib_raw(c, stream, 0);
}

static ap_ret stream_write(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    size_t len;
    if (!ap_is_str(c, a[1]))
        return ap_raise(c, AP_X_TypeError,
                        "write() argument must be str, not %s",
                        ap_type_name(c, a[1]));
    const char *s = ap_str_bytes(c, a[1], &len);
    ap_put(c, fd_of(c, a[0]), s, len);
    *out = ap_from_small((int64_t)ap_utf8_count(s, len));
    return AP_OK;
}

static ap_ret stream_writelines(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word list, empty, text = AP_NULL, join;
    AP_TRY(ap_sub_list(c, a[1], &list));
    AP_TRY(ap_str_new(c, "", 0, &empty));
    AP_TRY(ap_attr_get(c, empty, "join", &join));
    AP_TRY(ap_sub(c, join, &list, 1, AP_NULL, &text));
    ap_word args[2] = {a[0], text};
    AP_TRY(stream_write(c, args, 2, out));
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret stream_flush(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)a, (void)n;
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret stream_isatty(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)c, (void)a, (void)n;
    *out = AP_FALSE;
    return AP_OK;
}

static ap_ret stream_fileno(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_from_small(fd_of(c, a[0]));
    return AP_OK;
}

static ap_ret stream_name(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_str_fmt(c, out, "%s",
                      fd_of(c, a[0]) == 2 ? "<stderr>" : "<stdout>");
}

static ap_ret stream_encoding(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    return ap_str_new(c, "utf-8", 5, out);
}

static ap_ret stream_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return ap_str_fmt(c, out,
                      "<_io.TextIOWrapper name='%s' mode='w' "
                      "encoding='utf-8'>",
                      fd_of(c, a[0]) == 2 ? "<stderr>" : "<stdout>");
}

static const ap_native_fn stream_methods[] = {
    {.name = "write", .fn = stream_write, .min = 2, .max = 2},
    {.name = "writelines", .fn = stream_writelines, .min = 2, .max = 2},
    {.name = "flush", .fn = stream_flush, .min = 1, .max = 1},
    {.name = "isatty", .fn = stream_isatty, .min = 1, .max = 1},
    {.name = "fileno", .fn = stream_fileno, .min = 1, .max = 1},
    {.name = "name", .fn = stream_name, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "encoding", .fn = stream_encoding, .min = 1, .max = 1,
     .flags = AP_FN_GETTER},
    {.name = "__repr__", .fn = stream_repr, .min = 1, .max = 1},
    {.name = NULL}};
static const ap_native_class classes[CLASSES + 1] = {
    [STREAM] = {.name = "TextIOWrapper", .raw = 1, .methods = stream_methods},
    {.name = NULL}};

/* ---- functions ------------------------------------------------------ */

static ap_ret fn_exit(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    *out = AP_NONE;
    return ap_raise_arg(c, AP_X_SystemExit, n ? a[0] : AP_NULL);
}

static ap_gil *gil_of(const ap_ctx *c)
{
    return ap_world_gil(c->world, ap_world_process_of(c->world, ap_self(c)));
}

/* Kept in whole microseconds, as CPython does. */
static ap_ret fn_setswitchinterval(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double s;
    AP_TRY(ap_lib_real(c, a[0], &s));
    if (!(s > 0))
        return ap_raise(c, AP_X_ValueError,
                        "switch interval must be strictly positive");
    if (s > 4e9)
        s = 4e9;
    gil_of(c)->interval_ns = (int64_t)(s * 1e6) * 1000;
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret fn_getswitchinterval(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    return ap_float_new(c, (double)gil_of(c)->interval_ns / 1e9, out);
}

static ap_ret fn_getrecursionlimit(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    return ap_int_new(c, ap_recursion_limit(c), out);
}

static ap_ret fn_setrecursionlimit(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t limit;
    AP_TRY(ap_lib_int(c, a[0], &limit));
    if (limit < 1)
        return ap_raise(c, AP_X_ValueError,
                        "recursion limit must be greater or equal than 1");
    if (limit > INT_MAX)
        return ap_raise(c, AP_X_OverflowError,
                        "Python int too large to convert to C int");
    ap_set_recursion_limit(c, (int)limit);
    *out = AP_NONE;
    return AP_OK;
}

/* (type, value, traceback) of the exception being handled. */
static ap_ret fn_exc_info(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    ap_word w[3] = {AP_NONE, ap_handled(c), AP_NONE};
    if (!lib_given(w[1])) {
        w[1] = AP_NONE;
        return ap_tuple_new(c, w, 3, out);
    }
    AP_TRY(ap_attr_get(c, w[1], "__class__", &w[0]));
    AP_TRY(ap_attr_get(c, w[1], "__traceback__", &w[2]));
    return ap_tuple_new(c, w, 3, out);
}

static ap_ret fn_exception(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    *out = lib_given(ap_handled(c)) ? ap_handled(c) : AP_NONE;
    return AP_OK;
}

static ap_ret fn_intern(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = a[0];
    return ap_is_str(c, a[0])
        ? AP_OK
        : ap_raise(c, AP_X_TypeError, "intern() argument must be str, not %s",
                   ap_type_name(c, a[0]));
}

static ap_ret fn_getdefaultencoding(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    return ap_str_new(c, "utf-8", 5, out);
}

/* _traceback(exception): as the interpreter would print it. */
static ap_ret fn_traceback(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_str text = {0};
    ap_ret r = ap_traceback(c, a[0], &text);
    if (r == AP_OK)
        r = ap_str_new(c, ap_str_c(&text), text.len, out);
    ap_str_clear(&text);
    return r;
}

/* _caller(skip=0): (path, line, function, module) of the innermost frame that
 * is not the library's, or of one that many further out. */
static ap_ret fn_caller(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_frame_view v;
    const char *path = "?", *name = "?";
    uint32_t line = 0;
    int64_t skip = 0;
    if (n)
        AP_TRY(ap_lib_int(c, a[0], &skip));
    for (int depth = 0;
         ap_view_frame(c->world, ap_self(c), depth, &v); depth++) {
        if (v.in_library || skip-- > 0)
            continue;
        path = ap_image_module(ap_world_image(c->world), v.code->module)->path;
        name = v.code->name;
        line = v.line;
        break;
    }
    ap_word w[4] = {AP_NULL, ap_from_small(line)};
    AP_TRY(ap_str_new(c, path, strlen(path), &w[0]));
    AP_TRY(ap_str_new(c, name, strlen(name), &w[2]));
    AP_TRY(ap_str_new(c, "__main__", 8, &w[3]));
    return ap_tuple_new(c, w, 4, out);
}

/* _at_exit(function): called when all threads have ended; the last first. */
static ap_ret fn_at_exit(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    return ap_lib_keep_more(c, AP_KEEP_FINALLY, a[0]);
}

/* _on_interrupt(function): called in the main thread at each Ctrl-C; None:
 * KeyboardInterrupt. */
static ap_ret fn_on_interrupt(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    ap_store(ap_keep(c, AP_KEEP_SIGINT), a[0] == AP_NONE ? AP_NULL : a[0]);
    return AP_OK;
}

static const ap_native_fn functions[] = {
    {.name = "_on_interrupt", .fn = fn_on_interrupt, .min = 1, .max = 1},
    {.name = "_at_exit", .fn = fn_at_exit, .min = 1, .max = 1},
    {.name = "_traceback", .fn = fn_traceback, .min = 1, .max = 1},
    {.name = "_caller", .fn = fn_caller, .min = 0, .max = 1},
    {.name = "exit", .fn = fn_exit, .min = 0, .max = 1},
    {.name = "setswitchinterval", .fn = fn_setswitchinterval, .min = 1,
     .max = 1},
    {.name = "getswitchinterval", .fn = fn_getswitchinterval},
    {.name = "getrecursionlimit", .fn = fn_getrecursionlimit},
    {.name = "setrecursionlimit", .fn = fn_setrecursionlimit, .min = 1,
     .max = 1},
    {.name = "exc_info", .fn = fn_exc_info},
    {.name = "exception", .fn = fn_exception},
    {.name = "intern", .fn = fn_intern, .min = 1, .max = 1},
    {.name = "getdefaultencoding", .fn = fn_getdefaultencoding},
    {.name = NULL}};

/* ---- set-up --------------------------------------------------------- */

const lib_const ap_lib_sys_consts[] = {
    {.name = "maxsize", .kind = LIB_INT, .i = INT64_MAX},
    {.name = "platform", .kind = LIB_STR, .s = "linux"},
    {.name = "byteorder", .kind = LIB_STR, .s = "little"},
    {.name = "version", .kind = LIB_STR, .s = "3.12.1 (apiary) [GCC]"},
    {.name = "hexversion", .kind = LIB_INT, .i = 0x030c01f0},
    {.name = "maxunicode", .kind = LIB_INT, .i = 0x10ffff},
    {.name = "executable", .kind = LIB_STR, .s = "apiary"},
    {.name = NULL}};
const char *const ap_lib_sys_others[] = {"argv", "stdout", "stderr",
                                         "__stdout__", "__stderr__", NULL};

static ap_ret add_stream(ap_ctx *c, ap_word dict, const char *name,
                         const char *dunder, int fd, int keep)
{
    ap_word stream, class_ = ap_native_class_of(c, &classes[STREAM]);
    AP_TRY(ap_native_new(c, class_, &stream));
    lib_raw_set(c, stream, 0, fd);
    ap_store(ap_keep(c, keep), stream);
    AP_TRY(ap_lib_set(c, dict, name, stream));
    return ap_lib_set(c, dict, dunder, stream);
}

static ap_ret add_argv(ap_ctx *c, ap_word dict)
{
    const ap_world_options *o = ap_options_of(c);
    ap_word list;
    AP_TRY(ap_list_new(c, o->argc, &list));
    for (int i = 0; i < o->argc; i++) {
        ap_word arg;
        AP_TRY(ap_str_new(c, o->argv[i], strlen(o->argv[i]), &arg));
        AP_TRY(ap_list_append(c, list, arg));
    }
    return ap_lib_set(c, dict, "argv", list);
}

static ap_ret setup(ap_ctx *c, ap_word dict)
{
    AP_TRY(ap_lib_set_consts(c, dict, ap_lib_sys_consts));
    AP_TRY(add_argv(c, dict));
    AP_TRY(add_stream(c, dict, "stdout", "__stdout__", 1, AP_KEEP_STDOUT));
    return add_stream(c, dict, "stderr", "__stderr__", 2, AP_KEEP_STDERR);
}

const ap_native_module ap_lib_sys = {.name = "sys",
                                     .functions = functions,
                                     .classes = classes,
                                     .setup = setup};
