/* ui: the stage. Panels, layout, themes, keys, the dashboard's loop. */
#ifndef APIARY_UI_H
#define APIARY_UI_H

#include "apiary/history.h"
#include "apiary/term.h"

/* A scenario as the stage needs it (cmd reads the file and its header). */
typedef struct ap_scenario {
    const char *path, *title, *topic, *goal, *lesson; /* "" where missing */
    const char *name;         /* that a command line finds it by; NULL: path */
    const char *fix, *bug;    /* paths of the twin, or "" */
    const ap_image *image;
    ap_run_options run;
    const char *step;         /* "event", "line", "bytecode" */
    double speed;             /* meaningful steps a second when playing */
    const ap_trace *trace;    /* made again first; NULL: none */
} ap_scenario;

typedef struct ap_stage ap_stage;

typedef struct ap_stage_options {
    const char *theme;        /* "dark", "light", "contrast", "mono", or NULL
                                 to find out */
    bool is_playing;          /* start by playing */
    bool is_finding;          /* start by searching every interleaving */
    /* W, S, C: writes the stage's trace or a picture of it somewhere, begins
     * or ends a cast; says where, or why not. NULL: not here. */
    void (*save)(void *arg, ap_stage *s, char *note, size_t n);
    void (*picture)(void *arg, ap_stage *s, char *note, size_t n);
    void (*cast)(void *arg, ap_stage *s, char *note, size_t n);
    const bool *is_casting;   /* shown in the title; may be NULL */
    void *arg;                /* of the three */
} ap_stage_options;

/* Why the dashboard was left. */
typedef enum ap_stage_end {
    AP_STAGE_QUIT, AP_STAGE_MENU, AP_STAGE_TWIN, AP_STAGE_RELOAD,
    AP_STAGE_EDIT, AP_STAGE_FAILED
} ap_stage_end;

/* A stage over a run of the scenario, on a terminal that stays the caller's. */
ap_stage *ap_stage_new(const ap_scenario *s, ap_term *t,
                       const ap_stage_options *o, ap_error *e);
void ap_stage_free(ap_stage *s);
/* The interactive loop. */
ap_stage_end ap_stage_run(ap_stage *s, ap_error *e);
/* The run's options with what the person changed (GIL, seed, cores). */
const ap_run_options *ap_stage_run_options(const ap_stage *s);
/* Headless: `steps` bytecode steps (UINT64_MAX: to the end), then one frame
 * into the terminal's cells. */
bool ap_stage_advance(ap_stage *s, uint64_t steps, ap_error *e);
void ap_stage_draw(ap_stage *s);
/* The panels that can stand alone; the words in the order of the enum. */
#define AP_PANEL_WORDS "threads|memory|locks|code|timeline|output|log"
typedef enum ap_panel {
    AP_PANEL_THREADS, AP_PANEL_MEMORY, AP_PANEL_LOCKS, AP_PANEL_CODE,
    AP_PANEL_TIMELINE, AP_PANEL_OUTPUT, AP_PANEL_LOG, AP_PANEL_COUNT
} ap_panel;
/* Headless: one panel, as wide as the screen; the screen's rows, the most that
 * it may take, become those that it takes. */
void ap_stage_draw_panel(ap_stage *s, ap_panel which);
/* Headless, on a clock of the caller's (a cast): makes it `now_ns` (above 0,
 * never back) and does what is due by then. */
void ap_stage_pass_time(ap_stage *s, int64_t now_ns);
/* Does it play, or is it on its way somewhere? */
bool ap_stage_is_busy(const ap_stage *s);
/* A key is pressed. True: the stage is to be left, *end says why. */
bool ap_stage_press(ap_stage *s, uint32_t key, ap_stage_end *end);
/* Shows each key that is pressed in the key bar. */
void ap_stage_show_keys(ap_stage *s, bool wanted);
/* The sentence of the last event of interest since one asked; NULL: none. */
const char *ap_stage_news(ap_stage *s);
/* What a trace file keeps of the run; the scenario's text and path are the
 * caller's to add. *t was just initialised. */
bool ap_stage_trace(ap_stage *s, ap_trace *t, ap_error *e);
/* Goes to a step of the run (past the end: to the end). */
bool ap_stage_go_to(ap_stage *s, uint64_t position, ap_error *e);
/* The theme that it is drawn in: "dark", … */
const char *ap_stage_theme(const ap_stage *s);
/* Steps made up to what is shown. */
uint64_t ap_stage_position(const ap_stage *s);

/* The scenario menu: entries in order; -> chosen index, -1 quit. */
typedef struct ap_menu_entry {
    const char *path, *topic, *title, *goal;
    bool is_bug;              /* a mended twin is somewhere in the list */
    bool is_fix;              /* the mended twin of the one before */
} ap_menu_entry;
int ap_menu_run(ap_term *t, const char *theme, const ap_menu_entry *entries,
                int n);

/* Actions: key, name, help; the one list behind help, key bar and README. */
int ap_action_count(void);
bool ap_action_info(int i, const char **keys, const char **name,
                    const char **help);
/* The key for a word of a script: an action ("step", "zoom"), a key's name
 * ("Right", "Esc") or one character; 0: no such. */
uint32_t ap_action_key(const char *word);
/* The theme's own colours for a picture, 0xrrggbb. */
void ap_theme_page(const char *name, uint32_t *fg, uint32_t *bg);
/* A thread's colour in the palette of 256; black text can be read on it. */
int ap_theme_thread(int tid);

#endif
