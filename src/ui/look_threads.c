/* A scene's threads: who gets a card, their lines with instructions, locals,
 * stacks; and the code window with everybody's marks. */
#include "look_i.h"

#include <string.h>

enum { MAX_INSTRS = 20, MAX_LOCALS = 12, CODE_AROUND = 60 };

bool ap_look_frame(const ap_look *l, ap_tid tid, ap_frame_view *f, int *depth)
{
    int d = 0;
    if (!ap_view_frame(l->world, tid, 0, f))
        return false;
    while (!l->with_library && f->in_library) {
        ap_frame_view outer;
        if (!ap_view_frame(l->world, tid, d + 1, &outer))
            break;
        *f = outer;
        d++;
    }
    *depth = d;
    return true;
}

static const char *source_of(ap_look *l, const ap_frame_view *f)
{
    const ap_image *im = ap_world_image(l->world);
    const char *line = ap_module_line(ap_image_module(im, f->code->module),
                                      f->line);
    return line + strspn(line, " \t");
}

/* ---- who gets a card --------------------------------------------- */

/* A thread that ended, or waits for the end of others, folds to one line. */
static bool deserves_card(const ap_look *l, const ap_scene_thread *t)
{
    ap_thread_view v;
    if (t->doing == AP_DO_DONE || !ap_view_thread(l->world, t->tid, &v))
        return false;
    return v.wait != AP_WAIT_JOIN && v.wait != AP_WAIT_SHUTDOWN;
}

/* Where there is no room for all: who is looked at, who acts, who could act,
 * who waits; the nearer to the focus the better. */
static int weight(const ap_look *l, const ap_scene_thread *t)
{
    int far = t->tid > l->focus ? t->tid - l->focus : l->focus - t->tid;
    int base = t->tid == l->focus ? 50000
        : t->is_next || t->is_just ? 40000
        : t->doing == AP_DO_RUN || t->doing == AP_DO_READY ? 30000
        : t->doing == AP_DO_DEAD ? 10000 : 20000;
    return base - far;
}

static void open_cards(ap_look *l)
{
    int n = l->s->nthreads, opened = 0;
    for (int c = 0; c < l->max_cards; c++) {
        int best = -1, most = 0;
        for (int i = 0; i < n; i++) {
            ap_scene_thread *t = &l->s->threads[i];
            if (t->is_open || !deserves_card(l, t))
                continue;
            int w = weight(l, t);
            if (w > most) {
                most = w;
                best = i;
            }
        }
        if (best < 0)
            break;
        l->s->threads[best].is_open = true;
        opened++;
    }
    if (!opened && l->focus < n) /* so that the panels stay where they are */
        l->s->threads[l->focus].is_open = true;
}

/* ---- a card ------------------------------------------------------ */

/* What the next instruction is going to do, as a note. */
static void note_next(ap_look *l, ap_tid tid, ap_scene_instr *x)
{
    ap_event ev = {0};
    if (!ap_view_next(l->world, tid, &ev))
        return;
    bool is_store = ev.naccesses && ev.access[0].is_write;
    if (is_store && ev.value) {
        x->note = ap_scene_text(l->s, "will store %s",
                                ap_look_repr(l, ev.pid, ev.value, 16));
    } else if (ev.op == AP_OP_BINARY_OP || ev.op == AP_OP_COMPARE_OP) {
        if (ev.left && ev.right)
            x->note = ap_scene_text(l->s, "%s %s %s",
                                    ap_look_repr(l, ev.pid, ev.left, 12),
                                    x->arg,
                                    ap_look_repr(l, ev.pid, ev.right, 12));
    } else if (ev.naccesses && !ev.access[0].is_write && ev.value) {
        x->note = ap_scene_text(l->s, "is %s",
                                ap_look_repr(l, ev.pid, ev.value, 16));
    }
}

static bool is_noise(ap_opcode op)
{
    return op == AP_OP_NOP || op == AP_OP_PUSH_NULL || op == AP_OP_RESUME
        || op == AP_OP_COPY || op == AP_OP_SWAP || op == AP_OP_KW_NAMES;
}

