/* teaching: programs in the style of public tutorials about threads
 * (tests/programs) mean what they mean in CPython 3.12.
 *
 * What CPython wrote stands beside NAME.py: stdout in NAME.out, stderr in
 * NAME.err, an exit status that is not 0 in NAME.exit (tests/lang/store.sh
 * makes them). All three must come, whoever is next: in this process with
 * turns of several lengths, each in a child of its own, and by apiary exec
 * under two policies. A program whose lines may come in any order says
 *     # compare: sorted lines
 * Its lines are compared in the order of the alphabet. */
#include "drive.h"
#include "shell.h"
#include "suites.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOLDER "tests/programs"

enum { MOST_BYTES = 1 << 20, MOST_STEPS = 20000000 };

typedef struct outcome {
    ap_str out, err;
    int status;
} outcome;

typedef struct program {
    const char *path;
    outcome want;
    bool is_sorted;
} program;

static void clear_outcome(outcome *o)
{
    ap_str_clear(&o->out);
    ap_str_clear(&o->err);
}

/* ---- what is expected ------------------------------------------------ */

static bool read_beside(const char *path, const char *ending, ap_str *to)
{
    ap_str name = {0};
    ap_str_putn(&name, path, strlen(path) - 3);
    ap_str_put(&name, ending);
    bool ok = ap_file_read(name.s, MOST_BYTES, to, NULL);
    ap_str_clear(&name);
    return ok;
}

/* False: nobody has stored what CPython prints. */
static bool read_program(const char *path, program *p)
{
    ap_str text = {0}, status = {0};
    *p = (program){.path = path};
    ap_file_read(path, MOST_BYTES, &text, NULL);
    p->is_sorted = strstr(ap_str_c(&text), "# compare: sorted lines");
    bool ok = read_beside(path, ".out", &p->want.out);
    read_beside(path, ".err", &p->want.err);
    if (read_beside(path, ".exit", &status))
        p->want.status = atoi(ap_str_c(&status));
    ap_str_clear(&status);
    ap_str_clear(&text);
    return ok;
}

/* ---- comparing --------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void sort_lines(ap_str *text)
{
    ap_vec lines;
    ap_str sorted = {0};
    char *rest = text->s, *line;
    ap_vec_init(&lines, sizeof line);
    while ((line = strsep(&rest, "\n")))
        if (rest)
            ap_vec_push(&lines, &line);
    if (lines.len)
        qsort(lines.data, lines.len, sizeof line, by_text);
    for (size_t i = 0; i < lines.len; i++)
        ap_str_printf(&sorted, "%s\n", *(char **)ap_vec_at(&lines, i));
    ap_vec_clear(&lines);
    ap_str_clear(text);
    *text = sorted;
}

/* Shows the first line that differs. */
static bool same(const program *p, const char *what, const ap_str *want,
                 const ap_str *got)
{
    const char *a = ap_str_c(want), *b = ap_str_c(got);
    int line = 1;
    if (strcmp(a, b) == 0)
        return true;
    const char *from_a = a, *from_b = b;
    for (; *a && *a == *b; a++, b++)
        if (*a == '\n') {
            line++;
            from_a = a + 1;
            from_b = b + 1;
        }
    printf("\n    %s: %s, line %d\n      want: %.*s\n      got:  %.*s\n",
           p->path, what, line, (int)strcspn(from_a, "\n"), from_a,
           (int)strcspn(from_b, "\n"), from_b);
    return false;
}

static bool matches(program *p, outcome *got)
{
    if (p->is_sorted) {
        sort_lines(&p->want.out);
        sort_lines(&got->out);
    }
    bool ok = same(p, "stdout", &p->want.out, &got->out);
    ok = same(p, "stderr", &p->want.err, &got->err) && ok;
    if (got->status == p->want.status)
        return ok;
    printf("\n    %s: exit status %d, not %d\n", p->path, got->status,
           p->want.status);
    return false;
}

/* ---- running ------------------------------------------------------------ */

