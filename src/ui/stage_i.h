/* The stage's inside: a run, what is remembered of it, what the person chose.
 * stage.c makes and steps it, stage_keys.c carries out actions, stage_loop.c
 * draws and waits. */
#ifndef AP_STAGE_I_H
#define AP_STAGE_I_H

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
    AIM_END     /* as far as it goes */
} stage_aim;

typedef enum stage_popup { POPUP_NONE, POPUP_HELP, POPUP_LESSON, POPUP_MENU }
    stage_popup;

/* `n` calls of ap_run_step with the same `tid`: what a replay repeats. */
typedef struct stage_moves {
    ap_tid tid;
    uint64_t n;
} stage_moves;

struct ap_stage {
    const ap_scenario *scenario;
    ap_run_options options;     /* as the person changed them */
    ap_term *term;
    ap_theme_id theme;

    ap_run *run;
    ap_tell *tell;
    ap_track *track;
    ap_vec moves;               /* of stage_moves: the whole run so far */
    ap_vec stops;               /* of uint64_t: moves made at each stop */
    uint64_t nmoves;

    stage_aim aim;
    ap_tid aim_tid;
    bool has_aim_line;          /* UNIT_LINE: where the first step stood */
    ap_tid line_tid;
    uint32_t line_code, line;

    bool is_playing, is_predicting, with_library, shows_schedule;
    bool is_pinned;             /* the focus was chosen, it follows nobody */
    bool is_live;               /* flashes fade with the wall clock */
    ap_tid focus;
    ap_zoom zoom;
    stage_unit unit;
    double speed;
    stage_popup popup;
    int popup_top;
    char just[160], notice[200];
    bool is_killed;
    int64_t next_step_ns, next_frame_ns, fresh_until_ns;
    ap_layout layout;           /* of the last frame, for the mouse */
};

/* A run from the start with the present options; false: *e. */
bool ap_stage_restart(ap_stage *s, ap_error *e);
/* Back to where `moves` moves had been made: the same moves again, in place.
 * (History will seek instead.) */
bool ap_stage_rewind(ap_stage *s, uint64_t moves, ap_error *e);
/* One bytecode step; -> false where nobody could, with a notice why. *matters:
 * was it something to stop at? */
bool ap_stage_step(ap_stage *s, ap_tid tid, bool *matters);
void ap_stage_aim_at(ap_stage *s, stage_aim aim, ap_tid tid);
/* Steps towards the aim until it is reached or the deadline has come. */
void ap_stage_pursue(ap_stage *s, int64_t deadline_ns);
void ap_stage_note(ap_stage *s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The rows of the Esc menu; -> how many. */
int ap_stage_menu_rows(const char *rows[16]);
/* Whom Right would step: the order's pick, in manual order the focused
 * thread; -1 nobody. */
ap_tid ap_stage_next(const ap_stage *s);
/* True: the stage is left, *end says why. */
bool ap_stage_key(ap_stage *s, const ap_key *k, ap_stage_end *end);

#endif
