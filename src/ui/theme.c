/* Themes: one row a role, one column a theme. Code asks for a role, never
 * for a colour.
 *
 * The threads' hues are those of Okabe and Ito as fixed palette indices; the
 * main thread is a neutral grey. On white none of them can be read as text,
 * so the light theme uses them only as the ground under black letters.
 * Nothing is told by colour alone: number, word and texture say it too. */
#include "ui_i.h"

#include <string.h>

enum { B = AP_BOLD, D = AP_DIM, U = AP_UNDERLINE, R = AP_REVERSE };

/* clang-format off */
/* role, dark, light, contrast, mono; S(text, ground, attributes) */
#define STYLES(X)                                                              \
  X(TEXT,       S(252, -1, 0),  S(16, -1, 0),   S(231, -1, 0),  S(-1, -1, 0))  \
  X(QUIET,      S(246, -1, 0),  S(240, -1, 0),  S(252, -1, 0),  S(-1, -1, 0))  \
  X(FAINT,      S(244, -1, 0),  S(243, -1, 0),  S(248, -1, 0),  S(-1, -1, D))  \
  X(STRONG,     S(231, -1, B),  S(16, -1, B),   S(231, -1, B),  S(-1, -1, B))  \
  X(RULE,       S(238, -1, 0),  S(250, -1, 0),  S(248, -1, 0),  S(-1, -1, D))  \
  X(HEAD,       S(250, -1, B),  S(236, -1, B),  S(231, -1, B),  S(-1, -1, B))  \
  X(BAR,        S(252, 236, 0), S(16, 253, 0),  S(231, 236, 0), S(-1, -1, R))  \
  X(BAR_QUIET,  S(248, 236, 0), S(238, 253, 0), S(252, 236, 0), S(-1, -1, R))  \
  X(BAR_STRONG, S(231, 236, B), S(16, 253, B),  S(231, 236, B),                \
                S(-1, -1, R | B))                                              \
  X(GOAL,       S(231, -1, B),  S(16, -1, B),   S(231, -1, B),  S(-1, -1, B))  \
  X(GOOD,       S(114, -1, 0),  S(22, -1, B),   S(120, -1, B),  S(-1, -1, 0))  \
  X(WARN,       S(221, -1, 0),  S(94, -1, B),   S(227, -1, B),  S(-1, -1, B))  \
  X(BAD,        S(210, -1, B),  S(124, -1, B),  S(217, -1, B),  S(-1, -1, B))  \
  X(GOOD_CHIP,  S(16, 114, B),  S(231, 22, B),  S(16, 120, B),                 \
                S(-1, -1, R | B))                                              \
  X(WARN_CHIP,  S(16, 221, B),  S(16, 221, B),  S(16, 227, B),                 \
                S(-1, -1, R | B))                                              \
  X(BAD_CHIP,   S(231, 160, B), S(231, 160, B), S(231, 124, B),                \
                S(-1, -1, R | B))                                              \
  X(SOURCE,     S(231, 237, B), S(16, 254, B),  S(231, 238, B), S(-1, -1, B))  \
  X(NUMBER,     S(245, -1, 0),  S(242, -1, 0),  S(250, -1, 0),  S(-1, -1, 0))  \
  X(OP,         S(250, -1, 0),  S(238, -1, 0),  S(252, -1, 0),  S(-1, -1, 0))  \
  X(ARG,        S(252, -1, 0),  S(16, -1, 0),   S(231, -1, 0),  S(-1, -1, 0))  \
  X(NOTE,       S(117, -1, 0),  S(25, -1, 0),   S(159, -1, 0),  S(-1, -1, 0))  \
  X(NEXT_ROW,   S(231, 237, B), S(16, 254, B),  S(231, 238, B), S(-1, -1, B))  \
  X(NAME,       S(252, -1, 0),  S(16, -1, 0),   S(231, -1, 0),  S(-1, -1, 0))  \
  X(VALUE,      S(231, -1, B),  S(16, -1, B),   S(231, -1, B),  S(-1, -1, B))  \
  X(FLASH1,     S(231, 239, B), S(16, 254, B),  S(231, 240, B),                \
                S(-1, -1, B | U))                                              \
  X(FLASH2,     S(231, 60, B),  S(16, 229, B),  S(231, 55, B),                 \
                S(-1, -1, B | U))                                              \
  X(FLASH3,     S(16, 231, B),  S(16, 226, B),  S(16, 231, B),                 \
                S(-1, -1, R | B))                                              \
  X(DO_NEW,     S(244, -1, 0),  S(242, -1, 0),  S(250, -1, 0),  S(-1, -1, 0))  \
  X(DO_READY,   S(252, -1, 0),  S(16, -1, 0),   S(231, -1, 0),  S(-1, -1, 0))  \
  X(DO_RUN,     S(120, -1, B),  S(22, -1, B),   S(120, -1, B),  S(-1, -1, B))  \
  X(DO_WAIT,    S(216, -1, B),  S(130, -1, B),  S(223, -1, B),  S(-1, -1, U))  \
  X(DO_SLEEP,   S(111, -1, 0),  S(25, -1, 0),   S(153, -1, 0),  S(-1, -1, 0))  \
  X(DO_DONE,    S(245, -1, 0),  S(242, -1, 0),  S(250, -1, 0),  S(-1, -1, D))  \
  X(DO_DEAD,    S(231, 160, B), S(231, 160, B), S(231, 124, B),                \
                S(-1, -1, R | B))                                              \
  X(JUST_CHIP,  S(252, 240, B), S(231, 240, B), S(16, 252, B),  S(-1, -1, B))  \
  X(NEXT_CHIP,  S(16, 221, B),  S(16, 221, B),  S(16, 227, B),                 \
                S(-1, -1, R | B))                                              \
  X(KEY,        S(231, 240, B), S(231, 240, B), S(16, 252, B),                 \
                S(-1, -1, R | B))                                              \
  X(KEY_TEXT,   S(249, -1, 0),  S(238, -1, 0),  S(231, -1, 0),  S(-1, -1, 0))  \
  X(PICKED,     S(16, 221, B),  S(16, 221, B),  S(16, 227, B),                 \
                S(-1, -1, R | B))                                              \
  X(POPUP,      S(252, 235, 0), S(16, 255, 0),  S(231, 234, 0), S(-1, -1, 0))  \
  X(POPUP_RULE, S(244, 235, 0), S(244, 255, 0), S(252, 234, 0), S(-1, -1, 0))  \
  X(POPUP_HINT, S(248, 235, 0), S(240, 255, 0), S(252, 234, 0), S(-1, -1, 0))  \
  X(POPUP_HEAD, S(221, 235, B), S(94, 255, B),  S(227, 234, B), S(-1, -1, B))  \
  X(FREE,       S(244, -1, 0),  S(242, -1, 0),  S(250, -1, 0),  S(-1, -1, 0))
