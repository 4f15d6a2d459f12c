/* term on a terminal: the other end of a pseudo-terminal is played here. The
 * child is the program; its exit status says how it went. */
#include "suites.h"

#include "apiary/term.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

/* How long a child may take where it does not matter: a busy machine is no
 * failure. */
enum { COLS = 100, ROWS = 30, PATIENCE_MS = 60000 };
static const ap_style plain = {-1, -1, 0};

/* Runs `program` on a terminal of its own, which may take reply_ms to answer
 * -> the terminal's other end. */
static int begin_within(int reply_ms, int (*program)(ap_term *), pid_t *child)
{
    int master;
    struct winsize size = {.ws_col = COLS, .ws_row = ROWS};
    *child = forkpty(&master, NULL, NULL, &size);
    AP_ASSERT(*child >= 0);
    if (*child) {
        fcntl(master, F_SETFL, O_NONBLOCK);
        return master;
    }
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("NO_COLOR");
    unsetenv("COLORFGBG");
    ap_error e;
    ap_term *t = ap_term_open(&(ap_term_options){.reply_ms = reply_ms}, &e);
    int status = t ? program(t) : 99;
    ap_term_close(t);
    _exit(status);
}

static int begin(int (*program)(ap_term *), pid_t *child)
{
    return begin_within(0, program, child);
}

/* Reads for `ms` or until `until` was seen; what came is added to *out. */
static bool read_until(int master, int ms, const char *until, ap_str *out)
{
    int64_t end = ap_clock_ns() + ms * 1000000LL;
    while (ap_clock_ns() < end) {
        struct pollfd in = {.fd = master, .events = POLLIN};
        char bytes[4096];
        if (poll(&in, 1, 10) < 1)
            continue;
        ssize_t n = read(master, bytes, sizeof bytes);
        if (n <= 0)
            return false;
        ap_str_putn(out, bytes, (size_t)n);
        if (until && memmem(out->s, out->len, until, strlen(until)))
            return true;
    }
    return !until;
}

/* Reads on until the child is gone -> its exit status, -1: it did not end,
 * or by a signal. */
static int status_of(pid_t child, int master, int ms)
{
    int status = 0, waited = 0;
    ap_str rest = {0};
    for (; ms > 0 && waited == 0; ms -= 20) {
        if (master >= 0)
            read_until(master, 20, NULL, &rest);
        else
            usleep(20000);
        waited = waitpid(child, &status, WNOHANG);
    }
    if (waited != child) {
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
    }
    ap_str_clear(&rest);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void say(int master, const char *s)
{
    CU_ASSERT_EQUAL(write(master, s, strlen(s)), (ssize_t)strlen(s));
}

static void show(ap_term *t, const char *text)
{
    ap_term_erase(t, plain);
    ap_term_put(t, 0, 0, -1, plain, text);
    ap_term_flush(t);
}

/* ---- keys ----------------------------------------------------------- */

/* Reads keys until the terminal is gone. */
static int until_quit(ap_term *t)
{
    ap_key k;
    show(t, "ready");
    do
        if (!ap_term_key(t, -1, -1, &k))
            return 1;
    while (k.code != AP_KEY_QUIT);
    return 0;
}

/* Bytes that like to look like sequences. None that the terminal itself takes
 * for a signal or as flow control. */
static char any_byte(uint64_t *chance)
{
    static const char liked[] = "\033\033\033[[[]O;;0123456789<?MmA~\\Pc\a ";
    if (ap_rng_below(chance, 3))
        return liked[ap_rng_below(chance, sizeof liked - 1)];
    char c = (char)ap_rng_below(chance, 256);
    return c == 3 || c == 26 || c == 28 ? 'x' : c;
}

static void any_bytes_are_survived(void)
{
    for (uint64_t seed = 1; seed <= 12; seed++) {
        pid_t child;
        uint64_t chance = seed;
        ap_str out = {0};
        int master = begin(until_quit, &child);
        CU_ASSERT(read_until(master, PATIENCE_MS, "ready", &out));
        for (int i = 0; i < 40; i++) {
            char bytes[50];
            for (size_t k = 0; k < sizeof bytes; k++)
                bytes[k] = any_byte(&chance);
            if (write(master, bytes, sizeof bytes) < 0)
                read_until(master, 10, NULL, &out);
        }
        read_until(master, 30, NULL, &out);
        close(master); /* hangs up */
        CU_ASSERT_EQUAL(status_of(child, -1, PATIENCE_MS), 0);
        ap_str_clear(&out);
    }
}

static void signals_quit(void)
{
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        pid_t child;
        ap_str out = {0};
        int master = begin(until_quit, &child);
        CU_ASSERT(read_until(master, PATIENCE_MS, "ready", &out));
        kill(child, signals[i]);
        CU_ASSERT_EQUAL(status_of(child, master, PATIENCE_MS), 0);
        close(master);
        ap_str_clear(&out);
    }
}

