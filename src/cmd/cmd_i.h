/* cmd, inside: commands as rows, the scenario as opened, what commands share.
 *
 * A command is one file that exports one ap_cmd row; main.c holds the list. */
#ifndef AP_CMD_I_H
#define AP_CMD_I_H

#include "apiary/cmd.h"
#include "apiary/export.h"
#include "apiary/tell.h"
#include "apiary/ui.h"
#include "options_i.h"

/* A row a command. */
typedef struct ap_cmd {
    const char *name, *operands; /* "run", "FILE" */
    const char *about;           /* one line */
    const char *more;            /* further sentences for its help, or "" */
    unsigned on;                 /* its AP_ON_ bit */
    int least, most;             /* operands; most -1: any number, and options
                                    end at the first */
    int (*run)(ap_args *a);      /* -> exit status */
} ap_cmd;

extern const ap_cmd ap_cmd_run, ap_cmd_exec, ap_cmd_shot, ap_cmd_dis,
    ap_cmd_list, ap_cmd_help, ap_cmd_record,
    ap_cmd_trace, ap_cmd_check;
/* NULL-terminated, in the order of help. */
extern const ap_cmd *const ap_cmds[];
const ap_cmd *ap_cmd_named(const char *name);

/* ---- the scenario as opened -------------------------------------------- */

/* A file with its header, options and image. */
typedef struct ap_opened {
    ap_scenario scenario;  /* what ui wants; points into the fields below */
    ap_args args;          /* defaults, then header, then command line */
    ap_header header;
    ap_image *image;
    char *path, *name, *fix, *bug, *run_line;
    ap_str text;           /* of the scenario, also where the file was a
                              trace */
    ap_trace trace;        /* what was in it */
    const char **argv;     /* the trace's sys.argv */
} ap_opened;

/* Opens what a person named, with the options of the header under those of
 * the command line. What is wrong is appended to *why, as lines for stderr. */
bool ap_open(ap_opened *o, const char *name, const ap_args *line, ap_str *why);
void ap_opened_clear(ap_opened *o);
/* ---- what is pressed when nobody is there ------------------------------ */

typedef enum ap_script_kind {
    AP_SCRIPT_KEY, AP_SCRIPT_PLAY, AP_SCRIPT_PAUSE
} ap_script_kind;

typedef struct ap_script_item {
    ap_script_kind kind;
    uint32_t key;
    int times;       /* KEY */
    int64_t ns;      /* PLAY: 0 = until the program rests; PAUSE */
} ap_script_item;

/* Reads a script into *items (ap_script_item; the caller clears it). */
bool ap_script_read(const char *text, ap_vec *items, ap_error *e);

/* Who takes the frames of a recording; times in ns from its start. */
typedef struct ap_frame_sink {
    void *arg;
    void (*begin)(void *arg, const ap_term *t, const ap_scenario *s);
    void (*frame)(void *arg, int64_t ns, const ap_term *t);
    void (*mark)(void *arg, int64_t ns, const char *label);
    void (*end)(void *arg, int64_t ns);  /* all but frame may be NULL */
} ap_frame_sink;

/* Plays the scenario by the script of its options (else by its demo) and
 * hands every frame to the sink. *o may be another file afterwards. */
bool ap_record(ap_opened *o, const ap_args *line, const ap_frame_sink *sink,
               ap_error *e);

/* ---- commands that write a file ------------------------------------------ */

/* "dark", "light", …: as asked for, else dark. */
const char *ap_theme_word(const ap_args *a);
/* ".svg" of "x/y.svg", "" where there is none. */
const char *ap_path_ending(const char *path);
/* Opens the file that the line names, makes a text of it and writes that to
 * -o (standard output without). -> exit status. */
int ap_make_file(const ap_args *a,
                 bool (*make)(ap_opened *o, const ap_args *line, ap_str *out,
                              ap_error *e));

/* ---- a search's report ----------------------------------------------- */

/* What a report is written from. */
typedef struct ap_report {
    const ap_check_report *found;
    const ap_image *image;
    const char *file;        /* its path */
    const char *again;       /* the words that begin a command that repeats a
                                schedule: "apiary run lost_update" */
    ap_run_options run;      /* under which schedules are followed */
    bool has_colour, is_ascii;
} ap_report;

/* For a person, at most 80 columns (schedules, which are to be copied, are as
 * long as they are). */
void ap_report_text(const ap_report *r, ap_str *out);
/* For a program: one object. */
void ap_report_json(const ap_report *r, ap_str *out);

/* ---- traces -------------------------------------------------------------- */

/* Writes what the stage shows, as a trace. */
bool ap_save_stage(const ap_opened *o, ap_stage *s, const char *path,
                   ap_error *e);
/* Adds path and text and writes it. */
bool ap_save_trace(const ap_opened *o, ap_trace *t, const char *path,
                   ap_error *e);

/* ---- what the dashboard's keys write ------------------------------------ */

typedef struct ap_capture {
    const ap_args *line;
    const ap_opened *opened;   /* what is on the stage */
    ap_term *term;             /* what it is on */
    bool is_casting;
    int64_t begun_ns;          /* the cast's zero */
    ap_cast cast;
    ap_str cast_path;
} ap_capture;

/* Fills in what the keys W, S and C call; *c outlives the stage. */
void ap_capture_hooks(ap_capture *c, ap_stage_options *o);
/* Ends a cast that still runs, while its terminal is open; what there is to
 * say is appended as a line. */
void ap_capture_end(ap_capture *c, ap_str *told);
void ap_capture_clear(ap_capture *c);

/* ---- saying things ----------------------------------------------------- */

/* "apiary: …" or "FILE:LINE:COL: …" on stderr; -> AP_EXIT_USAGE. */
int ap_complain(const ap_error *e);
/* Lines on stderr as they are; -> AP_EXIT_USAGE. */
int ap_complain_text(const ap_str *lines);
/* Writes all of a text to stdout; -> exit status (2 where it cannot be). */
int ap_say(const ap_str *text);

void ap_help_overview(ap_str *out, bool advanced);
void ap_help_command(const ap_cmd *c, ap_str *out);
void ap_help_man(ap_str *out);
/* Markdown; false: no such table. */
bool ap_help_readme(const char *table, ap_str *out);

#define AP_VERSION "0.1"

#endif
