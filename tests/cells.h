/* cells: a cell of our own frame against the same one of libvterm, an
 * independent terminal. */
#ifndef CELLS_H
#define CELLS_H

#include "apiary/term.h"

#include <vterm.h>

bool same_style(ap_style a, ap_style b);
bool same_cell(ap_cell c, const VTermScreenCell *v);

#endif
