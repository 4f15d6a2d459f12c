/* shell: see shell.h. */
#include "shell.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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

static char *temp_name(void)
{
    const char *folder = getenv("TMPDIR");
    ap_str path = {0};
    ap_str_printf(&path, "%s/apiary-test-XXXXXX",
                  folder && *folder ? folder : "/tmp");
    return path.s;
}

char *temp_file(void)
{
    char *path = temp_name();
    int fd = mkstemp(path);
    AP_ASSERT(fd >= 0);
    close(fd);
    return path;
}

char *temp_folder(void)
{
    char *path = temp_name();
    AP_ASSERT(mkdtemp(path));
    return path;
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
