/* Tokens: one list of keywords, one of operators; the rest have no fixed
 * text. */
#ifndef APIARY_TOKEN_H
#define APIARY_TOKEN_H

#include "lang_i.h"

#define AP_KEYWORDS(X)                                                         \
    X(FALSE, "False") X(NONE, "None") X(TRUE, "True") X(AND, "and")            \
    X(AS, "as") X(ASSERT, "assert") X(ASYNC, "async") X(AWAIT, "await")        \
    X(BREAK, "break") X(CLASS, "class") X(CONTINUE, "continue")                \
    X(DEF, "def") X(DEL, "del") X(ELIF, "elif") X(ELSE, "else")                \
    X(EXCEPT, "except") X(FINALLY, "finally") X(FOR, "for")                    \
    X(FROM, "from") X(GLOBAL, "global") X(IF, "if") X(IMPORT, "import")        \
    X(IN, "in") X(IS, "is") X(LAMBDA, "lambda") X(NONLOCAL, "nonlocal")        \
    X(NOT, "not") X(OR, "or") X(PASS, "pass") X(RAISE, "raise")                \
    X(RETURN, "return") X(TRY, "try") X(WHILE, "while") X(WITH, "with")        \
    X(YIELD, "yield")

/* Longest first, since the first that fits is taken. */
#define AP_OPERATORS(X)                                                        \
    X(POW_EQ, "**=") X(FLOOR_EQ, "//=") X(SHR_EQ, ">>=") X(SHL_EQ, "<<=")      \
    X(ELLIPSIS, "...") X(POW, "**") X(FLOOR, "//") X(SHR, ">>")                \
    X(SHL, "<<") X(LE, "<=") X(GE, ">=") X(EQ, "==") X(NE, "!=")               \
    X(ARROW, "->") X(PLUS_EQ, "+=") X(MINUS_EQ, "-=") X(STAR_EQ, "*=")         \
    X(SLASH_EQ, "/=") X(PERCENT_EQ, "%=") X(AT_EQ, "@=") X(AMP_EQ, "&=")       \
    X(BAR_EQ, "|=") X(CARET_EQ, "^=") X(WALRUS, ":=") X(LPAR, "(")             \
    X(RPAR, ")") X(LSQB, "[") X(RSQB, "]") X(LBRACE, "{") X(RBRACE, "}")       \
    X(PLUS, "+") X(MINUS, "-") X(STAR, "*") X(SLASH, "/")                      \
    X(PERCENT, "%") X(AT, "@") X(AMP, "&") X(BAR, "|") X(CARET, "^")           \
    X(TILDE, "~") X(LT, "<") X(GT, ">") X(COMMA, ",") X(COLON, ":")            \
    X(DOT, ".") X(SEMI, ";") X(ASSIGN, "=") X(EXCLAIM, "!")

typedef enum ap_tokkind {
    AP_T_END, AP_T_NEWLINE, AP_T_INDENT, AP_T_DEDENT, AP_T_NAME,
    AP_T_NUMBER, AP_T_STRING,
    AP_T_FSTART,  /* f" */
    AP_T_FMIDDLE, /* its literal text, escapes not yet read */
    AP_T_FEND,    /* " */
    AP_T_ERROR,   /* said already; nothing more of this line is read */
#define X(name, text) AP_T_##name,
    AP_KEYWORDS(X) AP_OPERATORS(X)
#undef X
    AP_T_COUNT
} ap_tokkind;

typedef struct ap_token {
    ap_tokkind kind;
    uint32_t start, end; /* bytes of the text */
    ap_pos pos;
} ap_token;

/* The tokens of a text. They end with END; NEWLINE, INDENT and DEDENT are
 * as Python's tokenizer makes them. */
typedef struct ap_tokens {
    ap_vec list;         /* ap_token */
    char unclosed;       /* bracket that is open at the end, or 0 */
    ap_pos unclosed_at;
} ap_tokens;

void ap_lex(ap_lang *l, ap_tokens *out);
const char *ap_token_text(ap_tokkind kind); /* "" where it is not fixed */

#endif
