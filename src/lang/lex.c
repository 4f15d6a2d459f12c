/* The lexer: text -> tokens, the whole text at once.
 *
 * Lines are logical: inside brackets, and after a backslash, a line goes on.
 * Indentation is measured twice, with a tab as 8 columns and as 1: where the
 * two disagree on what is deeper, tabs and spaces are mixed. */
#include "lex.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *text;
    ap_tokkind kind;
} keywords[] = {
#define X(name, text) {text, AP_T_##name},
    AP_KEYWORDS(X)
}, operators[] = {
    AP_OPERATORS(X)
#undef X
};

const char *ap_token_text(ap_tokkind kind)
{
    static const char *const texts[AP_T_COUNT] = {
#define X(name, text) [AP_T_##name] = text,
        AP_KEYWORDS(X) AP_OPERATORS(X)
#undef X
    };
    return texts[kind] ? texts[kind] : "";
}

ap_pos ap_lex_here(const ap_lexer *x, uint32_t n)
{
    uint32_t col = x->at - x->line_start;
    return (ap_pos){x->line, x->line, col, col + n};
}

void ap_lex_put(ap_lexer *x, ap_tokkind kind, uint32_t start, ap_pos begin)
{
    ap_token t = {.kind = kind, .start = start, .end = x->at, .pos = begin};
    t.pos.end_line = x->line;
    t.pos.end_col = x->at - x->line_start;
    ap_vec_push(&x->out->list, &t);
    x->line_has_tokens = true;
}

void ap_lex_newline(ap_lexer *x)
{
    if (x->s[x->at] == '\r' && x->s[x->at + 1] == '\n')
        x->at++;
    x->at++;
    x->line++;
    x->line_start = x->at;
}

static bool at_line_end(const ap_lexer *x)
{
    return x->at >= x->len || x->s[x->at] == '\n' || x->s[x->at] == '\r';
}

void ap_lex_fail(ap_lexer *x, ap_pos at, const char *fmt, ...)
{
    char msg[200];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(msg, sizeof msg, fmt, ap);
    va_end(ap);
    ap_lang_wrong(x->l, at, "%s", msg);
    x->failed = true;
    while (!at_line_end(x))
        x->at++;
    x->nbrackets = x->nfstrings = 0;
    ap_lex_put(x, AP_T_ERROR, x->at, ap_lex_here(x, 0));
}

/* ---- indentation ----------------------------------------------------- */

static void tab_error(ap_lexer *x)
{
    ap_lex_fail(x, ap_lex_here(x, 1),
                "inconsistent use of tabs and spaces in indentation");
}

static void indent(ap_lexer *x, int col, int alt)
{
    if (x->nindents + 1 >= AP_INDENTS_MAX) {
        ap_lex_fail(x, ap_lex_here(x, 1), "too many levels of indentation");
        x->at = x->len;
        return;
    }
    x->nindents++;
    x->indents[x->nindents] = col;
    x->alt_indents[x->nindents] = alt;
    ap_lex_put(x, AP_T_INDENT, x->at, ap_lex_here(x, 0));
}

static void dedent_to(ap_lexer *x, int col, int alt)
{
    while (x->nindents > 0 && col < x->indents[x->nindents]) {
        x->nindents--;
        ap_lex_put(x, AP_T_DEDENT, x->at, ap_lex_here(x, 0));
    }
    if (col != x->indents[x->nindents])
        ap_lex_fail(x, ap_lex_here(x, 1), "unindent does not match any "
                                          "outer indentation level");
    else if (alt != x->alt_indents[x->nindents])
        tab_error(x);
}

/* A logical line begins: measures its indentation, unless it is blank. */
static void begin_line(ap_lexer *x)
{
    int col = 0, alt = 0;
    for (;; x->at++) {
        char c = x->s[x->at];
        alt += c == ' ' || c == '\t';
        if (c == ' ')
            col++;
        else if (c == '\t')
            col = (col / 8 + 1) * 8;
        else if (c == '\f')
            col = alt = 0;
        else
            break;
    }
    x->at_line_start = false;
    x->line_has_tokens = false;
    if (at_line_end(x) || x->s[x->at] == '#')
        return;
    int top = x->indents[x->nindents], alt_top = x->alt_indents[x->nindents];
    if (col == top && alt != alt_top)
        tab_error(x);
    else if (col > top && alt <= alt_top)
        tab_error(x);
    else if (col > top)
        indent(x, col, alt);
    else if (col < top)
        dedent_to(x, col, alt);
}

/* ---- brackets -------------------------------------------------------- */

