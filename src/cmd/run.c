/* run: the dashboard, and the menu before it.
 *
 * One terminal for the whole session. The stage says why it was left: for
 * the menu, for the scenario's twin, to read the file again, to edit it. A
 * file that cannot be opened any more is told outside the dashboard, and
 * Enter tries again: a typing mistake must not end a lecture. */
#include "cmd_i.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct session {
    const ap_args *line;
    ap_term *term;
    ap_catalogue catalogue;
    char *name;               /* what is open, or to be opened next */
    bool is_first;            /* nothing was shown yet */
    ap_capture capture;
    ap_str told;              /* to be said when the terminal is free */
} session;

static bool open_term(session *s, ap_error *e)
{
    ap_term_options o = {.ascii = s->line->ascii};
    s->term = ap_term_open(&o, e);
    return s->term != NULL;
}

static void close_term(session *s)
{
    ap_capture_end(&s->capture, &s->told);
    if (s->term)
        ap_term_close(s->term);
    s->term = NULL;
    fputs(ap_str_c(&s->told), stderr);
    ap_str_reset(&s->told);
}

static void set_name(session *s, const char *name)
{
    char *copy = ap_strdup(name);
    ap_free(s->name);
    s->name = copy;
}

static const char *theme_of(const ap_args *a)
{
    static const char *const names[] = {"dark", "light", "contrast", "mono"};
    return a->theme < 0 ? NULL : names[a->theme];
}

/* ---- the menu ---------------------------------------------------------- */

/* A scenario is chosen into s->name; false: the person wants to leave. */
static bool choose(session *s)
{
    int n = (int)s->catalogue.items.len;
    ap_menu_entry *rows = ap_alloc((size_t)(n + 1) * sizeof *rows);
    for (int i = 0; i < n; i++) {
        const ap_listed *l = ap_vec_at(&s->catalogue.items, (size_t)i);
        rows[i] = (ap_menu_entry){.path = l->path, .topic = l->header.topic,
                                  .title = l->header.title,
                                  .goal = l->header.goal,
                                  .is_bug = l->header.fix[0] != 0,
                                  .is_fix = l->is_twin};
    }
    int chosen = ap_menu_run(s->term, theme_of(s->line), rows, n);
    if (chosen >= 0)
        set_name(s, rows[chosen].path);
    ap_free(rows);
    return chosen >= 0;
}

/* ---- away from the stage ----------------------------------------------- */

/* $VISUAL or $EDITOR on the file, in the terminal that we gave back. */
static void edit(const char *path)
{
    const char *editor = getenv("VISUAL");
    if (!editor || !*editor)
        editor = getenv("EDITOR");
    if (!editor || !*editor)
        editor = "vi";
    ap_str script = {0};
    ap_str_printf(&script, "%s \"$1\"", editor);
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", script.s, "sh", path, (char *)NULL);
        _exit(127);
    }
    while (child > 0 && waitpid(child, NULL, 0) < 0)
        continue;
    ap_str_clear(&script);
}

/* Says what is wrong with the file and waits for Enter: true, try again;
 * false at the end of input or for "q". */
static bool ask_again(const ap_str *why)
{
    char answer[16];
    ap_complain_text(why);
    fputs("Mend the file, then Enter to go on; q and Enter to leave: ", stderr);
    return fgets(answer, sizeof answer, stdin) && answer[0] != 'q';
}

/* ---- the session ------------------------------------------------------- */

/* Opens s->name. The first file must open; a later one may be mended.
 * False: *status is how to leave. */
static bool open_file(session *s, ap_opened *o, int *status)
{
    ap_str why = {0};
    bool ok;
    while (!(ok = ap_open(o, s->name, s->line, &why))) {
        close_term(s);
        *status = AP_EXIT_USAGE;
        if (s->is_first) {
            ap_complain_text(&why);
            break;
        }
        if (!ask_again(&why))
            break;
        ap_str_reset(&why);
    }
    ap_str_clear(&why);
    return ok;
}

/* What the person chose carries over to the same file, opened again. */
static void carry(ap_opened *o, const ap_scenario *kept, bool is_same)
{
    if (!is_same)
        return;
    o->scenario.run.gil = kept->run.gil;
    o->scenario.run.cores = kept->run.cores;
    o->scenario.run.seed = kept->run.seed;
    o->scenario.run.cores = kept->run.cores;
}

/* What to do after the stage; false: leave, with *status. */
static bool go_on(session *s, const ap_opened *o, ap_stage_end end,
                  const ap_error *e, int *status)
{
    switch (end) {
    case AP_STAGE_MENU:
        return choose(s);
    case AP_STAGE_TWIN:
        set_name(s, *o->fix ? o->fix : *o->bug ? o->bug : o->path);
        return true;
    case AP_STAGE_EDIT:
        close_term(s);
        edit(o->path);
        return true;
    case AP_STAGE_RELOAD:
        return true;
    case AP_STAGE_FAILED:
        close_term(s);
        *status = ap_complain(e);
        return false;
    default:
        return false;
    }
}

/* ---- the stages -------------------------------------------------------- */

/* One stage over s->name; true: another one follows. */
static bool show(session *s, ap_scenario *kept, bool *is_same, int *status)
{
    ap_opened o;
    ap_error e = {0};
    if (!open_file(s, &o, status))
        return false;
    carry(&o, kept, *is_same);
    ap_stage_options so = {.theme = theme_of(s->line),
                           .is_playing = s->line->play,
                           .is_finding = s->line->find && s->is_first};
    ap_stage *stage = NULL;
    bool is_open = s->term || open_term(s, &e);
    s->capture.opened = &o;
    s->capture.term = s->term;
    ap_capture_hooks(&s->capture, &so);
    if (is_open)
        stage = ap_stage_new(&o.scenario, s->term, &so, &e);
    s->is_first = false;
    ap_stage_end end = stage ? ap_stage_run(stage, &e) : AP_STAGE_FAILED;
    if (stage)
        o.scenario.run = *ap_stage_run_options(stage);
    bool is_saved = !stage || !s->line->save
        || ap_save_stage(&o, stage, s->line->save, &e);
    if (!is_saved)
        end = AP_STAGE_FAILED;
    ap_stage_free(stage);
    *kept = o.scenario;
    *is_same = end == AP_STAGE_RELOAD || end == AP_STAGE_EDIT;
    bool more = go_on(s, &o, end, &e, status);
    ap_opened_clear(&o);
    return more;
}

static int run(ap_args *a)
{
    session s = {.line = a, .is_first = a->nwords > 0, .capture.line = a};
    ap_scenario kept = {0};
    ap_error e = {0};
    bool is_same = false;
    int status = AP_EXIT_OK;
    bool more = true;
    if (a->nwords)
        set_name(&s, a->words[0]);
    bool listed = ap_catalogue_read(&s.catalogue, &e);
    if (!a->nwords) {
        more = listed && open_term(&s, &e);
        if (!more)
            status = ap_complain(&e);
        more = more && choose(&s);
    }
    while (more)
        more = show(&s, &kept, &is_same, &status);
    close_term(&s);
    ap_capture_clear(&s.capture);
    ap_str_clear(&s.told);
    ap_catalogue_clear(&s.catalogue);
    ap_free(s.name);
    return status;
}

const ap_cmd ap_cmd_run = {
    .name = "run", .operands = "FILE", .on = AP_ON_RUN, .least = 0, .most = 1,
    .about = "the dashboard: run it step by step, or play it",
    .more = "Without FILE: the menu. In the dashboard, ? shows all keys.",
    .run = run};
