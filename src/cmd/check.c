/* check: every interleaving of a program, and the verdict.
 *
 * The search goes on in slices. Between them, where stderr is a terminal, a
 * row says how far it is. Ctrl-C ends it: what is known by then is told; a
 * second one ends apiary. */
#include "cmd_i.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int64_t slice_ns = 100000000;

/* ---- Ctrl-C ------------------------------------------------------------- */

static _Atomic(bool) is_stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    atomic_store(&is_stopped, true);
}

static void catch_interrupt(void)
{
    struct sigaction a = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &a, NULL);
}

/* ---- progress -------------------------------------------------------- */

static void show_progress(const ap_check *c)
{
    ap_check_progress p;
    ap_check_look(c, &p);
    double rate = p.seconds > 0 ? (double)p.transitions / p.seconds : 0;
    fprintf(stderr, "\r\033[K%.32s: %llu states, %.3g transitions/s, "
            "depth %u, %zu MB", p.phase, (unsigned long long)p.states, rate,
            p.depth, p.bytes >> 20);
    if (p.findings)
        fprintf(stderr, ", %d found", p.findings);
    fflush(stderr);
}

/* Until it is over or stopped; -> whether it is over. */
static bool search(ap_check *c)
{
    bool is_seen = isatty(STDERR_FILENO), is_over = false;
    catch_interrupt();
    while (!is_over && !atomic_load(&is_stopped)) {
        is_over = ap_check_run(c, ap_clock_ns() + slice_ns);
        if (is_seen && !is_over)
            show_progress(c);
    }
    if (is_seen)
        fputs("\r\033[K", stderr);
    signal(SIGINT, SIG_DFL);
    return is_over;
}

/* ---- options --------------------------------------------------------- */

static ap_check_options options_of(const ap_opened *o)
{
    const ap_args *a = &o->args;
    return (ap_check_options){
        .gil = o->scenario.run.gil, .most_states = a->limit,
        .timeout_ns = a->timeout_ns, .memory = a->search_memory,
        .output_order = a->output_order, .ignore_output = a->ignore_output,
        .world = o->scenario.run.world};
}

/* The GIL is off unless somebody asked for one. */
static void choose_policy(ap_opened *o)
{
    if (!ap_given(&o->args, AP_OPT_GIL) && !o->scenario.trace)
        o->scenario.run.gil = AP_GIL_OFF;
}

/* ---- the report ------------------------------------------------------ */

/* "apiary run FILE", with the policy where run would take another one. */
static void put_again(const ap_opened *o, const char *name, ap_str *out)
{
    ap_str_put(out, "apiary run ");
    ap_str_put_word(out, strcmp(name, "-") == 0 ? "FILE" : name);
    bool is_headers = o->args.in_header >> AP_OPT_GIL & 1;
    if (!is_headers || (o->args.on_line >> AP_OPT_GIL & 1))
        ap_str_printf(out, " --gil %s", ap_gil_name(o->scenario.run.gil));
}

static bool has_colour(void)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no && *no) && term
        && strcmp(term, "dumb") != 0;
}

static bool is_ascii(const ap_args *a)
{
    setlocale(LC_CTYPE, "");
    return a->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

static int say_report(const ap_opened *o, const ap_args *a,
                      const ap_check_report *found)
{
    ap_str again = {0}, out = {0};
    put_again(o, a->words[0], &again);
    ap_report r = {.found = found, .image = o->image, .file = o->path,
                   .again = again.s, .run = o->scenario.run,
                   .has_colour = has_colour(), .is_ascii = is_ascii(a)};
    if (o->args.json)
        ap_report_json(&r, &out);
    else
        ap_report_text(&r, &out);
    int status = ap_say(&out);
    ap_str_clear(&again);
    ap_str_clear(&out);
    return status;
}

static int status_of(const ap_check_report *r)
{
    if (ap_found_count(r))
        return AP_EXIT_FOUND;
    return r->is_complete ? AP_EXIT_OK : AP_EXIT_INCOMPLETE;
}

/* ---- the command ----------------------------------------------------- */

static int end_of(const ap_opened *o, const ap_args *a,
                  const ap_check_report *report, bool is_over)
{
    ap_check_report found = *report;
    ap_error e = {0};
    if (found.refused) {
        ap_fail(&e, AP_E_FILE, "%s cannot be searched: %s", o->path,
                found.refused);
        return ap_complain(&e);
    }
    if (!is_over) {
        found.is_complete = false;
        found.why_incomplete = "it was stopped";
    }
    int status = say_report(o, a, &found);
    return status == AP_EXIT_OK ? status_of(&found) : status;
}

static int check_opened(ap_opened *o, const ap_args *a)
{
    ap_error e = {0};
    choose_policy(o);
    ap_check_options options = options_of(o);
    ap_check *c = ap_check_new(o->image, &options, &e);
    if (!c)
        return ap_complain(&e);
    bool is_over = search(c);
    int status = end_of(o, a, ap_check_report_of(c), is_over);
    ap_check_free(c);
    return status;
}

static int check(ap_args *a)
{
    ap_opened o;
    ap_str why = {0};
    int status;
    if (ap_open(&o, a->words[0], a, &why)) {
        status = check_opened(&o, a);
        ap_opened_clear(&o);
    } else {
        status = ap_complain_text(&why);
    }
    ap_str_clear(&why);
    return status;
}

const ap_cmd ap_cmd_check = {
    .name = "check", .operands = "FILE", .on = AP_ON_CHECK, .least = 1,
    .most = 1,
    .about = "every interleaving: safe, or what goes wrong, and how",
    .more = "The GIL is off unless --gil or the file's header says otherwise. "
            "Exit status 0: nothing can go wrong; 1: something can; 3: "
            "nothing was found, but not everything was searched (--limit, "
            "--timeout, --search-memory, Ctrl-C). Sleeps order nothing, a "
            "timed wait may time out at any moment, there is no input. --json "
            "prints one object: file, gil, verdict, complete, why_incomplete, "
            "states, transitions, seconds, and the lists outcomes, races, "
            "deadlocks, failures, stuck, lock_orders. Each finding has "
            "preemptions, switches, steps, minimal (no way costs less), "
            "policies, needs_preemption, no_return (the step after which "
            "nothing ends well) and schedule; null is not known. Steps count "
            "from 0.",
    .run = check};
