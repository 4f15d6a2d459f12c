/* Strs and bytes, and how values become text. */
#ifndef AP_TEXTS_I_H
#define AP_TEXTS_I_H

#include "kinds_i.h"

/* ---- strs ---------------------------------------------------------- */

typedef struct ap_text {
    const char *s;
    size_t n, runes;
} ap_text;

enum { AP_STR_HASH, AP_STR_LENGTHS, AP_STR_TEXT }; /* body words */

static inline ap_text ap_text_of(const ap_ctx *c, ap_word w)
{
    uint64_t lengths = ap_get(c, w, AP_STR_LENGTHS);
    return (ap_text){(const char *)(ap_body(c, w) + AP_STR_TEXT),
                     (uint32_t)lengths, lengths >> 32};
}
static inline bool ap_is_ascii(ap_text t)
{
    return t.n == t.runes;
}
/* A str or bytes object for a class (AP_NULL: the kind's own). */
ap_ret ap_text_new(ap_ctx *c, ap_kind kind, ap_word class_, const char *s,
                   size_t n, ap_word *out);
/* A text written in place: room for n bytes, then its lengths and hash. */
ap_ret ap_text_room(ap_ctx *c, ap_kind kind, size_t n, ap_word *out);
void ap_text_done(const ap_ctx *c, ap_word w, size_t n, size_t runes);
ap_ret ap_text_join(ap_ctx *c, ap_kind kind, ap_text s, ap_text t,
                    ap_word *out);
/* Makes a str of the builder's text and clears the builder. */
ap_ret ap_str_take(ap_ctx *c, ap_str *b, ap_word *out);
uint64_t ap_text_hash(const char *s, size_t n);
/* Byte offset of rune i (0 <= i <= runes). */
size_t ap_text_offset(ap_text t, size_t i);
/* Appends repr(text) with its quotes. */
void ap_text_repr(const char *s, size_t n, ap_str *out);
bool ap_rune_is_printable(uint32_t rune);
void ap_bytes_repr(const char *s, size_t n, ap_str *out);

ap_ret ap_decode(ap_ctx *c, ap_word bytes, ap_word *out); /* from UTF-8 */

/* ---- text and formats ---------------------------------------------- */

ap_ret ap_percent(ap_ctx *c, ap_word format, ap_word args, ap_word *out);
/* str.format: args a tuple, kwargs a mapping or AP_NULL. */
ap_ret ap_str_format(ap_ctx *c, ap_word format, ap_word args, ap_word kwargs,
                     ap_word *out);
ap_ret ap_ascii(ap_ctx *c, ap_word w, ap_word *out); /* ascii(w) */
ap_ret ap_str_slice(ap_ctx *c, ap_word w, ap_word slice, ap_word *out);
ap_ret ap_kind_format(ap_ctx *c, ap_word w, ap_word spec, ap_word *out);
/* One rune as a str. */
ap_ret ap_rune_new(ap_ctx *c, uint32_t rune, ap_word *out);

#endif
