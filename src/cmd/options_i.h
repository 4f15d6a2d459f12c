/* Options as rows. AP_OPTIONS is the master copy of them all: parsing, usage
 * errors, help, the man page and the README come from it. */
#ifndef AP_OPTIONS_I_H
#define AP_OPTIONS_I_H

#include "apiary/cmd.h"
#include "apiary/ui.h"

/* Which commands take an option. */
enum {
    AP_ON_RUN = 1, AP_ON_EXEC = 2, AP_ON_SHOT = 4, AP_ON_DIS = 8,
    AP_ON_LIST = 16, AP_ON_HELP = 32, AP_ON_RECORD = 64, AP_ON_TRACE = 128,
    AP_ON_CHECK = 256,
    AP_ON_FRAMES = AP_ON_SHOT | AP_ON_RECORD,
    AP_ON_FILES = AP_ON_FRAMES | AP_ON_TRACE,
    AP_ON_SCREEN = AP_ON_RUN | AP_ON_FRAMES,
    AP_ON_PLAYED = AP_ON_RUN | AP_ON_RECORD,
    AP_ON_WORLD = AP_ON_RUN | AP_ON_EXEC | AP_ON_FILES,
    AP_ON_WHOLE = AP_ON_RECORD | AP_ON_TRACE,
    AP_ON_SAVES = AP_ON_PLAYED | AP_ON_EXEC,
    AP_ON_GUEST = AP_ON_WORLD | AP_ON_CHECK,
    AP_ON_TIMED = AP_ON_EXEC | AP_ON_CHECK,
    AP_ON_DRAWN = AP_ON_SCREEN | AP_ON_CHECK,
    AP_ON_ALL = 511
};

/* How an option's value is read and where its field's type comes from. */
typedef enum ap_value_kind {
    AP_V_FLAG,     /* bool; no value */
    AP_V_CHOICE,   /* int: index among the choices, "a|b|c" */
    AP_V_INT,      /* int in [low, high] */
    AP_V_WORD,     /* uint64_t */
    AP_V_REAL,     /* double in (low, high] */
    AP_V_TIME,     /* int64_t ns: "5ms", "2s", "0.5" (seconds) */
    AP_V_BYTES,    /* size_t: "256M", "64K", "1G" */
    AP_V_SIZE,     /* ap_size: "120x36" */
    AP_V_TEXT      /* const char * */
} ap_value_kind;

typedef enum ap_option_level {
    AP_BASIC, AP_ADVANCED, AP_HIDDEN_OPTION
} ap_option_level;

typedef struct ap_size {
    int cols, rows;
} ap_size;

/* id, letter, name, value (its choices, or what help calls it), kind, field
 * of ap_args, low, high, commands, level, help */
