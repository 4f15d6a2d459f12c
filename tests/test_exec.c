/* apiary exec, from outside: what it reads, writes and ends with. The same
 * texts, where python3 ends at all, give the same there. */
#include "shell.h"
#include "suites.h"

#include "apiary/base.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- running it -------------------------------------------------------- */

typedef struct ran {
    int status;        /* exit status, or 128 + signal */
    ap_str out, err;
    int64_t took_ns;
} ran;

/* A file without a name. -> its descriptor, at its start. */
static int file_of(const char *text)
{
    int fd = memfd_create("test", 0);
    size_t n = strlen(text);
    if (fd < 0 || write(fd, text, n) != (ssize_t)n)
        abort();
    lseek(fd, 0, SEEK_SET);
    return fd;
}

static void program_path(char *path, size_t n)
{
    ssize_t len = readlink("/proc/self/exe", path, n - 1);
    path[len > 0 ? len : 0] = 0;
    char *slash = strrchr(path, '/');
    snprintf(slash ? slash + 1 : path, n - (size_t)(slash + 1 - path),
             "apiary");
}

/* In the child: stdin, stdout, stderr are the three; then the program. */
static _Noreturn void become(int in, int out, int err, const char *args,
                             int script)
{
    char program[512], line[1024];
    program_path(program, sizeof program);
    snprintf(line, sizeof line, "exec %s exec %s /dev/fd/%d", program, args,
             script);
    dup2(in, 0);
    dup2(out, 1);
    dup2(err, 2);
    execl("/bin/sh", "sh", "-c", line, (char *)NULL);
    _exit(127);
}

static pid_t launch(const char *text, const char *args, const char *input,
                    int *out, int *err)
{
    int o[2], e[2], script = file_of(text), in = file_of(input);
    if (pipe(o) || pipe(e))
        abort();
    pid_t child = fork();
    if (child == 0)
        become(in, o[1], e[1], args, script);
    close(script);
    close(in);
    close(o[1]);
    close(e[1]);
    *out = o[0];
    *err = e[0];
    return child;
}

static void drain(int fd, ap_str *to)
{
    char buf[4096];
    ssize_t n;
    while ((n = read(fd, buf, sizeof buf)) > 0)
        ap_str_putn(to, buf, (size_t)n);
    close(fd);
}

static int status_of(pid_t child)
{
    int s;
    waitpid(child, &s, 0);
    return WIFSIGNALED(s) ? 128 + WTERMSIG(s) : WEXITSTATUS(s);
}

static ran run(const char *text, const char *args, const char *input)
{
    ran r = {0};
    int out, err;
    int64_t began = ap_clock_ns();
    pid_t child = launch(text, args, input, &out, &err);
    drain(out, &r.out);
    drain(err, &r.err);
    r.status = status_of(child);
    r.took_ns = ap_clock_ns() - began;
    return r;
}

static void clear(ran *r)
{
    ap_str_clear(&r->out);
    ap_str_clear(&r->err);
}

/* ---- what it ends with ------------------------------------------------- */

#define THREADS(a, b)                                                          \
    "import threading, time\n" a "ts = [threading.Thread(target=f) "           \
    "for f in (" b ")]\nfor t in ts: t.start()\nfor t in ts: t.join()\n"

