/* fuzz: what the fuzzers found once, and the seeds they start from, through
 * the same targets; and each of those with bytes cut, doubled and changed. */
#include "fuzz/targets.h"
#include "suites.h"

#include "apiary/base.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct target {
    const char *name;
    size_t most;
    void (*run)(const uint8_t *s, size_t n);
} target;

static const target targets[] = {
#define X(name, most, claim) {#name, most, fuzz_##name},
    AP_FUZZ_TARGETS(X)
#undef X
};

/* A copy of exactly n bytes, so that a read past the end is seen. */
static void feed(const target *t, const char *s, size_t n)
{
    uint8_t *copy = malloc(n ? n : 1);
    memcpy(copy, s, n);
    t->run(copy, n);
    free(copy);
}

/* Small changes, the same ones every time. */
static void feed_changed(const target *t, const ap_str *text)
{
    uint64_t seed = text->len;
    for (int i = 0; i < 24 && text->len; i++) {
        ap_str b = {0};
        uint32_t at = ap_rng_below(&seed, (uint32_t)text->len);
        uint32_t n = ap_rng_below(&seed, (uint32_t)text->len - at + 1);
        ap_str_putn(&b, text->s, i % 3 == 0 ? at : text->len);
        if (i % 3 == 1)
            ap_str_putn(&b, text->s + at, n);
        else if (i % 3 == 2)
            b.s[at] = (char)(ap_rng_below(&seed, 96) + 32);
        feed(t, ap_str_c(&b), b.len);
        ap_str_clear(&b);
    }
}

static void replay(const target *t)
{
    char folder[256], path[768];
    struct dirent **rows;
    snprintf(folder, sizeof folder, "tests/fuzz/corpus/%s", t->name);
    int n = scandir(folder, &rows, NULL, alphasort);
    CU_ASSERT(n > 2);
    for (int i = 0; i < n; i++) {
        ap_str text = {0};
        snprintf(path, sizeof path, "%s/%s", folder, rows[i]->d_name);
        if (rows[i]->d_name[0] != '.'
            && ap_file_read(path, 1 << 20, &text, NULL)) {
            feed(t, ap_str_c(&text), text.len);
            feed_changed(t, &text);
            CU_PASS("came back");
        }
        ap_str_clear(&text);
        free(rows[i]);
    }
    if (n >= 0)
        free(rows);
}

static void replay_named(const char *name)
{
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        if (strcmp(targets[i].name, name) == 0)
            replay(&targets[i]);
}

#define X(id, most, claim)                                                     \
    static void replay_##id(void) { replay_named(#id); }
AP_FUZZ_TARGETS(X)
#undef X

static CU_TestInfo tests[] = {
#define X(name, most, claim) {claim, replay_##name},
    AP_FUZZ_TARGETS(X)
#undef X
    CU_TEST_INFO_NULL};
CU_SuiteInfo fuzz_suite = {.pName = "fuzz", .pTests = tests};
