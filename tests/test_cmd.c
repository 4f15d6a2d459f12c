/* cmd: options, headers, the catalogue, what bad input gets. The header and
 * the options are read in this process; the rest goes through the program as
 * it was built. */
#include "shell.h"
#include "suites.h"

#include "../src/cmd/cmd_i.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- options ------------------------------------------------------- */

enum { MOST_WORDS = 32 };

/* Reads a line of words for `apiary run`. */
static bool read_words(const char *words, ap_args *a, ap_error *e)
{
    static char text[512];
    static char *argv[MOST_WORDS + 1];
    int argc = 0;
    snprintf(text, sizeof text, "run %s", words);
    for (char *save = NULL, *w = strtok_r(text, " ", &save);
         w && argc < MOST_WORDS; w = strtok_r(NULL, " ", &save))
        argv[argc++] = w;
    ap_args_init(a, &ap_cmd_run);
    *e = (ap_error){0};
    return ap_args_read(a, argc, argv, e);
}

static void options_are_read(void)
{
    ap_args a;
    ap_error e;
    CU_ASSERT(read_words("x.py --gil 3.9 --cores 2 --seed 7 --order rr "
                         "--quantum 3 --speed 0.5 --tick 2ms --memory 64M "
                         "--switch-interval 0.01 --ascii", &a, &e));
    CU_ASSERT_EQUAL(a.nwords, 1);
    CU_ASSERT_EQUAL(a.run.gil, AP_GIL_39);
    CU_ASSERT_EQUAL(a.run.cores, 2);
    CU_ASSERT_EQUAL(a.run.seed, 7);
    CU_ASSERT_EQUAL(a.run.order, AP_ORDER_RR);
    CU_ASSERT_EQUAL(a.run.quantum, 3);
    CU_ASSERT_EQUAL(a.speed, 0.5);
    CU_ASSERT_EQUAL(a.run.tick_ns, 2000000);
    CU_ASSERT_EQUAL(a.run.switch_interval_ns, 10000000);
    CU_ASSERT_EQUAL(a.run.world.memory, (size_t)64 << 20);
    CU_ASSERT(a.ascii && ap_given(&a, AP_OPT_SEED));
    CU_ASSERT(!ap_given(&a, AP_OPT_SCHEDULE));
    CU_ASSERT(read_words("x.py --schedule 0:12 --seed 2", &a, &e));
    CU_ASSERT_EQUAL(a.run.order, AP_ORDER_REPLAY);
    CU_ASSERT_STRING_EQUAL(a.run.schedule, "0:12");
}

