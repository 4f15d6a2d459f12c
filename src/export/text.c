/* A frame as text: plain, and with SGR escapes. */
#include "apiary/export.h"

static const ap_style plain = {-1, -1, 0};

static bool same(ap_style a, ap_style b)
{
    return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

/* A blank that cannot be told from nothing. */
static bool is_nothing(ap_cell c)
{
    return c.rune == ' ' && c.style.bg < 0
        && !(c.style.attrs & (AP_REVERSE | AP_UNDERLINE));
}

/* The columns of row y up to the last one that shows something. */
static int row_end(const ap_term *t, int y, bool styled)
{
    int end = ap_term_cols(t);
    while (end > 0) {
        ap_cell c = ap_term_cell(t, y, end - 1);
        if (styled ? !is_nothing(c) : c.rune != ' ')
            break;
        end--;
    }
    return end;
}

void ap_export_text(const ap_term *t, ap_str *out)
{
    for (int y = 0; y < ap_term_rows(t); y++) {
        int end = row_end(t, y, false);
        for (int x = 0; x < end; x++) {
            uint32_t rune = ap_term_cell(t, y, x).rune;
            if (rune)
                ap_str_rune(out, rune);
        }
        ap_str_putc(out, '\n');
    }
}

/* The escape that turns any style into s. */
static void put_style(ap_str *out, ap_style s)
{
    static const struct {
        uint8_t attr;
        const char *code;
    } codes[] = {{AP_BOLD, ";1"},
                 {AP_DIM, ";2"},
                 {AP_ITALIC, ";3"},
                 {AP_UNDERLINE, ";4"},
                 {AP_REVERSE, ";7"}};
    ap_str_put(out, "\033[0");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (s.attrs & codes[i].attr)
            ap_str_put(out, codes[i].code);
    if (s.fg >= 0)
        ap_str_printf(out, ";38;5;%d", s.fg);
    if (s.bg >= 0)
        ap_str_printf(out, ";48;5;%d", s.bg);
    ap_str_putc(out, 'm');
}

void ap_export_ansi(const ap_term *t, ap_str *out)
{
    ap_style now = plain;
    for (int y = 0; y < ap_term_rows(t); y++) {
        int end = row_end(t, y, true);
        for (int x = 0; x < end; x++) {
            ap_cell c = ap_term_cell(t, y, x);
            if (!c.rune)
                continue;
            if (!same(c.style, now))
                put_style(out, c.style);
            now = c.style;
            ap_str_rune(out, c.rune);
        }
        /* A terminal would colour the rest of the line. */
        if (!same(now, plain) || y == ap_term_rows(t) - 1)
            put_style(out, plain);
        now = plain;
        ap_str_putc(out, '\n');
    }
}
