/* make: what the commands that write a file have in common. */
#include "cmd_i.h"

#include <string.h>

const char *ap_theme_word(const ap_args *a)
{
    static const char *const themes[] = {"dark", "light", "contrast", "mono"};
    return themes[a->theme < 0 ? 0 : a->theme];
}

const char *ap_path_ending(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && !strchr(dot, '/') ? dot : "";
}

static int deliver(const char *path, const ap_str *out)
{
    ap_error e = {0};
    if (!path || strcmp(path, "-") == 0)
        return ap_say(out);
    if (ap_file_write(path, ap_str_c(out), out->len, &e))
        return AP_EXIT_OK;
    return ap_complain(&e);
}

static int complain(const ap_error *e)
{
    ap_complain(e);
    return e->code == AP_E_NO_EVENT ? AP_EXIT_FOUND : AP_EXIT_USAGE;
}

int ap_make_file(const ap_args *a,
                 bool (*make)(ap_opened *o, const ap_args *line, ap_str *out,
                              ap_error *e))
{
    ap_opened o;
    ap_error e = {0};
    ap_str out = {0};
    int status;
    if (!ap_open(&o, a->words[0], a, &out)) {
        status = ap_complain_text(&out);
    } else {
        status = make(&o, a, &out, &e) ? deliver(a->out, &out) : complain(&e);
        ap_opened_clear(&o);
    }
    ap_str_clear(&out);
    return status;
}
