/* lang: Python text -> program image.
 *
 * The language is a strict subset of Python 3.12: what is accepted means
 * what it means in CPython; the rest is refused with a clear message. */
#ifndef APIARY_LANG_H
#define APIARY_LANG_H

#include "apiary/code.h"

/* Everything wrong with a text, in the order of its lines. */
typedef struct ap_diag {
    ap_errcode code;       /* SYNTAX or REFUSED */
    uint32_t line, col;    /* from 1; col counts code points */
    uint32_t end_col;      /* one past the last; > col */
    char msg[240];         /* "invalid syntax", "async is not supported" */
    char instead[160];     /* what to write instead; "" if nothing to say */
} ap_diag;

/* Compiles one text into `im` as a new module. False: `diags` (items of
 * ap_diag, initialised by the caller) holds at least one. -> *module. */
bool ap_lang_compile(ap_image *im, const char *name, const char *path,
                     const char *text, size_t len, bool is_library,
                     uint32_t *module, ap_vec *diags);

/* What a compiled module imports; owned by the image. -> how many. */
int ap_lang_imports(const ap_image *im, uint32_t module,
                    const ap_import **out);

/* "FILE:LINE:COL: what. instead" then the line and a caret under it. */
void ap_diag_print(const ap_diag *d, const ap_module *m, ap_str *out);

#endif
