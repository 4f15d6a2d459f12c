/* list: the scenarios, in teaching order. */
#include "cmd_i.h"

#include <string.h>

static int list(ap_args *a)
{
    (void)a;
    ap_error e = {0};
    ap_catalogue c;
    ap_str out = {0};
    const char *topic = "";
    bool found = ap_catalogue_read(&c, &e);
    for (size_t i = 0; i < c.items.len; i++) {
        const ap_listed *s = ap_vec_at(&c.items, i);
        if (strcmp(topic, s->header.topic) != 0) {
            topic = s->header.topic;
            ap_str_printf(&out, "%s%s\n", i ? "\n" : "", topic);
        }
        if (s->is_twin)
            ap_str_printf(&out, "      mended: %s\n", s->name);
        else
            ap_str_printf(&out, "  %s\n      %s\n      Goal: %s\n", s->name,
                          s->header.title, s->header.goal);
    }
    int status = found ? ap_say(&out) : ap_complain(&e);
    ap_str_clear(&out);
    ap_catalogue_clear(&c);
    return status;
}

const ap_cmd ap_cmd_list = {
    .name = "list", .operands = "", .on = AP_ON_LIST, .least = 0, .most = 0,
    .about = "the scenarios: name, title, what they show",
    .more = "Any command that wants a FILE takes such a name, too.",
    .run = list};
