/* The clipboard: OSC 52, a text in base64. Terminals that do not know it, or
 * do not want it, leave the sequence out. */
#include "term_i.h"

/* Base64 beyond this is more than some terminals read. */
enum { MOST_BYTES = 74994 / 4 * 3 };

static void put_base64(ap_str *out, const unsigned char *s, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        unsigned b = i + 1 < n ? s[i + 1] : 0, c = i + 2 < n ? s[i + 2] : 0;
        unsigned three = (unsigned)s[i] << 16 | b << 8 | c;
        for (unsigned k = 0; k < 4; k++)
            ap_str_putc(out, i + k > n ? '=' : digits[three >> (18 - 6 * k)
                                                     & 63]);
    }
}

bool ap_term_copy(ap_term *t, const char *text, size_t n)
{
    if (n > MOST_BYTES)
        return false;
    ap_str_put(&t->prelude, "\033]52;c;");
    put_base64(&t->prelude, (const unsigned char *)text, n);
    ap_str_putc(&t->prelude, '\a');
    return true;
}
