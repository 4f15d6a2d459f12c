/* help: what the tables say about commands, options, keys and scenarios; as
 * text, as a man page, as the README's tables. */
#include "cmd_i.h"

#include <string.h>

/* ---- rows -------------------------------------------------------------- */

/* "-o, --out FILE", "--gil 3.9|3.10|3.12|off", "--ascii" */
static void option_head(const ap_option *o, ap_str *out)
{
    if (o->letter)
        ap_str_printf(out, "-%c, ", o->letter);
    ap_str_printf(out, "--%s", o->name);
    if (o->kind != AP_V_FLAG)
        ap_str_printf(out, " %s", o->value);
}

static void put_row(ap_str *out, const char *head, int width, const char *text)
{
    int pad = width - ap_text_width(head);
    ap_str_printf(out, "  %s", head);
    if (pad < 0)
        ap_str_printf(out, "\n  %*s  %s\n", width, "", text);
    else
        ap_str_printf(out, "%*s  %s\n", pad, "", text);
}

/* The options of the commands `on`, of one level. -> how many. */
static int put_options(ap_str *out, unsigned on, ap_option_level level)
{
    int n = 0;
    for (int i = 0; i < AP_OPT_COUNT; i++) {
        const ap_option *o = &ap_options[i];
        if (!(o->on & on) || o->level != level)
            continue;
        ap_str head = {0};
        option_head(o, &head);
        put_row(out, head.s, 22, o->help);
        ap_str_clear(&head);
        n++;
    }
    return n;
}

/* A paragraph in lines of at most 79 columns. */
static void put_wrapped(ap_str *out, const char *text)
{
    int at = 0;
    while (*text) {
        size_t n = strcspn(text, " \n");
        ap_str word = {0};
        ap_str_putn(&word, text, n);
        int width = ap_text_width(ap_str_c(&word));
        bool fits = at + 1 + width <= 79;
        ap_str_put(out, at == 0 ? "" : fits ? " " : "\n");
        ap_str_put(out, ap_str_c(&word));
        at = fits && at ? at + 1 + width : width;
        ap_str_clear(&word);
        text += n + (text[n] != 0);
    }
    ap_str_putc(out, '\n');
}

static void command_head(const ap_cmd *c, ap_str *out)
{
    ap_str_printf(out, "%s%s%s", c->name, *c->operands ? " " : "",
                  c->operands);
}

/* ---- as text ----------------------------------------------------------- */

void ap_help_overview(ap_str *out, bool advanced)
{
    ap_str_put(out, "apiary shows what threads do: it runs a small concurrent "
                    "Python program on real\nthreads and draws every step of "
                    "them in the terminal.\n\n"
                    "  apiary                  the menu of scenarios\n"
                    "  apiary FILE             the same as apiary run FILE\n"
                    "\nCommands:\n");
    for (int i = 0; ap_cmds[i]; i++) {
        ap_str head = {0};
        command_head(ap_cmds[i], &head);
        put_row(out, head.s, 22, ap_cmds[i]->about);
        ap_str_clear(&head);
    }
    ap_str_put(out, "\nOptions (each command takes those it can use; defaults "
                    "in brackets):\n");
    put_options(out, AP_ON_ALL, AP_BASIC);
    if (advanced) {
        ap_str_put(out, "\nAdvanced options:\n");
        put_options(out, AP_ON_ALL, AP_ADVANCED);
    }
    ap_str_put(out, "\nFILE is a .py file, a scenario's name (apiary list), or "
                    "- for standard input.\nMore: apiary help COMMAND");
    ap_str_put(out, advanced ? ".\n" : ", apiary help advanced.\n");
}

void ap_help_command(const ap_cmd *c, ap_str *out)
{
    ap_str_put(out, "usage: apiary ");
    command_head(c, out);
    ap_str_printf(out, "\n\n%s\n", c->about);
    if (*c->more) {
        ap_str_putc(out, '\n');
        put_wrapped(out, c->more);
    }
    ap_str_put(out, "\nOptions:\n");
    put_options(out, c->on, AP_BASIC);
    ap_str more = {0};
    if (put_options(&more, c->on, AP_ADVANCED))
        ap_str_printf(out, "\nAdvanced options:\n%s", more.s);
    ap_str_clear(&more);
}

