/* What the view files share. */
#ifndef AP_VIEW_I_H
#define AP_VIEW_I_H

#include "world_i.h"

/* What a native object is to threads; PLAIN for everything else. */
ap_role ap_view_role(const ap_world *w, const ap_ctx *c, ap_word obj);

#endif
