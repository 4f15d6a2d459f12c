/* "%s is %5r" % (a, b): with only %s %r %a, a width, a precision and `-`,
 * this is an f-string in disguise, and CPython 3.12 makes it one. */
#include "fold.h"

#include <ctype.h>
#include <string.h>

typedef struct format {
    ap_lang *l;
    const ap_node *n; /* the % expression; its text has no place */
    const char *s, *end;
    ap_vec parts;
    int used; /* of the tuple's items */
} format;

/* Literal text up to the next %, %% being one percent sign. */
static void literal(format *f)
{
    ap_str text = {0};
    while (f->s < f->end && (*f->s != '%' || f->s[1] == '%')) {
        f->s += *f->s == '%';
        ap_str_putc(&text, *f->s++);
    }
    if (text.len) {
        ap_const k = ap_const_str(f->l, text.s, text.len);
        ap_node *part = ap_node_const(f->l, k, AP_NO_POS);
        ap_vec_push(&f->parts, &part);
    }
    ap_str_clear(&text);
}

/* At most two digits, as CPython takes them: a third is left standing, and
 * is no letter that a field may end in. -1 for none. */
static int number(format *f)
{
    int value = -1;
    for (int i = 0; i < 2 && isdigit((unsigned char)*f->s); i++, f->s++)
        value = (value < 0 ? 0 : value) * 10 + (*f->s - '0');
    return value;
}

static ap_node *spec_of(format *f, bool left, int width, int precision,
                        ap_pos at)
{
    ap_str b = {0};
    if (width >= 0)
        ap_str_printf(&b, "%s%d", !left && width > 0 ? ">" : "", width);
    if (precision >= 0)
        ap_str_printf(&b, ".%d", precision);
    ap_node *spec = NULL;
    if (b.len) {
        ap_node *text = ap_node_const(f->l, ap_const_str(f->l, b.s, b.len),
                                      at);
        ap_vec one;
        ap_vec_init(&one, sizeof(ap_node *));
        ap_vec_push(&one, &text);
        spec = ap_node_new(f->l, AP_N_FSTRING, at);
        spec->items = ap_nodes_take(f->l, &one);
    }
    ap_str_clear(&b);
    return spec;
}

/* One %…s; false where it is more than an f-string's field can say. */
static bool field(format *f)
{
    bool left = false;
    int precision = -1;
    f->s++;
    for (; *f->s == '-'; f->s++)
        left = true;
    int width = number(f);
    if (*f->s == '.') {
        f->s++;
        precision = number(f);
        precision = precision < 0 ? 0 : precision;
    }
    if (f->s >= f->end || !*f->s || !strchr("sra", *f->s)
        || f->used >= f->n->right->items.n)
        return false;
    ap_node *arg = f->n->right->items.at[f->used++];
    ap_node *part = ap_node_new(f->l, AP_N_FIELD, arg->pos);
    part->op = (unsigned char)*f->s++;
    part->left = arg;
    part->right = spec_of(f, left, width, precision, arg->pos);
    ap_vec_push(&f->parts, &part);
    return true;
}

bool ap_fold_format(ap_lang *l, ap_node *n)
{
    const ap_const *k = n->left->value;
    format f = {.l = l, .n = n, .s = k->s, .end = k->s + k->n};
    bool good = !ap_nodes_any_star(n->right->items);
    ap_vec_init(&f.parts, sizeof(ap_node *));
    while (good && f.s < f.end) {
        literal(&f);
        if (f.s < f.end)
            good = field(&f);
    }
    good = good && f.used == n->right->items.n;
    if (good) {
        n->kind = AP_N_FSTRING;
        n->left = n->right = NULL;
        n->items = ap_nodes_take(l, &f.parts);
    }
    ap_vec_clear(&f.parts);
    return good;
}