/* clang-format on */

#define S(fg, bg, attrs) {(fg), (bg), (attrs)}
static const ap_style styles[AP_R_COUNT][AP_THEME_COUNT] = {
#define X(role, dark, light, contrast, mono)                                   \
    [AP_R_##role] = {dark, light, contrast, mono},
    STYLES(X)
#undef X
};
#undef S

/* The main thread's first, then those of threads 1, 2, … around. */
static const int16_t hues[] = {250, 214, 74, 36, 227, 175, 32, 166};

static const struct {
    const char *name;
    uint32_t fg, bg; /* the page of a picture */
} themes[AP_THEME_COUNT] = {{"dark", 0xd0d0d0, 0x121212},
                            {"light", 0x000000, 0xffffff},
                            {"contrast", 0xffffff, 0x000000},
                            {"mono", 0xd0d0d0, 0x121212}};

ap_style ap_theme_style(ap_theme_id theme, ap_role_id role)
{
    return styles[role][theme];
}

static int16_t hue_of(int tid)
{
    int n = (int)(sizeof hues / sizeof *hues);
    if (tid <= 0)
        return hues[0];
    return hues[1 + (tid - 1) % (n - 1)];
}

static ap_style hue_without_colour(ap_hue use)
{
    static const uint8_t attrs[] = {
        [AP_HUE_CHIP] = AP_REVERSE | AP_BOLD, [AP_HUE_TEXT] = AP_BOLD,
        [AP_HUE_FILL] = 0, [AP_HUE_LETTER] = AP_REVERSE | AP_BOLD};
    return (ap_style){-1, -1, attrs[use]};
}

ap_style ap_theme_hue(ap_theme_id theme, int tid, ap_hue use)
{
    int16_t hue = hue_of(tid);
    if (theme == AP_THEME_MONO)
        return hue_without_colour(use);
    if (use == AP_HUE_CHIP || use == AP_HUE_LETTER)
        return (ap_style){16, hue, AP_BOLD};
    if (use == AP_HUE_TEXT && theme == AP_THEME_LIGHT)
        return (ap_style){16, -1, AP_BOLD};
    return (ap_style){hue, -1, use == AP_HUE_TEXT ? AP_BOLD : 0};
}

const char *ap_theme_name(ap_theme_id theme)
{
    return themes[theme].name;
}

static int theme_named(const char *name)
{
    for (int i = 0; i < AP_THEME_COUNT; i++)
        if (strcmp(themes[i].name, name) == 0)
            return i;
    return -1;
}

ap_theme_id ap_theme_find(const char *name, ap_term *t)
{
    int found = name ? theme_named(name) : -1;
    if (ap_term_colors(t) == 0)
        return AP_THEME_MONO;
    if (found >= 0)
        return (ap_theme_id)found;
    return ap_term_is_light(t) == 1 ? AP_THEME_LIGHT : AP_THEME_DARK;
}

void ap_theme_page(const char *name, uint32_t *fg, uint32_t *bg)
{
    int found = name ? theme_named(name) : 0;
    *fg = themes[found < 0 ? 0 : found].fg;
    *bg = themes[found < 0 ? 0 : found].bg;
}

int ap_theme_thread(int tid)
{
    return hue_of(tid);
}

ap_role_id ap_role_of_mood(ap_mood mood)
{
    static const ap_role_id roles[] = {
        [AP_MOOD_PLAIN] = AP_R_TEXT, [AP_MOOD_QUIET] = AP_R_QUIET,
        [AP_MOOD_GOOD] = AP_R_GOOD, [AP_MOOD_WARN] = AP_R_WARN,
        [AP_MOOD_BAD] = AP_R_BAD};
    return roles[mood];
}

ap_role_id ap_role_of_doing(ap_doing doing)
{
    return doing >= AP_DO_COUNT ? AP_R_FAINT
                                : (ap_role_id)(AP_R_DO_NEW + (int)doing);
}

ap_role_id ap_role_of_flash(int flash)
{
    return flash <= 0 ? AP_R_VALUE
                      : (ap_role_id)(AP_R_FLASH1 + (flash > 3 ? 3 : flash) - 1);
}
