/* save: traces of what ran, for apiary run. */
#include "cmd_i.h"

#include <string.h>

bool ap_save_trace(const ap_opened *o, ap_trace *t, const char *path,
                   ap_error *e)
{
    ap_str out = {0};
    ap_str_reset(&t->path);
    ap_str_put(&t->path, o->path);
    ap_str_reset(&t->text);
    ap_str_putn(&t->text, ap_str_c(&o->text), o->text.len);
    ap_trace_write(t, &out);
    bool ok = ap_file_write(path, out.s, out.len, e);
    ap_str_clear(&out);
    return ok;
}

/* What the program was told when the trace was made holds for it still. */
static void keep_inputs(const ap_opened *o, ap_trace *t)
{
    for (size_t i = 0; i < o->trace.inputs.len; i++) {
        const ap_trace_input *from = ap_vec_at(&o->trace.inputs, i);
        ap_trace_input *to = ap_vec_push(&t->inputs, NULL);
        to->step = from->step;
        ap_str_putn(&to->line, ap_str_c(&from->line), from->line.len);
    }
}

bool ap_save_stage(const ap_opened *o, ap_stage *s, const char *path,
                   ap_error *e)
{
    ap_trace t;
    ap_trace_init(&t);
    keep_inputs(o, &t);
    bool ok = ap_stage_trace(s, &t, e) && ap_save_trace(o, &t, path, e);
    ap_trace_clear(&t);
    return ok;
}
