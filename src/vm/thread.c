/* Threads: begun, waiting, woken, ended; the end of a process.
 *
 * A thread's bottom frame (BASE) calls the thread's callable; when that has
 * returned or raised, its further actions end the thread, one step each:
 *
 *   CALL      the callable is to be called
 *   RUNNING   it was; now it has returned or raised
 *   HOOKED    threading.excepthook was called and has returned
 *   SHUTDOWN  main: waits for the threads that are no daemons
 *   LEAVING   main: a Ctrl-C has told it not to wait for them
 *
 * Waiters are made ready by those who wake them, and run their instruction
 * again; nothing is handed over. */
#include "calls_i.h"

#include "types_i.h"

enum { CALL, RUNNING, HOOKED, SHUTDOWN, LEAVING };

/* ---- waiting ------------------------------------------------------- */

ap_wait *ap_wait_of(ap_ctx *c)
{
    return &c->thread->wait;
}

static void moved(ap_world *w)
{
    atomic_fetch_add_explicit(&w->h->changes, 1, memory_order_relaxed);
}

static ap_ret wait_now(ap_ctx *c)
{
    ap_wait *a = &c->thread->wait;
    a->woken = a->timed_out = false;
    bool sleeps = a->kind == AP_WAIT_SLEEP;
    c->thread->state = sleeps ? AP_TS_SLEEP : AP_TS_WAIT;
    moved(c->world);
    return AP_BLOCK;
}

ap_ret ap_wait_on(ap_ctx *c, ap_wait_kind kind, ap_word obj,
                  int64_t timeout_ns)
{
    ap_wait *a = &c->thread->wait;
    bool queued = a->kind == kind && ap_load(&a->obj) == obj;
    if (!queued)
        a->order = ++c->world->h->wait_order;
    a->kind = (uint8_t)kind;
    ap_store(&a->obj, obj);
    if (timeout_ns >= 0)
        a->deadline_ns = ap_now_ns(c) + timeout_ns;
    else
        a->deadline_ns = -1;
    return wait_now(c);
}

ap_ret ap_wait_again(ap_ctx *c)
{
    return wait_now(c);
}

void ap_wait_done(ap_ctx *c)
{
    ap_wait *a = &c->thread->wait;
    a->kind = AP_WAIT_NONE;
    a->phase = 0;
    a->woken = a->timed_out = false;
    a->other = -1;
    a->number = 0;
    a->deadline_ns = -1;
    ap_store(&a->obj, AP_NULL);
    ap_store(&a->keep, AP_NULL);
}

static void make_ready(ap_world *w, ap_thread *t, bool timed_out)
{
    t->state = AP_TS_READY;
    t->wait.woken = !timed_out;
    t->wait.timed_out = timed_out;
    moved(w);
}

static bool is_waiting(const ap_thread *t)
{
    return t->state == AP_TS_WAIT || t->state == AP_TS_SLEEP;
}

static bool waits_on(const ap_thread *t, int pid, ap_wait_kind kind,
                     ap_word obj)
{
    return is_waiting(t) && t->pid == pid && t->wait.kind == kind
        && ap_load(&t->wait.obj) == obj;
}

/* *kept: the SIGNAL frame that keeps its wait, if a handler of Ctrl-C runs in
 * the midst of it. */
static ap_thread *longest_waiter(const ap_ctx *c, ap_wait_kind kind,
                                 ap_word obj, ap_word *kept)
{
    ap_world *w = c->world;
    ap_thread *best = NULL, *main_thread = &w->threads[c->process->main_tid];
    for (int i = 0; i < w->h->nthreads; i++) {
        ap_thread *t = &w->threads[i];
        if (waits_on(t, c->process->pid, kind, obj)
            && (!best || t->wait.order < best->wait.order))
            best = t;
    }
    *kept = ap_interrupted_wait(c, main_thread, kind, obj);
    if (*kept && best && best->wait.order < ap_interrupted_order(c, *kept))
        *kept = AP_NULL;
    return *kept ? main_thread : best;
}

ap_tid ap_wake(ap_ctx *c, ap_wait_kind kind, ap_word obj, int most)
{
    ap_tid first = -1;
    for (int i = 0; i < most; i++) {
        ap_word kept;
        ap_thread *t = longest_waiter(c, kind, obj, &kept);
        if (!t)
            break;
        if (kept)
            ap_interrupted_wake(c, kept);
        else
            make_ready(c->world, t, false);
        if (first < 0)
            first = t->tid;
    }
    return first;
}

