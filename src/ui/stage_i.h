/* The stage's inside: a run, what is remembered of it, what the person chose.
 * stage.c makes and steps it, stage_past.c remembers and goes back,
 * stage_find.c searches every interleaving, stage_keys.c carries out actions,
 * stage_loop.c draws and waits. */
#ifndef AP_STAGE_I_H
#define AP_STAGE_I_H

#include "apiary/history.h"
#include "apiary/tell.h"
#include "action_i.h"
#include "look_i.h"
#include "ui_i.h"

typedef enum stage_unit { UNIT_EVENT, UNIT_LINE, UNIT_BYTECODE, UNIT_COUNT }
    stage_unit;

/* What the stage is on its way to. */
typedef enum stage_aim {
    AIM_NONE,
    AIM_STEP,   /* one unit, of `aim_tid` or of whom the order picks */
    AIM_ALONE,  /* aim_tid until it blocks or ends */
    AIM_SWITCH, /* until another thread is next */
    AIM_EVENT,  /* the next event of interest */
    AIM_END     /* as far as it goes */
} stage_aim;

typedef enum stage_popup {
    POPUP_NONE, POPUP_HELP, POPUP_LESSON, POPUP_MENU, POPUP_SHARE,
    POPUP_SEARCH, POPUP_VERDICT
} stage_popup;

/* The search of every interleaving, and the finding on the stage. */
typedef struct stage_search {
    ap_check *check;            /* NULL: none was asked for */
    int gil;                    /* that it is about */
    bool is_wanted;             /* it is to begin with the loop */
    bool is_running, is_over;
    char verdict[320];          /* with its cause */
    char *schedule;             /* on the stage; NULL: none is */
    ap_found_kind kind;         /* of it */
    uint64_t steps;             /* that it has */
    int64_t no_return;          /* as in ap_finding */
    char ending[200];           /* said where it ends, or "" */
} stage_search;

struct ap_stage {
    const ap_scenario *scenario;
    ap_run_options options;     /* as the person changed them */
    ap_term *term;
    ap_theme_id theme;

    ap_run *run;
    ap_tell *tell;
    ap_detect *detect;
    bool told_stuck;            /* that some wait for ever, others not */
    ap_track *track;
    ap_history *history;
    ap_track *future;           /* track as it was at the end, in the past */

    stage_aim aim;
    ap_tid aim_tid;
    bool has_aim_line;          /* UNIT_LINE: where the first step stood */
    ap_tid line_tid;
    uint32_t line_code, line;

    bool is_playing, is_predicting, with_library;
    bool is_dragging;           /* the timeline's cursor, by mouse */
    uint64_t rested;            /* position of the last ap_history_rest */
    uint64_t first_step;        /* the world's number of position 0 */
    bool is_pinned;             /* the focus was chosen, it follows nobody */
    bool is_live;               /* flashes fade with the wall clock */
    ap_tid focus;
    ap_zoom zoom;
    stage_unit unit;
    double speed;
    stage_popup popup;
    int popup_top;              /* the first row shown, or the row picked */
    stage_search find;
    char just[160], notice[200];
    ap_tid just_tid;            /* whose step JUST tells */
    ap_event just_event;        /* what `just` will tell, */
    bool just_is_due;           /* once it is wanted */
    bool is_killed;
    int64_t clock_ns;           /* of a headless stage; 0: the real clock */
    bool shows_keys;
    ap_stage_options hooks;     /* what the keys of export do */
    ap_str share;               /* the text of POPUP_SHARE */
    bool has_news;              /* news is not yet told */
    char news[160];             /* the last event of interest */
    int64_t next_step_ns, next_frame_ns, fresh_until_ns;
    ap_layout layout;           /* of the last frame, for the mouse */
};

/* A run from the start with the present options; false: *e. */
bool ap_stage_restart(ap_stage *s, ap_error *e);
/* The past: the folds of the history over the run that was just made. */
void ap_stage_remember(ap_stage *s);
void ap_stage_forget_past(ap_stage *s);
/* An event for the detectors; what they find new goes to `out` as a
 * sentence, and on the timeline. -> is something wrong? */
bool ap_stage_watch(ap_stage *s, const ap_event *ev, ap_str *out);
/* Makes `just` tell the last step, which it does wherever the stage stands
 * still. */
void ap_stage_settle(ap_stage *s);
/* To any step of this run; false: *e. */
bool ap_stage_seek(ap_stage *s, uint64_t position, ap_error *e);
/* To the end of the old branch, which must be there. */
bool ap_stage_swap(ap_stage *s, ap_error *e);
/* Makes a trace's moves on the fresh run and goes to where it was saved.
 * False: it does not come out as it did. */
bool ap_stage_repeat(ap_stage *s, const ap_trace *t, ap_error *e);
/* This run as a command line, to the clipboard and into `share`. */
void ap_stage_share(ap_stage *s);
bool ap_stage_is_in_past(const ap_stage *s);
/* The track that the timeline shows: in the past it goes on to the end. */
const ap_track *ap_stage_timeline(const ap_stage *s);
/* Where Left and Right stop: AP_NOTE_… by the unit; 0: everywhere. */
unsigned ap_stage_unit_notes(const ap_stage *s);
/* One bytecode step; -> false where nobody could, with a notice why. *note:
 * what it was (AP_NOTE_…). */
bool ap_stage_step(ap_stage *s, ap_tid tid, unsigned *note);
void ap_stage_aim_at(ap_stage *s, stage_aim aim, ap_tid tid);
/* Steps towards the aim until it is reached or the deadline has come. */
void ap_stage_pursue(ap_stage *s, int64_t deadline_ns);
void ap_stage_note(ap_stage *s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* All that is to be drawn now; the caller frees it. */
ap_scene *ap_stage_scene(ap_stage *s);
int64_t ap_stage_now(const ap_stage *s);
/* The rows of the Esc menu; -> how many. */
int ap_stage_menu_rows(const char *rows[16]);
/* ---- the search (stage_find.c) ------------------------------------- */

/* Opens what is known, or begins the search, or goes on with it. */
void ap_stage_find(ap_stage *s);
/* A slice of it, if it runs. */
void ap_stage_search(ap_stage *s);
bool ap_stage_find_key(ap_stage *s, const ap_key *k, ap_stage_end *end);
void ap_stage_draw_find(ap_stage *s);
/* The stage is to run by the scenario's own order again. */
void ap_stage_leave_finding(ap_stage *s);
void ap_stage_forget_search(ap_stage *s);
/* Does the run stand where the schedule of the finding ends? */
bool ap_stage_at_ending(const ap_stage *s);
/* Marks the point of no return of the finding on the stage. */
void ap_stage_show_fate(const ap_stage *s, ap_scene *out);

/* Whom Right would step: the order's pick, in manual order the focused
 * thread; -1 nobody. */
ap_tid ap_stage_next(const ap_stage *s);
/* True: the stage is left, *end says why. */
bool ap_stage_key(ap_stage *s, const ap_key *k, ap_stage_end *end);

#endif
