/* movie: a moving picture shows, at the time of each frame, what a still one
 * of that frame shows; and it is small, and the same each time. */
#include "recorded.h"
#include "shell.h"
#include "suites.h"

#include "apiary/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static const ap_export_colors own = {0xd0d0d0, 0x121212};

/* ---- what an SVG shows ------------------------------------------------ */

/* A picture as a set: its marks in any order. */
typedef struct marks {
    uint64_t sum;
    int n;
} marks;

static void add(marks *m, const char *a, size_t na, const char *b, size_t nb)
{
    m->sum += XXH3_64bits_withSeed(a, na, XXH3_64bits(b, nb));
    m->n++;
}

/* What url(#p7) paints with: the rest of the pattern's line after its id. */
static const char *fill_of(const char *svg, const char *fill, size_t *n)
{
    char id[40];
    *n = strcspn(fill, "\"");
    if (strncmp(fill, "url(#", 5) != 0)
        return fill;
    snprintf(id, sizeof id, "<pattern id=\"%.*s\"",
             (int)strcspn(fill + 5, ")"), fill + 5);
    const char *at = strstr(svg, id);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    at += strlen(id);
    *n = strcspn(at, "\n");
    return at;
}

/* Each rectangle of a path is a mark: a still picture has one path where a
 * moving one has many. */
static void add_path(marks *m, const char *svg, const char *line)
{
    size_t n;
    const char *fill = fill_of(svg, strstr(line, "fill=\"") + 6, &n);
    const char *at = strstr(line, " d=\"") + 4;
    while (*at == 'M') {
        size_t length = strcspn(at, "z");
        add(m, fill, n, at, length);
        at += length + 1;
    }
}

/* Is group `number` of a movie seen at this time? */
static bool is_seen(const char *svg, int number, double percent)
{
    char name[40];
    bool seen = true;
    double best = -1;
    snprintf(name, sizeof name, "@keyframes k%d{", number);
    const char *at = strstr(svg, name);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    for (at += strlen(name); *at != '}'; at = strchr(at, '}') + 1) {
        const char *frames = at;
        at = strchr(at, '{');
        bool shows = strncmp(at, "{visibility:visible}", 20) == 0;
        while (frames < at) {
            char *end;
            double p = strtod(frames, &end);
            CU_ASSERT_FATAL(*end == '%');
            if (p <= percent + 1e-9 && p > best) {
                best = p;
                seen = shows;
            }
            frames = end + 1 + (end[1] == ',');
        }
    }
    return seen;
}

/* percent < 0: where animations do not run. */
static marks marks_of(const char *svg, double percent)
{
    marks m = {0, 0};
    bool seen = true;
    for (const char *line = svg; *line; line = strchr(line, '\n') + 1) {
        int number;
        if (sscanf(line, "<g class=\"k k%d\"", &number) == 1)
            seen = percent >= 0 ? is_seen(svg, number, percent)
                                : !memmem(line, strcspn(line, "\n"),
                                          "hidden", 6);
        else if (strncmp(line, "</g>", 4) == 0)
            seen = true;
        else if (seen && strncmp(line, "<text", 5) == 0)
            add(&m, line, strcspn(line, "\n"), "", 0);
        else if (seen && strncmp(line, "<path", 5) == 0)
            add_path(&m, svg, line);
    }
    return m;
}

/* ---- a film, and stills of it -------------------------------------------- */

enum { KEEP_EVERY = 5 };

typedef struct still {
    int64_t ns;
    marks marks;
} still;

typedef struct film {
    ap_movie *movie;
    ap_vec stills;
    marks last;
    int64_t end_ns;
    int nframes;
    ap_str svg;
} film;

static void begin_film(void *arg, const ap_term *t, const ap_scenario *s)
{
    film *f = arg;
    (void)s;
    f->movie = ap_movie_new(t, own);
}

static void take_frame(void *arg, int64_t ns, const ap_term *t)
{
    film *f = arg;
    ap_str still_svg = {0};
    size_t changed;
    ap_movie_frame(f->movie, ns, t);
    f->end_ns = ns;
    ap_term_bytes(t, &changed);
    if (!changed)
        return;
    ap_export_svg(t, own, &still_svg);
    f->last = marks_of(still_svg.s, -1);
    if (f->nframes++ % KEEP_EVERY == 0)
        ap_vec_push(&f->stills, &(still){ns, f->last});
    ap_str_clear(&still_svg);
}