/* A child of the program inherits its handlers: it must die of the signal
 * and leave the terminal alone. */
static int fork_and_crash(ap_term *t)
{
    static const int signals[] = {SIGSEGV, SIGTERM, SIGABRT};
    show(t, "ready");
    for (int i = 0; i < 3; i++) {
        int status;
        pid_t hive = fork();
        if (hive == 0) {
            raise(signals[i]);
            _exit(0);
        }
        waitpid(hive, &status, 0);
        if (status == 0) /* a sanitizer turns the signal into an exit */
            return 1;
    }
    show(t, "still here");
    return 0;
}

static void crash_of_a_child_leaves_the_screen(void)
{
    pid_t child;
    ap_str out = {0};
    int master = begin(fork_and_crash, &child);
    CU_ASSERT(read_until(master, PATIENCE_MS, "still here", &out));
    char *left = strstr(out.s, "\033[?1049l");
    CU_ASSERT(!left || left > strstr(out.s, "still here"));
    CU_ASSERT_EQUAL(status_of(child, master, PATIENCE_MS), 0);
    close(master);
    ap_str_clear(&out);
}

/* ---- background ----------------------------------------------------- */

/* 10 + the answer; 20 + where the key typed meanwhile did not come. */
static int ask_background(ap_term *t)
{
    ap_key k = {0};
    int light = ap_term_is_light(t);
    show(t, "asked");
    ap_term_key(t, ap_clock_ns() + PATIENCE_MS * INT64_C(1000000), -1, &k);
    return (k.code == 'k' ? 10 : 20) + light;
}

