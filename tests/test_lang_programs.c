/* programs: every file of tests/lang does what CPython 3.12 does with it.
 *
 * What a program must print stands beside its lines,
 *     print(1 + 2)  # expect: 3
 * in the order of the text, or, for what such comments cannot say, in NAME.out
 * beside NAME.py; what it must write to stderr in NAME.err, and then it must
 * fail. `# expect error: TEXT` is the last line of stderr. tests/lang/store.sh
 * writes .out and .err with a real Python 3.12; where one is present the
 * programs run under it as well, so that no expectation is our own invention.
 *
 * The programs run with turns of 1, 7 and 100 steps: what they print must not
 * depend on it. Each runs in a child of its own. */
#include "drive.h"
#include "shell.h"
#include "suites.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOLDER "tests/lang"

typedef struct expected {
    ap_str out, err, last; /* err: "" = must be empty unless `last` is set */
    bool is_known;         /* says anything about its output */
    bool fails;
} expected;

/* ---- what is expected -------------------------------------------------- */

static bool read_beside(const char *path, const char *ending, ap_str *to)
{
    ap_str name = {0};
    ap_str_putn(&name, path, strlen(path) - 3);
    ap_str_put(&name, ending);
    bool ok = ap_file_read(name.s, 1 << 20, to, NULL);
    ap_str_clear(&name);
    return ok;
}

static void read_comment(const char *line, expected *x)
{
    static const char plain[] = "# expect: ", error[] = "# expect error: ";
    const char *at;
    if ((at = strstr(line, plain)) || (at = strstr(line, "# expect:\n"))) {
        size_t skip = strncmp(at, plain, 10) == 0 ? 10 : 9;
        ap_str_putn(&x->out, at + skip, strcspn(at + skip, "\n") + 1);
        x->is_known = true;
    } else if ((at = strstr(line, error))) {
        ap_str_putn(&x->last, at + 16, strcspn(at + 16, "\n") + 1);
        x->is_known = x->fails = true;
    }
}

static void read_expected(const char *path, expected *x)
{
    ap_str text = {0};
    *x = (expected){0};
    ap_file_read(path, 1 << 20, &text, NULL);
    ap_str_put(&text, "\n");
    for (const char *line = text.s; line && *line; line = strchr(line, '\n')) {
        line += *line == '\n';
        char *end = strchr(line, '\n');
        if (!end)
            break;
        char kept = end[1];
        end[1] = 0;
        read_comment(line, x);
        end[1] = kept;
    }
    if (read_beside(path, ".out", &x->out))
        x->is_known = true;
    if (read_beside(path, ".err", &x->err))
        x->is_known = x->fails = true;
    ap_str_clear(&text);
}

static void clear_expected(expected *x)
{
    ap_str_clear(&x->out);
    ap_str_clear(&x->err);
    ap_str_clear(&x->last);
}

/* ---- comparing --------------------------------------------------------- */

/* Shows the first line that differs. */
static bool same(const char *path, const char *what, const char *want,
                 const char *got)
{
    int line = 1;
    while (*want && *want == *got) {
        line += *want++ == '\n';
        got++;
    }
    if (*want == *got)
        return true;
    printf("\n    %s: %s, line %d\n      want: %.*s\n      got:  %.*s\n", path,
           what, line, (int)strcspn(want, "\n"), want,
           (int)strcspn(got, "\n"), got);
    return false;
}

/* The last line, with its newline. */
static const char *last_line(const char *s)
{
    size_t n = strlen(s);
    while (n > 1 && s[n - 2] != '\n')
        n--;
    return n ? s + n - 1 : s;
}

static bool matches(const char *path, const expected *x, const char *out,
                    const char *err, int status)
{
    bool ok = same(path, "stdout", ap_str_c(&x->out), out);
    if (x->last.len)
        ok &= same(path, "last line of stderr", x->last.s, last_line(err));
    else
        ok &= same(path, "stderr", ap_str_c(&x->err), err);
    if ((status != 0) == x->fails)
        return ok;
    printf("\n    %s: exit status %d\n", path, status);
    return false;
}

