/* Looking inside: threads, frames, globals, synchronisation objects. Nothing
 * here changes the world or runs guest code; words that come out are valid
 * until the next step. */
#include "types_i.h"
#include "view_i.h"

#include <string.h>

/* ---- threads ------------------------------------------------------- */

static bool is_frame(const ap_ctx *c, ap_word f)
{
    return ap_head_of(c, f)->kind == AP_KIND_FRAME;
}

/* The Python frame `depth` calls out from the innermost one, or AP_NULL. */
static ap_word frame_at(const ap_ctx *c, const ap_thread *t, int depth)
{
    ap_word f = ap_load(&t->top);
    for (; f; f = ap_frame_prev(c, f))
        if (is_frame(c, f) && depth-- == 0)
            break;
    return f;
}

static int depth_of(const ap_ctx *c, const ap_thread *t)
{
    int depth = 0;
    for (ap_word f = ap_load(&t->top); f; f = ap_frame_prev(c, f))
        depth += is_frame(c, f);
    return depth;
}

static ap_tid waits_for(const ap_world *w, const ap_thread *t)
{
    if (t->wait.kind == AP_WAIT_JOIN)
        return t->wait.other;
    ap_sync_view sync;
    if (t->wait.kind == AP_WAIT_LOCK
        && ap_view_sync_of(w, t->pid, ap_load(&t->wait.obj), &sync))
        return sync.owner;
    return -1;
}

static void cut_into(char *to, size_t room, const char *s, size_t n)
{
    n = n < room ? n : room - 1;
    memcpy(to, s, n);
    to[n] = 0;
}

/* The main thread is called Main unless the program gave it a name. */
static void name_of(const ap_world *w, const ap_thread *t, char *to, size_t n)
{
    size_t len = 0;
    const char *s = ap_view_str(w, t->pid, ap_load(&t->name), &len);
    if (t->is_main && (!s || strcmp(s, "MainThread") == 0))
        cut_into(to, n, "Main", 4);
    else if (s)
        cut_into(to, n, s, len);
    else
        ap_print(to, n, "Thread-%d", (int)t->tid);
}

bool ap_view_thread(const ap_world *w, ap_tid tid, ap_thread_view *v)
{
    if (tid < 0 || tid >= w->h->nthreads)
        return false;
    const ap_thread *t = ap_thread_at(w, tid);
    ap_ctx c = ap_ctx_for_process(w, t->pid);
    bool waits = t->state == AP_TS_WAIT || t->state == AP_TS_SLEEP;
    *v = (ap_thread_view){.tid = tid,
                          .pid = t->pid,
                          .state = (ap_state)t->state,
                          .is_main = t->is_main,
                          .is_daemon = t->is_daemon,
                          .wait_for = -1,
                          .woken_by = -1,
                          .deadline_ns = -1,
                          .depth = depth_of(&c, t),
                          .steps = t->steps,
                          .obj = ap_load(&t->obj),
                          .failure = ap_load(&t->failure)};
    if (waits) {
        v->wait = (ap_wait_kind)t->wait.kind;
        v->wait_obj = ap_load(&t->wait.obj);
        v->wait_for = waits_for(w, t);
        v->deadline_ns = t->wait.deadline_ns;
        v->wait_order = t->wait.order;
    } else if (t->state == AP_TS_READY) {
        v->woken_from = (ap_wait_kind)t->wait.kind;
        v->woken_by = t->wait.kind == AP_WAIT_JOIN ? t->wait.other : -1;
    }
    name_of(w, t, v->name, sizeof v->name);
    return true;
}

ap_thread_brief ap_view_brief(const ap_world *w, ap_tid tid)
{
    const ap_thread *t = ap_thread_at(w, tid);
    bool waits = t->state == AP_TS_WAIT || t->state == AP_TS_SLEEP;
    return (ap_thread_brief){
        .wait = waits ? (ap_wait_kind)t->wait.kind : AP_WAIT_NONE,
        .deadline_ns = waits ? t->wait.deadline_ns : -1,
        .steps = t->steps,
        .is_daemon = t->is_daemon};
}

