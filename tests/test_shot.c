/* shot: a panel alone; and what a picture that cannot be made gets. */
#include "shell.h"
#include "suites.h"

#include "../src/cmd/cmd_i.h"

#include <stdio.h>
#include <string.h>

/* ---- panels ------------------------------------------------------------ */

static const struct {
    const char *panel, *options, *says;
} panels[] = {
    {"threads", "dining_philosophers --at deadlock", "WAITS"},
    {"threads", "dining_philosophers --at deadlock", "until P0 ends"},
    {"threads", "cpu_bound_gil --step 90", "RUN"},
    {"memory", "lost_update --at lost-update", "counter  1  by  1 A"},
    {"locks", "ab_ba --at deadlock", "[ 2 B ]"},
    {"code", "lost_update --at lost-update", "counter = counter + 1"},
    {"timeline", "lost_update --at lost-update", "core 1"},
    {"output", "waiting_in_turn --at end", "OUTPUT"},
    {"log", "lost_update --at lost-update", "B's update is lost."},
    {"log", "wrong_lock --at race", "Race on balance: "},
    {"memory", "wrong_lock --at race", "! race"},
    {"log", "lost_update_gil312 --at end",
     "Only the GIL prevents a race on counter: A wrote it, B reads it."},
    {"memory", "lost_update_gil312 --at end", "? race"},
    {"code", "lost_update_gil312 --step 80", "race on counter"}};

static int rows_of(const char *text)
{
    int n = 0;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

/* Its text is there, and no row is blank at its end. */
static void a_panel_stands_alone(void)
{
    static const char *const sizes[] = {"120x36", "80x60", "200x60", "40x9"};
    ap_str out = {0};
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            ap_str_reset(&out);
            int status = shell(&out, "%s shot %s --panel %s --size %s", AP_BIN,
                               panels[i].options, panels[i].panel, sizes[k]);
            bool has_text = strstr(ap_str_c(&out), panels[i].says) != NULL;
            int rows = rows_of(ap_str_c(&out));
            bool ok = status == 0 && (has_text || k == 3) && rows >= 1
                      && rows <= 60 && out.len > 2
                      && out.s[out.len - 2] != '\n';
            CU_ASSERT(ok);
            if (!ok)
                printf("\n%s %s %s -> %d\n%s\n", panels[i].panel,
                       panels[i].options, sizes[k], status, ap_str_c(&out));
        }
    ap_str_clear(&out);
}

static void its_picture_is_as_high_as_it(void)
{
    ap_str out = {0};
    shell(&out, "%s shot lost_update --panel output -o build/p.svg; "
                "head -1 build/p.svg; rm build/p.svg", AP_BIN);
    CU_ASSERT_PTR_NOT_NULL(strstr(ap_str_c(&out),
                                  "width=\"1080\" height=\"18\""));
    ap_str_clear(&out);
}

/* More threads than the detectors watch: that is said, where it begins and at
 * the end. */
static void too_many_threads_are_told_of(void)
{
    static const char program[] =
        "import threading\nfor i in range(1100):\n"
        "    t = threading.Thread(target=len, args=('',))\n"
        "    t.start()\n    t.join()\n";
    static const char *const says[] = {"too many threads to look for races",
                                       "More than 1024 threads: from here"};
    ap_str out = {0};
    shell(&out, "printf \"%s\" >build/many.py; n=$(%s shot build/many.py --at "
                "end -o - | sed -n '1s/.*step \\([0-9]*\\).*/\\1/p'); "
                "%s shot build/many.py --at end -o -; "
                "%s shot build/many.py --step $((n * 1026 / 1100)) "
                "--panel log --size 120x60 -o -; rm build/many.py", program,
          AP_BIN, AP_BIN, AP_BIN);
    for (int i = 0; i < 2; i++)
        CU_ASSERT_PTR_NOT_NULL(strstr(ap_str_c(&out), says[i]));
    ap_str_clear(&out);
}

/* ---- what cannot be made ------------------------------------------------- */

static const struct {
    const char *words;
    int status;
    const char *says;
} bad[] = {
    {"shot lost_update --step 109 -o build/s/x.txt", 0, ""},
    {"shot lost_update --step 110 -o build/s/x.txt", 1,
     "apiary: this run has only 109 steps\n"},
    {"shot ab_ba_ordered --at deadlock -o build/s/x.svg", 1,
     "apiary: this run has no deadlock\n"},
    {"shot lost_update_locked --at failure -o build/s/x.svg", 1,
     "apiary: this run has no failure\n"},
    {"shot lost_update -o build/s/x.gif", 2,
     "apiary: -o wants .txt, .ansi or .svg, not 'build/s/x.gif'\n"},
    {"shot lost_update -o build/s", 2, "-o wants .txt, .ansi or .svg"},
    {"shot lost_update -o build/s/dir.svg", 2,
     "apiary: build/s/dir.svg: Is a directory\n"},
    {"shot lost_update -o build/s/none/x.svg", 2,
     "apiary: build/s/none/x.svg: No such file or directory\n"},
    {"shot lost_update -o /dev/full.svg/x.svg", 2, "No such file"},
    {"shot lost_update --panel bees", 2, "--panel cannot be 'bees'"},
    {"record lost_update -o build/s/full.cast", 2,
     "apiary: build/s/full.cast: No space left on device\n"},
    {"trace lost_update -o build/s/full.json", 2,
     "apiary: build/s/full.json: No space left on device\n"}};

