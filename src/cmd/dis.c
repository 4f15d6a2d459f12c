/* dis: the bytecode, as `python3.12 -m dis` prints it. */
#include "cmd_i.h"

static int dis(ap_args *a)
{
    ap_opened o;
    ap_str out = {0};
    if (!ap_open(&o, a->words[0], a, &out)) {
        ap_complain_text(&out);
        ap_str_clear(&out);
        return AP_EXIT_USAGE;
    }
    int n = a->modules ? ap_image_modules(o.image) : 1;
    for (int i = 0; i < n; i++) {
        const ap_module *m = ap_image_module(o.image, (uint32_t)i);
        if (n > 1)
            ap_str_printf(&out, "%s# %s\n", i ? "\n" : "", m->name);
        ap_dis_module(o.image, (uint32_t)i, &out);
    }
    int status = ap_say(&out);
    ap_str_clear(&out);
    ap_opened_clear(&o);
    return status;
}

const ap_cmd ap_cmd_dis = {
    .name = "dis", .operands = "FILE", .on = AP_ON_DIS, .least = 1, .most = 1,
    .about = "the bytecode that the threads execute",
    .more = "Names, stack effects and order are CPython 3.12's. Offsets count "
            "two bytes an "
            "instruction: there are no cache entries here.",
    .run = dis};
