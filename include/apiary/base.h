/* base: what every floor stands on. Memory that fails loudly, growing
 * strings and arrays, an arena, UTF-8, clocks, a small random generator.
 *
 * Only base calls malloc. Nothing here knows about Python or the screen. */
#ifndef APIARY_BASE_H
#define APIARY_BASE_H

#include <stdarg.h>
#include <stdint.h>
#include <stdnoreturn.h>

#include "apiary/error.h"

/* ---- our own bugs -------------------------------------------------- */

/* Says where and what on stderr, after putting the terminal back (see
 * ap_on_crash), and aborts. */
noreturn void ap_bug(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

#define AP_ASSERT(claim)                                                       \
    ((claim) ? (void)0 : ap_bug(__FILE__, __LINE__, "not so: %s", #claim))

/* `restore` runs before any abort of ours; term registers itself here. It
 * must be safe inside a signal handler. NULL takes it back. */
void ap_on_crash(void (*restore)(void));

/* ---- memory -------------------------------------------------------- */

void *ap_alloc(size_t bytes);           /* zeroed; never NULL */
void *ap_realloc(void *p, size_t bytes); /* never NULL */
char *ap_strdup(const char *s);
char *ap_strndup(const char *s, size_t n);
void ap_free(void *p);

/* An arena hands out zeroed, 16-aligned memory that is freed all at once. */
typedef struct ap_arena ap_arena;
ap_arena *ap_arena_new(void);
void *ap_arena_alloc(ap_arena *a, size_t bytes);
char *ap_arena_strndup(ap_arena *a, const char *s, size_t n);
void ap_arena_free(ap_arena *a);

/* ---- growing string ------------------------------------------------ */

/* `s` is always a C string once anything was put (len excludes the 0);
 * all zeroes is the empty string; ap_str_clear frees. */
typedef struct ap_str {
    char *s;
    size_t len, cap;
} ap_str;

void ap_str_put(ap_str *b, const char *s);
void ap_str_putn(ap_str *b, const char *s, size_t n);
void ap_str_putc(ap_str *b, char c);
/* A word as a shell's command line has it: quoted where it must be. */
void ap_str_put_word(ap_str *b, const char *word);
void ap_str_rune(ap_str *b, uint32_t rune); /* as UTF-8 */
void ap_str_fill(ap_str *b, char c, size_t n);
void ap_str_printf(ap_str *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void ap_str_reset(ap_str *b);       /* empty, keeps its memory */
void ap_str_clear(ap_str *b);       /* empty, gives its memory back */
const char *ap_str_c(const ap_str *b); /* "" where nothing was put */

/* ---- growing array ------------------------------------------------- */

/* Items of `size` bytes each, one after another in `data`. */
typedef struct ap_vec {
    void *data;
    size_t len, cap, size;
} ap_vec;

void ap_vec_init(ap_vec *v, size_t item_bytes);
void *ap_vec_push(ap_vec *v, const void *item); /* NULL item: zeroed; -> it */
void *ap_vec_at(const ap_vec *v, size_t i);     /* i < len */
void ap_vec_pop(ap_vec *v);
void ap_vec_clear(ap_vec *v); /* frees; the item size stays */

/* ---- text ---------------------------------------------------------- */

/* Decodes one code point of s[0..n), n >= 1; its bytes go to *used. Returns
 * UINT32_MAX and *used = 1 where the bytes are not UTF-8 (overlong forms,
 * surrogates and > U+10FFFF included). */
uint32_t ap_utf8_decode(const char *s, size_t n, int *used);
int ap_utf8_encode(uint32_t rune, char out[4]); /* bytes written */
size_t ap_utf8_count(const char *s, size_t n);  /* code points */
/* Columns of a terminal that the rune takes: 0, 1 or 2 (own table, so that
 * it is the same under every locale). */
int ap_rune_width(uint32_t rune);
int ap_text_width(const char *s); /* columns of a UTF-8 string */

/* snprintf, quick for the conversions that most texts are made of. -> how
 * long the text is, whether or not it fits. */
int ap_print(char *to, size_t room, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
size_t ap_vprint(char *to, size_t room, const char *fmt, va_list ap)
    __attribute__((format(printf, 3, 0)));

/* Whole file -> *out (caller clears); at most `limit` bytes. "-" = stdin. */
bool ap_file_read(const char *path, size_t limit, ap_str *out, ap_error *e);
/* Writes beside, then renames: `path` holds all of it or is untouched. A link
 * is followed; into a device or a pipe it writes directly. */
bool ap_file_write(const char *path, const char *s, size_t n, ap_error *e);

/* ---- time and chance ----------------------------------------------- */

int64_t ap_clock_ns(void); /* monotonic */
int64_t ap_wall_ns(void);  /* since 1970 */

/* splitmix64: the state is one word, any value will do as seed. */
uint64_t ap_rng_next(uint64_t *state);
uint32_t ap_rng_below(uint64_t *state, uint32_t n); /* 0 <= r < n, n >= 1 */

/* ---- names ----------------------------------------------------------- */

/* How far apart two names are, of n and m bytes; beyond `most` any number above
 * it. Near are those that ap_name_reach allows. */
int ap_name_distance(const char *a, size_t n, const char *b, size_t m,
                     int most);
int ap_name_reach(size_t n, size_t m);

#endif
