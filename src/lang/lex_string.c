/* Strings and numbers in the lexer: where they end. What they mean is read
 * later (literal.c). */
#include "lex.h"

#include <ctype.h>
#include <string.h>

bool ap_lex_is_prefix(const char *s, uint32_t n)
{
    static const char *const prefixes[] = {"r", "u", "b", "f", "br", "rb",
                                           "fr", "rf"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strlen(prefixes[i]) == n && strncasecmp(prefixes[i], s, n) == 0)
            return true;
    return false;
}

static bool has_letter(const char *s, uint32_t n, char lower)
{
    for (uint32_t i = 0; i < n; i++)
        if (tolower((unsigned char)s[i]) == lower)
            return true;
    return false;
}

static int quote_size(const char *s)
{
    return s[1] == s[0] && s[2] == s[0] ? 3 : 1;
}

static bool quote_here(const ap_lexer *x, char quote, int size)
{
    const char *s = x->s + x->at;
    return s[0] == quote && (size == 1 || (s[1] == quote && s[2] == quote));
}

/* The text ends, or the line, inside a string. The quote of the f-string
 * around it was rather that one's end. */
static void unterminated(ap_lexer *x, ap_pos begin, uint32_t prefix, int size,
                         const char *f)
{
    uint32_t last = x->line - (x->at == x->line_start && x->line > 1);
    const ap_fmode *outer = x->nfstrings ? &x->fstrings[x->nfstrings - 1]
                                         : NULL;
    begin.end_line = begin.line;
    begin.end_col = begin.col + 1;
    if (outer && !outer->literal && outer->size == size
        && begin.line == x->line
        && x->s[x->line_start + begin.col + prefix] == outer->quote)
        ap_lex_fail(x, begin, "f-string: expecting '}'");
    else
        ap_lex_fail(x, begin, "unterminated %s%sstring literal (detected at "
                    "line %u)", size == 3 ? "triple-quoted " : "", f, last);
}

static void begin_fstring(ap_lexer *x, uint32_t start, uint32_t prefix,
                          ap_pos begin)
{
    if (x->nfstrings == AP_FSTRINGS_MAX) {
        ap_lex_fail(x, begin, "too many nested f-strings");
        return;
    }
    char quote = x->s[start + prefix];
    int size = quote_size(x->s + start + prefix);
    x->at = start + prefix + (uint32_t)size;
    begin.end_col = begin.col + prefix + (uint32_t)size;
    x->fstrings[x->nfstrings++] = (ap_fmode){
        .quote = quote, .size = size, .literal = true, .pos = begin,
        .raw = has_letter(x->s + start, prefix, 'r')};
    ap_lex_put(x, AP_T_FSTART, start, begin);
}

void ap_lex_string(ap_lexer *x, uint32_t prefix)
{
    ap_pos begin = ap_lex_here(x, 0);
    uint32_t start = x->at;
    if (has_letter(x->s + start, prefix, 'f')) {
        begin_fstring(x, start, prefix, begin);
        return;
    }
    char quote = x->s[start + prefix];
    int size = quote_size(x->s + start + prefix);
    x->at += prefix + (uint32_t)size;
    while (!quote_here(x, quote, size)) {
        char c = x->s[x->at];
        if (c == '\\' && x->at + 1 < x->len)
            c = x->s[++x->at];
        else if (x->at >= x->len || (size == 1 && (c == '\n' || c == '\r'))) {
            unterminated(x, begin, prefix, size, "");
            return;
        }
        if (c == '\n' || c == '\r')
            ap_lex_newline(x);
        else
            x->at++;
    }
    x->at += (uint32_t)size;
    ap_lex_put(x, AP_T_STRING, start, begin);
}

/* ---- f-strings ------------------------------------------------------- */

static void put_middle(ap_lexer *x, uint32_t start, ap_pos begin)
{
    if (x->at > start)
        ap_lex_put(x, AP_T_FMIDDLE, start, begin);
}

