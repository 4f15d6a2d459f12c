/* The program image: what lang makes of Python text and the vm executes.
 *
 * It is read-only once built, built before any thread starts, and lies
 * outside the world: plain host memory, inherited over fork, so host
 * pointers in it are fine. It owns everything it points to.
 *
 * A module is one text. A code object (ap_code) is one function body, class
 * body, comprehension that is not inlined, or module body, as CPython 3.12's
 * code objects; `index` is its number in the image, by which the world
 * names it. */
#ifndef APIARY_CODE_H
#define APIARY_CODE_H

#include "apiary/base.h"
#include "apiary/op.h"

typedef enum ap_constkind {
    AP_C_NONE, AP_C_TRUE, AP_C_FALSE, AP_C_ELLIPSIS, AP_C_INT, AP_C_BIGINT,
    AP_C_FLOAT, AP_C_STR, AP_C_BYTES, AP_C_TUPLE, AP_C_FROZENSET, AP_C_CODE
} ap_constkind;

typedef struct ap_const {
    ap_constkind kind;
    int64_t i;      /* INT; CODE: index of the code object */
    double f;       /* FLOAT */
    const char *s;  /* STR (UTF-8), BYTES; BIGINT: hex digits, '-' first if
                       negative */
    size_t n;       /* length of s; items of TUPLE / FROZENSET */
    const struct ap_const *items;
} ap_const;

/* Lines count from 1; columns are 0-based UTF-8 byte offsets as in
 * CPython's co_positions(), end_col excluded; line 0 = none, and where
 * end_col is 0 there are no columns. */
typedef struct ap_pos {
    uint32_t line, end_line, col, end_col;
} ap_pos;

/* A row of the exception table: an exception in [start, end) unwinds the
 * stack to `depth`, pushes the instruction number if `lasti`, then the
 * exception, and goes on at `target`. */
typedef struct ap_handler {
    uint32_t start, end, target, depth;
    bool lasti;
} ap_handler;

/* co_flags */
enum {
    AP_CO_OPTIMIZED = 1, AP_CO_NEWLOCALS = 2, AP_CO_VARARGS = 4,
    AP_CO_VARKEYWORDS = 8, AP_CO_NESTED = 16, AP_CO_GENERATOR = 32
};

/* What a localsplus slot is (bits; an argument that an inner function uses
 * is LOCAL | CELL). */
enum { AP_LOCAL = 1, AP_CELL = 2, AP_FREE = 4, AP_HIDDEN = 8 };

typedef struct ap_code {
    uint32_t index;
    uint32_t module;            /* index into ap_image.modules */
    const char *name, *qualname;
    int argcount;               /* positional, the positional-only included */
    int posonly, kwonly;
    int flags;
    int nlocals;                /* the first slots that are AP_LOCAL */
    int nplus;                  /* slots in localsplus */
    const char *const *plus;    /* their names */
    const uint8_t *plus_kind;
    int stacksize;
    uint32_t firstline;
    const char *const *names;
    int nnames;
    const ap_const *consts;
    int nconsts;
    const uint32_t *instrs;
    const ap_pos *pos;          /* one an instruction */
    uint32_t ninstrs;
    const ap_handler *handlers; /* innermost first for any one instruction */
    int nhandlers;
    const char *doc;            /* docstring or NULL */
} ap_code;

/* A module that a text imports, each once, with the place of the first
 * import: lib loads what it has and refuses the rest. */
typedef struct ap_import {
    const char *module;   /* dotted */
    const char *name;     /* `from module import name`, or NULL */
    ap_pos pos;
} ap_import;

typedef struct ap_module {
    const char *name;   /* "__main__", "threading", … */
    const char *path;   /* as the user gave it; "<lib>/queue.py" for ours */
    const char *text;   /* whole source, NUL at the end */
    size_t len;
    const char *const *lines; /* line i is lines[i-1], without its newline */
    int nlines;
    uint32_t body;      /* code index of the module's body */
    bool is_library;
    const ap_import *imports; /* in the order of the text */
    int nimports;
} ap_module;

typedef struct ap_image ap_image;

/* ---- reading -------------------------------------------------------- */

int ap_image_codes(const ap_image *im);
const ap_code *ap_image_code(const ap_image *im, uint32_t index);
int ap_image_modules(const ap_image *im);
const ap_module *ap_image_module(const ap_image *im, uint32_t index);
/* "" for a line that is not there. */
const char *ap_module_line(const ap_module *m, uint32_t line);
/* The innermost handler that covers instruction pc, or NULL. */
const ap_handler *ap_code_handler(const ap_code *c, uint32_t pc);

/* ---- building (lang) ------------------------------------------------ */

ap_image *ap_image_new(void);
void ap_image_free(ap_image *im);
ap_arena *ap_image_arena(ap_image *im);
/* What tracebacks call the module's file from now on. */
void ap_image_set_path(ap_image *im, uint32_t module, const char *path);
/* A new module with its text split into lines; -> its index. */
uint32_t ap_image_add_module(ap_image *im, const char *name, const char *path,
                             const char *text, size_t len, bool is_library);
void ap_image_set_body(ap_image *im, uint32_t module, uint32_t code);
/* The imports must live as long as the image (its arena). */
void ap_image_set_imports(ap_image *im, uint32_t module,
                          const ap_import *imports, int n);
/* Reserves an index; the builder fills the code through the pointer. */
ap_code *ap_image_add_code(ap_image *im, uint32_t module);
/* Is every instruction, jump, index, stack depth and handler of the image in
 * bounds? The vm trusts an image that passed; fuzzers call it. */
bool ap_image_verify(const ap_image *im, ap_error *e);

/* ---- disassembler ---------------------------------------------------- */

/* Reads like `python3.12 -m dis`: line, mark, offset (two bytes an
 * instruction: ours have no cache entries), name, arg, (what it means). */
void ap_dis_code(const ap_image *im, const ap_code *c, ap_str *out);
void ap_dis_module(const ap_image *im, uint32_t module, ap_str *out);
/* One instruction's operand in words: "counter", "+", "to 24", "" */
void ap_dis_arg(const ap_image *im, const ap_code *c, uint32_t pc,
                ap_str *out);
/* A constant as repr() prints it. */
void ap_dis_const(const ap_image *im, const ap_const *k, ap_str *out);

#endif
