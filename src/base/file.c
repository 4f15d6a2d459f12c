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

bool ap_file_write(const char *path, const char *s, size_t n, ap_error *e)
{
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return file_fail(e, path, strerror(EISDIR));
    ap_str beside = {0};
    ap_str_printf(&beside, "%s.XXXXXX", path);
    int fd = mkstemp(beside.s);
    bool made = fd >= 0;
    bool ok = made && write_all(fd, s, n) && fchmod(fd, plain_mode()) == 0;
    int why = errno;
    if (made && close(fd) != 0 && ok) {
        why = errno;
        ok = false;
    }
    if (ok && rename(beside.s, path) != 0) {
        why = errno;
        ok = false;
    }
    if (!ok && made)
        unlink(beside.s);
    ap_str_clear(&beside);
    return ok || file_fail(e, path, strerror(why));
}
