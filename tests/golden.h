/* Golden frames: the text of the screen, then a plane with one letter a
 * style. UPDATE_GOLDEN=1 writes them anew; the diff is the review. Where one
 * differs, what was got lies in build/NAME.got. */
#ifndef GOLDEN_H
#define GOLDEN_H

#include "apiary/term.h"

/* The last frame's text, blanks at the ends of rows cut. */
void golden_text(const ap_term *t, ap_str *out);
void golden_plane(const ap_term *t, ap_str *out);
/* Compares with tests/golden/FOLDER/NAME.txt. */
void golden_check(const char *folder, const char *name, const ap_str *got);

#endif
