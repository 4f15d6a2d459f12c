/* The track as bytes, for the keyframes of the history, of which there are
 * thousands: what changes little from one to the next stands first and in its
 * place, so that equal bytes are found; all else is told as shortly as it can
 * be, numbers as differences from the one before.
 *
 *   number -> seven bits a byte, low ones first, the high bit: more follow
 *   signed -> number: 0, -1, 1, -2, 2, … as 0, 1, 2, 3, 4, …
 *   text   -> its length, its bytes */
#include "track_i.h"

#include <string.h>

/* ---- writing --------------------------------------------------------- */

typedef struct writer {
    ap_str *out;
    size_t n;
    char bytes[512];     /* n of them wait to go out */
} writer;

static void flush(writer *w)
{
    ap_str_putn(w->out, w->bytes, w->n);
    w->n = 0;
}

static inline void put_byte(writer *w, unsigned b)
{
    if (w->n == sizeof w->bytes)
        flush(w);
    w->bytes[w->n++] = (char)b;
}

static void put_number(writer *w, uint64_t v)
{
    for (; v >= 0x80; v >>= 7)
        put_byte(w, (unsigned)(v & 0x7f) | 0x80);
    put_byte(w, (unsigned)v);
}

static void put_signed(writer *w, int64_t v)
{
    put_number(w, v < 0 ? ~((uint64_t)v << 1) : (uint64_t)v << 1);
}

static void put_bytes(writer *w, const void *at, size_t n)
{
    flush(w);
    ap_str_putn(w->out, at, n);
}

static void put_text(writer *w, const char *s)
{
    size_t n = strlen(s);
    put_number(w, n);
    put_bytes(w, s, n);
}

/* ---- reading --------------------------------------------------------- */

typedef struct reader {
    const char *at, *end;
} reader;

static inline unsigned take_byte(reader *r)
{
    AP_ASSERT(r->at < r->end);
    return (unsigned char)*r->at++;
}

static uint64_t take_number(reader *r)
{
    uint64_t v = 0;
    unsigned b = 0x80;
    for (int shift = 0; b & 0x80; shift += 7) {
        b = take_byte(r);
        v |= (uint64_t)(b & 0x7f) << shift;
    }
    return v;
}

static int64_t take_signed(reader *r)
{
    uint64_t v = take_number(r);
    return (int64_t)(v & 1 ? ~(v >> 1) : v >> 1);
}

static void take_bytes(reader *r, void *to, size_t n)
{
    AP_ASSERT(n <= (size_t)(r->end - r->at));
    if (n)
        memcpy(to, r->at, n);
    r->at += n;
}

static void take_text(reader *r, char *to, size_t room)
{
    size_t n = take_number(r);
    AP_ASSERT(n < room);
    take_bytes(r, to, n);
    to[n] = 0;
}

/* ---- changes, holds, the log ------------------------------------------- */

/* What is not behind a pointer and stays in its place. */
typedef struct fixed {
    track_change changes[TRACK_CHANGES];
    uint64_t ncolumns, nlog, last_step, nholds;
    unsigned nchanges;
    int nthreads;
    ap_tid last;
} fixed;

static void put_fixed(writer *w, const ap_track *t)
{
    fixed f;
    memset(&f, 0, sizeof f); /* padding, too: equal bytes are found */
    memcpy(f.changes, t->changes, sizeof f.changes);
    f.ncolumns = t->ncolumns;
    f.nlog = t->nlog;
    f.last_step = t->last_step;
    f.nholds = t->holds.len;
    f.nchanges = t->nchanges;
    f.nthreads = t->nthreads;
    f.last = t->last;
    put_bytes(w, &f, sizeof f);
    put_bytes(w, t->holds.data, t->holds.len * sizeof(track_hold));
}