/* ---- frames -------------------------------------------------------- */

/* Where a frame stands: the innermost one at its next instruction, the others
 * at the call that they are in. */
static uint32_t standing_at(const ap_ctx *c, ap_word f, int depth)
{
    uint32_t pc = ap_frame_pc(c, f);
    return depth > 0 && pc > 0 ? pc - 1 : pc;
}

bool ap_view_frame(const ap_world *w, ap_tid tid, int depth, ap_frame_view *v)
{
    if (tid < 0 || tid >= w->h->nthreads)
        return false;
    const ap_thread *t = ap_thread_at(w, tid);
    ap_ctx c = ap_ctx_for_process(w, t->pid);
    ap_word f = frame_at(&c, t, depth);
    if (!f)
        return false;
    const ap_code_ref *ref = ap_code_at(w, ap_frame_code(&c, f));
    uint32_t pc = standing_at(&c, f, depth);
    *v = (ap_frame_view){.code = ref->code,
                         .pc = pc,
                         .line = pc < ref->code->ninstrs
                             ? ref->code->pos[pc].line
                             : 0,
                         .in_library = ref->in_library,
                         .func = ap_get(&c, f, AP_FRAME_FUNC),
                         .nplus = ref->code->nplus,
                         .nstack = (int)ap_frame_sp(&c, f) - ref->code->nplus};
    return true;
}

uint32_t ap_view_raised(const ap_world *w, int pid, ap_word exc,
                        const ap_code **code)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    uint32_t line = 0;
    if (ap_kind_of(&c, exc) != AP_KIND_EXC)
        return 0;
    for (ap_word at = ap_get(&c, exc, AP_EXC_TRACE); at;
         at = ap_get(&c, at, 1)) {
        uint64_t place = ap_get(&c, at, 0);
        const ap_code_ref *ref = ap_code_at(w, (uint32_t)place);
        if (ref->in_library)
            continue;
        *code = ref->code;
        line = ref->code->pos[place >> 32].line;
    }
    return line;
}

/* Word i behind the frame's own words, below sp; AP_NULL past it. */
static ap_word frame_word(const ap_world *w, ap_tid tid, int depth, int i)
{
    if (tid < 0 || tid >= w->h->nthreads || i < 0)
        return AP_NULL;
    const ap_thread *t = ap_thread_at(w, tid);
    ap_ctx c = ap_ctx_for_process(w, t->pid);
    ap_word f = frame_at(&c, t, depth);
    if (!f || i >= (int)ap_frame_sp(&c, f))
        return AP_NULL;
    ap_word word = ap_get(&c, f, AP_FRAME_FAST + i);
    bool is_local = i < ap_code_at(w, ap_frame_code(&c, f))->code->nplus;
    if (is_local && ap_kind_of(&c, word) == AP_KIND_CELL)
        return ap_get(&c, word, 0);
    return word;
}

static int plus_of(const ap_world *w, ap_tid tid, int depth)
{
    ap_frame_view v;
    return ap_view_frame(w, tid, depth, &v) ? v.nplus : 0;
}

ap_word ap_view_local(const ap_world *w, ap_tid tid, int depth, int slot)
{
    bool is_local = slot < plus_of(w, tid, depth);
    return is_local ? frame_word(w, tid, depth, slot) : AP_NULL;
}

ap_word ap_view_stack(const ap_world *w, ap_tid tid, int depth, int i)
{
    return i < 0 ? AP_NULL
                 : frame_word(w, tid, depth, plus_of(w, tid, depth) + i);
}

/* ---- globals ------------------------------------------------------- */

bool ap_view_global(const ap_world *w, int pid, int i, const char **name,
                    ap_word *value)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    ap_word d = ap_load(&c.process->main);
    for (int64_t at = 0; at < ap_dict_entries(&c, d); at++) {
        ap_word key = ap_dict_key_at(&c, d, at);
        size_t n;
        const char *s = key ? ap_view_str(w, pid, key, &n) : NULL;
        if (!s || strncmp(s, "__", 2) == 0 || i-- > 0)
            continue;
        *name = s;
        *value = ap_load(ap_dict_value_at(&c, d, at));
        return true;
    }
    return false;
}

