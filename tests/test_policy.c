/* GIL policies: what between load and store is a switch point.
 *
 * "I" in the table of bodies means that some interleaving under the policy
 * loses an update, "-" that none does: the enumerator goes through all of
 * them. Facts: CPython 3.9 to 3.12, measured. */
#include "suites.h"

#include "enumerate.h"
#include "runs.h"

#include <stdio.h>
#include <string.h>

static const char frame_of_bodies[] =
    "import threading, time\n"
    "x = 0\n"
    "L = []\n"
    "s = 'abc'\n"
    "yes = True\n"
    "d = {'k': 1}\n"
    "lock = threading.Lock()\n"
    "def f(v=0):\n"
    "    return v\n"
    "def gen():\n"
    "    yield 1\n"
    "class P:\n"
    "    @property\n"
    "    def p(self):\n"
    "        return 1\n"
    "    def __radd__(self, other):\n"
    "        return other + 1\n"
    "class W:\n"
    "    a = 0\n"
    "p = P()\n"
    "w = W()\n"
    "def body():\n"
    "    global x\n"
    "%s"
    "a = threading.Thread(target=body)\n"
    "b = threading.Thread(target=body)\n"
    "a.start()\n"
    "b.start()\n"
    "a.join()\n"
    "b.join()\n";

/* The body between `tmp = x` and `x = tmp + 1`, or all of it if it says x
 * itself; I or - under 3.9, 3.10, 3.12, off. */
static const struct body {
    const char *what, *text, *loses;
} bodies[] = {
    {"x += 1", "    x += 1\n", "I--I"},
    {"x = x + 1", "    x = x + 1\n", "I--I"},
    {"tmp = x; x = tmp + 1", "    tmp = x\n    x = tmp + 1\n", "I--I"},
    {"x += int(1)", "    x += int(1)\n", "IIII"},
    {"x = f(x) + 1", "    x = f(x) + 1\n", "IIII"},
    {"empty for between",
     "    tmp = x\n    for i in range(1):\n        pass\n    x = tmp + 1\n",
     "IIII"},
    {"sleep(0)", "    tmp = x\n    time.sleep(0)\n    x = tmp + 1\n", "IIII"},
    {"forward jump taken",
     "    tmp = x\n    if not yes:\n        tmp = 7\n    x = tmp + 1\n",
     "II-I"},
    {"if/else, jump not taken",
     "    tmp = x\n    if yes:\n        tmp = tmp\n    else:\n"
     "        tmp = 7\n    x = tmp + 1\n", "I--I"},
    {"len", "    tmp = x\n    len(s)\n    x = tmp + 1\n", "II-I"},
    {"isinstance", "    tmp = x\n    isinstance(s, str)\n    x = tmp + 1\n",
     "II-I"},
    {"append", "    tmp = x\n    L.append(1)\n    x = tmp + 1\n", "II-I"},
    {"type", "    tmp = x\n    type(s)\n    x = tmp + 1\n", "II-I"},
    {"L.pop", "    L.append(1)\n    tmp = x\n    L.pop()\n    x = tmp + 1\n",
     "IIII"},
    {"str", "    tmp = x\n    str(1)\n    x = tmp + 1\n", "IIII"},
    {"abs", "    tmp = x\n    abs(-1)\n    x = tmp + 1\n", "IIII"},
    {"d.get", "    tmp = x\n    d.get('k')\n    x = tmp + 1\n", "IIII"},
    {"f(v=1)", "    tmp = x\n    f(v=1)\n    x = tmp + 1\n", "IIII"},
    {"property", "    tmp = x\n    p.p\n    x = tmp + 1\n", "IIII"},
    {"__radd__", "    x = x + p\n", "IIII"},
    {"list comprehension",
     "    tmp = x\n    [i for i in (1, 2)]\n    x = tmp + 1\n", "IIII"},
    {"inner while, back edge taken",
     "    i = 0\n    tmp = x\n    while i < 2:\n        i += 1\n"
     "    x = tmp + 1\n", "IIII"},
    {"inner while entered once",
     "    i = 0\n    tmp = x\n    while i < 1:\n        i += 1\n"
     "    x = tmp + 1\n", "I--I"},
    {"try/raise/except",
     "    tmp = x\n    try:\n        raise ValueError\n"
     "    except ValueError:\n        pass\n    x = tmp + 1\n", "II-I"},
    {"f-string", "    tmp = x\n    f'{tmp}'\n    x = tmp + 1\n", "I--I"},
    {"d[k] = d[k]", "    tmp = x\n    d['k'] = d['k']\n    x = tmp + 1\n",
     "I--I"},
    {"in", "    tmp = x\n    s in d\n    x = tmp + 1\n", "I--I"},
    {"tuple built and unpacked",
     "    tmp = x\n    t = (tmp, 1)\n    u, v = t\n    x = tmp + 1\n", "I--I"},
    {"w.a += 1", "    tmp = x\n    w.a += 1\n    x = tmp + 1\n", "I--I"},
    {"for over a generator",
     "    tmp = x\n    for i in gen():\n        pass\n    x = tmp + 1\n",
     "IIII"},
    {"with lock", "    tmp = x\n    with lock:\n        pass\n"
                  "    x = tmp + 1\n", "IIII"},
};

static const int policies[] = {AP_GIL_39, AP_GIL_310, AP_GIL_312, AP_GIL_OFF};

/* Do some interleavings of two bodies end with x == 1? */
static bool loses_update(const ap_image *im, int gil, bool *is_sound)
{
    enumeration all;
    bool loses = false;
    const char *x;
    *is_sound = enumerate(im, gil, 100000, &all) && all.is_complete
        && !all.has_deadlock && !all.has_failure;
    for (int i = 0; (x = enumeration_value(&all, "x", i)); i++) {
        loses = loses || strcmp(x, "1") == 0;
        *is_sound = *is_sound && (!strcmp(x, "1") || !strcmp(x, "2"));
    }
    enumeration_clear(&all);
    return loses;
}

static void check_body(const struct body *b, int column)
{
    ap_str text = {0};
    ap_str_printf(&text, frame_of_bodies, b->text);
    ap_image *im = run_load(text.s);
    ap_str_clear(&text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(im);
    bool is_sound, wanted = b->loses[column] == 'I';
    bool loses = loses_update(im, policies[column], &is_sound);
    if (!is_sound || loses != wanted)
        fprintf(stderr, "\n    %s under GIL %s: %s, want %c", b->what,
                ap_gil_name(policies[column]),
                !is_sound ? "not searched" : loses ? "I" : "-",
                b->loses[column]);
    CU_ASSERT(is_sound && loses == wanted);
    ap_image_free(im);
}

static void switch_points(int column)
{
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        check_body(&bodies[i], column);
}

/* One test a policy: a sanitizer takes its time. */
static void switch_points_39(void)
{
    switch_points(0);
}

static void switch_points_310(void)
{
    switch_points(1);
}

static void switch_points_312(void)
{
    switch_points(2);
}

static void switch_points_off(void)
{
    switch_points(3);
}

static CU_TestInfo tests[] = {
    {"3.9", switch_points_39},
    {"3.10", switch_points_310},
    {"3.12", switch_points_312},
    {"off", switch_points_off},
    CU_TEST_INFO_NULL
};

CU_SuiteInfo policy_suite = {.pName = "policy", .pTests = tests};