static void open_bracket(ap_lexer *x, char c)
{
    if (x->nbrackets == AP_BRACKETS_MAX) {
        ap_lex_fail(x, ap_lex_here(x, 1), "too many nested parentheses");
        x->at = x->len;
        return;
    }
    x->brackets[x->nbrackets++] = (ap_bracket){c, false, ap_lex_here(x, 1)};
}

static void mismatch(ap_lexer *x, char c, const ap_bracket *open)
{
    char on_line[40] = "";
    if (open->pos.line != x->line)
        snprintf(on_line, sizeof on_line, " on line %u", open->pos.line);
    ap_lex_fail(x, ap_lex_here(x, 1), "closing parenthesis '%c' does not "
                "match opening parenthesis '%c'%s", c, open->open, on_line);
}

/* False where it closes nothing (said, then). */
static bool close_bracket(ap_lexer *x, char c)
{
    char open = c == ')' ? '(' : c == ']' ? '[' : '{';
    if (x->nbrackets == 0) {
        ap_lex_fail(x, ap_lex_here(x, 1), "unmatched '%c'", c);
        return false;
    }
    const ap_bracket *top = &x->brackets[x->nbrackets - 1];
    if (top->field && c != '}') {
        ap_lex_fail(x, ap_lex_here(x, 1), "f-string: unmatched '%c'", c);
        return false;
    }
    if (top->open != open) {
        mismatch(x, c, top);
        return false;
    }
    x->nbrackets--;
    if (top->field) {
        ap_fmode *f = &x->fstrings[x->nfstrings - 1];
        f->fields--;
        f->literal = true;
    }
    return true;
}

/* ---- tokens ---------------------------------------------------------- */

/* Ranges beyond ASCII that hold no letters or digits. */
static bool may_be_in_name(uint32_t rune)
{
    static const uint32_t not_letters[][2] = {
        {0x80, 0xa9}, {0xab, 0xb4}, {0xb6, 0xb6}, {0xb8, 0xb9},
        {0xbb, 0xbf}, {0xd7, 0xd7}, {0xf7, 0xf7}, {0x2000, 0x203e},
        {0x2041, 0x2053}, {0x2055, 0x2070}, {0x207a, 0x207e},
        {0x20a0, 0x20cf}, {0x2190, 0x2bff}, {0x3000, 0x3004},
        {0x3008, 0x3020}, {0xe000, 0xf8ff}, {0xfe10, 0xfe1f},
        {0xfe30, 0xfe32}, {0xfe45, 0xfe4c}, {0xfe50, 0xfe6f},
        {0xfeff, 0xfeff}, {0xff01, 0xff0f}, {0xff1a, 0xff20},
        {0xff5b, 0xff65}, {0xfff0, 0xffff}, {0x1f000, 0x1fbff}};
    for (size_t i = 0; i < sizeof not_letters / sizeof *not_letters; i++)
        if (rune >= not_letters[i][0] && rune <= not_letters[i][1])
            return false;
    return true;
}

/* Bytes of the name at the lexer's place; 0 and said where a character of
 * it cannot be in a name. */
static uint32_t name_length(ap_lexer *x)
{
    uint32_t n = 0;
    for (;;) {
        unsigned char c = (unsigned char)x->s[x->at + n];
        if (c < 0x80 && !isalnum(c) && c != '_')
            return n;
        int used = 1;
        uint32_t rune = ap_utf8_decode(x->s + x->at + n,
                                       x->len - x->at - n, &used);
        if (c >= 0x80 && !may_be_in_name(rune)) {
            x->at += n;
            if (rune == 0xa0 || rune == 0xfeff || (rune & ~0x1fu) == 0x2000)
                ap_lex_fail(x, ap_lex_here(x, (uint32_t)used),
                            "invalid non-printable character U+%04X", rune);
            else
                ap_lex_fail(x, ap_lex_here(x, (uint32_t)used),
                            "invalid character '%.*s' (U+%04X)", used,
                            x->s + x->at, rune);
            return 0;
        }
        n += (uint32_t)used;
    }
}

static ap_tokkind keyword_or_name(const char *s, uint32_t n)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strncmp(keywords[i].text, s, n) == 0 && !keywords[i].text[n])
            return keywords[i].kind;
    return AP_T_NAME;
}

static void lex_name(ap_lexer *x)
{
    ap_pos begin = ap_lex_here(x, 0);
    uint32_t start = x->at, n = name_length(x);
    char after = x->s[start + n];
    if (n == 0)
        return;
    if ((after == '"' || after == '\'') && ap_lex_is_prefix(x->s + start, n)) {
        ap_lex_string(x, n);
        return;
    }
    x->at += n;
    ap_lex_put(x, keyword_or_name(x->s + start, n), start, begin);
}

