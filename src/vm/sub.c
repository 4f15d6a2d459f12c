/* Python code that native code asks for: answers, kept across executions.
 *
 * An instruction that needs Python code is executed several times. Each time
 * its calls of ap_sub come in the same order; the answers found so far stand
 * in c->answers as pairs (sort, word), loaded from the RETRY frame. The first
 * call without an answer puts a frame on top of that RETRY frame and returns
 * AP_CALLED; when it ends, its result is appended there.
 *
 * Native callables are answered at once, but noted too: an ENTERED pair
 * stands before the answers of what they call themselves, and is replaced by
 * their result when it is known. So nothing is done twice. */
#include "calls_i.h"

#include "types_i.h"

static void push(ap_ctx *c, uint64_t sort, ap_word w)
{
    if (c->nanswers == c->answers_room) {
        c->answers_room = c->answers_room ? c->answers_room * 2 : 16;
        c->answers = ap_realloc(c->answers,
                                c->answers_room * 2 * sizeof *c->answers);
    }
    c->answers[2 * c->nanswers] = sort;
    c->answers[2 * c->nanswers + 1] = w;
    c->nanswers++;
    c->answer_at = c->nanswers;
}

enum { PAIRS = AP_NFRAME_A };

void ap_answers_load(ap_ctx *c)
{
    c->nanswers = 0;
    int n = (int)ap_get(c, c->memo, AP_NFRAME_STATE);
    for (int i = 0; i < n; i++)
        push(c, (uint64_t)ap_small(ap_get(c, c->memo, PAIRS + 2 * i)),
             ap_get(c, c->memo, PAIRS + 2 * i + 1));
    c->answer_at = 0;
}

bool ap_answer_take(ap_ctx *c, ap_word *out, ap_ret *r, bool *exhausted)
{
    if (c->answer_at >= c->nanswers
        || c->answers[2 * c->answer_at] == AP_ANSWER_ENTERED)
        return false;
    uint64_t sort = c->answers[2 * c->answer_at];
    *out = c->answers[2 * c->answer_at + 1];
    c->answer_at++;
    *exhausted = sort == AP_ANSWER_EXHAUSTED;
    *r = sort == AP_ANSWER_RAISED ? AP_RAISE : AP_OK;
    if (*r == AP_RAISE)
        ap_store(&c->thread->raised, *out);
    return true;
}

static ap_ret retry_room(ap_ctx *c, ap_word *retry)
{
    uint32_t pairs = c->nanswers + 1;
    if (c->memo) {
        *retry = c->memo;
        if (ap_head_of(c, c->memo)->units - 2 - PAIRS >= 2 * pairs)
            return AP_OK;
        pairs *= 2;
    }
    return ap_new(c, AP_KIND_NFRAME, AP_NULL, PAIRS + 2 * (int64_t)pairs,
                  retry);
}

ap_ret ap_answers_keep(ap_ctx *c, ap_word *retry)
{
    ap_ret r = retry_room(c, retry);
    if (r != AP_OK)
        return r;
    ap_set(c, *retry, AP_NFRAME_SORT, AP_NF_RETRY);
    ap_set(c, *retry, AP_NFRAME_STATE, c->nanswers);
    ap_set(c, *retry, AP_NFRAME_PREV, c->frame);
    for (uint32_t i = 0; i < c->nanswers; i++) {
        ap_word sort = ap_from_small((int64_t)c->answers[2 * i]);
        ap_set(c, *retry, PAIRS + 2 * (int)i, sort);
        ap_set(c, *retry, PAIRS + 2 * (int)i + 1, c->answers[2 * i + 1]);
    }
    ap_store(&c->thread->top, *retry);
    c->installed = true;
    return AP_OK;
}

ap_word ap_memo(ap_ctx *c, ap_word made)
{
    ap_word out;
    ap_ret r;
    bool exhausted;
    if (ap_answer_take(c, &out, &r, &exhausted))
        return out;
    push(c, AP_ANSWER_VALUE, made);
    return made;
}

uint32_t ap_answers_mark(const ap_ctx *c)
{
    return c->answer_at;
}

