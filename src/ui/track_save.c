/* The track as bytes, for the keyframes of the history. What changes little
 * from step to step stays in its place, so that equal bytes are found. */
#include "track_i.h"

#include <string.h>

static void put(ap_str *out, const void *at, size_t n)
{
    ap_str_putn(out, at, n);
}

static void save_column(const track_column *c, ap_str *out)
{
    track_column flat;
    memcpy(&flat, c, sizeof flat); /* padding, too: equal bytes are found */
    flat.threads = NULL;
    flat.room = 0;
    put(out, &flat, sizeof flat);
    put(out, c->threads, (size_t)c->nthreads * sizeof *c->threads);
}

void ap_track_save(const ap_track *t, ap_str *out)
{
    ap_track flat;
    memcpy(&flat, t, sizeof flat);
    flat.threads = NULL;
    flat.columns = NULL;
    flat.holds.data = NULL;
    flat.holds.cap = 0;
    put(out, &flat, sizeof flat);
    put(out, t->threads, (size_t)t->nthreads * sizeof *t->threads);
    put(out, t->holds.data, t->holds.len * sizeof(track_hold));
    for (int i = 0; i < ap_track_columns(t); i++)
        save_column(&t->columns[i], out);
}

/* ---- back ---------------------------------------------------------- */

/* Where reading has come to. */
typedef struct reader {
    const char *at;
    size_t left;
} reader;

static void take(reader *r, void *to, size_t n)
{
    AP_ASSERT(n <= r->left);
    if (n)
        memcpy(to, r->at, n);
    r->at += n;
    r->left -= n;
}

static void load_column(track_column *c, reader *r)
{
    track_mark *marks = c->threads;
    int room = c->room;
    take(r, c, sizeof *c);
    c->room = room > c->nthreads ? room : c->nthreads;
    c->threads = c->room > room
        ? ap_realloc(marks, (size_t)c->room * sizeof *marks) : marks;
    take(r, c->threads, (size_t)c->nthreads * sizeof *marks);
}

void ap_track_load(ap_track *t, const char *bytes, size_t n)
{
    reader r = {bytes, n};
    track_thread *threads = t->threads;
    track_column *columns = t->columns;
    ap_vec holds = t->holds;
    take(&r, t, sizeof *t);
    size_t nthreads = (size_t)t->nthreads * sizeof *threads;
    size_t nholds = t->holds.len;
    t->threads = ap_realloc(threads, nthreads);
    t->columns = columns;
    t->holds = holds;
    t->holds.len = 0;
    take(&r, t->threads, nthreads);
    for (size_t i = 0; i < nholds; i++)
        take(&r, ap_vec_push(&t->holds, NULL), sizeof(track_hold));
    for (int i = 0; i < ap_track_columns(t); i++)
        load_column(&t->columns[i], &r);
    AP_ASSERT(r.left == 0);
}
