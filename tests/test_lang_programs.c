/* programs: every file of tests/lang does what CPython 3.12 does with it.
 *
 * What a program must print stands beside its lines,
 *     print(1 + 2)  # expect: 3
 * in the order of the text, or, for what such comments cannot say, in NAME.out
 * beside NAME.py; what it must write to stderr in NAME.err; its exit status,
 * where it is not 0, in NAME.exit. `# expect error: TEXT` is the last line of
 * stderr of a program that ends with 1. tests/lang/store.sh writes these files
 * with a real Python 3.12, less the frames of library files.
 *
 * What a program prints must not depend on who is next: it runs with turns of
 * 1, 7 and 100 steps in this process, each time in a child of its own, and by
 * apiary exec, live and conducted, with the GIL of 3.12 and without one.
 *
 * Where a real python3 is present the programs run under it as well, so that
 * no expectation is our own invention: 3.12 must agree in everything, 3.11
 * and 3.13 in stdout and exit status but for programs that say
 *     # differs: 3.11 3.13 */
#include "drive.h"
#include "shell.h"
#include "suites.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOLDER "tests/lang"
enum { WORKERS = 2 };

typedef struct expected {
    ap_str out, err, last; /* err: "" = must be empty unless `last` is set */
    ap_str differs;        /* versions of Python that say something else */
    bool is_known;         /* says anything about its output */
    int status;
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
    static const char differs[] = "# differs: ";
    const char *at;
    if ((at = strstr(line, plain)) || (at = strstr(line, "# expect:\n"))) {
        size_t skip = strncmp(at, plain, 10) == 0 ? 10 : 9;
        ap_str_putn(&x->out, at + skip, strcspn(at + skip, "\n") + 1);
        x->is_known = true;
    } else if ((at = strstr(line, error))) {
        ap_str_putn(&x->last, at + 16, strcspn(at + 16, "\n") + 1);
        x->is_known = true;
        x->status = 1;
    } else if (strncmp(line, differs, strlen(differs)) == 0) {
        ap_str_put(&x->differs, line);
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
        x->is_known = true;
    ap_str status = {0};
    if (read_beside(path, ".exit", &status))
        x->status = atoi(ap_str_c(&status));
    ap_str_clear(&status);
    ap_str_clear(&text);
}

static void clear_expected(expected *x)
{
    ap_str_clear(&x->out);
    ap_str_clear(&x->err);
    ap_str_clear(&x->last);
    ap_str_clear(&x->differs);
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
    if (status == x->status)
        return ok;
    printf("\n    %s: exit status %d\n", path, status);
    return false;
}

/* Removes every occurrence of `what` from the text. */
static void cut_out(ap_str *text, const char *what)
{
    ap_str kept = {0};
    const char *from = ap_str_c(text), *at;
    while (*what && (at = strstr(from, what))) {
        ap_str_putn(&kept, from, (size_t)(at - from));
        from = at + strlen(what);
    }
    ap_str_put(&kept, from);
    ap_str_clear(text);
    *text = kept;
}

/* Takes the frames of other files than the program's out of tracebacks: the
 * line that names the file, and the deeper ones that show its text. */
static void drop_library_frames(ap_str *err)
{
    static const char frame[] = "  File \"";
    ap_str kept = {0};
    bool drops = false;
    for (const char *s = ap_str_c(err); *s;) {
        size_t n = strcspn(s, "\n") + 1;
        if (strncmp(s, frame, strlen(frame)) == 0)
            drops = strncmp(s + strlen(frame), FOLDER, strlen(FOLDER)) != 0;
        else if (strncmp(s, "    ", 4) != 0)
            drops = false;
        if (!drops)
            ap_str_putn(&kept, s, strnlen(s, n));
        s += strnlen(s, n);
    }
    ap_str_clear(err);
    *err = kept;
}

/* ---- other programs that run it ------------------------------------------ */

/* Runs `command PATH` and gives what it wrote, as if it had been called by a
 * relative name in a Python without library files. */
static int run_by(const char *command, const char *path, ap_str *out,
                  ap_str *err)
{
    char line[512], here[300], *err_path = temp_file();
    AP_ASSERT(getcwd(here, sizeof here - 1));
    strcat(here, "/");
    snprintf(line, sizeof line,
             "PYTHONDONTWRITEBYTECODE=1 timeout 20 %s %s 2>%s </dev/null",
             command, path, err_path);
    fflush(NULL);
    FILE *p = popen(line, "r");
    for (int c; p && (c = getc(p)) != EOF;)
        ap_str_putc(out, (char)c);
    int status = p ? pclose(p) : -1;
    ap_file_read(err_path, 1 << 20, err, NULL);
    unlink(err_path);
    ap_free(err_path);
    cut_out(out, here);
    cut_out(err, here);
    drop_library_frames(err);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Does the command do what is expected? all: stderr, too. */
static bool agrees(const char *command, const char *path, const expected *x,
                   bool all)
{
    ap_str out = {0}, err = {0};
    int status = run_by(command, path, &out, &err);
    bool ok = all ? matches(path, x, ap_str_c(&out), ap_str_c(&err), status)
                  : same(path, "stdout", ap_str_c(&x->out), ap_str_c(&out));
    if (!all && status != x->status) {
        printf("\n    %s: exit status %d\n", path, status);
        ok = false;
    }
    ap_str_clear(&out);
    ap_str_clear(&err);
    return ok;
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

/* ---- all of them --------------------------------------------------- */

static int is_program(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    const char *only = getenv("AP_PROGRAM"); /* one program: its name */
    return n > 3 && strcmp(d->d_name + n - 3, ".py") == 0
        && (!only || strncmp(d->d_name, only, strlen(only)) == 0);
}

/* Every WORKERS-th program from `first` on, checked one after another. */
static void check_some(struct dirent **rows, int n, int first,
                       bool (*check)(const char *path, const void *arg),
                       const void *arg, char *passed)
{
    for (int i = first; i < n; i += WORKERS) {
        char path[512];
        snprintf(path, sizeof path, FOLDER "/%s", rows[i]->d_name);
        passed[i] = check(path, arg);
    }
    fflush(NULL);
}

/* Calls `check` for every program, in as many processes as there are cores on
 * a small machine, and counts each program as one assertion. */
static void each_program(bool (*check)(const char *path, const void *arg),
                         const void *arg)
{
    struct dirent **rows;
    int n = scandir(FOLDER, &rows, is_program, alphasort);
    CU_ASSERT_FATAL(n > 0);
    char *passed = mmap(NULL, (size_t)n, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CU_ASSERT_FATAL(passed != MAP_FAILED);
    fflush(NULL);
    for (int w = 0; w < WORKERS; w++)
        if (fork() == 0) {
            check_some(rows, n, w, check, arg, passed);
            _exit(0);
        }
    for (int w = 0; w < WORKERS; w++)
        wait(NULL);
    for (int i = 0; i < n; i++) {
        CU_assertImplementation(passed[i], 0, rows[i]->d_name, FOLDER, "",
                                CU_FALSE);
        free(rows[i]);
    }
    munmap(passed, (size_t)n);
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

static bool check_command(const char *path, const void *arg)
{
    expected x;
    read_expected(path, &x);
    bool ok = agrees(arg, path, &x, true);
    if (!ok)
        printf("    (%s)\n", (const char *)arg);
    clear_expected(&x);
    return ok;
}

static void exec_prints_what_they_must(void)
{
    static const char *const commands[] = {
        "build/apiary exec", "build/apiary exec --order rr --gil 3.12",
        "build/apiary exec --order random --gil off --in-place"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        each_program(check_command, commands[i]);
}

/* ---- a real Python ------------------------------------------------- */

typedef struct python {
    char command[200], version[16]; /* "python3", "3.11" */
} python;

static bool check_python(const char *path, const void *arg)
{
    const python *p = arg;
    expected x;
    read_expected(path, &x);
    bool ok = strstr(ap_str_c(&x.differs), p->version) != NULL
        || agrees(p->command, path, &x, strcmp(p->version, "3.12") == 0);
    clear_expected(&x);
    return ok;
}

/* The Python that AP_PYTHON names, else the one that the system has. */
static bool look_for_python(python *p)
{
    char line[300];
    const char *given = getenv("AP_PYTHON");
    snprintf(p->command, sizeof p->command, "%s", given ? given : "python3");
    snprintf(line, sizeof line,
             "%s -c 'import sys; print(\"%%d.%%d\" %% sys.version_info[:2])' "
             "2>/dev/null",
             p->command);
    FILE *f = popen(line, "r");
    bool ok = f && fscanf(f, "%15s", p->version) == 1;
    if (f)
        pclose(f);
    return ok
        && (strcmp(p->version, "3.11") == 0 || strcmp(p->version, "3.12") == 0
            || strcmp(p->version, "3.13") == 0);
}

static void real_python_agrees(void)
{
    python p;
    if (look_for_python(&p))
        each_program(check_python, &p);
    else
        printf("skipped: no Python 3.11 to 3.13 ...");
}

static CU_TestInfo tests[] = {
    {"programs print what they must", programs_print_what_they_must},
    {"apiary exec prints it, live and conducted", exec_prints_what_they_must},
    {"a real Python agrees", real_python_agrees},
    CU_TEST_INFO_NULL};
CU_SuiteInfo programs_suite = {.pName = "programs", .pTests = tests};
