/* The program image: building and reading, and the table of opcodes that
 * AP_OPS makes. Indexes are handed out in order and never change. */
#include "code_i.h"

#include <string.h>

const ap_op_info ap_ops[AP_OP_COUNT] = {
#define SWITCHES(a, b, c) {AP_SWITCH_##a, AP_SWITCH_##b, AP_SWITCH_##c}
#define X(name, arg, pops, pushes, s39, s310, s312, meaning)                   \
    {#name, meaning, AP_ARG_##arg, pops, pushes, SWITCHES(s39, s310, s312)},
    AP_OPS(X)
#undef X
#undef SWITCHES
};

/* The opcodes whose effect hangs on their arg. */
static int effect_by_arg(ap_opcode op, int arg)
{
    switch (op) {
    case AP_OP_COPY:
        return 1;
    case AP_OP_SWAP:
        return 0;
    case AP_OP_LOAD_SUPER_ATTR:
        return (arg & 1) - 2;
    case AP_OP_LOAD_GLOBAL:
        return 1 + (arg & 1);
    case AP_OP_LOAD_ATTR:
        return arg & 1;
    case AP_OP_BUILD_TUPLE: case AP_OP_BUILD_LIST: case AP_OP_BUILD_SET:
    case AP_OP_BUILD_STRING:
        return 1 - arg;
    case AP_OP_BUILD_SLICE:
        return arg == 3 ? -2 : -1;
    case AP_OP_BUILD_MAP:
        return 1 - 2 * arg;
    case AP_OP_BUILD_CONST_KEY_MAP: case AP_OP_RAISE_VARARGS:
        return -arg;
    case AP_OP_UNPACK_SEQUENCE:
        return arg - 1;
    case AP_OP_UNPACK_EX:
        return (arg & 0xff) + (arg >> 8);
    case AP_OP_FORMAT_VALUE:
        return (arg & 4) ? -1 : 0;
    case AP_OP_MAKE_FUNCTION:
        return -((arg & 1) + (arg >> 1 & 1) + (arg >> 2 & 1) + (arg >> 3 & 1));
    case AP_OP_CALL:
        return -1 - arg;
    case AP_OP_CALL_FUNCTION_EX:
        return -2 - (arg & 1);
    case AP_OP_RERAISE:
        return -1;
    default:
        ap_bug(__FILE__, __LINE__, "no stack effect: %s", ap_ops[op].name);
    }
}

int ap_op_effect(ap_opcode op, uint32_t arg, int jump)
{
    const ap_op_info *info = &ap_ops[op];
    (void)jump; /* FOR_ITER and SEND reach END_FOR, END_SEND as deep */
    if (info->pops >= 0 && info->pushes >= 0)
        return info->pushes - info->pops;
    return effect_by_arg(op, (int)arg);
}

ap_image *ap_image_new(void)
{
    ap_image *im = ap_alloc(sizeof *im);
    im->arena = ap_arena_new();
    ap_vec_init(&im->codes, sizeof(ap_code *));
    ap_vec_init(&im->modules, sizeof(ap_module *));
    return im;
}

void ap_image_free(ap_image *im)
{
    if (!im)
        return;
    ap_vec_clear(&im->codes);
    ap_vec_clear(&im->modules);
    ap_arena_free(im->arena);
    ap_free(im);
}

ap_arena *ap_image_arena(ap_image *im)
{
    return im->arena;
}

int ap_image_codes(const ap_image *im)
{
    return (int)im->codes.len;
}

const ap_code *ap_image_code(const ap_image *im, uint32_t index)
{
    return *(ap_code **)ap_vec_at(&im->codes, index);
}

int ap_image_modules(const ap_image *im)
{
    return (int)im->modules.len;
}

static ap_module *module_at(const ap_image *im, uint32_t index)
{
    return *(ap_module **)ap_vec_at(&im->modules, index);
}

const ap_module *ap_image_module(const ap_image *im, uint32_t index)
{
    return module_at(im, index);
}

const char *ap_module_line(const ap_module *m, uint32_t line)
{
    if (line < 1 || line > (uint32_t)m->nlines)
        return "";
    return m->lines[line - 1];
}

const ap_handler *ap_code_handler(const ap_code *c, uint32_t pc)
{
    for (int i = 0; i < c->nhandlers; i++)
        if (c->handlers[i].start <= pc && pc < c->handlers[i].end)
            return &c->handlers[i];
    return NULL;
}

/* A line ends at \n, \r\n or \r; a last line without an end counts. */
static void split_lines(ap_image *im, ap_module *m)
{
    ap_vec lines;
    ap_vec_init(&lines, sizeof(char *));
    for (size_t at = 0; at < m->len;) {
        const char *start = m->text + at;
        size_t n = 0;
        while (at + n < m->len && start[n] != '\n' && start[n] != '\r')
            n++;
        char *line = ap_arena_strndup(im->arena, start, n);
        ap_vec_push(&lines, &line);
        at += n;
        if (at < m->len && m->text[at] == '\r' && m->text[at + 1] == '\n')
            at++;
        at++;
    }
    m->nlines = (int)lines.len;
    char **own = ap_arena_alloc(im->arena, lines.len * sizeof *own + 1);
    if (lines.len)
        memcpy(own, lines.data, lines.len * sizeof *own);
    m->lines = (const char *const *)own;
    ap_vec_clear(&lines);
}

void ap_image_set_path(ap_image *im, uint32_t module, const char *path)
{
    ap_module *m = module_at(im, module);
    m->path = ap_arena_strndup(im->arena, path, strlen(path));
}

uint32_t ap_image_add_module(ap_image *im, const char *name, const char *path,
                             const char *text, size_t len, bool is_library)
{
    ap_module *m = ap_arena_alloc(im->arena, sizeof *m);
    m->name = ap_arena_strndup(im->arena, name, strlen(name));
    m->path = ap_arena_strndup(im->arena, path, strlen(path));
    m->text = ap_arena_strndup(im->arena, text, len);
    m->len = len;
    m->is_library = is_library;
    split_lines(im, m);
    ap_vec_push(&im->modules, &m);
    return (uint32_t)im->modules.len - 1;
}

void ap_image_set_body(ap_image *im, uint32_t module, uint32_t code)
{
    module_at(im, module)->body = code;
}

void ap_image_set_imports(ap_image *im, uint32_t module,
                          const ap_import *imports, int n)
{
    module_at(im, module)->imports = imports;
    module_at(im, module)->nimports = n;
}

ap_code *ap_image_add_code(ap_image *im, uint32_t module)
{
    ap_code *c = ap_arena_alloc(im->arena, sizeof *c);
    c->index = (uint32_t)im->codes.len;
    c->module = module;
    ap_vec_push(&im->codes, &c);
    return c;
}
