/* What is kept of a race: names and texts, made while the event's words are
 * still valid. Each pair of instructions is told once. */
#include "check_i.h"
#include "detect_i.h"

#include <stdio.h>
#include <string.h>

/* ---- sides -------------------------------------------------------------- */

static void name_thread(const ap_world *w, int tid, char out[NAME])
{
    ap_thread_view v;
    if (ap_view_thread(w, tid, &v))
        snprintf(out, NAME, "%s", v.name);
}

static void fill_side(const ap_detect *d, const ap_world *w, const touch *t,
                      side *s)
{
    const lock_set *set = ap_vec_at(&d->sets, t->set);
    *s = (side){.step = t->step, .code = t->code, .pc = t->pc, .tid = t->tid,
                .is_write = t->is_write, .nlocks = set->n};
    name_thread(w, t->tid, s->thread);
    for (int i = 0; i < set->n; i++) {
        const hb_sync *sync = ap_vec_at(&d->syncs, set->syncs[i]);
        memcpy(s->locks[i], sync->label, LABEL);
    }
}

/* ---- reports ------------------------------------------------------------ */

static uint64_t end_key(const touch *t)
{
    return mix((uint64_t)t->code << 32 | t->pc, t->is_write);
}

static bool is_same_place(const race_report *r, const char *where,
                          const touch *a, const touch *b)
{
    return strcmp(r->where, where) == 0
        && ((r->first.code == a->code && r->first.pc == a->pc
             && r->second.code == b->code && r->second.pc == b->pc)
            || (r->first.code == b->code && r->first.pc == b->pc
                && r->second.code == a->code && r->second.pc == a->pc));
}

/* Another object of the same class, raced for by the same instructions, is
 * the same race; UINT32_MAX: there is none. */
static uint32_t find_report(const ap_detect *d, const char *where,
                            const touch *a, const touch *b)
{
    for (uint32_t i = 0; i < d->reports.len; i++)
        if (is_same_place(ap_vec_at(&d->reports, i), where, a, b))
            return i;
    return UINT32_MAX;
}

static void fill(ap_detect *d, const ap_world *w, uint32_t index,
                 const touch *old, const touch *now, bool is_potential)
{
    race_report *r = ap_vec_at(&d->reports, index);
    fill_side(d, w, old, &r->first);
    fill_side(d, w, now, &r->second);
    r->is_potential = is_potential;
    r->in_library = old->in_library && now->in_library;
    d->is.new_report = index + 1;
}

static uint32_t new_report(ap_detect *d, const char *where)
{
    race_report r = {.is_potential = true};
    if (d->reports.len >= MOST_REPORTS)
        return UINT32_MAX;
    memcpy(r.where, where, PLACE);
    ap_vec_push(&d->reports, &r);
    return (uint32_t)d->reports.len - 1;
}

void detect_race(ap_detect *d, const ap_world *w, const ap_event *ev,
                 const ap_access *a, uint64_t place, const touch *old,
                 const touch *now)
{
    bool is_potential = !(old->is_open && now->is_open);
    uint64_t x = end_key(old), y = end_key(now);
    uint64_t key = mix(place, x < y ? mix(x, y) : mix(y, x));
    uint32_t *at = table_at(&d->by_report, key);
    bool is_fresh = false;
    if (*at == UINT32_MAX) {
        char where[PLACE] = {0};
        ap_race_name(w, ev, a, where, sizeof where);
        *at = find_report(d, where, old, now);
        is_fresh = *at == UINT32_MAX;
        if (is_fresh)
            *at = new_report(d, where);
    }
    if (*at == UINT32_MAX)
        return;
    race_report *r = ap_vec_at(&d->reports, *at);
    r->times++;
    if (is_fresh || (r->is_potential && !is_potential))
        fill(d, w, *at, old, now, is_potential);
}

/* ---- for other floors --------------------------------------------------- */

static char *keep(ap_arena *a, const char *s)
{
    return ap_arena_strndup(a, s, strlen(s));
}

static uint32_t line_of(const ap_world *w, uint32_t code, uint32_t pc)
{
    return ap_image_code(ap_world_image(w), code)->pos[pc].line;
}

static ap_race_side side_of(const ap_world *w, const side *s, ap_arena *a)
{
    ap_race_side out = {.thread = keep(a, s->thread), .tid = s->tid,
                        .line = line_of(w, s->code, s->pc),
                        .is_write = s->is_write, .nlocks = s->nlocks,
                        .step = s->step};
    const char **locks =
        ap_arena_alloc(a, (size_t)(s->nlocks + 1) * sizeof *locks);
    for (int i = 0; i < s->nlocks; i++)
        locks[i] = keep(a, s->locks[i]);
    out.locks = locks;
    ap_str text = {0};
    ap_source_line(w, s->code, out.line, &text);
    out.text = keep(a, ap_str_c(&text));
    ap_str_clear(&text);
    return out;
}

static void put_locks(const side *s, ap_str *out)
{
    ap_str_printf(out, "%s holds ", s->thread);
    if (!s->nlocks)
        ap_str_put(out, "no lock");
    for (int i = 0; i < s->nlocks; i++)
        ap_str_printf(out, "%s%s",
                      !i ? "" : i + 1 == s->nlocks ? " and " : ", ",
                      s->locks[i]);
}

/* "nothing orders them: A holds left, B holds right, no common lock" */
static const char *missing(const race_report *r, ap_arena *a)
{
    ap_str text = {0};
    bool has_locks = r->first.nlocks || r->second.nlocks;
    ap_str_put(&text, r->is_potential ? "only the GIL orders them: "
                                      : "nothing orders them: ");
    if (!has_locks) {
        ap_str_put(&text, "neither holds a lock");
    } else {
        put_locks(&r->first, &text);
        ap_str_put(&text, ", ");
        put_locks(&r->second, &text);
        ap_str_put(&text, ", no common lock");
    }
    const char *kept = keep(a, text.s);
    ap_str_clear(&text);
    return kept;
}

static int new_race(const ap_detect *d, bool is_potential)
{
    int i = (int)d->is.new_report - 1;
    const race_report *r = i < 0 ? NULL : ap_vec_at(&d->reports, (size_t)i);
    return r && r->is_potential == is_potential && !r->in_library ? i : -1;
}

int ap_detect_new_race(const ap_detect *d)
{
    return new_race(d, false);
}

int ap_detect_new_potential_race(const ap_detect *d)
{
    return new_race(d, true);
}

int ap_detect_races(const ap_detect *d)
{
    return (int)d->reports.len;
}

void ap_detect_race(const ap_detect *d, const ap_world *w, int i, ap_arena *a,
                    ap_race *out)
{
    const race_report *r = ap_vec_at(&d->reports, (size_t)i);
    *out = (ap_race){.where = keep(a, r->where),
                     .first = side_of(w, &r->first, a),
                     .second = side_of(w, &r->second, a),
                     .missing = missing(r, a),
                     .is_potential = r->is_potential,
                     .in_library = r->in_library};
    out->how.no_return = -1;
}
