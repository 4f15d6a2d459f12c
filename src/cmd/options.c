/* options: the rows of AP_OPTIONS as a table, and how a command line or a
 * header's `run:` line is read into ap_args.
 *
 * Reading is done twice for a scenario: the header's line first, then the
 * command line over it, so the command line wins. */
#include "cmd_i.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const ap_option ap_options[AP_OPT_COUNT] = {
#define X(id, letter, name, value, kind, field, lo, hi, on, level, help)       \
    [AP_OPT_##id] = {letter, name, value, AP_V_##kind,                         \
                     offsetof(ap_args, field), lo, hi, AP_ON_##on, AP_##level, \
                     help},
    AP_OPTIONS(X)
#undef X
};

void ap_args_init(ap_args *a, const ap_cmd *cmd)
{
    *a = (ap_args){.cmd = cmd, .order = -1, .clock = -1, .at = -1,
                   .theme = -1, .panel = -1, .speed = 4, .fps = 30,
                   .size = {120, 36}};
    a->run.gil = AP_GIL_312;
    a->run.cores = 1;
    a->run.order = AP_ORDER_RANDOM;
    a->run.seed = 1;
}

/* ---- values ------------------------------------------------------------ */

/* The index of `s` among "a|b|c", -1 if it is none. */
static int choice_of(const char *choices, const char *s)
{
    size_t n = strlen(s);
    int i = 0;
    for (const char *p = choices; *p && n; i++) {
        size_t len = strcspn(p, "|");
        if (len == n && strncmp(p, s, n) == 0)
            return i;
        p += len + (p[len] == '|');
    }
    return -1;
}

static bool read_choice(const ap_option *o, const char *s, int *to)
{
    int i = choice_of(o->value, s);
    if (i >= 0)
        *to = i;
    return i >= 0;
}

static bool read_int(const ap_option *o, const char *s, int *to)
{
    char *end;
    errno = 0;
    long v = strtol(s, &end, 10);
    if (end == s || *end || errno || (double)v < o->low
        || (double)v > o->high)
        return false;
    *to = (int)v;
    return true;
}

static bool read_word(const char *s, uint64_t *to)
{
    char *end;
    errno = 0;
    unsigned long long v = strtoull(s, &end, 10);
    if (*s < '0' || *s > '9' || *end || errno)
        return false;
    *to = v;
    return true;
}

/* A number from 0 on, in plain notation; *end is what follows it. */
static bool read_number(const char *s, double *to, const char **end)
{
    char *stop;
    if ((*s < '0' || *s > '9') && *s != '.')
        return false;
    *to = strtod(s, &stop);
    *end = stop;
    return stop != s && isfinite(*to);
}

static bool read_real(const ap_option *o, const char *s, double *to)
{
    double v;
    const char *end;
    if (!read_number(s, &v, &end) || *end || v <= o->low || v > o->high)
        return false;
    *to = v;
    return true;
}

/* A number with one of the units; *to in the smallest unit. */
static bool read_scaled(const char *s, const char *const *units,
                        const double *scales, double most, double *to)
{
    const char *end;
    if (!read_number(s, to, &end))
        return false;
    for (int i = 0; units[i]; i++)
        if (strcmp(end, units[i]) == 0) {
            *to *= scales[i];
            return *to >= 1 && *to <= most;
        }
    return false;
}

static bool read_time(const char *s, int64_t *to)
{
    static const char *const units[] = {"", "s", "ms", "us", NULL};
    static const double scales[] = {1e9, 1e9, 1e6, 1e3};
    double ns;
    if (!read_scaled(s, units, scales, 1e18, &ns))
        return false;
    *to = (int64_t)ns;
    return true;
}

static bool read_bytes(const char *s, size_t *to)
{
    static const char *const units[] = {"", "K", "M", "G", NULL};
    static const double scales[] = {1, 1024, 1048576, 1073741824};
    double bytes;
    if (!read_scaled(s, units, scales, 64 * 1073741824.0, &bytes)
        || bytes < 65536)
        return false;
    *to = (size_t)bytes;
    return true;
}

