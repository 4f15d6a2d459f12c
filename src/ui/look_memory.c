/* A scene's shared memory and locks. */
#include "look_i.h"

#include <string.h>

enum { MAX_VALUES = 48, MAX_PARTS = 8, MAX_LOCKS = 48, MAX_QUEUE = 64 };

/* ---- globals and objects ----------------------------------------- */

static bool is_builtin_container(const char *type)
{
    static const char *const types[] = {"list", "tuple", "dict", "set",
                                        "frozenset", "deque", "str", "range"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(type, types[i]) == 0)
            return true;
    return false;
}

/* Who wrote the place last, and what it was before. */
static void look_at_history(ap_look *l, const char *what, ap_scene_value *v)
{
    ap_tid tid;
    uint64_t step;
    const track_change *c = ap_track_change(l->track, what);
    v->flash = ap_look_flash(l, what);
    v->writer = -1;
    if (!ap_tell_last_write(l->tell, what, &tid, &step))
        return;
    v->writer = tid;
    if (c && c->old[0] && c->step == step + 1)
        v->note = ap_scene_text(l->s, "was %s", c->old);
}

static ap_scene_value *add_value(ap_look *l, const char *name, int pid,
                                 ap_word w, int indent)
{
    ap_scene_value *v = &l->s->values[l->s->nvalues++];
    *v = (ap_scene_value){.name = name, .writer = -1, .indent = indent,
                          .value = ap_look_repr(l, pid, w, 40)};
    return v;
}

/* The attributes of an instance, under it. */
static void add_parts(ap_look *l, int pid, ap_word w, const ap_object_view *o)
{
    ap_word key, value;
    for (int i = 0; i < MAX_PARTS && l->s->nvalues < MAX_VALUES
         && ap_view_item(l->world, pid, w, i, &key, &value); i++) {
        char what[64];
        size_t n;
        ap_object_view part;
        const char *name = key ? ap_view_str(l->world, pid, key, &n) : NULL;
        if (!name || (ap_view_object(l->world, pid, value, &part)
                      && (ap_is_sync(part.role)
                          || part.role == AP_ROLE_THREAD)))
            continue;
        ap_scene_value *v = add_value(
            l, ap_scene_text(l->s, ".%.*s", (int)n, name), pid, value, 1);
        ap_print(what, sizeof what, "%.24s#%u.%.24s", o->type, o->birth,
                 v->name + 1);
        look_at_history(l, what, v);
        ap_print(what, sizeof what, "%.24s%.24s", o->type, v->name);
        v->raced = ap_look_is_raced(l, what);
    }
}

/* A list of locks: they stand among the locks, by their places. */
static bool holds_locks(const ap_look *l, int pid, ap_word w)
{
    ap_word key, item;
    ap_object_view o;
    return ap_view_item(l->world, pid, w, 0, &key, &item)
        && ap_view_object(l->world, pid, item, &o)
        && (ap_is_sync(o.role) || o.role == AP_ROLE_THREAD);
}

static void add_global(ap_look *l, int pid, const char *name, ap_word w)
{
    ap_object_view o = {.type = ""};
    bool is_object = ap_view_object(l->world, pid, w, &o);
    if (is_object && (o.is_function || o.is_class || o.is_module
                      || ap_is_sync(o.role) || o.role == AP_ROLE_THREAD
                      || holds_locks(l, pid, w)))
        return;
    ap_scene_value *v = add_value(l, name, pid, w, 0);
    char items[64];
    ap_print(items, sizeof items, "%.50s[...]", name);
    v->raced = ap_look_is_raced(l, name);
    if (v->raced < ap_look_is_raced(l, items))
        v->raced = ap_look_is_raced(l, items);
    look_at_history(l, name, v);
    if (is_object && !v->flash && o.is_container) {
        char what[64];
        ap_print(what, sizeof what, "%.40s#%u", o.type, o.birth);
        look_at_history(l, what, v);
    }
    if (is_object && o.role == AP_ROLE_PLAIN
        && !is_builtin_container(o.type))
        add_parts(l, pid, w, &o);
}

