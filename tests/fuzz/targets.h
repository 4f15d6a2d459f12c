/* Fuzz targets: each takes any bytes and must come back. `make fuzz` feeds
 * them by libFuzzer; the suite "fuzz" replays tests/fuzz/corpus/NAME with
 * them, so that what was found once stays found. */
#ifndef TARGETS_H
#define TARGETS_H

#include <stddef.h>
#include <stdint.h>

/* name, most bytes, what must hold */
#define AP_FUZZ_TARGETS(X)                                                     \
    X(source, 4096, "what compiles passes the verifier")                       \
    X(program, 1024, "what compiles runs, or fails, in its own world")         \
    X(header, 1024, "any header is read or refused")                           \
    X(schedule, 256, "a schedule followed twice ends in the same state")

#define X(name, most, claim) void fuzz_##name(const uint8_t *s, size_t n);
AP_FUZZ_TARGETS(X)
#undef X

#endif
