/* tell: events, states and verdicts in plain sentences.
 *
 * A sentence is one line, present tense, at most about 70 columns, without
 * markup. Threads are called by name, locks by ap_view_label. */
#ifndef APIARY_TELL_H
#define APIARY_TELL_H

#include "apiary/check.h"

/* What tell remembers from events, so that it can say "A read counter before
 * that": a fold over the run's events; flat (may be copied). */
typedef struct ap_tell ap_tell;
ap_tell *ap_tell_new(void);
void ap_tell_free(ap_tell *t);
void ap_tell_event(ap_tell *t, const ap_run *r, const ap_event *ev);
/* What it remembers, appended as bytes, and taken back from them. */
void ap_tell_save(const ap_tell *t, ap_str *out);
void ap_tell_load(ap_tell *t, const char *bytes, size_t n);

/* Is the value that `tid` read of a location stale: has another thread
 * written it since, and has tid not yet used or dropped it? Fills the
 * location's name, what it got, what is there now, since which step. */
typedef struct ap_stale {
    char where[64], got[32], now[32];
    ap_tid writer;
    uint64_t read_step, write_step;
    bool is_check;        /* it was only compared, not copied */
} ap_stale;
bool ap_tell_stale(const ap_tell *t, ap_tid tid, ap_stale *s);

/* Who wrote a location last; `where` as ap_tell_identity gives it. */
bool ap_tell_last_write(const ap_tell *t, const char *where, ap_tid *tid,
                        uint64_t *step);

/* JUST: what this event was ("A stores 1 over B's 1: B's update is lost.");
 * ap_tell_event must have had it. */
void ap_tell_just(const ap_tell *t, const ap_run *r, const ap_event *ev,
                  ap_str *out);
/* NEXT: who is next and what it will do, and over what. */
void ap_tell_next(const ap_tell *t, const ap_run *r, ap_tid next, ap_str *out);
/* What a thread waits for and who has it: "for left, B has it", "until
 * A ends": what goes behind "A waits ". */
void ap_tell_wait(const ap_run *r, ap_tid tid, ap_str *out);
/* The same in a few columns, behind the word WAITS: "left: B". */
void ap_tell_wait_briefly(const ap_run *r, ap_tid tid, ap_str *out);
/* An instruction's operand as the screen has it: as dis has it, but code
 * without its file and what is called by its name alone. */
void ap_tell_operand(const ap_image *im, const ap_code *c, uint32_t pc,
                     ap_str *out);
/* "A waits for B, B waits for A: DEADLOCK." or why nobody can run. */
void ap_tell_stop(const ap_run *r, ap_str *out);
/* "Race on counter: A wrote it, B reads it, nothing orders them."; of one that
 * is potential "Only the GIL prevents a race on counter: A wrote it, …" */
void ap_tell_race(const ap_race *x, ap_str *out);
/* "Could deadlock: A takes right holding left, B takes left holding right." */
void ap_tell_lock_order(const ap_lock_order *x, ap_str *out);
/* "A holds left, waits for right; B holds right, waits for left", shorter
 * where many wait. */
void ap_tell_deadlock(const ap_deadlock *x, ap_str *out);
/* "A", or "thread 3" where it has no name. */
void ap_tell_thread(const ap_run *r, ap_tid tid, ap_str *out);

/* Would a person want to hear of it? Visible, and not just the looking up of
 * a function, a module or a lock, nor a read while there is one thread. A
 * library's own steps count only if they stop, start or wake somebody. */
bool ap_tell_matters(const ap_run *r, const ap_event *ev, bool with_library);
/* Is it worth a stop when one leafs through a run: a thread starts, ends,
 * waits or dies, a copy goes stale, an update is lost, nobody can go on?
 * ap_tell_event must have had it. */
bool ap_tell_is_of_interest(const ap_tell *t, const ap_run *r,
                            const ap_event *ev);
/* Does the thread hold a value that it read from shared memory and may still
 * use (so that it is in the middle of something)? */
bool ap_tell_holds_copy(const ap_tell *t, ap_tid tid);
/* The identity by which ap_tell_last_write knows a location: "counter",
 * "Account#1.n" whatever the account is called now. */
void ap_tell_identity(const ap_run *r, int pid, const ap_access *a,
                      ap_str *out);

/* The value that a step moved: the event's own, or for a local's load and
 * store what the local holds; 0: none is known. */