#define AP_OPTIONS(X)                                                          \
    X(GIL, 0, "gil", "3.9|3.10|3.12|off", CHOICE, run.gil, 0, 0, GUEST,        \
      BASIC, "whose GIL says who may run and switch (3.12)")                   \
    X(CORES, 0, "cores", "N", INT, run.cores, 1, AP_MAX_CORES, WORLD, BASIC,   \
      "how many threads may advance per tick (1)")                             \
    X(ORDER, 0, "order", "random|rr|pct|manual", CHOICE, order, 0, 0, WORLD,   \
      BASIC, "who is next: by seed, in turn, by priority, you pick")           \
    X(SEED, 0, "seed", "N", WORD, run.seed, 0, 0, WORLD, BASIC,                \
      "of all that is left to chance (1)")                                     \
    X(SCHEDULE, 0, "schedule", "STR", TEXT, run.schedule, 0, 0, WORLD, BASIC,  \
      "replay \"0:12 1:3\": thread 0 twelve steps, 1 three")                   \
    X(SPEED, 0, "speed", "N", REAL, speed, 0, 1000, PLAYED, BASIC,             \
      "meaningful steps a second when playing (4)")                            \
    X(CLOCK, 0, "clock", "virtual|real", CHOICE, clock, 0, 0, EXEC, BASIC,     \
      "real: sleeps take time; virtual: they cost nothing")                    \
    X(TIMEOUT, 0, "timeout", "S", TIME, timeout_ns, 0, 0, TIMED, BASIC,        \
      "give up after so many seconds (exec: exit 124)")                        \
    X(STEP, 0, "step", "N", WORD, at_step, 0, 0, SHOT, BASIC,                  \
      "the frame after N bytecode steps (0)")                                  \
    X(AT, 0, "at", "lost-update|race|deadlock|failure|end", CHOICE, at, 0, 0,  \
      SHOT, BASIC, "the frame at the first such event")                        \
    X(PANEL, 0, "panel", AP_PANEL_WORDS, CHOICE, panel, 0, 0, SHOT, BASIC,     \
      "one panel alone, as high as it needs")                                  \
    X(OUT, 'o', "out", "FILE", TEXT, out, 0, 0, FILES, BASIC,                  \
      "the file to write; its ending says what it is")                         \
    X(SIZE, 0, "size", "COLSxROWS", SIZE, size, 0, 0, FRAMES, BASIC,           \
      "of the frame (120x36)")                                                 \
    X(THEME, 0, "theme", "dark|light|contrast|mono", CHOICE, theme, 0, 0,      \
      SCREEN, BASIC, "colours (as the terminal's background asks)")            \
    X(ASCII, 0, "ascii", "", FLAG, ascii, 0, 0, DRAWN, BASIC,                  \
      "no characters beyond ASCII")                                            \
    X(PLAY, 0, "play", "", FLAG, play, 0, 0, RUN, BASIC,                       \
      "start by playing")                                                      \
    X(FIND, 0, "find", "", FLAG, find, 0, 0, SCREEN, BASIC,                    \
      "start by searching every interleaving (key f)")                         \
    X(KEYS, 0, "keys", "SCRIPT", TEXT, keys, 0, 0, RECORD, BASIC,              \
      "what is pressed: \"play 3s; step 4; back 2; fix; play\"")               \
    X(SHOW_KEYS, 0, "show-keys", "", FLAG, show_keys, 0, 0, RECORD, BASIC,     \
      "shows each key in the key bar")                                         \
    X(FPS, 0, "fps", "N", INT, fps, 1, 60, RECORD, BASIC,                      \
      "frames a second (30)")                                                  \
    X(FROM, 0, "from", "N", WORD, from, 0, 0, RECORD, BASIC,                   \
      "begins after N bytecode steps (0)")                                     \
    X(TO, 0, "to", "N", WORD, to, 0, 0, WHOLE, BASIC,                          \
      "ends after N bytecode steps")                                           \
    X(SAVE, 0, "save", "FILE", TEXT, save, 0, 0, SAVES, BASIC,                 \
      "the run as a trace (.apiary), which apiary run opens")                  \
    X(JSON, 0, "json", "", FLAG, json, 0, 0, CHECK, BASIC,                     \
      "the report as one JSON object")                                         \
    X(LIMIT, 0, "limit", "STATES", WORD, limit, 0, 0, CHECK, BASIC,            \
      "search at most so many states")                                         \
    X(SEARCH_MEMORY, 0, "search-memory", "SIZE", BYTES, search_memory, 0, 0,   \
      CHECK, BASIC, "what the search may take (1G)")                           \
    X(IGNORE_OUTPUT, 0, "ignore-output", "", FLAG, ignore_output, 0, 0, CHECK, \
      BASIC, "what is printed tells no outcomes apart")                        \
    X(OUTPUT_ORDER, 0, "output-order", "", FLAG, output_order, 0, 0, CHECK,    \
      BASIC, "its order does, too, not only each thread's own text")           \
    X(MODULES, 0, "modules", "", FLAG, modules, 0, 0, DIS, BASIC,              \
      "the library modules that it imports, too")                              \
    X(QUANTUM, 0, "quantum", "N", INT, run.quantum, 1, 1000000, WORLD,         \
      ADVANCED, "steps that --order rr gives each (20)")                       \
    X(PCT_DEPTH, 0, "pct-depth", "N", INT, run.pct_depth, 1, 16, WORLD,        \
      ADVANCED, "changes of priority in --order pct (3)")                      \
    X(INTERVAL, 0, "switch-interval", "T", TIME, run.switch_interval_ns, 0, 0, \
      WORLD, ADVANCED, "a waiter asks for the GIL after it (5ms)")             \
    X(TICK, 0, "tick", "T", TIME, run.tick_ns, 0, 0, WORLD, ADVANCED,          \
      "virtual time of one tick (1ms)")                                        \
    X(MEMORY, 0, "memory", "SIZE", BYTES, run.world.memory, 0, 0, GUEST,       \
      ADVANCED, "heap of a process; past it MemoryError (256M)")               \
    X(IN_PLACE, 0, "in-place", "", FLAG, run.in_place, 0, 0, WORLD, ADVANCED,  \
      "no threads of the system, all in this process")                         \
    X(HELP, 'h', "help", "", FLAG, help, 0, 0, ALL, BASIC, "this")             \
    X(VERSION, 'V', "version", "", FLAG, version, 0, 0, ALL, BASIC,            \
      "the version")                                                           \
    X(MAN, 0, "man", "", FLAG, man, 0, 0, HELP, HIDDEN_OPTION,                 \
      "the man page, as roff")                                                 \
    X(README, 0, "readme", "TABLE", TEXT, readme, 0, 0, HELP, HIDDEN_OPTION,   \
      "a table of the README: keys, scenarios, commands, options")

