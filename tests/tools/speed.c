/* speed: how fast programs run under apiary and under python3, side by side.
 *
 *     speed APIARY PYTHON3 FILE.py…
 *
 * Each program is run in turn by the one and by the other, ROUNDS times, so
 * that a busy minute of the machine hits both; what counts is the best time
 * of each, in seconds of CPU, start and end included. Ratio: python3's time
 * by apiary's; above 1, apiary is the faster one. Their outputs must agree:
 * a fast wrong answer is none. */
#include "apiary/base.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 3 };

typedef struct timing {
    double best;          /* seconds of CPU */
    char output[4096];    /* how its output begins */
    size_t n;
    bool good;            /* it ended with status 0 */
} timing;

static void become(char *const argv[], int out)
{
    int null = open("/dev/null", O_RDONLY);
    dup2(null, 0);
    dup2(out, 1);
    execvp(argv[0], argv);
    _exit(127);
}

static void keep(timing *t, const char *s, size_t n)
{
    size_t room = sizeof t->output - t->n;
    n = n < room ? n : room;
    memcpy(t->output + t->n, s, n);
    t->n += n;
}

/* Runs it once; -> seconds of CPU. */
static double run_once(char *const argv[], timing *t)
{
    int ends[2], status = 0;
    char block[4096];
    AP_ASSERT(pipe(ends) == 0);
    pid_t pid = fork();
    AP_ASSERT(pid >= 0);
    if (pid == 0)
        become(argv, ends[1]);
    close(ends[1]);
    t->n = 0;
    for (ssize_t n; (n = read(ends[0], block, sizeof block)) > 0;)
        keep(t, block, (size_t)n);
    close(ends[0]);
    struct rusage use;
    wait4(pid, &status, 0, &use);
    t->good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec)
        + (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static void take(char *const argv[], timing *t)
{
    double s = run_once(argv, t);
    if (s < t->best || t->best == 0)
        t->best = s;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* -> the ratio, 0: one of them failed or they disagree. */
static double compare(char *apiary, char *python, char *file)
{
    char *ours[] = {apiary, (char[]){"exec"}, (char[]){"--gil"},
                    (char[]){"3.12"}, file, NULL};
    char *theirs[] = {python, file, NULL};
    timing a = {0}, p = {0};
    for (int i = 0; i < ROUNDS; i++) {
        take(ours, &a);
        take(theirs, &p);
    }
    bool same = a.good && p.good && a.n == p.n
        && memcmp(a.output, p.output, a.n) == 0;
    printf("%-24s %8.3f s %8.3f s %8.2f%s\n", base_name(file), a.best, p.best,
           p.best / a.best, same ? "" : "  outputs differ");
    fflush(stdout);
    return same ? p.best / a.best : 0;
}

int main(int argc, char **argv)
{
    double sum = 0, least = INFINITY;
    if (argc < 4) {
        fprintf(stderr, "usage: speed APIARY PYTHON3 FILE.py…\n");
        return 2;
    }
    printf("%-24s %10s %10s %8s\n", "program", "apiary", "python3", "ratio");
    for (int i = 3; i < argc; i++) {
        double ratio = compare(argv[1], argv[2], argv[i]);
        sum += log(ratio);
        least = ratio < least ? ratio : least;
    }
    printf("%-44s %8.2f   aim: 1.00\n", "geometric mean",
           exp(sum / (argc - 3)));
    printf("%-44s %8.2f   aim: 0.50\n", "slowest", least);
    return isinf(sum) ? 1 : 0;
}
