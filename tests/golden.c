/* Golden frames: see golden.h. */
#include "golden.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One letter a style, in order of appearance. */
static char letter_of(ap_style s, ap_style *seen, int *n)
{
    for (int i = 0; i < *n; i++)
        if (seen[i].fg == s.fg && seen[i].bg == s.bg
            && seen[i].attrs == s.attrs)
            return (char)(i < 26 ? 'a' + i : 'A' + i - 26);
    if (*n >= 52)
        return '?';
    seen[*n] = s;
    ++*n;
    return letter_of(s, seen, n);
}

void golden_plane(const ap_term *t, ap_str *out)
{
    ap_style seen[52];
    int n = 0;
    for (int y = 0; y < ap_term_rows(t); y++) {
        for (int x = 0; x < ap_term_cols(t); x++) {
            ap_cell c = ap_term_cell(t, y, x);
            bool is_blank = (c.rune == ' ' || c.rune == 0)
                && c.style.bg == -1;
            ap_str_putc(out, is_blank ? ' ' : letter_of(c.style, seen, &n));
        }
        while (out->len && out->s[out->len - 1] == ' ')
            out->s[--out->len] = 0;
        ap_str_putc(out, '\n');
    }
    for (int i = 0; i < n; i++)
        ap_str_printf(out, "%c = %d on %d, %d\n", letter_of(seen[i], seen, &n),
                      seen[i].fg, seen[i].bg, seen[i].attrs);
}

void golden_text(const ap_term *t, ap_str *out)
{
    for (int y = 0; y < ap_term_rows(t); y++) {
        for (int x = 0; x < ap_term_cols(t); x++) {
            uint32_t rune = ap_term_cell(t, y, x).rune;
            if (rune)
                ap_str_rune(out, rune);
        }
        while (out->len && out->s[out->len - 1] == ' ')
            out->s[--out->len] = 0;
        ap_str_putc(out, '\n');
    }
}

void golden_check(const char *folder, const char *name, const ap_str *got)
{
    char path[160];
    ap_error e;
    ap_str want = {0};
    snprintf(path, sizeof path, "tests/golden/%s/%s.txt", folder, name);
    if (getenv("UPDATE_GOLDEN")) {
        CU_ASSERT(ap_file_write(path, got->s, got->len, &e));
        return;
    }
    bool is_there = ap_file_read(path, 1 << 20, &want, &e);
    bool is_same = is_there && strcmp(ap_str_c(&want), got->s) == 0;
    CU_ASSERT(is_same);
    if (!is_same) {
        snprintf(path, sizeof path, "build/%s.got", name);
        ap_file_write(path, got->s, got->len, &e);
        printf("\n%s differs: see %s\n", name, path);
    }
    ap_str_clear(&want);
}
