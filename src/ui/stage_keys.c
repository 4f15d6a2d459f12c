/* What each action does. */
#include "stage_i.h"

#include <string.h>

static const char *const unit_names[UNIT_COUNT] = {"event", "line",
                                                   "bytecode"};

static bool can_go_on(ap_stage *s)
{
    if (s->is_killed || ap_run_state_of(s->run) == AP_RUN_KILLED)
        ap_stage_note(s, "The process was killed. r starts again.");
    else if (ap_run_state_of(s->run) == AP_RUN_OVER)
        ap_stage_note(s, "The program has ended. Home goes back to the "
                         "start, n tries other luck.");
    else if (ap_run_state_of(s->run) == AP_RUN_DEADLOCK)
        ap_stage_note(s, "Deadlock: nobody can run. Left steps back, x goes "
                         "to the fix.");
    else
        return true;
    s->is_playing = false;
    return false;
}

static void restart(ap_stage *s)
{
    ap_error e = {0};
    if (!ap_stage_restart(s, &e))
        ap_stage_note(s, "%s", e.msg);
}

static void go_to(ap_stage *s, uint64_t position)
{
    ap_error e = {0};
    s->is_playing = false;
    s->aim = AIM_NONE;
    if (!ap_stage_seek(s, position, &e))
        ap_stage_note(s, "%s.", e.msg);
    s->fresh_until_ns = 0;
}

/* Back to the last position of such a kind; without kind, by one step. */
static void go_back(ap_stage *s, unsigned notes)
{
    uint64_t at = ap_history_at(s->history), to = 0;
    if (at == 0) {
        ap_stage_note(s, "This is the start.");
        return;
    }
    if (notes == 0)
        to = at - 1;
    else if (!ap_history_before(s->history, at, notes, &to))
        to = 0;
    go_to(s, to);
}

/* On to the next one: what was run already is not run again. */
static void go_on(ap_stage *s, unsigned notes, stage_aim aim)
{
    uint64_t to;
    if (ap_history_after(s->history, ap_history_at(s->history), notes, &to))
        go_to(s, to);
    else if (s->aim == AIM_NONE && can_go_on(s))
        ap_stage_aim_at(s, aim, -1);
    s->is_playing = false;
}

static void go_to_end(ap_stage *s)
{
    s->is_playing = false;
    if (ap_stage_is_in_past(s))
        go_to(s, ap_history_end(s->history));
    else if (can_go_on(s))
        ap_stage_aim_at(s, AIM_END, -1);
}

static void swap_branch(ap_stage *s)
{
    ap_error e = {0};
    s->is_playing = false;
    s->aim = AIM_NONE;
    if (!ap_history_has_other(s->history)) {
        ap_stage_note(s, "There is no other branch: go back, and let "
                         "another thread go first.");
        return;
    }
    if (ap_stage_swap(s, &e))
        ap_stage_note(s, "The other branch. u returns.");
    else
        ap_stage_note(s, "%s.", e.msg);
}

/* Keys that write a file: who makes the stage knows how. */
static void call(ap_stage *s, void (*hook)(void *arg, ap_stage *s, char *note,
                                           size_t n))
{
    if (hook)
        hook(s->hooks.arg, s, s->notice, sizeof s->notice);
    else
        ap_stage_note(s, "There is nowhere to write to.");
}

static void save(ap_stage *s)
{
    s->is_playing = false;
    call(s, s->hooks.save);
}

static void step_thread(ap_stage *s, ap_tid tid)
{
    char why[160];
    s->is_playing = false;
    if (tid >= ap_world_threads(ap_run_world(s->run))) {
        ap_stage_note(s, "There is no thread %d yet.", tid);
        return;
    }
    s->focus = tid;
    if (!can_go_on(s))
        return;
    if (!ap_run_may(s->run, tid, why, sizeof why))
        ap_stage_note(s, "%s.", why);
    else
        ap_stage_aim_at(s, AIM_STEP, tid);
}

static void run_alone(ap_stage *s)
{
    char why[160];
    s->is_playing = false;
    if (!can_go_on(s))
        return;
    if (!ap_run_may(s->run, s->focus, why, sizeof why))
        ap_stage_note(s, "%s.", why);
    else
        ap_stage_aim_at(s, AIM_ALONE, s->focus);
}

