/* search_through: see search_through.h. */
#include "search_through.h"

#include "apiary/lib.h"

#include <CUnit/CUnit.h>

ap_check *search_through(const ap_image *im, ap_check_options o)
{
    enum { SLICE_NS = 1000000 };
    ap_error e = {0};
    o.world.natives = ap_lib_natives;
    o.world.seed = 1;
    o.world.memory = 1 << 20;
    ap_check *c = ap_check_new(im, &o, &e);
    CU_ASSERT_PTR_NOT_NULL_FATAL(c);
    while (!ap_check_run(c, ap_clock_ns() + SLICE_NS))
        ;
    return c;
}
