/* shell: runs a command line and keeps what it wrote; files for a while. */
#ifndef SHELL_H
#define SHELL_H

#include "apiary/base.h"

/* Runs by /bin/sh with stdin from /dev/null; stdout and stderr are appended
 * to *out, in the order of writing. -> exit status, 128 + signal. */
int shell(ap_str *out, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A new file, a new folder, where TMPDIR says (else /tmp): its path, which the
 * caller frees, having removed what it names. */
char *temp_file(void);
char *temp_folder(void);

/* A command that is Python 3.12 (AP_PYTHON names one), or NULL. */
const char *find_python(void);

#endif
