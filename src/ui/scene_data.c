/* The scene as data: making room, finding a thread. What fills it is
 * scene.c. */
#include "scene_i.h"

#include <stdio.h>

ap_scene *ap_scene_new(void)
{
    ap_arena *arena = ap_arena_new();
    ap_scene *s = ap_arena_alloc(arena, sizeof *s);
    s->arena = arena;
    s->focus = s->fate = -1;
    return s;
}

void ap_scene_free(ap_scene *s)
{
    if (s)
        ap_arena_free(s->arena);
}

const char *ap_scene_text(ap_scene *s, const char *fmt, ...)
{
    va_list args;
    char small[256];
    va_start(args, fmt);
    int n = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    AP_ASSERT(n >= 0);
    if ((size_t)n < sizeof small)
        return ap_arena_strndup(s->arena, small, (size_t)n);
    char *text = ap_arena_alloc(s->arena, (size_t)n + 1);
    va_start(args, fmt);
    vsnprintf(text, (size_t)n + 1, fmt, args);
    va_end(args);
    return text;
}

void *ap_scene_room(ap_scene *s, int n, size_t bytes)
{
    return ap_arena_alloc(s->arena, (size_t)(n > 0 ? n : 1) * bytes);
}

const ap_scene_thread *ap_scene_find(const ap_scene *s, int tid)
{
    for (int i = 0; i < s->nthreads; i++)
        if (s->threads[i].tid == tid)
            return &s->threads[i];
    return NULL;
}

bool ap_says(const char *text)
{
    return text && *text;
}
