/* header: the comment block and the docstring of a scenario file.
 *
 * Read from the text, not from the image, so that a list of scenarios needs
 * no compiler. The block ends at the first line that is no comment; comments
 * that are no known `key: value` are plain comments. */
#include "apiary/cmd.h"
#include "apiary/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A stretch of the text. */
typedef struct ap_span {
    const char *s, *end;
} ap_span;

static ap_span trimmed(ap_span t)
{
    while (t.s < t.end && strchr(" \t\r", *t.s))
        t.s++;
    while (t.end > t.s && strchr(" \t\r", t.end[-1]))
        t.end--;
    return t;
}

/* Takes the next line off the text. */
static ap_span next_line(ap_span *text)
{
    const char *nl = memchr(text->s, '\n', (size_t)(text->end - text->s));
    ap_span line = {text->s, nl ? nl : text->end};
    text->s = nl ? nl + 1 : text->end;
    return line;
}

static char *kept(ap_arena *a, ap_span t)
{
    return ap_arena_strndup(a, t.s, (size_t)(t.end - t.s));
}

/* ---- expect ------------------------------------------------------------ */

static const char *const expect_words[] = {
#define X(name, word, words) word,
    AP_EXPECTS(X)
#undef X
};

/* The next word of a span, cut off; empty at its end. */
static ap_span next_word(ap_span *t)
{
    *t = trimmed(*t);
    ap_span w = {t->s, t->s};
    while (w.end < t->end && !strchr(" \t", *w.end))
        w.end++;
    t->s = w.end;
    return w;
}

static bool is_word(ap_span w, const char *s)
{
    size_t n = strlen(s);
    return (size_t)(w.end - w.s) == n && memcmp(w.s, s, n) == 0;
}

static bool bad_expect(ap_error *e, ap_span item, const char *why)
{
    return ap_fail(e, AP_E_USAGE, "expect '%.*s': %s",
                   (int)(item.end - item.s), item.s, why);
}

/* The key of an expect line: "expect" or "expect --gil 3.12". */
static bool read_expect_policy(ap_span key, int *gil, ap_error *e)
{
    ap_span rest = key;
    char name[16];
    next_word(&rest);
    ap_span option = next_word(&rest), policy = trimmed(rest);
    if (option.s == option.end)
        return true;
    snprintf(name, sizeof name, "%.*s", (int)(policy.end - policy.s),
             policy.s);
    *gil = is_word(option, "--gil") ? ap_gil_parse(name) : -1;
    return *gil >= 0 || bad_expect(e, key, "no such policy");
}

static bool read_outcome(ap_span item, ap_span arg, ap_expect *x, ap_error *e)
{
    const char *eq = memchr(arg.s, '=', (size_t)(arg.end - arg.s));
    if (!eq)
        return bad_expect(e, item, "outcome NAME=VALUE|VALUE");
    ap_span name = trimmed((ap_span){arg.s, eq});
    ap_span values = trimmed((ap_span){eq + 1, arg.end});
    if (name.end == name.s || values.end == values.s
        || (size_t)(name.end - name.s) >= sizeof x->name
        || (size_t)(values.end - values.s) >= sizeof x->values)
        return bad_expect(e, item, "outcome NAME=VALUE|VALUE");
    memcpy(x->name, name.s, (size_t)(name.end - name.s));
    memcpy(x->values, values.s, (size_t)(values.end - values.s));
    return true;
}

static bool read_expect_item(ap_span item, ap_expect *x, ap_error *e)
{
    ap_span arg = item;
    ap_span word = next_word(&arg);
    arg = trimmed(arg);
    int kind = 0;
    while (kind < AP_EXPECT_COUNT && !is_word(word, expect_words[kind]))
        kind++;
    if (kind == AP_EXPECT_COUNT)
        return bad_expect(e, item, "no such word");
    x->kind = (ap_expect_kind)kind;
    size_t n = (size_t)(arg.end - arg.s);
    if (x->kind == AP_EXPECT_OUTCOME)
        return read_outcome(item, arg, x, e);
    if ((x->kind == AP_EXPECT_RACE) != (n > 0) || n >= sizeof x->name)
        return bad_expect(e, item, n ? "nothing may follow" : "race NAME");
    memcpy(x->name, arg.s, n);
    return true;
}

/* Items are separated by semicolons. */
static bool read_expect(ap_header *h, ap_span key, ap_span line,
                        uint32_t number, ap_error *e)
{
    ap_expect x = {.gil = -1, .line = number};
    if (!read_expect_policy(key, &x.gil, e))
        return false;
    while (line.s < line.end) {
        const char *semi = memchr(line.s, ';', (size_t)(line.end - line.s));
        ap_span item = trimmed((ap_span){line.s, semi ? semi : line.end});
        ap_expect one = x;
        if (!read_expect_item(item, &one, e))
            return false;
        ap_vec_push(&h->expects, &one);
        line.s = semi ? semi + 1 : line.end;
    }
    return true;
}

/* How deep in quotes and brackets a | stands: *depth < 0 inside quotes. */
static void follow(char c, int *depth, char *quote)
{
    if (*quote) {
        if (c == *quote)
            *quote = 0;
    } else if (c == '"' || c == '\'') {
        *quote = c;
    } else if (strchr("([{", c)) {
        (*depth)++;
    } else if (strchr(")]}", c)) {
        (*depth)--;
    }
}

