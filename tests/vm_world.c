#include "vm_world.h"

#include "suites.h"

#include <string.h>

vm_world vm_open(const char *text, const ap_world_options *o)
{
    vm_world v = {0};
    ap_vec diags;
    ap_error e = {0};
    ap_image *failed = NULL;
    ap_world_options plain = {.seed = 1};
    if (!o)
        o = &plain;
    ap_world_options all = *o;
    all.natives = ap_lib_natives;
    ap_vec_init(&diags, sizeof(ap_diag));
    v.im = ap_lib_load("test.py", text, strlen(text), &diags, &failed);
    CU_ASSERT_PTR_NOT_NULL_FATAL(v.im);
    v.w = ap_world_new(v.im, &all, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(v.w);
    ap_vec_clear(&diags);
    return v;
}

void vm_close(vm_world *v)
{
    ap_world_free(v->w);
    ap_image_free(v->im);
}

static uint64_t turn(ap_world *w, ap_tid t, vm_way way, uint64_t quantum)
{
    ap_event ev;
    ap_stepped how;
    uint64_t n = 0;
    while (n < quantum && ap_world_state(w, t) == AP_TS_READY) {
        if (way == VM_MANY) {
            n += ap_step_many(w, t, quantum - n, AP_GIL_COUNT, NULL, &how);
            continue;
        }
        ap_step(w, t, way == VM_EVENTS ? &ev : NULL);
        n++;
    }
    return n;
}

/* Nobody can run: time passes. */
static bool pass_time(ap_world *w)
{
    int64_t next = ap_world_next_deadline(w);
    if (next < 0)
        return false;
    if (next > ap_world_clock_ns(w))
        ap_world_set_clock_ns(w, next);
    return ap_world_wake_due(w) > 0;
}

bool vm_run(vm_world *v, vm_way way, uint64_t quantum, uint64_t most)
{
    uint64_t done = 0;
    while (done < most && !ap_world_is_over(v->w)) {
        uint64_t before = done;
        for (ap_tid t = 0; t < ap_world_threads(v->w) && done < most; t++) {
            uint64_t left = most - done;
            if (ap_world_state(v->w, t) == AP_TS_READY)
                done += turn(v->w, t, way, quantum < left ? quantum : left);
        }
        if (done == before && !pass_time(v->w))
            break;
    }
    return ap_world_is_over(v->w);
}

void vm_output(const vm_world *v, int fd, ap_str *out)
{
    ap_output_view o;
    for (int i = 0; ap_world_output(v->w, i, &o); i++)
        if (o.fd == fd)
            ap_str_putn(out, o.text, o.n);
}