static void background_is_asked(void)
{
    static const struct {
        const char *reply;
        int status;
        bool says_nothing; /* the wait must end by itself */
    } cases[] = {
        {"\033]11;rgb:ffff/ffff/ffff\033\\\033[?62;22ck", 11, false},
        {"\033]11;rgb:1e/1e/2e\007k\033[?62c", 10, false},
        {"k\033]11;rgb:fff/fff/fff\033\\\033[?1;2c", 11, false},
        {"\033[?62ck", 9, false},
        {"k", 9, true},
        {"\033]11;rgb:zz\033\\\033[?62ck", 9, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pid_t child;
        ap_str out = {0};
        int master = begin_within(
            cases[i].says_nothing ? 100 : PATIENCE_MS, ask_background,
            &child);
        CU_ASSERT(read_until(master, PATIENCE_MS, "\033]11;?", &out));
        say(master, cases[i].reply);
        int status = status_of(child, master, PATIENCE_MS);
        if (status != cases[i].status)
            fprintf(stderr, "\nreply %zu: status %d\n", i, status);
        CU_ASSERT_EQUAL(status, cases[i].status);
        close(master);
        ap_str_clear(&out);
    }
}

/* ---- a terminal that does not read ---------------------------------- */

/* Draws 300 full frames as fast as it can, then a last one, then waits for a
 * key. */
static int draw_much(ap_term *t)
{
    static const char *const runes[] = {"█", "░", "蜂", "x", "┼"};
    uint64_t chance = 1;
    ap_key k;
    for (int frame = 0; frame < 300; frame++) {
        ap_term_erase(t, plain);
        for (int i = 0; i < COLS * ROWS; i++)
            ap_term_put(t, i / COLS, i % COLS, -1,
                        (ap_style){(int16_t)(16 + ap_rng_below(&chance, 200)),
                                   -1, 0},
                        runes[ap_rng_below(&chance, 5)]);
        ap_term_flush(t);
    }
    show(t, "last frame");
    int64_t until = ap_clock_ns() + PATIENCE_MS * INT64_C(1000000);
    bool got = ap_term_key(t, until, -1, &k);
    return got && k.code == 'k' ? 0 : 1;
}

static void slow_terminal_drops_frames(void)
{
    pid_t child;
    ap_str out = {0};
    int master = begin(draw_much, &child);
    usleep(700000); /* reads nothing: the child must go on all the same */
    CU_ASSERT(read_until(master, PATIENCE_MS, "last frame", &out));
    read_until(master, 50, NULL, &out);
    say(master, "k");
    CU_ASSERT(out.len < 8000000);

    VTerm *vt = vterm_new(ROWS, COLS);
    vterm_set_utf8(vt, 1);
    VTermScreen *vs = vterm_obtain_screen(vt);
    vterm_screen_enable_altscreen(vs, 1);
    vterm_screen_reset(vs, 1);
    vterm_input_write(vt, out.s, out.len);
    char text[COLS * ROWS * 4];
    size_t n = vterm_screen_get_text(vs, text, sizeof text,
                                     (VTermRect){0, ROWS, 0, COLS});
    while (n && (text[n - 1] == '\n' || text[n - 1] == ' '))
        n--;
    CU_ASSERT(n == strlen("last frame")
              && memcmp(text, "last frame", n) == 0);
    vterm_free(vt);
    CU_ASSERT_EQUAL(status_of(child, master, PATIENCE_MS), 0);
    close(master);
    ap_str_clear(&out);
}

/* ---- one write a frame ---------------------------------------------- */

static int two_frames(ap_term *t)
{
    show(t, "one");
    show(t, "one");
    show(t, "two");
    return 0;
}

static int count(const ap_str *s, const char *what)
{
    int n = 0;
    for (const char *at = s->s; at && (at = strstr(at, what)); at++)
        n++;
    return n;
}

static void frames_are_wrapped_and_undone(void)
{
    pid_t child;
    ap_str out = {0};
    int master = begin(two_frames, &child);
    read_until(master, PATIENCE_MS, "\033[?1006l", &out);
    CU_ASSERT_EQUAL(status_of(child, master, PATIENCE_MS), 0);
    static const struct {
        const char *bytes;
        int times;
    } cases[] = {{"\033[?2026h", 3},  /* two frames and the end */
                 {"\033[?1049h", 1},  {"\033[?1006h", 1},
                 {"\033[?1002h", 1},  {"\033[?1002l", 1},
                 {"\033[?1006l", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int times = count(&out, cases[i].bytes);
        if (times != cases[i].times)
            fprintf(stderr, "\n%s: %d times\n", cases[i].bytes + 1, times);
        CU_ASSERT_EQUAL(times, cases[i].times);
    }
    close(master);
    ap_str_clear(&out);
}

static CU_TestInfo tests[] = {
    {"any bytes are survived", any_bytes_are_survived},
    {"signals quit", signals_quit},
    {"crash of a child leaves the screen",
     crash_of_a_child_leaves_the_screen},
    {"background is asked", background_is_asked},
    {"slow terminal drops frames", slow_terminal_drops_frames},
    {"frames are wrapped and undone", frames_are_wrapped_and_undone},
    CU_TEST_INFO_NULL};
CU_SuiteInfo tty_suite = {.pName = "tty", .pTests = tests};
