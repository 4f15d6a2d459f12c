/* scene: everything that the stage draws at one moment, as plain data.
 *
 * The scene is the border between knowing and drawing: scene.c reads a run
 * and writes a scene, the panels read a scene and write cells. So the panels
 * can be drawn, and tested, without any run.
 *
 * All text and all arrays of a scene lie in its arena and are freed with it.
 * Text is UTF-8 without newlines; "" or NULL both mean: nothing to say. */
#ifndef AP_SCENE_I_H
#define AP_SCENE_I_H

#include "apiary/base.h"

/* What a thread is doing, as the screen names it. word, glyph */
#define AP_DOINGS(X)                                                           \
    X(NEW, "NEW", "\xc2\xb7")                                                  \
    X(READY, "READY", "\xe2\x96\xb9")                                          \
    X(RUN, "RUN", "\xe2\x96\xb8")                                              \
    X(WAIT, "WAIT", "\xc2\xa6")                                                \
    X(SLEEP, "SLEEP", "~")                                                     \
    X(DONE, "DONE", "\xe2\x9c\x93")                                            \
    X(DEAD, "DEAD", "\xe2\x9c\x97")

typedef enum ap_doing {
#define X(name, word, glyph) AP_DO_##name,
    AP_DOINGS(X)
#undef X
        AP_DO_COUNT
} ap_doing;

/* How a word is meant. */
typedef enum ap_mood {
    AP_MOOD_PLAIN, AP_MOOD_QUIET, AP_MOOD_GOOD, AP_MOOD_WARN, AP_MOOD_BAD
} ap_mood;

/* One instruction of a thread's current line. */
typedef struct ap_scene_instr {
    const char *op, *arg;
    const char *note;     /* "got 0", "0 + 1 = 1", "will store 1" */
    ap_mood mood;         /* of the note */
    uint64_t step;        /* when it ran, if has_run */
    bool has_run, is_next, is_just;
} ap_scene_instr;

/* Do two threads race for it? */
typedef enum ap_raced {
    AP_RACED_NOT, AP_RACED_BUT_FOR_GIL, AP_RACED
} ap_raced;

/* A name and what it holds: a local, a global, an attribute. */
typedef struct ap_scene_value {
    const char *name, *value;
    const char *note;     /* "was 0; B stored 1 at step 59" */
    int writer;           /* thread number, -1 none */
    int flash;            /* 0 none, 1..3: how fresh the change is */
    int indent;           /* an object's parts stand under it */
    ap_raced raced;
} ap_scene_value;

typedef struct ap_scene_hold {
    const char *lock;
    uint64_t since;       /* step */
} ap_scene_hold;

typedef struct ap_scene_thread {
    int tid;
    const char *name;
    ap_doing doing;
    int core;             /* -1: on none */
    bool is_next;         /* the order picks it next */
    bool is_just;         /* it made the last step */
    bool is_open;         /* a card; else one line */
    bool wants_gil, has_gil;
    bool has_begun;       /* made at least one step */
    uint32_t line;        /* 0: none; of who failed: where */
    uint32_t module;      /* that the line is of */
    const char *source;   /* the line without its indentation */
    const char *wait;     /* "for right, B has it" */
    const char *brief;    /* the same where there is little room: "right: B" */
    const char *failure;  /* DEAD: "AssertionError: 3" */
    const char *stale;    /* "its 0 is STALE: counter is 1 since step 59" */
    const char *stack;    /* "worker < main" */
    ap_scene_instr *instrs;
    int ninstrs;
    ap_scene_value *locals;
    int nlocals;
    ap_scene_hold *holds;
    int nholds;
} ap_scene_thread;

typedef struct ap_scene_lock {
    const char *name;
    const char *state;       /* "free", "owner A", "2 of 3 left" */
    int owner;               /* -1 */
    const int *queue;        /* thread numbers, longest waiting first */
    int nqueue;
    const char *note;        /* "B asked for it" */
    int flash;
} ap_scene_lock;

typedef struct ap_scene_line {
    uint32_t number;
    const char *text;
    const int *marks;        /* threads that stand on it */
    int nmarks;
    bool is_focus;           /* the focused thread stands on it */
    char bracket;            /* critical section: '[' starts, '|' goes on,
                                ']' ends, 0 none */
    const char *note;        /* "1 in left", "no lock: …" */
    const char *brief;       /* the same where there is little room; or NULL */
    ap_mood mood;
} ap_scene_line;

/* One column of one lane. */
typedef struct ap_scene_tick {
    uint8_t doing;           /* ap_doing; AP_DO_COUNT: nothing there */
    char letter;             /* what it did; 0 none */
    int16_t tid;             /* whose: lanes of cores and of the GIL; -1 */
} ap_scene_tick;

typedef struct ap_scene_lane {
    const char *label;       /* "1 A", "core 0", "GIL" */
    int tid;                 /* -1: a core's or the GIL's */
    const ap_scene_tick *ticks; /* ap_scene.nticks of them, oldest first;
                                   NULL: too far from the focus to be seen */
} ap_scene_lane;

typedef struct ap_scene_output {
    int tid;
    bool is_error;
    uint64_t step;
    const char *text;
} ap_scene_output;

/* One sentence of what happened. */
typedef struct ap_scene_entry {
    int tid;
    uint64_t step;
    const char *text;
    ap_mood mood;
} ap_scene_entry;

typedef struct ap_scene {
    ap_arena *arena;
    const char *title, *file, *policy, *mode, *order;
    ap_mood mode_mood;
    int cores;
    uint64_t seed, step;
    double speed;
    const char *unit;          /* "event", "line", "bytecode" */
    const char *goal, *verdict;
    const char *verdict_brief; /* where there is little room; or NULL */
    ap_mood verdict_mood;
    bool is_predicting;        /* hide NEXT and the verdict */

    ap_scene_thread *threads;  /* all of them, by number */
    int nthreads;
    int focus;                 /* tid */
    ap_scene_value *values;
    int nvalues;
    ap_scene_lock *locks;      /* the GIL first, if there is one */
    int nlocks;
    const char *lock_note;     /* heading: "GIL off", "GIL free: nobody …" */
    ap_scene_line *code;       /* a stretch of lines around `code_at` */
    int ncode, code_at;        /* index into code: to be kept in view */
    ap_scene_lane *lanes;
    int nlanes, nticks;
    uint64_t ticks_before;     /* of the run, older than the oldest here */
    const uint64_t *tick_steps; /* the last step of each tick */
    int fate;                  /* the tick after which no end is good, -1 */
    int cursor;                /* its tick, where the timeline goes on beyond
                                  it; else nticks */
    ap_scene_output *output;   /* oldest first */
    int noutput;
    ap_scene_entry *log;       /* oldest first */
    int nlog;

    const char *just, *next, *hint;
    ap_mood just_mood, next_mood;
    const char *notice;        /* an answer to the last key */
    bool is_casting;           /* frames go into a cast */
} ap_scene;

/* An empty scene with an arena. */
ap_scene *ap_scene_new(void);
void ap_scene_free(ap_scene *s);
/* printf into the scene's arena. */
const char *ap_scene_text(ap_scene *s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Zeroed room for n items of `bytes` bytes in the scene's arena. */
void *ap_scene_room(ap_scene *s, int n, size_t bytes);
const ap_scene_thread *ap_scene_find(const ap_scene *s, int tid);
/* Has the text anything to say? */
bool ap_says(const char *text);

#endif
