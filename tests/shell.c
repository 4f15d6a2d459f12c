/* shell: see shell.h. */
#include "shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

int shell(ap_str *out, const char *fmt, ...)
{
    char line[2048], whole[2200];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    snprintf(whole, sizeof whole, "{ %s\n} 2>&1 </dev/null", line);
    FILE *p = popen(whole, "r");
    AP_ASSERT(p);
    for (int c; (c = getc(p)) != EOF;)
        ap_str_putc(out, (char)c);
    int status = pclose(p);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

const char *find_python(void)
{
    static const char *const names[] = {"python3.12", "python3"};
    const char *given = getenv("AP_PYTHON");
    for (int i = given ? -1 : 0; i < 2; i++) {
        const char *name = i < 0 ? given : names[i];
        char line[256];
        snprintf(line, sizeof line,
                 "%s -c 'import sys; sys.exit(sys.version_info[:2] != "
                 "(3, 12))' >/dev/null 2>&1", name);
        if (system(line) == 0)
            return name;
    }
    return NULL;
}
