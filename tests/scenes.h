/* Scenes made by hand, for tests of the panels. */
#ifndef SCENES_H
#define SCENES_H

#include "../src/ui/scene_i.h"

/* A lost update about to happen, two threads and a waiting main thread. */
ap_scene *scene_lost_update(void);
/* Two threads in a deadlock, GIL on. */
ap_scene *scene_deadlock(void);
/* 200 threads, most of them waiting. */
ap_scene *scene_many(void);
/* A program without a line. */
ap_scene *scene_empty(void);

#endif