static void begin_field(ap_lexer *x, ap_fmode *f)
{
    if (f->fields >= 3) {
        ap_lex_fail(x, ap_lex_here(x, 1),
                    "f-string: expressions nested too deeply");
        return;
    }
    if (x->nbrackets == AP_BRACKETS_MAX) {
        ap_lex_fail(x, ap_lex_here(x, 1), "too many nested parentheses");
        return;
    }
    ap_pos begin = ap_lex_here(x, 1);
    x->brackets[x->nbrackets++] = (ap_bracket){'{', true, begin};
    f->fields++;
    f->literal = false;
    x->at++;
    ap_lex_put(x, AP_T_LBRACE, x->at - 1, begin);
}

static void end_field(ap_lexer *x, ap_fmode *f)
{
    ap_pos begin = ap_lex_here(x, 1);
    f->fields--;
    x->nbrackets--;
    x->at++;
    ap_lex_put(x, AP_T_RBRACE, x->at - 1, begin);
}

/* What stands where literal text ends: quote, field or the field's end. */
static void end_literal(ap_lexer *x, ap_fmode *f)
{
    ap_pos begin = ap_lex_here(x, 0);
    uint32_t start = x->at;
    if (x->s[x->at] == '{')
        begin_field(x, f);
    else if (x->s[x->at] == '}')
        end_field(x, f);
    else {
        x->at += (uint32_t)f->size;
        x->nfstrings--;
        ap_lex_put(x, AP_T_FEND, start, begin);
    }
}

/* Steps over one character of literal text, or an escaped pair. False where
 * the literal cannot go on (said, then). */
static bool step_literal(ap_lexer *x, ap_fmode *f)
{
    char c = x->s[x->at], next = x->s[x->at + 1];
    bool spec = f->fields > 0;
    if (x->at >= x->len || (f->size == 1 && (c == '\n' || c == '\r'))) {
        if (spec)
            ap_lex_fail(x, ap_lex_here(x, 1), "f-string: expecting '}'");
        else
            unterminated(x, f->pos, 0, f->size, "f-");
        return false;
    }
    if (c == '}' && !spec && next != '}') {
        ap_lex_fail(x, ap_lex_here(x, 1),
                    "f-string: single '}' is not allowed");
        return false;
    }
    if (c == '\\' && next == 'N' && !f->raw && x->s[x->at + 2] == '{') {
        while (x->at < x->len && x->s[x->at] != '}' && x->s[x->at] != '\n')
            x->at++;
        x->at += x->s[x->at] == '}';
    } else if (c == '\\' && next != '{' && next != '}' && next
               && next != '\n' && next != '\r') {
        x->at += 2;
    } else if (c == '\\' && (next == '\n' || next == '\r')) {
        x->at++;
        ap_lex_newline(x);
    } else if (c == '\n' || c == '\r') {
        ap_lex_newline(x);
    } else {
        x->at += c == '{' || c == '}' ? 2 : 1;
    }
    return true;
}

void ap_lex_fliteral(ap_lexer *x)
{
    ap_fmode *f = &x->fstrings[x->nfstrings - 1];
    ap_pos begin = ap_lex_here(x, 0);
    uint32_t start = x->at;
    for (;;) {
        char c = x->s[x->at], next = x->s[x->at + 1];
        bool spec = f->fields > 0;
        if (x->at < x->len
            && ((!spec && quote_here(x, f->quote, f->size))
                || (c == '{' && (spec || next != '{')) || (c == '}' && spec)))
            break;
        if (!step_literal(x, f))
            return;
    }
    put_middle(x, start, begin);
    end_literal(x, f);
}

/* ---- numbers --------------------------------------------------------- */

static bool is_digit_of(char c, int base)
{
    if (base == 16)
        return isxdigit((unsigned char)c);
    return c >= '0' && c < '0' + base;
}

