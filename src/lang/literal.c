/* What number and string literals mean. */
#include "num.h"
#include "parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 4300 }; /* of a decimal int, as in CPython */

/* ---- numbers --------------------------------------------------------- */

ap_const ap_num_const(ap_lang *l, const mpz_t z)
{
    if (mpz_fits_slong_p(z))
        return (ap_const){.kind = AP_C_INT, .i = mpz_get_si(z)};
    char *hex = ap_arena_alloc(l->keep, mpz_sizeinbase(z, 16) + 2);
    mpz_get_str(hex, 16, z);
    return (ap_const){.kind = AP_C_BIGINT, .s = hex, .n = strlen(hex)};
}

void ap_num_read(const ap_const *k, mpz_t z)
{
    if (k->kind == AP_C_BIGINT)
        mpz_set_str(z, k->s, 16);
    else
        mpz_set_si(z, k->kind == AP_C_INT ? k->i : k->kind == AP_C_TRUE);
}

bool ap_num_is_int(const ap_const *k)
{
    return k->kind == AP_C_INT || k->kind == AP_C_BIGINT
        || k->kind == AP_C_TRUE || k->kind == AP_C_FALSE;
}

/* The token's text without its underscores. */
static void digits_of(const ap_parser *p, const ap_token *t, ap_str *out)
{
    for (uint32_t i = t->start; i < t->end; i++)
        if (p->l->text[i] != '_')
            ap_str_putc(out, p->l->text[i]);
}

static ap_const int_const(ap_parser *p, const ap_token *t, const ap_str *text)
{
    char kind = (char)tolower((unsigned char)text->s[text->len > 1]);
    int base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
    if (base == 10 && text->len > DIGITS_MAX)
        ap_parse_wrong(
            p, t->pos,
            "Exceeds the limit (%d digits) for integer string "
            "conversion: value has %zu digits; Consider hexadecimal for "
            "huge integer literals to avoid decimal conversion limits.",
            DIGITS_MAX, text->len);
    mpz_t z;
    mpz_init(z);
    mpz_set_str(z, text->s + (base == 10 ? 0 : 2), base);
    ap_const k = ap_num_const(p->l, z);
    mpz_clear(z);
    return k;
}

ap_node *ap_parse_number(ap_parser *p)
{
    const ap_token *t = ap_parse_next(p);
    ap_str text = {0};
    ap_const k;
    digits_of(p, t, &text);
    AP_ASSERT(text.len > 0);
    char last = text.s[text.len - 1];
    bool hex = text.len > 1 && strchr("xXoObB", text.s[1]);
    if (!hex && (last == 'j' || last == 'J'))
        ap_lang_refuse(p->l, t->pos, AP_REFUSE_COMPLEX);
    if (!hex && strpbrk(text.s, ".eEjJ"))
        k = (ap_const){.kind = AP_C_FLOAT, .f = strtod(text.s, NULL)};
    else
        k = int_const(p, t, &text);
    ap_str_clear(&text);
    return ap_parse_close(p, ap_node_const(p->l, k, t->pos), t->pos);
}

/* ---- escapes --------------------------------------------------------- */

/* One piece of literal text being read. */
typedef struct piece {
    ap_parser *p;
    const ap_token *t;
    const char *s, *end, *start;
    bool raw, bytes;
    bool doubled; /* {{ and }} stand for { and } */
} piece;

static void bad_escape(piece *c, const char *from, const char *what)
{
    long at = (long)(from - c->start), last = (long)(c->s - c->start) - 1;
    if (c->bytes)
        ap_parse_wrong(c->p, c->t->pos,
                       "(value error) invalid \\x escape at "
                       "position %ld",
                       at);
    else
        ap_parse_wrong(c->p, c->t->pos,
                       "(unicode error) 'unicodeescape' codec "
                       "can't decode bytes in position %ld-%ld: %s",
                       at, last, what);
}

