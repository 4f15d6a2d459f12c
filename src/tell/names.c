/* What threads, locations, values and locks are called. */
#include "tell_i.h"

#include <string.h>

ap_world *tell_world(const ap_run *r)
{
    return ap_run_world((ap_run *)r); /* looked at, never changed, by tell */
}

static void copy(char *to, size_t room, const ap_str *from)
{
    ap_print(to, room, "%s", ap_str_c(from));
}

void tell_name(const ap_run *r, ap_tid tid, char buf[TELL_NAME])
{
    ap_thread_view v;
    buf[0] = 0;
    if (tid < 0)
        return;
    if (ap_view_thread(tell_world(r), tid, &v) && *v.name)
        ap_print(buf, TELL_NAME, "%s", v.name);
    else
        ap_print(buf, TELL_NAME, "thread %d", tid);
}

void ap_tell_thread(const ap_run *r, ap_tid tid, ap_str *out)
{
    char name[TELL_NAME];
    tell_name(r, tid, name);
    ap_str_put(out, name);
}

void tell_value(const ap_run *r, int pid, ap_word v, char buf[TELL_VALUE])
{
    ap_str text = {0};
    buf[0] = 0;
    if (v)
        ap_view_repr(tell_world(r), pid, v, 24, &text);
    copy(buf, TELL_VALUE, &text);
    ap_str_clear(&text);
}

void tell_label(const ap_run *r, int pid, ap_word v, char buf[TELL_NAME])
{
    ap_str text = {0};
    buf[0] = 0;
    if (v)
        ap_view_label(tell_world(r), pid, v, &text);
    copy(buf, TELL_NAME, &text);
    ap_str_clear(&text);
}

/* "Account#1" */
static void birth_name(const ap_run *r, int pid, ap_word v, char *buf,
                       size_t n)
{
    ap_object_view o;
    if (ap_view_object(tell_world(r), pid, v, &o))
        ap_print(buf, n, "%s#%u", o.type, o.birth);
    else
        ap_print(buf, n, "?");
}

/* A key's text: a name as it is, anything else as repr() shows it. */
static void key_text(const ap_run *r, int pid, ap_word key, bool as_name,
                     char buf[TELL_VALUE])
{
    size_t n;
    const char *s = as_name ? ap_view_str(tell_world(r), pid, key, &n) : NULL;
    if (s)
        ap_print(buf, TELL_VALUE, "%.*s", (int)n, s);
    else
        tell_value(r, pid, key, buf);
}

static void put_location(const ap_access *a, const char *owner,
                         const char *key, char buf[TELL_NAME])
{
    switch (a->where) {
    case AP_AT_GLOBAL:
    case AP_AT_CELL:
        ap_print(buf, TELL_NAME, "%s", key);
        break;
    case AP_AT_ATTR:
        ap_print(buf, TELL_NAME, "%.30s.%.30s", owner, key);
        break;
    case AP_AT_ITEM:
        ap_print(buf, TELL_NAME, "%.30s[%.30s]", owner, key);
        break;
    default:
        ap_print(buf, TELL_NAME, "%s", owner);
    }
}

void tell_where(const ap_run *r, int pid, const ap_access *a,
                char buf[TELL_NAME])
{
    char owner[TELL_NAME] = "", key[TELL_VALUE] = "";
    bool is_name = a->where != AP_AT_ITEM;
    buf[0] = 0;
    if (a->where == AP_AT_NONE)
        return;
    if (a->where != AP_AT_GLOBAL && a->where != AP_AT_CELL)
        tell_label(r, pid, a->obj, owner);
    key_text(r, pid, a->key, is_name, key);
    put_location(a, owner, key, buf);
}

void tell_identity(const ap_run *r, int pid, const ap_access *a,
                   char buf[TELL_NAME])
{
    char owner[TELL_NAME] = "", key[TELL_VALUE] = "", text[TELL_NAME] = "";
    key_text(r, pid, a->key, a->where != AP_AT_ITEM, key);
    birth_name(r, pid, a->obj, owner, sizeof owner);
    if (a->where == AP_AT_CELL)
        ap_print(text, sizeof text, "%.36s in %.20s", key, owner);
    else
        put_location(a, owner, key, text);
    if (pid)
        ap_print(buf, TELL_NAME, "%.50s of %d", text, pid);
    else
        ap_print(buf, TELL_NAME, "%s", text);
}

void ap_tell_identity(const ap_run *r, int pid, const ap_access *a,
                      ap_str *out)
{
    char text[TELL_NAME];
    tell_identity(r, pid, a, text);
    ap_str_put(out, text);
}

bool tell_is_plain(const ap_run *r, int pid, ap_word v)
{
    ap_object_view o;
    if (!v)
        return false;
    if (!ap_view_object(tell_world(r), pid, v, &o))
        return true;
    return !o.is_container && !o.is_function && !o.is_class && !o.is_module
        && o.role == AP_ROLE_PLAIN;
}

ap_word ap_tell_moved(const ap_run *r, const ap_event *ev)
{
    ap_frame_view f;
    bool is_local = ev->op == AP_OP_LOAD_FAST || ev->op == AP_OP_STORE_FAST;
    if (ev->value || !is_local)
        return ev->value;
    if (!ap_view_frame(tell_world(r), ev->tid, 0, &f)
        || f.code->index != ev->code)
        return 0;
    return ap_view_local(tell_world(r), ev->tid, 0, (int)ev->arg);
}

void tell_source(const ap_run *r, uint32_t code, uint32_t pc,
                 char buf[TELL_NAME])
{
    const ap_image *im = ap_world_image(tell_world(r));
    const ap_code *c = ap_image_code(im, code);
    buf[0] = 0;
    if (pc >= c->ninstrs)
        return;
    const ap_pos *p = &c->pos[pc];
    const char *line = ap_module_line(ap_image_module(im, c->module), p->line);
    size_t n = strlen(line);
    if (p->line == 0 || p->line != p->end_line || p->end_col > n
        || p->col >= p->end_col || p->end_col - p->col > 44)
        return;
    ap_print(buf, TELL_NAME, "%.*s", (int)(p->end_col - p->col),
             line + p->col);
}
