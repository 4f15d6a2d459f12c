/* The module threading: its natives. Its Python part (py/threading.py) adds
 * what CPython writes in Python too: wait_for, Timer, local, excepthook. */
#include "lib_i.h"

#include <string.h>

static ap_ret setup(ap_ctx *c, ap_word dict);

/* _print_exception(value, name): what excepthook writes. */
static ap_ret fn_print_exception(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_str text = {0};
    const char *name = ap_is_str(c, a[1]) ? ap_str_bytes(c, a[1], NULL) : "?";
    ap_str_printf(&text, "Exception in thread %s:\n", name);
    ap_ret r = ap_traceback(c, a[0], &text);
    if (r == AP_OK)
        ap_put(c, 2, ap_str_c(&text), text.len);
    ap_str_clear(&text);
    *out = AP_NONE;
    return r;
}

/* The table is put together once: functions of two files. */
static const ap_native_class *const classes_in_order[] = {
    &ap_lib_lock, &ap_lib_rlock, &ap_lib_condition, &ap_lib_semaphore,
    &ap_lib_bounded_semaphore, &ap_lib_event, &ap_lib_barrier,
    &ap_lib_thread, &ap_lib_main_thread};