static void make_film(const char *path, const char *keys, film *f)
{
    const ap_frame_sink sink = {f, begin_film, take_frame, NULL, NULL};
    *f = (film){0};
    ap_vec_init(&f->stills, sizeof(still));
    CU_ASSERT_FATAL(record_with(path, keys, "dark", &sink));
    ap_movie_end(f->movie, f->end_ns, &f->svg);
}

static void drop(film *f)
{
    ap_vec_clear(&f->stills);
    ap_str_clear(&f->svg);
}

/* As the movie writes times: thousandths of a percent, rounded down. */
static double percent_of(int64_t ns, int64_t end_ns)
{
    int64_t part = ns / 1000000 * 100000 / (end_ns / 1000000);
    return (double)part / 1000;
}

static int wrong_stills(const film *f)
{
    int wrong = 0;
    for (size_t i = 0; i < f->stills.len; i++) {
        const still *k = ap_vec_at(&f->stills, i);
        marks m = marks_of(f->svg.s, percent_of(k->ns, f->end_ns));
        wrong += m.sum != k->marks.sum || m.n != k->marks.n;
    }
    return wrong;
}

/* ---- tests ------------------------------------------------------------- */

static void movies_show_what_stills_show(void)
{
    static const char *const paths[] = {"scenarios/races/lost_update.py",
                                        "scenarios/deadlock/ab_ba.py",
                                        "scenarios/gil/waiting_in_threads.py"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        film f;
        make_film(paths[i], "play 3s; back 2; step; lesson; Esc; end", &f);
        CU_ASSERT(f.stills.len > 5);
        CU_ASSERT_EQUAL(wrong_stills(&f), 0);
        marks m = marks_of(f.svg.s, -1);
        CU_ASSERT(m.n == f.last.n && m.sum == f.last.sum);
        CU_ASSERT(f.svg.len < 2 << 20);
        drop(&f);
    }
}

static void the_same_frames_give_the_same_bytes(void)
{
    film a, b;
    make_film("scenarios/races/lost_update.py", "play 2s; fix; play 2s", &a);
    make_film("scenarios/races/lost_update.py", "play 2s; fix; play 2s", &b);
    CU_ASSERT_STRING_EQUAL(a.svg.s, b.svg.s);
    drop(&a);
    drop(&b);
}

/* A frame of one mark, seen twice, and one that is always there. */
static void a_movie_is_exact(void)
{
    ap_error e = {0};
    ap_str s = {0};
    static const char *const texts[] = {"ab", "b", "ab"};
    ap_term *t = ap_term_open(&(ap_term_options){.headless = true, .cols = 4,
                                                 .rows = 1}, &e);
    ap_movie *m = ap_movie_new(t, own);
    for (int i = 0; i < 3; i++) {
        ap_style plain = {-1, -1, 0};
        ap_term_erase(t, plain);
        ap_term_put(t, 0, 0, -1, plain, "x  ");
        ap_term_put(t, 0, 3, -1, plain, texts[i]);
        ap_term_flush(t);
        ap_movie_frame(m, i * 1000000000LL, t);
    }
    ap_movie_end(m, 4000000000, &s);
    const char *body = strstr(ap_str_c(&s), "<style>");
    CU_ASSERT_PTR_NOT_NULL_FATAL(body);
    CU_ASSERT_STRING_EQUAL(
        body,
        "<style>.k{animation:4.000s step-end infinite}\n"
        "@media(prefers-reduced-motion){.k{animation:none}}\n"
        ".k1{animation-name:k1}@keyframes k1{25%{visibility:hidden}"
        "0%,50%{visibility:visible}}\n"
        ".k2{animation-name:k2}@keyframes k2{0%,50%{visibility:hidden}"
        "25%{visibility:visible}}\n"
        "</style>\n<g shape-rendering=\"crispEdges\">\n</g>\n"
        "<g fill=\"#d0d0d0\">\n<text x=\"0\" y=\"14\">x</text>\n"
        "<g class=\"k k1\">\n<text x=\"27\" y=\"14\">a</text>\n</g>\n"
        "<g class=\"k k2\" visibility=\"hidden\">\n"
        "<text x=\"27\" y=\"14\">b</text>\n</g>\n</g>\n</svg>\n");
    ap_term_close(t);
    ap_str_clear(&s);
}

static CU_TestInfo tests[] = {
    {"a movie is exact", a_movie_is_exact},
    {"movies show what stills show", movies_show_what_stills_show},
    {"the same frames give the same bytes",
     the_same_frames_give_the_same_bytes},
    CU_TEST_INFO_NULL};
CU_SuiteInfo movie_suite = {.pName = "movie", .pTests = tests};