static bool read_size(const char *s, ap_size *to)
{
    char *x, *end;
    if (*s < '0' || *s > '9')
        return false;
    long cols = strtol(s, &x, 10);
    if (*x != 'x' || x[1] < '0' || x[1] > '9')
        return false;
    long rows = strtol(x + 1, &end, 10);
    if (*end || cols < 1 || cols > 1000 || rows < 1 || rows > 500)
        return false;
    *to = (ap_size){(int)cols, (int)rows};
    return true;
}

/* What a value should look like, for the complaint. */
static void wanted(const ap_option *o, ap_str *out)
{
    switch (o->kind) {
    case AP_V_CHOICE:
        ap_str_printf(out, "one of %s", o->value);
        break;
    case AP_V_INT:
        ap_str_printf(out, "%.0f to %.0f", o->low, o->high);
        break;
    case AP_V_WORD:
        ap_str_put(out, "a whole number from 0 on");
        break;
    case AP_V_REAL:
        ap_str_printf(out, "a number above %g, at most %g", o->low, o->high);
        break;
    case AP_V_TIME:
        ap_str_put(out, "a time like 5ms, 0.5 or 2s");
        break;
    case AP_V_BYTES:
        ap_str_put(out, "a size like 64K, 256M or 1G, from 64K to 64G");
        break;
    default:
        ap_str_put(out, "a size like 120x36, at most 1000x500");
    }
}

static bool set_value(ap_args *a, const ap_option *o, const char *s,
                      ap_error *e)
{
    void *field = (char *)a + o->field;
    bool ok = true;
    switch (o->kind) {
    case AP_V_FLAG: *(bool *)field = true; break;
    case AP_V_CHOICE: ok = read_choice(o, s, field); break;
    case AP_V_INT: ok = read_int(o, s, field); break;
    case AP_V_WORD: ok = read_word(s, field); break;
    case AP_V_REAL: ok = read_real(o, s, field); break;
    case AP_V_TIME: ok = read_time(s, field); break;
    case AP_V_BYTES: ok = read_bytes(s, field); break;
    case AP_V_SIZE: ok = read_size(s, field); break;
    case AP_V_TEXT: *(const char **)field = s; break;
    }
    if (ok)
        return true;
    ap_str want = {0};
    wanted(o, &want);
    ap_fail(e, AP_E_USAGE, "--%s cannot be '%.40s': %s", o->name, s, want.s);
    ap_str_clear(&want);
    return false;
}

/* ---- lines ------------------------------------------------------------- */

/* The table as getopt_long wants it: all options, or those of a command. */
static void long_options(unsigned on, struct option *out)
{
    for (int i = 0; i < AP_OPT_COUNT; i++)
        if (ap_options[i].on & on)
            *out++ = (struct option){ap_options[i].name,
                                     ap_options[i].kind != AP_V_FLAG, NULL,
                                     256 + i};
    *out = (struct option){0};
}

static int option_of_letter(int c)
{
    for (int i = 0; i < AP_OPT_COUNT; i++)
        if (c && ap_options[i].letter == c)
            return i;
    return -1;
}

/* Says what was wrong with the word that getopt_long refused. */
static bool refuse(int c, char **argv, unsigned on, ap_error *e)
{
    const char *word = argv[optind - 1];
    int i = optopt >= 256 ? optopt - 256 : option_of_letter(optopt);
    if (c == ':' && i >= 0)
        return ap_fail(e, AP_E_USAGE, "--%s wants a value: %s",
                       ap_options[i].name, ap_options[i].value);
    if (i >= 0)
        return ap_fail(e, AP_E_USAGE, "--%s takes no value",
                       ap_options[i].name);
    for (i = 0; i < AP_OPT_COUNT && strncmp(word, "--", 2) == 0; i++)
        if (strcmp(word + 2, ap_options[i].name) == 0
            && !(ap_options[i].on & on))
            return ap_fail(e, AP_E_USAGE, "%s does not go with this command",
                           word);
    return ap_fail(e, AP_E_USAGE, "unknown option '%.60s'", word);
}

