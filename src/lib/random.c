/* The core of the module random: CPython's generator, so that a seed gives
 * the same numbers, and what is drawn most, as one step each. The rest
 * (choice, shuffle, sample …) is in its Python part.
 *
 * The generator is MT19937 (Matsumoto and Nishimura, "Mersenne Twister", ACM
 * TOMACS 8, 1998), seeded by their init_by_array. A generator that nobody
 * seeded draws from the world's own chance instead, a stream for each thread,
 * and needs no state of its own. The methods of drawing are CPython's, since
 * they decide which numbers come out. */
#include "lib_i.h"

#include <math.h>
#include <string.h>

enum { MT_N = 624, MT_M = 397 };
enum { RANDOM, STATE, CLASSES };
/* Random: a saved gauss value and whether there is one; the state, once
 * seeded. The state: where it stands, then two 32-bit words a word. */
enum { RAW_HAS_GAUSS, RAW_GAUSS };
enum { REF_STATE };
enum { RAW_AT, RAW_WORDS };

static const ap_native_class classes[CLASSES + 1];

/* ---- the twister ---------------------------------------------------- */

static void state_load(const ap_ctx *c, ap_word state, uint32_t *mt)
{
    const ap_slot *raw = ap_native_raw(c, state) + RAW_WORDS;
    for (int i = 0; i < MT_N; i += 2) {
        uint64_t w = ap_load(raw + i / 2);
        mt[i] = (uint32_t)w;
        mt[i + 1] = (uint32_t)(w >> 32);
    }
}

static void state_store(const ap_ctx *c, ap_word state, const uint32_t *mt)
{
    ap_slot *raw = ap_native_raw(c, state) + RAW_WORDS;
    for (int i = 0; i < MT_N; i += 2)
        ap_store(raw + i / 2, mt[i] | (uint64_t)mt[i + 1] << 32);
}

static uint32_t twist(uint32_t high, uint32_t low)
{
    uint32_t y = (high & 0x80000000u) | (low & 0x7fffffffu);
    return (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0);
}

static void next_block(uint32_t *mt)
{
    for (int i = 0; i < MT_N; i++)
        mt[i] = mt[(i + MT_M) % MT_N] ^ twist(mt[i], mt[(i + 1) % MT_N]);
}

static uint32_t temper(uint32_t y)
{
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
}

static uint32_t twister_next(const ap_ctx *c, ap_word state)
{
    uint32_t mt[MT_N];
    int64_t at = lib_raw(c, state, RAW_AT);
    if (at >= MT_N) {
        state_load(c, state, mt);
        next_block(mt);
        state_store(c, state, mt);
        at = 0;
    }
    lib_raw_set(c, state, RAW_AT, at + 1);
    uint64_t w = (uint64_t)lib_raw(c, state, RAW_WORDS + (int)(at / 2));
    return temper((uint32_t)(at % 2 ? w >> 32 : w));
}

static void seed_plain(uint32_t *mt, uint32_t seed)
{
    mt[0] = seed;
    for (uint32_t i = 1; i < MT_N; i++)
        mt[i] = 1812433253u * (mt[i - 1] ^ (mt[i - 1] >> 30)) + i;
}

/* init_by_array; `key` answers word i of n. */
static void seed_by(uint32_t *mt, const uint32_t *key, uint32_t n)
{
    uint32_t i = 1, j = 0;
    seed_plain(mt, 19650218u);
    for (uint32_t k = n > MT_N ? n : MT_N; k; k--) {
        uint32_t prev = mt[i - 1] ^ (mt[i - 1] >> 30);
        mt[i] = (mt[i] ^ (prev * 1664525u)) + key[j] + j;
        if (++i >= MT_N) {
            mt[0] = mt[MT_N - 1];
            i = 1;
        }
        j = (j + 1) % n;
    }
    for (uint32_t k = MT_N - 1; k; k--) {
        uint32_t prev = mt[i - 1] ^ (mt[i - 1] >> 30);
        mt[i] = (mt[i] ^ (prev * 1566083941u)) - i;
        if (++i >= MT_N) {
            mt[0] = mt[MT_N - 1];
            i = 1;
        }
    }
    mt[0] = 0x80000000u;
}

