/* bench: the figures that apiary must reach, each beside its aim.
 *
 *     bench PROGRAM [PART]
 *
 * The screen's figures are taken from outside: the program runs on a
 * terminal of 200x60 that this one holds the other end of. A frame is what
 * stands between the marks of synchronized output. */
#include "apiary/check.h"
#include "apiary/export.h"
#include "apiary/history.h"
#include "apiary/lib.h"
#include "apiary/run.h"
#include "apiary/ui.h"
#include "../shell.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void say(const char *what, double is, const char *unit,
                const char *aim)
{
    printf("%-44s %10.2f %-10s aim: %s\n", what, is, unit, aim);
    fflush(stdout);
}

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- the dashboard, from outside ----------------------------------- */

typedef struct dashboard {
    pid_t pid;
    int fd;
    long bytes, frames, opened; /* frames: closed ones */
} dashboard;

static void start(dashboard *d, const char *program, const char *file,
                  const char *option)
{
    struct winsize size = {.ws_row = 60, .ws_col = 200};
    *d = (dashboard){0};
    d->pid = forkpty(&d->fd, NULL, NULL, &size);
    AP_ASSERT(d->pid >= 0);
    if (d->pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        setenv("COLORFGBG", "15;0", 1);
        execl(program, program, "run", file, option, (char *)NULL);
        _exit(127);
    }
    fcntl(d->fd, F_SETFL, O_NONBLOCK);
}

static void count_marks(dashboard *d, const char *s, ssize_t n)
{
    for (ssize_t i = 0; i + 7 < n; i++) {
        d->opened += memcmp(s + i, "\033[?2026h", 8) == 0;
        d->frames += memcmp(s + i, "\033[?2026l", 8) == 0;
    }
}

/* Reads what comes for so long, or until so many frames are whole. */
static void watch(dashboard *d, double seconds, long frames)
{
    char block[65536];
    int64_t end = ap_clock_ns() + (int64_t)(seconds * 1e9);
    while (ap_clock_ns() < end && (frames < 0 || d->frames < frames)) {
        struct pollfd p = {.fd = d->fd, .events = POLLIN};
        int64_t left = (end - ap_clock_ns()) / 1000000;
        if (poll(&p, 1, (int)(left > 0 ? left : 0)) <= 0)
            continue;
        ssize_t n = read(d->fd, block, sizeof block);
        if (n <= 0)
            break;
        d->bytes += n;
        count_marks(d, block, n);
    }
}

static void stop(dashboard *d)
{
    kill(d->pid, SIGTERM);
    watch(d, 0.3, -1);
    kill(d->pid, SIGKILL);
    waitpid(d->pid, NULL, 0);
    close(d->fd);
}

/* One number of a /proc file, 0 where there is none. */
static long proc_number(pid_t pid, const char *file, const char *key)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
    FILE *f = fopen(path, "r");
    long value = 0;
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, key, strlen(key)) == 0)
            value = strtol(line + strlen(key), NULL, 10);
    if (f)
        fclose(f);
    return value;
}

/* CPU ticks of one process: fields 14 and 15 of its stat. */
static long ticks_of(pid_t pid)
{
    char path[64], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    if (f)
        fclose(f);
    text[n] = 0;
    char *p = strrchr(text, ')');
    unsigned long user = 0, system = 0;
    if (p)
        sscanf(p + 1, "%*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %lu %lu",
               &user, &system);
    return (long)(user + system);
}

/* The dashboard's own and its hives'. */
static long ticks_of_all(pid_t pid)
{
    char path[64];
    long sum = ticks_of(pid);
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid,
             (int)pid);
    FILE *f = fopen(path, "r");
    int child;
    while (f && fscanf(f, "%d", &child) == 1)
        sum += ticks_of(child);
    if (f)
        fclose(f);
    return sum;
}

static void bench_start(const char *program)
{
    dashboard d;
    double best = 1e9;
    for (int i = 0; i < 5; i++) {
        int64_t begin = ap_clock_ns();
        start(&d, program, "scenarios/races/lost_update.py", "--cores=2");
        watch(&d, 5, 1);
        double ms = (double)(ap_clock_ns() - begin) / 1e6;
        best = d.frames && ms < best ? ms : best;
        stop(&d);
    }
    say("first full frame after start", best, "ms", "at most 50");
}

/* Four threads that never stop taking one lock: something moves in every
 * frame. */
