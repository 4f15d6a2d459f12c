/* Inside the lexer: its state, shared by lex.c and lex_string.c. */
#ifndef APIARY_LEX_H
#define APIARY_LEX_H

#include "token.h"

/* An open bracket. `field` marks the brace of an f-string's field. */
typedef struct ap_bracket {
    char open;
    bool field;
    ap_pos pos;
} ap_bracket;

/* An f-string that is open. In `literal` its own text is read (or, inside a
 * field, that field's format spec); else the tokens of a field. */
typedef struct ap_fmode {
    char quote;
    int size; /* of the quote: 1 or 3 */
    bool raw, literal;
    int fields; /* open ones */
    ap_pos pos;
} ap_fmode;

typedef struct ap_lexer {
    ap_lang *l;
    ap_tokens *out;
    const char *s;
    uint32_t at, len;
    uint32_t line, line_start; /* line_start: offset of the line's column 0 */
    bool at_line_start, line_has_tokens, failed;
    int nindents, nbrackets, nfstrings;
    int indents[AP_INDENTS_MAX], alt_indents[AP_INDENTS_MAX];
    ap_bracket brackets[AP_BRACKETS_MAX];
    ap_fmode fstrings[AP_FSTRINGS_MAX];
} ap_lexer;

/* A token from (start, on its line and column) to where the lexer is. */
void ap_lex_put(ap_lexer *x, ap_tokkind kind, uint32_t start, ap_pos begin);
/* The lexer's place; n bytes from there end it. */
ap_pos ap_lex_here(const ap_lexer *x, uint32_t n);
/* Steps over one line end, \r\n included. */
void ap_lex_newline(ap_lexer *x);
/* Says what is wrong, and puts an ERROR token after skipping the line. */
void ap_lex_fail(ap_lexer *x, ap_pos at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* A string with `prefix` bytes before its quote. */
void ap_lex_string(ap_lexer *x, uint32_t prefix);
/* The literal part of the innermost f-string, and what ends it. */
void ap_lex_fliteral(ap_lexer *x);
/* Is s[0..n) a string's prefix? */
bool ap_lex_is_prefix(const char *s, uint32_t n);
void ap_lex_number(ap_lexer *x);

#endif
