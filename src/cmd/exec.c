/* exec: runs a file as python3 would, without a screen: same input, output,
 * errors and exit status.
 *
 * Sleeps are real unless the command line asks for a run that repeats
 * (--schedule, --order, --seed, --clock virtual). What python3 does for ever,
 * this does not: a deadlock is told and ends with 1.
 *
 * Standard output is buffered as Python's is: by line on a terminal, else by
 * block; but nothing stays in the buffer for longer than FLUSH_EVERY. */
#include "cmd_i.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { BUFFER = 8192, FLUSH_EVERY_NS = 50000000, CPYTHON_CANNOT_WRITE = 120 };

typedef struct executor {
    ap_run *run;
    ap_str out;                /* stdout that is not written yet */
    ap_str in;                 /* stdin that nobody asked for yet */
    bool is_end;               /* of stdin */
    bool is_terminal;
    int cannot_write;          /* errno of stdout, 0: all went well */
    volatile sig_atomic_t is_at_work; /* on `out`: no handler may touch it */
    bool saves;
    ap_trace trace;            /* for --save */
} executor;

/* ---- output and input -------------------------------------------------- */

static bool write_all(int fd, const char *s, size_t n)
{
    while (n) {
        ssize_t done = write(fd, s, n);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            s += done;
            n -= (size_t)done;
        }
    }
    return true;
}

static void flush(executor *x)
{
    x->is_at_work = 1;
    if (x->out.len && !write_all(1, x->out.s, x->out.len))
        x->cannot_write = errno;
    ap_str_reset(&x->out);
    x->is_at_work = 0;
}

static void sink(void *arg, int fd, const char *s, size_t n)
{
    executor *x = arg;
    if (fd != 1) {
        flush(x);
        write_all(fd, s, n);
        return;
    }
    x->is_at_work = 1;
    ap_str_putn(&x->out, s, n);
    x->is_at_work = 0;
    if (x->out.len >= BUFFER || (x->is_terminal && memchr(s, '\n', n)))
        flush(x);
}

/* For the trace. */
static void keep_input(executor *x, uint64_t step, const ap_str *text)
{
    ap_trace_input *in = ap_vec_push(&x->trace.inputs, NULL);
    in->step = step;
    ap_str_putn(&in->line, ap_str_c(text), text->len);
}

/* Reads once what there is; waits for it if it must. */
static void read_some(executor *x)
{
    char buf[4096];
    ssize_t n = read(0, buf, sizeof buf);
    if (n > 0)
        ap_str_putn(&x->in, buf, (size_t)n);
    else if (n == 0 || errno != EINTR)
        x->is_end = true;
}

static bool has_line(const executor *x)
{
    return x->is_end || (x->in.len && memchr(x->in.s, '\n', x->in.len));
}

/* Is there a line, or the end, without waiting? */
static bool has_input(void *arg)
{
    executor *x = arg;
    struct pollfd in = {.fd = 0, .events = POLLIN};
    while (!has_line(x) && poll(&in, 1, 0) == 1)
        read_some(x);
    return has_line(x);
}

/* A line of standard input; what follows it stays. At the end of a terminal's
 * input (Ctrl-D) one may go on. */
static bool source(void *arg, uint64_t step, ap_str *line)
{
    executor *x = arg;
    flush(x);
    while (!has_line(x))
        read_some(x);
    char *newline = x->in.len ? memchr(x->in.s, '\n', x->in.len) : NULL;
    size_t n = newline ? (size_t)(newline - x->in.s) + 1 : x->in.len;
    ap_str_putn(line, ap_str_c(&x->in), n);
    if (n)
        memmove(x->in.s, x->in.s + n, x->in.len - n);
    x->in.len -= n;
    x->is_end = false;
    if (n && x->saves)
        keep_input(x, step, line);
    return n > 0;
}

/* ---- Ctrl-C and the alarm ---------------------------------------------- */

enum { PATIENCE_NS = 500000000, GRACE_NS = 500000000 };

static _Atomic(executor *) running;
static _Atomic(int64_t) asked_ns; /* of a Ctrl-C that nobody has seen; or 0 */

/* One step can take long (2 ** 10 ** 9): who asks twice is heard at once. */
static void on_interrupt(int sig)
{
    executor *x = atomic_load(&running);
    int64_t now = ap_clock_ns(), before = atomic_load(&asked_ns);
    (void)sig;
    if (!x || (before && now - before > PATIENCE_NS))
        _exit(128 + SIGINT);
    if (!before)
        atomic_store(&asked_ns, now);
    ap_run_interrupt(x->run);
}

/* --timeout is over, and the step that was begun before has not ended. */
static void on_alarm(int sig)
{
    static const char text[] = "apiary: stopped in mid-step (--timeout)\n";
    executor *x = atomic_load(&running);
    (void)sig;
    if (x && !x->is_at_work)
        write_all(1, x->out.s, x->out.len);
    write_all(2, text, sizeof text - 1);
    _exit(AP_EXIT_TIMEOUT);
}

