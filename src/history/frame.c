/* Keyframes: made, loaded, thinned.
 *
 * Before a keyframe is made the garbage is collected if there is much of it;
 * nobody can tell, and the frame is small. The frames of a line lie `spacing`
 * steps apart or more. When they take more memory than they may, the spacing
 * doubles and those in between go; the newest few always stay. */
#include <string.h>

#include "history_i.h"

enum {
    FIRST_SPACING = 1024,
    BYTES_A_STEP = 6,        /* a world of n bytes: n / 6 steps at least */
    NEWEST = 4, MOST_NEAR = 48,
    GARBAGE = 32 << 10,      /* so much may be left in a frame */
    GARBAGE_WATCHED = 2 << 10,
    SLACK = 8                /* that the pool wants behind what it reads */
};

/* ---- one frame ----------------------------------------------------- */

static size_t heap_bytes(ap_world *w)
{
    size_t n = 0;
    for (int pid = 0; pid < ap_world_processes(w); pid++)
        n += ap_world_heap_used(w, pid);
    return n;
}

static void settle(ap_history *h)
{
    for (int i = 0; i < h->nfolds; i++)
        if (h->folds[i].settle)
            h->folds[i].settle(h->folds[i].state);
}

static void collect(ap_history *h)
{
    ap_world *w = ap_run_world(h->run);
    size_t most = h->nfolds ? GARBAGE_WATCHED : GARBAGE;
    if (heap_bytes(w) <= h->live + h->live / 16 + most)
        return;
    for (int pid = 0; pid < ap_world_processes(w); pid++)
        ap_world_collect(w, pid);
    h->live = heap_bytes(w);
}

void pattern_init(pattern *p)
{
    p->bytes = (ap_str){0};
    ap_vec_init(&p->numbers, sizeof(uint32_t));
    ap_vec_init(&p->parts, sizeof(part));
}

void pattern_clear(pattern *p)
{
    ap_str_clear(&p->bytes);
    ap_vec_clear(&p->numbers);
    ap_vec_clear(&p->parts);
}

static part part_of(const pattern *p, size_t i)
{
    part end = {p->bytes.len, p->numbers.len};
    return i < p->parts.len ? *(part *)ap_vec_at(&p->parts, i) : end;
}

/* The next part of the frame; it may be alike to the same part before. */
static void put_part(ap_history *h, const char *s, size_t n)
{
    pattern *now = &h->now, *before = &h->before;
    part here = {now->bytes.len, now->numbers.len};
    part old = part_of(before, now->parts.len);
    part old_end = part_of(before, now->parts.len + 1);
    alike a = {ap_str_c(&before->bytes) + old.byte, old_end.byte - old.byte,
               before->numbers.data};
    if (a.n)
        a.numbers += old.number;
    ap_vec_push(&now->parts, &here);
    ap_str_putn(&now->bytes, s, n);
    pool_put(&h->pool, s, n, &a, &now->numbers);
}

static void put_world(ap_history *h, frame *f)
{
    ap_world *w = ap_run_world(h->run);
    ap_world_save(w, &h->scratch);
    const char *at = h->scratch.bytes;
    size_t n;
    f->world = h->scratch.n;
    for (int i = 0; ap_world_part(w, i, &n); i++) {
        put_part(h, at, n);
        at += n;
    }
}

static void put_folds(ap_history *h, frame *f)
{
    for (int i = 0; i < h->nfolds; i++) {
        ap_str_reset(&h->fold_bytes);
        h->folds[i].save(h->folds[i].state, &h->fold_bytes);
        f->fold[i] = h->fold_bytes.len;
        put_part(h, h->fold_bytes.s, h->fold_bytes.len);
    }
}

/* The pattern of this frame is held until the next one is made. */
static void turn_pattern(ap_history *h)
{
    pattern old = h->before;
    h->before = h->now;
    h->now = old;
    for (size_t i = 0; i < h->before.numbers.len; i++)
        pool_hold(&h->pool, ((uint32_t *)h->before.numbers.data)[i]);
    for (size_t i = 0; i < old.numbers.len; i++)
        pool_drop(&h->pool, ((uint32_t *)old.numbers.data)[i]);
    h->now.numbers.len = h->now.parts.len = 0;
    ap_str_reset(&h->now.bytes);
}

void frame_make(ap_history *h, frame *f)
{
    f->position = h->at;
    put_world(h, f);
    put_folds(h, f);
    h->frame_bytes = f->world;
    for (int i = 0; i < h->nfolds; i++)
        h->frame_bytes += f->fold[i];
    f->nchunks = (uint32_t)h->now.numbers.len;
    f->chunks = ap_alloc(f->nchunks * sizeof *f->chunks);
    memcpy(f->chunks, h->now.numbers.data, f->nchunks * sizeof *f->chunks);
    h->pool.bytes += sizeof *f + f->nchunks * sizeof *f->chunks;
    turn_pattern(h);
}

