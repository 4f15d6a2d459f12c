/* The detectors as one fold: events in, what is wrong with the run out. */
#include "detect_i.h"

#include <string.h>

/* ---- all of its state --------------------------------------------------- */

/* Every growing part, in the order in which it is saved. */
enum { PARTS = 15 };

static void parts_of(const ap_detect *d, ap_vec *parts[PARTS])
{
    ap_detect *own = (ap_detect *)(uintptr_t)d;
    ap_vec *all[PARTS] = {
        &own->clocks.ticks, &own->clocks.refs, &own->threads, &own->syncs,
        &own->sets, &own->cells, &own->touches, &own->reports, &own->edges,
        &own->circles, &own->by_sync.slots, &own->by_set.slots,
        &own->by_cell.slots, &own->by_report.slots, &own->by_edge.slots};
    memcpy(parts, all, sizeof all);
}

/* What is not in a part. */
typedef struct rest {
    uint32_t width, free;
    uint64_t counts[5];
    uint64_t lengths[PARTS];
} rest;

static table *const *tables_of(ap_detect *d, table *all[5])
{
    all[0] = &d->by_sync;
    all[1] = &d->by_set;
    all[2] = &d->by_cell;
    all[3] = &d->by_report;
    all[4] = &d->by_edge;
    return all;
}

ap_detect *ap_detect_new(void)
{
    ap_detect *d = ap_alloc(sizeof *d);
    lock_set none = {0};
    table *tables[5];
    clocks_init(&d->clocks);
    ap_vec_init(&d->threads, sizeof(hb_thread));
    ap_vec_init(&d->syncs, sizeof(hb_sync));
    ap_vec_init(&d->sets, sizeof(lock_set));
    ap_vec_init(&d->cells, sizeof(cell));
    ap_vec_init(&d->touches, sizeof(touch));
    ap_vec_init(&d->reports, sizeof(race_report));
    ap_vec_init(&d->edges, sizeof(lock_edge));
    ap_vec_init(&d->circles, sizeof(lock_circle));
    tables_of(d, tables);
    for (int i = 0; i < 5; i++)
        table_init(tables[i]);
    ap_vec_push(&d->sets, &none);
    *table_at(&d->by_set, 1) = 0;
    return d;
}

void ap_detect_free(ap_detect *d)
{
    ap_vec *parts[PARTS];
    if (!d)
        return;
    parts_of(d, parts);
    for (int i = 0; i < PARTS; i++)
        ap_vec_clear(parts[i]);
    ap_free(d);
}

void ap_detect_save(const ap_detect *d, ap_str *out)
{
    ap_vec *parts[PARTS];
    table *tables[5];
    rest r = {.width = d->clocks.width, .free = d->clocks.free};
    parts_of(d, parts);
    tables_of((ap_detect *)(uintptr_t)d, tables);
    for (int i = 0; i < 5; i++)
        r.counts[i] = tables[i]->n;
    for (int i = 0; i < PARTS; i++)
        r.lengths[i] = parts[i]->len;
    ap_str_putn(out, (const char *)&r, sizeof r);
    ap_str_putn(out, (const char *)&d->is, sizeof d->is);
    for (int i = 0; i < PARTS; i++)
        ap_str_putn(out, parts[i]->data, parts[i]->len * parts[i]->size);
}

static void load_part(ap_vec *part, size_t len, const char **bytes)
{
    if (len > part->cap) {
        part->data = ap_realloc(part->data, len * part->size);
        part->cap = len;
    }
    part->len = len;
    if (len)
        memcpy(part->data, *bytes, len * part->size);
    *bytes += len * part->size;
}

void ap_detect_load(ap_detect *d, const char *bytes, size_t n)
{
    const char *end = bytes + n;
    ap_vec *parts[PARTS];
    table *tables[5];
    rest r;
    memcpy(&r, bytes, sizeof r);
    memcpy(&d->is, bytes + sizeof r, sizeof d->is);
    bytes += sizeof r + sizeof d->is;
    parts_of(d, parts);
    tables_of(d, tables);
    for (int i = 0; i < PARTS; i++)
        load_part(parts[i], r.lengths[i], &bytes);
    for (int i = 0; i < 5; i++)
        tables[i]->n = r.counts[i];
    d->clocks.width = r.width;
    d->clocks.free = r.free;
    AP_ASSERT(bytes == end);
}

/* ---- the fold ----------------------------------------------------------- */

/* A place where the policy lets others go opens what comes after it, up to
 * the next visible step; so does waiting. */
static void follow_switches(hb_thread *t, const ap_event *ev, int gil)
{
    bool may_switch = ev->switches >> gil & 1 || ev->is_blocked;
    t->is_open = may_switch || (t->is_open && !ev->is_visible);
}

bool ap_detect_event(ap_detect *d, const ap_world *w, int gil,
                     const ap_event *ev)
{
    d->is.new_report = d->is.new_circle = 0;
    if (ev->kind >= AP_EV_GIL_REQUEST || d->is.is_blind
        || !(is_known_thread(d, ev->tid) || detect_thread(d, ev->tid)))
        return false;
    d->is.step = ev->step;
    /* What the only thread did before it started others, they all know. */
    if (ev->naccesses && !ev->is_blocked && d->threads.len > 1)
        detect_accesses(d, w, ev);
    if (ev->kind >= AP_EV_START)
        detect_order(d, w, ev);
    follow_switches(thread_of(d, ev->tid), ev, gil);
    return d->is.new_report || d->is.new_circle;
}

bool ap_detect_is_blind(const ap_detect *d)
{
    return d->is.is_blind;
}