/* ---- drawing -------------------------------------------------------- */

static uint32_t draw32(ap_ctx *c, ap_word self)
{
    ap_word state = lib_ref(c, self, REF_STATE);
    if (ap_is_obj(state))
        return twister_next(c, state);
    return (uint32_t)(ap_rng_next(ap_chance(c)) >> 32);
}

/* Threads that share a seeded generator depend on each other's draws. */
static void touch(ap_ctx *c, ap_word self)
{
    if (ap_is_obj(lib_ref(c, self, REF_STATE)))
        ap_touch(c, AP_AT_WHOLE, self, AP_NULL, true, true);
}

/* 0 <= r < 1, 53 bits. */
static double draw(ap_ctx *c, ap_word self)
{
    touch(c, self);
    uint32_t high = draw32(c, self) >> 5, low = draw32(c, self) >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
}

/* k random bits, 0 <= k <= 64, the low 32 drawn first. */
static uint64_t draw_bits(ap_ctx *c, ap_word self, int k)
{
    touch(c, self);
    if (k == 0)
        return 0;
    if (k <= 32)
        return draw32(c, self) >> (32 - k);
    uint64_t low = draw32(c, self);
    return low | (uint64_t)(draw32(c, self) >> (64 - k)) << 32;
}

static int bit_length(uint64_t n)
{
    return n ? 64 - __builtin_clzll(n) : 0;
}

/* 0 <= r < n, n >= 1: tries until it fits. */
static uint64_t draw_below(ap_ctx *c, ap_word self, uint64_t n)
{
    uint64_t r;
    do
        r = draw_bits(c, self, bit_length(n));
    while (r >= n);
    return r;
}

static double saved_gauss(const ap_ctx *c, ap_word self)
{
    union {
        int64_t bits;
        double f;
    } u = {.bits = lib_raw(c, self, RAW_GAUSS)};
    return u.f;
}

static void save_gauss(const ap_ctx *c, ap_word self, double f)
{
    union {
        double f;
        int64_t bits;
    } u = {.f = f};
    lib_raw_set(c, self, RAW_GAUSS, u.bits);
}

/* ---- seeding -------------------------------------------------------- */

/* _seed(words): a list of 32-bit words, least significant first; None: forgets
 * the state. */
static ap_ret random_seed(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    *out = AP_NONE;
    if (a[1] == AP_NONE) {
        lib_ref_set(c, a[0], REF_STATE, AP_NULL);
        lib_raw_set(c, a[0], RAW_HAS_GAUSS, 0);
        return AP_OK;
    }
    ap_word state = lib_ref(c, a[0], REF_STATE);
    if (!ap_is_obj(state))
        AP_TRY(ap_native_new(c, ap_native_class_of(c, &classes[STATE]),
                             &state));
    uint32_t mt[MT_N];
    int64_t words = ap_list_len(c, a[1]), word = 0;
    uint32_t *key = ap_alloc(((size_t)words + 1) * sizeof *key);
    for (int64_t i = 0; i < words; i++)
        if (ap_int_get(c, ap_list_at(c, a[1], i), &word))
            key[i] = (uint32_t)word;
    seed_by(mt, key, words ? (uint32_t)words : 1);
    ap_free(key);
    state_store(c, state, mt);
    lib_raw_set(c, state, RAW_AT, MT_N);
    lib_ref_set(c, a[0], REF_STATE, state);
    lib_raw_set(c, a[0], RAW_HAS_GAUSS, 0);
    touch(c, a[0]);
    return AP_OK;
}

/* _getstate(): the twister's words and how many of them were drawn, as one
 * tuple, and the spare gauss value or None; nothing of one never seeded. */