static void catch_signals(executor *x, int64_t timeout_ns)
{
    struct sigaction interrupt = {.sa_handler = on_interrupt};
    struct sigaction alarm = {.sa_handler = on_alarm};
    int64_t us = (timeout_ns + GRACE_NS) / 1000;
    struct itimerval timer = {.it_value = {us / 1000000, us % 1000000}};
    atomic_store(&running, x);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGALRM, &alarm, NULL);
    if (timeout_ns)
        setitimer(ITIMER_REAL, &timer, NULL);
}

static void let_signals_go(void)
{
    struct itimerval none = {0};
    setitimer(ITIMER_REAL, &none, NULL);
    atomic_store(&running, NULL);
}

/* ---- options ----------------------------------------------------------- */

static bool is_on_line(const ap_args *a, ap_option_id id)
{
    return (a->on_line >> id & 1) != 0;
}

/* --clock virtual alone is for programs that sleep: their steps take next to
 * no time beside the sleeps, as under python3. (Conducted as in the dashboard,
 * a step takes a millisecond, so that one can see time pass.) */
enum { NS_PER_QUICK_TICK = 1000 };

/* Does the command line ask for a run that repeats? */
static bool is_conducted(const ap_args *a)
{
    return is_on_line(a, AP_OPT_SCHEDULE) || is_on_line(a, AP_OPT_ORDER)
        || is_on_line(a, AP_OPT_SEED) || a->save;
}

static bool check_args(const ap_args *a, ap_error *e)
{
    bool wants_real = a->clock == AP_CLOCK_REAL;
    if (a->run.order == AP_ORDER_MANUAL && is_on_line(a, AP_OPT_ORDER))
        return ap_fail(e, AP_E_USAGE,
                       "exec has nobody to pick: --order manual goes with "
                       "run");
    if (wants_real && a->save)
        return ap_fail(e, AP_E_USAGE,
                       "--save goes with --clock virtual: a real clock does "
                       "not repeat");
    if (wants_real && (is_on_line(a, AP_OPT_SCHEDULE)
                       || is_on_line(a, AP_OPT_ORDER)))
        return ap_fail(e, AP_E_USAGE,
                       "--schedule and --order go with --clock virtual");
    return true;
}

static void fill_options(executor *x, const ap_opened *o, ap_run_options *run)
{
    const ap_args *a = &o->args;
    *run = o->scenario.run;
    run->in_place = run->is_unlogged = true;
    run->real_clock = a->clock < 0 ? !is_conducted(a)
                                   : a->clock == AP_CLOCK_REAL;
    if (run->real_clock && !is_on_line(a, AP_OPT_GIL))
        run->gil = AP_GIL_312; /* python3's, whatever the header says */
    if (!run->real_clock && !is_conducted(a) && run->tick_ns == 0)
        run->tick_ns = NS_PER_QUICK_TICK;
    if (run->order == AP_ORDER_MANUAL)
        run->order = AP_ORDER_RANDOM; /* the header's, for the dashboard */
    run->world.argc = a->nwords;
    run->world.argv = (const char *const *)a->words;
    run->world.real_ids = run->real_clock;
    run->world.epoch_ns = run->real_clock ? ap_wall_ns() : 0;
    run->world.sink = sink;
    run->world.source = source;
    run->world.has_input = run->real_clock ? has_input : NULL;
    run->world.sink_arg = run->world.source_arg = x;
}

/* ---- the end ----------------------------------------------------------- */

static void tell_waiter(ap_run *r, ap_tid tid, ap_str *out)
{
    char why[256];
    ap_frame_view f;
    ap_state s = ap_world_state(ap_run_world(r), tid);
    if (s != AP_TS_WAIT || ap_run_may(r, tid, why, sizeof why))
        return;
    ap_str_printf(out, "  %s", why);
    int depth = 0;
    while (ap_view_frame(ap_run_world(r), tid, depth, &f) && f.in_library)
        depth++;
    if (ap_view_frame(ap_run_world(r), tid, depth, &f) && !f.in_library)
        ap_str_printf(out, " (line %u)", f.line);
    ap_str_putc(out, '\n');
}

static int tell_deadlock(ap_run *r)
{
    ap_str out = {0};
    ap_str_put(&out, "apiary: deadlock: no thread can ever run again; python3 "
                     "would hang here\n");
    for (ap_tid tid = 0; tid < ap_world_threads(ap_run_world(r)); tid++)
        tell_waiter(r, tid, &out);
    write_all(2, out.s, out.len);
    ap_str_clear(&out);
    return AP_EXIT_FOUND;
}

static int tell_timeout(int64_t timeout_ns)
{
    fprintf(stderr, "apiary: stopped after %g s (--timeout)\n",
            (double)timeout_ns / 1e9);
    return AP_EXIT_TIMEOUT;
}

