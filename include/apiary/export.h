/* export: a frame as a picture or as text. (Casts and traces come with the
 * history.) All of it from the cells of term's last frame. */
#ifndef APIARY_EXPORT_H
#define APIARY_EXPORT_H

#include "apiary/term.h"

/* What the terminal's own colours (-1) look like in a picture. */
typedef struct ap_export_colors {
    uint32_t fg, bg; /* 0xrrggbb */
} ap_export_colors;

/* Plain text: a line a row, trailing blanks cut. */
void ap_export_text(const ap_term *t, ap_str *out);
/* Text with SGR escapes; ends with a reset. */
void ap_export_ansi(const ap_term *t, ap_str *out);
/* SVG: integer cells, box glyphs as paths, one rectangle a background run
 * (facts: librsvg). */
void ap_export_svg(const ap_term *t, ap_export_colors own, ap_str *out);

#endif