/* ---- our own ------------------------------------------------------------ */

static bool runs_as_expected(const char *path, int turn)
{
    static const char *const ends[] = {"ended", "was refused", "is stuck",
                                       "does not end"};
    const ap_drive_limits l = {.turn = turn, .most = 20000000};
    expected x;
    ap_driven d;
    read_expected(path, &x);
    drive_file(path, &l, &d);
    bool ok = x.is_known && d.end == DRIVE_ENDED;
    if (!x.is_known)
        printf("\n    %s: no expectation (tests/lang/store.sh)\n", path);
    else if (!ok)
        printf("\n    %s: %s: %s\n", path, ends[d.end], ap_str_c(&d.err));
    else
        ok = matches(path, &x, ap_str_c(&d.out), ap_str_c(&d.err), d.status);
    drive_clear(&d);
    clear_expected(&x);
    return ok;
}

/* In a child, so that a crash is one program's. */
static bool is_fine(const char *path, int turn)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        bool ok = runs_as_expected(path, turn);
        fflush(NULL);
        _exit(ok ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        printf("\n    %s: signal %d\n", path, WTERMSIG(status));
    return status == 0;
}

/* ---- a real Python ------------------------------------------------- */

static bool python_agrees(const char *python, const char *path)
{
    char line[512], err_path[] = "/tmp/apiary-test-XXXXXX";
    int fd = mkstemp(err_path);
    if (fd < 0)
        return false;
    close(fd);
    snprintf(line, sizeof line,
             "PYTHONDONTWRITEBYTECODE=1 timeout 20 %s %s 2>%s </dev/null",
             python, path, err_path);
    ap_str out = {0}, err = {0};
    FILE *p = popen(line, "r");
    for (int c; p && (c = getc(p)) != EOF;)
        ap_str_putc(&out, (char)c);
    int status = p ? pclose(p) : -1;
    ap_file_read(err_path, 1 << 20, &err, NULL);
    unlink(err_path);
    expected x;
    read_expected(path, &x);
    bool ok = matches(path, &x, ap_str_c(&out), ap_str_c(&err), status);
    clear_expected(&x);
    ap_str_clear(&out);
    ap_str_clear(&err);
    return ok;
}

/* ---- all of them --------------------------------------------------- */

static int is_program(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    const char *only = getenv("AP_PROGRAM"); /* one program: its name */
    return n > 3 && strcmp(d->d_name + n - 3, ".py") == 0
        && (!only || strncmp(d->d_name, only, strlen(only)) == 0);
}

/* Calls `check` for every program and counts each as one assertion. */
static void each_program(bool (*check)(const char *path, const void *arg),
                         const void *arg)
{
    struct dirent **rows;
    int n = scandir(FOLDER, &rows, is_program, alphasort);
    CU_ASSERT(n > 0);
    for (int i = 0; i < n; i++) {
        char path[512];
        snprintf(path, sizeof path, FOLDER "/%s", rows[i]->d_name);
        CU_assertImplementation(check(path, arg), 0, rows[i]->d_name, FOLDER,
                                "", CU_FALSE);
        free(rows[i]);
    }
    if (n >= 0)
        free(rows);
}

static bool check_turns(const char *path, const void *arg)
{
    const int *turns = arg;
    for (int i = 0; turns[i]; i++)
        if (!is_fine(path, turns[i]))
            return false;
    return true;
}

static void programs_print_what_they_must(void)
{
    static const int turns[] = {100, 7, 1, 0};
    each_program(check_turns, turns);
}

static bool check_python(const char *path, const void *arg)
{
    return python_agrees(arg, path);
}

static void real_python_agrees(void)
{
    const char *python = find_python();
    if (python)
        each_program(check_python, python);
    else
        printf("skipped: no Python 3.12 ...");
}

static CU_TestInfo tests[] = {
    {"programs print what they must", programs_print_what_they_must},
    {"a real Python 3.12 agrees", real_python_agrees},
    CU_TEST_INFO_NULL};
CU_SuiteInfo programs_suite = {.pName = "programs", .pTests = tests};
