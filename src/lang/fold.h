/* Inside folding: operations on constants. Each says whether it could. */
#ifndef APIARY_FOLD_H
#define APIARY_FOLD_H

#include "ast.h"
#include "token.h"

/* op: the operator's token. */
bool ap_fold_unary(ap_lang *l, int op, const ap_const *a, ap_const *out);
/* op: AP_BIN_. */
bool ap_fold_binary(ap_lang *l, int op, const ap_const *a, const ap_const *b,
                    ap_const *out);
bool ap_fold_index(ap_lang *l, const ap_const *a, const ap_const *i,
                   ap_const *out);
/* "…%s…" % (a, b) becomes an f-string, if all of it can. */
bool ap_fold_format(ap_lang *l, ap_node *n);

#endif
