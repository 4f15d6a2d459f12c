/* capture: what the dashboard's keys write. W a trace, S a picture of the
 * screen, C a cast of it from here on. All go into the folder that apiary was
 * started in, under the program's name; a cast goes on over the fix, a reload
 * and the menu, and ends with C or with the dashboard. */
#include "cmd_i.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST_IDLE_NS = 2000000000 };

/* "lost_update" of "scenarios/races/lost_update.py". */
static void put_name(const ap_opened *o, ap_str *out)
{
    const char *slash = strrchr(o->path, '/');
    const char *name = slash ? slash + 1 : o->path;
    size_t n = strcspn(name, ".");
    ap_str_putn(out, n ? name : "run", n ? n : 3);
}

static void tell(bool ok, const char *what, const ap_str *path,
                 const ap_error *e, char *note, size_t n)
{
    if (ok)
        snprintf(note, n, "%s %s", what, ap_str_c(path));
    else
        snprintf(note, n, "Not written: %.90s: %.90s.", e->file,
                 e->msg);
}

/* ---- W ------------------------------------------------------------------ */

static void save(void *arg, ap_stage *stage, char *note, size_t n)
{
    const ap_capture *c = arg;
    ap_str path = {0};
    ap_error e = {0};
    if (c->line->save) {
        ap_str_put(&path, c->line->save);
    } else {
        put_name(c->opened, &path);
        ap_str_put(&path, ".apiary");
    }
    bool ok = ap_save_stage(c->opened, stage, path.s, &e);
    tell(ok, "Saved: apiary run", &path, &e, note, n);
    ap_str_clear(&path);
}

/* ---- S ------------------------------------------------------------------ */

/* One a step, so that a second one does not replace the first. */
static void picture(void *arg, ap_stage *stage, char *note, size_t n)
{
    const ap_capture *c = arg;
    ap_str path = {0}, svg = {0};
    ap_error e = {0};
    ap_export_colors own;
    put_name(c->opened, &path);
    ap_str_printf(&path, "-%llu.svg",
                  (unsigned long long)ap_stage_position(stage));
    ap_theme_page(ap_stage_theme(stage), &own.fg, &own.bg);
    ap_export_svg(c->term, own, &svg);
    bool ok = ap_file_write(path.s, svg.s, svg.len, &e);
    tell(ok, "Picture:", &path, &e, note, n);
    ap_str_clear(&path);
    ap_str_clear(&svg);
}

/* ---- C ------------------------------------------------------------------ */

static void add_frame(void *arg, const ap_term *t)
{
    ap_capture *c = arg;
    ap_cast_frame(&c->cast, ap_clock_ns() - c->begun_ns, t);
}

/* "lost_update.cast", or -2, -3, …: a cast never goes over another. */
static void put_free_path(const ap_opened *o, ap_str *path)
{
    for (int i = 1; i < 1000; i++) {
        ap_str_reset(path);
        put_name(o, path);
        if (i > 1)
            ap_str_printf(path, "-%d", i);
        ap_str_put(path, ".cast");
        if (access(path->s, F_OK) != 0)
            return;
    }
}

static void begin_cast(ap_capture *c, const ap_stage *stage)
{
    ap_export_colors own;
    put_free_path(c->opened, &c->cast_path);
    ap_theme_page(ap_stage_theme(stage), &own.fg, &own.bg);
    ap_cast_begin(&c->cast, c->term, own, c->opened->scenario.title,
                  MOST_IDLE_NS);
    c->begun_ns = ap_clock_ns();
    c->is_casting = true;
    ap_term_on_frame(c->term, add_frame, c);
}

static bool end_cast(ap_capture *c, ap_error *e)
{
    ap_term_on_frame(c->term, NULL, NULL);
    ap_cast_mark(&c->cast, ap_clock_ns() - c->begun_ns, "end");
    bool ok = ap_file_write(c->cast_path.s, c->cast.text.s, c->cast.text.len,
                            e);
    ap_str_clear(&c->cast.text);
    c->is_casting = false;
    return ok;
}

static void cast(void *arg, ap_stage *stage, char *note, size_t n)
{
    ap_capture *c = arg;
    ap_error e = {0};
    if (c->is_casting) {
        bool ok = end_cast(c, &e);
        tell(ok, "Cast: asciinema play", &c->cast_path, &e, note, n);
        return;
    }
    begin_cast(c, stage);
    snprintf(note, n, "The cast begins; C ends it and writes %s.",
             ap_str_c(&c->cast_path));
}

/* ---- the whole ---------------------------------------------------------- */

void ap_capture_hooks(ap_capture *c, ap_stage_options *o)
{
    o->save = save;
    o->picture = picture;
    o->cast = cast;
    o->is_casting = &c->is_casting;
    o->arg = c;
}

void ap_capture_end(ap_capture *c, ap_str *told)
{
    ap_error e = {0};
    char note[300];
    if (!c->is_casting)
        return;
    bool ok = end_cast(c, &e);
    tell(ok, "Cast: asciinema play", &c->cast_path, &e, note, sizeof note);
    ap_str_printf(told, "%s\n", note);
}

void ap_capture_clear(ap_capture *c)
{
    ap_str_clear(&c->cast.text);
    ap_str_clear(&c->cast_path);
}