static void put_rune(piece *c, uint32_t rune, ap_str *out)
{
    if (c->bytes)
        ap_str_putc(out, (char)rune);
    else
        ap_str_rune(out, rune);
}

static int hex_value(char c)
{
    return isdigit((unsigned char)c) ? c - '0'
         : tolower((unsigned char)c) - 'a' + 10;
}

/* \xhh, \uhhhh, \Uhhhhhhhh: n hex digits after the letter. */
static void hex_escape(piece *c, int n, const char *what, ap_str *out)
{
    const char *from = c->s - 2;
    uint32_t rune = 0;
    for (int i = 0; i < n; i++, c->s++) {
        if (c->s >= c->end || !isxdigit((unsigned char)*c->s)) {
            bad_escape(c, from, what);
            return;
        }
        rune = rune << 4 | (uint32_t)hex_value(*c->s);
    }
    if (rune > 0x10ffff)
        bad_escape(c, from, "illegal Unicode character");
    else
        put_rune(c, rune, out);
}

static void octal_escape(piece *c, ap_str *out)
{
    uint32_t rune = 0;
    c->s--;
    for (int i = 0; i < 3 && c->s < c->end && *c->s >= '0' && *c->s < '8'; i++)
        rune = rune << 3 | (uint32_t)(*c->s++ - '0');
    put_rune(c, c->bytes ? rune & 0xff : rune, out);
}

/* What stands after a backslash. An escape that means nothing stays as it
 * is. */
static void escape(piece *c, ap_str *out)
{
    static const char from[] = "\\'\"abfnrtv", to[] = "\\'\"\a\b\f\n\r\t\v";
    char e = *c->s++;
    const char *simple = e ? strchr(from, e) : NULL;
    if (simple)
        ap_str_putc(out, to[simple - from]);
    else if (e == '\n' || e == '\r')
        c->s += e == '\r' && c->s < c->end && *c->s == '\n';
    else if (e >= '0' && e < '8')
        octal_escape(c, out);
    else if (e == 'x')
        hex_escape(c, 2, "truncated \\xXX escape", out);
    else if (e == 'u' && !c->bytes)
        hex_escape(c, 4, "truncated \\uXXXX escape", out);
    else if (e == 'U' && !c->bytes)
        hex_escape(c, 8, "truncated \\UXXXXXXXX escape", out);
    else if (e == 'N' && !c->bytes)
        ap_lang_refuse(c->p->l, c->t->pos, AP_REFUSE_NAMED_ESCAPE);
    else {
        ap_str_putc(out, '\\');
        c->s--;
    }
}

static void read_piece(piece *c, ap_str *out)
{
    while (c->s < c->end && !c->p->panic) {
        char ch = *c->s++;
        if (ch == '\\' && !c->raw && c->s < c->end) {
            escape(c, out);
            continue;
        }
        if (c->bytes && (unsigned char)ch >= 0x80)
            ap_parse_wrong(c->p, c->t->pos,
                           "bytes can only contain ASCII literal characters");
        if (ch == '\r') {
            c->s += c->s < c->end && *c->s == '\n';
            ch = '\n';
        }
        if (c->doubled && (ch == '{' || ch == '}') && c->s < c->end
            && *c->s == ch)
            c->s++;
        ap_str_putc(out, ch);
    }
}

/* ---- strings --------------------------------------------------------- */

/* String literals side by side are one: its parts, and text not yet one. */
typedef struct strings {
    ap_vec parts; /* ap_node * */
    ap_str text;
    ap_pos text_pos;
    bool has_text; /* text_pos is set */
    bool is_f, is_bytes, is_str;
} strings;

static void add_text_pos(strings *s, ap_pos at)
{
    s->text_pos = s->has_text ? ap_pos_span(s->text_pos, at) : at;
    s->has_text = true;
}

