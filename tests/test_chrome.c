/* chrome: what apiary trace writes is what the trace viewers read. */
#include "golden.h"
#include "shell.h"
#include "suites.h"

#include "apiary/cmd.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

static const char *text_of(json_t *e, const char *key)
{
    const char *s = json_string_value(json_object_get(e, key));
    return s ? s : "";
}

static double number_of(json_t *e, const char *key)
{
    json_t *v = json_object_get(e, key);
    return json_is_number(v) ? json_number_value(v) : -1;
}

/* What every event must have, and what its phase asks for. */
static bool is_sound(json_t *e)
{
    const char *ph = text_of(e, "ph");
    bool ok = *text_of(e, "name") && number_of(e, "pid") >= 0
              && number_of(e, "tid") >= 0 && number_of(e, "ts") >= 0;
    if (strcmp(ph, "X") == 0)
        return ok && number_of(e, "dur") > 0;
    if (strcmp(ph, "i") == 0)
        return ok && strcmp(text_of(e, "s"), "t") == 0;
    if (strcmp(ph, "s") == 0 || strcmp(ph, "f") == 0)
        return ok && number_of(e, "id") > 0 && *text_of(e, "cat");
    return ok && strcmp(ph, "M") == 0
           && *text_of(json_object_get(e, "args"), "name");
}

/* Slices of one track come one after another. */
static int overlapping(json_t *events)
{
    int wrong = 0;
    size_t i, k;
    json_t *a, *b;
    json_array_foreach(events, i, a)
        json_array_foreach(events, k, b) {
            if (k >= i)
                break;
            if (strcmp(text_of(a, "ph"), "X") != 0
                || strcmp(text_of(b, "ph"), "X") != 0
                || number_of(a, "tid") != number_of(b, "tid"))
                continue;
            wrong += number_of(b, "ts") + number_of(b, "dur")
                     > number_of(a, "ts") + 1e-6;
        }
    return wrong;
}

/* Each arrow that ends has begun, before. -> arrows that end; -1: not so. */
static int arrows(json_t *events)
{
    int n = 0;
    size_t i, k;
    json_t *a, *b;
    json_array_foreach(events, i, a) {
        bool begun = false;
        if (strcmp(text_of(a, "ph"), "f") != 0)
            continue;
        json_array_foreach(events, k, b)
            begun |= strcmp(text_of(b, "ph"), "s") == 0
                     && number_of(a, "id") == number_of(b, "id")
                     && number_of(b, "ts") < number_of(a, "ts");
        if (!begun)
            return -1;
        n++;
    }
    return n;
}

static json_t *trace_of(const char *path)
{
    ap_str out = {0};
    shell(&out, "%s trace %s --to 2000 -o build/trace.json", AP_BIN, path);
    if (out.len)
        printf("\n%s: %s\n", path, out.s);
    CU_ASSERT_EQUAL(out.len, 0);
    ap_str_clear(&out);
    return json_load_file("build/trace.json", 0, NULL);
}

static int check(const char *path)
{
    json_t *root = trace_of(path), *events, *e;
    CU_ASSERT_PTR_NOT_NULL_FATAL(root);
    events = json_object_get(root, "traceEvents");
    CU_ASSERT(json_array_size(events) > 5);
    int wrong = 0;
    size_t i;
    json_array_foreach(events, i, e)
        wrong += !is_sound(e);
    int narrows = arrows(events);
    wrong += overlapping(events) + (narrows < 0);
    if (wrong)
        printf("\n%s: %d faults\n", path, wrong);
    CU_ASSERT_EQUAL(wrong, 0);
    json_decref(root);
    return narrows;
}

static void traces_keep_to_the_format(void)
{
    ap_catalogue c;
    ap_error e = {0};
    int narrows = 0;
    CU_ASSERT_FATAL(ap_catalogue_read(&c, &e));
    for (size_t i = 0; i < c.items.len; i++)
        narrows += check(((ap_listed *)ap_vec_at(&c.items, i))->path);
    CU_ASSERT(narrows > 0);
    ap_catalogue_clear(&c);
}

static const struct {
    const char *line;
    int status;
    const char *says;
} lines[] = {
    {"$a trace ab_ba -o build/t.json && grep -c DEADLOCK build/t.json", 0, "1"},
    {"$a trace wrong_lock -o - | grep '\"Race on balance: .*under in_lock' | "
     "grep -c 'no common lock'", 0, "2"},
    {"$a trace lost_update_locked -o - | grep -c Race", 1, "0"},
    {"$a trace lost_update --gil 3.12 -o - | grep -c '\"GIL\"'", 0, "1"},
    {"$a trace lost_update --to 4 -o - | grep -c running", 0, "1"},
    {"printf 'while True: pass\\n' >build/t.py; "
     "$a trace build/t.py -o build/t.json; tail -1 build/t.json", 0,
     "goes on after 1000000 steps"},
    {"$a trace build/t.py --to 500 -o build/t.json; rm build/t.py", 0, ""},
    {"$a trace lost_update", 2, "wants -o OUT.json"},
    {"$a trace lost_update -o build/t.txt", 2, "wants a .json file"},
    {"$a trace lost_update -o build/none/t.json", 2, "No such file"},
    {"$a trace nosuch -o build/t.json", 2, "nosuch"}};

static void the_command_says_what_is_wrong(void)
{
    ap_str out = {0};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        ap_str_reset(&out);
        int status = shell(&out, "a=%s; %s", AP_BIN, lines[i].line);
        bool ok = status == lines[i].status
                  && strstr(ap_str_c(&out), lines[i].says);
        CU_ASSERT(ok);
        if (!ok)
            printf("\n%s -> %d\n%s\n", lines[i].line, status, ap_str_c(&out));
    }
    ap_str_clear(&out);
}

/* All kinds of events in one small file, as it is written. */
static void a_small_trace_is_golden(void)
{
    static const char text[] = "import threading, time\n"
                               "lock = threading.Lock()\n"
                               "def work():\n"
                               "    with lock:\n"
                               "        time.sleep(0.01)\n"
                               "t = threading.Thread(target=work, name='A')\n"
                               "t.start()\n"
                               "time.sleep(0.005)\n"
                               "with lock:\n"
                               "    1 / 0\n";
    const char path[] = "build/golden.py";
    ap_str out = {0};
    ap_error e = {0};
    CU_ASSERT_FATAL(ap_file_write(path, text, strlen(text), &e));
    shell(&out, "%s trace %s --gil off --cores 2 -o -", AP_BIN, path);
    CU_ASSERT_PTR_NOT_NULL(strstr(ap_str_c(&out), "\"ph\": \"f\""));
    golden_check("trace", "small", &out);
    remove(path);
    ap_str_clear(&out);
}

static CU_TestInfo tests[] = {
    {"a small trace is golden", a_small_trace_is_golden},
    {"traces keep to the format", traces_keep_to_the_format},
    {"the command says what is wrong", the_command_says_what_is_wrong},
    CU_TEST_INFO_NULL};
CU_SuiteInfo chrome_suite = {.pName = "chrome", .pTests = tests};
