/* recorded: see recorded.h. */
#include "recorded.h"

#include <stdio.h>

bool record_with(const char *path, const char *keys, const char *theme,
                 const ap_frame_sink *sink)
{
    char name[] = "record", size[] = "--size=100x30";
    char file[200], script[200], with[40];
    char *argv[] = {name, size, script, with, file, NULL};
    snprintf(file, sizeof file, "%s", path);
    snprintf(script, sizeof script, "--keys=%s", keys);
    snprintf(with, sizeof with, "--theme=%s", theme);
    ap_args a;
    ap_opened o;
    ap_error e = {0};
    ap_str why = {0};
    ap_args_init(&a, &ap_cmd_record);
    bool ok = ap_args_read(&a, 5, argv, &e) && ap_open(&o, path, &a, &why);
    if (ok) {
        ok = ap_record(&o, &a, sink, &e);
        ap_opened_clear(&o);
    }
    if (!ok)
        printf("\n%s: %s%s\n", path, e.msg, ap_str_c(&why));
    ap_str_clear(&why);
    return ok;
}