ap_word ap_tell_moved(const ap_run *r, const ap_event *ev);

/* Lost updates so far (a write over a value that its writer never saw). */
int ap_tell_lost_updates(const ap_tell *t);

/* ---- what a search found --------------------------------------------- */

/* What can be found, gravest first. word, and how a continuation ends that
 * cannot be avoided any more */
#define AP_FOUNDS(X)                                                           \
    X(FAILURE, "failure", "fails") X(DEADLOCK, "deadlock", "deadlocks")        \
    X(STUCK, "stuck", "goes on forever") X(RACE, "race", "races")              \
    X(OUTCOME, "outcome", "ends like this")

typedef enum ap_found_kind {
#define X(name, word, fate) AP_FOUND_##name,
    AP_FOUNDS(X)
#undef X
        AP_FOUND_COUNT
} ap_found_kind;

/* One finding of a report; the one pointer of its kind is set. */
typedef struct ap_found {
    ap_found_kind kind;
    int index;             /* among its kind */
    const ap_finding *how;
    const ap_failure *failure;
    const ap_deadlock *deadlock;
    const ap_stuck *stuck;
    const ap_race *race;
    const ap_outcome *outcome;
} ap_found;

const char *ap_found_word(ap_found_kind kind);
/* Findings that the report has but for its outcomes, and the i-th of them,
 * gravest kind first; outcomes follow. False past the last. */
int ap_found_count(const ap_check_report *r);
bool ap_found_at(const ap_check_report *r, int i, ap_found *out);

/* "Race on counter: A reads it (line 22), B writes it (line 22)." */
void ap_tell_found(const ap_found *f, const ap_image *im, ap_str *out);
/* What sets an outcome apart from the report's others: "counter = 3", else
 * what it printed; and how it ends: "finishes", "fails". */
void ap_tell_outcome(const ap_check_report *r, int i, ap_str *what,
                     ap_str *end);
/* "1 preemption, 5 switches, 248 steps" */
void ap_tell_cost(const ap_finding *how, ap_str *out);
/* "From here on every continuation deadlocks." */
void ap_tell_no_return(ap_found_kind kind, ap_str *out);
/* Whether it needs a preemption, and a race's where: a sentence, or nothing
 * where that is not known. */
void ap_tell_need(const ap_found *f, ap_str *out);
/* Under which policies but `own` it was found and under which not, as far as
 * they were searched: a sentence, or nothing. */
void ap_tell_policies(const ap_finding *how, int own, unsigned searched,
                      ap_str *out);

/* "Now A may read counter and B may write it: nothing says who is first." */
void ap_tell_both_next(const ap_race *r, ap_str *out);
/* Steps that a schedule names: "0:12 1:3" are 15. */
uint64_t ap_tell_steps(const char *schedule);

/* A story: what the threads do along a schedule, turn by turn. */
typedef enum ap_story_kind {
    AP_STORY_DOES,         /* a step that matters */
    AP_STORY_PREEMPTED,    /* `tid` could have gone on, but another one runs */
    AP_STORY_NO_RETURN,    /* from here on there is no good end */
    AP_STORY_FOLDED,       /* `count` steps that are left out here */
    AP_STORY_END           /* why it cannot go on */
} ap_story_kind;

typedef struct ap_story_row {
    ap_story_kind kind;
    ap_tid tid;
    bool begins_turn;      /* the first row of a thread's turn */
    const char *name;      /* the thread's */
    const char *text;      /* without the name in front of it */
    uint32_t line;         /* 0: none */
    const char *source;    /* that line, trimmed */
    uint64_t step;         /* from 0 */
    int count;
} ap_story_row;

typedef struct ap_story {
    ap_arena *arena;
    ap_vec rows;           /* ap_story_row */
    char lost[64];         /* where the first update was lost, or "" */
} ap_story;

/* The story of a finding: its schedule is followed in place under the options
 * (GIL and world count). False: it cannot be followed, *e. The caller clears
 * the story either way. */
bool ap_tell_story(const ap_image *im, const ap_run_options *o,
                   const ap_found *f, ap_story *out, ap_error *e);
void ap_story_clear(ap_story *s);

/* The verdict with its cause: "Lost update on counter (race); the assert on
 * line 20 fails." `story`: of the gravest finding, or NULL. */
void ap_tell_verdict(const ap_check_report *r, const ap_image *im,
                     const ap_story *story, ap_str *out);

#endif