static ap_ret random_getstate(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    uint32_t mt[MT_N];
    ap_word words[MT_N + 1], both[2] = {AP_NONE, AP_NONE};
    ap_word state = lib_ref(c, a[0], REF_STATE);
    if (ap_is_obj(state)) {
        state_load(c, state, mt);
        for (int i = 0; i < MT_N; i++)
            words[i] = ap_from_small(mt[i]);
        words[MT_N] = ap_from_small(lib_raw(c, state, RAW_AT));
        AP_TRY(ap_tuple_new(c, words, MT_N + 1, &both[0]));
    }
    if (lib_raw(c, a[0], RAW_HAS_GAUSS))
        AP_TRY(ap_float_new(c, saved_gauss(c, a[0]), &both[1]));
    return ap_tuple_new(c, both, 2, out);
}

static ap_ret take_words(ap_ctx *c, ap_word tuple, ap_word state)
{
    uint32_t mt[MT_N];
    int64_t w = 0;
    for (int i = 0; i <= MT_N; i++) {
        AP_TRY(ap_lib_int(c, ap_tuple_at(c, tuple, i), &w));
        if (i < MT_N)
            mt[i] = (uint32_t)w;
    }
    state_store(c, state, mt);
    lib_raw_set(c, state, RAW_AT, w < 0 || w > MT_N ? MT_N : w);
    return AP_OK;
}

/* _setstate(words, gauss) */
static ap_ret random_setstate(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    ap_word state = AP_NULL;
    double gauss = 0;
    if (a[1] != AP_NONE) {
        if (!ap_is_tuple(c, a[1]) || ap_tuple_len(c, a[1]) != MT_N + 1)
            return ap_raise(c, AP_X_ValueError,
                            "state vector is the wrong size");
        AP_TRY(ap_native_new(c, ap_native_class_of(c, &classes[STATE]),
                             &state));
        AP_TRY(take_words(c, a[1], state));
    }
    if (a[2] != AP_NONE)
        AP_TRY(ap_lib_real(c, a[2], &gauss));
    touch(c, a[0]);
    lib_ref_set(c, a[0], REF_STATE, state);
    lib_raw_set(c, a[0], RAW_HAS_GAUSS, a[2] != AP_NONE);
    save_gauss(c, a[0], gauss);
    *out = AP_NONE;
    return AP_OK;
}

/* Writes a result into the float that was made for it first: a draw cannot be
 * undone, so nothing may fail behind it. */
static ap_ret answer(const ap_ctx *c, ap_word made, double f)
{
    union {
        double f;
        uint64_t bits;
    } u = {.f = f};
    ap_store(ap_body(c, made), u.bits);
    return AP_OK;
}

/* _text_words(str or bytes): text and digest as one big-endian number, its
 * 32-bit words least significant first. */
static ap_ret fn_text_words(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    enum { DIGEST = 64 };
    size_t len;
    const char *text = ap_str_bytes(c, a[0], &len);
    size_t words = (len + DIGEST + 3) / 4;
    uint8_t *bytes = ap_alloc(len + DIGEST);
    memcpy(bytes, text, len);
    ap_lib_sha512(bytes, len, bytes + len);
    ap_ret r = ap_list_new(c, (int64_t)words, out);
    for (size_t i = 0, at = len + DIGEST; r == AP_OK && i < words; i++) {
        uint32_t word = 0;
        for (int k = 0; k < 4 && at > 0; k++)
            word |= (uint32_t)bytes[--at] << 8 * k;
        r = ap_list_append(c, *out, ap_from_small(word));
    }
    ap_free(bytes);
    return r;
}

/* ---- methods -------------------------------------------------------- */

static ap_ret random_random(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    AP_TRY(ap_float_new(c, 0, out));
    return answer(c, *out, draw(c, a[0]));
}

/* Calls a helper of the Python part, for numbers too wide for C. */
static ap_ret wide(ap_ctx *c, const char *helper, ap_word *args, int n,
                   ap_word *out)
{
    ap_word module = ap_module_named(c, "random");
    return ap_sub(c, ap_module_get(c, module, helper), args, n, AP_NULL, out);
}

static ap_ret random_getrandbits(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t k;
    AP_TRY(ap_lib_int(c, a[1], &k));
    if (k < 0)
        return ap_raise(c, AP_X_ValueError,
                        "number of bits must be non-negative");
    if (k > 62)
        return wide(c, "_wide_bits", a, n, out);
    *out = ap_from_small((int64_t)draw_bits(c, a[0], (int)k));
    return AP_OK;
}