static void take_fixed(reader *r, ap_track *t)
{
    fixed f;
    take_bytes(r, &f, sizeof f);
    memcpy(t->changes, f.changes, sizeof f.changes);
    t->ncolumns = f.ncolumns;
    t->nlog = f.nlog;
    t->last_step = f.last_step;
    t->nchanges = f.nchanges;
    t->last = f.last;
    if (t->nthreads < f.nthreads)
        t->threads = ap_realloc(t->threads,
                                (size_t)f.nthreads * sizeof *t->threads);
    t->nthreads = f.nthreads;
    t->holds.len = 0;
    for (size_t i = 0; i < f.nholds; i++)
        take_bytes(r, ap_vec_push(&t->holds, NULL), sizeof(track_hold));
}

static uint64_t first_entry(const ap_track *t)
{
    return t->nlog < TRACK_LOG ? 0 : t->nlog - TRACK_LOG;
}

static void put_log(writer *w, const ap_track *t)
{
    uint64_t step = 0;
    for (uint64_t i = first_entry(t); i < t->nlog; i++) {
        const track_entry *e = &t->log[i % TRACK_LOG];
        put_signed(w, e->tid);
        put_signed(w, (int64_t)(e->step - step));
        put_text(w, e->text);
        step = e->step;
    }
}

static void take_log(reader *r, ap_track *t)
{
    uint64_t step = 0;
    for (uint64_t i = first_entry(t); i < t->nlog; i++) {
        track_entry *e = &t->log[i % TRACK_LOG];
        e->tid = (ap_tid)take_signed(r);
        e->step = step += (uint64_t)take_signed(r);
        take_text(r, e->text, sizeof e->text);
    }
}

/* ---- visits ------------------------------------------------------------ */

static void put_visit(writer *w, const track_visit *v)
{
    uint64_t step = 0;
    put_number(w, v->code);
    put_number(w, v->line);
    put_number(w, (uint64_t)v->n);
    for (int i = 0; i < v->n; i++) {
        const track_result *x = &v->results[i];
        put_number(w, (uint64_t)x->pc << 1 | x->is_read);
        put_signed(w, (int64_t)(x->step - step));
        put_text(w, x->note);
        step = x->step;
    }
}

static void take_visit(reader *r, track_visit *v)
{
    uint64_t step = 0;
    v->code = (uint32_t)take_number(r);
    v->line = (uint32_t)take_number(r);
    v->n = (int)take_number(r);
    AP_ASSERT(v->n <= TRACK_RESULTS);
    for (int i = 0; i < v->n; i++) {
        track_result *x = &v->results[i];
        uint64_t pc = take_number(r);
        x->pc = (uint32_t)(pc >> 1);
        x->is_read = pc & 1;
        x->step = step += (uint64_t)take_signed(r);
        take_text(r, x->note, sizeof x->note);
    }
}

static void put_visits(writer *w, const ap_track *t)
{
    for (int i = 0; i < t->nthreads; i++) {
        put_number(w, (uint64_t)t->threads[i].depth);
        for (int d = 0; d < t->threads[i].depth; d++)
            put_visit(w, &t->threads[i].visits[d]);
    }
}

static void take_visits(reader *r, ap_track *t)
{
    for (int i = 0; i < t->nthreads; i++) {
        t->threads[i].depth = (int)take_number(r);
        AP_ASSERT(t->threads[i].depth <= TRACK_DEPTH);
        for (int d = 0; d < t->threads[i].depth; d++)
            take_visit(r, &t->threads[i].visits[d]);
    }
}

/* ---- columns ----------------------------------------------------------- */

static bool is_same_mark(track_mark a, track_mark b)
{
    return a.doing == b.doing && a.letter == b.letter;
}

/* marks -> { DOING | HAS_LETTER | RUN: so many more alike, [the letter] } */
enum { DOING = 7, HAS_LETTER = 8, RUN = 16, MOST_RUN = 15 };
_Static_assert((int)AP_DO_COUNT <= DOING, "what a thread does has three bits");

static void put_marks(writer *w, const track_mark *m, int n)
{
    for (int i = 0, run; i < n; i += run) {
        for (run = 1; run <= MOST_RUN && i + run < n; run++)
            if (!is_same_mark(m[i], m[i + run]))
                break;
        put_byte(w, m[i].doing | (m[i].letter ? HAS_LETTER : 0u)
                        | (unsigned)(run - 1) * RUN);
        if (m[i].letter)
            put_byte(w, (unsigned char)m[i].letter);
    }
}