int ap_waiting(const ap_ctx *c, ap_wait_kind kind, ap_word obj)
{
    int n = 0;
    for (int i = 0; i < c->world->h->nthreads; i++)
        n += waits_on(&c->world->threads[i], c->process->pid, kind, obj);
    return n;
}

/* ---- time ---------------------------------------------------------- */

int64_t ap_world_next_deadline(const ap_world *w)
{
    int64_t next = -1;
    for (int i = 0; i < w->h->nthreads; i++) {
        const ap_thread *t = &w->threads[i];
        int64_t at = t->wait.deadline_ns;
        if (is_waiting(t) && at >= 0 && (next < 0 || at < next))
            next = at;
    }
    return next;
}

int ap_world_wake_due(ap_world *w)
{
    int64_t now = ap_world_clock_ns(w);
    int n = 0;
    for (int i = 0; i < w->h->nthreads; i++) {
        ap_thread *t = &w->threads[i];
        if (!is_waiting(t) || t->wait.deadline_ns < 0
            || t->wait.deadline_ns > now)
            continue;
        make_ready(w, t, true);
        n++;
    }
    return n;
}

void ap_world_wake_input(ap_world *w)
{
    for (int i = 0; i < w->h->nthreads; i++) {
        ap_thread *t = &w->threads[i];
        if (is_waiting(t) && t->wait.kind == AP_WAIT_IO)
            make_ready(w, t, false);
    }
}

bool ap_world_end_wait(ap_world *w, ap_tid tid)
{
    ap_thread *t = &w->threads[tid];
    if (!is_waiting(t) || t->wait.deadline_ns < 0)
        return false;
    if (t->wait.deadline_ns > t->own_ns)
        t->own_ns = t->wait.deadline_ns;
    if (t->wait.deadline_ns > w->h->clock_ns)
        w->h->clock_ns = t->wait.deadline_ns;
    make_ready(w, t, true);
    return true;
}

bool ap_world_handles_interrupt(const ap_world *w)
{
    const ap_process *p = &w->processes[0];
    return !p->is_over && ap_load(&p->keep[AP_KEEP_SIGINT]);
}

void ap_world_interrupt(ap_world *w)
{
    ap_thread *t = &w->threads[w->processes[0].main_tid];
    if (w->processes[0].is_over)
        return;
    t->is_interrupted = true;
    if (!is_waiting(t))
        return;
    make_ready(w, t, true);
    if (ap_world_handles_interrupt(w))
        t->wait.timed_out = false; /* it will wait on */
}

/* ---- starting ------------------------------------------------------ */

ap_tid ap_self(const ap_ctx *c)
{
    return c->thread->tid;
}

ap_ret ap_thread_start(ap_ctx *c, ap_word thread_obj, ap_word callable,
                       ap_word name, bool is_daemon, ap_tid *tid)
{
    ap_word base;
    AP_TRY(ap_new(c, AP_KIND_NFRAME, AP_NULL, AP_NFRAME_WORDS, &base));
    ap_thread *t = ap_thread_add(c->world, c->process->pid);
    if (!t)
        return ap_raise(c, AP_X_RuntimeError, "can't start new thread");
    ap_set(c, base, AP_NFRAME_SORT, AP_NF_BASE);
    ap_set(c, base, AP_NFRAME_STATE, CALL);
    ap_set(c, base, AP_NFRAME_A, callable);
    t->is_daemon = is_daemon;
    ap_store(&t->top, base);
    ap_store(&t->obj, thread_obj);
    ap_store(&t->name, name);
    ap_publish(c, callable);
    ap_publish(c, thread_obj);
    moved(c->world);
    c->has_started = true;
    *tid = t->tid;
    return AP_OK;
}

bool ap_thread_is_over(const ap_ctx *c, ap_tid tid)
{
    uint8_t state = c->world->threads[tid].state;
    return state == AP_TS_DONE || state == AP_TS_DEAD;
}

ap_word ap_thread_obj(const ap_ctx *c, ap_tid tid)
{
    return ap_load(&c->world->threads[tid].obj);
}

void ap_thread_set_obj(ap_ctx *c, ap_tid tid, ap_word obj)
{
    ap_publish(c, obj);
    ap_store(&c->world->threads[tid].obj, obj);
}

void ap_thread_set_name(ap_ctx *c, ap_tid tid, ap_word name)
{
    ap_store(&c->world->threads[tid].name, name);
    moved(c->world);
}

