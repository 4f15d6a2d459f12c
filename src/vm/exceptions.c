/* The methods of exceptions: BaseException's for all of them, and what some
 * classes have beside. */
#include "calls_i.h"

#include "types_i.h"

#include <errno.h>

/* OSError(2, "…") is a FileNotFoundError, and so on. */
static ap_word class_by_errno(const ap_ctx *c, ap_word class_, ap_word args)
{
    static const struct {
        int number;
        ap_exception x;
    } rows[] = {{EPERM, AP_X_PermissionError}, {ENOENT, AP_X_FileNotFoundError},
                {ESRCH, AP_X_ProcessLookupError},
                {EINTR, AP_X_InterruptedError},
                {ECHILD, AP_X_ChildProcessError},
                {EAGAIN, AP_X_BlockingIOError},
                {EACCES, AP_X_PermissionError}, {EEXIST, AP_X_FileExistsError},
                {ENOTDIR, AP_X_NotADirectoryError},
                {EISDIR, AP_X_IsADirectoryError}, {EPIPE, AP_X_BrokenPipeError},
                {ETIMEDOUT, AP_X_TimeoutError}};
    int64_t number;
    if (class_ != ap_exception_class(c, AP_X_OSError)
        || ap_tuple_len(c, args) < 2
        || !ap_int_get(c, ap_tuple_at(c, args, 0), &number))
        return class_;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].number == number)
            return ap_exception_class(c, rows[i].x);
    return class_;
}

static ap_ret exc_new(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    /* a: class, *args, **kwargs (of an __init__ in Python) */
    return ap_exc_new(c, class_by_errno(c, a[0], a[1]), a[1], out);
}

static ap_ret exc_init(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    if (ap_dict_len(c, a[2]))
        return ap_raise(c, AP_X_TypeError, "%s() takes no keyword arguments",
                        ap_type_name(c, a[0]));
    ap_set(c, a[0], AP_EXC_ARGS, a[1]);
    *out = AP_NONE;
    return AP_OK;
}

static ap_word args_of(const ap_ctx *c, ap_word exc)
{
    return ap_get(c, exc, AP_EXC_ARGS);
}

static ap_ret exc_str(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word args = args_of(c, a[0]);
    int len = ap_tuple_len(c, args);
    if (len == 0)
        return ap_str_new(c, "", 0, out);
    if (len > 1)
        return ap_repr(c, args, out);
    ap_word only = ap_tuple_at(c, args, 0);
    bool is_key = ap_exc_matches(c, a[0],
                                 ap_exception_class(c, AP_X_KeyError));
    return is_key ? ap_repr(c, only, out) : ap_to_str(c, only, out);
}

static ap_ret exc_repr(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word args = args_of(c, a[0]), text;
    const char *name = ap_type_name(c, a[0]);
    if (ap_tuple_len(c, args) != 1) {
        AP_TRY(ap_repr(c, args, &text));
        return ap_str_fmt(c, out, "%s%s", name, ap_str_bytes(c, text, NULL));
    }
    AP_TRY(ap_repr(c, ap_tuple_at(c, args, 0), &text));
    return ap_str_fmt(c, out, "%s(%s)", name, ap_str_bytes(c, text, NULL));
}

static ap_ret exc_with_traceback(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    if (a[1] != AP_NONE && ap_kind_of(c, a[1]) != AP_KIND_TRACE)
        return ap_raise(c, AP_X_TypeError,
                        "__traceback__ must be a traceback or None");
    ap_set(c, a[0], AP_EXC_TRACE, a[1] == AP_NONE ? AP_NULL : a[1]);
    *out = a[0];
    return AP_OK;
}

static ap_ret exc_add_note(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word dict, name = ap_interned(c, "__notes__");
    if (!ap_is_str(c, a[1]))
        return ap_raise(c, AP_X_TypeError, "note must be a str, not '%s'",
                        ap_type_name(c, a[1]));
    AP_TRY(ap_dict_of(c, a[0], &dict));
    ap_word notes = ap_dict_peek(c, dict, name);
    *out = AP_NONE;
    if (notes)
        return ap_list_append(c, notes, a[1]);
    AP_TRY(ap_list_new(c, 1, &notes));
    AP_TRY(ap_list_append(c, notes, a[1]));
    return ap_dict_set_str(c, dict, name, notes);
}