static void move_focus(ap_stage *s, int by)
{
    int n = ap_world_threads(ap_run_world(s->run));
    if (n < 1)
        return;
    s->is_pinned = true;
    s->focus = (s->focus + by + n) % n;
}

static void switch_gil(ap_stage *s)
{
    bool is_off = s->options.gil == AP_GIL_OFF;
    int with = s->scenario->run.gil == AP_GIL_OFF ? AP_GIL_312
                                                  : s->scenario->run.gil;
    s->options.gil = is_off ? with : AP_GIL_OFF;
    ap_stage_leave_finding(s);
    restart(s);
    ap_stage_note(s, "Started again with %s, same seed.",
                  s->options.gil == AP_GIL_OFF ? "the GIL off"
                                               : "the GIL on");
}

static void next_seed(ap_stage *s)
{
    s->options.seed = s->options.seed ? s->options.seed + 1 : 2;
    s->options.world.seed = 0; /* the run's own */
    ap_stage_leave_finding(s);
    restart(s);
    ap_stage_note(s, "Started again with seed %llu.",
                  (unsigned long long)s->options.seed);
}

static void next_cores(ap_stage *s)
{
    s->options.cores = s->options.cores >= 8 ? 1 : s->options.cores * 2;
    ap_stage_leave_finding(s);
    restart(s);
    ap_stage_note(s, "Started again on %d core%s.", s->options.cores,
                  s->options.cores == 1 ? "" : "s");
}

static void change_speed(ap_stage *s, double by)
{
    s->speed *= by;
    if (s->speed < 0.25)
        s->speed = 0.25;
    if (s->speed > 256)
        s->speed = 256;
    s->next_step_ns = 0;
}

static void play(ap_stage *s)
{
    if (s->is_playing || s->aim != AIM_NONE) {
        s->is_playing = false;
        s->aim = AIM_NONE;
        return;
    }
    if (can_go_on(s)) {
        s->is_playing = true;
        s->next_step_ns = 0;
    }
}

static void zoom(ap_stage *s, ap_zoom to)
{
    static const char *const words[] = {
#define X(name, words) words,
        AP_ZOOMS(X)
#undef X
    };
    s->zoom = to;
    if (to == AP_ZOOM_NONE)
        ap_stage_note(s, "All panels.");
    else
        ap_stage_note(s, "Only %s: z goes to the next panel, Esc shows all.",
                      words[to]);
}

static void open_popup(ap_stage *s, stage_popup p)
{
    s->popup = p;
    s->popup_top = 0;
}

static bool has_twin(ap_stage *s)
{
    if (ap_says(s->scenario->fix) || ap_says(s->scenario->bug))
        return true;
    ap_stage_note(s, "This program has no twin.");
    return false;
}

static bool leave(ap_stage_end *end, ap_stage_end why)
{
    *end = why;
    return true;
}

/* ---- popups ------------------------------------------------------ */

static const struct {
    const char *text;
    ap_action_id action;
} menu_rows[] = {{"Go on", AP_DO_IT_COUNT},
                 {"Back to the start", AP_DO_IT_HOME},
                 {"Find what can go wrong", AP_DO_IT_FIND},
                 {"To the fix or the bug", AP_DO_IT_TWIN},
                 {"Lesson", AP_DO_IT_LESSON},
                 {"All keys", AP_DO_IT_HELP},
                 {"All programs", AP_DO_IT_MENU},
                 {"Quit", AP_DO_IT_QUIT}};
enum { MENU_ROWS = sizeof menu_rows / sizeof *menu_rows };

int ap_stage_menu_rows(const char *rows[16])
{
    for (int i = 0; i < MENU_ROWS; i++)
        rows[i] = menu_rows[i].text;
    return MENU_ROWS;
}

static bool act(ap_stage *s, ap_action_id id, uint32_t key,
                ap_stage_end *end);

