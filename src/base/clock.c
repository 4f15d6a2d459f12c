/* Clocks, and chance that repeats. */
#include "apiary/base.h"

#include <time.h>

static int64_t read_ns(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t ap_clock_ns(void)
{
    return read_ns(CLOCK_MONOTONIC);
}

int64_t ap_wall_ns(void)
{
    return read_ns(CLOCK_REALTIME);
}

/* splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
 * generators, OOPSLA 2014). */
uint64_t ap_rng_next(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint32_t ap_rng_below(uint64_t *state, uint32_t n)
{
    AP_ASSERT(n >= 1);
    return (uint32_t)(((ap_rng_next(state) >> 32) * n) >> 32);
}