static void flush_text(ap_parser *p, strings *s)
{
    if (s->text.len) {
        ap_const k = ap_const_str(p->l, s->text.s, s->text.len);
        ap_node *n = ap_node_const(p->l, k, s->text_pos);
        n->depth = 1;
        ap_vec_push(&s->parts, &n);
    }
    ap_str_reset(&s->text);
    s->has_text = false;
}

static void plain_string(ap_parser *p, strings *s)
{
    const ap_token *t = ap_parse_next(p);
    piece c = {.p = p, .t = t, .s = p->l->text + t->start,
               .end = p->l->text + t->end};
    for (; *c.s != '"' && *c.s != '\''; c.s++) {
        c.raw |= *c.s == 'r' || *c.s == 'R';
        c.bytes |= *c.s == 'b' || *c.s == 'B';
    }
    int size = c.end - c.s >= 6 && c.s[1] == *c.s && c.s[2] == *c.s ? 3 : 1;
    c.s += size;
    c.start = c.s;
    c.end -= size;
    s->is_bytes |= c.bytes;
    s->is_str |= !c.bytes;
    add_text_pos(s, t->pos);
    read_piece(&c, &s->text);
}

static ap_node *field(ap_parser *p, strings *s, bool raw);

/* Literal text and fields, up to the kind of token that ends them. */
static void fparts(ap_parser *p, strings *s, bool raw, ap_tokkind end)
{
    while (!p->panic && !ap_parse_at(p, end)) {
        if (ap_parse_at(p, AP_T_LBRACE)) {
            ap_node *n = field(p, s, raw);
            flush_text(p, s);
            ap_vec_push(&s->parts, &n);
        } else if (ap_parse_at(p, AP_T_FMIDDLE)) {
            const ap_token *t = ap_parse_next(p);
            piece c = {.p = p, .t = t, .s = p->l->text + t->start,
                       .start = p->l->text + t->start, .raw = raw,
                       .end = p->l->text + t->end,
                       .doubled = end == AP_T_FEND};
            add_text_pos(s, t->pos);
            read_piece(&c, &s->text);
        } else {
            ap_parse_wrong_here(p);
        }
    }
}

/* CPython 3.12 sees text, if empty, behind the last field of a spec. */
static void end_spec(ap_parser *p, strings *s)
{
    if (!s->parts.len || s->text.len)
        return;
    ap_pos at = p->t->pos;
    at.end_col = at.col;
    ap_node *n = ap_node_const(p->l, ap_const_str(p->l, "", 0), at);
    n->depth = 1;
    ap_vec_push(&s->parts, &n);
}

/* spec -> ':' (FMIDDLE | field)* */
static ap_node *format_spec(ap_parser *p, bool raw)
{
    ap_pos start = ap_parse_next(p)->pos;
    strings s = {0};
    ap_vec_init(&s.parts, sizeof(ap_node *));
    fparts(p, &s, raw, AP_T_RBRACE);
    end_spec(p, &s);
    flush_text(p, &s);
    ap_node *n = ap_node_new(p->l, AP_N_FSTRING, start);
    n->items = ap_nodes_take(p->l, &s.parts);
    ap_str_clear(&s.text);
    return ap_parse_close(p, n, start);
}

/* conversion -> '!' NAME */
static int conversion(ap_parser *p)
{
    ap_parse_next(p);
    const ap_token *t = p->t;
    const char *name = p->l->text + t->start;
    if (!ap_parse_take(p, AP_T_NAME)) {
        ap_parse_wrong(p, t->pos, "f-string: invalid conversion character");
        return 0;
    }
    if (t->end - t->start != 1 || !strchr("sra", *name)) {
        ap_parse_wrong(p, t->pos,
                       "f-string: invalid conversion character '%.*s': "
                       "expected 's', 'r', or 'a'",
                       (int)(t->end - t->start), name);
        return 0;
    }
    return *name;
}

