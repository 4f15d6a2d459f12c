/* record: a run as a cast, without a terminal and without a person.
 *
 * The stage runs in place on a clock of its own: frame n is drawn at n / fps
 * seconds, whatever the machine does meanwhile, so the same options give the
 * same bytes. A script presses the keys. */
#include "cmd_i.h"

#include "apiary/export.h"

#include <string.h>

/* Its clock begins above 0; after the last key the picture rests; a script
 * that never rests is stopped. */
static const int64_t second = 1000000000;
enum { MOST_SECONDS = 600, MOST_IDLE_SECONDS = 5 };

typedef struct recorder {
    const ap_args *line;
    ap_opened opened;        /* what is on the stage now */
    ap_term *term;
    ap_stage *stage;
    const char *theme;
    int fps;
    int64_t nframes;
    double speed;
    uint64_t to;             /* position that ends it */
    bool is_over;
    const ap_frame_sink *sink;
} recorder;

/* ---- frames -------------------------------------------------------- */

static int64_t now_of(const recorder *r)
{
    return r->nframes * second / r->fps;
}

static void frame(recorder *r)
{
    int64_t now = now_of(r);
    ap_stage_pass_time(r->stage, second + now);
    const char *news = ap_stage_news(r->stage);
    ap_stage_draw(r->stage);
    r->sink->frame(r->sink->arg, now, r->term);
    if (news && r->sink->mark)
        r->sink->mark(r->sink->arg, now, news);
    r->nframes++;
    r->is_over = r->is_over || ap_stage_position(r->stage) >= r->to
                 || now >= MOST_SECONDS * second;
}

static void hold(recorder *r, int64_t ns)
{
    int64_t end = now_of(r) + ns;
    while (!r->is_over && now_of(r) < end)
        frame(r);
}

static void hold_while_busy(recorder *r)
{
    do
        frame(r);
    while (!r->is_over && ap_stage_is_busy(r->stage));
}

/* ---- the stage ----------------------------------------------------- */

static bool open_stage(recorder *r, ap_error *e)
{
    ap_stage_options so = {.theme = r->theme,
                           .is_finding = r->line->find && !r->nframes};
    r->opened.scenario.run.in_place = true;
    r->stage = ap_stage_new(&r->opened.scenario, r->term, &so, e);
    if (r->stage)
        ap_stage_show_keys(r->stage, r->line->show_keys);
    return r->stage != NULL;
}

/* The stage is left for the twin, or for the same file again. */
static bool change_stage(recorder *r, ap_stage_end end, ap_error *e)
{
    ap_opened next;
    ap_str why = {0};
    const char *path = r->opened.path;
    if (end == AP_STAGE_TWIN)
        path = *r->opened.fix ? r->opened.fix : r->opened.bug;
    else if (end != AP_STAGE_RELOAD) {
        r->is_over = true;
        return true;
    }
    bool ok = ap_open(&next, path, r->line, &why);
    if (!ok)
        ap_fail(e, AP_E_FILE, "cannot go on with %.100s: %.150s", path,
                ap_str_c(&why));
    ap_str_clear(&why);
    if (!ok)
        return false;
    ap_stage_free(r->stage);
    ap_opened_clear(&r->opened);
    r->opened = next;
    return open_stage(r, e);
}

static bool press(recorder *r, uint32_t key, ap_error *e)
{
    ap_stage_end end;
    return !ap_stage_press(r->stage, key, &end) || change_stage(r, end, e);
}

/* ---- the script ---------------------------------------------------- */

static bool press_times(recorder *r, const ap_script_item *it, ap_error *e)
{
    for (int i = 0; i < it->times && !r->is_over; i++) {
        if (!press(r, it->key, e))
            return false;
        hold_while_busy(r);
        hold(r, (int64_t)((double)second / r->speed));
    }
    return true;
}

static bool play(recorder *r, int64_t ns, ap_error *e)
{
    if (!ap_stage_is_busy(r->stage) && !press(r, ' ', e))
        return false;
    if (ns)
        hold(r, ns);
    else
        hold_while_busy(r);
    return true;
}

static bool rest(recorder *r, int64_t ns, ap_error *e)
{
    if (ap_stage_is_busy(r->stage) && !press(r, ' ', e))
        return false;
    hold(r, ns);
    return true;
}

static bool follow(recorder *r, const ap_vec *script, ap_error *e)
{
    hold(r, second / 2);
    for (size_t i = 0; i < script->len && !r->is_over; i++) {
        const ap_script_item *it = ap_vec_at(script, i);
        bool ok = it->kind == AP_SCRIPT_KEY    ? press_times(r, it, e)
                  : it->kind == AP_SCRIPT_PLAY ? play(r, it->ns, e)
                                               : rest(r, it->ns, e);
        if (!ok)
            return false;
    }
    hold(r, 2 * second);
    return true;
}

/* --from: the steps before it are made, and not seen. */
static bool skip(recorder *r, uint64_t from, ap_error *e)
{
    if (!ap_stage_go_to(r->stage, 0, e))
        return false;
    if (!ap_stage_advance(r->stage, from, e))
        return false;
    ap_stage_news(r->stage);
    return ap_stage_position(r->stage) >= from
           || ap_fail(e, AP_E_NO_EVENT, "this run has only %llu steps",
                      (unsigned long long)ap_stage_position(r->stage));
}