static ap_ret random_below(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t most;
    if (!ap_int_get(c, a[1], &most) || most > AP_SMALL_MAX)
        return wide(c, "_wide_below", a, n, out);
    *out = ap_from_small(
        most > 0 ? (int64_t)draw_below(c, a[0], (uint64_t)most) : 0);
    return AP_OK;
}

static bool is_narrow(const ap_ctx *c, ap_word w, int64_t *i)
{
    enum { SPAN = 61 };
    return ap_int_get(c, w, i) && *i < INT64_C(1) << SPAN
        && *i > -(INT64_C(1) << SPAN);
}

static ap_ret need_int(ap_ctx *c, ap_word w)
{
    if (w == AP_NULL || ap_is_int(c, w))
        return AP_OK;
    return ap_raise(c, AP_X_TypeError,
                    "'%s' object cannot be interpreted as an integer",
                    ap_type_name(c, w));
}

/* How many numbers range(start, stop, step) holds; 0: none. */
static int64_t range_len(int64_t start, int64_t stop, int64_t step)
{
    int64_t width = stop - start;
    if (step > 0)
        return width > 0 ? (width - 1) / step + 1 : 0;
    return width < 0 ? (-width - 1) / -step + 1 : 0;
}

static ap_ret empty_range(ap_ctx *c, const ap_word *a, int64_t start,
                          int64_t stop, int64_t step)
{
    if (a[2] == AP_NULL)
        return ap_raise(c, AP_X_ValueError, "empty range for randrange()");
    if (step == 1)
        return ap_raise(c, AP_X_ValueError, "empty range in randrange(%lld, "
                        "%lld)", (long long)start, (long long)stop);
    return ap_raise(c, AP_X_ValueError,
                    "empty range in randrange(%lld, %lld, %lld)",
                    (long long)start, (long long)stop, (long long)step);
}

/* randrange(self, start, stop=None, step=1) */
static ap_ret random_randrange(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t start, stop, step = 1;
    if (a[2] == AP_NONE)
        a[2] = AP_NULL;
    for (int i = 1; i < 4; i++)
        AP_TRY(need_int(c, a[i]));
    if (!is_narrow(c, a[1], &start) || (a[2] && !is_narrow(c, a[2], &stop))
        || (a[3] && !is_narrow(c, a[3], &step))) {
        a[2] = a[2] ? a[2] : AP_NONE;
        a[3] = a[3] ? a[3] : ap_from_small(1);
        return wide(c, "_wide_range", a, n, out);
    }
    if (!a[2]) {
        stop = start;
        start = 0;
    }
    if (step == 0)
        return ap_raise(c, AP_X_ValueError, "zero step for randrange()");
    int64_t len = range_len(start, stop, step);
    if (len == 0)
        return empty_range(c, a, start, stop, step);
    int64_t i = (int64_t)draw_below(c, a[0], (uint64_t)len);
    *out = ap_from_small(start + step * i);
    return AP_OK;
}

static ap_ret random_randint(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    int64_t low, high;
    AP_TRY(need_int(c, a[1]));
    AP_TRY(need_int(c, a[2]));
    if (!is_narrow(c, a[1], &low) || !is_narrow(c, a[2], &high))
        return wide(c, "_wide_int", a, n, out);
    if (high < low)
        return empty_range(c, a, low, high + 1, 1);
    uint64_t width = (uint64_t)(high - low) + 1;
    *out = ap_from_small(low + (int64_t)draw_below(c, a[0], width));
    return AP_OK;
}

static ap_ret random_uniform(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double low, high;
    if (!ap_number_get(c, a[1], &low) || !ap_number_get(c, a[2], &high))
        return ap_raise(c, AP_X_TypeError,
                        "unsupported operand type(s) for -: '%s' and '%s'",
                        ap_type_name(c, a[2]), ap_type_name(c, a[1]));
    AP_TRY(ap_float_new(c, 0, out));
    return answer(c, *out, low + (high - low) * draw(c, a[0]));
}

