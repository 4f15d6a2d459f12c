/* The mapping and its tables.
 *
 * The spaces are reserved, not filled: a page costs nothing until it is
 * written. Where the system refuses so large a reservation, fewer processes
 * fit in. */
#include "state_i.h"

#include <string.h>
#include <sys/mman.h>

static size_t rounded(size_t n, size_t to)
{
    return (n + to - 1) / to * to;
}

static void lay_out(ap_world *w, int max_processes)
{
    size_t memory = w->o.memory ? w->o.memory : (size_t)256 << 20;
    w->max_processes = max_processes;
    w->space_bytes = rounded(memory + AP_SETUP_ROOM + AP_RESERVE, 4096);
    size_t at = rounded(sizeof(ap_header), 64);
    at += rounded((size_t)max_processes * sizeof(ap_process), 64);
    at += rounded((size_t)AP_MAX_THREADS * sizeof(ap_thread), 64);
    at += rounded(AP_LOG_ENTRIES * sizeof(ap_log_entry), 64);
    at += AP_LOG_BYTES;
    w->spaces_at = rounded(at, 4096);
    w->size = w->spaces_at + w->space_bytes * 2 * (size_t)max_processes;
}

static void find_tables(ap_world *w)
{
    char *at = w->base;
    w->h = (ap_header *)(void *)at;
    at += rounded(sizeof(ap_header), 64);
    w->processes = (ap_process *)(void *)at;
    at += rounded((size_t)w->max_processes * sizeof(ap_process), 64);
    w->threads = (ap_thread *)(void *)at;
    at += rounded((size_t)AP_MAX_THREADS * sizeof(ap_thread), 64);
    w->log = (ap_log_entry *)(void *)at;
    at += rounded(AP_LOG_ENTRIES * sizeof(ap_log_entry), 64);
    w->log_text = at;
}

static bool map_world(ap_world *w, ap_error *e)
{
    for (int n = AP_MAX_PROCESSES; n; n = n > 1 ? n / 4 : 0) {
        lay_out(w, n);
        void *p = mmap(NULL, w->size, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (p == MAP_FAILED)
            continue;
        w->base = p;
        find_tables(w);
        return true;
    }
    return ap_fail(e, AP_E_SYSTEM, "no memory for the program's world");
}

ap_world *ap_world_new(const ap_image *im, const ap_world_options *o,
                       ap_error *e)
{
    ap_world *w = ap_alloc(sizeof *w);
    w->im = im;
    w->o = *o;
    w->arena = ap_arena_new();
    ap_vec_init(&w->natives, sizeof(ap_native));
    ap_vec_init(&w->rows, sizeof(const ap_native_class *));
    ap_vec_init(&w->row_classes, sizeof(ap_word));
    ap_vec_init(&w->fresh, sizeof(ap_word));
    ap_vec_init(&w->cold_slots, sizeof(uint64_t));
    if (map_world(w, e) && ap_boot(w, e))
        return w;
    ap_world_free(w);
    return NULL;
}

void ap_world_free(ap_world *w)
{
    if (!w)
        return;
    if (w->base)
        munmap(w->base, w->size);
    ap_vec_clear(&w->natives);
    ap_vec_clear(&w->rows);
    ap_vec_clear(&w->row_classes);
    ap_vec_clear(&w->fresh);
    ap_str_clear(&w->line);
    ap_vec_clear(&w->cold_slots);
    ap_canon_free(w->canon);
    ap_follow_free(w->follow);
    ap_free(w->interned);
    ap_free(w->codes);
    ap_arena_free(w->arena);
    ap_free(w);
}

const ap_image *ap_world_image(const ap_world *w)
{
    return w->im;
}

ap_ctx ap_ctx_for_process(const ap_world *w, int pid)
{
    ap_process *p = &w->processes[pid];
    return (ap_ctx){.heap = ap_space(w, pid, p->space),
                    .process = p,
                    .thread = &w->threads[p->main_tid],
                    .world = (ap_world *)(uintptr_t)w};
}

ap_ctx ap_ctx_for(ap_world *w, ap_tid tid, ap_event *ev)
{
    ap_thread *t = &w->threads[tid];
    ap_process *p = &w->processes[t->pid];
    return (ap_ctx){.heap = ap_space(w, t->pid, p->space),
                    .process = p,
                    .thread = t,
                    .world = w,
                    .event = ev,
                    .frame = t->top};
}

void ap_ctx_end(ap_ctx *c)
{
    ap_free(c->answers);
    c->answers = NULL;
    c->answers_room = 0;
}

/* A new row of the thread table, READY, with nothing to run yet. NULL: no
 * more fit. */
ap_thread *ap_thread_add(ap_world *w, int pid)
{
    int most = w->o.max_threads ? w->o.max_threads : AP_MAX_THREADS;
    if (w->h->nthreads >= most || w->h->nthreads >= AP_MAX_THREADS)
        return NULL;
    ap_thread *t = &w->threads[w->h->nthreads];
    memset(t, 0, sizeof *t);
    t->tid = w->h->nthreads++;
    t->pid = pid;
    t->state = AP_TS_READY;
    t->wait.deadline_ns = -1;
    t->wait.other = -1;
    t->chance = ap_rng_next(&w->h->chance);
    return t;
}

/* ---- what run asks ------------------------------------------------------- */

int ap_world_threads(const ap_world *w)
{
    return w->h->nthreads;
}

int ap_world_processes(const ap_world *w)
{
    return w->h->nprocesses;
}

ap_state ap_world_state(const ap_world *w, ap_tid tid)
{
    if (tid < 0 || tid >= w->h->nthreads)
        return AP_TS_FREE;
    return (ap_state)w->threads[tid].state;
}

int ap_world_process_of(const ap_world *w, ap_tid tid)
{
    return w->threads[tid].pid;
}

bool ap_world_is_over(const ap_world *w)
{
    for (int i = 0; i < w->h->nprocesses; i++)
        if (!w->processes[i].is_over)
            return false;
    return true;
}

int ap_world_exit_code(const ap_world *w)
{
    return w->processes[0].exit_code;
}

uint64_t ap_world_steps(const ap_world *w)
{
    return w->h->steps;
}

int64_t ap_world_clock_ns(const ap_world *w)
{
    return w->o.clock ? w->o.clock(w->o.clock_arg) : w->h->clock_ns;
}

int64_t ap_now_ns(const ap_ctx *c)
{
    return c->world->o.own_clocks ? c->thread->own_ns
                                  : ap_world_clock_ns(c->world);
}

int64_t ap_tell_time(const ap_ctx *c)
{
    c->world->clock_reads++;
    return ap_now_ns(c);
}

uint64_t ap_world_clock_reads(const ap_world *w)
{
    return w->clock_reads;
}

void ap_world_set_clock_ns(ap_world *w, int64_t ns)
{
    w->h->clock_ns = ns;
}

ap_gil *ap_world_gil(ap_world *w, int pid)
{
    return &w->processes[pid].gil;
}

uint64_t *ap_world_run_words(ap_world *w)
{
    return w->h->run_words;
}

int64_t *ap_world_ready_since(ap_world *w, ap_tid tid)
{
    return &w->threads[tid].ready_since_ns;
}

size_t ap_world_heap_used(const ap_world *w, int pid)
{
    return w->processes[pid].used - w->processes[pid].frozen;
}
