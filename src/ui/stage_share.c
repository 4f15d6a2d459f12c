/* This run in one line: the command that makes the same steps again, put on
 * the clipboard and shown in full. Made when it is asked for, and not again
 * while it is shown: a long run has a long schedule. */
#include "stage_i.h"

/* More than this is not shown: nobody reads it. */
enum { MOST_SHOWN = 20000 };

static void put_time(ap_str *out, const char *option, int64_t ns,
                     int64_t usual)
{
    if (ns != usual)
        ap_str_printf(out, " --%s %.9g", option, (double)ns / 1e9);
}

/* What the steps depend on, beside the schedule. */
static void put_options(const ap_run *r, ap_str *out)
{
    const ap_run_options *o = ap_run_options_of(r);
    ap_str_printf(out, " --gil %s --cores %d --seed %llu", ap_gil_name(o->gil),
                  o->cores, (unsigned long long)o->seed);
    put_time(out, "switch-interval", o->switch_interval_ns, 5000000);
    put_time(out, "tick", o->tick_ns, 1000000);
}

static void put_command(const ap_stage *s, ap_str *out)
{
    ap_str_put(out, "apiary run ");
    ap_str_put_word(out, s->scenario->name ? s->scenario->name
                                           : s->scenario->path);
    put_options(s->run, out);
    if (ap_history_at(s->history) == 0)
        return;
    ap_str_put(out, " --schedule '");
    ap_history_schedule(s->history, out);
    ap_str_putc(out, '\'');
}

void ap_stage_share(ap_stage *s)
{
    ap_str command = {0};
    put_command(s, &command);
    bool is_copied = ap_term_copy(s->term, command.s, command.len);
    ap_str_reset(&s->share);
    ap_str_put(&s->share, is_copied
        ? "On the clipboard, if this terminal lets programs write there: the "
          "run up to this step.\n\n"
        : "Too long for a terminal's clipboard: W writes it into a file. The "
          "run up to this step.\n\n");
    size_t shown = command.len < MOST_SHOWN ? command.len : MOST_SHOWN;
    ap_str_putn(&s->share, command.s, shown);
    if (shown < command.len)
        ap_str_printf(&s->share, "\xe2\x80\xa6 and %zu bytes more",
                      command.len - shown);
    ap_str_clear(&command);
}
