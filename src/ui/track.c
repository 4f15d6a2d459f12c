/* What the stage remembers: columns of the timeline, visits of lines, changes,
 * locks taken, the log. */
#include "track_i.h"

#include <string.h>

ap_world *ap_ui_world(const ap_run *r)
{
    return ap_run_world((ap_run *)r); /* looked at, never changed, here */
}

ap_track *ap_track_new(void)
{
    ap_track *t = ap_alloc(sizeof *t);
    t->columns = ap_alloc(TRACK_COLUMNS * sizeof *t->columns);
    ap_vec_init(&t->holds, sizeof(track_hold));
    t->last = -1;
    return t;
}

void ap_track_free(ap_track *t)
{
    if (!t)
        return;
    for (int i = 0; i < TRACK_COLUMNS; i++)
        ap_free(t->columns[i].threads);
    ap_free(t->columns);
    ap_free(t->threads);
    ap_vec_clear(&t->holds);
    ap_free(t);
}

void ap_ui_birth(const ap_run *r, int pid, ap_word v, char *buf, size_t n)
{
    ap_object_view o;
    if (v && ap_view_object(ap_ui_world(r), pid, v, &o))
        ap_print(buf, n, "%s#%u", o.type, o.birth);
    else
        ap_print(buf, n, "?");
}

ap_doing ap_doing_of(const ap_run *r, ap_tid tid)
{
    switch (ap_world_state(ap_ui_world(r), tid)) {
    case AP_TS_READY:
        return ap_run_core(r, tid) >= 0 ? AP_DO_RUN : AP_DO_READY;
    case AP_TS_WAIT:
        return AP_DO_WAIT;
    case AP_TS_SLEEP:
        return AP_DO_SLEEP;
    case AP_TS_DONE:
        return AP_DO_DONE;
    case AP_TS_DEAD:
        return AP_DO_DEAD;
    default:
        return AP_DO_NEW;
    }
}

/* ---- the timeline ------------------------------------------------ */

static char letter_of(const ap_run *r, const ap_event *ev)
{
    static const char letters[AP_EV_COUNT] = {
        [AP_EV_READ] = 'r', [AP_EV_WRITE] = 'w', [AP_EV_START] = 's',
        [AP_EV_END] = 'e', [AP_EV_JOIN] = 'j', [AP_EV_ACQUIRE] = '+',
        [AP_EV_RELEASE] = 'u', [AP_EV_WAIT] = 'u', [AP_EV_NOTIFY] = 'n',
        [AP_EV_SET] = 'n', [AP_EV_OUTPUT] = 'p', [AP_EV_DIE] = 'x'};
    bool is_end = ev->kind == AP_EV_END;
    return is_end || ap_tell_matters(r, ev, false) ? letters[ev->kind] : 0;
}

static track_column *column_now(ap_track *t)
{
    return t->ncolumns ? &t->columns[(t->ncolumns - 1) % TRACK_COLUMNS]
                       : NULL;
}

/* A new column in which everybody does what they do now. */
static track_column *begin_column(ap_track *t, const ap_run *r,
                                  int64_t clock_ns)
{
    AP_ASSERT(t->columns);
    track_column *c = &t->columns[t->ncolumns++ % TRACK_COLUMNS];
    int n = ap_world_threads(ap_ui_world(r));
    if (n > c->room) {
        c->threads = ap_realloc(c->threads, (size_t)n * sizeof *c->threads);
        c->room = n;
    }
    c->nthreads = n;
    c->clock_ns = clock_ns;
    for (int i = 0; i < n; i++) {
        ap_doing d = ap_doing_of(r, i);
        c->threads[i] = (track_mark){
            (uint8_t)(d == AP_DO_RUN ? AP_DO_READY : d), 0};
    }
    for (int i = 0; i < TRACK_CORES; i++)
        c->cores[i] = -1;
    c->gil = -1;
    return c;
}

static bool has_run_in(const track_column *c, ap_tid tid)
{
    for (int i = 0; i < TRACK_CORES; i++)
        if (c->cores[i] == tid)
            return true;
    return false;
}

static void take_core(track_column *c, const ap_run *r, ap_tid tid)
{
    int core = ap_run_core(r, tid);
    if (core < 0 || core >= TRACK_CORES || c->cores[core] >= 0)
        for (core = 0; core < TRACK_CORES - 1 && c->cores[core] >= 0; core++)
            ;
    c->cores[core] = (int16_t)tid;
}

