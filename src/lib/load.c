/* Loading: a scenario and all library modules it needs, as one image.
 *
 * The scenario is module 0. Library modules follow it, each after those that
 * it imports itself, so that their bodies can run in the image's order. A
 * library text imports at the start of a line and nowhere else, which is
 * how its imports are found before it is compiled. */
#include "lib_i.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct loader {
    ap_image *im;
    ap_vec visited; /* const char *: bodies compiled or on their way */
} loader;

/* ---- diagnostics ---------------------------------------------------- */

/* Code points before byte `col` of a line, from 1. */
static uint32_t column(const char *line, uint32_t col)
{
    size_t n = strlen(line);
    return (uint32_t)ap_utf8_count(line, col < n ? col : n) + 1;
}

void ap_lib_refuse(const ap_image *im, ap_pos pos, ap_vec *diags,
                   const char *instead, const char *fmt, ...)
{
    const char *line = ap_module_line(ap_image_module(im, 0), pos.line);
    ap_diag *d = ap_vec_push(diags, NULL);
    d->code = AP_E_REFUSED;
    d->line = pos.line;
    d->col = column(line, pos.col);
    d->end_col = pos.end_line == pos.line ? column(line, pos.end_col)
                                          : column(line, UINT32_MAX);
    if (d->end_col <= d->col)
        d->end_col = d->col + 1;
    va_list args;
    va_start(args, fmt);
    vsnprintf(d->msg, sizeof d->msg, fmt, args);
    va_end(args);
    snprintf(d->instead, sizeof d->instead, "%s", instead);
}

/* What to use where a well-known module is not to be had. */
static const struct {
    const char *module, *instead;
} substitutes[] = {
    {"asyncio", "use threading or concurrent.futures"},
    {"trio", "use threading"},
    {"gevent", "use threading"},
    {"thread", "use threading"},
    {"Queue", "use queue"},
    {"numpy", "use lists"},
    {"requests", "use time.sleep in place of the request"},
    {"urllib", "use time.sleep in place of the request"},
    {"socket", "use queue between threads"},
    {"subprocess", "use threading"},
    {"pickle", "pass the objects themselves: threads share them"},
    {"json", "use repr()"},
    {"re", "use str methods"},
    {"weakref", "use plain references"},
    {"ctypes", "use int"},
    {"inspect", "use the dashboard"},
    {"dis", "use `apiary dis FILE`"},
    {"tkinter", "use print"},
    {"matplotlib", "use print"},
    {"tqdm", "use print"}};

static const char *substitute(const char *module)
{
    size_t n = strcspn(module, ".");
    for (size_t i = 0; i < sizeof substitutes / sizeof *substitutes; i++)
        if (strlen(substitutes[i].module) == n
            && strncmp(substitutes[i].module, module, n) == 0)
            return substitutes[i].instead;
    return "";
}

/* ---- library modules ------------------------------------------------ */

static void load_module(loader *l, const char *name);

/* The module named at the start of a line "import X" or "from X import":
 * its length, 0 for any other line. */
static size_t imported(const char *line, const char **module)
{
    size_t skip = strncmp(line, "import ", 7) == 0 ? 7
        : strncmp(line, "from ", 5) == 0           ? 5
                                                   : 0;
    *module = line + skip;
    return skip ? strcspn(*module, " \n,;") : 0;
}

static void load_imports_of(loader *l, const char *text)
{
    for (const char *line = text; line; line = strchr(line, '\n')) {
        const char *module;
        char name[64];
        line += *line == '\n';
        size_t n = imported(line, &module);
        if (!n)
            continue;
        AP_ASSERT(n < sizeof name);
        memcpy(name, module, n);
        name[n] = '\0';
        load_module(l, name);
    }
}

static bool was_visited(const loader *l, const char *name)
{
    for (size_t i = 0; i < l->visited.len; i++)
        if (strcmp(*(const char **)ap_vec_at(&l->visited, i), name) == 0)
            return true;
    return false;
}

static void compile_body(loader *l, const struct ap_lib_py *body)
{
    ap_vec diags;
    char path[96];
    uint32_t module;
    ap_vec_init(&diags, sizeof(ap_diag));
    snprintf(path, sizeof path, "<lib>/%s.py", body->name);
    if (!ap_lang_compile(l->im, body->name, path, body->text, body->len, true,
                         &module, &diags)) {
        const ap_diag *d = ap_vec_at(&diags, 0);
        ap_bug(path, (int)d->line, "%s", d->msg);
    }
    ap_vec_clear(&diags);
}