static bool runs_in_turns(program *p, int turn)
{
    static const char *const ends[] = {"ended", "was refused", "is stuck",
                                       "does not end"};
    const ap_drive_limits l = {.turn = turn, .most = MOST_STEPS};
    ap_driven d;
    drive_file(p->path, &l, &d);
    outcome got = {d.out, d.err, d.status};
    bool ok = d.end == DRIVE_ENDED;
    if (!ok)
        printf("\n    %s: %s: %s\n", p->path, ends[d.end], ap_str_c(&d.err));
    ok = ok && matches(p, &got);
    d.out = got.out;
    d.err = got.err;
    drive_clear(&d);
    return ok;
}

static bool check_turns(program *p, const void *arg)
{
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        bool ok = runs_in_turns(p, *(const int *)arg);
        fflush(NULL);
        _exit(ok ? 0 : 1);
    }
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        printf("\n    %s: signal %d\n", p->path, WTERMSIG(status));
    return status == 0;
}

/* CPython names a program by its whole path; what is stored, by the path from
 * here. */
static void cut_folder(ap_str *text)
{
    char here[512];
    ap_str kept = {0};
    const char *from = ap_str_c(text), *at;
    if (!getcwd(here, sizeof here - 1))
        return;
    strcat(here, "/");
    while ((at = strstr(from, here))) {
        ap_str_putn(&kept, from, (size_t)(at - from));
        from = at + strlen(here);
    }
    ap_str_put(&kept, from);
    ap_str_clear(text);
    *text = kept;
}

/* By a command, its stderr apart. */
static bool check_command(program *p, const void *command)
{
    char *err_path = temp_file();
    outcome got = {.status = -1};
    got.status = shell(&got.out, "timeout 20 %s %s 2>%s",
                       (const char *)command, p->path, err_path);
    ap_file_read(err_path, MOST_BYTES, &got.err, NULL);
    unlink(err_path);
    ap_free(err_path);
    cut_folder(&got.err);
    bool ok = matches(p, &got);
    if (!ok)
        printf("      (%s)\n", (const char *)command);
    clear_outcome(&got);
    return ok;
}

/* ---- all of them ---------------------------------------------------- */

static int is_program(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    const char *only = getenv("AP_PROGRAM"); /* one program: its name */
    return n > 3 && strcmp(d->d_name + n - 3, ".py") == 0
        && (!only || strncmp(d->d_name, only, strlen(only)) == 0);
}

/* Calls `check` for every program and counts each as one assertion. */
static void each_program(bool (*check)(program *p, const void *arg),
                         const void *arg)
{
    struct dirent **rows;
    int n = scandir(FOLDER, &rows, is_program, alphasort);
    CU_ASSERT(n > 0);
    for (int i = 0; i < n; i++) {
        char path[512];
        program p;
        snprintf(path, sizeof path, FOLDER "/%s", rows[i]->d_name);
        bool is_stored = read_program(path, &p);
        if (!is_stored)
            printf("\n    %s: no .out beside it\n", path);
        CU_assertImplementation(is_stored && check(&p, arg), 0,
                                rows[i]->d_name, FOLDER, "", CU_FALSE);
        clear_outcome(&p.want);
        free(rows[i]);
    }
    if (n >= 0)
        free(rows);
}

static void they_print_the_same_in_any_turns(void)
{
    static const int turns[] = {100, 7, 1};
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
        each_program(check_turns, &turns[i]);
}

static void exec_prints_the_same(void)
{
    /* An instruction takes next to no time, as in CPython. */
    static const char *const commands[] = {
        AP_BIN " exec --order random --tick 1us --in-place --gil 3.12",
        AP_BIN " exec --order random --tick 1us --in-place --gil off "
               "--cores 3 --seed 7"};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        each_program(check_command, commands[i]);
}

static CU_TestInfo tests[] = {
    {"they print the same in any turns", they_print_the_same_in_any_turns},
    {"exec prints the same", exec_prints_the_same},
    CU_TEST_INFO_NULL};
CU_SuiteInfo teaching_suite = {.pName = "teaching", .pTests = tests};
