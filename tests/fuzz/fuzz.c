/* libFuzzer's entry: compiled once a target, with -DTARGET=fuzz_NAME. */
#include "targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
    TARGET(s, n);
    return 0;
}
