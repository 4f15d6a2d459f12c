/* What a search found, in sentences. */
#include "tell_i.h"

#include <string.h>

static const char *const words[AP_FOUND_COUNT] = {
#define X(name, word, fate) word,
    AP_FOUNDS(X)
#undef X
};

static const char *const fates[AP_FOUND_COUNT] = {
#define X(name, word, fate) fate,
    AP_FOUNDS(X)
#undef X
};

const char *ap_found_word(ap_found_kind kind)
{
    return words[kind];
}

int ap_found_count(const ap_check_report *r)
{
    return r->nfailures + r->ndeadlocks + r->nstucks + r->nraces;
}

/* Is i one of `n`? If not, it counts from behind them. */
static bool is_among(int *i, int n)
{
    if (*i < n)
        return true;
    *i -= n;
    return false;
}

bool ap_found_at(const ap_check_report *r, int i, ap_found *out)
{
    *out = (ap_found){.kind = AP_FOUND_OUTCOME};
    if (is_among(&i, r->nfailures)) {
        out->kind = AP_FOUND_FAILURE;
        out->failure = &r->failures[i];
        out->how = &r->failures[i].how;
    } else if (is_among(&i, r->ndeadlocks)) {
        out->kind = AP_FOUND_DEADLOCK;
        out->deadlock = &r->deadlocks[i];
        out->how = &r->deadlocks[i].how;
    } else if (is_among(&i, r->nstucks)) {
        out->kind = AP_FOUND_STUCK;
        out->stuck = &r->stucks[i];
        out->how = &r->stucks[i].how;
    } else if (is_among(&i, r->nraces)) {
        out->kind = AP_FOUND_RACE;
        out->race = &r->races[i];
        out->how = &r->races[i].how;
    } else if (is_among(&i, r->noutcomes)) {
        out->outcome = &r->outcomes[i];
        out->how = &r->outcomes[i].how;
    } else {
        return false;
    }
    out->index = i;
    return true;
}

/* ---- sentences ------------------------------------------------------- */