/* ---- attributes ---------------------------------------------------- */

static ap_ret or_none(ap_word w, ap_word *out)
{
    *out = w ? w : AP_NONE;
    return AP_OK;
}

static ap_ret exc_args(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return or_none(args_of(c, a[0]), out);
}

/* A getter of what one word of an exception holds. */
#define SLOT(name, at)                                                         \
    static ap_ret name(ap_ctx *c, ap_word *a, int n, ap_word *out)             \
    {                                                                          \
        (void)n;                                                               \
        return or_none(ap_get(c, a[0], at), out);                              \
    }

SLOT(exc_cause, AP_EXC_CAUSE)
SLOT(exc_context, AP_EXC_CONTEXT)
SLOT(exc_trace, AP_EXC_TRACE)

static ap_ret exc_suppress(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = ap_from_bool(ap_get(c, a[0], AP_EXC_FLAGS) & 1);
    return AP_OK;
}

static ap_ret exc_set_args(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word seq;
    AP_TRY(ap_sub_list(c, a[1], &seq));
    int64_t len;
    const ap_slot *items = ap_items(c, seq, &len);
    AP_TRY(ap_tuple_new(c, (const ap_word *)(const void *)items, (int)len,
                        &seq));
    ap_set(c, a[0], AP_EXC_ARGS, seq);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret exc_set_cause(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_set(c, a[0], AP_EXC_CAUSE, a[1]);
    ap_set(c, a[0], AP_EXC_FLAGS, 1);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret exc_set_context(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_set(c, a[0], AP_EXC_CONTEXT, a[1] == AP_NONE ? AP_NULL : a[1]);
    *out = AP_NONE;
    return AP_OK;
}

static ap_ret exc_set_trace(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word none;
    (void)out;
    *out = AP_NONE;
    return exc_with_traceback(c, a, n, &none);
}

static ap_ret exc_set_suppress(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    bool truth;
    AP_TRY(ap_truth(c, a[1], &truth));
    ap_set(c, a[0], AP_EXC_FLAGS, truth);
    *out = AP_NONE;
    return AP_OK;
}

const ap_native_fn ap_exception_methods[] = {
    {"__new__", exc_new, 0, 0, "cls, *args, **kwargs", 0},
    {"__init__", exc_init, 0, 0, "self, *args, **kwargs", 0},
    {"__str__", exc_str, 1, 1, NULL, 0},
    {"__repr__", exc_repr, 1, 1, NULL, 0},
    {"with_traceback", exc_with_traceback, 2, 2, NULL, 0},
    {"add_note", exc_add_note, 2, 2, NULL, 0},
    {"args", exc_args, 1, 1, NULL, AP_FN_GETTER},
    {"args", exc_set_args, 2, 2, NULL, AP_FN_SETTER},
    {"__cause__", exc_cause, 1, 1, NULL, AP_FN_GETTER},
    {"__cause__", exc_set_cause, 2, 2, NULL, AP_FN_SETTER},
    {"__context__", exc_context, 1, 1, NULL, AP_FN_GETTER},
    {"__context__", exc_set_context, 2, 2, NULL, AP_FN_SETTER},
    {"__traceback__", exc_trace, 1, 1, NULL, AP_FN_GETTER},
    {"__traceback__", exc_set_trace, 2, 2, NULL, AP_FN_SETTER},
    {"__suppress_context__", exc_suppress, 1, 1, NULL, AP_FN_GETTER},
    {"__suppress_context__", exc_set_suppress, 2, 2, NULL, AP_FN_SETTER},
    {0}};

/* ---- what some classes have beside --------------------------------- */

static ap_ret arg_or_none(ap_ctx *c, ap_word exc, int i, ap_word *out)
{
    ap_word args = args_of(c, exc);
    *out = i < ap_tuple_len(c, args) ? ap_tuple_at(c, args, i) : AP_NONE;
    return AP_OK;
}

static ap_ret first_arg(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return arg_or_none(c, a[0], 0, out);
}

static ap_ret second_arg(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return arg_or_none(c, a[0], 1, out);
}

static ap_ret third_arg(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return arg_or_none(c, a[0], 2, out);
}

SLOT(about_name, AP_EXC_NAME)
SLOT(about_obj, AP_EXC_OBJ)

/* SystemExit(1, 2).code is the tuple. */
static ap_ret exit_code(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word args = args_of(c, a[0]);
    *out = args;
    return ap_tuple_len(c, args) > 1 ? AP_OK
                                     : arg_or_none(c, a[0], 0, out);
}

/* "[Errno 2] No such file or directory: 'x'" */
static ap_ret os_error_str(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    ap_word args = args_of(c, a[0]), code, text, file;
    int len = ap_tuple_len(c, args);
    if (len < 2)
        return exc_str(c, a, n, out);
    AP_TRY(ap_to_str(c, ap_tuple_at(c, args, 0), &code));
    AP_TRY(ap_to_str(c, ap_tuple_at(c, args, 1), &text));
    const char *number = ap_str_bytes(c, code, NULL);
    const char *what = ap_str_bytes(c, text, NULL);
    if (len == 2)
        return ap_str_fmt(c, out, "[Errno %s] %s", number, what);
    AP_TRY(ap_repr(c, ap_tuple_at(c, args, 2), &file));
    return ap_str_fmt(c, out, "[Errno %s] %s: %s", number, what,
                      ap_str_bytes(c, file, NULL));
}

static const ap_native_fn stop_iteration_rows[] = {
    {"value", first_arg, 1, 1, NULL, AP_FN_GETTER}, {0}};
static const ap_native_fn system_exit_rows[] = {
    {"code", exit_code, 1, 1, NULL, AP_FN_GETTER}, {0}};
static const ap_native_fn os_error_rows[] = {
    {"__str__", os_error_str, 1, 1, NULL, 0},
    {"errno", first_arg, 1, 1, NULL, AP_FN_GETTER},
    {"strerror", second_arg, 1, 1, NULL, AP_FN_GETTER},
    {"filename", third_arg, 1, 1, NULL, AP_FN_GETTER},
    {0}};
static const ap_native_fn import_error_rows[] = {
    {"msg", first_arg, 1, 1, NULL, AP_FN_GETTER},
    {"name", about_name, 1, 1, NULL, AP_FN_GETTER},
    {0}};
static const ap_native_fn name_error_rows[] = {
    {"name", about_name, 1, 1, NULL, AP_FN_GETTER}, {0}};
static const ap_native_fn attribute_error_rows[] = {
    {"name", about_name, 1, 1, NULL, AP_FN_GETTER},
    {"obj", about_obj, 1, 1, NULL, AP_FN_GETTER},
    {0}};

const ap_exception_rows ap_exception_more[] = {
    {AP_X_StopIteration, stop_iteration_rows},
    {AP_X_SystemExit, system_exit_rows},
    {AP_X_OSError, os_error_rows},
    {AP_X_ImportError, import_error_rows},
    {AP_X_NameError, name_error_rows},
    {AP_X_AttributeError, attribute_error_rows},
    {0, NULL}};

/* ---- tracebacks ---------------------------------------------------- */

static ap_ret trace_next(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    return or_none(ap_get(c, a[0], 1), out);
}

static ap_ret trace_line(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    uint64_t at = ap_get(c, a[0], 0);
    const ap_code *code = ap_code_at(c->world, (uint32_t)at)->code;
    *out = ap_from_small(code->pos[at >> 32].line);
    return AP_OK;
}

const ap_native_fn ap_trace_methods[] = {
    {"tb_next", trace_next, 1, 1, NULL, AP_FN_GETTER},
    {"tb_lineno", trace_line, 1, 1, NULL, AP_FN_GETTER},
    {0}};