/* ---- as a man page ----------------------------------------------------- */

/* Text for roff: minus signs and backslashes are escaped, a leading dot or
 * quote is hidden. */
static void roff(ap_str *out, const char *s)
{
    if (*s == '.' || *s == '\'')
        ap_str_put(out, "\\&");
    for (; *s; s++) {
        if (*s == '-' || *s == '\\')
            ap_str_putc(out, '\\');
        ap_str_putc(out, *s == '\\' ? 'e' : *s);
    }
}

static void roff_options(ap_str *out, ap_option_level level)
{
    for (int i = 0; i < AP_OPT_COUNT; i++) {
        if (ap_options[i].level != level)
            continue;
        ap_str head = {0};
        option_head(&ap_options[i], &head);
        ap_str_put(out, ".TP\n.B ");
        roff(out, head.s);
        ap_str_put(out, "\n");
        roff(out, ap_options[i].help);
        ap_str_put(out, "\n(");
        const char *sep = "";
        for (int k = 0; ap_cmds[k]; k++)
            if (ap_options[i].on & ap_cmds[k]->on) {
                ap_str_printf(out, "%s%s", sep, ap_cmds[k]->name);
                sep = ", ";
            }
        ap_str_put(out, ")\n");
        ap_str_clear(&head);
    }
}

static void roff_commands(ap_str *out)
{
    for (int i = 0; ap_cmds[i]; i++) {
        ap_str_printf(out, ".TP\n\\fBapiary %s\\fR \\fI%s\\fR\n",
                      ap_cmds[i]->name, ap_cmds[i]->operands);
        roff(out, ap_cmds[i]->about);
        ap_str_put(out, ".\n");
        roff(out, ap_cmds[i]->more);
        ap_str_put(out, *ap_cmds[i]->more ? "\n" : "");
    }
}

static void roff_keys(ap_str *out)
{
    const char *keys, *name, *help;
    for (int i = 0; i < ap_action_count(); i++) {
        if (!ap_action_info(i, &keys, &name, &help))
            continue;
        ap_str_put(out, ".TP\n.B ");
        roff(out, keys);
        ap_str_put(out, "\n");
        roff(out, name);
        ap_str_put(out, ": ");
        roff(out, help);
        ap_str_put(out, "\n");
    }
}

void ap_help_man(ap_str *out)
{
    ap_str_printf(out, ".TH APIARY 1 \"\" \"apiary %s\"\n", AP_VERSION);
    ap_str_put(out, ".SH NAME\napiary \\- shows what threads do\n"
                    ".SH SYNOPSIS\n.B apiary\n[\\fICOMMAND\\fR] "
                    "[\\fIOPTIONS\\fR] [\\fIFILE\\fR]\n"
                    ".SH DESCRIPTION\n"
                    "Runs a small concurrent Python program on real threads "
                    "and draws, in a terminal, every thread's stack, the "
                    "shared globals and heap, every lock with its owner and "
                    "its queue, who holds the GIL, and what each step means "
                    "in words.\nWithout a command: the menu of scenarios, or, "
                    "with a \\fIFILE\\fR, the same as \\fBapiary run\\fR.\n"
                    ".SH COMMANDS\n");
    roff_commands(out);
    ap_str_put(out, ".SH OPTIONS\n");
    roff_options(out, AP_BASIC);
    ap_str_put(out, ".SH ADVANCED OPTIONS\n");
    roff_options(out, AP_ADVANCED);
    ap_str_put(out, ".SH KEYS\n");
    roff_keys(out);
    ap_str_put(out, ".SH EXIT STATUS\n"
                    "0: done. 1: the scenario has no such event; under exec "
                    "an uncaught exception or a deadlock. 2: usage, or a file "
                    "that apiary cannot run. 70: a fault of apiary's own. "
                    "124: \\-\\-timeout. exec otherwise ends with the "
                    "program's own status.\n");
}

/* ---- as tables of the README ------------------------------------------- */

/* Text of a Markdown table cell. */
static void cell(ap_str *out, const char *s)
{
    for (; *s; s++) {
        if (*s == '|')
            ap_str_putc(out, '\\');
        ap_str_putc(out, *s);
    }
}