bool ap_expect_value(const ap_expect *x, int i, char *out, size_t n)
{
    int depth = 0, at = 0;
    char quote = 0;
    const char *from = x->values;
    for (const char *p = from;; p++) {
        if (*p && (*p != '|' || depth || quote)) {
            follow(*p, &depth, &quote);
            continue;
        }
        if (at++ == i) {
            ap_span v = trimmed((ap_span){from, p});
            snprintf(out, n, "%.*s", (int)(v.end - v.s), v.s);
            return true;
        }
        if (!*p)
            return false;
        from = p + 1;
    }
}

/* ---- the comment block ------------------------------------------------- */

static bool read_step(ap_span value, ap_error *e)
{
    if (is_word(value, "event") || is_word(value, "line")
        || is_word(value, "bytecode"))
        return true;
    return ap_fail(e, AP_E_USAGE, "step is event, line or bytecode, not '%.*s'",
                   (int)(value.end - value.s), value.s);
}

/* One `key: value`; keys that we do not know are plain comments. */
static bool read_key(ap_header *h, ap_span key, ap_span value, uint32_t number,
                     ap_error *e)
{
    const struct {
        const char *key;
        const char **field;
    } rows[] = {{"title", &h->title}, {"topic", &h->topic}, {"run", &h->run},
                {"step", &h->step},   {"fix", &h->fix},     {"bug", &h->bug},
                {"demo", &h->demo}};
    ap_span rest = key;
    if (is_word(next_word(&rest), "expect"))
        return read_expect(h, key, value, number, e);
    if (is_word(key, "step") && !read_step(value, e))
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (is_word(key, rows[i].key))
            *rows[i].field = kept(h->arena, value);
    return true;
}

static bool read_comment(ap_header *h, ap_span line, uint32_t number,
                         ap_error *e)
{
    const char *colon = memchr(line.s, ':', (size_t)(line.end - line.s));
    if (!colon)
        return true;
    ap_span key = trimmed((ap_span){line.s + 1, colon});
    ap_span value = trimmed((ap_span){colon + 1, line.end});
    if (read_key(h, key, value, number, e))
        return true;
    if (e) {
        e->line = (int)number;
        e->col = 1;
    }
    return false;
}

/* Reads the block; text then stands at the first line that is no comment. */
static bool read_block(ap_header *h, ap_span *text, ap_error *e)
{
    uint32_t number = 0;
    while (text->s < text->end) {
        ap_span rest = *text;
        ap_span line = trimmed(next_line(&rest));
        number++;
        if (line.s < line.end && *line.s != '#')
            return true;
        if (line.s < line.end && !read_comment(h, line, number, e))
            return false;
        *text = rest;
    }
    return true;
}

/* ---- the docstring ----------------------------------------------------- */

/* The bytes between the quotes of a string literal at the start of the text;
 * empty where there is none. Escapes stay as they stand. */
static ap_span docstring(ap_span text)
{
    ap_span none = {text.s, text.s};
    if (text.s < text.end && (*text.s == 'r' || *text.s == 'R'))
        text.s++;
    if (text.s >= text.end || (*text.s != '"' && *text.s != '\''))
        return none;
    char quote = *text.s;
    size_t n = text.end - text.s >= 3 && text.s[1] == quote
            && text.s[2] == quote ? 3 : 1;
    ap_span doc = {text.s + n, text.s + n};
    for (; doc.end < text.end; doc.end++) {
        if (*doc.end == '\\')
            doc.end++;
        else if (n == 1 && *doc.end == '\n')
            return none;
        else if (*doc.end == quote && (n == 1 || (text.end - doc.end >= 3
                     && doc.end[1] == quote && doc.end[2] == quote)))
            return doc;
    }
    return none;
}

/* The first line is the goal; what follows, less blank lines at its ends, is
 * the lesson. */
static void read_doc(ap_header *h, ap_span doc)
{
    ap_span goal = trimmed(next_line(&doc));
    if (goal.end - goal.s > 5 && memcmp(goal.s, "Goal:", 5) == 0)
        goal.s += 5;
    h->goal = kept(h->arena, trimmed(goal));
    while (doc.s < doc.end && (*doc.s == '\n' || *doc.s == '\r'))
        doc.s++;
    while (doc.end > doc.s && strchr(" \t\r\n", doc.end[-1]))
        doc.end--;
    h->lesson = kept(h->arena, doc);
}

bool ap_header_read(const char *text, size_t len, ap_header *h, ap_error *e)
{
    *h = (ap_header){"", "", "", "", "", "", "", "", "", {0},
                     ap_arena_new()};
    ap_vec_init(&h->expects, sizeof(ap_expect));
    ap_span t = {text, text + len};
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        t.s += 3;
    if (!read_block(h, &t, e)) {
        ap_header_clear(h);
        return false;
    }
    read_doc(h, docstring(t));
    return true;
}

void ap_header_clear(ap_header *h)
{
    ap_vec_clear(&h->expects);
    ap_arena_free(h->arena);
    *h = (ap_header){"", "", "", "", "", "", "", "", "", {0}, NULL};
}
