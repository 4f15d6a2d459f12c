/* apiary: picks the command.
 *
 * `apiary` alone opens the menu, `apiary FILE` is `apiary run FILE`. An
 * unknown word that is no file and no scenario is an unknown command. */
#include "cmd_i.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- starting ------------------------------------------------------ */

/* A closed 0, 1 or 2 would be the number of the next file opened, and what
 * is meant for a person would go there. */
static void fill_standard_fds(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0
            && open("/dev/null", fd ? O_WRONLY : O_RDONLY) < 0)
            _exit(AP_EXIT_FAULT);
}

static pid_t main_pid;

/* ap_bug aborts: our own process then ends with the status for that; a
 * hive, which is a fork of us, dies of the signal, so that it can be told. */
static void on_abort(int signal_number)
{
    if (getpid() == main_pid)
        _exit(AP_EXIT_FAULT);
    signal(signal_number, SIG_DFL);
}

static int usage(const ap_cmd *c, const ap_error *e)
{
    if (c)
        fprintf(stderr, "apiary %s: %s (see: apiary help %s)\n", c->name,
                e->msg, c->name);
    else
        fprintf(stderr, "apiary: %s (see: apiary help)\n", e->msg);
    return AP_EXIT_USAGE;
}

/* The command of the command line; shifts its name away where it stands
 * there. NULL: *e says why. */
static const ap_cmd *pick(int *argc, char ***argv, ap_error *e)
{
    static const char *const asks[] = {"-h", "--help", "-V", "--version"};
    if (*argc < 2 || (*argv)[1][0] == '-') {
        for (int i = 0; i < 4 && *argc >= 2; i++)
            if (strcmp((*argv)[1], asks[i]) == 0)
                return &ap_cmd_help;
        return &ap_cmd_run;
    }
    const ap_cmd *c = ap_cmd_named((*argv)[1]);
    if (c) {
        (*argc)--;
        (*argv)++;
        return c;
    }
    ap_str path = {0};
    ap_error why = {0};
    if (ap_scenario_find((*argv)[1], &path, &why))
        c = ap_cmd_named("run");
    else
        ap_fail(e, AP_E_USAGE, "no such command, file or scenario%s",
                strchr(why.msg, ':'));
    ap_str_clear(&path);
    return c;
}

int main(int argc, char **argv)
{
    fill_standard_fds();
    main_pid = getpid();
    signal(SIGABRT, on_abort);
    ap_error e = {0};
    const ap_cmd *c = pick(&argc, &argv, &e);
    if (!c)
        return usage(NULL, &e);
    ap_args args;
    ap_args_init(&args, c);
    if (!ap_args_read(&args, argc, argv, &e))
        return usage(c, &e);
    ap_str text = {0};
    int status = AP_EXIT_OK;
    if (args.version) {
        ap_str_printf(&text, "apiary %s\n", AP_VERSION);
        status = ap_say(&text);
    } else if (args.help) {
        if (c == &ap_cmd_help)
            ap_help_overview(&text, false);
        else
            ap_help_command(c, &text);
        status = ap_say(&text);
    } else {
        status = c->run(&args);
    }
    ap_str_clear(&text);
    return status;
}