void ap_look_values(ap_look *l)
{
    const char *name;
    ap_word w;
    l->s->values = ap_scene_room(l->s, MAX_VALUES + 1, sizeof *l->s->values);
    for (int pid = 0; pid < ap_world_processes(l->world); pid++)
        for (int i = 0; l->s->nvalues < MAX_VALUES
             && ap_view_global(l->world, pid, i, &name, &w); i++)
            add_global(l, pid, name, w);
}

/* ---- locks ------------------------------------------------------- */

static void add_gil(ap_look *l)
{
    const ap_run_options *o = ap_run_options_of(l->run);
    if (o->gil == AP_GIL_OFF)
        return;
    const ap_gil *gil = ap_world_gil(l->world, 0);
    int *queue = ap_scene_room(l->s, MAX_QUEUE, sizeof *queue), n = 0;
    for (ap_tid tid = 0; tid < l->s->nthreads && n < MAX_QUEUE; tid++)
        if (ap_run_wants_gil(l->run, tid))
            queue[n++] = tid;
    ap_scene_lock *x = &l->s->locks[l->s->nlocks++];
    *x = (ap_scene_lock){.name = "GIL", .owner = gil->holder,
                         .queue = queue, .nqueue = n,
                         .flash = ap_look_flash(l, "GIL")};
    if (gil->requester >= 0)
        x->note = ap_scene_text(l->s, "%s asked for it",
                                ap_look_name(l, gil->requester));
}

static const char *state_of(ap_look *l, const ap_sync_view *v)
{
    long long count = (long long)v->count, most = (long long)v->most;
    switch (v->role) {
    case AP_ROLE_SEMAPHORE:
        return most > 0 ? ap_scene_text(l->s, "%lld of %lld left", count, most)
                        : ap_scene_text(l->s, "%lld left", count);
    case AP_ROLE_EVENT:
        return count ? "set" : "not set";
    case AP_ROLE_BARRIER:
        return ap_scene_text(l->s, "%lld of %lld here", count, most);
    case AP_ROLE_RLOCK:
        return count > 1 ? ap_scene_text(l->s, "%lld deep", count) : NULL;
    default:
        return NULL;
    }
}

static bool is_idle(const char *name, const ap_sync_view *v, int nqueue)
{
    return strchr(name, '#') && v->owner < 0 && nqueue == 0
        && v->role <= AP_ROLE_CONDITION;
}

static void add_lock(ap_look *l, int pid, const ap_sync_view *v,
                     bool with_idle)
{
    char birth[64];
    int *queue = ap_scene_room(l->s, MAX_QUEUE, sizeof *queue);
    int n = ap_view_queue(l->world, pid, v->obj, queue, MAX_QUEUE);
    const char *name = ap_look_label(l, pid, v->obj);
    if (!with_idle && is_idle(name, v, n))
        return;
    ap_ui_birth(l->run, pid, v->obj, birth, sizeof birth);
    l->s->locks[l->s->nlocks++] = (ap_scene_lock){
        .name = name, .state = state_of(l, v), .owner = v->owner,
        .queue = queue, .nqueue = n < MAX_QUEUE ? n : MAX_QUEUE,
        .flash = ap_look_flash(l, birth)};
}

void ap_look_locks(ap_look *l)
{
    ap_sync_view v;
    int all = 0;
    l->s->locks = ap_scene_room(l->s, MAX_LOCKS + 1, sizeof *l->s->locks);
    add_gil(l);
    while (all < MAX_LOCKS && ap_view_sync(l->world, 0, all, &v))
        all++;
    for (int pid = 0; pid < ap_world_processes(l->world); pid++)
        for (int i = 0; l->s->nlocks < MAX_LOCKS
             && ap_view_sync(l->world, pid, i, &v); i++)
            add_lock(l, pid, &v, all <= 6);
    if (ap_run_options_of(l->run)->gil == AP_GIL_OFF)
        l->s->lock_note = "GIL off";
    else if (ap_world_gil(l->world, 0)->holder < 0)
        l->s->lock_note = "GIL free";
}
