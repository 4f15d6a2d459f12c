/* Growing strings and arrays: both double, neither shrinks. */
#include "apiary/base.h"

#include <string.h>

static char *room_for(ap_str *b, size_t more)
{
    size_t need = b->len + more + 1;
    if (need > b->cap) {
        b->cap = need > 2 * b->cap ? need : 2 * b->cap;
        b->s = ap_realloc(b->s, b->cap);
    }
    return b->s + b->len;
}

void ap_str_putn(ap_str *b, const char *s, size_t n)
{
    char *end = room_for(b, n);
    if (n)
        memcpy(end, s, n);
    b->len += n;
    b->s[b->len] = 0;
}

void ap_str_put(ap_str *b, const char *s)
{
    ap_str_putn(b, s, strlen(s));
}

void ap_str_putc(ap_str *b, char c)
{
    ap_str_putn(b, &c, 1);
}

void ap_str_put_word(ap_str *b, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,/:@%";
    if (*word && word[strspn(word, plain)] == 0) {
        ap_str_put(b, word);
        return;
    }
    ap_str_putc(b, '\'');
    for (; *word; word++)
        if (*word == '\'')
            ap_str_put(b, "'\\''");
        else
            ap_str_putc(b, *word);
    ap_str_putc(b, '\'');
}

void ap_str_rune(ap_str *b, uint32_t rune)
{
    char bytes[4];
    int n = ap_utf8_encode(rune, bytes);
    ap_str_putn(b, bytes, (size_t)n);
}

void ap_str_fill(ap_str *b, char c, size_t n)
{
    memset(room_for(b, n), c, n);
    b->len += n;
    b->s[b->len] = 0;
}

void ap_str_printf(ap_str *b, const char *fmt, ...)
{
    enum { FIRST = 64 }; /* most texts are shorter */
    va_list ap;
    room_for(b, FIRST);
    size_t room = b->cap - b->len;
    va_start(ap, fmt);
    size_t n = ap_vprint(b->s + b->len, room, fmt, ap);
    va_end(ap);
    if (n >= room) {
        va_start(ap, fmt);
        ap_vprint(room_for(b, n), n + 1, fmt, ap);
        va_end(ap);
    }
    b->len += n;
}

void ap_str_reset(ap_str *b)
{
    b->len = 0;
    if (b->s)
        b->s[0] = 0;
}

void ap_str_clear(ap_str *b)
{
    ap_free(b->s);
    *b = (ap_str){0};
}

const char *ap_str_c(const ap_str *b)
{
    return b->s ? b->s : "";
}

void ap_vec_init(ap_vec *v, size_t item_bytes)
{
    *v = (ap_vec){.size = item_bytes};
}

void *ap_vec_push(ap_vec *v, const void *item)
{
    AP_ASSERT(v->size > 0);
    if (v->len == v->cap) {
        v->cap = v->cap ? 2 * v->cap : 8;
        v->data = ap_realloc(v->data, v->cap * v->size);
    }
    void *slot = (char *)v->data + v->len++ * v->size;
    if (item)
        memcpy(slot, item, v->size);
    else
        memset(slot, 0, v->size);
    return slot;
}

void *ap_vec_at(const ap_vec *v, size_t i)
{
    AP_ASSERT(i < v->len);
    return (char *)v->data + i * v->size;
}

void ap_vec_pop(ap_vec *v)
{
    AP_ASSERT(v->len > 0);
    v->len--;
}

void ap_vec_clear(ap_vec *v)
{
    ap_free(v->data);
    *v = (ap_vec){.size = v->size};
}