static const char busy_text[] =
    "import threading\n"
    "lock = threading.Lock()\n"
    "total = 0\n"
    "def work(n):\n"
    "    global total\n"
    "    for i in range(n):\n"
    "        with lock:\n"
    "            total = total + 1\n"
    "threads = [threading.Thread(target=work, args=(1000000,))\n"
    "           for i in range(4)]\n"
    "for t in threads:\n"
    "    t.start()\n";

static void write_busy(const char *path)
{
    FILE *f = fopen(path, "w");
    AP_ASSERT(f && fputs(busy_text, f) >= 0 && fclose(f) == 0);
}

static void bench_playing(const char *program, const char *file)
{
    enum { SECONDS = 6 };
    dashboard d;
    start(&d, program, file, "--speed=30");
    watch(&d, 1, -1);
    long rss = proc_number(d.pid, "status", "VmRSS:");
    if (write(d.fd, " ", 1) != 1)
        return;
    watch(&d, 0.5, -1);
    long bytes = d.bytes, frames = d.frames, ticks = ticks_of_all(d.pid);
    long writes = proc_number(d.pid, "io", "syscw:");
    watch(&d, SECONDS, -1);
    double n = (double)(d.frames - frames);
    double hz = (double)sysconf(_SC_CLK_TCK);
    say("frames a second, playing", n / SECONDS, "frames", "30");
    say("CPU while playing, 200x60, with the hive",
        100 * (double)(ticks_of_all(d.pid) - ticks) / hz / SECONDS,
        "% of core", "at most 2.5");
    say("bytes a frame", (double)(d.bytes - bytes) / (n > 0 ? n : 1), "bytes",
        "at most 4096");
    say("write() calls a frame, into memory and out",
        (double)(proc_number(d.pid, "io", "syscw:") - writes)
            / (n > 0 ? n : 1), "calls", "1 of them to the terminal");
    stop(&d);
    say("resident memory of apiary run", (double)rss / 1024, "MB",
        "at most 30");
}

static void bench_paused(const char *program, const char *file)
{
    enum { SECONDS = 5 };
    dashboard d;
    start(&d, program, file, "--cores=2");
    watch(&d, 1, -1);
    long bytes = d.bytes, ticks = ticks_of_all(d.pid);
    watch(&d, SECONDS, -1);
    double hz = (double)sysconf(_SC_CLK_TCK);
    say("bytes while paused", (double)(d.bytes - bytes), "bytes", "0");
    say("CPU while paused",
        100 * (double)(ticks_of_all(d.pid) - ticks) / hz / SECONDS,
        "% of core", "at most 0.5");
    stop(&d);
}

/* ---- steps --------------------------------------------------------- */

static const char loop_text[] = "n = 0\n"
                                "def count(most):\n"
                                "    i = 0\n"
                                "    while i < most:\n"
                                "        i = i + 1\n"
                                "    return i\n"
                                "count(1000000000)\n";

static ap_image *image_of(const char *text)
{
    ap_vec diags;
    ap_vec_init(&diags, sizeof(ap_diag));
    ap_image *failed = NULL;
    ap_image *im = ap_lib_load("bench.py", text, strlen(text), &diags,
                               &failed);
    AP_ASSERT(im);
    ap_vec_clear(&diags);
    return im;
}

static void bench_steps(void)
{
    enum { ROUNDS = 20000000 };
    ap_image *im = image_of(loop_text);
    ap_world_options o = {.natives = ap_lib_natives, .seed = 1};
    ap_error e = {0};
    ap_world *w = ap_world_new(im, &o, &e);
    AP_ASSERT(w);
    ap_event ev;
    double begin = cpu_seconds();
    for (int i = 0; i < ROUNDS; i++)
        ap_step(w, 0, &ev);
    say("steps in place with events",
        ROUNDS / (cpu_seconds() - begin) / 1e6, "million/s",
        "at least 20, goal 50");
    ap_stepped how;
    begin = cpu_seconds();
    uint64_t done = ap_step_many(w, 0, 5 * (uint64_t)ROUNDS, AP_GIL_COUNT,
                                 NULL, &how);
    say("steps in place without events",
        (double)done / (cpu_seconds() - begin) / 1e6, "million/s", "");
    ap_world_free(w);
    ap_image_free(im);
}

/* ---- many threads -------------------------------------------------- */

static const char many_text[] =
    "import threading\n"
    "lock = threading.Lock()\n"
    "total = 0\n"
    "def work(n):\n"
    "    global total\n"
    "    for i in range(n):\n"
    "        with lock:\n"
    "            total = total + 1\n"
    "threads = [threading.Thread(target=work, args=(50,))\n"
    "           for i in range(200)]\n"
    "for t in threads:\n"
    "    t.start()\n"
    "for t in threads:\n"
    "    t.join()\n";