typedef enum ap_option_id {
#define X(id, letter, name, value, kind, field, lo, hi, on, level, help)       \
    AP_OPT_##id,
    AP_OPTIONS(X)
#undef X
        AP_OPT_COUNT
} ap_option_id;

enum { AP_CLOCK_VIRTUAL, AP_CLOCK_REAL };
enum { AP_AT_LOST_UPDATE, AP_AT_RACE, AP_AT_DEADLOCK, AP_AT_FAILURE,
       AP_AT_END };

struct ap_cmd;

/* A command line, read. Words and texts are those of argv (or of the header,
 * which the scenario keeps). */
typedef struct ap_args {
    const struct ap_cmd *cmd;
    int argc;                  /* the line as it was given */
    char **argv;
    int nwords;                /* what is no option */
    char **words;
    ap_run_options run;
    int order, clock, at, theme, panel; /* indices of choices; -1: not given */
    int64_t timeout_ns;
    uint64_t at_step, from, to;
    uint64_t limit;
    size_t search_memory;
    int fps;
    double speed;
    ap_size size;
    const char *out, *readme, *keys, *save;
    bool ascii, play, find, show_keys, modules, help, version, man;
    bool json, ignore_output, output_order;
    uint64_t on_line;          /* bit AP_OPT_…: given on the command line */
    uint64_t in_header;        /* the same: given by the header's run: */
} ap_args;

static inline bool ap_given(const ap_args *a, ap_option_id id)
{
    return ((a->on_line | a->in_header) >> id & 1) != 0;
}

/* ---- reading a command line ------------------------------------------ */

typedef struct ap_option {
    char letter;
    const char *name, *value;
    ap_value_kind kind;
    size_t field;          /* offset in ap_args */
    double low, high;
    unsigned on;
    ap_option_level level;
    const char *help;
} ap_option;
extern const ap_option ap_options[AP_OPT_COUNT];

void ap_args_init(ap_args *a, const struct ap_cmd *cmd);
/* argv[0] is the command's name; reorders argv like getopt_long. */
bool ap_args_read(ap_args *a, int argc, char **argv, ap_error *e);
/* What `line` was read from, read again over what *a holds already. */
bool ap_args_again(ap_args *a, const ap_args *line, ap_error *e);
/* The header's run: line, words cut in place. Options of other commands are
 * read and left alone. */
bool ap_args_header(ap_args *a, char *line, ap_error *e);

#endif
