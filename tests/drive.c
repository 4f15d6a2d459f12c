/* drive: see drive.h. */
#include "drive.h"

#include "apiary/lib.h"

static void sink(void *arg, int fd, const char *s, size_t n)
{
    ap_driven *d = arg;
    ap_str_putn(fd == 2 ? &d->err : &d->out, s, n);
}

/* A turn for every thread that can run. -> steps done by all. */
static uint64_t round_of_turns(ap_world *w, int turn)
{
    uint64_t done = 0;
    ap_stepped how;
    for (ap_tid t = 0; t < ap_world_threads(w) && !ap_world_is_over(w); t++)
        if (ap_world_state(w, t) == AP_TS_READY)
            done += ap_step_many(w, t, (uint64_t)turn, AP_GIL_COUNT, NULL,
                                 &how);
    return done;
}

/* Nobody could run: the clock jumps to the next wake-up. */
static bool jump(ap_world *w)
{
    int64_t at = ap_world_next_deadline(w);
    if (at < 0)
        return false;
    if (at > ap_world_clock_ns(w))
        ap_world_set_clock_ns(w, at);
    return ap_world_wake_due(w) > 0;
}

static ap_drive_end run_world(ap_world *w, const ap_drive_limits *l,
                              uint64_t *steps)
{
    while (!ap_world_is_over(w)) {
        uint64_t done = round_of_turns(w, l->turn);
        *steps += done;
        if (*steps >= l->most)
            return DRIVE_TOO_LONG;
        if (!done && !ap_world_is_over(w) && !jump(w))
            return DRIVE_STUCK;
    }
    return DRIVE_ENDED;
}

static void run_image(const ap_image *im, const char *path,
                      const ap_drive_limits *l, ap_driven *d)
{
    const char *argv[] = {path};
    ap_world_options o = {.natives = ap_lib_natives, .seed = 1, .argc = 1,
                          .argv = argv, .memory = l->memory, .sink = sink,
                          .sink_arg = d};
    ap_error e = {0};
    ap_world *w = ap_world_new(im, &o, &e);
    d->end = DRIVE_REFUSED;
    if (!w) {
        ap_str_put(&d->err, e.msg);
        return;
    }
    d->end = run_world(w, l, &d->steps);
    d->status = ap_world_exit_code(w);
    ap_world_free(w);
}

void drive_text(const char *path, const char *text, size_t len,
                const ap_drive_limits *l, ap_driven *d)
{
    *d = (ap_driven){.end = DRIVE_REFUSED};
    ap_vec diags;
    ap_vec_init(&diags, sizeof(ap_diag));
    ap_image *failed = NULL;
    ap_image *im = ap_lib_load(path, text, len, &diags, &failed);
    for (size_t i = 0; i < diags.len && !im; i++)
        ap_diag_print(ap_vec_at(&diags, i), ap_image_module(failed, 0),
                      &d->err);
    if (im) {
        run_image(im, path, l, d);
        ap_image_free(im);
    }
    if (failed)
        ap_image_free(failed);
    ap_vec_clear(&diags);
}

bool drive_file(const char *path, const ap_drive_limits *l, ap_driven *d)
{
    ap_str text = {0};
    ap_error e = {0};
    bool ok = ap_file_read(path, 1 << 20, &text, &e);
    *d = (ap_driven){.end = DRIVE_REFUSED};
    if (ok)
        drive_text(path, ap_str_c(&text), text.len, l, d);
    else
        ap_str_put(&d->err, e.msg);
    ap_str_clear(&text);
    return ok;
}

void drive_clear(ap_driven *d)
{
    ap_str_clear(&d->out);
    ap_str_clear(&d->err);
}