/* name, options, stdin, text, exit status, stdout, a part of stderr */
static const struct {
    const char *name, *args, *input, *text;
    int status;
    const char *out, *err;
} rows[] = {
    {"empty", "", "", "", 0, "", ""},
    {"hello", "", "", "print('hello')\n", 0, "hello\n", ""},
    {"no newline", "", "", "print('a', end='')\n", 0, "a", ""},
    {"exit", "", "", "import sys\nprint(1)\nsys.exit(3)\n", 3, "1\n", ""},
    {"exit text", "", "", "import sys\nsys.exit('why')\n", 1, "", "why\n"},
    {"uncaught", "", "", "print(1)\n1 / 0\n", 1, "1\n",
     "ZeroDivisionError: division by zero"},
    {"stderr", "", "", "import sys\nprint('e', file=sys.stderr)\nprint('o')\n",
     0, "o\n", "e\n"},
    {"input", "", "Ann\n", "print('hi', input())\n", 0, "hi Ann\n", ""},
    {"lines of input", "", "a\nb\nc",
     "print(input(), input('?'), input())\ninput()\n", 1, "?a b c\n",
     "EOFError: EOF when reading a line"},
    {"conducted input", "--seed 1", "a\nb\n", "print(input(), input())\n", 0,
     "a b\n", ""},
    {"end of input", "", "", "input()\n", 1, "", "EOFError"},
    {"thread fails", "",
     "", THREADS("def f():\n    raise ValueError('x')\n", "f,"), 0, "",
     "ValueError: x"},
    {"syntax", "", "", "x = = 1\n", 2, "", "1:5"},
    {"refused", "", "", "async def f(): pass\n", 2, "", "async"},
    {"virtual order", "--clock virtual", "",
     "import logging, threading, time\n"
     "def late():\n    time.sleep(0.01)\n    print('late')\n"
     "t = threading.Thread(target=late)\nt.start()\n"
     "for i in range(20): logging.info('costs %d steps', i)\n"
     "print('soon')\nt.join()\n",
     0, "soon\nlate\n", ""},
    {"virtual sleep", "--clock virtual", "",
     "import time\ntime.sleep(1000)\nprint(round(time.monotonic()))\n", 0,
     "1000\n", ""},
    {"a seed is virtual", "--seed 3", "", "import time\ntime.sleep(1000)\n", 0,
     "", ""},
    {"a bad schedule", "--schedule 0:x", "", "pass\n", 2, "", "column 1"},
    {"a schedule that cannot be followed", "--schedule '0:1 1:1'", "",
     "pass\n", 2, "", "no thread 1"},
    {"manual", "--order manual", "", "pass\n", 2, "", "manual"},
    {"unknown option", "--nonsense", "", "pass\n", 2, "", "nonsense"},
    {"timeout", "--timeout 0.2", "", "while True: pass\n", 124, "",
     "0.2 s"},
    {"timeout asleep", "--timeout 0.2", "", "import time\ntime.sleep(9)\n",
     124, "", "0.2 s"},
    {"timeout in one long step", "--timeout 0.2", "",
     "print('a')\nsum(range(10**11))\n", 124, "a\n", "in mid-step"},
    {"endless recursion", "", "", "def f(): f()\nf()\n", 1, "",
     "RecursionError: maximum recursion depth exceeded"},
    {"endless memory", "--memory 1M", "",
     "a = []\nwhile True: a.append([1])\n", 1, "", "MemoryError"},
    {"deadlock", "", "",
     "import threading\nl = threading.Lock()\nl.acquire()\nprint(1)\n"
     "l.acquire()\n",
     1, "1\n", "Main waits for l, which it holds itself (line 5)"},
    {"it says that python3 hangs", "", "",
     "import threading\nthreading.Event().wait()\n", 1, "", "python3 would"},
    {"sleeps in parallel", "", "",
     THREADS("def f():\n    time.sleep(0.2)\n    print('f')\n"
             "def g():\n    time.sleep(0.1)\n    print('g')\n", "f, g"),
     0, "g\nf\n", ""},
};

static void ends(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ran r = run(rows[i].text, rows[i].args, rows[i].input);
        bool good = r.status == rows[i].status
            && strcmp(ap_str_c(&r.out), rows[i].out) == 0
            && strstr(ap_str_c(&r.err), rows[i].err)
            && (*rows[i].err || !r.err.len) && r.took_ns < 60000000000;
        if (!good)
            fprintf(stderr, "\n    %s: status %d\n    out: %s\n    err: %s",
                    rows[i].name, r.status, ap_str_c(&r.out),
                    ap_str_c(&r.err));
        CU_ASSERT(good);
        clear(&r);
    }
}

/* ---- time, signals ----------------------------------------------------- */

static void sleeps_are_real(void)
{
    ran r = run("import time\nt = time.monotonic()\ntime.sleep(0.3)\n"
                "print(0.3 <= time.monotonic() - t < 20)\n", "", "");
    CU_ASSERT_STRING_EQUAL(ap_str_c(&r.out), "True\n");
    CU_ASSERT(r.took_ns >= 300000000);
    clear(&r);
}