static ap_ret optional(ap_ctx *c, ap_word w, double *f)
{
    return w == AP_NULL ? AP_OK : ap_lib_real(c, w, f);
}

static ap_ret random_expovariate(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double rate = 1;
    AP_TRY(optional(c, a[1], &rate));
    if (rate == 0)
        return ap_raise(c, AP_X_ZeroDivisionError, "float division by zero");
    AP_TRY(ap_float_new(c, 0, out));
    return answer(c, *out, -log(1.0 - draw(c, a[0])) / rate);
}

/* Two at a time (Box and Muller); the second is kept for the next call. */
static double draw_gauss(ap_ctx *c, ap_word self)
{
    if (lib_raw(c, self, RAW_HAS_GAUSS)) {
        lib_raw_set(c, self, RAW_HAS_GAUSS, 0);
        return saved_gauss(c, self);
    }
    double angle = draw(c, self) * 6.283185307179586;
    double radius = sqrt(-2.0 * log(1.0 - draw(c, self)));
    save_gauss(c, self, sin(angle) * radius);
    lib_raw_set(c, self, RAW_HAS_GAUSS, 1);
    return cos(angle) * radius;
}

static ap_ret random_gauss(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double mu = 0, sigma = 1;
    AP_TRY(optional(c, a[1], &mu));
    AP_TRY(optional(c, a[2], &sigma));
    AP_TRY(ap_float_new(c, 0, out));
    return answer(c, *out, mu + draw_gauss(c, a[0]) * sigma);
}

/* Kinderman and Monahan's ratio of uniforms. */
static ap_ret random_normalvariate(ap_ctx *c, ap_word *a, int n, ap_word *out)
{
    (void)n;
    double mu = 0, sigma = 1, z;
    const double magic = 4 * exp(-0.5) / sqrt(2.0);
    AP_TRY(optional(c, a[1], &mu));
    AP_TRY(optional(c, a[2], &sigma));
    AP_TRY(ap_float_new(c, 0, out));
    for (;;) {
        double u = draw(c, a[0]), v = 1.0 - draw(c, a[0]);
        z = magic * (u - 0.5) / v;
        if (z * z / 4.0 <= -log(v))
            break;
    }
    return answer(c, *out, mu + z * sigma);
}

static const ap_native_fn random_methods[] = {
    {.name = "_seed", .fn = random_seed, .min = 2, .max = 2},
    {.name = "_getstate", .fn = random_getstate, .min = 1, .max = 1},
    {.name = "_setstate", .fn = random_setstate, .min = 3, .max = 3},
    {.name = "random", .fn = random_random, .min = 1, .max = 1},
    {.name = "getrandbits", .fn = random_getrandbits, .min = 2, .max = 2},
    {.name = "_randbelow", .fn = random_below, .min = 2, .max = 2},
    {.name = "randrange", .fn = random_randrange,
     .params = "self, start, stop=, step="},
    {.name = "randint", .fn = random_randint, .params = "self, a, b"},
    {.name = "uniform", .fn = random_uniform, .params = "self, a, b"},
    {.name = "expovariate", .fn = random_expovariate,
     .params = "self, lambd="},
    {.name = "gauss", .fn = random_gauss, .params = "self, mu=, sigma="},
    {.name = "normalvariate", .fn = random_normalvariate,
     .params = "self, mu=, sigma="},
    {.name = NULL}};
static const ap_native_fn no_methods[] = {{.name = NULL}};
static const ap_native_class classes[CLASSES + 1] = {
    [RANDOM] = {.name = "_Random", .raw = 2, .refs = 1, .has_dict = true,
                .methods = random_methods},
    [STATE] = {.name = "_State", .raw = 1 + MT_N / 2, .methods = no_methods},
    {.name = NULL}};

static const ap_native_fn functions[] = {
    {.name = "_text_words", .fn = fn_text_words, .min = 1, .max = 1},
    {.name = NULL}};

const ap_native_module ap_lib_random = {
    .name = "random", .functions = functions, .classes = classes};