/* full.*: links to a device that is always full. */
static void what_cannot_be_made_is_told_in_a_line(void)
{
    ap_str out = {0};
    shell(&out, "rm -rf build/s; mkdir -p build/s/dir.svg; "
                "ln -s /dev/full build/s/full.cast; "
                "ln -s /dev/full build/s/full.json");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ap_str_reset(&out);
        int status = shell(&out, "rm -f build/s/x.*; %s %s", AP_BIN,
                           bad[i].words);
        bool ok = status == bad[i].status && rows_of(ap_str_c(&out)) <= 1
                  && strstr(ap_str_c(&out), bad[i].says);
        CU_ASSERT(ok);
        if (!ok)
            printf("\n%s -> %d %s\n", bad[i].words, status, ap_str_c(&out));
    }
    ap_str_reset(&out);
    shell(&out, "ls build/s; test -c /dev/full && echo still; "
                "rm -rf build/s");
    CU_ASSERT_STRING_EQUAL(ap_str_c(&out),
                           "dir.svg\nfull.cast\nfull.json\nstill\n");
    ap_str_clear(&out);
}

/* A link stays a link, and what it names is written. */
static void links_are_followed(void)
{
    ap_str out = {0};
    shell(&out, "rm -rf build/s; mkdir -p build/s; echo old >build/s/to.svg; "
                "ln -s to.svg build/s/l.svg; %s shot lost_update -o "
                "build/s/l.svg; readlink build/s/l.svg; "
                "head -c 4 build/s/to.svg; rm -rf build/s", AP_BIN);
    CU_ASSERT_STRING_EQUAL(ap_str_c(&out), "to.svg\n<svg");
    ap_str_clear(&out);
}

/* A disk of 64 KB, in a mount namespace of its own, and nothing left. */
static void a_full_disk_keeps_what_was_there(void)
{
    ap_str out = {0};
    int status = shell(&out, "mkdir -p build/full; unshare -m sh -c '"
        "mount -t tmpfs -o size=64k none build/full 2>/dev/null || exit 9; "
        "echo old >build/full/x.svg; "
        "dd if=/dev/zero of=build/full/fill bs=4k count=15 2>/dev/null; "
        "%s shot lost_update -o build/full/x.svg; echo $?; "
        "%s record lost_update -o build/full/x.cast; echo $?; "
        "%s trace ab_ba -o build/full/x.json; echo $?; "
        "%s exec --save build/full/x.apiary lost_update_locked; echo $?; "
        "ls build/full; cat build/full/x.svg' 2>&1; s=$?; "
        "rmdir build/full; exit $s", AP_BIN, AP_BIN, AP_BIN, AP_BIN);
    if (status == 9 || status == 1 || status == 127)
        printf("skipped: nothing can be mounted here … ");
    else
        CU_ASSERT_STRING_EQUAL(
            ap_str_c(&out),
            "apiary: build/full/x.svg: No space left on device\n2\n"
            "apiary: build/full/x.cast: No space left on device\n2\n"
            "apiary: build/full/x.json: No space left on device\n2\n"
            "counter: 4\n"
            "apiary: build/full/x.apiary: No space left on device\n2\n"
            "fill\nx.svg\nold\n");
    ap_str_clear(&out);
}

/* Ctrl-C and its kin end it as any program, so that a shell's loop ends, too;
 * and nothing is left. */
static void a_signal_ends_it(void)
{
    static const char *const commands[] = {
        "shot build/s/long.py --step 300000000 -o build/s/x.svg",
        ("record build/s/long.py --speed 1000 --keys 'play 600s' "
         "-o build/s/x.cast"),
        "trace build/s/long.py -o build/s/x.json"};
    ap_str out = {0};
    shell(&out, "rm -rf build/s; mkdir -p build/s; "
                "printf 'while True:\n    pass\n' >build/s/long.py");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        for (int k = 0; k < 2; k++) {
            int status = shell(&out, "timeout -k 9 --preserve-status -s %s "
                               "0.2 %s %s", k ? "TERM" : "INT", AP_BIN,
                               commands[i]);
            CU_ASSERT_EQUAL(status, 128 + (k ? 15 : 2));
        }
    CU_ASSERT_STRING_EQUAL(ap_str_c(&out), "");
    shell(&out, "ls -A build/s; rm -rf build/s");
    CU_ASSERT_STRING_EQUAL(ap_str_c(&out), "long.py\n");
    ap_str_clear(&out);
}

static CU_TestInfo tests[] = {
    {"a signal ends it", a_signal_ends_it},
    {"a panel stands alone", a_panel_stands_alone},
    {"its picture is as high as it", its_picture_is_as_high_as_it},
    {"too many threads are told of", too_many_threads_are_told_of},
    {"what cannot be made is told in a line",
     what_cannot_be_made_is_told_in_a_line},
    {"links are followed", links_are_followed},
    {"a full disk keeps what was there", a_full_disk_keeps_what_was_there},
    CU_TEST_INFO_NULL};
CU_SuiteInfo shot_suite = {.pName = "shot", .pTests = tests};
