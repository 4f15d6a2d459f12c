/* Fuzz targets: see tests/fuzz/targets.h. */
#include "fuzz/targets.h"
#include "drive.h"

#include "apiary/cmd.h"
#include "apiary/lib.h"
#include "apiary/run.h"

#include <string.h>

void fuzz_source(const uint8_t *s, size_t n)
{
    ap_vec diags;
    ap_vec_init(&diags, sizeof(ap_diag));
    ap_image *im = ap_image_new();
    uint32_t module;
    ap_error e = {0};
    ap_str out = {0};
    if (ap_lang_compile(im, "__main__", "fuzz.py", (const char *)s, n, false,
                        &module, &diags)) {
        AP_ASSERT(ap_image_verify(im, &e));
        ap_dis_module(im, module, &out);
    } else {
        AP_ASSERT(diags.len > 0);
    }
    ap_str_clear(&out);
    ap_vec_clear(&diags);
    ap_image_free(im);
}

void fuzz_program(const uint8_t *s, size_t n)
{
    const ap_drive_limits l = {.turn = 5, .most = 20000, .memory = 4 << 20};
    ap_driven d;
    drive_text("fuzz.py", (const char *)s, n, &l, &d);
    drive_clear(&d);
}

void fuzz_header(const uint8_t *s, size_t n)
{
    ap_header h;
    ap_error e = {0};
    char value[16];
    if (!ap_header_read((const char *)s, n, &h, &e))
        AP_ASSERT(e.code && e.msg[0]);
    for (size_t i = 0; i < h.expects.len; i++)
        for (int k = 0; ap_expect_value(ap_vec_at(&h.expects, i), k, value,
                                        sizeof value); k++)
            AP_ASSERT(strlen(value) < sizeof value);
    ap_header_clear(&h);
}

/* ---- schedules ----------------------------------------------------------- */

static const char two_threads[] = "import threading\n"
                                  "x = 0\n"
                                  "lock = threading.Lock()\n"
                                  "def work():\n"
                                  "    global x\n"
                                  "    with lock:\n"
                                  "        x = x + 1\n"
                                  "a = threading.Thread(target=work)\n"
                                  "b = threading.Thread(target=work)\n"
                                  "a.start()\n"
                                  "b.start()\n"
                                  "a.join()\n"
                                  "b.join()\n";

/* Follows it as far as it goes; -> the state's hash. */
static ap_hash follow(const ap_image *im, const char *schedule)
{
    ap_run_options o = {.gil = AP_GIL_OFF, .cores = 2, .in_place = true,
                        .order = AP_ORDER_REPLAY, .schedule = schedule,
                        .world = {.natives = ap_lib_natives}};
    ap_error e = {0};
    ap_hash h = {0};
    ap_run *r = ap_run_new(im, &o, &e);
    ap_event events[16];
    for (int i = 0; r && i < 500; i++)
        if (ap_run_step(r, -1, events, 16, &e) <= 0)
            break;
    if (r)
        h = ap_world_hash(ap_run_world(r));
    ap_run_free(r);
    return h;
}

void fuzz_schedule(const uint8_t *s, size_t n)
{
    ap_vec diags;
    ap_vec_init(&diags, sizeof(ap_diag));
    ap_image *failed = NULL;
    ap_image *im = ap_lib_load("fuzz.py", two_threads, strlen(two_threads),
                               &diags, &failed);
    AP_ASSERT(im);
    char *schedule = ap_strndup((const char *)s, n);
    ap_hash a = follow(im, schedule), b = follow(im, schedule);
    AP_ASSERT(a.lo == b.lo && a.hi == b.hi);
    ap_free(schedule);
    ap_vec_clear(&diags);
    ap_image_free(im);
}
