/* The trace file: writer and reader, beside each other.
 *
 *     apiary-trace 1 BYTES HASH       version, length and XXH3 of the rest;
 *                                     2 where there are interrupts
 *     path 21                         a text: its length, a newline, itself
 *     scenarios/races/x.py
 *     gil 3                           a number
 *     step 120                        of the input that follows
 *     input 6                         a text
 *     interrupt 200                   a number
 *     …
 *
 * A file is read only if all of it is as it was written, so every cut and
 * every changed bit is refused before anything else is looked at. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "history_i.h"

enum { VERSION = 2, HEAD_ROOM = 80 };
static const char magic[] = "apiary-trace ";
static const uint64_t most_steps = 1000000000;

/* ---- what there is --------------------------------------------------- */

/* Numbers of a trace: their names, where they lie, what they may be. */
static const struct {
    const char *name;
    size_t at, bytes;
    uint64_t most;
} numbers[] = {
#define X(name, field, most)                                                   \
    {name, offsetof(ap_trace, field),                                 \
     sizeof(((ap_trace *)0)->field), most},
    X("gil", run.gil, AP_GIL_COUNT - 1)
    X("cores", run.cores, AP_MAX_CORES)
    X("order", run.order, AP_ORDER_COUNT - 1)
    X("quantum", run.quantum, 1000000)
    X("seed", run.seed, UINT64_MAX)
    X("pct-depth", run.pct_depth, 16)
    X("switch-interval", run.switch_interval_ns, INT64_MAX)
    X("tick", run.tick_ns, INT64_MAX)
    X("memory", run.world.memory, (uint64_t)64 << 30)
    X("world-seed", run.world.seed, UINT64_MAX)
    X("recursion-limit", run.world.recursion_limit, 1000000000)
    X("steps", steps, most_steps)
    X("at", at, most_steps)
    X("end-low", end.lo, UINT64_MAX)
    X("end-high", end.hi, UINT64_MAX)
#undef X
};
enum { NNUMBERS = sizeof numbers / sizeof *numbers };

static const struct {
    const char *name;
    size_t at;
} texts[] = {{"path", offsetof(ap_trace, path)},
             {"text", offsetof(ap_trace, text)},
             {"schedule", offsetof(ap_trace, schedule)},
             {"moves", offsetof(ap_trace, moves)}};
enum { NTEXTS = sizeof texts / sizeof *texts };

void ap_trace_init(ap_trace *t)
{
    *t = (ap_trace){0};
    ap_vec_init(&t->args, sizeof(ap_str));
    ap_vec_init(&t->inputs, sizeof(ap_trace_input));
    ap_vec_init(&t->interrupts, sizeof(uint64_t));
}

static ap_str *text_at(const ap_trace *t, int i)
{
    return (ap_str *)(void *)((char *)(uintptr_t)t + texts[i].at);
}

static ap_str *arg_at(const ap_trace *t, size_t i)
{
    return ap_vec_at(&t->args, i);
}

static ap_trace_input *input_at(const ap_trace *t, size_t i)
{
    return ap_vec_at(&t->inputs, i);
}

void ap_trace_clear(ap_trace *t)
{
    for (int i = 0; i < NTEXTS; i++)
        ap_str_clear(text_at(t, i));
    for (size_t i = 0; i < t->args.len; i++)
        ap_str_clear(arg_at(t, i));
    for (size_t i = 0; i < t->inputs.len; i++)
        ap_str_clear(&input_at(t, i)->line);
    ap_vec_clear(&t->args);
    ap_vec_clear(&t->inputs);
    ap_vec_clear(&t->interrupts);
    ap_trace_init(t);
}

bool ap_trace_source(void *trace, uint64_t step, ap_str *out)
{
    const ap_trace *t = trace;
    for (size_t i = 0; i < t->inputs.len; i++)
        if (input_at(t, i)->step == step) {
            const ap_str *s = &input_at(t, i)->line;
            ap_str_putn(out, ap_str_c(s), s->len);
            return true;
        }
    return false;
}

/* ---- writing --------------------------------------------------------- */

/* Fields are read and written by their low bytes: this host's are first. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "low bytes first");

static uint64_t get_number(const ap_trace *t, int i)
{
    uint64_t v = 0;
    memcpy(&v, (const char *)t + numbers[i].at, numbers[i].bytes);
    return v;
}

static void put_text(ap_str *out, const char *name, const ap_str *s)
{
    ap_str_printf(out, "%s %zu\n", name, s->len);
    ap_str_putn(out, ap_str_c(s), s->len);
    ap_str_putc(out, '\n');
}

static void put_head(ap_str *out, long version, const char *body, size_t n)
{
    ap_str_printf(out, "%s%ld %010zu %016llx\n", magic, version, n,
                  (unsigned long long)XXH3_64bits(body, n));
}

void ap_trace_write(const ap_trace *t, ap_str *out)
{
    ap_str body = {0};
    for (int i = 0; i < NTEXTS; i++)
        put_text(&body, texts[i].name, text_at(t, i));
    for (int i = 0; i < NNUMBERS; i++)
        ap_str_printf(&body, "%s %llu\n", numbers[i].name,
                      (unsigned long long)get_number(t, i));
    for (size_t i = 0; i < t->args.len; i++)
        put_text(&body, "arg", arg_at(t, i));
    for (size_t i = 0; i < t->inputs.len; i++) {
        ap_str_printf(&body, "step %llu\n",
                      (unsigned long long)input_at(t, i)->step);
        put_text(&body, "input", &input_at(t, i)->line);
    }
    for (size_t i = 0; i < t->interrupts.len; i++)
        ap_str_printf(&body, "interrupt %llu\n", *(unsigned long long *)
                      ap_vec_at(&t->interrupts, i));
    put_head(out, t->interrupts.len ? 2 : 1, body.s, body.len);
    ap_str_putn(out, body.s, body.len);
    ap_str_clear(&body);
}

/* ---- reading the first line ------------------------------------------ */

