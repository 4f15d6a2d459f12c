/* What a scenario asks of modules, checked before it runs.
 *
 * `from m import x` names x outright. `m.x` is refused only where it is
 * certain: m is a global that nothing but `import m` ever sets, nothing sets
 * an attribute x, and the code does not speak of AttributeError. A chain
 * (concurrent.futures.wait) is followed through submodules. */
#include "lib_i.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { NAME_BYTES = 128 };

static ap_opcode op_at(const ap_code *c, uint32_t pc)
{
    return pc < c->ninstrs ? (ap_opcode)(c->instrs[pc] & 255) : AP_OP_COUNT;
}

static uint32_t arg_at(const ap_code *c, uint32_t pc)
{
    return c->instrs[pc] >> 8;
}

/* The name that an instruction speaks of, NULL if it is none of those. */
static const char *name_at(const ap_code *c, uint32_t pc)
{
    switch (op_at(c, pc)) {
    case AP_OP_LOAD_NAME: case AP_OP_STORE_NAME: case AP_OP_STORE_GLOBAL:
    case AP_OP_DELETE_NAME: case AP_OP_DELETE_GLOBAL: case AP_OP_STORE_ATTR:
    case AP_OP_IMPORT_NAME: case AP_OP_IMPORT_FROM:
        return c->names[arg_at(c, pc)];
    case AP_OP_LOAD_GLOBAL: case AP_OP_LOAD_ATTR:
        return c->names[arg_at(c, pc) >> 1];
    default:
        return NULL;
    }
}

static bool is_named(const char *a, const char *b)
{
    return a && strcmp(a, b) == 0;
}

/* ---- what a module has ---------------------------------------------- */

static void add(ap_vec *v, const char *name)
{
    ap_vec_push(v, &name);
}

static void add_native(ap_vec *v, const lib_row *row)
{
    for (const ap_native_fn *f = row->native->functions; f && f->name; f++)
        add(v, f->name);
    for (const ap_native_class *k = row->native->classes; k && k->name; k++)
        add(v, k->name);
    for (const lib_const *k = row->consts; k && k->name; k++)
        add(v, k->name);
    for (const char *const *s = row->others; s && *s; s++)
        add(v, *s);
}

static void add_stored(ap_vec *v, const ap_image *im, const char *module)
{
    for (int i = 1; i < ap_image_modules(im); i++) {
        const ap_module *m = ap_image_module(im, (uint32_t)i);
        if (strcmp(m->name, module) != 0)
            continue;
        const ap_code *body = ap_image_code(im, m->body);
        for (uint32_t pc = 0; pc < body->ninstrs; pc++)
            if (op_at(body, pc) == AP_OP_STORE_NAME)
                add(v, name_at(body, pc));
    }
}

/* All names of a module, its own dunder names included. */
static void names_of(ap_vec *v, const ap_image *im, const char *module)
{
    const lib_row *row = ap_lib_row(module);
    ap_vec_init(v, sizeof(const char *));
    if (row)
        add_native(v, row);
    add_stored(v, im, module);
    add(v, "__name__");
    add(v, "__doc__");
    add(v, "__file__");
    add(v, "__dict__");
}

static bool is_submodule(const char *module, const char *name)
{
    char dotted[2 * NAME_BYTES];
    int n = snprintf(dotted, sizeof dotted, "%s.%s", module, name);
    return n < (int)sizeof dotted && ap_lib_knows(dotted);
}

static bool has_name(const ap_vec *names, const char *name)
{
    for (size_t i = 0; i < names->len; i++)
        if (strcmp(*(const char **)ap_vec_at(names, i), name) == 0)
            return true;
    return false;
}

/* A name that differs in case, or in the underscores, only. */
static bool is_alike(const char *a, const char *b)
{
    for (;; a++, b++) {
        while (*a == '_')
            a++;
        while (*b == '_')
            b++;
        if (strncasecmp(a, b, 1) != 0)
            return false;
        if (!*a)
            return true;
    }
}

static void suggest(const ap_vec *names, const char *module, const char *name,
                    char *out, size_t n)
{
    out[0] = '\0';
    for (size_t i = 0; i < names->len; i++) {
        const char *other = *(const char **)ap_vec_at(names, i);
        if (other[0] != '_' && is_alike(other, name)) {
            snprintf(out, n, "did you mean %s.%s?", module, other);
            return;
        }
    }
}

static void require(const ap_image *im, const char *module, const char *name,
                    ap_pos pos, ap_vec *diags)
{
    ap_vec names;
    char instead[NAME_BYTES];
    names_of(&names, im, module);
    if (!has_name(&names, name) && !is_submodule(module, name)) {
        suggest(&names, module, name, instead, sizeof instead);
        ap_lib_refuse(im, pos, diags, instead,
                      "module '%s' has no attribute '%s' in apiary", module,
                      name);
    }
    ap_vec_clear(&names);
}

/* ---- uses of a module's attributes ---------------------------------- */

static const ap_code *scenario_code(const ap_image *im, int i)
{
    const ap_code *c = ap_image_code(im, (uint32_t)i);
    return c->module == 0 ? c : NULL;
}

static bool is_binding(ap_opcode op)
{
    return op == AP_OP_STORE_NAME || op == AP_OP_STORE_GLOBAL
        || op == AP_OP_DELETE_NAME || op == AP_OP_DELETE_GLOBAL;
}

/* The module that the instruction binds a global to, or NULL. */
static const char *bound_module(const ap_code *c, uint32_t pc)
{
    if (pc == 0 || op_at(c, pc - 1) != AP_OP_IMPORT_NAME)
        return NULL;
    return name_at(c, pc - 1);
}

