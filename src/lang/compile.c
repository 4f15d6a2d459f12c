/* One text, from the first stage to the last. */
#include "gen.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- before anything is read ----------------------------------------- */

static ap_pos place_at(const char *text, size_t at)
{
    ap_pos p = {1, 1, 0, 1};
    size_t start = 0;
    for (size_t i = 0; i < at; i++) {
        if (text[i] == '\n') {
            p.line++;
            start = i + 1;
        }
    }
    p.end_line = p.line;
    p.col = (uint32_t)(at - start);
    p.end_col = p.col + 1;
    return p;
}

/* Text at all? UTF-8, without NULs, not too long. */
static bool is_text(ap_lang *l)
{
    if (l->len > AP_TEXT_MAX)
        return ap_lang_wrong(l, (ap_pos){1, 1, 0, 1}, "the file is too large "
                             "(%zu bytes; at most %d)", l->len, AP_TEXT_MAX);
    for (size_t i = 0; i < l->len;) {
        int used;
        uint32_t rune = ap_utf8_decode(l->text + i, l->len - i, &used);
        if (rune == 0)
            return ap_lang_wrong(l, place_at(l->text, i),
                                 "source code cannot contain null bytes");
        if (rune == UINT32_MAX)
            return ap_lang_wrong(l, place_at(l->text, i), "the text is not "
                                 "UTF-8 (byte 0x%02x)",
                                 (unsigned char)l->text[i]);
        i += (size_t)used;
    }
    return true;
}

/* `# coding: latin-1` on one of the first two lines: not ours. */
static void check_encoding(ap_lang *l)
{
    const ap_module *m = ap_image_module(l->im, l->module);
    for (uint32_t line = 1; line <= 2; line++) {
        const char *s = ap_module_line(m, line);
        s += strspn(s, " \t\f");
        const char *at = *s == '#' ? strstr(s, "coding") : NULL;
        if (!at || (at[6] != ':' && at[6] != '='))
            continue;
        at += 7;
        at += strspn(at, " \t");
        if (strncasecmp(at, "utf-8", 5) != 0 && strncasecmp(at, "utf8", 4) != 0
            && strncasecmp(at, "ascii", 5) != 0)
            ap_lang_refuse(l, (ap_pos){line, line, 0, (uint32_t)strlen(s)},
                           AP_REFUSE_ENCODING);
        return;
    }
}

/* ---- after ----------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const ap_diag *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->col < y->col ? -1 : x->col > y->col;
}

static bool same_import(const ap_import *a, const ap_import *b)
{
    return strcmp(a->module, b->module) == 0
        && (a->name == b->name
            || (a->name && b->name && strcmp(a->name, b->name) == 0));
}

/* Each import once, where it was first. */
static void keep_imports(ap_lang *l)
{
    ap_import *kept = ap_arena_alloc(l->keep, l->imports.len * sizeof *kept
                                     + 1);
    int n = 0;
    for (size_t i = 0; i < l->imports.len; i++) {
        const ap_import *one = ap_vec_at(&l->imports, i);
        bool seen = false;
        for (int k = 0; k < n; k++)
            seen |= same_import(&kept[k], one);
        if (!seen)
            kept[n++] = *one;
    }
    ap_image_set_imports(l->im, l->module, kept, n);
}

int ap_lang_imports(const ap_image *im, uint32_t module,
                    const ap_import **out)
{
    const ap_module *m = ap_image_module(im, module);
    *out = m->imports;
    return m->nimports;
}

/* ---- all of it ------------------------------------------------------- */

static void generate(ap_lang *l, ap_scope *scope, ap_nodes body)
{
    ap_gen g = {.l = l, .module = scope};
    ap_unit_enter(&g, scope, 1);
    ap_gen_module_body(&g, body);
    const ap_code *c = ap_unit_leave(&g, true);
    ap_image_set_body(l->im, l->module, c->index);
}

static void compile(ap_lang *l)
{
    if (!is_text(l))
        return;
    check_encoding(l);
    ap_nodes body = ap_parse(l);
    ap_scope *scope = ap_symbols(l, body);
    if (!scope)
        return;
    ap_fold_body(l, body);
    generate(l, scope, body);
    ap_scope_free(scope);
    keep_imports(l);
}

bool ap_lang_compile(ap_image *im, const char *name, const char *path,
                     const char *text, size_t len, bool is_library,
                     uint32_t *module, ap_vec *diags)
{
    *module = ap_image_add_module(im, name, path, text, len, is_library);
    ap_lang l = {.im = im, .module = *module, .len = len, .diags = diags,
                 .text = ap_image_module(im, *module)->text,
                 .scratch = ap_arena_new(), .keep = ap_image_arena(im)};
    size_t before = l.diags_before = diags->len;
    ap_vec_init(&l.imports, sizeof(ap_import));
    compile(&l);
    if (diags->len > before)
        qsort((ap_diag *)diags->data + before, diags->len - before,
              sizeof(ap_diag), by_place);
    ap_vec_clear(&l.imports);
    ap_free(l.names.slots);
    ap_free(l.keys.slots);
    ap_arena_free(l.scratch);
    return diags->len == before;
}