ap_word ap_view_global_named(const ap_world *w, int pid, const char *name)
{
    const char *s;
    ap_word value;
    for (int i = 0; ap_view_global(w, pid, i, &s, &value); i++)
        if (strcmp(s, name) == 0)
            return value;
    return AP_NULL;
}

/* ---- synchronisation objects --------------------------------------- */

static const ap_native_class *row_of(const ap_world *w, const ap_ctx *c,
                                     ap_word obj)
{
    if (ap_kind_of(c, obj) != AP_KIND_NATIVE)
        return NULL;
    uint64_t layout = ap_get(c, ap_class_of(c, obj), AP_CLASS_LAYOUT);
    size_t row = (size_t)(layout >> 32);
    return row ? *(const ap_native_class *const *)ap_vec_at(&w->rows, row - 1)
               : NULL;
}

ap_role ap_view_role(const ap_world *w, const ap_ctx *c, ap_word obj)
{
    const ap_native_class *row = row_of(w, c, obj);
    return row ? row->role : AP_ROLE_PLAIN;
}

bool ap_view_sync_of(const ap_world *w, int pid, ap_word obj, ap_sync_view *v)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    const ap_native_class *row = row_of(w, &c, obj);
    if (!row || row->role == AP_ROLE_PLAIN || row->role == AP_ROLE_THREAD
        || row->raw < 2)
        return false;
    const ap_slot *raw = ap_body(&c, obj);
    bool has_bound = row->raw > 2
        && (row->role == AP_ROLE_SEMAPHORE || row->role == AP_ROLE_BARRIER);
    *v = (ap_sync_view){.obj = obj,
                        .role = row->role,
                        .owner = (ap_tid)ap_load(raw) - 1,
                        .count = (int64_t)ap_load(raw + 1),
                        .most = has_bound ? (int64_t)ap_load(raw + 2) : -1,
                        .lock = row->role == AP_ROLE_CONDITION
                            ? ap_load(ap_native_refs(&c, obj)) : AP_NULL};
    return true;
}

bool ap_view_sync(const ap_world *w, int pid, int i, ap_sync_view *v)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    ap_word syncs = ap_load(&c.process->syncs);
    for (int64_t at = 0; syncs && at < ap_list_len(&c, syncs); at++)
        if (ap_view_sync_of(w, pid, ap_list_at(&c, syncs, at), v) && i-- == 0)
            return true;
    return false;
}

static bool waits_on(const ap_thread *t, int pid, ap_word obj)
{
    return t->pid == pid && (t->state == AP_TS_WAIT || t->state == AP_TS_SLEEP)
        && ap_load(&t->wait.obj) == obj;
}

/* Insertion by wait order: queues are short. */
int ap_view_queue(const ap_world *w, int pid, ap_word obj, ap_tid *tids,
                  int most)
{
    int n = 0, kept = 0;
    for (ap_tid tid = 0; tid < w->h->nthreads; tid++) {
        const ap_thread *t = ap_thread_at(w, tid);
        if (!waits_on(t, pid, obj))
            continue;
        n++;
        int at = kept;
        while (at > 0
               && ap_thread_at(w, tids[at - 1])->wait.order > t->wait.order)
            at--;
        if (at >= most)
            continue;
        if (kept < most)
            kept++;
        memmove(tids + at + 1, tids + at,
                (size_t)(kept - 1 - at) * sizeof *tids);
        tids[at] = tid;
    }
    return n;
}

void ap_view_identities(const ap_world *w, int pid, const ap_access *a,
                        uint64_t *obj, uint64_t *key)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    *obj = ap_identity_of(&c, a->obj);
    *key = ap_identity_of(&c, a->key);
}

uint64_t ap_view_identity(const ap_world *w, int pid, ap_word v)
{
    ap_ctx c = ap_ctx_for_process(w, pid);
    return ap_identity_of(&c, v);
}