static const char *arg_of(ap_look *l, const ap_code *c, uint32_t pc)
{
    ap_str arg = {0};
    ap_tell_operand(ap_world_image(l->world), c, pc, &arg);
    const char *text = ap_scene_text(l->s, "%s", ap_str_c(&arg));
    ap_str_clear(&arg);
    return text;
}

static void fill_instr(ap_look *l, ap_scene_thread *t, const ap_frame_view *f,
                       uint32_t pc, int depth, ap_scene_instr *x)
{
    const track_result *got = ap_track_result(l->track, t->tid,
                                              f->code->index, f->line, pc);
    ap_stale stale;
    x->op = ap_ops[ap_instr_op(f->code->instrs[pc])].name;
    x->arg = arg_of(l, f->code, pc);
    x->is_next = pc == f->pc;
    if (got && !(x->is_next && got->step != l->track->last_step)) {
        x->has_run = true;
        x->note = ap_scene_text(l->s, "%s", got->note);
        x->step = got->step;
        x->is_just = t->is_just && got->step == l->track->last_step;
        if (got->is_read && ap_tell_stale(l->tell, t->tid, &stale)
            && stale.read_step + 1 == got->step)
            x->mood = AP_MOOD_WARN;
    }
    if (x->is_next && depth == 0 && t->doing <= AP_DO_RUN)
        note_next(l, t->tid, x);
}

/* The instructions of the current line that lie together around pc. */
static void look_at_instrs(ap_look *l, ap_scene_thread *t,
                           const ap_frame_view *f, int depth)
{
    const ap_code *c = f->code;
    uint32_t first = f->pc, end = f->pc;
    if (f->pc >= c->ninstrs)
        return;
    while (first > 0 && c->pos[first - 1].line == f->line
           && f->pc - first < MAX_INSTRS)
        first--;
    while (end < c->ninstrs && c->pos[end].line == f->line
           && end - first < 2 * MAX_INSTRS)
        end++;
    if (end == f->pc)
        end++;
    t->instrs = ap_scene_room(l->s, (int)(end - first), sizeof *t->instrs);
    for (uint32_t pc = first; pc < end; pc++) {
        if (is_noise(ap_instr_op(c->instrs[pc])) && pc != f->pc)
            continue;
        fill_instr(l, t, f, pc, depth, &t->instrs[t->ninstrs++]);
    }
}

static void look_at_locals(ap_look *l, ap_scene_thread *t, int pid,
                           const ap_frame_view *f, int depth)
{
    t->locals = ap_scene_room(l->s, MAX_LOCALS, sizeof *t->locals);
    for (int i = 0; i < f->nplus && t->nlocals < MAX_LOCALS; i++) {
        char what[64];
        const char *name = f->code->plus[i];
        ap_word w = ap_view_local(l->world, t->tid, depth, i);
        if (!w || name[0] == '.' || (f->code->plus_kind[i] & AP_HIDDEN))
            continue;
        ap_print(what, sizeof what, "%d:%.48s", t->tid, name);
        t->locals[t->nlocals++] = (ap_scene_value){
            .name = name, .value = ap_look_repr(l, pid, w, 14), .writer = -1,
            .flash = ap_look_flash(l, what)};
    }
}

/* "worker < run": innermost first. */
static void look_at_stack(ap_look *l, ap_scene_thread *t, int depth)
{
    ap_str text = {0};
    ap_frame_view f;
    for (int d = depth, n = 0; n < 6
         && ap_view_frame(l->world, t->tid, d, &f); d++) {
        if (f.in_library && !l->with_library)
            continue;
        const char *name = f.code->qualname;
        if (strcmp(name, "<module>") == 0)
            name = "module";
        ap_str_printf(&text, "%s%s", n++ ? " \xe2\x97\x82 " : "", name);
    }
    t->stack = ap_scene_text(l->s, "%s", ap_str_c(&text));
    ap_str_clear(&text);
}

static void look_at_holds(ap_look *l, ap_scene_thread *t, int pid)
{
    ap_sync_view v;
    t->holds = ap_scene_room(l->s, 4, sizeof *t->holds);
    for (int i = 0; t->nholds < 4 && ap_view_sync(l->world, pid, i, &v); i++) {
        char birth[64];
        if (v.owner != t->tid || v.role == AP_ROLE_CONDITION)
            continue;
        ap_ui_birth(l->run, pid, v.obj, birth, sizeof birth);
        const track_hold *h = ap_track_hold(l->track, birth, t->tid);
        t->holds[t->nholds++] = (ap_scene_hold){
            ap_look_label(l, pid, v.obj), h ? h->since : 0};
    }
}

