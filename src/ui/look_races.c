/* A scene's races: which places and which lines are marked. What only the GIL
 * keeps apart is marked otherwise. */
#include "look_i.h"

#include <string.h>

enum { MOST_RACES = 64 };

/* Those that are real, or those that only the GIL prevents, behind them. */
static void add_races(ap_look *l, ap_race *races, bool are_potential)
{
    for (int i = 0; i < ap_detect_races(l->detect)
                    && l->nall_races < MOST_RACES; i++) {
        ap_race *x = &races[l->nall_races];
        ap_detect_race(l->detect, l->world, i, l->s->arena, x);
        l->nall_races += x->is_potential == are_potential && !x->in_library;
    }
}

void ap_look_races(ap_look *l)
{
    ap_race *races = ap_scene_room(l->s, MOST_RACES, sizeof *races);
    add_races(l, races, false);
    l->nraces = l->nall_races;
    add_races(l, races, true);
    l->races = races;
}

ap_raced ap_look_is_raced(const ap_look *l, const char *where)
{
    for (int i = 0; i < l->nall_races; i++)
        if (strcmp(l->races[i].where, where) == 0)
            return i < l->nraces ? AP_RACED : AP_RACED_BUT_FOR_GIL;
    return AP_RACED_NOT;
}

const ap_race *ap_look_race_at(const ap_look *l, uint32_t line)
{
    for (int i = 0; i < l->nall_races; i++)
        if (l->races[i].first.line == line || l->races[i].second.line == line)
            return &l->races[i];
    return NULL;
}