int ap_thread_count(const ap_ctx *c)
{
    return c->world->h->nthreads;
}

/* ---- ending -------------------------------------------------------- */

/* Wakes those who join the thread, and main if it waits for everybody. */
static void wake_joiners(ap_ctx *c, ap_tid tid)
{
    ap_world *w = c->world;
    for (int i = 0; i < w->h->nthreads; i++) {
        ap_thread *t = &w->threads[i];
        if (!is_waiting(t) || t->pid != c->process->pid)
            continue;
        bool joins = t->wait.kind == AP_WAIT_JOIN && t->wait.other == tid;
        if (joins || t->wait.kind == AP_WAIT_SHUTDOWN)
            make_ready(w, t, false);
    }
}

static void end_thread(ap_ctx *c, ap_state state, ap_stepped *how)
{
    ap_thread *t = c->thread;
    t->state = (uint8_t)state;
    ap_store(&t->top, AP_NULL);
    ap_store(&t->handled, AP_NULL);
    wake_joiners(c, t->tid);
    moved(c->world);
    *how = AP_STEP_ENDED;
}

static void end_process(ap_world *w, ap_process *p, int exit_code)
{
    for (int i = 0; i < w->h->nthreads; i++) {
        ap_thread *t = &w->threads[i];
        bool is_alive = t->state != AP_TS_DONE && t->state != AP_TS_DEAD;
        if (t->pid == p->pid && is_alive)
            t->state = t->tid == p->main_tid ? AP_TS_DONE : AP_TS_DEAD;
    }
    p->is_over = true;
    p->exit_code = exit_code;
    moved(w);
}

void ap_world_kill(ap_world *w, int pid, int exit_code)
{
    ap_process *p = &w->processes[pid];
    if (p->is_over)
        return;
    w->threads[p->main_tid].state = AP_TS_DEAD;
    end_process(w, p, exit_code);
}

/* ---- uncaught exceptions ------------------------------------------- */

/* The exit status of SystemExit; text for stderr comes with status 1. */
static ap_ret exit_status(ap_ctx *c, ap_word exc, int *status)
{
    ap_word args = ap_get(c, exc, AP_EXC_ARGS), text;
    int n = ap_tuple_len(c, args);
    ap_word code = n ? ap_tuple_at(c, args, 0) : AP_NONE;
    int64_t i = 0;
    if (n > 1)
        code = args;
    if (code == AP_NONE || ap_int_get(c, code, &i)) {
        *status = (int)(i & 0xff);
        return AP_OK;
    }
    AP_TRY(ap_to_str(c, code, &text));
    size_t len;
    const char *s = ap_str_bytes(c, text, &len);
    *status = 1;
    ap_put(c, 2, s, len);
    ap_put(c, 2, "\n", 1);
    return AP_OK;
}

static ap_ret print_uncaught(ap_ctx *c, ap_word exc)
{
    ap_str text = {0};
    size_t n;
    if (!c->thread->is_main) {
        ap_word name = ap_load(&c->thread->name);
        ap_str_printf(&text, "Exception in thread %s:\n",
                      name ? ap_str_bytes(c, name, &n) : "?");
    }
    /* One that C code raised at a thread's bottom has passed no frame that is
     * shown; CPython's has passed run(). */
    if (!ap_get(c, exc, AP_EXC_TRACE) && !ap_get(c, exc, AP_EXC_CONTEXT))
        ap_str_put(&text, "Traceback (most recent call last):\n");
    ap_ret r = ap_traceback(c, exc, &text);
    if (r == AP_OK)
        ap_put(c, 2, ap_str_c(&text), text.len);
    ap_str_clear(&text);
    return r;
}

/* threading.excepthook, if the program has put its own there. */
static ap_word own_hook(ap_ctx *c)
{
    ap_word m = ap_module_named(c, "threading");
    if (!m)
        return AP_NULL;
    ap_word hook = ap_module_get(c, m, "excepthook");
    return hook != ap_module_get(c, m, "__excepthook__")
        ? ap_module_get(c, m, "_uncaught")
        : AP_NULL;
}

/* sys.excepthook, if the program has put its own there. */
static ap_word own_main_hook(ap_ctx *c)
{
    ap_word m = ap_module_named(c, "sys");
    ap_word hook = m ? ap_module_get(c, m, "excepthook") : AP_NULL;
    return hook && hook != ap_module_get(c, m, "__excepthook__")
        ? ap_module_get(c, m, "_uncaught")
        : AP_NULL;
}

