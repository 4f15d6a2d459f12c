/* look: how a scene is made out of a run. Three files share the work:
 * look.c (title, verdict, timeline, output), look_threads.c (cards and code),
 * look_memory.c (globals, objects, locks). They only read the run. */
#ifndef AP_LOOK_I_H
#define AP_LOOK_I_H

#include "apiary/ui.h"
#include "track_i.h"

typedef struct ap_look {
    const ap_run *run;
    const ap_tell *tell;
    const ap_detect *detect;
    const ap_track *track;
    const ap_track *timeline; /* as far as the run went: beyond the cursor */
    const ap_scenario *scenario;
    ap_world *world;
    ap_tid focus;
    ap_tid next;           /* whom the order picks; -1 nobody */
    bool with_library;
    int max_cards, max_ticks, max_lanes; /* what the screen has room for */
    int first_tick;        /* the column that the timeline begins with */
    int64_t now_ns;        /* 0: headless; what just changed is marked */
    bool is_killed;
    const ap_check_report *found; /* of f, once it is over; else NULL */
    const ap_race *races;  /* so far, those that are real first */
    int nraces;            /* … of them */
    int nall_races;        /* and those that only the GIL prevents */
    ap_scene *s;           /* what is being made */
} ap_look;

/* Fills all of l->s but what only the stage knows (mode, JUST, notices). */
void ap_look_at(ap_look *l);

/* Finds the races; the parts below mark them. */
void ap_look_races(ap_look *l);
/* Is there a race on a place with this name, in this line? */
ap_raced ap_look_is_raced(const ap_look *l, const char *where);
const ap_race *ap_look_race_at(const ap_look *l, uint32_t line);
void ap_look_threads(ap_look *l);
void ap_look_code(ap_look *l);
void ap_look_values(ap_look *l);
void ap_look_locks(ap_look *l);

const char *ap_look_repr(ap_look *l, int pid, ap_word v, int most);
const char *ap_look_label(ap_look *l, int pid, ap_word v);
const char *ap_look_name(ap_look *l, ap_tid tid);
/* 0 none, 1..3 how fresh the latest change of this place is. */
int ap_look_flash(const ap_look *l, const char *what);
/* The frame shown for a thread: its innermost one outside the library. */
bool ap_look_frame(const ap_look *l, ap_tid tid, ap_frame_view *f,
                   int *depth);
bool ap_is_sync(ap_role role);
/* How a sentence of tell is meant. */
ap_mood ap_look_mood(const char *sentence);

#endif