static void bench_many_threads(void)
{
    enum { FRAMES = 100 };
    ap_error e = {0};
    ap_scenario s = {.path = "many.py", .title = "200 threads", .topic = "",
                     .goal = "", .lesson = "", .fix = "", .bug = "",
                     .step = "event", .speed = 4, .image = image_of(many_text)};
    s.run = (ap_run_options){.gil = AP_GIL_OFF, .cores = 2, .in_place = true,
                             .world = {.natives = ap_lib_natives}};
    ap_term_options to = {.headless = true, .cols = 200, .rows = 60};
    ap_stage_options so = {.theme = "dark"};
    ap_term *t = ap_term_open(&to, &e);
    ap_stage *stage = ap_stage_new(&s, t, &so, &e);
    AP_ASSERT(stage);
    ap_stage_advance(stage, 20000, &e);
    double begin = cpu_seconds(), stepping = 0;
    for (int i = 0; i < FRAMES; i++) {
        double before = cpu_seconds();
        ap_stage_advance(stage, 30, &e);
        stepping += cpu_seconds() - before;
        ap_stage_draw(stage);
    }
    say("a frame of 200 threads at 200x60, drawn",
        1000 * (cpu_seconds() - begin - stepping) / FRAMES, "ms CPU",
        "at most 5");
    ap_stage_free(stage);
    ap_term_close(t);
    ap_image_free((ap_image *)(uintptr_t)s.image);
}

/* ---- pictures ------------------------------------------------------ */

/* The worst frame: every cell another character in another style. */
static void bench_pictures(void)
{
    enum { TIMES = 20, COLS = 200, ROWS = 60 };
    ap_term_options to = {.headless = true, .cols = COLS, .rows = ROWS};
    ap_term *t = ap_term_open(&to, NULL);
    ap_export_colors own = {0xd0d0d0, 0x121212};
    uint64_t chance = 1;
    ap_str out = {0};
    AP_ASSERT(t);
    ap_term_erase(t, (ap_style){-1, -1, 0});
    for (int i = 0; i < COLS * ROWS; i++) {
        char text[2] = {(char)('!' + ap_rng_below(&chance, 90)), 0};
        ap_style style = {(int16_t)(16 + ap_rng_below(&chance, 240)),
                          (int16_t)(16 + ap_rng_below(&chance, 240)), 0};
        ap_term_put(t, i / COLS, i % COLS, 1, style, text);
    }
    ap_term_flush(t);
    double begin = cpu_seconds();
    for (int i = 0; i < TIMES; i++) {
        ap_str_reset(&out);
        ap_export_text(t, &out);
        ap_export_svg(t, own, &out);
    }
    say("text and SVG of the worst 200x60 frame",
        1000 * (cpu_seconds() - begin) / TIMES, "ms CPU", "at most 15");
    ap_str_clear(&out);
    ap_term_close(t);
}

/* ---- history --------------------------------------------------------- */

static const char big_text[] =
    "import threading\n"
    "big = [[i, i * 2] for i in range(3000)]\n"
    "n = 0\n"
    "def work():\n"
    "    global n\n"
    "    while True:\n"
    "        n = n + 1\n"
    "        big[n % 3000][0] = n\n"
    "for i in range(2):\n"
    "    threading.Thread(target=work).start()\n";

static double seek_ms(ap_history *h, uint64_t position)
{
    ap_error e = {0};
    double begin = cpu_seconds();
    AP_ASSERT(ap_history_seek(h, position, &e));
    return 1000 * (cpu_seconds() - begin);
}

