/* A scene's races: which places and which lines are marked. */
#include "look_i.h"

#include <string.h>

enum { MOST_RACES = 64 };

void ap_look_races(ap_look *l)
{
    int all = ap_detect_races(l->detect);
    ap_race *races = ap_scene_room(l->s, MOST_RACES, sizeof *races);
    for (int i = 0; i < all && l->nraces < MOST_RACES; i++) {
        ap_race *x = &races[l->nraces];
        ap_detect_race(l->detect, l->world, i, l->s->arena, x);
        l->nraces += !x->is_potential && !x->in_library;
    }
    l->races = races;
}

bool ap_look_is_raced(const ap_look *l, const char *where)
{
    for (int i = 0; i < l->nraces; i++)
        if (strcmp(l->races[i].where, where) == 0)
            return true;
    return false;
}

const ap_race *ap_look_race_at(const ap_look *l, uint32_t line)
{
    for (int i = 0; i < l->nraces; i++)
        if (l->races[i].first.line == line || l->races[i].second.line == line)
            return &l->races[i];
    return NULL;
}