/* Other threads go on while one waits for input. */
static void input_stops_nobody(void)
{
    int script = file_of("import threading, time\n"
                         "stop, n = threading.Event(), 0\n"
                         "def tick():\n"
                         "    global n\n"
                         "    while not stop.wait(0.02): n += 1\n"
                         "t = threading.Thread(target=tick)\n"
                         "t.start()\n"
                         "print(input('who? '))\n"
                         "stop.set()\n"
                         "t.join()\n"
                         "print(n >= 3)\n");
    char program[512], line[1024], out[64] = "";
    program_path(program, sizeof program);
    snprintf(line, sizeof line, "(sleep 0.5; echo Ann) | %s exec /dev/fd/%d",
             program, script);
    FILE *f = popen(line, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(f);
    size_t n = fread(out, 1, sizeof out - 1, f);
    CU_ASSERT_EQUAL(pclose(f), 0);
    CU_ASSERT(n > 0);
    CU_ASSERT_STRING_EQUAL(out, "who? Ann\nTrue\n");
    close(script);
}

/* Output comes before the program ends, also into a pipe. */
static void output_comes_in_time(void)
{
    int out, err;
    char buf[16] = "";
    pid_t child = launch("import time\nprint('now')\nwhile True: pass\n", "",
                         "", &out, &err);
    struct pollfd p = {.fd = out, .events = POLLIN};
    CU_ASSERT_EQUAL(poll(&p, 1, 60000), 1);
    CU_ASSERT_EQUAL(read(out, buf, 4), 4);
    kill(child, SIGKILL);
    status_of(child);
    close(out);
    close(err);
}

/* Ctrl-C: text, exit status, what is printed; asleep, spinning, reading. */
static const struct {
    const char *text;
    int status;
    const char *out;
} interrupted[] = {
    {"print('go', flush=True)\nwhile True: pass\n", 130, "go\n"},
    {"import time\nprint('go', flush=True)\ntime.sleep(30)\n", 130, "go\n"},
    {"try:\n    print('go')\n    while True: pass\nexcept KeyboardInterrupt:\n"
     "    print('caught')\n", 0, "go\ncaught\n"},
    {"import threading\ntry:\n    print('go')\n    threading.Event().wait(30)\n"
     "except KeyboardInterrupt:\n    print('caught')\n", 0, "go\ncaught\n"},
    /* A handler of its own is called, and what was waited for goes on. */
    {"import signal, time\n"
     "signal.signal(signal.SIGINT, lambda n, f: print('handler', n))\n"
     "t = time.monotonic()\nprint('go', flush=True)\ntime.sleep(1)\n"
     "print(time.monotonic() - t >= 1)\n", 0, "go\nhandler 2\nTrue\n"},
    {"import signal, threading\nstop = threading.Event()\n"
     "signal.signal(signal.SIGINT, lambda n, f: stop.set())\n"
     "print('go', flush=True)\nprint(stop.wait())\n", 0, "go\nTrue\n"},
    {"import signal, threading\ncond, done = threading.Condition(), []\n"
     "def stop(n, f):\n    with cond:\n        done.append(n)\n"
     "        cond.notify()\n"
     "signal.signal(signal.SIGINT, stop)\n"
     "with cond:\n    print('go', flush=True)\n"
     "    while not done: print(cond.wait())\n", 0, "go\nTrue\n"},
    {"import signal, threading\ncond = threading.Condition()\n"
     "signal.signal(signal.SIGINT, lambda n, f: print('handler'))\n"
     "def wake():\n    with cond: cond.notify()\n"
     "threading.Timer(1, wake).start()\n"
     "with cond:\n    print('go', flush=True)\n    print(cond.wait())\n",
     0, "go\nhandler\nTrue\n"},
    {"import signal, threading\ncond = threading.Condition()\n"
     "def out(n, f): raise ValueError(n)\n"
     "signal.signal(signal.SIGINT, out)\n"
     "with cond:\n    try:\n        print('go', flush=True)\n"
     "        cond.wait()\n    except ValueError as e:\n"
     "        cond.notify() # the lock is held again\n        print(e)\n",
     0, "go\n2\n"},
    {"import signal, sys, threading\nlock = threading.Lock()\n"
     "signal.signal(signal.SIGINT, lambda n, f: sys.exit(3))\n"
     "lock.acquire()\nprint('go', flush=True)\nlock.acquire()\n", 3, "go\n"},
    {"import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
     "import time\nprint('go', flush=True)\ntime.sleep(0.5)\n"
     "print('end')\n", 0, "go\nend\n"},
    /* main has ended: it does not wait for the others any more */
    {"import threading, time\ndef work():\n    time.sleep(0.2)\n"
     "    print('go', flush=True)\n    while True: time.sleep(0.01)\n"
     "threading.Thread(target=work).start()\n", 0, "go\n"},
    {"import signal, sys, threading, time\ndef work():\n"
     "    time.sleep(0.2)\n    print('go', flush=True)\n"
     "    while True: time.sleep(0.01)\n"
     "signal.signal(signal.SIGINT, lambda n, f: sys.exit(3))\n"
     "threading.Thread(target=work).start()\n", 0, "go\n"},
};

static void interrupts(void)
{
    for (size_t i = 0; i < sizeof interrupted / sizeof *interrupted; i++) {
        int out, err;
        ran r = {0};
        pid_t child = launch(interrupted[i].text, "", "", &out, &err);
        struct pollfd p = {.fd = out, .events = POLLIN};
        CU_ASSERT_EQUAL(poll(&p, 1, 60000), 1);
        kill(child, SIGINT);
        drain(out, &r.out);
        drain(err, &r.err);
        r.status = status_of(child);
        CU_ASSERT_EQUAL(r.status, interrupted[i].status);
        CU_ASSERT_STRING_EQUAL(ap_str_c(&r.out), interrupted[i].out);
        clear(&r);
    }
}

/* A Ctrl-C is in the trace, and comes again at the same step: what shot makes
 * of it ends as the run did (it compares the worlds). */
static void interrupts_are_saved(void)
{
    static const char *const texts[] = {
        "try:\n    print('go', flush=True)\n    while True: pass\n"
        "except KeyboardInterrupt:\n    print('caught')\n",
        "import signal, threading\nstop = threading.Event()\n"
        "def caught(n, f):\n    print('caught')\n    stop.set()\n"
        "signal.signal(signal.SIGINT, caught)\n"
        "print('go', flush=True)\nprint(stop.wait())\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int out, err;
        ap_str got = {0}, shown = {0};
        pid_t child = launch(texts[i], "--save build/ctrl.apiary", "", &out,
                             &err);
        struct pollfd p = {.fd = out, .events = POLLIN};
        CU_ASSERT_EQUAL(poll(&p, 1, 60000), 1);
        kill(child, SIGINT);
        drain(out, &got);
        drain(err, &got);
        CU_ASSERT_EQUAL(status_of(child), 0);
        CU_ASSERT_EQUAL(shell(&shown, "%s shot build/ctrl.apiary --at end "
                              "--panel output; rm -f build/ctrl.apiary",
                              AP_BIN), 0);
        CU_ASSERT(strstr(ap_str_c(&got), "go\ncaught\n") != NULL);
        CU_ASSERT(strstr(ap_str_c(&shown), "caught") != NULL);
        ap_str_clear(&got);
        ap_str_clear(&shown);
    }
}

/* In one step that takes for ever, the second Ctrl-C is heard. */
static void interrupted_twice(void)
{
    int out, err;
    int64_t began = ap_clock_ns();
    pid_t child = launch("import time\nprint('go', flush=True)\n"
                         "time.sleep(0.1)\nsum(range(10**11))\n", "", "",
                         &out, &err);
    struct pollfd p = {.fd = out, .events = POLLIN};
    CU_ASSERT_EQUAL(poll(&p, 1, 60000), 1);
    usleep(300000);
    kill(child, SIGINT);
    usleep(700000);
    kill(child, SIGINT);
    CU_ASSERT_EQUAL(status_of(child), 130);
    CU_ASSERT(ap_clock_ns() - began < 60000000000);
    close(out);
    close(err);
}

static CU_TestInfo tests[] = {
    {"how it ends", ends},
    {"sleeps are real", sleeps_are_real},
    {"input stops nobody", input_stops_nobody},
    {"output comes in time", output_comes_in_time},
    {"Ctrl-C", interrupts},
    {"Ctrl-C, saved", interrupts_are_saved},
    {"Ctrl-C, twice", interrupted_twice},
    CU_TEST_INFO_NULL
};

CU_SuiteInfo exec_suite = {.pName = "exec", .pTests = tests};
