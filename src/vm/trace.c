/* Tracebacks, as CPython 3.12 prints them (Python/traceback.c): most recent
 * call last, the failing part of a line underlined, causes before effects.
 * Frames of library modules are left out.
 *
 * A binary operation and a subscription are marked in two parts, the operands
 * with ~ and the operator with ^. CPython parses the line again to find them;
 * here the instruction tells which of the two it was. */
#include "calls_i.h"

#include <string.h>

/* ---- the part that is underlined ----------------------------------- */

/* Byte offsets into the line: [start, end) is marked; [from, to), if not
 * empty, is the operator. */
typedef struct mark {
    size_t start, end, from, to;
} mark;

static size_t skip_string(const char *s, size_t i, size_t end)
{
    char quote = s[i++];
    while (i < end && s[i] != quote)
        i += s[i] == '\\' ? 2 : 1;
    return i;
}

static bool is_operand_end(char ch)
{
    return ch == '_' || ch == ')' || ch == ']' || ch == '}' || ch == '"'
        || ch == '\'' || (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z')
        || (ch >= 'A' && ch <= 'Z') || ch == '.' || (ch & 0x80);
}

/* Length of the operator at s, 0 if there is none. */
static size_t operator_length(const char *s)
{
    if (!strchr("+-*/%@&|^<>", *s) || !*s)
        return 0;
    return s[1] == s[0] && strchr("*/<>", *s) ? 2 : 1;
}

/* The operator `sign` that joins the outermost operands: the last one outside
 * brackets and strings, for ** the first. */
static bool find_operator(const char *s, const char *sign, mark *m)
{
    int depth = 0;
    char last = 0;
    bool found = false;
    for (size_t i = m->start; i < m->end; i++) {
        char ch = s[i];
        size_t len = depth == 0 && is_operand_end(last) ? operator_length(s + i)
                                                        : 0;
        if (len && strlen(sign) == len && strncmp(s + i, sign, len) == 0
            && !(found && strcmp(sign, "**") == 0)) {
            m->from = i;
            m->to = i + len;
            found = true;
        }
        i += len == 2;
        if (ch == '"' || ch == '\'')
            i = skip_string(s, i, m->end);
        depth += ch == '(' || ch == '[' || ch == '{';
        depth -= ch == ')' || ch == ']' || ch == '}';
        if (ch != ' ')
            last = ch;
    }
    return found;
}

/* The last [...] of the marked part, up to its end. */
static bool find_subscript(const char *s, mark *m)
{
    int depth = 0;
    if (s[m->end - 1] != ']')
        return false;
    for (size_t i = m->start; i < m->end; i++) {
        if (s[i] == '"' || s[i] == '\'') {
            i = skip_string(s, i, m->end);
            continue;
        }
        if (s[i] == '[' && depth == 0)
            m->from = i;
        depth += s[i] == '(' || s[i] == '[' || s[i] == '{';
        depth -= s[i] == ')' || s[i] == ']' || s[i] == '}';
    }
    while (m->from > m->start && s[m->from - 1] == ' ')
        m->from--;
    m->to = m->end;
    return m->from > m->start;
}

static const char *const signs[] = {
#define X(name, sign, dunder) sign,
    AP_BINARIES(X)
#undef X
};

static void find_anchors(const char *line, uint32_t instr, mark *m)
{
    bool found = false;
    uint32_t arg = ap_instr_arg(instr);
    switch (ap_instr_op(instr)) {
    case AP_OP_BINARY_OP:
        found = arg < AP_BIN_INPLACE && find_operator(line, signs[arg], m);
        break;
    case AP_OP_BINARY_SUBSCR:
    case AP_OP_STORE_SUBSCR:
    case AP_OP_DELETE_SUBSCR:
    case AP_OP_BINARY_SLICE:
    case AP_OP_STORE_SLICE:
        found = find_subscript(line, m);
        break;
    default:
        break;
    }
    if (!found)
        m->from = m->to = 0;
}

static void draw_marks(const char *line, const mark *m, size_t indent,
                       ap_str *out)
{
    ap_str_put(out, "    ");
    ap_str_fill(out, ' ', ap_utf8_count(line + indent, m->start - indent));
    for (size_t i = m->start; i < m->end; i++) {
        if (((unsigned char)line[i] & 0xc0) == 0x80)
            continue;
        bool is_operator = m->to == 0 || (i >= m->from && i < m->to);
        ap_str_putc(out, is_operator ? '^' : '~');
    }
    ap_str_putc(out, '\n');
}

static void put_line(const ap_code *code, uint32_t pc, const char *line,
                     ap_str *out)
{
    const ap_pos *pos = &code->pos[pc];
    size_t indent = strspn(line, " \t\f"), len = strlen(line);
    while (len > indent && strchr(" \t\r", line[len - 1]))
        len--;
    if (len == indent)
        return;
    ap_str_put(out, "    ");
    ap_str_putn(out, line + indent, len - indent);
    ap_str_putc(out, '\n');
    mark m = {.start = pos->col, .end = len};
    bool one_line = pos->end_line == pos->line;
    if (one_line)
        m.end = pos->end_col;
    if (pos->end_col == 0 || m.start < indent || m.end > len
        || m.start >= m.end)
        return;
    if (one_line)
        find_anchors(line, code->instrs[pc], &m);
    if (m.to || m.end - m.start < len - indent)
        draw_marks(line, &m, indent, out);
}

/* ---- entries ------------------------------------------------------- */

static void put_entry(const ap_world *w, uint64_t at, ap_str *out)
{
    const ap_code *code = ap_code_at(w, (uint32_t)at)->code;
    uint32_t pc = (uint32_t)(at >> 32);
    const ap_module *m = ap_image_module(w->im, code->module);
    uint32_t line = code->pos[pc].line;
    ap_str_printf(out, "  File \"%s\", line %u, in %s\n", m->path, line,
                  code->name);
    put_line(code, pc, ap_module_line(m, line), out);
}

/* Entries of the same place: more than three are counted, not shown. */
static void put_repeats(uint64_t times, ap_str *out)
{
    enum { SHOWN = 3 };
    if (times > SHOWN)
        ap_str_printf(out, "  [Previous line repeated %llu more time%s]\n",
                      (unsigned long long)(times - SHOWN),
                      times - SHOWN == 1 ? "" : "s");
}

static bool same_place(const ap_world *w, uint64_t a, uint64_t b)
{
    const ap_code *code = ap_code_at(w, (uint32_t)a)->code;
    return (uint32_t)a == (uint32_t)b
        && code->pos[a >> 32].line == code->pos[b >> 32].line;
}

static void put_trace(const ap_ctx *c, ap_word exc, ap_str *out)
{
    const ap_world *w = c->world;
    uint64_t last = 0, times = 0;
    bool any = false;
    for (ap_word t = ap_get(c, exc, AP_EXC_TRACE); t; t = ap_get(c, t, 1)) {
        uint64_t at = ap_get(c, t, 0);
        if (ap_code_at(w, (uint32_t)at)->in_library)
            continue;
        if (!any)
            ap_str_put(out, "Traceback (most recent call last):\n");
        if (!any || !same_place(w, at, last)) {
            put_repeats(times, out);
            times = 0;
        }
        any = true;
        last = at;
        if (++times <= 3)
            put_entry(w, at, out);
    }
    put_repeats(times, out);
}

/* ---- the last line ------------------------------------------------- */

static void put_word(const ap_ctx *c, ap_word str, ap_str *out)
{
    size_t n;
    const char *s = ap_str_bytes(c, str, &n);
    ap_str_putn(out, s, n);
}

static void put_class(const ap_ctx *c, ap_word class_, ap_str *out)
{
    ap_word module = ap_get(c, class_, AP_CLASS_MODULE);
    if (ap_is_str(c, module) && !ap_str_is(c, module, "builtins")
        && !ap_str_is(c, module, "__main__")) {
        put_word(c, module, out);
        ap_str_putc(out, '.');
    }
    put_word(c, ap_get(c, class_, AP_CLASS_QUALNAME), out);
}

/* str(exc), or what CPython prints where that fails. */
static ap_ret message_of(ap_ctx *c, ap_word exc, ap_word *text)
{
    ap_ret r = ap_to_str(c, exc, text);
    if (r == AP_RAISE) {
        ap_clear(c);
        r = ap_str_fmt(c, text, "<exception str() failed>");
    }
    return r;
}

static void put_notes(const ap_ctx *c, ap_word exc, ap_str *out)
{
    const ap_head *h = ap_head_of(c, exc);
    ap_word dict = h->flags & AP_F_DICT ? ap_get(c, exc, (int)h->units - 3)
                                        : AP_NULL;
    ap_word key = ap_interned(c, "__notes__");
    ap_word notes = dict && key ? ap_dict_peek(c, dict, key) : AP_NULL;
    for (int64_t i = 0;
         notes && ap_is_list(c, notes) && i < ap_list_len(c, notes); i++)
        if (ap_is_str(c, ap_list_at(c, notes, i))) {
            put_word(c, ap_list_at(c, notes, i), out);
            ap_str_putc(out, '\n');
        }
}

static ap_ret put_one(ap_ctx *c, ap_word exc, ap_str *out)
{
    ap_word text;
    ap_ret r = message_of(c, exc, &text);
    if (r != AP_OK)
        return r;
    put_trace(c, exc, out);
    put_class(c, ap_class_of(c, exc), out);
    if (!ap_str_is(c, text, "")) {
        ap_str_put(out, ": ");
        put_word(c, text, out);
    }
    ap_suggest(c, exc, out);
    ap_str_putc(out, '\n');
    put_notes(c, exc, out);
    return AP_OK;
}

/* ---- the chain ----------------------------------------------------- */

enum { LONGEST_CHAIN = 100 };

/* What came before exc, and the words that join the two; AP_NULL: nothing. */
static ap_word before(const ap_ctx *c, ap_word exc, const char **words)
{
    ap_word cause = ap_get(c, exc, AP_EXC_CAUSE);
    *words = "\nThe above exception was the direct cause of the following "
             "exception:\n\n";
    if (cause && cause != AP_NONE)
        return cause;
    *words = "\nDuring handling of the above exception, another exception "
             "occurred:\n\n";
    bool suppressed = ap_get(c, exc, AP_EXC_FLAGS) & 1;
    return suppressed ? AP_NULL : ap_get(c, exc, AP_EXC_CONTEXT);
}

ap_ret ap_traceback(ap_ctx *c, ap_word exception, ap_str *out)
{
    ap_word chain[LONGEST_CHAIN];
    const char *words[LONGEST_CHAIN];
    int n = 0;
    for (ap_word e = exception; e && e != AP_NONE && n < LONGEST_CHAIN; n++) {
        chain[n] = e;
        e = before(c, e, &words[n]);
    }
    size_t start = out->len;
    while (n-- > 0) {
        ap_ret r = put_one(c, chain[n], out);
        if (r != AP_OK) {
            out->len = start;
            return r;
        }
        if (n > 0)
            ap_str_put(out, words[n - 1]);
    }
    return AP_OK;
}