/* The expression of a field; `=` after it adds its text to the string. */
static bool field_expr(ap_parser *p, strings *s, ap_node *n)
{
    const ap_token *open = ap_parse_last(p);
    if (!ap_parse_starts_expr(p->t->kind) && !ap_parse_at(p, AP_T_STAR)
        && !ap_parse_at(p, AP_T_YIELD)) {
        const char *found =
            ap_parse_at(p, AP_T_ERROR) ? "" : ap_token_text(p->t->kind);
        ap_parse_wrong(p, p->t->pos,
                       *found ? "f-string: valid expression required "
                                "before '%s'"
                              : "f-string: expecting a valid expression "
                                "after '{'%s",
                       found);
        return false;
    }
    n->left =
        ap_parse_at(p, AP_T_YIELD) ? ap_parse_yield(p) : ap_parse_exprs(p);
    if (!ap_parse_take(p, AP_T_ASSIGN))
        return false;
    const char *text = p->l->text;
    ap_pos at = {open->pos.end_line, p->t->pos.line, open->pos.end_col,
                 p->t->pos.col};
    add_text_pos(s, at);
    ap_str_putn(&s->text, text + open->end, p->t->start - open->end);
    return true;
}

/* field -> '{' (yield | exprs) ['='] ['!' NAME] [':' spec] '}' */
static ap_node *field(ap_parser *p, strings *s, bool raw)
{
    ap_pos start = ap_parse_next(p)->pos;
    ap_node *n = ap_node_new(p->l, AP_N_FIELD, start);
    bool debug = field_expr(p, s, n);
    if (!p->panic && ap_parse_at(p, AP_T_EXCLAIM))
        n->op = conversion(p);
    if (!p->panic && ap_parse_at(p, AP_T_COLON))
        n->right = format_spec(p, raw);
    if (debug && !n->op && !n->right)
        n->op = 'r';
    if (!p->panic && ap_parse_starts_expr(p->t->kind) && !debug && !n->op)
        ap_parse_wrong(p, ap_pos_span(n->left->pos, p->t->pos),
                       "invalid syntax. Perhaps you forgot a comma?");
    if (!ap_parse_take(p, AP_T_RBRACE))
        ap_parse_wrong(p, p->t->pos,
                       n->right || n->op
                           ? "f-string: expecting '}'"
                           : "f-string: expecting '=', or '!', or ':', or '}'");
    return ap_parse_close(p, n, start);
}

/* fstring -> FSTART parts FEND */
static void f_string(ap_parser *p, strings *s)
{
    const ap_token *t = ap_parse_next(p);
    const char *prefix = p->l->text + t->start;
    bool raw = tolower((unsigned char)prefix[0]) == 'r'
        || tolower((unsigned char)prefix[1]) == 'r';
    s->is_f = s->is_str = true;
    fparts(p, s, raw, AP_T_FEND);
    ap_parse_take(p, AP_T_FEND);
}

/* strings -> (STRING | fstring)+ */
ap_node *ap_parse_strings(ap_parser *p)
{
    ap_pos start = p->t->pos;
    strings s = {0};
    ap_node *n;
    ap_vec_init(&s.parts, sizeof(ap_node *));
    while (!p->panic
           && (ap_parse_at(p, AP_T_STRING) || ap_parse_at(p, AP_T_FSTART))) {
        if (ap_parse_at(p, AP_T_STRING))
            plain_string(p, &s);
        else
            f_string(p, &s);
    }
    if (s.is_bytes && s.is_str)
        ap_parse_wrong(p, ap_parse_since(p, start),
                       "cannot mix bytes and nonbytes literals");
    if (s.is_f) {
        flush_text(p, &s);
        n = ap_node_new(p->l, AP_N_FSTRING, start);
        n->items = ap_nodes_take(p->l, &s.parts);
    } else {
        ap_const k = ap_const_str(p->l, ap_str_c(&s.text), s.text.len);
        k.kind = s.is_bytes ? AP_C_BYTES : AP_C_STR;
        n = ap_node_const(p->l, k, start);
    }
    ap_vec_clear(&s.parts);
    ap_str_clear(&s.text);
    return ap_parse_close(p, n, start);
}
