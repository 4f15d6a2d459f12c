/* What a place in memory is called in a report, and when two accesses of one
 * race. */
#include "check_i.h"

#include <stdio.h>
#include <string.h>

/* The function whose cell it is: the nearest one around the running code that
 * has such a cell of its own. */
static const char *owner_of_cell(const ap_world *w, const ap_code *code,
                                 const char *name)
{
    const ap_image *im = ap_world_image(w);
    const ap_code *best = code;
    size_t longest = 0;
    for (int i = 0; i < ap_image_codes(im); i++) {
        const ap_code *c = ap_image_code(im, (uint32_t)i);
        size_t n = strlen(c->qualname);
        if (n < longest || strncmp(c->qualname, code->qualname, n) != 0)
            continue;
        for (int k = 0; k < c->nplus; k++)
            if ((c->plus_kind[k] & AP_CELL) && strcmp(c->plus[k], name) == 0) {
                best = c;
                longest = n;
            }
    }
    return best->name;
}

/* A container that no global holds goes by its number: what is in it changes
 * all the time. */
static void put_container(const ap_world *w, int pid, ap_word v, ap_str *out)
{
    ap_object_view o;
    const char *name;
    ap_word held;
    for (int i = 0; ap_view_global(w, pid, i, &name, &held); i++)
        if (held == v) {
            ap_str_put(out, name);
            return;
        }
    if (ap_view_object(w, pid, v, &o) && o.birth)
        ap_str_printf(out, "%s#%u", o.type, o.birth);
    else
        ap_view_label(w, pid, v, out);
}

static void put_attribute(const ap_world *w, const ap_event *ev,
                          const ap_access *a, const char *name, ap_str *out)
{
    ap_object_view o = {0};
    bool has_owner = ap_view_object(w, ev->pid, a->obj, &o) && !o.is_module;
    if (has_owner && o.is_class)
        ap_view_label(w, ev->pid, a->obj, out);
    else if (has_owner)
        ap_str_put(out, o.type);
    ap_str_printf(out, "%s%s", has_owner ? "." : "", name);
}

void ap_race_name(const ap_world *w, const ap_event *ev, const ap_access *a,
                  char *out, size_t n)
{
    const char *name = ap_view_str(w, ev->pid, a->key, NULL);
    ap_str text = {0};
    switch (a->where) {
    case AP_AT_ITEM: case AP_AT_WHOLE:
        put_container(w, ev->pid, a->obj, &text);
        ap_str_put(&text, "[...]");
        break;
    case AP_AT_CELL:
        ap_str_printf(&text, "%s.%s", name
                          ? owner_of_cell(w, ap_image_code(ap_world_image(w),
                                                           ev->code), name)
                          : "?", name ? name : "?");
        break;
    case AP_AT_ATTR:
        put_attribute(w, ev, a, name ? name : "?", &text);
        break;
    default:
        ap_str_put(&text, name ? name : "?");
    }
    snprintf(out, n, "%s", ap_str_c(&text));
    ap_str_clear(&text);
}

bool ap_accesses_race(const ap_access *a, const ap_access *b)
{
    bool is_memory = a->where != AP_AT_SYNC && b->where != AP_AT_SYNC
        && a->where != AP_AT_NONE && b->where != AP_AT_NONE;
    if (!is_memory || a->obj != b->obj || !(a->is_write || b->is_write)
        || (a->is_atomic && b->is_atomic))
        return false;
    return a->key == b->key || a->where == AP_AT_WHOLE
        || b->where == AP_AT_WHOLE;
}

void ap_source_line(const ap_world *w, uint32_t code, uint32_t line,
                    ap_str *out)
{
    const ap_image *im = ap_world_image(w);
    const ap_module *m = ap_image_module(im, ap_image_code(im, code)->module);
    const char *s = ap_module_line(m, line);
    s += strspn(s, " \t");
    ap_str_putn(out, s, strcspn(s, "\r\n"));
    while (out->len && strchr(" \t", out->s[out->len - 1]))
        out->s[--out->len] = 0;
}
