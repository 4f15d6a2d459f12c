/* The inside of history.
 *
 *   notes    who made each step and what it was, 16 bits a step, in pages
 *            that are packed once they are full
 *   pool     chunks of bytes by content: equal ones are stored once
 *   frame    one keyframe: the chunks of a world and of the folds
 *   line     one course of a run: moves, notes and frames, in order */
#ifndef AP_HISTORY_I_H
#define AP_HISTORY_I_H

#include "apiary/history.h"

/* ---- notes.c --------------------------------------------------------- */

enum { NOTES_PAGE = 4096 };

/* A note is tid * 16 + flags. */
typedef struct notes {
    ap_vec pages;       /* of notes_page: all full */
    uint16_t *open;     /* the last page, NOTES_PAGE of room */
    uint32_t nopen;
    size_t bytes;
} notes;

void notes_init(notes *n);
void notes_clear(notes *n);
/* Makes room for a page; packs the page that is full. */
void notes_open(notes *n);
void notes_close(notes *n);
static inline uint64_t notes_count(const notes *n)
{
    return (uint64_t)n->pages.len * NOTES_PAGE + n->nopen;
}
static inline void notes_push(notes *n, ap_tid tid, unsigned flags)
{
    if (!n->open)
        notes_open(n);
    n->open[n->nopen++] = (uint16_t)((unsigned)tid << 4 | (flags & 15));
    if (n->nopen == NOTES_PAGE)
        notes_close(n);
}
/* The same where the page is open and has room for more than this one. */
static inline void notes_push_open(notes *n, ap_tid tid, unsigned flags)
{
    n->open[n->nopen++] = (uint16_t)((unsigned)tid << 4 | (flags & 15));
}
uint16_t notes_at(const notes *n, uint64_t i);
/* Unpacks page `page` into out; -> how many notes it has. */
uint32_t notes_read(const notes *n, uint64_t page, uint16_t *out);
/* Moves the page of i and those after it into *rest, which is empty; *n keeps
 * what comes before i. notes_join takes them back. */
void notes_split(notes *n, uint64_t i, notes *rest);
void notes_join(notes *n, notes *rest);
static inline ap_tid note_tid(uint16_t note)
{
    return (ap_tid)(note >> 4);
}

/* ---- pool.c ---------------------------------------------------------- */

enum { CHUNK = 2048 };

typedef struct chunk {
    uint64_t hash;
    uint32_t refs;      /* 0: free */
    uint32_t next;      /* of the free ones */
    uint32_t base;      /* `bytes` is a patch of this chunk, 0: of zeros, */
    uint16_t n, stored; /* or, where stored == n, the chunk itself */
    uint32_t heir;      /* the last patch that was made of this one */
    uint8_t depth;      /* at most so many patches, one of the other */
    char *bytes;
} chunk;

typedef struct pool {
    ap_vec chunks;      /* of chunk; number 0 is none */
    uint32_t *table;    /* numbers by hash, 0: free */
    size_t room, used;  /* room: a power of two */
    uint32_t free;      /* first free number, 0: none */
    size_t bytes;
} pool;

void pool_init(pool *p);
void pool_clear(pool *p);
/* Bytes that are in the pool, and where: others may be alike to them. */
typedef struct alike {
    const char *bytes;
    size_t n;
    const uint32_t *numbers;
} alike;

/* Cuts bytes into chunks and appends their numbers (uint32_t) to `to`. */
void pool_put(pool *p, const char *s, size_t n, const alike *a, ap_vec *to);
size_t pool_size(const pool *p, uint32_t number);
/* pool_size bytes into `to`, which has room for 8 more. */
void pool_read(const pool *p, uint32_t number, char *to);
/* One more holds it; pool_drop: one fewer. */
void pool_hold(pool *p, uint32_t number);
void pool_drop(pool *p, uint32_t number);

/* ---- frame.c --------------------------------------------------------- */

enum { MOST_FOLDS = 8 };

typedef struct frame {
    uint64_t position;
    size_t world, fold[MOST_FOLDS]; /* bytes of each part */
    uint32_t nchunks;
    uint32_t *chunks;
} frame;

/* A frame part by part: what the next one may be alike to. */
typedef struct part {
    size_t byte, number; /* where it begins in them */
} part;

typedef struct pattern {
    ap_str bytes;
    ap_vec numbers;     /* of uint32_t: chunks */
    ap_vec parts;       /* of part */
} pattern;

/* From `position` on the run was asked for steps of tid, -1: the order's. */
typedef struct move {
    uint64_t position;
    ap_tid tid;
} move;

typedef struct line {
    ap_vec moves;       /* of move */
    notes notes;
    ap_vec frames;      /* of frame, by position */
} line;

struct ap_history {
    ap_run *run;
    ap_fold folds[MOST_FOLDS];
    int nfolds;
    size_t memory;
    line line;          /* the present one, from the start */
    line other;         /* the old branch, from `fork` on; its notes start at
                           the beginning of fork's page */
    bool has_other;
    uint64_t fork;
    uint64_t at, base;  /* cursor; steps of the world at the start */
    ap_vec near;        /* of frame: where the person rested, and on the way of
                           the last seek; by age */
    pool pool;
    uint64_t spacing;   /* at least so many steps between frames */
    uint64_t next_frame;
    uint64_t easy;      /* so many more steps, asked as the last one was, need
                           nothing but a note */
    size_t frame_bytes; /* of the last frame made, unpacked */
    size_t live;        /* bytes of the heaps after the last collection */
    bool is_late;       /* a body has the step; it was asked for late_tid */
    ap_tid late_tid;
    ap_snapshot scratch;
    ap_str fold_bytes;
    pattern now, before; /* of the frame that is made, of the one before,
                            which it holds */
};

/* A step that folds watch costs as much as several that nobody does: then
 * keyframes may stand closer, and have to. */
static inline uint64_t step_weight(const ap_history *h)
{
    enum { WATCHED = 16 };
    return h->nfolds ? WATCHED : 1;
}

void pattern_init(pattern *p);
void pattern_clear(pattern *p);
void frame_make(ap_history *h, frame *f);
void frame_load(ap_history *h, const frame *f);
void frame_drop(ap_history *h, frame *f);
/* Adds a keyframe at the cursor, where one is due; thins them where they take
 * too much. */
void frame_keep(ap_history *h);
/* The same, among those that are near. */
void frame_keep_near(ap_history *h);
void frame_forget_near(ap_history *h);
/* The last one at or before a position; never NULL. */
const frame *frame_before(const ap_history *h, uint64_t position);

/* ---- line.c ---------------------------------------------------------- */

void line_init(line *l);
void line_clear(ap_history *h, line *l);
static inline uint64_t line_end(const line *l)
{
    return notes_count(&l->notes);
}
/* What was asked for the step from this position on. */
ap_tid line_asked(const line *l, uint64_t position);
/* Up to where the same was asked. */
uint64_t line_asked_until(const line *l, uint64_t position);
static inline void line_push(line *l, ap_tid asked, ap_tid ran, unsigned flags)
{
    const move *moves = l->moves.data;
    if (!l->moves.len || moves[l->moves.len - 1].tid != asked)
        ap_vec_push(&l->moves, &(move){line_end(l), asked});
    notes_push(&l->notes, ran, flags);
}
/* Moves all from `at` on into *rest, which is empty. */
void line_split(line *l, uint64_t at, line *rest);
/* Puts it back at the same place. Leaves *rest empty. */
void line_join(line *l, line *rest);

#endif
