/* The module os, as far as programs about threads use it: who am I, how many
 * cores. Numbers of processes are virtual, so that they repeat. Its Python
 * part holds environ and os.path's names. */
#include "lib_i.h"

#include <unistd.h>

enum { FIRST_PID = 4000, PARENT_PID = 3999, VIRTUAL_CPUS = 4 };

static ap_ret fn_getpid(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    int pid = ap_options_of(c)->real_ids
        ? (int)getpid()
        : FIRST_PID + ap_world_process_of(c->world, ap_self(c));
    return ap_int_new(c, pid, out);
}

static ap_ret fn_getppid(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    int pid = ap_world_process_of(c->world, ap_self(c));
    int parent = ap_options_of(c)->real_ids ? (int)getppid()
        : pid == 0                          ? PARENT_PID
                                            : FIRST_PID;
    return ap_int_new(c, parent, out);
}

static ap_ret fn_cpu_count(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)a, (void)n;
    long cpus = ap_options_of(c)->real_ids ? sysconf(_SC_NPROCESSORS_ONLN)
                                           : VIRTUAL_CPUS;
    return ap_int_new(c, cpus > 0 ? cpus : 1, out);
}

/* _exit(status): at once, no handlers. */
static ap_ret fn_exit(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    int64_t status;
    AP_TRY(ap_lib_int(c, a[0], &status));
    *out = AP_NONE;
    ap_world_kill(c->world, ap_world_process_of(c->world, ap_self(c)),
                  (int)(status & 255));
    return AP_OK;
}

static const ap_native_fn functions[] = {
    {.name = "getpid", .fn = fn_getpid},
    {.name = "getppid", .fn = fn_getppid},
    {.name = "cpu_count", .fn = fn_cpu_count},
    {.name = "_exit", .fn = fn_exit, .min = 1, .max = 1},
    {.name = NULL}};

const lib_const ap_lib_os_consts[] = {
    {.name = "name", .kind = LIB_STR, .s = "posix"},
    {.name = "sep", .kind = LIB_STR, .s = "/"},
    {.name = "linesep", .kind = LIB_STR, .s = "\n"},
    {.name = "pathsep", .kind = LIB_STR, .s = ":"},
    {.name = "curdir", .kind = LIB_STR, .s = "."},
    {.name = "pardir", .kind = LIB_STR, .s = ".."},
    {.name = "devnull", .kind = LIB_STR, .s = "/dev/null"},
    {.name = NULL}};

static ap_ret setup(ap_ctx *c, ap_word dict)
{
    return ap_lib_set_consts(c, dict, ap_lib_os_consts);
}

const ap_native_module ap_lib_os = {
    .name = "os", .functions = functions, .setup = setup};