/* A global that some import binds. `import a.b` binds a. */
typedef struct module_global {
    const char *name;
    char module[NAME_BYTES];
    bool is_certain; /* nothing else binds it */
} module_global;

static module_global *global_named(const ap_vec *globals, const char *name)
{
    for (size_t i = 0; i < globals->len; i++) {
        module_global *g = ap_vec_at(globals, i);
        if (strcmp(g->name, name) == 0)
            return g;
    }
    return NULL;
}

static void note_import(ap_vec *globals, const char *name, const char *module)
{
    char top[NAME_BYTES];
    snprintf(top, sizeof top, "%.*s", (int)strcspn(module, "."), module);
    module_global *g = global_named(globals, name);
    if (g) {
        g->is_certain &= strcmp(g->module, top) == 0;
        return;
    }
    g = ap_vec_push(globals, NULL);
    g->name = name;
    g->is_certain = ap_lib_knows(top);
    memcpy(g->module, top, sizeof top);
}

/* Two rounds: first what imports bind, then what else binds the same. */
static void find_globals(const ap_image *im, ap_vec *globals, bool imports)
{
    for (int i = 0; i < ap_image_codes(im); i++) {
        const ap_code *c = scenario_code(im, i);
        for (uint32_t pc = 0; c && pc < c->ninstrs; pc++) {
            if (!is_binding(op_at(c, pc)))
                continue;
            const char *module = bound_module(c, pc);
            module_global *g = global_named(globals, name_at(c, pc));
            if (module && imports)
                note_import(globals, name_at(c, pc), module);
            else if (!module && !imports && g)
                g->is_certain = false;
        }
    }
}

static bool is_set_somewhere(const ap_image *im, const char *attr)
{
    for (int i = 0; i < ap_image_codes(im); i++) {
        const ap_code *c = scenario_code(im, i);
        for (uint32_t pc = 0; c && pc < c->ninstrs; pc++)
            if (op_at(c, pc) == AP_OP_STORE_ATTR
                && is_named(name_at(c, pc), attr))
                return true;
    }
    return false;
}

static bool speaks_of(const ap_code *c, const char *name)
{
    for (int i = 0; i < c->nnames; i++)
        if (strcmp(c->names[i], name) == 0)
            return true;
    return false;
}

static bool catches_imports(const ap_code *c, uint32_t pc)
{
    return ap_code_handler(c, pc)
        && (speaks_of(c, "ImportError") || speaks_of(c, "Exception")
            || speaks_of(c, "ModuleNotFoundError"));
}

bool ap_lib_is_guarded(const ap_image *im, const ap_import *imp)
{
    for (int i = 0; i < ap_image_codes(im); i++) {
        const ap_code *c = scenario_code(im, i);
        for (uint32_t pc = 0; c && pc < c->ninstrs; pc++)
            if (op_at(c, pc) == AP_OP_IMPORT_NAME
                && is_named(name_at(c, pc), imp->module)
                && c->pos[pc].line == imp->pos.line)
                return catches_imports(c, pc);
    }
    return false;
}

/* Where the attribute's own name stands. */
static ap_pos attr_pos(ap_pos p, const char *attr)
{
    size_t n = strlen(attr);
    if (p.line == p.end_line && p.end_col >= p.col + n)
        p.col = p.end_col - (uint32_t)n;
    return p;
}

/* LOAD_GLOBAL at pc: is it a module, and has that the attributes which the
 * next instructions load? */
static void check_use(const ap_image *im, const ap_code *c, uint32_t pc,
                      const ap_vec *globals, ap_vec *diags)
{
    char module[NAME_BYTES];
    if (op_at(c, pc + 1) != AP_OP_LOAD_ATTR)
        return;
    const module_global *g = global_named(globals, name_at(c, pc));
    if (!g || !g->is_certain)
        return;
    memcpy(module, g->module, sizeof module);
    const char *attr = name_at(c, ++pc);
    while (is_submodule(module, attr)
           && op_at(c, pc + 1) == AP_OP_LOAD_ATTR) {
        size_t n = strlen(module);
        snprintf(module + n, sizeof module - n, ".%s", attr);
        attr = name_at(c, ++pc);
    }
    if (!is_set_somewhere(im, attr))
        require(im, module, attr, attr_pos(c->pos[pc], attr), diags);
}

static void check_imports(const ap_image *im, ap_vec *diags)
{
    const ap_import *all;
    int n = ap_lang_imports(im, 0, &all);
    for (int i = 0; i < n; i++)
        if (all[i].name && ap_lib_knows(all[i].module)
            && !ap_lib_is_guarded(im, &all[i]))
            require(im, all[i].module, all[i].name, all[i].pos, diags);
}

static void check_uses(const ap_image *im, const ap_vec *globals,
                       ap_vec *diags)
{
    for (int i = 0; i < ap_image_codes(im); i++) {
        const ap_code *c = scenario_code(im, i);
        if (!c || speaks_of(c, "AttributeError"))
            continue;
        for (uint32_t pc = 0; pc < c->ninstrs; pc++)
            if (op_at(c, pc) == AP_OP_LOAD_NAME
                || op_at(c, pc) == AP_OP_LOAD_GLOBAL)
                check_use(im, c, pc, globals, diags);
    }
}

void ap_lib_check_names(const ap_image *im, ap_vec *diags)
{
    ap_vec globals;
    ap_vec_init(&globals, sizeof(module_global));
    check_imports(im, diags);
    find_globals(im, &globals, true);
    find_globals(im, &globals, false);
    check_uses(im, &globals, diags);
    ap_vec_clear(&globals);
}