static void mark_step(ap_track *t, const ap_run *r, const ap_event *ev)
{
    track_column *c = column_now(t);
    if (!c || c->clock_ns != ev->clock_ns || has_run_in(c, ev->tid)
        || ev->tid >= c->nthreads)
        c = begin_column(t, r, ev->clock_ns);
    take_core(c, r, ev->tid);
    c->step = ev->step;
    ap_doing now = ap_doing_of(r, ev->tid);
    bool stays = now == AP_DO_READY || now == AP_DO_RUN || !ev->is_blocked;
    c->threads[ev->tid].doing = (uint8_t)(stays ? AP_DO_RUN : now);
    c->threads[ev->tid].letter = letter_of(r, ev);
    const ap_gil *gil = ap_world_gil(ap_ui_world(r), ev->pid);
    c->gil = (int16_t)(gil ? gil->holder : -1);
}

int ap_track_columns(const ap_track *t)
{
    return (int)(t->ncolumns < TRACK_COLUMNS ? t->ncolumns : TRACK_COLUMNS);
}

const track_column *ap_track_column(const ap_track *t, int i)
{
    uint64_t first = t->ncolumns - (uint64_t)ap_track_columns(t);
    return &t->columns[(first + (uint64_t)i) % TRACK_COLUMNS];
}

void ap_track_race(ap_track *t, const ap_race_side *s)
{
    int i = ap_track_columns(t) - 1;
    while (i > 0 && ap_track_column(t, i - 1)->step >= s->step)
        i--;
    const track_column *c = i < 0 ? NULL : ap_track_column(t, i);
    if (c && c->step >= s->step && s->tid < c->nthreads)
        c->threads[s->tid].letter = s->is_write ? 'W' : 'R';
}

/* ---- visits ------------------------------------------------------ */

static track_thread *thread_of(ap_track *t, ap_tid tid)
{
    if (tid >= t->nthreads) {
        int n = tid + 8;
        t->threads = ap_realloc(t->threads, (size_t)n * sizeof *t->threads);
        memset(t->threads + t->nthreads, 0,
               (size_t)(n - t->nthreads) * sizeof *t->threads);
        t->nthreads = n;
    }
    return &t->threads[tid];
}

/* The visit that an instruction belongs to: the innermost one of its code,
 * begun anew where the line is another or the loop came round. */
static track_visit *visit_of(track_thread *th, const ap_event *ev)
{
    for (int d = th->depth - 1; d >= 0; d--) {
        track_visit *v = &th->visits[d];
        if (v->code != ev->code)
            continue;
        th->depth = d + 1;
        if (v->line != ev->line || (v->n && v->results[v->n - 1].pc >= ev->pc))
            v->n = 0;
        v->line = ev->line;
        return v;
    }
    if (th->depth == TRACK_DEPTH) {
        memmove(th->visits, th->visits + 1,
                (TRACK_DEPTH - 1) * sizeof *th->visits);
        th->depth--;
    }
    track_visit *v = &th->visits[th->depth++];
    v->code = ev->code;
    v->line = ev->line;
    v->n = 0;
    return v;
}

static void value_text(const ap_run *r, int pid, ap_word v, int most,
                       char *buf, size_t n)
{
    ap_str text = {0};
    if (v)
        ap_view_repr(ap_ui_world(r), pid, v, most, &text);
    ap_print(buf, n, "%s", ap_str_c(&text));
    ap_str_clear(&text);
}

static void label_text(const ap_run *r, int pid, ap_word v, char *buf,
                       size_t n)
{
    ap_str text = {0};
    if (v)
        ap_view_label(ap_ui_world(r), pid, v, &text);
    ap_print(buf, n, "%s", ap_str_c(&text));
    ap_str_clear(&text);
}

/* "0 + 1 = 1" */
static void note_operands(const ap_run *r, const ap_event *ev, char *note,
                          size_t n)
{
    char a[14], b[14], v[14];
    ap_str sign = {0};
    const ap_image *im = ap_world_image(ap_ui_world(r));
    value_text(r, ev->pid, ev->left, 12, a, sizeof a);
    value_text(r, ev->pid, ev->right, 12, b, sizeof b);
    value_text(r, ev->pid, ev->value, 12, v, sizeof v);
    ap_dis_arg(im, ap_image_code(im, ev->code), ev->pc, &sign);
    if (*a && *b && *v)
        ap_print(note, n, "%s %.4s %s = %s", a, ap_str_c(&sign), b, v);
    ap_str_clear(&sign);
}

