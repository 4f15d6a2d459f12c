/* Runes: what they are (rune.c), by the tables of rune_data.c; what a table
 * holds stands beside it there. */
#ifndef AP_RUNE_I_H
#define AP_RUNE_I_H

#include "apiary/base.h"

bool ap_rune_is_space(uint32_t rune);
bool ap_rune_is_digit(uint32_t rune); /* a decimal one */
int ap_rune_decimal(uint32_t rune);   /* its value, -1: none */
/* The text with decimal digits and blanks of any script as ASCII ones: what
 * int() and float() read. False: it is ASCII as it is. */
bool ap_ascii_digits(const char *s, size_t n, ap_str *out);
bool ap_rune_is_any_digit(uint32_t rune);
bool ap_rune_is_numeric(uint32_t rune);
bool ap_rune_is_title(uint32_t rune);
bool ap_rune_is_alpha(uint32_t rune);
bool ap_rune_is_upper(uint32_t rune);
bool ap_rune_is_lower(uint32_t rune);
uint32_t ap_rune_upper(uint32_t rune);
uint32_t ap_rune_lower(uint32_t rune);
/* Append a rune in another case: that may be several runes. */
void ap_rune_put_lower(uint32_t rune, ap_str *b);
void ap_rune_put_upper(uint32_t rune, ap_str *b);
void ap_rune_put_title(uint32_t rune, ap_str *b);
void ap_rune_put_fold(uint32_t rune, ap_str *b);

/* ---- the tables ------------------------------------------------------- */

typedef struct ap_rune_range {
    uint32_t first, last;
} ap_rune_range;

typedef struct ap_rune_case {
    uint32_t first, last;
    int step, away;
} ap_rune_case;

typedef struct ap_rune_text {
    uint32_t rune;
    const char *text; /* UTF-8 */
} ap_rune_text;

extern const ap_rune_case ap_rune_lowers[];
extern const size_t ap_rune_lowers_n;
extern const ap_rune_case ap_rune_uppers[];
extern const size_t ap_rune_uppers_n;
extern const ap_rune_text ap_rune_long_uppers[];
extern const size_t ap_rune_long_uppers_n;
extern const ap_rune_text ap_rune_titles[];
extern const size_t ap_rune_titles_n;
extern const ap_rune_range ap_rune_own_titles[];
extern const size_t ap_rune_own_titles_n;
extern const ap_rune_text ap_rune_folds[];
extern const size_t ap_rune_folds_n;
extern const ap_rune_range ap_rune_title_letters[];
extern const size_t ap_rune_title_letters_n;
extern const ap_rune_range ap_rune_only_upper[];
extern const size_t ap_rune_only_upper_n;
extern const ap_rune_range ap_rune_only_lower[];
extern const size_t ap_rune_only_lower_n;
extern const uint32_t ap_rune_zeros[];
extern const size_t ap_rune_zeros_n;
extern const ap_rune_range ap_rune_digits[];
extern const size_t ap_rune_digits_n;
extern const ap_rune_range ap_rune_numbers[];
extern const size_t ap_rune_numbers_n;
extern const ap_rune_range ap_rune_letters[];
extern const size_t ap_rune_letters_n;

#endif