void frame_drop(ap_history *h, frame *f)
{
    for (uint32_t i = 0; i < f->nchunks; i++)
        pool_drop(&h->pool, f->chunks[i]);
    h->pool.bytes -= sizeof *f + f->nchunks * sizeof *f->chunks;
    ap_free(f->chunks);
    f->chunks = NULL;
}

/* Copies chunks from number *from on until n bytes are there; `to` has room
 * for SLACK more. */
static void gather(const ap_history *h, const frame *f, uint32_t *from,
                   char *to, size_t n)
{
    for (size_t done = 0; done < n;) {
        uint32_t number = f->chunks[(*from)++];
        pool_read(&h->pool, number, to + done);
        done += pool_size(&h->pool, number);
    }
}

void frame_load(ap_history *h, const frame *f)
{
    uint32_t from = 0;
    if (h->scratch.room < f->world + SLACK) {
        h->scratch.room = f->world + SLACK;
        h->scratch.bytes = ap_realloc(h->scratch.bytes, h->scratch.room);
    }
    h->scratch.n = f->world;
    gather(h, f, &from, h->scratch.bytes, f->world);
    ap_world_load(ap_run_world(h->run), &h->scratch);
    for (int i = 0; i < h->nfolds; i++) {
        ap_str_reset(&h->fold_bytes);
        ap_str_fill(&h->fold_bytes, 0, f->fold[i] + SLACK);
        gather(h, f, &from, h->fold_bytes.s, f->fold[i]);
        h->folds[i].load(h->folds[i].state, h->fold_bytes.s, f->fold[i]);
    }
    h->at = f->position;
}

/* ---- those of the line --------------------------------------------- */

static frame *at(const ap_vec *frames, size_t i)
{
    return ap_vec_at(frames, i);
}

/* Drops frames that lie closer than the spacing to the one before. */
static void thin_to_spacing(ap_history *h)
{
    ap_vec *v = &h->line.frames;
    size_t kept = 1;
    for (size_t i = 1; i < v->len; i++) {
        frame *f = at(v, i);
        bool is_near = f->position < at(v, kept - 1)->position + h->spacing;
        if (is_near && i + NEWEST < v->len)
            frame_drop(h, f);
        else
            *at(v, kept++) = *f;
    }
    v->len = kept;
}

/* Until they fit with some room to spare. */
static void thin(ap_history *h)
{
    size_t before = h->line.frames.len + 1;
    if (h->pool.bytes <= h->memory)
        return;
    frame_forget_near(h);
    while (h->pool.bytes > h->memory / 4 * 3
           && (h->line.frames.len > 2 * NEWEST
               || h->line.frames.len < before)) {
        before = h->line.frames.len;
        h->spacing *= 2;
        thin_to_spacing(h);
    }
}

static uint64_t steps_to_next(const ap_history *h, const frame *f)
{
    uint64_t by_size = f->world / BYTES_A_STEP / step_weight(h);
    return by_size > h->spacing ? by_size : h->spacing;
}

void frame_keep(ap_history *h)
{
    frame f;
    if (h->spacing == 0)
        h->spacing = FIRST_SPACING;
    settle(h);
    collect(h);
    frame_make(h, &f);
    ap_vec_push(&h->line.frames, &f);
    thin(h);
    h->next_frame = h->at + steps_to_next(h, &f);
}

/* ---- those that are near ------------------------------------------- */

void frame_keep_near(ap_history *h)
{
    frame f;
    for (size_t i = 0; i < h->near.len; i++)
        if (at(&h->near, i)->position == h->at)
            return;
    if (h->near.len == MOST_NEAR) {
        frame_drop(h, at(&h->near, 0));
        memmove(h->near.data, at(&h->near, 1), (MOST_NEAR - 1) * sizeof f);
        h->near.len--;
    }
    settle(h);
    frame_make(h, &f);
    ap_vec_push(&h->near, &f);
}

void frame_forget_near(ap_history *h)
{
    for (size_t i = 0; i < h->near.len; i++)
        frame_drop(h, at(&h->near, i));
    h->near.len = 0;
}

const frame *frame_before(const ap_history *h, uint64_t position)
{
    const ap_vec *v = &h->line.frames;
    size_t lo = 0, hi = v->len;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (at(v, mid)->position <= position)
            lo = mid;
        else
            hi = mid;
    }
    const frame *best = at(v, lo);
    for (size_t i = 0; i < h->near.len; i++) {
        const frame *f = at(&h->near, i);
        if (f->position <= position && f->position > best->position)
            best = f;
    }
    return best;
}