/* The verb before a value or a lock's name, by kind of event. */
static const struct {
    const char *verb;
    bool is_sync;
} verbs[AP_EV_COUNT] = {
    [AP_EV_READ] = {"got", false},      [AP_EV_WRITE] = {"stored", false},
    [AP_EV_RETURN] = {"gives", false},  [AP_EV_TEST] = {"got", false},
    [AP_EV_ACQUIRE] = {"took", true},   [AP_EV_RELEASE] = {"released", true},
    [AP_EV_NOTIFY] = {"notified", true}, [AP_EV_SET] = {"set", true},
    [AP_EV_CLEAR] = {"cleared", true},  [AP_EV_WAIT] = {"released", true},
    [AP_EV_BLOCK] = {"must wait", false}};

static void note_of(const ap_run *r, const ap_event *ev, char *note, size_t n)
{
    char text[32];
    note[0] = 0;
    if (ev->op == AP_OP_BINARY_OP || ev->op == AP_OP_COMPARE_OP)
        note_operands(r, ev, note, n);
    if (note[0] || !verbs[ev->kind].verb) {
        if (!note[0] && (ev->op == AP_OP_LOAD_FAST
                         || ev->op == AP_OP_STORE_FAST))
            value_text(r, ev->pid, ap_tell_moved(r, ev), 16, note, n);
        return;
    }
    if (ev->kind == AP_EV_BLOCK)
        text[0] = 0;
    else if (verbs[ev->kind].is_sync)
        label_text(r, ev->pid, ev->sync, text, sizeof text);
    else
        value_text(r, ev->pid, ev->value, 16, text, sizeof text);
    ap_print(note, n, "%s%s%s", verbs[ev->kind].verb, *text ? " " : "", text);
}

static void add_result(ap_track *t, const ap_run *r, const ap_event *ev)
{
    if (ev->op == AP_OP_COUNT) /* C code went on: no instruction */
        return;
    track_visit *v = visit_of(thread_of(t, ev->tid), ev);
    if (v->n == TRACK_RESULTS) {
        memmove(v->results, v->results + 1,
                (TRACK_RESULTS - 1) * sizeof *v->results);
        v->n--;
    }
    track_result *x = &v->results[v->n++];
    x->pc = ev->pc;
    x->step = ev->step + 1;
    x->is_read = ev->kind == AP_EV_READ;
    note_of(r, ev, x->note, sizeof x->note);
}

const track_result *ap_track_result(const ap_track *t, ap_tid tid,
                                    uint32_t code, uint32_t line, uint32_t pc)
{
    if (tid < 0 || tid >= t->nthreads)
        return NULL;
    const track_thread *th = &t->threads[tid];
    for (int d = th->depth - 1; d >= 0; d--) {
        const track_visit *v = &th->visits[d];
        if (v->code != code || v->line != line)
            continue;
        for (int i = v->n - 1; i >= 0; i--)
            if (v->results[i].pc == pc)
                return &v->results[i];
        return NULL;
    }
    return NULL;
}

/* ---- changes, holds, the log ------------------------------------- */

static void add_change(ap_track *t, const char *what, const char *old,
                       uint64_t step, int64_t now_ns)
{
    track_change *c = NULL;
    for (unsigned i = 0; i < TRACK_CHANGES; i++)
        if (strcmp(t->changes[i].what, what) == 0)
            c = &t->changes[i];
    if (!c)
        c = &t->changes[t->nchanges++ % TRACK_CHANGES];
    ap_print(c->what, sizeof c->what, "%s", what);
    ap_print(c->old, sizeof c->old, "%s", old);
    c->step = step;
    c->seen_ns = now_ns;
}

const track_change *ap_track_change(const ap_track *t, const char *what)
{
    for (unsigned i = 0; i < TRACK_CHANGES; i++)
        if (t->changes[i].what[0] && strcmp(t->changes[i].what, what) == 0)
            return &t->changes[i];
    return NULL;
}