static bool menu_key(ap_stage *s, const ap_key *k, ap_stage_end *end)
{
    if (k->code == AP_KEY_UP || k->code == AP_KEY_DOWN) {
        int by = k->code == AP_KEY_UP ? MENU_ROWS - 1 : 1;
        s->popup_top = (s->popup_top + by) % MENU_ROWS;
        return false;
    }
    int row = s->popup_top;
    s->popup = POPUP_NONE;
    if (k->code != AP_KEY_ENTER && k->code != ' ')
        return k->code == 'q' && leave(end, AP_STAGE_QUIT);
    if (menu_rows[row].action == AP_DO_IT_MENU)
        return leave(end, AP_STAGE_MENU);
    return act(s, menu_rows[row].action, 0, end);
}

static bool popup_key(ap_stage *s, const ap_key *k, ap_stage_end *end)
{
    int page = ap_term_rows(s->term) - 4;
    if (k->code == AP_KEY_QUIT)
        return leave(end, AP_STAGE_QUIT);
    if (s->popup == POPUP_MENU)
        return menu_key(s, k, end);
    if (s->popup == POPUP_SEARCH || s->popup == POPUP_VERDICT)
        return ap_stage_find_key(s, k, end);
    if (k->code == AP_KEY_UP)
        s->popup_top--;
    else if (k->code == AP_KEY_DOWN)
        s->popup_top++;
    else if (k->code == AP_KEY_PGUP)
        s->popup_top -= page;
    else if (k->code == AP_KEY_PGDN)
        s->popup_top += page;
    else
        s->popup = POPUP_NONE;
    return false;
}

/* ---- the stage's own keys ---------------------------------------- */

/* Going to another place of the history. False: not such an action. */
static bool act_on_time(ap_stage *s, ap_action_id id)
{
    switch (id) {
    case AP_DO_IT_BACK:
        go_back(s, ap_stage_unit_notes(s));
        break;
    case AP_DO_IT_HOME:
        go_to(s, 0);
        break;
    case AP_DO_IT_END:
        go_to_end(s);
        break;
    case AP_DO_IT_NEXT_EVENT:
        go_on(s, AP_NOTE_INTEREST, AIM_EVENT);
        break;
    case AP_DO_IT_LAST_EVENT:
        go_back(s, AP_NOTE_INTEREST);
        break;
    case AP_DO_IT_NEXT_SWITCH:
        go_on(s, AP_NOTE_SWITCH, AIM_SWITCH);
        break;
    case AP_DO_IT_LAST_SWITCH:
        go_back(s, AP_NOTE_SWITCH);
        break;
    case AP_DO_IT_BRANCH:
        swap_branch(s);
        break;
    default:
        return false;
    }
    return true;
}

static bool act_on_run(ap_stage *s, ap_action_id id, uint32_t key)
{
    switch (id) {
    case AP_DO_IT_PLAY:
        play(s);
        break;
    case AP_DO_IT_STEP:
        s->is_playing = false;
        if (s->aim == AIM_NONE && can_go_on(s))
            ap_stage_aim_at(s, AIM_STEP, -1);
        break;
    case AP_DO_IT_SAVE:
        save(s);
        break;
    case AP_DO_IT_THREAD:
        step_thread(s, (ap_tid)(key - '0'));
        break;
    case AP_DO_IT_ALONE:
        run_alone(s);
        break;
    case AP_DO_IT_FIND:
        ap_stage_find(s);
        break;
    case AP_DO_IT_GIL:
        switch_gil(s);
        break;
    case AP_DO_IT_SEED:
        next_seed(s);
        break;
    case AP_DO_IT_CORES:
        next_cores(s);
        break;
    default:
        return act_on_time(s, id);
    }
    return true;
}

