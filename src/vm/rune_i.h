/* The tables of rune_data.c: what they hold stands beside each there. */
#ifndef AP_RUNE_I_H
#define AP_RUNE_I_H

#include <stddef.h>
#include <stdint.h>

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