static ap_ret die_in_thread(ap_ctx *c, ap_word base, ap_word exc,
                            ap_stepped *how)
{
    ap_word hook = own_hook(c), none;
    bool is_exit = ap_exc_matches(c, exc,
                                  ap_exception_class(c, AP_X_SystemExit));
    if (!is_exit && hook && ap_get(c, base, AP_NFRAME_STATE) == RUNNING) {
        ap_store(&c->thread->raised, AP_NULL);
        ap_ret r = ap_sub(c, hook, &exc, 1, AP_NULL, &none);
        if (r == AP_CALLED) {
            ap_store(&c->thread->failure, exc);
            ap_set(c, base, AP_NFRAME_STATE, HOOKED);
        }
        if (r == AP_NOROOM)
            ap_store(&c->thread->raised, exc);
        if (r == AP_CALLED || r == AP_NOROOM)
            return r;
        ap_clear(c);
    } else if (!is_exit) {
        AP_TRY(print_uncaught(c, exc));
    }
    ap_store(&c->thread->raised, AP_NULL);
    if (!is_exit)
        ap_store(&c->thread->failure, exc);
    ap_tell(c, is_exit ? AP_EV_END : AP_EV_DIE, AP_NULL, -1, exc);
    end_thread(c, is_exit ? AP_TS_DONE : AP_TS_DEAD, how);
    return AP_OK;
}

/* AP_CALLED: the hook's code runs first. */
static ap_ret hook_in_main(ap_ctx *c, ap_word base, ap_word hook, ap_word exc)
{
    ap_word none;
    ap_store(&c->thread->raised, AP_NULL);
    ap_ret r = ap_sub(c, hook, &exc, 1, AP_NULL, &none);
    if (r == AP_NOROOM) {
        ap_store(&c->thread->raised, exc);
        return r;
    }
    ap_store(&c->thread->failure, exc);
    c->process->exit_code = 1;
    ap_set(c, base, AP_NFRAME_STATE, HOOKED);
    return r;
}

static ap_ret die_in_main(ap_ctx *c, ap_word base, ap_word exc)
{
    int status = 1;
    bool is_exit = ap_exc_matches(c, exc,
                                  ap_exception_class(c, AP_X_SystemExit));
    ap_word hook = is_exit ? AP_NULL : own_main_hook(c);
    if (hook && ap_get(c, base, AP_NFRAME_STATE) == RUNNING)
        return hook_in_main(c, base, hook, exc);
    if (is_exit)
        AP_TRY(exit_status(c, exc, &status));
    else
        AP_TRY(print_uncaught(c, exc));
    if (ap_exc_matches(c, exc,
                       ap_exception_class(c, AP_X_KeyboardInterrupt)))
        status = 130;
    c->process->exit_code = status;
    ap_store(&c->thread->raised, AP_NULL);
    ap_store(&c->thread->handled, AP_NULL);
    if (!is_exit)
        ap_store(&c->thread->failure, exc);
    ap_set(c, base, AP_NFRAME_STATE, SHUTDOWN);
    ap_tell(c, is_exit ? AP_EV_RAISE : AP_EV_DIE, AP_NULL, -1, exc);
    return AP_OK;
}

/* ---- the bottom frame's actions ------------------------------------ */

static bool others_run(const ap_ctx *c)
{
    for (int i = 0; i < c->world->h->nthreads; i++) {
        const ap_thread *t = &c->world->threads[i];
        if (t != c->thread && t->pid == c->process->pid && !t->is_daemon
            && !ap_thread_is_over(c, t->tid))
            return true;
    }
    return false;
}

/* Calls the functions of a kept list, the last first, one a time. */
static ap_ret call_kept(ap_ctx *c, int keep, bool *called)
{
    ap_word list = ap_load(ap_keep(c, keep)), none;
    *called = false;
    int64_t n = list && ap_is_list(c, list) ? ap_list_len(c, list) : 0;
    if (n == 0)
        return AP_OK;
    ap_word func = ap_list_at(c, list, n - 1);
    ap_ret r = ap_sub(c, func, NULL, 0, AP_NULL, &none);
    if (r != AP_OK)
        return r;
    *called = true;
    ap_list_set_len(c, list, n - 1);
    return AP_OK;
}

void ap_base_gives_up(ap_ctx *c, ap_word base)
{
    ap_set(c, base, AP_NFRAME_STATE, LEAVING);
}