void ap_answers_restart(ap_ctx *c, uint32_t mark, ap_word last)
{
    AP_ASSERT(mark && c->answer_at == c->nanswers);
    c->nanswers = c->answer_at = mark;
    c->answers[2 * mark - 1] = last;
}

/* A frame was put on top of c->frame: the RETRY frame goes in between. */
static ap_ret put_below(ap_ctx *c)
{
    ap_word top = ap_load(&c->thread->top), retry;
    ap_ret r = ap_answers_keep(c, &retry);
    if (r != AP_OK) {
        c->thread->depth--;
        ap_store(&c->thread->top, c->memo ? c->memo : c->frame);
        return r;
    }
    ap_frame_set_prev(c, top, retry);
    ap_store(&c->thread->top, top);
    return AP_CALLED;
}

static ap_ret settle(ap_ctx *c, uint32_t entered, ap_ret r, ap_word *out)
{
    if (r == AP_CALLED && !c->installed) {
        c->nanswers = entered;
        return put_below(c);
    }
    if (r != AP_OK && r != AP_RAISE)
        return r;
    c->nanswers = entered;
    bool raised = r == AP_RAISE;
    push(c, raised ? AP_ANSWER_RAISED : AP_ANSWER_VALUE,
         raised ? ap_load(&c->thread->raised) : *out);
    return r;
}

/* Where this call's answers stand; an ENTERED pair is put there or found. */
static uint32_t enter(ap_ctx *c)
{
    uint32_t at = c->answer_at;
    if (at < c->nanswers)
        c->answer_at++;
    else
        push(c, AP_ANSWER_ENTERED, AP_NULL);
    return at;
}

ap_ret ap_sub(ap_ctx *c, ap_word callable, const ap_word *args, int n,
              ap_word kwnames, ap_word *out)
{
    ap_ret r;
    bool exhausted;
    if (ap_answer_take(c, out, &r, &exhausted))
        return r;
    uint32_t entered = enter(c);
    r = ap_call(c, callable, args, n, kwnames, out);
    return settle(c, entered, r, out);
}

ap_ret ap_sub_part(ap_ctx *c, ap_part *part, void *arg, ap_word *out)
{
    ap_ret r;
    bool exhausted;
    if (ap_answer_take(c, out, &r, &exhausted))
        return r;
    uint32_t entered = enter(c);
    r = part(c, arg, out);
    return settle(c, entered, r, out);
}

ap_ret ap_sub_body(ap_ctx *c, ap_word func, ap_word names, ap_word *out)
{
    ap_ret r;
    bool exhausted;
    if (ap_answer_take(c, out, &r, &exhausted))
        return r;
    uint32_t entered = enter(c);
    r = ap_call_python(c, func, NULL, 0, AP_NULL);
    if (r == AP_CALLED)
        ap_set(c, ap_load(&c->thread->top), AP_FRAME_NAMES, names);
    return settle(c, entered, r, out);
}

/* ---- whole iterables ----------------------------------------------- */

bool ap_is_plain_iterable(const ap_ctx *c, ap_word w)
{
    switch (ap_kind_of(c, w)) {
    case AP_KIND_LIST: case AP_KIND_TUPLE: case AP_KIND_STR:
    case AP_KIND_BYTES: case AP_KIND_DICT: case AP_KIND_SET:
    case AP_KIND_FROZENSET: case AP_KIND_RANGE: case AP_KIND_VIEW:
        return !ap_is_user(c, w);
    default:
        return false;
    }
}

static ap_ret drain_now(ap_ctx *c, ap_word iter, ap_word list)
{
    for (;;) {
        ap_word item;
        ap_ret r = ap_next(c, iter, &item);
        if (r != AP_OK || !item)
            return r;
        r = ap_list_append(c, list, item);
        if (r != AP_OK)
            return r;
    }
}