bool ap_trace_is(const char *bytes, size_t n)
{
    return n >= strlen(magic) && memcmp(bytes, magic, strlen(magic)) == 0;
}

/* The rest of a file whose first line fits it; NULL: *e. */
static const char *body_of(const char *bytes, size_t n, size_t *left,
                           ap_error *e)
{
    const char *line_end = memchr(bytes, '\n', n < HEAD_ROOM ? n : HEAD_ROOM);
    if (!ap_trace_is(bytes, n)) {
        ap_fail(e, AP_E_FILE, "this is no trace of apiary");
        return NULL;
    }
    char *end;
    char head[HEAD_ROOM + 1] = "";
    memcpy(head, bytes, n < HEAD_ROOM ? n : HEAD_ROOM);
    long version = strtol(head + strlen(magic), &end, 10);
    if (version > VERSION && *end == ' ') {
        ap_fail(e, AP_E_FILE, "a newer apiary made this trace (format %ld; "
                "this one reads %d)", version, VERSION);
        return NULL;
    }
    if (version < 1) {
        ap_fail(e, AP_E_FILE, "this trace is damaged: format %ld", version);
        return NULL;
    }
    unsigned long long bytes_said = strtoull(end, NULL, 10);
    *left = line_end ? n - (size_t)(line_end + 1 - bytes) : 0;
    if (!line_end || *left < bytes_said) {
        ap_fail(e, AP_E_FILE, "this trace is cut off: %zu of %llu bytes",
                *left, bytes_said);
        return NULL;
    }
    ap_str want = {0};
    put_head(&want, version, line_end + 1, *left);
    bool fits = memcmp(bytes, want.s, want.len) == 0
                && want.len == n - *left;
    ap_str_clear(&want);
    if (!fits)
        ap_fail(e, AP_E_FILE, "this trace is damaged: its checksum differs");
    return fits ? line_end + 1 : NULL;
}

/* ---- reading the rest ------------------------------------------------ */

typedef struct reader {
    const char *at, *end;
    char name[32];
    uint64_t number;
} reader;

/* NAME ' ' NUMBER '\n' */
static bool read_entry(reader *r)
{
    size_t i = 0;
    while (r->at < r->end && *r->at != ' ' && i < sizeof r->name - 1)
        r->name[i++] = *r->at++;
    r->name[i] = 0;
    if (r->at == r->end || *r->at++ != ' ')
        return false;
    r->number = 0;
    const char *from = r->at;
    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++) {
        uint64_t digit = (uint64_t)(*r->at - '0');
        if (r->number > (UINT64_MAX - digit) / 10)
            return false;
        r->number = r->number * 10 + digit;
    }
    return r->at > from && r->at < r->end && *r->at++ == '\n';
}

/* The text that follows an entry. */
static bool read_text(reader *r, ap_str *to)
{
    if (r->number >= (uint64_t)(r->end - r->at) || to->s)
        return false;
    ap_str_putn(to, r->at, (size_t)r->number);
    r->at += r->number;
    return *r->at++ == '\n';
}

static bool set_number(ap_trace *t, int i, uint64_t v)
{
    if (v > numbers[i].most)
        return false;
    memcpy((char *)t + numbers[i].at, &v, numbers[i].bytes);
    return true;
}

/* Takes the entry just read. `step`: of the input to come. */
static bool take_entry(reader *r, ap_trace *t, uint64_t *step)
{
    for (int i = 0; i < NTEXTS; i++)
        if (strcmp(r->name, texts[i].name) == 0)
            return read_text(r, text_at(t, i));
    for (int i = 0; i < NNUMBERS; i++)
        if (strcmp(r->name, numbers[i].name) == 0)
            return set_number(t, i, r->number);
    if (strcmp(r->name, "arg") == 0)
        return read_text(r, ap_vec_push(&t->args, NULL));
    if (strcmp(r->name, "step") == 0) {
        *step = r->number;
        return true;
    }
    if (strcmp(r->name, "interrupt") == 0) {
        ap_vec_push(&t->interrupts, &r->number);
        return true;
    }
    if (strcmp(r->name, "input") != 0)
        return false;
    ap_trace_input *in = ap_vec_push(&t->inputs, NULL);
    in->step = *step;
    return read_text(r, &in->line);
}

/* What is within its limits each by itself must fit together, too. */
static bool is_sound(const ap_trace *t)
{
    const ap_run_options *o = &t->run;
    return o->cores > 0 && o->quantum > 0 && o->pct_depth > 0
           && o->tick_ns > 0 && o->switch_interval_ns > 0 && t->path.len
           && t->args.len > 0
           && (o->world.memory == 0 || o->world.memory >= 65536)
           && (o->order == AP_ORDER_REPLAY) == (t->schedule.len > 0)
           && t->at <= t->steps && (t->steps == 0) == (t->moves.len == 0);
}

bool ap_trace_read(const char *bytes, size_t n, ap_trace *t, ap_error *e)
{
    size_t left = 0;
    uint64_t step = 0;
    const char *body = body_of(bytes, n, &left, e);
    if (!body)
        return false;
    reader r = {.at = body, .end = body + left};
    bool ok = true;
    while (ok && r.at < r.end)
        ok = read_entry(&r) && take_entry(&r, t, &step);
    return (ok && is_sound(t))
           || ap_fail(e, AP_E_FILE, "this trace is damaged: %s",
                      r.name[0] ? r.name : "it is empty");
}