static int end_of(executor *x, const ap_args *a, ap_error *e)
{
    ap_run *r = x->run;
    if (e->code != AP_E_NONE)
        return ap_complain(e);
    if (x->cannot_write) {
        fprintf(stderr, "apiary: cannot write to standard output: %s\n",
                strerror(x->cannot_write));
        return CPYTHON_CANNOT_WRITE;
    }
    switch (ap_run_state_of(r)) {
    case AP_RUN_OVER:
        return ap_world_exit_code(ap_run_world(r)) & 255;
    case AP_RUN_DEADLOCK:
        return tell_deadlock(r);
    default:
        return tell_timeout(a->timeout_ns);
    }
}

/* ---- running ----------------------------------------------------------- */

/* Nobody can run, but the program has a handler for Ctrl-C: that may come. */
static bool waits_for_interrupt(const executor *x)
{
    return ap_run_state_of(x->run) == AP_RUN_DEADLOCK
        && ap_world_handles_interrupt(ap_run_world(x->run));
}

static void run_to_end(executor *x, const ap_args *a, ap_error *e)
{
    int64_t end = a->timeout_ns ? ap_clock_ns() + a->timeout_ns : INT64_MAX;
    while ((ap_run_state_of(x->run) == AP_RUN_READY || waits_for_interrupt(x))
           && !x->cannot_write && e->code == AP_E_NONE
           && ap_clock_ns() < end) {
        int64_t look = ap_clock_ns() + FLUSH_EVERY_NS;
        if (waits_for_interrupt(x))
            usleep(10000); /* cut short by the signal */
        ap_run_many(x->run, UINT64_MAX, look < end ? look : end, e);
        atomic_store(&asked_ns, 0);
        flush(x);
    }
}

/* The run from its start to where it stopped, as a trace. -> status. */
static int save(executor *x, const ap_opened *o, int status)
{
    ap_error e = {0};
    ap_trace *t = &x->trace;
    ap_world *w = ap_run_world(x->run);
    t->run = *ap_run_options_of(x->run);
    if (t->run.schedule)
        ap_str_put(&t->schedule, t->run.schedule);
    for (int i = 0; i < t->run.world.argc; i++)
        ap_str_put(ap_vec_push(&t->args, NULL), t->run.world.argv[i]);
    const ap_vec *interrupts = ap_run_interrupts(x->run);
    for (size_t i = 0; i < interrupts->len; i++)
        ap_vec_push(&t->interrupts, ap_vec_at(interrupts, i));
    t->steps = t->at = ap_world_steps(w);
    if (t->steps)
        ap_str_printf(&t->moves, "*:%llu", (unsigned long long)t->steps);
    t->end = ap_world_hash(w);
    if (!ap_save_trace(o, t, o->args.save, &e))
        status = ap_complain(&e);
    ap_trace_clear(t);
    return status;
}

static int execute(ap_opened *o)
{
    executor x = {.is_terminal = isatty(1), .saves = o->args.save != NULL};
    ap_trace_init(&x.trace);
    ap_run_options options;
    ap_error e = {0};
    fill_options(&x, o, &options);
    x.run = ap_run_new(o->image, &options, &e);
    if (!x.run)
        return ap_complain(&e);
    catch_signals(&x, o->args.timeout_ns);
    run_to_end(&x, &o->args, &e);
    flush(&x);
    let_signals_go();
    int status = end_of(&x, &o->args, &e);
    if (x.saves)
        status = save(&x, o, status);
    ap_run_free(x.run);
    ap_str_clear(&x.out);
    ap_str_clear(&x.in);
    return status;
}

/* As python3, which names a file in tracebacks by its whole path. */
static void name_by_whole_path(ap_opened *o)
{
    char here[4096];
    ap_str whole = {0};
    if (o->path[0] == '/' || strcmp(o->path, "-") == 0
        || !getcwd(here, sizeof here))
        return;
    const char *path = o->path;
    path += strncmp(path, "./", 2) == 0 ? 2 : 0;
    ap_str_printf(&whole, "%s/%s", here, path);
    ap_image_set_path(o->image, 0, whole.s);
    ap_str_clear(&whole);
}

static int run(ap_args *a)
{
    ap_opened o;
    ap_str why = {0};
    ap_error e = {0};
    if (!check_args(a, &e))
        return ap_complain(&e);
    if (!ap_open(&o, a->words[0], a, &why)) {
        int status = ap_complain_text(&why);
        ap_str_clear(&why);
        return status;
    }
    if (!a->save) /* a trace is read wherever it is */
        name_by_whole_path(&o);
    int status = execute(&o);
    ap_opened_clear(&o);
    return status;
}

const ap_cmd ap_cmd_exec = {
    .name = "exec", .operands = "FILE [ARG…]", .on = AP_ON_EXEC, .least = 1,
    .most = -1,
    .about = "run it as python3 would, without a screen",
    .more = "Same input, output and exit status as python3's. Sleeps are real "
            "and the GIL is 3.12's, unless --clock virtual, --seed, --order "
            "or --schedule asks for a run that repeats: then the scenario's "
            "header counts. A deadlock is told and ends with status 1.",
    .run = run};