static ap_ret drain_later(ap_ctx *c, ap_word iter, uint64_t most,
                          ap_word list)
{
    ap_word drain, retry;
    ap_ret r = ap_new(c, AP_KIND_NFRAME, AP_NULL, AP_NFRAME_WORDS, &drain);
    if (r == AP_OK)
        r = ap_answers_keep(c, &retry);
    if (r != AP_OK)
        return r;
    ap_set(c, drain, AP_NFRAME_SORT, AP_NF_DRAIN);
    ap_set(c, drain, AP_NFRAME_STATE, most);
    ap_set(c, drain, AP_NFRAME_PREV, retry);
    ap_set(c, drain, AP_NFRAME_A, iter);
    ap_set(c, drain, AP_NFRAME_B, list);
    ap_store(&c->thread->top, drain);
    return AP_CALLED;
}

ap_ret ap_sub_drain(ap_ctx *c, ap_word iterable, ap_word list)
{
    ap_word iter, out;
    ap_ret r;
    bool exhausted;
    AP_TRY(ap_sub_iter(c, iterable, &iter));
    return ap_answer_take(c, &out, &r, &exhausted)
        ? r
        : drain_later(c, iter, 0, list);
}

ap_ret ap_sub_list(ap_ctx *c, ap_word iterable, ap_word *out)
{
    ap_kind kind = ap_kind_of(c, iterable);
    ap_ret r;
    bool exhausted;
    ap_word iter, list;
    if ((kind == AP_KIND_LIST || kind == AP_KIND_TUPLE)
        && !ap_is_user(c, iterable)) {
        *out = iterable;
        return AP_OK;
    }
    bool plain = ap_is_plain_iterable(c, iterable);
    if (kind == AP_KIND_RANGE) {
        int64_t n; /* one that is too long is refused, as by CPython */
        r = ap_len(c, iterable, &n);
        if (r != AP_OK)
            return r;
    }
    if (!plain) {
        r = ap_sub_iter(c, iterable, &iter);
        if (r != AP_OK)
            return r;
        if (ap_answer_take(c, out, &r, &exhausted))
            return r;
    } else {
        r = ap_iter(c, iterable, &iter);
    }
    if (r == AP_OK)
        r = ap_list_new(c, 0, &list);
    if (r != AP_OK)
        return r;
    *out = list;
    return plain ? drain_now(c, iter, list) : drain_later(c, iter, 0, list);
}

ap_ret ap_sub_some(ap_ctx *c, ap_word iter, int most, ap_word *out)
{
    ap_ret r;
    bool exhausted;
    ap_word list;
    if (ap_answer_take(c, out, &r, &exhausted))
        return r;
    r = ap_list_new(c, 0, &list);
    return r == AP_OK ? drain_later(c, iter, (uint64_t)most, list) : r;
}

/* iter(w), the same one in every execution. */
ap_ret ap_sub_iter(ap_ctx *c, ap_word w, ap_word *out)
{
    ap_ret r;
    bool exhausted;
    if (ap_answer_take(c, out, &r, &exhausted))
        return r;
    uint32_t entered = enter(c);
    r = ap_iter(c, w, out);
    return settle(c, entered, r, out);
}

/* One item from the iterator to the list, or the end. The room is made
 * before the item is taken. */
ap_ret ap_drain_action(ap_ctx *c)
{
    ap_word frame = c->frame, item;
    ap_word iter = ap_get(c, frame, AP_NFRAME_A);
    ap_word list = ap_get(c, frame, AP_NFRAME_B);
    ap_ret r = ap_list_reserve(c, list, ap_list_len(c, list) + 1);
    if (r != AP_OK)
        return r;
    bool is_gen = ap_kind_of(c, iter) == AP_KIND_GENERATOR;
    if (is_gen && ap_get(c, iter, AP_GEN_STATE) != AP_GEN_DONE) {
        r = ap_gen_resume(c, iter, AP_NONE, frame);
        return r == AP_CALLED ? AP_OK : r;
    }
    r = ap_next(c, iter, &item);
    if (r == AP_OK) {
        ap_store(&c->thread->top, frame);
        ap_deliver(c, frame, item ? AP_ANSWER_VALUE : AP_ANSWER_EXHAUSTED,
                   item);
    }
    return r;
}