static bool starts_with(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* A line of the program itself, trimmed in front. */
static const char *main_line(const ap_image *im, uint32_t line)
{
    const char *s = im && line
        ? ap_module_line(ap_image_module(im, 0), line) : "";
    return s ? s + strspn(s, " \t") : "";
}

/* "the assert on line 20 fails", "ValueError in A on line 20: bad value" */
static void say_failure(const ap_failure *f, const ap_image *im, ap_str *out)
{
    size_t n = strcspn(f->error, ":");
    if (starts_with(f->error, "AssertionError")
        && starts_with(main_line(im, f->line), "assert")) {
        ap_str_printf(out, "the assert on line %u fails", f->line);
        if (f->error[n])
            ap_str_printf(out, "%s", f->error + n);
        return;
    }
    ap_str_printf(out, "%.*s in %s", (int)n, f->error, f->thread);
    if (f->line)
        ap_str_printf(out, " on line %u", f->line);
    ap_str_put(out, f->error + n);
}

static void say_side(const ap_race_side *s, ap_str *out)
{
    ap_str_printf(out, "%s %s it (line %u)", s->thread,
                  s->is_write ? "writes" : "reads", s->line);
}

static void say_race(const ap_race *r, ap_str *out)
{
    ap_str_printf(out, "Race on %s: ", r->where);
    say_side(&r->first, out);
    ap_str_put(out, ", ");
    say_side(&r->second, out);
}

/* The first letter is made a capital, and a full stop ends it. */
static void make_sentence(ap_str *out, size_t from)
{
    if (out->len == 0)
        return;
    char *c = &out->s[from];
    if (*c >= 'a' && *c <= 'z')
        *c = (char)(*c - 'a' + 'A');
    if (!strchr(".!?", out->s[out->len - 1]))
        ap_str_putc(out, '.');
}

void ap_tell_found(const ap_found *f, const ap_image *im, ap_str *out)
{
    size_t from = out->len;
    switch (f->kind) {
    case AP_FOUND_FAILURE:
        say_failure(f->failure, im, out);
        break;
    case AP_FOUND_DEADLOCK:
        ap_str_printf(out, "Deadlock: %s", f->deadlock->words);
        break;
    case AP_FOUND_STUCK:
        ap_str_printf(out, "No end is reached: %s", f->stuck->words);
        break;
    case AP_FOUND_RACE:
        say_race(f->race, out);
        break;
    default:
        ap_str_printf(out, "It ends like this: %s", f->outcome->end);
    }
    /* A name that begins it is not made another one. */
    if (f->kind == AP_FOUND_FAILURE && !starts_with(out->s + from, "the "))
        ap_str_put(out, strchr(".!?", out->s[out->len - 1]) ? "" : ".");
    else
        make_sentence(out, from);
}

static void count(ap_str *out, uint64_t n, const char *one, const char *many)
{
    ap_str_printf(out, "%llu %s", (unsigned long long)n, n == 1 ? one : many);
}

void ap_tell_cost(const ap_finding *how, ap_str *out)
{
    count(out, how->preemptions, "preemption", "preemptions");
    ap_str_put(out, ", ");
    count(out, how->switches, "switch", "switches");
    ap_str_put(out, ", ");
    count(out, how->steps, "step", "steps");
}

void ap_tell_no_return(ap_found_kind kind, ap_str *out)
{
    ap_str_printf(out, "From here on every continuation %s.", fates[kind]);
}

/* "Needs a preemption: here A is left in the middle of line 11." */
static void say_race_need(const ap_race *r, ap_str *out)
{
    const ap_race_side *left = r->left == r->first.tid ? &r->first
                                                       : &r->second;
    if (r->how.preemption == AP_NEED_NO) {
        ap_str_put(out, "Matters without a preemption, too: the order makes "
                        "a difference even if each goes on until it waits or "
                        "ends.");
        return;
    }
    ap_str_put(out, "Needs a preemption");
    if (r->left_after && r->left_after == r->left_before)
        ap_str_printf(out, ": here %s is left in the middle of line %u",
                      left->thread, r->left_before);
    else if (r->left_after)
        ap_str_printf(out, ": here %s is left between line %u and line %u",
                      left->thread, r->left_after, r->left_before);
    ap_str_putc(out, '.');
}

void ap_tell_need(const ap_found *f, ap_str *out)
{
    if (f->how->preemption == AP_NEED_UNKNOWN)
        return;
    if (f->race)
        say_race_need(f->race, out);
    else if (f->how->preemption == AP_NEED_NO)
        ap_str_put(out, "It needs no preemption.");
    else
        ap_str_put(out, "Without a preemption it does not happen.");
}

/* "GIL 3.9 and GIL 3.10": the policies of a set. */
static void list_policies(unsigned set, ap_str *out)
{
    int n = 0, all = __builtin_popcount(set);
    for (int p = 0; p < AP_GIL_COUNT; p++) {
        if (!(set >> p & 1))
            continue;
        ap_str_put(out, n == 0 ? "" : n + 1 == all ? " and " : ", ");
        ap_str_printf(out, "GIL %s", ap_gil_name(p));
        n++;
    }
}

void ap_tell_policies(const ap_finding *how, int own, unsigned searched,
                      ap_str *out)
{
    unsigned others = ~(1u << own), with = how->policies & others;
    unsigned without = searched & ~how->policies & others;
    if (with) {
        ap_str_put(out, "It happens with ");
        list_policies(with, out);
        ap_str_put(out, ", too");
    }
    if (without) {
        ap_str_put(out, with ? ", but not with " : "It does not happen with ");
        list_policies(without, out);
    }
    if (with || without)
        ap_str_putc(out, '.');
}

/* ---- outcomes -------------------------------------------------------- */

static const char *value_of(const ap_outcome *o, const char *name)
{
    for (int i = 0; i < o->nglobals; i++)
        if (strcmp(o->names[i], name) == 0)
            return o->values[i];
    return NULL;
}

/* Has another outcome another value of it, or none? */
static bool tells_apart(const ap_check_report *r, const ap_outcome *o, int i)
{
    for (int k = 0; k < r->noutcomes; k++) {
        const char *v = value_of(&r->outcomes[k], o->names[i]);
        if (!v || strcmp(v, o->values[i]) != 0)
            return true;
    }
    return false;
}

static bool outputs_differ(const ap_check_report *r)
{
    for (int i = 1; i < r->noutcomes; i++)
        if (strcmp(r->outcomes[0].output, r->outcomes[i].output) != 0)
            return true;
    return false;
}

/* Its last line, in quotes: what a program ends with. */
static void say_output(const char *s, ap_str *out)
{
    size_t n = strlen(s);
    while (n && s[n - 1] == '\n')
        n--;
    size_t from = n;
    while (from && s[from - 1] != '\n')
        from--;
    if (n == 0)
        ap_str_put(out, "prints nothing");
    else
        ap_str_printf(out, "prints %s\"%.*s\"", from ? "… " : "",
                      (int)(n - from), s + from);
}

static void say_end(const ap_outcome *o, ap_str *end)
{
    static const char *const ends[][2] = {{"finished", "finishes"},
                                          {"failed", "fails"},
                                          {"stuck", "no end"}};
    const char *text = o->end;
    for (int i = 0; i < 3; i++)
        if (strcmp(o->end, ends[i][0]) == 0)
            text = ends[i][1];
    ap_str_put(end, text);
    if (o->exit && strcmp(o->end, "finished") == 0)
        ap_str_printf(end, ", exit status %d", o->exit);
}

void ap_tell_outcome(const ap_check_report *r, int i, ap_str *what,
                     ap_str *end)
{
    const ap_outcome *o = &r->outcomes[i];
    size_t from = what->len;
    bool is_one = r->noutcomes == 1;
    for (int k = 0; k < o->nglobals; k++)
        if (is_one || tells_apart(r, o, k))
            ap_str_printf(what, "%s%s = %s", what->len > from ? ", " : "",
                          o->names[k], o->values[k]);
    if (what->len == from && strcmp(o->end, "stuck") == 0)
        ap_str_put(what, "round and round");
    else if (what->len == from && (is_one || outputs_differ(r)))
        say_output(o->output, what);
    say_end(o, end);
}

/* ---- the verdict ----------------------------------------------------- */

static const ap_race *race_on(const ap_check_report *r, const char *where)
{
    for (int i = 0; i < r->nraces; i++)
        if (strcmp(r->races[i].where, where) == 0)
            return &r->races[i];
    return NULL;
}

/* Another failure on the way to the first one: the same run has both. */
static const ap_failure *failure_before(const ap_check_report *r)
{
    for (int i = 1; i < r->nfailures; i++)
        if (strcmp(r->failures[i].how.schedule, r->failures[0].how.schedule)
            == 0)
            return &r->failures[i];
    return NULL;
}

/* "Lost update on counter (race); ": what made a failure possible, as far as
 * it is known. */
static void say_cause(const ap_check_report *r, const ap_story *story,
                      ap_str *out)
{
    const char *lost = story ? story->lost : "";
    const ap_failure *before = failure_before(r);
    if (*lost)
        ap_str_printf(out, "Lost update on %s%s; ", lost,
                      race_on(r, lost) ? " (race)" : "");
    else if (before)
        ap_str_printf(out, "%.*s in %s on line %u; ",
                      (int)strcspn(before->error, ":"), before->error,
                      before->thread, before->line);
    else if (r->nraces)
        ap_str_printf(out, "Race on %s; ", r->races[0].where);
}

static void say_nothing_found(const ap_check_report *r, ap_str *out)
{
    if (r->is_complete)
        ap_str_put(out, "No interleaving fails, deadlocks, gets stuck or "
                        "races.");
    else
        ap_str_put(out, "Nothing was found, but not every interleaving was "
                        "searched.");
}

void ap_tell_verdict(const ap_check_report *r, const ap_image *im,
                     const ap_story *story, ap_str *out)
{
    ap_found f;
    size_t from = out->len;
    if (!ap_found_count(r)) {
        say_nothing_found(r, out);
        return;
    }
    ap_found_at(r, 0, &f);
    if (f.kind == AP_FOUND_DEADLOCK || f.kind == AP_FOUND_STUCK) {
        ap_str_put(out, f.deadlock ? f.deadlock->words : f.stuck->words);
        make_sentence(out, out->len);
        return;
    }
    if (f.kind != AP_FOUND_FAILURE) {
        ap_tell_found(&f, im, out);
        return;
    }
    say_cause(r, story, out);
    if (out->len == from) {
        ap_tell_found(&f, im, out);
        return;
    }
    say_failure(f.failure, im, out);
    make_sentence(out, from);
}
