/* Lines: what was asked, who ran, the keyframes; cut in two and put together
 * again where a run branches. */
#include "history_i.h"

void line_init(line *l)
{
    ap_vec_init(&l->moves, sizeof(move));
    ap_vec_init(&l->frames, sizeof(frame));
    notes_init(&l->notes);
}

void line_clear(ap_history *h, line *l)
{
    for (size_t i = 0; i < l->frames.len; i++)
        frame_drop(h, ap_vec_at(&l->frames, i));
    ap_vec_clear(&l->frames);
    ap_vec_clear(&l->moves);
    notes_clear(&l->notes);
}

/* The move that a position falls under; moves are not empty. */
static size_t move_of(const line *l, uint64_t position)
{
    size_t lo = 0, hi = l->moves.len;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (((move *)ap_vec_at(&l->moves, mid))->position <= position)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

ap_tid line_asked(const line *l, uint64_t position)
{
    return ((move *)ap_vec_at(&l->moves, move_of(l, position)))->tid;
}

uint64_t line_asked_until(const line *l, uint64_t position)
{
    size_t next = move_of(l, position) + 1;
    return next < l->moves.len ? ((move *)ap_vec_at(&l->moves, next))->position
                               : UINT64_MAX;
}

static void split_moves(line *l, uint64_t at, line *rest)
{
    size_t i = move_of(l, at);
    for (size_t k = i; k < l->moves.len; k++) {
        move m = *(move *)ap_vec_at(&l->moves, k);
        m.position = m.position < at ? at : m.position;
        ap_vec_push(&rest->moves, &m);
    }
    const move *first = ap_vec_at(&l->moves, i);
    l->moves.len = first->position < at ? i + 1 : i;
}

static void split_frames(line *l, uint64_t at, line *rest)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->frames.len; i++) {
        const frame *f = ap_vec_at(&l->frames, i);
        if (f->position <= at)
            kept = i + 1;
        else
            ap_vec_push(&rest->frames, f);
    }
    l->frames.len = kept;
}

void line_split(line *l, uint64_t at, line *rest)
{
    split_moves(l, at, rest);
    split_frames(l, at, rest);
    notes_split(&l->notes, at, &rest->notes);
}

static void append(ap_vec *to, ap_vec *from)
{
    for (size_t i = 0; i < from->len; i++)
        ap_vec_push(to, ap_vec_at(from, i));
    from->len = 0;
}

void line_join(line *l, line *rest)
{
    append(&l->moves, &rest->moves);
    append(&l->frames, &rest->frames);
    notes_join(&l->notes, &rest->notes);
}