static void take_marks(reader *r, track_mark *m, int n)
{
    for (int i = 0; i < n;) {
        unsigned b = take_byte(r);
        char letter = b & HAS_LETTER ? (char)take_byte(r) : 0;
        int run = (int)(b / RUN) + 1;
        AP_ASSERT(run <= n - i);
        while (run--)
            m[i++] = (track_mark){(uint8_t)(b & DOING), letter};
    }
}

/* Against the column before: most differ in few things. */
enum { SAME_TICK = 1, SAME_THREADS = 2, SAME_GIL = 4 };

typedef struct before {
    int64_t clock_ns, tick;
    uint64_t step;
    int nthreads;
    int16_t gil;
} before;

static void put_column(writer *w, const track_column *c, before *b)
{
    int64_t tick = c->clock_ns - b->clock_ns;
    unsigned cores = 0;
    for (unsigned i = 0; i < TRACK_CORES; i++)
        cores |= (unsigned)(c->cores[i] >= 0) << i;
    unsigned same = (tick == b->tick ? SAME_TICK : 0u)
        | (c->nthreads == b->nthreads ? SAME_THREADS : 0u)
        | (c->gil == b->gil ? SAME_GIL : 0u);
    put_number(w, (uint64_t)cores << 3 | same);
    if (!(same & SAME_TICK))
        put_signed(w, tick);
    if (!(same & SAME_THREADS))
        put_number(w, (uint64_t)c->nthreads);
    if (!(same & SAME_GIL))
        put_signed(w, c->gil);
    put_signed(w, (int64_t)(c->step - b->step));
    for (unsigned i = 0; i < TRACK_CORES; i++)
        if (cores >> i & 1)
            put_number(w, (uint64_t)c->cores[i]);
    put_marks(w, c->threads, c->nthreads);
    *b = (before){c->clock_ns, tick, c->step, c->nthreads, c->gil};
}

static void take_column(reader *r, track_column *c, before *b)
{
    unsigned same = (unsigned)take_number(r), cores = same >> 3;
    if (!(same & SAME_TICK))
        b->tick = take_signed(r);
    if (!(same & SAME_THREADS))
        b->nthreads = (int)take_number(r);
    if (!(same & SAME_GIL))
        b->gil = (int16_t)take_signed(r);
    c->clock_ns = b->clock_ns += b->tick;
    c->step = b->step += (uint64_t)take_signed(r);
    c->nthreads = b->nthreads;
    c->gil = b->gil;
    for (unsigned i = 0; i < TRACK_CORES; i++)
        c->cores[i] = cores >> i & 1 ? (int16_t)take_number(r) : -1;
    if (c->nthreads > c->room) {
        c->threads = ap_realloc(c->threads,
                                (size_t)c->nthreads * sizeof *c->threads);
        c->room = c->nthreads;
    }
    take_marks(r, c->threads, c->nthreads);
}

/* ---- all of it --------------------------------------------------------- */

static uint64_t first_column(const ap_track *t)
{
    return t->ncolumns - (uint64_t)ap_track_columns(t);
}

void ap_track_save(const ap_track *t, ap_str *out)
{
    writer w = {.out = out};
    before b = {0};
    put_fixed(&w, t);
    put_visits(&w, t);
    put_log(&w, t);
    for (uint64_t i = first_column(t); i < t->ncolumns; i++)
        put_column(&w, &t->columns[i % TRACK_COLUMNS], &b);
    flush(&w);
}

void ap_track_load(ap_track *t, const char *bytes, size_t n)
{
    reader r = {bytes, bytes + n};
    before b = {0};
    take_fixed(&r, t);
    take_visits(&r, t);
    take_log(&r, t);
    for (uint64_t i = first_column(t); i < t->ncolumns; i++)
        take_column(&r, &t->columns[i % TRACK_COLUMNS], &b);
    AP_ASSERT(r.at == r.end);
}