static track_hold *find_hold(const ap_track *t, const char *lock, ap_tid tid)
{
    for (size_t i = 0; i < t->holds.len; i++) {
        track_hold *h = ap_vec_at(&t->holds, i);
        if (h->tid == tid && strcmp(h->lock, lock) == 0)
            return h;
    }
    return NULL;
}

static void drop_hold(ap_track *t, track_hold *h)
{
    if (!h)
        return;
    *h = *(track_hold *)ap_vec_at(&t->holds, t->holds.len - 1);
    ap_vec_pop(&t->holds);
}

static void take_hold(track_hold *h, const ap_event *ev, uint32_t line)
{
    h->tid = ev->tid;
    h->since = ev->step + 1;
    h->line = line;
    h->is_lent = false;
}

const track_hold *ap_track_hold(const ap_track *t, const char *lock,
                                ap_tid tid)
{
    const track_hold *h = find_hold(t, lock, tid);
    return h && !h->is_lent ? h : NULL;
}

static void follow_lock(ap_track *t, const ap_run *r, const ap_event *ev,
                        int64_t now_ns)
{
    char lock[64];
    ap_sync_view v;
    if (!ev->sync || ev->kind < AP_EV_ACQUIRE || ev->kind > AP_EV_ARRIVE)
        return;
    ap_ui_birth(r, ev->pid, ev->sync, lock, sizeof lock);
    if (ev->kind != AP_EV_TEST && ev->kind != AP_EV_REFUSED)
        add_change(t, lock, "", ev->step + 1, now_ns);
    bool is_known = ap_view_sync_of(ap_ui_world(r), ev->pid, ev->sync, &v);
    if (is_known && v.lock) { /* a condition: what is held is its lock */
        ap_ui_birth(r, ev->pid, v.lock, lock, sizeof lock);
        is_known = ap_view_sync_of(ap_ui_world(r), ev->pid, v.lock, &v);
    }
    track_hold *h = find_hold(t, lock, ev->tid);
    bool has = is_known && v.owner == ev->tid;
    if (!has && h && ev->kind == AP_EV_WAIT)
        h->is_lent = true;
    else if (!has)
        drop_hold(t, h);
    else if (h && h->is_lent)
        take_hold(h, ev, h->line);
    else if (!h) {
        h = ap_vec_push(&t->holds, NULL);
        ap_print(h->lock, sizeof h->lock, "%s", lock);
        take_hold(h, ev, ev->line);
    }
}

static void follow_write(ap_track *t, const ap_run *r, const ap_event *ev,
                         int64_t now_ns)
{
    char old[40];
    ap_str what = {0};
    if (!ev->naccesses || !ev->access[0].is_write
        || ev->access[0].where == AP_AT_SYNC)
        return;
    ap_tell_identity(r, ev->pid, &ev->access[0], &what);
    value_text(r, ev->pid, ev->old, 24, old, sizeof old);
    add_change(t, ap_str_c(&what), old, ev->step + 1, now_ns);
    ap_str_clear(&what);
}

static void follow_local(ap_track *t, const ap_run *r, const ap_event *ev,
                         int64_t now_ns)
{
    char what[64];
    const ap_code *c;
    if (ev->op != AP_OP_STORE_FAST)
        return;
    c = ap_image_code(ap_world_image(ap_ui_world(r)), ev->code);
    if (ev->arg >= (uint32_t)c->nplus)
        return;
    ap_print(what, sizeof what, "%d:%.48s", ev->tid, c->plus[ev->arg]);
    add_change(t, what, "", ev->step + 1, now_ns);
}

void ap_track_log(ap_track *t, ap_tid tid, uint64_t step, const char *text)
{
    track_entry *e = &t->log[t->nlog++ % TRACK_LOG];
    e->tid = tid;
    e->step = step;
    ap_print(e->text, sizeof e->text, "%s", text);
}

void ap_track_event(ap_track *t, const ap_run *r, const ap_event *ev,
                    int64_t now_ns)
{
    bool is_gil = ev->kind >= AP_EV_GIL_REQUEST;
    if (is_gil) {
        add_change(t, "GIL", "", ev->step + 1, now_ns);
        return;
    }
    mark_step(t, r, ev);
    add_result(t, r, ev);
    follow_lock(t, r, ev, now_ns);
    follow_write(t, r, ev, now_ns);
    follow_local(t, r, ev, now_ns);
    t->last = ev->tid;
    t->last_step = ev->step + 1;
}
