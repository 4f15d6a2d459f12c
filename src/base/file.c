/* Whole files: read with a limit, written beside and renamed. */
#include "apiary/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool file_fail(ap_error *e, const char *path, const char *why)
{
    if (e)
        snprintf(e->file, sizeof e->file, "%s", path);
    return ap_fail(e, AP_E_FILE, "%s", why);
}

static bool read_all(int fd, size_t limit, ap_str *out)
{
    char block[65536];
    ssize_t n;
    errno = 0;
    while ((n = read(fd, block, sizeof block)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        ap_str_putn(out, block, (size_t)n);
        if (out->len > limit)
            return false;
    }
    return true;
}

bool ap_file_read(const char *path, size_t limit, ap_str *out, ap_error *e)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return file_fail(e, path, strerror(errno));
    bool ok = read_all(fd, limit, out);
    int why = errno;
    if (!is_stdin)
        close(fd);
    if (ok)
        return true;
    char big[64];
    snprintf(big, sizeof big, "larger than %zu bytes", limit);
    return file_fail(e, path, out->len > limit ? big : strerror(why));
}

static bool write_all(int fd, const char *s, size_t n)
{
    while (n) {
        ssize_t done = write(fd, s, n);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            s += done;
            n -= (size_t)done;
        }
    }
    return true;
}

/* The mode that a plain open(…, 0666) would have given. */
static mode_t plain_mode(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* A device or a pipe must not be replaced by a file. -> 0 or an errno, as
 * from all of these. */
static int write_into(const char *path, const char *s, size_t n)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    int why = fd >= 0 && write_all(fd, s, n) ? 0 : errno;
    if (fd >= 0 && close(fd) != 0 && !why)
        why = errno;
    return why;
}

static int write_beside(const char *path, const char *s, size_t n)
{
    ap_str beside = {0};
    ap_str_printf(&beside, "%s.XXXXXX", path);
    int fd = mkstemp(beside.s);
    bool made = fd >= 0;
    bool ok = made && write_all(fd, s, n) && fchmod(fd, plain_mode()) == 0;
    int why = ok ? 0 : errno;
    if (made && close(fd) != 0 && !why)
        why = errno;
    if (!why && rename(beside.s, path) != 0)
        why = errno;
    if (why && made)
        unlink(beside.s);
    ap_str_clear(&beside);
    return why;
}

bool ap_file_write(const char *path, const char *s, size_t n, ap_error *e)
{
    struct stat st;
    int why;
    if (stat(path, &st) != 0) {
        why = write_beside(path, s, n);
    } else if (S_ISDIR(st.st_mode)) {
        why = EISDIR;
    } else if (!S_ISREG(st.st_mode)) {
        why = write_into(path, s, n);
    } else { /* a link stays one, and what it names is written */
        char *real = realpath(path, NULL);
        why = write_beside(real ? real : path, s, n);
        free(real);
    }
    return !why || file_fail(e, path, strerror(why));
}