static const char *base_name(int base)
{
    return base == 16 ? "hexadecimal" : base == 8 ? "octal"
         : base == 2 ? "binary" : "decimal";
}

static void bad_digit(ap_lexer *x, int base)
{
    char c = x->s[x->at];
    if (isdigit((unsigned char)c)) {
        ap_lex_fail(x, ap_lex_here(x, 1), "invalid digit '%c' in %s literal",
                    c, base_name(base));
        return;
    }
    x->at--;
    ap_lex_fail(x, ap_lex_here(x, 1), "invalid %s literal", base_name(base));
}

/* Digits with single underscores between them; false if one is wrong. */
static bool digits(ap_lexer *x, int base)
{
    for (;;) {
        if (!is_digit_of(x->s[x->at], base)) {
            bad_digit(x, base);
            return false;
        }
        while (is_digit_of(x->s[x->at], base))
            x->at++;
        if (x->s[x->at] != '_')
            return true;
        x->at++;
    }
}

/* 1if, 0or and the like are two tokens; 1a is wrong. */
static bool ends_well(ap_lexer *x, int base)
{
    static const char *const after[] = {"and", "else", "for", "if", "in",
                                        "is", "not", "or"};
    const char *s = x->s + x->at;
    unsigned char c = (unsigned char)*s;
    if (!isalnum(c) && c != '_' && c < 0x80)
        return true;
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        if (strncmp(s, after[i], strlen(after[i])) == 0)
            return true;
    bad_digit(x, base);
    return false;
}

/* [.digits] [e[+-]digits] [j] after what stands before the point. */
static bool fraction(ap_lexer *x)
{
    if (x->s[x->at] == '.') {
        x->at++;
        if (isdigit((unsigned char)x->s[x->at]) && !digits(x, 10))
            return false;
    }
    const char *s = x->s + x->at;
    if (*s == 'e' || *s == 'E') {
        int sign = s[1] == '+' || s[1] == '-';
        if (isdigit((unsigned char)s[1 + sign])) {
            x->at += 1u + (uint32_t)sign;
            if (!digits(x, 10))
                return false;
        } else if (sign) {
            x->at++;
            ap_lex_fail(x, ap_lex_here(x, 1), "invalid decimal literal");
            return false;
        }
    }
    if (x->s[x->at] == 'j' || x->s[x->at] == 'J')
        x->at++;
    return ends_well(x, 10);
}

static bool decimal(ap_lexer *x)
{
    uint32_t start = x->at;
    ap_pos begin = ap_lex_here(x, 1);
    if (x->s[x->at] != '.' && !digits(x, 10))
        return false;
    bool nonzero = false;
    for (uint32_t i = start; i < x->at; i++)
        nonzero |= x->s[i] != '0' && x->s[i] != '_';
    bool whole = !strchr(".eEjJ", x->s[x->at]) || !x->s[x->at];
    if (x->s[start] == '0' && nonzero && whole) {
        begin.end_col = begin.col + (x->at - start);
        ap_lex_fail(x, begin, "leading zeros in decimal integer literals are "
                    "not permitted; use an 0o prefix for octal integers");
        return false;
    }
    return fraction(x);
}

void ap_lex_number(ap_lexer *x)
{
    ap_pos begin = ap_lex_here(x, 0);
    uint32_t start = x->at;
    char kind = (char)tolower((unsigned char)x->s[x->at + 1]);
    int base = x->s[x->at] != '0' ? 10 : kind == 'x' ? 16 : kind == 'o' ? 8
             : kind == 'b' ? 2 : 10;
    bool good;
    if (base == 10) {
        good = decimal(x);
    } else {
        x->at += 2;
        x->at += x->s[x->at] == '_';
        good = digits(x, base) && ends_well(x, base);
    }
    if (good)
        ap_lex_put(x, AP_T_NUMBER, start, begin);
}