static void act_on_view(ap_stage *s, ap_action_id id, uint32_t key)
{
    switch (id) {
    case AP_DO_IT_FOCUS:
        move_focus(s, key == AP_KEY_BACKTAB || key == AP_KEY_UP ? -1 : 1);
        break;
    case AP_DO_IT_PREDICT:
        s->is_predicting = true;
        break;
    case AP_DO_IT_FASTER:
        change_speed(s, 2);
        break;
    case AP_DO_IT_SLOWER:
        change_speed(s, 0.5);
        break;
    case AP_DO_IT_UNIT:
        s->unit = (stage_unit)((s->unit + 1) % UNIT_COUNT);
        ap_stage_note(s, "A step is now one %s.", unit_names[s->unit]);
        break;
    case AP_DO_IT_LIBRARY:
        s->with_library = !s->with_library;
        ap_stage_note(s, "The library's own code is %s.",
                      s->with_library ? "shown" : "hidden");
        break;
    case AP_DO_IT_ZOOM:
        zoom(s, (ap_zoom)((s->zoom + 1) % AP_ZOOM_COUNT));
        break;
    case AP_DO_IT_SCHEDULE:
        s->is_playing = false;
        ap_stage_share(s);
        open_popup(s, POPUP_SHARE);
        break;
    case AP_DO_IT_PICTURE:
        call(s, s->hooks.picture);
        break;
    case AP_DO_IT_CAST:
        call(s, s->hooks.cast);
        break;
    case AP_DO_IT_THEME:
        s->theme = (ap_theme_id)((s->theme + 1) % AP_THEME_COUNT);
        ap_stage_note(s, "Theme: %s.", ap_theme_name(s->theme));
        break;
    case AP_DO_IT_LESSON:
        open_popup(s, POPUP_LESSON);
        break;
    case AP_DO_IT_MENU:
        if (s->zoom != AP_ZOOM_NONE)
            zoom(s, AP_ZOOM_NONE);
        else
            open_popup(s, POPUP_MENU);
        break;
    case AP_DO_IT_HELP:
        open_popup(s, POPUP_HELP);
        break;
    default:
        break;
    }
}

static bool act(ap_stage *s, ap_action_id id, uint32_t key,
                ap_stage_end *end)
{
    switch (id) {
    case AP_DO_IT_QUIT:
        return leave(end, AP_STAGE_QUIT);
    case AP_DO_IT_TWIN:
        return has_twin(s) && leave(end, AP_STAGE_TWIN);
    case AP_DO_IT_RELOAD:
        return leave(end, AP_STAGE_RELOAD);
    case AP_DO_IT_EDIT:
        return leave(end, AP_STAGE_EDIT);
    default:
        if (!act_on_run(s, id, key))
            act_on_view(s, id, key);
        return false;
    }
}

/* ---- the mouse ---------------------------------------------------- */

static bool is_inside(ap_rect r, const ap_key *k)
{
    return k->y >= r.y && k->y < r.y + r.rows && k->x >= r.x
        && k->x < r.x + r.cols;
}

/* A click on a card focuses its thread. */
static void click_card(ap_stage *s, const ap_scene *scene, const ap_key *k)
{
    int n = 0;
    for (int i = 0; i < scene->nthreads && n < s->layout.ncards; i++) {
        if (!scene->threads[i].is_open
            || !is_inside(s->layout.card[n++], k))
            continue;
        s->focus = scene->threads[i].tid;
        s->is_pinned = true;
    }
}

/* One on the timeline goes there; so does dragging along it. */
static void click_timeline(ap_stage *s, const ap_scene *scene,
                           const ap_key *k)
{
    ap_canvas c = {s->term, s->theme, s->layout.timeline};
    int tick = ap_timeline_tick_at(&c, scene, k->x);
    if (tick >= 0)
        go_to(s, scene->tick_steps[tick] + 1 - s->first_step);
}

static void use_mouse(ap_stage *s, const ap_key *k)
{
    bool is_press = k->button == 1 && k->press && !k->drag;
    bool is_drag = k->drag && s->is_dragging;
    if (!is_press && !is_drag) {
        s->is_dragging = false;
        return;
    }
    ap_scene *scene = ap_stage_scene(s);
    if (is_drag || is_inside(s->layout.timeline, k)) {
        s->is_dragging = true;
        click_timeline(s, scene, k);
    } else {
        click_card(s, scene, k);
    }
    ap_scene_free(scene);
}

bool ap_stage_key(ap_stage *s, const ap_key *k, ap_stage_end *end)
{
    s->notice[0] = 0;
    if (k->code == AP_KEY_RESIZE)
        return false;
    if (s->popup != POPUP_NONE)
        return popup_key(s, k, end);
    if (s->is_predicting) {
        s->is_predicting = false;
        if (k->code != AP_KEY_QUIT)
            return false;
    }
    if (k->code == AP_KEY_MOUSE) {
        use_mouse(s, k);
        return false;
    }
    ap_action_id id = ap_action_for(k->code);
    return id != AP_DO_IT_COUNT && act(s, id, k->code, end);
}
