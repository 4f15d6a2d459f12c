/* search_through: a check of a small program, from its image to its end. */
#ifndef SEARCH_THROUGH_H
#define SEARCH_THROUGH_H

#include "apiary/check.h"

/* In slices, with the library's natives, seed 1 and 1 MiB for the program.
 * Fails the test where it cannot begin. */
ap_check *search_through(const ap_image *im, ap_check_options o);

#endif
