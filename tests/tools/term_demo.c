/* A screen of moving boxes, to try term by hand and by tests/e2e_term.sh:
 *
 *     term_demo [--frames N] [--noise PERCENT] [--shot OUT.svg]
 *               [--headless COLSxROWS] [--measure FILE]
 *
 * The first line tells the size and the last key. q quits, c crashes (a fault
 * of ours), b aborts as AP_ASSERT does. --noise redraws that share of all
 * cells at random. --measure writes frames, bytes a frame and CPU time. */
#include "apiary/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>

enum { FPS = 30, BOXES = 16 };

typedef struct demo {
    ap_term *t;
    int frames, noise;
    const char *shot, *measure;
    ap_term_options screen;
    uint64_t chance;
    char last_key[16];
    size_t bytes, most;
} demo;

static const int16_t hues[] = {214, 74, 36, 227, 32, 166, 175};

/* To and fro between 0 and `span`. */
static int swing(int step, int span)
{
    int at = step % (2 * span);
    return at < span ? at : 2 * span - at;
}

static void draw_box(ap_term *t, int number, int frame)
{
    ap_style s = {hues[number % 7], -1, 0};
    int cols = ap_term_cols(t), rows = ap_term_rows(t);
    int x = swing(frame / 2 + number * 11, cols > 24 ? cols - 22 : 2);
    int y = 1 + swing(frame / 6 + number * 5, rows > 9 ? rows - 7 : 2);
    ap_term_printf(t, y, x, -1, s, "╭─ %2d ───────────────╮", number);
    ap_term_put(t, y + 1, x, -1, s, "│");
    ap_term_printf(t, y + 1, x + 1, -1, (ap_style){252, 236, AP_BOLD},
                   " step %-8d  NEXT", frame);
    ap_term_put(t, y + 1, x + 21, -1, s, "│");
    ap_term_put(t, y + 2, x, -1, s, "│ ██████░░░░▒▒▓▓ ▸ ⣿ │");
    ap_term_put(t, y + 3, x, -1, s, "│ 蜂 & <locks> ═══╗  │");
    ap_term_put(t, y + 4, x, -1, s, "╰────────────────────╯");
}

static void draw(demo *d, int frame)
{
    ap_term *t = d->t;
    int cols = ap_term_cols(t), rows = ap_term_rows(t);
    ap_term_erase(t, (ap_style){-1, -1, 0});
    for (int i = 0; i < BOXES; i++)
        draw_box(t, i, frame);
    for (int i = 0; i < cols * rows * d->noise / 100; i++) {
        char cell[2] = {(char)('a' + ap_rng_below(&d->chance, 26)), 0};
        ap_term_put(t, (int)ap_rng_below(&d->chance, (uint32_t)rows),
                    (int)ap_rng_below(&d->chance, (uint32_t)cols), -1,
                    (ap_style){hues[ap_rng_below(&d->chance, 7)], -1, 0},
                    cell);
    }
    ap_term_printf(t, 0, 0, -1, (ap_style){16, 214, AP_BOLD},
                   " %dx%d  light %d  colors %d  key %s. ", cols, rows,
                   ap_term_is_light(t), ap_term_colors(t), d->last_key);
}

static void show(demo *d, int frame)
{
    size_t n;
    draw(d, frame);
    ap_term_flush(d->t);
    ap_term_bytes(d->t, &n);
    d->bytes += n;
    d->most = n > d->most && frame ? n : d->most;
}

/* Writes where nobody may. */
static void fault(void)
{
    volatile char *page = mmap(NULL, 4096, PROT_NONE,
                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *page = 1;
}

/* -> false: quit. */
static bool obey(demo *d, const ap_key *k)
{
    char name[16];
    if (k->code == 'c')
        fault();
    AP_ASSERT(k->code != 'b');
    snprintf(d->last_key, sizeof d->last_key, "%s",
             ap_key_name(k->code, name));
    if (k->code == AP_KEY_MOUSE)
        snprintf(d->last_key, sizeof d->last_key, "%s%d %d,%d",
                 k->drag ? "drag" : k->press ? "press" : "up", k->button,
                 k->x, k->y);
    return k->code != 'q' && k->code != AP_KEY_QUIT;
}

static void play(demo *d)
{
    int64_t start = ap_clock_ns();
    for (int frame = 0; d->frames < 0 || frame < d->frames; frame++) {
        ap_key k;
        show(d, frame);
        if (d->screen.headless)
            continue;
        int64_t due = start + (frame + 1) * (1000000000LL / FPS);
        while (ap_term_key(d->t, due, -1, &k))
            if (!obey(d, &k))
                return;
    }
}

static void save_shot(const demo *d)
{
    ap_str svg = {0};
    ap_export_svg(d->t, (ap_export_colors){0xd0d0d0, 0x121212}, &svg);
    ap_error e;
    if (!ap_file_write(d->shot, ap_str_c(&svg), svg.len, &e))
        fprintf(stderr, "%s\n", e.msg);
    ap_str_clear(&svg);
}

static void save_measure(const demo *d)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    FILE *f = fopen(d->measure, "w");
    if (!f)
        return;
    fprintf(f, "frames %d  bytes/frame %zu  most %zu  user+system %.3f s\n",
            d->frames, d->bytes / (size_t)(d->frames > 0 ? d->frames : 1),
            d->most,
            (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec)
                + (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6);
    fclose(f);
}

static void parse(demo *d, int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i += 2) {
        const char *value = argv[i + 1];
        if (strcmp(argv[i], "--frames") == 0)
            d->frames = atoi(value);
        else if (strcmp(argv[i], "--noise") == 0)
            d->noise = atoi(value);
        else if (strcmp(argv[i], "--shot") == 0)
            d->shot = value;
        else if (strcmp(argv[i], "--measure") == 0)
            d->measure = value;
        else if (sscanf(value, "%dx%d", &d->screen.cols, &d->screen.rows)
                 == 2)
            d->screen.headless = true;
    }
}

int main(int argc, char **argv)
{
    demo d = {.frames = -1, .last_key = "-"};
    ap_error e;
    parse(&d, argc, argv);
    d.t = ap_term_open(&d.screen, &e);
    if (!d.t) {
        fprintf(stderr, "term_demo: %s\n", e.msg);
        return 2;
    }
    play(&d);
    if (d.shot)
        save_shot(&d);
    ap_term_close(d.t);
    if (d.measure)
        save_measure(&d);
    return 0;
}