static void bench_seeks(ap_history *h)
{
    enum { SEEKS = 60 };
    uint64_t chance = 7, end = ap_history_end(h);
    double there = 0, back = 0;
    for (int i = 0; i < SEEKS; i++) {
        uint64_t p = 1 + ap_rng_below(&chance, (uint32_t)end - 1);
        double ms = seek_ms(h, p);
        there = ms > there ? ms : there;
        ms = seek_ms(h, p - 1);
        back = ms > back ? ms : back;
    }
    say("history: the slowest seek of 60", there, "ms CPU", "at most 16");
    say("history: the slowest step back", back, "ms CPU", "at most 2");
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* What it costs to step `h` rather than `alone`, a share for each of n blocks
 * of steps, in order of size. In turns, so that a busy moment of the machine
 * hits both. */
static void time_recording(ap_run *alone, ap_history *h, double *costs, int n)
{
    enum { BLOCK = 100000, MOST_EVENTS = 16 };
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    for (int k = 0; k < n; k++) {
        double begin = cpu_seconds();
        for (int i = 0; i < BLOCK; i++)
            ap_run_step(alone, -1, ev, MOST_EVENTS, &e);
        double between = cpu_seconds();
        for (int i = 0; i < BLOCK; i++)
            ap_history_step(h, -1, ev, MOST_EVENTS, &e);
        costs[k] = (cpu_seconds() - between) / (between - begin) - 1;
    }
    qsort(costs, (size_t)n, sizeof *costs, by_size);
}

static void bench_history(void)
{
    enum { BLOCKS = 100 };
    ap_image *im = image_of(big_text);
    ap_run_options o = {.gil = AP_GIL_OFF, .cores = 2, .in_place = true,
                        .is_unlogged = true,
                        .world = {.natives = ap_lib_natives}};
    ap_error e = {0};
    double costs[BLOCKS];
    ap_run *alone = ap_run_new(im, &o, &e), *r = ap_run_new(im, &o, &e);
    ap_history *h = ap_history_new(r, NULL, 0, 0);
    time_recording(alone, h, costs, BLOCKS);
    ap_run_free(alone);
    say("history: cost of recording, median of 100", 100 * costs[BLOCKS / 2],
        "%", "at most 10");
    say("history: memory for 10 million steps",
        (double)ap_history_bytes(h) / 1e6, "MB", "at most 64");
    bench_seeks(h);
    ap_history_free(h);
    ap_run_free(r);
    ap_image_free(im);
}

/* ---- the race detector ------------------------------------------------ */

static const char racy_text[] =
    "import threading\n"
    "n = 0\n"
    "lock = threading.Lock()\n"
    "def work():\n"
    "    global n\n"
    "    while True:\n"
    "        %sn = n + 1\n"
    "for i in range(4):\n"
    "    threading.Thread(target=work).start()\n";

/* The same run with the detector and without, in turns. -> seconds with it
 * for each without. */
static double detector_cost(const char *statement)
{
    enum { STEPS = 2000000, BLOCK = 100000, MOST_EVENTS = 16 };
    char text[sizeof racy_text + 16];
    snprintf(text, sizeof text, racy_text, statement);
    ap_image *im = image_of(text);
    ap_run_options o = {.gil = AP_GIL_OFF, .cores = 2, .in_place = true,
                        .is_unlogged = true,
                        .world = {.natives = ap_lib_natives}};
    ap_error e = {0};
    ap_event ev[MOST_EVENTS];
    ap_run *alone = ap_run_new(im, &o, &e), *r = ap_run_new(im, &o, &e);
    ap_detect *d = ap_detect_new();
    double bare = 0, with = 0;
    for (int done = 0; done < STEPS; done += BLOCK) {
        double begin = cpu_seconds();
        for (int i = 0; i < BLOCK; i++)
            ap_run_step(alone, -1, ev, MOST_EVENTS, &e);
        double between = cpu_seconds();
        for (int i = 0; i < BLOCK; i++) {
            int n = ap_run_step(r, -1, ev, MOST_EVENTS, &e);
            for (int k = 0; k < n; k++)
                ap_detect_event(d, ap_run_world(r), o.gil, &ev[k]);
        }
        bare += between - begin;
        with += cpu_seconds() - between;
    }
    ap_detect_free(d);
    ap_run_free(alone);
    ap_run_free(r);
    ap_image_free(im);
    return with / bare;
}

static void bench_detector(void)
{
    say("race detector: a racy counter", detector_cost(""), "times",
        "at most 1.5");
    say("race detector: a counter with a lock", detector_cost("with lock: "),
        "times", "at most 1.5");
}

/* ---- recordings ------------------------------------------------------ */

/* A stage in place over busy_text, on a screen of 200x60. */
typedef struct indoor {
    ap_scenario scenario;
    ap_term *term;
    ap_stage *stage;
} indoor;

static void open_indoor(indoor *d)
{
    ap_error e = {0};
    ap_term_options to = {.headless = true, .cols = 200, .rows = 60};
    ap_stage_options so = {.theme = "dark"};
    d->scenario = (ap_scenario){.path = "busy.py", .title = "four threads",
                                .topic = "", .goal = "", .lesson = "",
                                .fix = "", .bug = "", .step = "event",
                                .speed = 4, .image = image_of(busy_text)};
    d->scenario.run = (ap_run_options){.gil = AP_GIL_OFF, .cores = 2,
                                       .in_place = true,
                                       .world = {.natives = ap_lib_natives}};
    d->term = ap_term_open(&to, &e);
    d->stage = ap_stage_new(&d->scenario, d->term, &so, &e);
    AP_ASSERT(d->stage);
}

static void close_indoor(indoor *d)
{
    ap_stage_free(d->stage);
    ap_term_close(d->term);
    ap_image_free((ap_image *)(uintptr_t)d->scenario.image);
}

static void bench_frames(void)
{
    enum { FRAMES = 2000 };
    ap_error e = {0};
    indoor d;
    ap_cast cast;
    open_indoor(&d);
    ap_stage_advance(d.stage, 3000, &e);
    ap_cast_begin(&cast, d.term, (ap_export_colors){0, 0}, "", 0);
    double begin = cpu_seconds();
    for (int i = 0; i < FRAMES; i++) {
        ap_stage_advance(d.stage, 4, &e);
        ap_stage_draw(d.stage);
        ap_cast_frame(&cast, i * 1000000LL, d.term);
    }
    say("frames of 200x60 into a cast, headless",
        FRAMES / (cpu_seconds() - begin), "frames/s", "at least 1000");
    ap_str_clear(&cast.text);
    close_indoor(&d);
}

/* Something moves in every frame. */
static void bench_cast(const char *program, const char *file)
{
    char out[256], command[1024];
    struct stat st = {0};
    snprintf(out, sizeof out, "%s.cast", file);
    snprintf(command, sizeof command,
             "%s record %s -o %s --size 120x36 --speed 30 --keys 'play 10s'",
             program, file, out);
    if (system(command) != 0 || stat(out, &st) != 0)
        return;
    unlink(out);
    say("a cast of 10 s at 120x36, 30 steps a second",
        (double)st.st_size / 1e6, "MB", "at most 1");
}

/* Everything that the screen needs follows the cursor. */
static void bench_stage_seeks(void)
{
    enum { STEPS = 10000000, SEEKS = 60 };
    ap_error e = {0};
    uint64_t chance = 3;
    double there = 0, back = 0;
    indoor d;
    open_indoor(&d);
    ap_stage_advance(d.stage, STEPS, &e);
    for (int i = 0; i < SEEKS; i++) {
        uint64_t at = 1 + ap_rng_below(&chance, STEPS - 1);
        double begin = cpu_seconds();
        AP_ASSERT(ap_stage_go_to(d.stage, at, &e));
        double between = cpu_seconds();
        AP_ASSERT(ap_stage_go_to(d.stage, at - 1, &e));
        double end = cpu_seconds();
        there = between - begin > there ? between - begin : there;
        back = end - between > back ? end - between : back;
    }
    say("the stage: the slowest seek of 60", 1000 * there, "ms CPU",
        "at most 16");
    say("the stage: the slowest step back", 1000 * back, "ms CPU",
        "at most 2");
    close_indoor(&d);
}

/* ---- all of them --------------------------------------------------------- */

static void bench_dashboard(const char *program, const char *file)
{
    bench_start(program);
    bench_playing(program, file);
    bench_paused(program, file);
}

static void bench_engine(const char *program, const char *file)
{
    (void)program;
    (void)file;
    bench_steps();
    bench_detector();
}

static void bench_past(const char *program, const char *file)
{
    (void)program;
    (void)file;
    bench_history();
    bench_stage_seeks();
}

static void bench_recordings(const char *program, const char *file)
{
    bench_many_threads();
    bench_pictures();
    bench_frames();
    bench_cast(program, file);
}

static const struct {
    const char *name;
    void (*run)(const char *program, const char *file);
} parts[] = {{"dashboard", bench_dashboard},
             {"engine", bench_engine},
             {"history", bench_past},
             {"recordings", bench_recordings}};

int main(int argc, char **argv)
{
    if (argc != 2 && argc != 3) {
        fprintf(stderr, "usage: bench PROGRAM "
                        "[dashboard|engine|history|recordings]\n");
        return 2;
    }
    char *folder = temp_folder(), busy[256];
    snprintf(busy, sizeof busy, "%s/busy.py", folder);
    write_busy(busy);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (argc == 2 || strcmp(argv[2], parts[i].name) == 0)
            parts[i].run(argv[1], busy);
    unlink(busy);
    rmdir(folder);
    ap_free(folder);
    return 0;
}