/* Is the lexer directly in a field of an f-string, in no bracket of it? */
static ap_fmode *field_here(ap_lexer *x)
{
    if (x->nfstrings && x->nbrackets && x->brackets[x->nbrackets - 1].field)
        return &x->fstrings[x->nfstrings - 1];
    return NULL;
}

static void lex_operator(ap_lexer *x)
{
    ap_pos begin = ap_lex_here(x, 0);
    uint32_t start = x->at;
    char c = x->s[start];
    ap_fmode *field = field_here(x);
    if (field && c == ':') {
        x->at++;
        ap_lex_put(x, AP_T_COLON, start, begin);
        field->literal = true;
        return;
    }
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        size_t n = strlen(operators[i].text);
        if (strncmp(x->s + start, operators[i].text, n) != 0)
            continue;
        if (c == '!' && n == 1 && !field)
            break;
        if (strchr("([{", c))
            open_bracket(x, c);
        else if (strchr(")]}", c) && !close_bracket(x, c))
            return;
        if (x->at > start)
            return;
        x->at += (uint32_t)n;
        ap_lex_put(x, operators[i].kind, start, begin);
        return;
    }
    ap_lex_fail(x, ap_lex_here(x, 1), "invalid syntax");
}

/* A backslash: joins the next line to this one. */
static void join_lines(ap_lexer *x)
{
    ap_pos backslash = ap_lex_here(x, 1);
    x->at++;
    if (!at_line_end(x)) {
        ap_lex_fail(x, ap_lex_here(x, 1),
                    "unexpected character after line continuation character");
        return;
    }
    if (x->at < x->len)
        ap_lex_newline(x);
    if (x->at >= x->len)
        ap_lex_fail(x, backslash, "unexpected EOF while parsing");
}

static void end_line(ap_lexer *x)
{
    bool goes_on = x->nbrackets > 0;
    if (!goes_on && x->line_has_tokens) {
        uint32_t start = x->at;
        ap_pos begin = ap_lex_here(x, 1);
        ap_vec_push(&x->out->list, &(ap_token){AP_T_NEWLINE, start, start + 1,
                                               begin});
        x->line_has_tokens = false;
    }
    if (x->at < x->len)
        ap_lex_newline(x);
    x->at_line_start = !goes_on;
}

static void lex_token(ap_lexer *x)
{
    unsigned char c = (unsigned char)x->s[x->at];
    if (x->nfstrings && x->fstrings[x->nfstrings - 1].literal)
        ap_lex_fliteral(x);
    else if (c == ' ' || c == '\t' || c == '\f')
        x->at++;
    else if (c == '#')
        while (!at_line_end(x))
            x->at++;
    else if (c == '\n' || c == '\r')
        end_line(x);
    else if (c == '\\')
        join_lines(x);
    else if (isdigit(c)
             || (c == '.' && isdigit((unsigned char)x->s[x->at + 1])))
        ap_lex_number(x);
    else if (c == '"' || c == '\'')
        ap_lex_string(x, 0);
    else if (isalpha(c) || c == '_' || c >= 0x80)
        lex_name(x);
    else
        lex_operator(x);
}

/* At the end of the text: what is open is closed, or told. */
static void finish(ap_lexer *x)
{
    if (x->nfstrings) {
        ap_fmode *f = &x->fstrings[x->nfstrings - 1];
        if (!f->literal && x->nbrackets) {
            ap_lex_fail(x, x->brackets[x->nbrackets - 1].pos,
                        "'%c' was never closed",
                        x->brackets[x->nbrackets - 1].open);
        }
    }
    if (x->nbrackets) {
        ap_bracket *open = &x->brackets[x->nbrackets - 1];
        x->out->unclosed = open->open;
        x->out->unclosed_at = open->pos;
        x->nbrackets = 0;
    }
    if (x->line_has_tokens)
        ap_lex_put(x, AP_T_NEWLINE, x->at, ap_lex_here(x, 0));
    for (; x->nindents > 0; x->nindents--)
        ap_lex_put(x, AP_T_DEDENT, x->at, ap_lex_here(x, 0));
    ap_lex_put(x, AP_T_END, x->at, ap_lex_here(x, 0));
}

void ap_lex(ap_lang *l, ap_tokens *out)
{
    ap_lexer *x = ap_alloc(sizeof *x);
    *x = (ap_lexer){.l = l, .out = out, .s = l->text, .line = 1,
                    .len = (uint32_t)l->len, .at_line_start = true};
    ap_vec_init(&out->list, sizeof(ap_token));
    if (l->len >= 3 && memcmp(l->text, "\xef\xbb\xbf", 3) == 0)
        x->at = x->line_start = 3;
    while (x->at < x->len) {
        if (x->at_line_start)
            begin_line(x);
        else
            lex_token(x);
    }
    finish(x);
    ap_free(x);
}
