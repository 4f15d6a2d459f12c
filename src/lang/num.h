/* Integers of any size in constants: to and from GMP. */
#ifndef APIARY_NUM_H
#define APIARY_NUM_H

#include "ast.h"

#include <gmp.h>

/* INT where it fits 64 bits, else BIGINT. */
ap_const ap_num_const(ap_lang *l, const mpz_t z);
/* Sets z (initialised) from an INT, BIGINT, TRUE or FALSE. */
void ap_num_read(const ap_const *k, mpz_t z);
bool ap_num_is_int(const ap_const *k); /* bools count */

#endif
