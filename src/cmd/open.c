/* open: a scenario from its name to something that can run: text, header,
 * options, image. What is wrong becomes lines for stderr. */
#include "cmd_i.h"

#include "apiary/lib.h"

#include <stdlib.h>
#include <string.h>

/* A trace holds a text and more. */
enum { MOST_FILE = 64 << 20, MOST_TEXT = 1 << 20 };

/* ---- text -------------------------------------------------------------- */

static bool text_fail(const char *path, int line, int col, const char *what,
                      ap_error *e)
{
    strncpy(e->file, path, sizeof e->file - 1);
    e->line = line;
    e->col = col;
    return ap_fail(e, AP_E_FILE, "%s", what);
}

/* The first byte that cannot stand in Python text, with its place. */
static bool check_text(const char *path, const ap_str *text, ap_error *e)
{
    int line = 1, col = 1;
    for (size_t i = 0; i < text->len;) {
        int used;
        uint32_t r = ap_utf8_decode(text->s + i, text->len - i, &used);
        if (r == 0)
            return text_fail(path, line, col,
                             "a NUL byte: this is not Python text", e);
        if (r == UINT32_MAX)
            return text_fail(path, line, col, "these bytes are not UTF-8", e);
        col = r == '\n' ? 1 : col + 1;
        line += r == '\n';
        i += (size_t)used;
    }
    return true;
}

/* ---- the image --------------------------------------------------------- */

static bool load_image(ap_opened *o, const ap_str *text, ap_str *why)
{
    ap_vec diags;
    ap_vec_init(&diags, sizeof(ap_diag));
    ap_image *failed = NULL;
    const char *shown = strcmp(o->path, "-") == 0 ? "<stdin>" : o->path;
    o->image = ap_lib_load(shown, ap_str_c(text), text->len, &diags, &failed);
    for (size_t i = 0; i < diags.len && !o->image; i++)
        ap_diag_print(ap_vec_at(&diags, i), ap_image_module(failed, 0), why);
    if (failed)
        ap_image_free(failed);
    ap_vec_clear(&diags);
    return o->image != NULL;
}

/* ---- the whole --------------------------------------------------------- */

/* A twin's path: beside the file that names it. "" stays "". */
static char *twin_path(const char *path, const char *twin)
{
    const char *slash = strrchr(path, '/');
    ap_str s = {0};
    if (*twin && slash && *twin != '/')
        ap_str_putn(&s, path, (size_t)(slash - path) + 1);
    ap_str_put(&s, twin);
    char *out = ap_strdup(ap_str_c(&s));
    ap_str_clear(&s);
    return out;
}

static void say(ap_str *why, const ap_error *e, const char *in)
{
    if (e->line)
        ap_str_printf(why, "%s:%d:%d: %s\n", e->file[0] ? e->file : in,
                      e->line, e->col, e->msg);
    else if (e->file[0])
        ap_str_printf(why, "apiary: %s: %s\n", e->file, e->msg);
    else
        ap_str_printf(why, "apiary: %s\n", e->msg);
}

/* Defaults, the header's line over them, the command line over that. */
static bool merge_args(ap_opened *o, const ap_args *line, ap_error *e)
{
    ap_args_init(&o->args, line->cmd);
    o->run_line = ap_strdup(o->header.run);
    if (!ap_args_header(&o->args, o->run_line, e)) {
        ap_error inner = *e;
        return ap_fail(e, AP_E_USAGE, "in the header's run: %.280s",
                       inner.msg);
    }
    return ap_args_again(&o->args, line, e);
}

/* A trace in place of a scenario: its text, and its options over all. */
static bool unpack(ap_opened *o, ap_str *text, ap_error *e)
{
    if (!ap_trace_is(ap_str_c(text), text->len))
        return text->len <= MOST_TEXT
            || text_fail(o->path, 0, 0, "larger than 1 MB", e);
    bool ok = ap_trace_read(text->s, text->len, &o->trace, e);
    if (!ok)
        strncpy(e->file, o->path, sizeof e->file - 1);
    ap_str_reset(text);
    ap_str_putn(text, ap_str_c(&o->trace.text), o->trace.text.len);
    return ok;
}

static bool is_trace(const ap_opened *o)
{
    return o->trace.path.len > 0;
}

static void use_trace(ap_opened *o)
{
    const ap_trace *t = &o->trace;
    ap_run_options *run = &o->scenario.run;
    bool in_place = o->args.run.in_place || t->inputs.len > 0;
    *run = t->run;
    run->in_place = in_place;
    run->schedule = t->schedule.len ? t->schedule.s : NULL;
    run->world.argc = (int)t->args.len;
    o->argv = ap_alloc((t->args.len + 1) * sizeof *o->argv);
    for (size_t i = 0; i < t->args.len; i++)
        o->argv[i] = ap_str_c(ap_vec_at(&t->args, i));
    run->world.argv = o->argv;
    if (t->inputs.len) {
        run->world.source = ap_trace_source;
        run->world.source_arg = &o->trace;
    }
    run->interrupts = t->interrupts.data;
    run->ninterrupts = (int)t->interrupts.len;
    run->world.natives = ap_lib_natives;
    o->args.run = *run;
    o->scenario.trace = t;
}

static void fill_scenario(ap_opened *o)
{
    const ap_header *h = &o->header;
    o->fix = twin_path(o->path, h->fix);
    o->bug = twin_path(o->path, h->bug);
    o->name = ap_scenario_name(o->path);
    const char *slash = strrchr(o->path, '/');
    o->scenario = (ap_scenario){
        .path = o->path, .name = o->name,
        .title = h->title[0] ? h->title : slash ? slash + 1 : o->path,
        .topic = h->topic, .goal = h->goal, .lesson = h->lesson,
        .fix = o->fix, .bug = o->bug, .image = o->image,
        .run = o->args.run,
        .step = h->step[0] ? h->step : "event", .speed = o->args.speed};
    o->scenario.run.world.natives = ap_lib_natives;
    o->scenario.run.world.argc = 1;
    o->scenario.run.world.argv = (const char *const *)&o->path;
}

bool ap_open(ap_opened *o, const char *name, const ap_args *line, ap_str *why)
{
    *o = (ap_opened){0};
    ap_error e = {0};
    ap_str path = {0}, text = {0};
    ap_trace_init(&o->trace);
    bool ok = ap_scenario_find(name, &path, &e);
    o->path = ap_strdup(ok ? path.s : name);
    ok = ok && ap_file_read(o->path, MOST_FILE, &text, &e)
        && unpack(o, &text, &e) && check_text(o->path, &text, &e);
    if (ok && is_trace(o)) {
        ap_free(o->path);
        o->path = ap_strdup(o->trace.path.s);
    }
    ok = ok && ap_header_read(ap_str_c(&text), text.len, &o->header, &e)
        && merge_args(o, line, &e);
    if (!ok)
        say(why, &e, o->path);
    ok = ok && load_image(o, &text, why);
    o->text = text;
    if (ok)
        fill_scenario(o);
    if (ok && is_trace(o))
        use_trace(o);
    if (!ok)
        ap_opened_clear(o);
    ap_str_clear(&path);
    return ok;
}

void ap_opened_clear(ap_opened *o)
{
    if (o->image)
        ap_image_free(o->image);
    if (o->header.arena)
        ap_header_clear(&o->header);
    ap_trace_clear(&o->trace);
    ap_str_clear(&o->text);
    ap_free(o->argv);
    ap_free(o->path);
    ap_free(o->name);
    ap_free(o->fix);
    ap_free(o->bug);
    ap_free(o->run_line);
    *o = (ap_opened){0};
}