static void look_at_stale(ap_look *l, ap_scene_thread *t)
{
    ap_stale s;
    if (!ap_tell_stale(l->tell, t->tid, &s))
        return;
    t->stale = s.is_check
        ? ap_scene_text(l->s, "saw %s = %s: STALE, is %s", s.where,
                        s.got, s.now)
        : ap_scene_text(l->s, "its %s is STALE: %s is %s", s.got, s.where,
                        s.now);
}

static void fill_card(ap_look *l, ap_scene_thread *t, int pid)
{
    ap_frame_view f;
    int depth;
    look_at_holds(l, t, pid);
    if (!ap_look_frame(l, t->tid, &f, &depth))
        return;
    look_at_instrs(l, t, &f, depth);
    look_at_locals(l, t, pid, &f, depth);
    look_at_stack(l, t, depth);
    look_at_stale(l, t);
}

/* ---- all threads ------------------------------------------------- */

static void look_at_wait(ap_look *l, ap_scene_thread *t)
{
    ap_str text = {0};
    ap_tell_wait(l->run, t->tid, &text);
    t->wait = ap_scene_text(l->s, "%s", ap_str_c(&text));
    ap_str_reset(&text);
    ap_tell_wait_briefly(l->run, t->tid, &text);
    t->brief = ap_scene_text(l->s, "%s", ap_str_c(&text));
    ap_str_clear(&text);
}

/* Who has no frame any more is shown where it failed. */
static void look_at_failure(ap_look *l, ap_scene_thread *t,
                            const ap_thread_view *v)
{
    const ap_code *code;
    t->failure = ap_look_repr(l, v->pid, v->failure, 48);
    uint32_t line = ap_view_raised(l->world, v->pid, v->failure, &code);
    if (t->line || !line)
        return;
    const ap_image *im = ap_world_image(l->world);
    t->line = line;
    t->module = code->module;
    t->source = ap_module_line(ap_image_module(im, code->module), line);
    t->source += strspn(t->source, " \t");
}

static void fill_thread(ap_look *l, ap_tid tid, ap_scene_thread *t)
{
    ap_thread_view v = {0};
    ap_frame_view f;
    int depth;
    const ap_run_options *o = ap_run_options_of(l->run);
    *t = (ap_scene_thread){.tid = tid, .core = -1, .name = ""};
    if (!ap_view_thread(l->world, tid, &v))
        return;
    t->name = ap_look_name(l, tid);
    t->doing = ap_doing_of(l->run, tid);
    t->core = o->cores > 1 ? ap_run_core(l->run, tid) : -1;
    t->is_next = tid == l->next;
    t->has_begun = v.steps > 0;
    t->is_just = tid == l->track->last;
    t->wants_gil = ap_run_wants_gil(l->run, tid);
    t->has_gil = o->gil != AP_GIL_OFF
        && ap_world_gil(l->world, v.pid)->holder == tid;
    if (ap_look_frame(l, tid, &f, &depth)) {
        t->line = f.line;
        t->module = f.code->module;
        t->source = source_of(l, &f);
    }
    if (t->doing == AP_DO_WAIT || t->doing == AP_DO_SLEEP)
        look_at_wait(l, t);
    if (v.failure)
        look_at_failure(l, t, &v);
}

void ap_look_threads(ap_look *l)
{
    int n = ap_world_threads(l->world);
    l->s->threads = ap_scene_room(l->s, n, sizeof *l->s->threads);
    l->s->nthreads = n;
    for (ap_tid tid = 0; tid < n; tid++)
        fill_thread(l, tid, &l->s->threads[tid]);
    open_cards(l);
    for (ap_tid tid = 0; tid < n; tid++)
        if (l->s->threads[tid].is_open)
            fill_card(l, &l->s->threads[tid],
                      ap_world_process_of(l->world, tid));
}

/* ---- code -------------------------------------------------------- */

