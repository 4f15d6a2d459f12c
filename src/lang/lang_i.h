/* What lang's files share: one compilation, and how it says what is wrong.
 *
 * text -> tokens (lex) -> tree (parse) -> folded tree (fold) -> scopes
 * (symbols) -> instructions (gen) -> blocks, made better (flow) -> ap_code
 * (assemble). Each stage reads what the one before made and adds to the
 * list of diagnostics; the image is touched by the last one only. */
#ifndef APIARY_LANG_I_H
#define APIARY_LANG_I_H

#include "apiary/lang.h"

/* Refusals: what is not taken, and what to write instead. */
#define AP_REFUSALS(X)                                                         \
    X(ASYNC, "async and await are not supported",                              \
      "use threads: threading.Thread or concurrent.futures")                   \
    X(MATCH, "match is not supported", "write if and elif")                    \
    X(WALRUS, "the := operator is not supported",                              \
      "assign on a line of its own, before")                                   \
    X(METACLASS, "metaclasses are not supported", "use a class decorator")     \
    X(STAR_IMPORT, "import * is not supported", "name what you import")        \
    X(EVAL, "eval, exec and compile are not supported",                        \
      "write the code out, or look names up in a dict")                        \
    X(COMPLEX, "complex numbers are not supported", "use two floats")          \
    X(DEL_METHOD, "__del__ is not supported",                                  \
      "use with, or try and finally")                                          \
    X(EXCEPT_STAR, "except* is not supported", "write except")                 \
    X(TYPE_STATEMENT, "the type statement is not supported",                   \
      "leave the annotation away")                                             \
    X(TYPE_PARAMS, "type parameters are not supported", "leave them away")     \
    X(NAMED_ESCAPE, "\\N{...} escapes are not supported",                      \
      "write the character itself, or \\u and its number")                     \
    X(ENCODING, "only UTF-8 source is supported", "save the file as UTF-8")

typedef enum ap_refusal {
#define X(name, what, instead) AP_REFUSE_##name,
    AP_REFUSALS(X)
#undef X
} ap_refusal;

enum {
    AP_TEXT_MAX = 1 << 20,  /* bytes of a source text */
    AP_DIAGS_MAX = 20,      /* then nothing more is said */
    AP_BRACKETS_MAX = 200,  /* as CPython's MAXLEVEL */
    AP_INDENTS_MAX = 100,   /* as CPython's MAXINDENT */
    AP_FSTRINGS_MAX = 150,  /* f-strings in f-strings */
    AP_BLOCKS_MAX = 20,     /* loops, trys and withs in one another */
    AP_INSTRS_MAX = 1 << 20, /* of one code object */
    AP_DEPTH_MAX = 600      /* of the tree: expressions and statements */
};

/* Strings that are one object when equal. */
typedef struct ap_intern {
    const char **slots;
    size_t used, cap; /* cap is a power of two */
} ap_intern;

typedef struct ap_lang {
    ap_image *im;
    uint32_t module;
    const char *text; /* NUL at the end */
    size_t len;
    ap_arena *scratch; /* tokens and trees; goes when the text is compiled */
    ap_arena *keep;    /* the image's */
    ap_intern names, keys;
    ap_vec *diags;
    size_t diags_before; /* of other texts */
    ap_vec imports;    /* ap_import */
} ap_lang;

/* The one copy of s[0..n), in `keep`. */
const char *ap_lang_intern(ap_lang *l, const char *s, size_t n);

/* The same in a table of its own, gone when the text is compiled. */
const char *ap_lang_key(ap_lang *l, const char *s, size_t n);

/* Interned strings -> small numbers. */
typedef struct ap_map {
    struct ap_map_slot {
        const char *key;
        int value;
    } *slots;
    size_t used, cap;
} ap_map;
int *ap_map_find(const ap_map *m, const char *key); /* NULL: not there */
void ap_map_put(ap_map *m, const char *key, int value);
void ap_map_clear(ap_map *m);

/* Was anything wrong so far? */
bool ap_lang_failed(const ap_lang *l);
/* Adds a syntax error. Always returns false. */
bool ap_lang_wrong(ap_lang *l, ap_pos at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Adds a refusal: the text is Python, but not ours. */
void ap_lang_refuse(ap_lang *l, ap_pos at, ap_refusal what);
/* From where `a` begins to where `b` ends. */
ap_pos ap_pos_span(ap_pos a, ap_pos b);

#endif