/* Loads "a.b.c" as CPython does: a, then a.b, then a.b.c. */
static void load_module(loader *l, const char *name)
{
    const char *dot = strrchr(name, '.');
    if (dot) {
        char *package = ap_strndup(name, (size_t)(dot - name));
        load_module(l, package);
        ap_free(package);
    }
    const struct ap_lib_py *body = ap_lib_body(name);
    if (!body || was_visited(l, name))
        return;
    ap_vec_push(&l->visited, &body->name);
    load_imports_of(l, body->text);
    compile_body(l, body);
}

/* ---- the scenario's imports ----------------------------------------- */

/* `from package import module`: its dotted name, if there is such a one. */
static bool is_submodule(const ap_import *i, char *dotted, size_t n)
{
    if (!i->name)
        return false;
    snprintf(dotted, n, "%s.%s", i->module, i->name);
    return ap_lib_knows(dotted);
}

static void load_import(loader *l, const ap_import *i, ap_vec *diags)
{
    char dotted[128];
    if (!ap_lib_knows(i->module)) {
        if (ap_lib_is_guarded(l->im, i))
            return; /* it raises ModuleNotFoundError, as it would anywhere */
        ap_lib_refuse(l->im, i->pos, diags, substitute(i->module),
                      "module '%s' is not supported", i->module);
        return;
    }
    load_module(l, i->module);
    if (is_submodule(i, dotted, sizeof dotted))
        load_module(l, dotted);
}

/* One line may import several names of a module that is not there: said
 * once. */
static bool repeats(const ap_import *all, int i)
{
    return i > 0 && all[i].name && all[i - 1].pos.line == all[i].pos.line
        && strcmp(all[i - 1].module, all[i].module) == 0
        && !ap_lib_knows(all[i].module);
}

static void load_scenario_imports(loader *l, ap_vec *diags)
{
    const ap_import *all;
    int n = ap_lang_imports(l->im, 0, &all);
    for (int i = 0; i < n; i++)
        if (!repeats(all, i))
            load_import(l, &all[i], diags);
}

/* ---- imports of a text that does not compile ---------------------------- */

/* Refuses the module at `name` in line `number` where there is none. */
static void refuse_named(const ap_image *im, uint32_t number, const char *line,
                         const char *name, size_t n, ap_vec *diags)
{
    char module[96];
    snprintf(module, sizeof module, "%.*s", (int)n, name);
    if (n == 0 || ap_lib_knows(module))
        return;
    uint32_t col = (uint32_t)(name - line);
    ap_pos pos = {.line = number, .col = col, .end_line = number,
                  .end_col = col + (uint32_t)n};
    ap_lib_refuse(im, pos, diags, substitute(module),
                  "module '%s' is not supported", module);
}

/* `import a, b.c as d` or `from a import b`, alone on its line. */
static void refuse_in_line(const ap_image *im, uint32_t number, ap_vec *diags)
{
    const char *line = ap_module_line(ap_image_module(im, 0), number);
    const char *s = line + strspn(line, " \t"), *module;
    if (!imported(s, &module))
        return;
    bool is_from = *s == 'f';
    do {
        s = module + strspn(module, " ");
        size_t n = strcspn(s, " ,;#(");
        refuse_named(im, number, line, s, n, diags);
        s += strcspn(s, ",;#");
        module = s + 1;
    } while (!is_from && *s == ',');
}

/* So that what is refused is told in one go with what is no syntax. */
static void refuse_by_text(const ap_image *im, ap_vec *diags)
{
    uint32_t lines = (uint32_t)ap_image_module(im, 0)->nlines;
    for (uint32_t i = 1; i <= lines; i++)
        refuse_in_line(im, i, diags);
}

static int by_place(const ap_diag *a, const ap_diag *b)
{
    return a->line != b->line ? (a->line < b->line ? -1 : 1)
        : a->col != b->col    ? (a->col < b->col ? -1 : 1)
                              : 0;
}

/* Few and nearly sorted: insertion keeps equal ones in order. */
static void sort_diags(ap_vec *diags)
{
    ap_diag *d = diags->data;
    for (size_t i = 1; i < diags->len; i++) {
        ap_diag one = d[i];
        size_t k = i;
        for (; k > 0 && by_place(&one, &d[k - 1]) < 0; k--)
            d[k] = d[k - 1];
        d[k] = one;
    }
}

ap_image *ap_lib_load(const char *path, const char *text, size_t len,
                      ap_vec *diags, ap_image **failed)
{
    loader l = {.im = ap_image_new()};
    uint32_t module;
    *failed = NULL;
    ap_vec_init(&l.visited, sizeof(const char *));
    if (ap_lang_compile(l.im, "__main__", path, text, len, false, &module,
                        diags)) {
        load_scenario_imports(&l, diags);
        ap_lib_check_names(l.im, diags);
    } else {
        refuse_by_text(l.im, diags);
    }
    sort_diags(diags);
    ap_vec_clear(&l.visited);
    if (!diags->len)
        return l.im;
    *failed = l.im;
    return NULL;
}
