/* The list of commands, and how cmd says things: all that apiary itself
 * writes to stdout or stderr goes through here. */
#include "cmd_i.h"

#include <stdio.h>
#include <string.h>

const ap_cmd *const ap_cmds[] = {
    &ap_cmd_run, &ap_cmd_exec, &ap_cmd_check, &ap_cmd_shot, &ap_cmd_record,
    &ap_cmd_trace, &ap_cmd_dis,
    &ap_cmd_list,
    &ap_cmd_help, NULL};

const ap_cmd *ap_cmd_named(const char *name)
{
    for (int i = 0; ap_cmds[i]; i++)
        if (strcmp(ap_cmds[i]->name, name) == 0)
            return ap_cmds[i];
    return NULL;
}

int ap_complain(const ap_error *e)
{
    if (e->file[0] && e->line)
        fprintf(stderr, "%s:%d:%d: %s\n", e->file, e->line, e->col, e->msg);
    else if (e->file[0])
        fprintf(stderr, "apiary: %s: %s\n", e->file, e->msg);
    else
        fprintf(stderr, "apiary: %s\n", e->msg);
    return AP_EXIT_USAGE;
}

int ap_complain_text(const ap_str *lines)
{
    fputs(ap_str_c(lines), stderr);
    return AP_EXIT_USAGE;
}

int ap_say(const ap_str *text)
{
    fwrite(ap_str_c(text), 1, text->len, stdout);
    if (fflush(stdout) == 0)
        return AP_EXIT_OK;
    fprintf(stderr, "apiary: standard output cannot be written\n");
    return AP_EXIT_USAGE;
}
