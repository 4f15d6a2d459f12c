/* Bytecode as plain lines, in the form that dis_oracle.py writes too. */
#ifndef DIS_DUMP_H
#define DIS_DUMP_H

#include "apiary/lang.h"

/* The code object and, after it, those among its constants. */
void dis_dump_code(const ap_image *im, const ap_code *c, ap_str *out);
/* `apiary-test --dis FILE…`: compiled, verified, to standard output. -> exit
 * status. */
int dis_dump(int nfiles, char **files);

#endif