static void bad_options_are_refused(void)
{
    static const struct {
        const char *words, *want;
    } cases[] = {
        {"x --gil 3.8", "--gil cannot be '3.8': one of 3.9|3.10|3.12|off"},
        {"x --gil", "--gil wants a value"},
        {"x --cores 0", "1 to "},
        {"x --cores 2x", "1 to "},
        {"x --seed -1", "whole number"},
        {"x --seed 18446744073709551616", "whole number"},
        {"x --speed 0", "above 0"},
        {"x --speed nan", "above 0"},
        {"x --tick 5y", "a time like"},
        {"x --memory 1", "a size like"},
        {"x --memory 1e30G", "a size like"},
        {"x --ascii=yes", "--ascii takes no value"},
        {"x --nonsense", "unknown option '--nonsense'"},
        {"x -z", "unknown option '-z'"},
        {"x --timeout 3", "--timeout does not go with this command"},
        {"x y", "one word too many: 'y'"},
        {"x --order rr --schedule 0:1", "leave --order out"},
        {"x --order replay", "one of random|rr|pct|manual"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_args a;
        ap_error e;
        CU_ASSERT_FALSE(read_words(cases[i].words, &a, &e));
        bool told = strstr(e.msg, cases[i].want) != NULL;
        CU_ASSERT(told);
        if (!told)
            printf("\n    %s: %s\n", cases[i].words, e.msg);
    }
}

static void the_command_line_wins_over_the_header(void)
{
    char header[] = "--gil off --cores 2 --seed 3 --schedule '0:12 1:3'";
    ap_args line, a;
    ap_error e;
    CU_ASSERT(read_words("x --seed 9", &line, &e));
    ap_args_init(&a, &ap_cmd_run);
    CU_ASSERT(ap_args_header(&a, header, &e));
    CU_ASSERT_STRING_EQUAL(a.run.schedule, "0:12 1:3");
    CU_ASSERT(ap_args_again(&a, &line, &e));
    CU_ASSERT_EQUAL(a.run.gil, AP_GIL_OFF);
    CU_ASSERT_EQUAL(a.run.cores, 2);
    CU_ASSERT_EQUAL(a.run.seed, 9);
    CU_ASSERT_EQUAL(a.run.order, AP_ORDER_REPLAY);
    CU_ASSERT(!(a.on_line >> AP_OPT_GIL & 1) && (a.in_header & 1));
}

/* ---- headers ------------------------------------------------------- */

static bool read_header(const char *text, ap_header *h, ap_error *e)
{
    *e = (ap_error){0};
    return ap_header_read(text, strlen(text), h, e);
}

static void headers_are_read(void)
{
    ap_header h;
    ap_error e;
    CU_ASSERT(read_header("# title: T: x\n#run: --gil off\n# a comment\n\n"
                          "# unknown: y\n# fix: b.py\n"
                          "# expect: race c; outcome c=2|'a|b'; failure\n"
                          "# expect --gil 3.9: safe\n"
                          "\"\"\"Goal: it ends.\n\nLesson\n  one.\n\"\"\"\n"
                          "# title: late\n", &h, &e));
    CU_ASSERT_STRING_EQUAL(h.title, "T: x");
    CU_ASSERT_STRING_EQUAL(h.run, "--gil off");
    CU_ASSERT_STRING_EQUAL(h.fix, "b.py");
    CU_ASSERT_STRING_EQUAL(h.bug, "");
    CU_ASSERT_STRING_EQUAL(h.goal, "it ends.");
    CU_ASSERT_STRING_EQUAL(h.lesson, "Lesson\n  one.");
    CU_ASSERT_EQUAL_FATAL(h.expects.len, 4);
    const ap_expect *x = h.expects.data;
    char value[32];
    CU_ASSERT_EQUAL(x[0].kind, AP_EXPECT_RACE);
    CU_ASSERT_STRING_EQUAL(x[0].name, "c");
    CU_ASSERT_EQUAL(x[0].gil, -1);
    CU_ASSERT(ap_expect_value(&x[1], 1, value, sizeof value));
    CU_ASSERT_STRING_EQUAL(value, "'a|b'");
    CU_ASSERT_FALSE(ap_expect_value(&x[1], 2, value, sizeof value));
    CU_ASSERT_EQUAL(x[3].kind, AP_EXPECT_SAFE);
    CU_ASSERT_EQUAL(x[3].gil, AP_GIL_39);
    CU_ASSERT_EQUAL(x[3].line, 8);
    ap_header_clear(&h);
}

static void any_text_is_a_scenario(void)
{
    static const char *const texts[] = {
        "", "\n", "#", "# :", "x = 1\n", "'one line'\n", "\"\"\"open",
        "'open\n'", "\"\"\"a\\\"\"\"b\"\"\"", "# title:\n", "'"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ap_header h;
        ap_error e;
        CU_ASSERT(read_header(texts[i], &h, &e));
        CU_ASSERT_STRING_EQUAL(h.title, "");
        ap_header_clear(&h);
    }
}

static void bad_headers_are_refused(void)
{
    static const struct {
        const char *text, *want;
        int line;
    } cases[] = {
        {"# expect: nice\n", "no such word", 1},
        {"\n# expect: race\n", "race NAME", 2},
        {"# expect: safe x\n", "nothing may follow", 1},
        {"# expect: outcome x\n", "outcome NAME=VALUE", 1},
        {"# expect: outcome =1\n", "outcome NAME=VALUE", 1},
        {"# expect: safe\n", "", 0},
        {"# expect --gil 3.8: safe\n", "no such policy", 1},
        {"# expect --core 2: safe\n", "no such policy", 1},
        {"# step: minute\n", "event, line or bytecode", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_header h;
        ap_error e;
        bool ok = read_header(cases[i].text, &h, &e);
        CU_ASSERT_EQUAL(ok, *cases[i].want == 0);
        CU_ASSERT(ok || strstr(e.msg, cases[i].want));
        CU_ASSERT(ok || e.line == cases[i].line);
        ap_header_clear(&h);
    }
}

/* ---- the catalogue ------------------------------------------------- */

/* Only what shows no bug may stand alone. */
static bool expects_safe(const ap_header *h)
{
    for (size_t i = 0; i < h->expects.len; i++) {
        const ap_expect *x = ap_vec_at(&h->expects, i);
        if (x->gil < 0 && x->kind == AP_EXPECT_SAFE)
            return true;
    }
    return false;
}

static void every_bug_has_its_twin(void)
{
    ap_catalogue c;
    ap_error e = {0};
    CU_ASSERT_FATAL(ap_catalogue_read(&c, &e));
    CU_ASSERT(c.items.len >= 20);
    for (size_t i = 0; i < c.items.len; i++) {
        const ap_listed *s = ap_vec_at(&c.items, i);
        const ap_header *h = &s->header;
        bool whole = h->title[0] && h->topic[0] && h->goal[0] && h->lesson[0]
            && h->run[0] && h->expects.len;
        bool paired = h->fix[0] || h->bug[0] || expects_safe(h);
        bool in_topic = strncmp(s->name, h->topic, strlen(h->topic)) == 0;
        CU_ASSERT(whole && paired && in_topic);
        if (!whole || !paired || !in_topic)
            printf("\n    %s\n", s->name);
    }
    ap_catalogue_clear(&c);
}

static void scenarios_are_found_by_name(void)
{
    static const struct {
        const char *name, *end;
    } cases[] = {{"lost_update", "/races/lost_update.py"},
                 {"lost_update.py", "/races/lost_update.py"},
                 {"races/lost_update", "/races/lost_update.py"},
                 {"-", "-"},
                 {"tests/main.c", "tests/main.c"},
                 {"lost", NULL},
                 {"", NULL},
                 {".py", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ap_str path = {0};
        ap_error e = {0};
        bool found = ap_scenario_find(cases[i].name, &path, &e);
        CU_ASSERT_EQUAL(found, cases[i].end != NULL);
        size_t n = found ? strlen(cases[i].end) : 0;
        CU_ASSERT(path.len >= n);
        CU_ASSERT(!found || path.len < n
                  || strcmp(path.s + path.len - n, cases[i].end) == 0);
        CU_ASSERT(found || strstr(e.msg, "no such file or scenario"));
        ap_str_clear(&path);
    }
}

/* And the name by the path, for those that come with apiary alone. */
static void paths_of_scenarios_have_names(void)
{
    ap_str path = {0};
    CU_ASSERT(ap_scenario_find("lost_update", &path, NULL));
    char *name = ap_scenario_name(ap_str_c(&path));
    CU_ASSERT_PTR_NOT_NULL_FATAL(name);
    CU_ASSERT_STRING_EQUAL(name, "races/lost_update");
    ap_free(name);
    ap_str_put(&path, "c"); /* compiled */
    CU_ASSERT_PTR_NULL(ap_scenario_name(ap_str_c(&path)));
    CU_ASSERT_PTR_NULL(ap_scenario_name("scenarios/races/lost_update.py"));
    CU_ASSERT_PTR_NULL(ap_scenario_name("/lost_update.py"));
    ap_str_clear(&path);
}

/* ---- the program --------------------------------------------------- */

/* Rows: a command line (with the program's path for %s), the exit status,
 * what its output must hold. */
typedef struct told {
    const char *line;
    int status;
    const char *want;
} told;

static void check_rows(const told *rows, size_t n)
{
    char here[1024], *folder = temp_folder();
    AP_ASSERT(getcwd(here, sizeof here));
    for (size_t i = 0; i < n; i++) {
        ap_str out = {0};
        int status = shell(&out, "a=%s/%s; cd %s; %s", here, AP_BIN, folder,
                           rows[i].line);
        bool ok = status == rows[i].status
            && strstr(ap_str_c(&out), rows[i].want);
        CU_ASSERT(ok);
        if (!ok)
            printf("\n    %s -> %d\n    %s\n", rows[i].line, status,
                   ap_str_c(&out));
        ap_str_clear(&out);
    }
    ap_str out = {0};
    shell(&out, "rm -rf %s", folder);
    ap_free(folder);
    ap_str_clear(&out);
}

static void help_and_usage(void)
{
    static const told rows[] = {
        {"$a --help", 0, "Commands:"},
        {"$a help", 0, "apiary help advanced"},
        {"$a help advanced", 0, "--quantum"},
        {"$a help shot", 0, "usage: apiary shot FILE"},
        {"$a shot --help", 0, "usage: apiary shot FILE"},
        {"$a --version", 0, "apiary "},
        {"$a help --man", 0, ".SH NAME"},
        {"$a help nonsense", 2, "no such command: nonsense"},
        {"$a nonsense", 2, "no such command, file or scenario: nonsense"},
        {"$a lost_updat", 2, "lost_updat (did you mean lost_update?)"},
        {"$a check AB_BA", 2, "AB_BA (did you mean ab_ba?)"},
        {"$a shot race/torn_pair", 2, "(did you mean races/torn_pair?)"},
        {"$a run deadlock", 2, "(apiary list shows the scenarios)"},
        {"$a --nonsense", 2, "unknown option '--nonsense'"},
        {"$a shot", 2, "FILE is missing (see: apiary help shot)"},
        {"$a list", 0, "races/lost_update"},
        {"$a help >/dev/full", 2, "cannot be written"},
        {"mkdir -p bin share/apiary && cp $a bin && "
         "cp -R \"$OLDPWD/scenarios\" share/apiary && bin/apiary list", 0,
         "races/lost_update"},
        {"mkdir -p lone/deep && cp $a lone/deep && lone/deep/apiary list", 2,
         "not installed"}};
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void help_fits_80_columns(void)
{
    ap_str out = {0};
    shell(&out, "%s help advanced; for c in run exec shot dis list help; do "
          "%s help $c; done; %s list", AP_BIN, AP_BIN, AP_BIN);
    for (char *save = NULL, *line = strtok_r(out.s, "\n", &save); line;
         line = strtok_r(NULL, "\n", &save)) {
        CU_ASSERT(ap_text_width(line) <= 80);
        if (ap_text_width(line) > 80)
            printf("\n    %s\n", line);
    }
    ap_str_clear(&out);
}

static void the_readme_is_current(void)
{
    ap_str out = {0};
    CU_ASSERT_EQUAL(shell(&out, "sh tests/readme.sh %s --check", AP_BIN), 0);
    if (out.len)
        printf("\n%s\n    (make readme)\n", out.s);
    ap_str_clear(&out);
}

static void bad_files_get_one_message(void)
{
    static const told rows[] = {
        {"$a exec missing.py", 2, "no such file or scenario: missing.py"},
        {"$a exec .", 2, "irectory"},
        {"printf '\\000ELF' >b.py; $a exec b.py", 2, "b.py:1:1: a NUL byte"},
        {"printf 'x = 1\n\377\n' >u.py; $a exec u.py", 2,
         "u.py:2:1: these bytes are not UTF-8"},
        {"head -c 10000000 /dev/zero | tr '\\0' x >big.py; $a exec big.py",
         2, "big.py: larger than"},
        {"printf 'if 1:\n\tx = 1\n        y = 2\n' >tab.py; $a run tab.py",
         2, "tab.py:3:"},
        {"{ printf 'x = '; head -c 1000 /dev/zero | tr '\\0' '('; } >n.py; "
         "$a dis n.py", 2, "n.py:1:"},
        {"printf 'x = = 1\ny = 1\nz = = 2\n' >two.py; $a shot two.py", 2,
         "two.py:3:5"},
        {"printf 'async def f():\n    pass\n' >as.py; $a exec as.py", 2,
         "as.py:1:1"},
        {"printf 'import numpy\n' >i.py; $a exec i.py", 2, "numpy"},
        {"printf 'import time\ntime.nothing()\n' >m.py; $a exec m.py", 2,
         "nothing"},
        {"echo '# run: --cores 0' >h.py; $a exec h.py", 2,
         "in the header's run: --cores cannot be '0'"},
        {": >e.py; $a exec e.py", 0, ""},
        {": >e.py; $a shot e.py", 0, ""},
        {"echo 'print(6 * 7)' | $a exec -", 0, "42"}};
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void bad_programs_end_well(void)
{
    static const told rows[] = {
        {"echo 'while True: pass' | $a exec --timeout 0.3 -", 124, ""},
        {"printf 'def f(): f()\nf()\n' | $a exec -", 1, "RecursionError"},
        {"printf 'x = [0]\nwhile True: x = x + x\n' | "
         "$a exec --memory 8M -", 1, "MemoryError"},
        {"echo 'import sys; sys.exit(3)' | $a exec -", 3, ""},
        {"$a exec --clock virtual --seed 1 ab_ba", 1, "A waits"},
        {"$a exec --schedule '9:1' lost_update", 2, "9"},
        {"$a exec --schedule 'x' lost_update", 2, "schedule"},
        {"$a exec lost_update_locked", 0, "counter: 4"},
        {"printf 'import threading, time\nfor i in range(10000):\n"
         "    threading.Thread(target=time.sleep, args=(9,)).start()\n' | "
         "timeout 20 $a exec --clock virtual -", 1, "can't start new"}};
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void shots_repeat(void)
{
    static const told rows[] = {
        {"$a shot lost_update --step 100 -o 1.txt && "
         "$a shot lost_update --step 100 -o 2.txt && cmp 1.txt 2.txt", 0, ""},
        {"$a shot lost_update --at lost-update -o 1.svg && "
         "$a shot lost_update --at lost-update -o 2.svg <&- >&- 2>&- && "
         "cmp 1.svg 2.svg", 0, ""},
        {"TERM=dumb LANG=C NO_COLOR=1 $a shot ab_ba --at deadlock -o 1.ansi; "
         "TERM=xterm $a shot ab_ba --at deadlock -o 2.ansi; "
         "cmp 1.ansi 2.ansi", 0, ""},
        {"$a shot ab_ba --at deadlock", 0, "DEADLOCK"},
        {"$a shot lost_update --at end --size 80x24", 0, "counter"},
        {"$a shot lost_update_locked --at deadlock", 1,
         "this run has no deadlock"},
        {"$a shot lost_update -o x.gif", 2, ".svg, not 'x.gif'"},
        {"$a shot lost_update -o /nowhere/x.svg", 2, "/nowhere/x.svg"},
        {"$a shot lost_update --size 1x1", 0, ""},
        {"TERM=xterm $a run lost_update", 2, "shot"},
        {"TERM=dumb $a run lost_update", 2, "shot"}};
    check_rows(rows, sizeof rows / sizeof *rows);
}

static CU_TestInfo tests[] = {
    {"options are read", options_are_read},
    {"bad options are refused", bad_options_are_refused},
    {"the command line wins", the_command_line_wins_over_the_header},
    {"headers are read", headers_are_read},
    {"any text is a scenario", any_text_is_a_scenario},
    {"bad headers are refused", bad_headers_are_refused},
    {"every bug has its twin", every_bug_has_its_twin},
    {"scenarios are found by name", scenarios_are_found_by_name},
    {"paths of scenarios have names", paths_of_scenarios_have_names},
    {"help and usage", help_and_usage},
    {"help fits 80 columns", help_fits_80_columns},
    {"bad files get one message", bad_files_get_one_message},
    {"bad programs end well", bad_programs_end_well},
    {"shots repeat", shots_repeat},
    {"the README is current", the_readme_is_current},
    CU_TEST_INFO_NULL};
CU_SuiteInfo cmd_suite = {.pName = "cmd", .pTests = tests};
