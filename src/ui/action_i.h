/* The one list of what a person can do. It makes the enum, the default keys,
 * the help, the key bar and the README's table. */
#ifndef AP_ACTION_I_H
#define AP_ACTION_I_H

#include "apiary/term.h"

/* id, keys, what the key bar calls keys and action (NULL: not in the bar),
 * name, help. In the order of the help; `|` in a name groups nothing. */
#define AP_ACTIONS(X)                                                          \
    X(PLAY, (' '), NULL, "play", "play or pause",                              \
      "run at the chosen speed, or stop")                                      \
    X(STEP, (AP_KEY_RIGHT), NULL, "step", "step",                              \
      "up to and with the next event, line or bytecode")                       \
    X(BACK, (AP_KEY_LEFT), NULL, "back", "step back",                          \
      "undo the last step")                                                    \
    X(HOME, (AP_KEY_HOME), NULL, NULL, "to the start",                         \
      "back to the first step of the same run")                                \
    X(END, (AP_KEY_END), NULL, NULL, "to the end",                             \
      "as far as it was run, then on until nobody can run")                    \
    X(NEXT_EVENT, (AP_KEY_PGDN), NULL, NULL, "next event",                     \
      "a start, an end, a wait, a stale copy, a bug")                          \
    X(LAST_EVENT, (AP_KEY_PGUP), NULL, NULL, "previous event",                 \
      "the same, backwards")                                                   \
    X(NEXT_SWITCH, ('.'), NULL, NULL, "next switch",                           \
      "until another thread goes on")                                          \
    X(LAST_SWITCH, (','), NULL, NULL, "previous switch",                       \
      "the same, backwards")                                                   \
    X(BRANCH, ('u'), NULL, NULL, "other branch",                               \
      "the future before the past changed, and back")                          \
    X(THREAD, ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), "0-9",       \
      "thread", "step a thread",                                               \
      "you are the scheduler")                                                 \
    X(ALONE, (AP_KEY_ENTER), NULL, NULL, "run alone",                          \
      "the focused thread alone until it blocks or ends")                      \
    X(FOCUS, (AP_KEY_TAB, AP_KEY_BACKTAB, AP_KEY_DOWN, AP_KEY_UP),             \
      "Tab, Up, Down", NULL, "focus",                                          \
      "the next or previous thread, its card, its code")                       \
    X(FIND, ('f'), NULL, "find", "find",                                       \
      "search every interleaving, play what goes wrong")                       \
    X(TWIN, ('x'), NULL, "fix", "to the fix or the bug",                       \
      "its mended twin, and back")                                             \
    X(PREDICT, ('p'), NULL, "predict", "predict",                              \
      "hide NEXT and the verdict until the next key")                          \
    X(GIL, ('g'), NULL, "GIL", "GIL on or off",                                \
      "start again under the other policy, same seed")                         \
    X(SEED, ('n'), NULL, "next seed", "next seed",                             \
      "start again with other luck")                                           \
    X(CORES, ('c'), NULL, NULL, "cores", "start again with 1, 2, 4 or 8 "      \
      "cores")                                                                 \
    X(RELOAD, ('r'), NULL, NULL, "reload", "read the file again and start "    \
      "again")                                                                 \
    X(FASTER, ('+', '='), NULL, NULL, "faster", "play twice as fast")          \
    X(SLOWER, ('-', '_'), NULL, NULL, "slower", "play half as fast")           \
    X(UNIT, ('m'), NULL, NULL, "step size", "event, line or bytecode")         \
    X(LIBRARY, ('o'), NULL, NULL, "library frames",                            \
      "show the library's own code, or hide it")                               \
    X(ZOOM, ('z'), NULL, NULL, "zoom", "one panel at a time; Esc shows all")   \
    X(LESSON, ('i'), NULL, "lesson", "lesson", "what this program teaches")    \
    X(SCHEDULE, ('y'), NULL, NULL, "copy schedule",                            \
      "this run as one line: shown, and to be pasted")                         \
    X(SAVE, ('W'), NULL, NULL, "save trace",                                   \
      "this run as a file, for apiary run")                                    \
    X(PICTURE, ('S'), NULL, NULL, "picture", "the screen as an SVG file")      \
    X(CAST, ('C'), NULL, NULL, "cast on or off",                               \
      "what the screen shows, for asciinema")                                  \
    X(EDIT, ('e'), NULL, NULL, "edit", "the file in $EDITOR, then start "      \
      "again")                                                                 \
    X(THEME, ('t'), NULL, NULL, "theme", "dark, light, contrast, mono")        \
    X(MENU, (AP_KEY_ESC), NULL, "menu", "menu", "what else can be done")       \
    X(HELP, ('?', 'h', AP_KEY_F1), NULL, "keys", "all keys", "this list")      \
    X(QUIT, ('q', AP_KEY_QUIT), NULL, NULL, "quit", "leave apiary")

typedef enum ap_action_id {
#define X(id, ...) AP_DO_IT_##id,
    AP_ACTIONS(X)
#undef X
        AP_DO_IT_COUNT
} ap_action_id;

typedef struct ap_action {
    uint32_t keys[12];      /* ends with 0 */
    const char *bar_keys;   /* NULL: the first key's name */
    const char *bar;        /* NULL: not in the key bar */
    const char *name, *help;
} ap_action;

const ap_action *ap_action_of(ap_action_id id);
/* The action of a key, AP_DO_IT_COUNT for none. */
ap_action_id ap_action_for(uint32_t key);

#endif
