/* The inside of export, for its own files only.
 *
 * A picture's cell is 9 by 18 units, whole numbers: fractions would leave
 * seams between cells. Characters that draw (lines, blocks, braille) become
 * path data of whole units, so that they meet; the rest stays text. */
#ifndef APIARY_EXPORT_I_H
#define APIARY_EXPORT_I_H

#include "apiary/export.h"

enum { CELL_W = 9, CELL_H = 18 };

/* ---- a frame in pieces (pieces.c) -------------------------------------- */

/* Back to front. The shades are patterns. */
enum { LAYER_BACKGROUND, LAYER_LIGHT, LAYER_MEDIUM, LAYER_DARK, LAYER_SHAPE,
       LAYER_TEXT, LAYER_COUNT };
static inline bool export_is_shade(int layer)
{
    return layer > LAYER_BACKGROUND && layer < LAYER_SHAPE;
}

/* Path data; of TEXT a whole element. */
typedef void (*export_take)(void *arg, int layer, uint32_t rgb,
                            const ap_str *piece);
void export_pieces(const ap_term *t, ap_export_colors own, export_take take,
                   void *arg);

/* ---- parts of an SVG (svg.c) ------------------------------------------- */

/* The opening of the file, and the page. */
void export_svg_head(int cols, int rows, ap_export_colors own, ap_str *out);
/* The pattern of a shade, with the id pNUMBER. */
void export_pattern(int layer, uint32_t rgb, size_t number, ap_str *out);

/* ---- shapes (shapes.c) ------------------------------------------------- */

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
