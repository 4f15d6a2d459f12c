/* Signals: size, stop and go on, quit, and the terminal after a crash.
 *
 * A handler only sets a flag and makes the event descriptor readable, so that
 * the wait for keys ends; nothing is blocked, so that forked children start
 * with a clean mask. A child inherits the handlers, though: there each one
 * does what the signal does by default, and never touches the terminal. */
#include "term_i.h"

#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* signal, what it is to us */
#define CAUGHT(X)                                                              \
    X(SIGWINCH, TERM_RESIZED) X(SIGTSTP, TERM_STOPPED)                         \
    X(SIGCONT, TERM_CONTINUED) X(SIGTERM, TERM_QUIT) X(SIGINT, TERM_QUIT)      \
    X(SIGHUP, TERM_QUIT)

static const struct {
    int number, bit;
} caught[] = {
#define X(number, bit) {number, bit},
    CAUGHT(X)
#undef X
};
static const int fatal[] = {SIGSEGV, SIGABRT, SIGBUS,
                            SIGFPE,  SIGILL,  SIGQUIT};

enum {
    N_CAUGHT = sizeof caught / sizeof *caught,
    N_FATAL = sizeof fatal / sizeof *fatal
};

/* The one tty of the process. Handlers read it; it changes only while no
 * handler is installed. */
static struct {
    pid_t owner;
    int event;
    atomic_int came;           /* TERM_… bits, set by handlers */
    const term_tty *_Atomic tty; /* NULL: nothing to rescue (any more) */
    struct sigaction before_caught[N_CAUGHT], before_fatal[N_FATAL];
    char stack[65536];         /* an overflow of the stack is a crash too */
} watch;

static void as_by_default(int signal_number)
{
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void note(int signal_number)
{
    if (getpid() != watch.owner) {
        if (signal_number != SIGWINCH && signal_number != SIGCONT)
            as_by_default(signal_number);
        return;
    }
    for (int i = 0; i < N_CAUGHT; i++)
        if (caught[i].number == signal_number)
            atomic_fetch_or(&watch.came, caught[i].bit);
    uint64_t one = 1;
    ssize_t n = write(watch.event, &one, sizeof one);
    (void)n; /* full means readable already */
}

static void rescue(void)
{
    const term_tty *tty = atomic_exchange(&watch.tty, NULL);
    if (tty && tty->entered && getpid() == watch.owner)
        term_tty_rescue(tty);
}

/* Puts the terminal back, then lets happen what would have happened without
 * us: a fault repeats when we return, a sent signal is sent again. */
static void crash(int signal_number, siginfo_t *info, void *context)
{
    (void)context;
    rescue();
    for (int i = 0; i < N_FATAL; i++)
        if (fatal[i] == signal_number)
            sigaction(signal_number, &watch.before_fatal[i], NULL);
    if (info->si_code <= 0 || signal_number == SIGQUIT)
        raise(signal_number);
}

static void catch(int signal_number, struct sigaction *action,
                  struct sigaction *before)
{
    sigemptyset(&action->sa_mask);
    sigaction(signal_number, action, before);
}

/* What newterm catches where nobody else does, to end with status 1. */
static const int taken[TERM_TAKEN] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};

void term_signals_keep(struct sigaction kept[TERM_TAKEN])
{
    for (int i = 0; i < TERM_TAKEN; i++)
        sigaction(taken[i], NULL, &kept[i]);
}

void term_signals_put_back(const struct sigaction kept[TERM_TAKEN])
{
    for (int i = 0; i < TERM_TAKEN; i++)
        sigaction(taken[i], &kept[i], NULL);
}

bool term_signals_open(const term_tty *tty, ap_error *e)
{
    AP_ASSERT(!atomic_load(&watch.tty));
    watch.event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (watch.event < 0)
        return ap_fail(e, AP_E_SYSTEM, "no event descriptor");
    watch.owner = getpid();
    atomic_store(&watch.came, 0);
    atomic_store(&watch.tty, tty);
    struct sigaction act = {.sa_flags = SA_RESTART};
    act.sa_handler = note;
    for (int i = 0; i < N_CAUGHT; i++)
        catch(caught[i].number, &act, &watch.before_caught[i]);
    stack_t stack = {.ss_sp = watch.stack, .ss_size = sizeof watch.stack};
    sigaltstack(&stack, NULL);
    act = (struct sigaction){.sa_flags = SA_SIGINFO | SA_ONSTACK};
    act.sa_sigaction = crash;
    for (int i = 0; i < N_FATAL; i++)
        catch(fatal[i], &act, &watch.before_fatal[i]);
    ap_on_crash(rescue);
    return true;
}

void term_signals_close(void)
{
    if (!atomic_load(&watch.tty))
        return;
    ap_on_crash(NULL);
    atomic_store(&watch.tty, NULL);
    for (int i = 0; i < N_CAUGHT; i++)
        sigaction(caught[i].number, &watch.before_caught[i], NULL);
    for (int i = 0; i < N_FATAL; i++)
        sigaction(fatal[i], &watch.before_fatal[i], NULL);
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    close(watch.event);
}

int term_signals_fd(void)
{
    return watch.event;
}

int term_signals_take(void)
{
    uint64_t count;
    ssize_t n = read(watch.event, &count, sizeof count);
    (void)n; /* nothing there: nothing came */
    return atomic_exchange(&watch.came, 0);
}

/* The default action and not SIGSTOP: the kernel ignores it where no shell
 * could ever let us go on. */
void term_signals_stop(void)
{
    struct sigaction ours;
    sigaction(SIGTSTP, NULL, &ours);
    as_by_default(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
}