static int indent_of(const char *line)
{
    return (int)strspn(line, " \t");
}

static bool is_blank(const char *line)
{
    line += strspn(line, " \t");
    return !*line || *line == '#';
}

/* NAME of a line "with NAME:" or "NAME.acquire()". */
static bool lock_name(const char *line, char name[48])
{
    line += indent_of(line);
    const char *call = strstr(line, ".acquire(");
    bool is_with = strncmp(line, "with ", 5) == 0;
    const char *from = is_with ? line + 5 : line;
    size_t n = is_with ? strcspn(from, ":,") : call ? (size_t)(call - from) : 0;
    ap_print(name, 48, "%.*s", (int)(n < 47 ? n : 47), from);
    return n > 0 && !strpbrk(name, " =(");
}

/* Is it a line on which a lock is taken: a known one, or did a thread take
 * one there? */
static bool takes_lock(const ap_look *l, const char *line, uint32_t number,
                       char name[48])
{
    ap_object_view o;
    if (!lock_name(line, name))
        return false;
    ap_word w = ap_view_global_named(l->world, 0, name);
    if (w && ap_view_object(l->world, 0, w, &o))
        return ap_is_sync(o.role);
    for (size_t i = 0; i < l->track->holds.len; i++) {
        const track_hold *h = ap_vec_at(&l->track->holds, i);
        if (h->line == number)
            return true;
    }
    return strstr(name, "lock") != NULL;
}

/* The last line of a with block, or the one that releases the lock. */
static int last_guarded(const ap_scene_line *code, int n, int at,
                        const char *name)
{
    char release[64];
    int depth = indent_of(code[at].text), last = at;
    bool is_with = strncmp(code[at].text + depth, "with ", 5) == 0;
    ap_print(release, sizeof release, "%s.release(", name);
    for (int i = at + 1; i < n; i++) {
        if (is_blank(code[i].text))
            continue;
        if (indent_of(code[i].text) < depth + is_with)
            break;
        last = i;
        if (!is_with && strstr(code[i].text, release))
            break;
    }
    return last;
}

static void bracket_from(ap_scene_line *code, int n, int at, const char *name)
{
    int last = last_guarded(code, n, at, name);
    for (int i = at + 1; i < last; i++)
        code[i].bracket = '|';
    code[at].bracket = '[';
    if (last > at)
        code[last].bracket = ']';
}

/* "1 in left   2 in right": who holds what was taken on this line. */
static const char *who_is_in(ap_look *l, uint32_t number)
{
    ap_str text = {0};
    for (size_t i = 0; i < l->track->holds.len; i++) {
        const track_hold *h = ap_vec_at(&l->track->holds, i);
        const ap_scene_thread *t = ap_scene_find(l->s, h->tid);
        if (h->line != number || h->is_lent || !t)
            continue;
        const char *lock = NULL;
        for (int k = 0; k < t->nholds; k++)
            if (t->holds[k].since == h->since)
                lock = t->holds[k].lock;
        ap_str_printf(&text, "%s%d in %s", text.len ? "   " : "", h->tid,
                      lock ? lock : h->lock);
    }
    const char *kept = ap_scene_text(l->s, "%s", ap_str_c(&text));
    ap_str_clear(&text);
    return kept;
}

static void add_brackets(ap_look *l, ap_scene_line *code, int n)
{
    for (int i = 0; i < n; i++) {
        char name[48];
        if (!takes_lock(l, code[i].text, code[i].number, name))
            continue;
        bracket_from(code, n, i, name);
        code[i].note = who_is_in(l, code[i].number);
        if (!ap_says(code[i].note)) {
            code[i].note = ap_scene_text(l->s, "guarded by %s", name);
            code[i].mood = AP_MOOD_QUIET;
        }
    }
}