/* What belongs together: a schedule is an order of its own. */
static bool settle(ap_args *a, uint64_t seen, ap_error *e)
{
    if ((seen >> AP_OPT_SCHEDULE & 1) && (seen >> AP_OPT_ORDER & 1))
        return ap_fail(e, AP_E_USAGE,
                       "--schedule is an order of its own: leave --order out");
    if (seen >> AP_OPT_SCHEDULE & 1)
        a->run.order = AP_ORDER_REPLAY;
    else if (seen >> AP_OPT_ORDER & 1) {
        a->run.order = (ap_order)a->order;
        a->run.schedule = NULL;
    }
    return true;
}

/* Reads options of the commands `on` (":" first: we say what is wrong; "+":
 * options end at the first word that is none). -> index of the first
 * operand, -1 on error. */
static int read_line(ap_args *a, int argc, char **argv, unsigned on, bool plus,
                     uint64_t *seen, ap_error *e)
{
    struct option longs[AP_OPT_COUNT + 1];
    long_options(on, longs);
    optind = 0;
    opterr = 0;
    int c;
    while ((c = getopt_long(argc, argv, plus ? "+:hVo:" : ":hVo:", longs,
                            NULL)) != -1) {
        int i = c >= 256 ? c - 256 : option_of_letter(c);
        if (c == '?' || c == ':' || i < 0 || !(ap_options[i].on & on)) {
            refuse(c, argv, on, e);
            return -1;
        }
        if (!set_value(a, &ap_options[i], optarg, e))
            return -1;
        *seen |= UINT64_C(1) << i;
    }
    return settle(a, *seen, e) ? optind : -1;
}

bool ap_args_read(ap_args *a, int argc, char **argv, ap_error *e)
{
    const ap_cmd *c = a->cmd;
    int first = read_line(a, argc, argv, c->on, c->most < 0, &a->on_line, e);
    if (first < 0)
        return false;
    a->argc = argc;
    a->argv = argv;
    a->words = argv + first;
    a->nwords = argc - first;
    if (a->help || a->version)
        return true;
    if (a->nwords < c->least)
        return ap_fail(e, AP_E_USAGE, "%s is missing", c->operands);
    if (c->most >= 0 && a->nwords > c->most)
        return ap_fail(e, AP_E_USAGE, "one word too many: '%.60s'",
                       a->words[c->most]);
    return true;
}

bool ap_args_again(ap_args *a, const ap_args *line, ap_error *e)
{
    return ap_args_read(a, line->argc, line->argv, e);
}

/* Cuts the next word of a line off in place; quotes hold blanks together.
 * NULL: no more. */
static char *next_word(char **line)
{
    char *p = *line + strspn(*line, " \t");
    if (!*p)
        return NULL;
    char *word = p, *to = p;
    char quote = 0;
    for (; *p && (quote || !strchr(" \t", *p)); p++) {
        if (*p == quote)
            quote = 0;
        else if (!quote && (*p == '"' || *p == '\''))
            quote = *p;
        else
            *to++ = *p;
    }
    *line = *p ? p + 1 : p;
    *to = 0;
    return word;
}

bool ap_args_header(ap_args *a, char *line, ap_error *e)
{
    enum { MOST = 64 };
    char name[] = "run:";
    char *argv[MOST + 2] = {name};
    int argc = 1;
    for (char *w = next_word(&line); w; w = next_word(&line)) {
        if (argc > MOST)
            return ap_fail(e, AP_E_USAGE, "too many words");
        argv[argc++] = w;
    }
    int first = read_line(a, argc, argv, AP_ON_GUEST, false, &a->in_header, e);
    if (first < 0)
        return false;
    if (first < argc)
        return ap_fail(e, AP_E_USAGE, "'%.60s' is no option", argv[first]);
    return true;
}