static void key_table(ap_str *out)
{
    const char *keys, *name, *help;
    ap_str_put(out, "| key | action | |\n| --- | --- | --- |\n");
    for (int i = 0; i < ap_action_count(); i++) {
        if (!ap_action_info(i, &keys, &name, &help))
            continue;
        ap_str_put(out, "| `");
        cell(out, keys);
        ap_str_printf(out, "` | %s | ", name);
        cell(out, help);
        ap_str_put(out, " |\n");
    }
}

/* `races/lost_update_locked` for the twin that stands beside `name`. */
static void twin_name(ap_str *out, const char *name, const char *fix)
{
    const char *slash = strrchr(name, '/'), *dot = strrchr(fix, '.');
    size_t n = dot ? (size_t)(dot - fix) : strlen(fix);
    if (!n)
        return;
    ap_str_printf(out, "`%.*s%.*s`", slash ? (int)(slash - name) + 1 : 0,
                  name, (int)n, fix);
}

static void scenario_table(ap_str *out)
{
    ap_catalogue c;
    ap_str_put(out, "| scenario | title | goal | mended |\n"
                    "| --- | --- | --- | --- |\n");
    ap_catalogue_read(&c, NULL);
    for (size_t i = 0; i < c.items.len; i++) {
        const ap_listed *s = ap_vec_at(&c.items, i);
        if (s->is_twin)
            continue;
        ap_str_printf(out, "| `%s` | ", s->name);
        cell(out, s->header.title);
        ap_str_put(out, " | ");
        cell(out, s->header.goal);
        ap_str_put(out, " | ");
        twin_name(out, s->name, s->header.fix);
        ap_str_put(out, " |\n");
    }
    ap_catalogue_clear(&c);
}

static void command_table(ap_str *out)
{
    ap_str_put(out, "| command | what it does |\n| --- | --- |\n"
                    "| `apiary` | the menu of scenarios |\n");
    for (int i = 0; ap_cmds[i]; i++) {
        ap_str_put(out, "| `apiary ");
        command_head(ap_cmds[i], out);
        ap_str_printf(out, "` | %s |\n", ap_cmds[i]->about);
    }
}

static void option_table(ap_str *out)
{
    ap_str_put(out, "| option | what it does |\n| --- | --- |\n");
    for (int i = 0; i < AP_OPT_COUNT; i++) {
        if (ap_options[i].level != AP_BASIC)
            continue;
        ap_str head = {0};
        option_head(&ap_options[i], &head);
        ap_str_put(out, "| `");
        cell(out, head.s);
        ap_str_put(out, "` | ");
        cell(out, ap_options[i].help);
        ap_str_put(out, " |\n");
        ap_str_clear(&head);
    }
}

bool ap_help_readme(const char *table, ap_str *out)
{
    static const struct {
        const char *name;
        void (*put)(ap_str *out);
    } tables[] = {{"keys", key_table}, {"scenarios", scenario_table},
                  {"commands", command_table}, {"options", option_table}};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (strcmp(tables[i].name, table) == 0) {
            tables[i].put(out);
            return true;
        }
    return false;
}

/* ---- the command ------------------------------------------------------- */

static bool compose(const ap_args *a, ap_str *out, ap_error *e)
{
    const char *topic = a->nwords ? a->words[0] : "";
    const ap_cmd *c = ap_cmd_named(topic);
    if (a->readme)
        return ap_help_readme(a->readme, out)
            || ap_fail(e, AP_E_USAGE, "no such table: %.60s", a->readme);
    if (a->man)
        ap_help_man(out);
    else if (c)
        ap_help_command(c, out);
    else if (!*topic || strcmp(topic, "advanced") == 0)
        ap_help_overview(out, *topic != 0);
    else
        return ap_fail(e, AP_E_USAGE, "no such command: %.60s "
                       "(see: apiary help)", topic);
    return true;
}

static int help(ap_args *a)
{
    ap_str out = {0};
    ap_error e = {0};
    int status = compose(a, &out, &e) ? ap_say(&out) : ap_complain(&e);
    ap_str_clear(&out);
    return status;
}

const ap_cmd ap_cmd_help = {
    .name = "help", .operands = "[COMMAND]", .on = AP_ON_HELP, .least = 0,
    .most = 1, .about = "help on a command; apiary help advanced: all options",
    .more = "", .run = help};