static void mark_line(ap_look *l, ap_scene_line *code, int n,
                      const ap_scene_thread *t)
{
    ap_frame_view f;
    int depth;
    bool stands = t->line && t->doing != AP_DO_DONE && t->doing != AP_DO_DEAD
        && ap_look_frame(l, t->tid, &f, &depth) && !f.in_library;
    if (!t->line || t->line < code[0].number || t->line > code[n - 1].number)
        return;
    ap_scene_line *at = &code[t->line - code[0].number];
    if (ap_says(t->failure) && t->module == 0) {
        at->note = ap_scene_text(l->s, "%s failed here", t->name);
        at->mood = AP_MOOD_BAD;
    }
    if (!stands)
        return;
    if (at->nmarks < 32) {
        if (!at->marks)
            at->marks = ap_scene_room(l->s, 32, sizeof *at->marks);
        ((int *)at->marks)[at->nmarks++] = t->tid;
    }
    at->is_focus |= t->tid == l->focus;
    if (ap_tell_holds_copy(l->tell, t->tid) && !t->nholds
        && l->s->nthreads > 2 && !ap_says(at->note)) {
        at->note = "no lock held: who may come in between?";
        at->brief = "no lock held";
        at->mood = AP_MOOD_WARN;
    }
}

/* The lines of both sides of a race. */
static void mark_races(ap_look *l, ap_scene_line *code, int n)
{
    for (int i = 0; i < n; i++) {
        const ap_race *x = ap_look_race_at(l, code[i].number);
        if (!x || (x->is_potential && ap_says(code[i].note)))
            continue;
        code[i].note = ap_scene_text(
            l->s, x->is_potential ? "? only the GIL prevents a race on %s"
                                  : "! race on %s", x->where);
        code[i].mood = x->is_potential ? AP_MOOD_WARN : AP_MOOD_BAD;
        code[i].brief = x->is_potential
            ? ap_scene_text(l->s, "? race on %s", x->where) : NULL;
    }
}

/* The line where a module's statements begin, its docstring left out. */
static uint32_t first_statement(const ap_code *c)
{
    uint32_t pc = 0;
    for (uint32_t i = 0; i < 4 && i < c->ninstrs; i++)
        if (ap_instr_op(c->instrs[i]) == AP_OP_STORE_NAME
            && strcmp(c->names[ap_instr_arg(c->instrs[i])], "__doc__") == 0)
            pc = i + 1;
    while (pc < c->ninstrs && c->pos[pc].line == 0)
        pc++;
    return pc < c->ninstrs ? c->pos[pc].line : 1;
}

static uint32_t last_statement(const ap_code *c)
{
    uint32_t last = 1;
    for (uint32_t pc = 0; pc < c->ninstrs; pc++)
        last = c->pos[pc].line > last ? c->pos[pc].line : last;
    return last;
}

/* The line to keep in view: the focused thread's, else that of the one that
 * comes next; after the end, the program's last. */
static uint32_t line_in_view(ap_look *l, uint32_t *module)
{
    const ap_image *im = ap_world_image(l->world);
    ap_tid tids[] = {l->focus, l->next, 0};
    *module = 0;
    for (int i = 0; i < 3; i++) {
        const ap_scene_thread *t = ap_scene_find(l->s, tids[i]);
        if (!t || !t->line)
            continue;
        *module = t->module;
        return t->line;
    }
    const ap_code *body = ap_image_code(im, ap_image_module(im, 0)->body);
    return ap_world_is_over(l->world) ? last_statement(body)
                                      : first_statement(body);
}

void ap_look_code(ap_look *l)
{
    const ap_image *im = ap_world_image(l->world);
    uint32_t module, at = line_in_view(l, &module);
    const ap_module *m = ap_image_module(im, module);
    int first = (int)at > CODE_AROUND ? (int)at - CODE_AROUND : 1;
    int last = (int)at + CODE_AROUND < m->nlines ? (int)at + CODE_AROUND
                                                 : m->nlines;
    int n = last - first + 1;
    if (n <= 0)
        return;
    l->s->code = ap_scene_room(l->s, n, sizeof *l->s->code);
    l->s->ncode = n;
    l->s->code_at = (int)at - first;
    for (int i = 0; i < n; i++) {
        l->s->code[i].number = (uint32_t)(first + i);
        l->s->code[i].text = ap_module_line(m, (uint32_t)(first + i));
    }
    if (module != 0) {
        l->s->file = m->path;
        return;
    }
    add_brackets(l, l->s->code, n);
    mark_races(l, l->s->code, n);
    for (int i = 0; i < l->s->nthreads; i++)
        mark_line(l, l->s->code, n, &l->s->threads[i]);
}