static ap_ret wait_for_others(ap_ctx *c, ap_word base)
{
    if (ap_interrupt_is_due(c)) {
        if (!ap_load(ap_keep(c, AP_KEEP_SIGINT)))
            ap_base_gives_up(c, base);
        return ap_interrupt(c);
    }
    ap_tell(c, AP_EV_BLOCK, AP_NULL, -1, AP_NULL);
    return ap_wait_on(c, AP_WAIT_SHUTDOWN, AP_NULL, -1);
}

static ap_ret tell_ignored(ap_ctx *c, const char *where, ap_word exc)
{
    ap_str head = {0};
    ap_str_printf(&head, "Exception ignored in: %s\n", where);
    ap_put(c, 2, ap_str_c(&head), head.len);
    ap_str_clear(&head);
    AP_TRY(print_uncaught(c, exc));
    ap_clear(c);
    return AP_OK;
}

/* What was left in the midst of a try ends as if its generator had been
 * closed: one a time. (CPython does it when the last reference goes, which may
 * be long before; there are no counts of them here.) */
static ap_ret close_generators(ap_ctx *c, bool *called)
{
    ap_word repr, gen = ap_memo(c, ap_gen_unfinished(c));
    *called = gen != AP_NULL;
    if (!gen)
        return AP_OK;
    ap_ret r = ap_gen_close(c, gen);
    if (r != AP_RAISE)
        return r;
    ap_word exc = ap_load(&c->thread->raised);
    ap_store(&c->thread->raised, AP_NULL);
    AP_TRY(ap_repr(c, gen, &repr));
    return tell_ignored(c, ap_str_bytes(c, repr, NULL), exc);
}

static ap_ret shut_down(ap_ctx *c, ap_word base, ap_stepped *how)
{
    bool called, waits = ap_get(c, base, AP_NFRAME_STATE) == SHUTDOWN;
    AP_TRY(call_kept(c, AP_KEEP_ATEXIT, &called));
    if (called)
        return AP_OK;
    if (waits && others_run(c))
        return wait_for_others(c, base);
    ap_wait_done(c);
    AP_TRY(call_kept(c, AP_KEEP_FINALLY, &called));
    if (called)
        return AP_OK;
    AP_TRY(close_generators(c, &called));
    if (called)
        return AP_OK;
    ap_store(&c->thread->top, AP_NULL);
    end_process(c->world, c->process, c->process->exit_code);
    ap_tell(c, AP_EV_EXIT, AP_NULL, -1,
            ap_from_small(c->process->exit_code));
    *how = AP_STEP_EXITED;
    return AP_OK;
}

static ap_ret call_callable(ap_ctx *c, ap_word base)
{
    ap_word none;
    ap_ret r = ap_call(c, ap_get(c, base, AP_NFRAME_A), NULL, 0, AP_NULL,
                       &none);
    if (r == AP_OK || r == AP_RAISE || (r == AP_CALLED && !c->installed))
        ap_set(c, base, AP_NFRAME_STATE, RUNNING);
    return r == AP_CALLED && !c->installed ? AP_OK : r;
}

ap_ret ap_base_action(ap_ctx *c, ap_word base, ap_stepped *how)
{
    ap_word raised = ap_load(&c->thread->raised);
    switch (ap_get(c, base, AP_NFRAME_STATE)) {
    case CALL:
        return call_callable(c, base);
    case SHUTDOWN:
        if (raised) {
            AP_TRY(print_uncaught(c, raised));
            ap_clear(c);
        }
        return shut_down(c, base, how);
    case LEAVING:
        return raised ? tell_ignored(c, "<module 'threading'>", raised)
                      : shut_down(c, base, how);
    case HOOKED:
        ap_clear(c);
        ap_tell(c, AP_EV_DIE, AP_NULL, -1, ap_load(&c->thread->failure));
        if (c->thread->is_main)
            ap_set(c, base, AP_NFRAME_STATE, SHUTDOWN);
        else
            end_thread(c, AP_TS_DEAD, how);
        return AP_OK;
    default:
        break;
    }
    if (raised)
        return c->thread->is_main ? die_in_main(c, base, raised)
                                  : die_in_thread(c, base, raised, how);
    if (c->thread->is_main) {
        ap_set(c, base, AP_NFRAME_STATE, SHUTDOWN);
        return AP_OK;
    }
    ap_tell(c, AP_EV_END, AP_NULL, -1, AP_NULL);
    end_thread(c, AP_TS_DONE, how);
    return AP_OK;
}
