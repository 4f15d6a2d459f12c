/* The inside of export, for its own files only.
 *
 * A picture's cell is 9 by 18 units, whole numbers: fractions would leave
 * seams between cells. Characters that draw (lines, blocks, braille) become
 * path data of whole units, so that they meet; the rest stays text. */
#ifndef APIARY_EXPORT_I_H
#define APIARY_EXPORT_I_H

#include "apiary/export.h"

enum { CELL_W = 9, CELL_H = 18 };

/* Appends the path of a rectangle. */
void export_rect(ap_str *path, int x, int y, int w, int h);

/* Is the rune drawn as a path? */
bool export_is_shape(uint32_t rune);
/* Does it look the same wherever it is cut, so that n of them side by side
 * are one wide shape? */
bool export_is_level(uint32_t rune);
/* Appends the shape of n cells from (x, y), in units; n > 1 only where it is
 * level. */
void export_shape(ap_str *path, uint32_t rune, int x, int y, int n);
/* 1 light, 2 medium, 3 dark shade; 0: another rune. */
int export_shade(uint32_t rune);

#endif