static bool record_script(recorder *r, const ap_vec *script, ap_error *e)
{
    const ap_args *a = &r->opened.args;
    ap_term_options to = {.headless = true, .cols = a->size.cols,
                          .rows = a->size.rows, .ascii = a->ascii};
    r->fps = a->fps;
    r->speed = a->speed;
    r->to = a->to ? a->to : UINT64_MAX;
    r->term = ap_term_open(&to, e);
    bool ok = r->term && open_stage(r, e) && skip(r, a->from, e);
    if (ok && r->sink->begin)
        r->sink->begin(r->sink->arg, r->term, &r->opened.scenario);
    ok = ok && follow(r, script, e);
    if (ok && r->sink->end)
        r->sink->end(r->sink->arg, now_of(r));
    ok = ok && (!r->line->save
                || ap_save_stage(&r->opened, r->stage, r->line->save, e));
    ap_stage_free(r->stage);
    if (r->term)
        ap_term_close(r->term);
    return ok;
}

bool ap_record(ap_opened *o, const ap_args *line, const ap_frame_sink *sink,
               ap_error *e)
{
    recorder r = {.line = line, .opened = *o, .sink = sink};
    const char *text = o->args.keys ? o->args.keys
                       : *o->header.demo ? o->header.demo : "play";
    ap_vec script;
    r.theme = ap_theme_word(&o->args);
    bool ok = ap_script_read(text, &script, e)
              && record_script(&r, &script, e);
    *o = r.opened;
    ap_vec_clear(&script);
    return ok;
}

/* ---- as a cast ----------------------------------------------------- */

typedef struct casting {
    ap_cast cast;
    const char *theme;
} casting;

static void begin_cast(void *arg, const ap_term *t, const ap_scenario *s)
{
    casting *c = arg;
    ap_export_colors own;
    ap_theme_page(c->theme, &own.fg, &own.bg);
    ap_cast_begin(&c->cast, t, own, s->title, MOST_IDLE_SECONDS * second);
}

static void add_frame(void *arg, int64_t ns, const ap_term *t)
{
    casting *c = arg;
    ap_cast_frame(&c->cast, ns, t);
}

static void add_mark(void *arg, int64_t ns, const char *label)
{
    casting *c = arg;
    ap_cast_mark(&c->cast, ns, label);
}

static void end_cast(void *arg, int64_t ns)
{
    add_mark(arg, ns, "end");
}

static bool make_cast(ap_opened *o, const ap_args *line, ap_str *out,
                      ap_error *e)
{
    casting c = {.theme = ap_theme_word(&o->args)};
    const ap_frame_sink sink = {&c, begin_cast, add_frame, add_mark,
                                end_cast};
    bool ok = ap_record(o, line, &sink, e);
    *out = c.cast.text;
    return ok;
}

/* ---- as a moving picture --------------------------------------------- */

typedef struct filming {
    ap_movie *movie;
    const char *theme;
    int64_t end_ns;
} filming;

static void begin_movie(void *arg, const ap_term *t, const ap_scenario *s)
{
    filming *f = arg;
    ap_export_colors own;
    (void)s;
    ap_theme_page(f->theme, &own.fg, &own.bg);
    f->movie = ap_movie_new(t, own);
}

static void film_frame(void *arg, int64_t ns, const ap_term *t)
{
    filming *f = arg;
    ap_movie_frame(f->movie, ns, t);
    f->end_ns = ns;
}

static void end_movie(void *arg, int64_t ns)
{
    filming *f = arg;
    f->end_ns = ns;
}

static bool make_movie(ap_opened *o, const ap_args *line, ap_str *out,
                       ap_error *e)
{
    filming f = {.theme = ap_theme_word(&o->args)};
    const ap_frame_sink sink = {&f, begin_movie, film_frame, NULL, end_movie};
    bool ok = ap_record(o, line, &sink, e);
    if (f.movie)
        ap_movie_end(f.movie, f.end_ns, ok ? out : NULL);
    return ok;
}

/* ---- the command --------------------------------------------------- */

static bool make(ap_opened *o, const ap_args *line, ap_str *out, ap_error *e)
{
    if (!line->out)
        return ap_fail(e, AP_E_USAGE, "record wants -o OUT.cast or OUT.svg");
    if (line->to && line->to < line->from)
        return ap_fail(e, AP_E_USAGE, "--to %llu comes before --from %llu",
                       (unsigned long long)line->to,
                       (unsigned long long)line->from);
    const char *end = ap_path_ending(line->out);
    if (strcmp(end, ".svg") == 0)
        return make_movie(o, line, out, e);
    if (strcmp(end, ".cast") == 0 || strcmp(line->out, "-") == 0)
        return make_cast(o, line, out, e);
    return ap_fail(e, AP_E_USAGE, "-o wants a .cast or .svg file, not "
                   "'%.60s'", line->out);
}

static int record(ap_args *a)
{
    return ap_make_file(a, make);
}

const ap_cmd ap_cmd_record = {
    .name = "record", .operands = "FILE", .on = AP_ON_RECORD, .least = 1,
    .most = 1, .about = "a run as a cast (asciinema) or as a moving picture",
    .more = "--keys is a script like 'play 3s; step 4; back 2; pause 1s; "
            "fix; play'. Without it: the scenario's own demo. OUT.svg plays "
            "by itself in a browser. The same options give the same bytes, "
            "without a terminal.",
    .run = record};
