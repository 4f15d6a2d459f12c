/* The sentences. A row of the table: kind of event, what must be known for
 * the row to fit, the sentence. The first row that fits is taken, so the
 * richer ones come first.
 *
 *   %w who   %o the other thread   %x what   %v value   %p value before
 *   %l whose update is lost   %h who holds an old value   %k that value */
#include "tell_i.h"

#include <string.h>

enum {
    OTHER = 1, VALUE = 2, OLD = 4, LOST = 8, HELD = 16, WHOLE = 32,
    LATE = 64, NAMED = 128, WHAT = 256,
    /* roles and waits */
    SEM = 512, BARRIER = 1024, RLOCK = 2048, COND = 4096, EVENT = 8192,
    JOINING = 16384, ENDING = 32768, SLEEPING = 65536
};

static const struct {
    ap_event_kind kind;
    unsigned needs;
    const char *text;
} rows[] = {
    {AP_EV_READ, NAMED, "%w looks up %x."},
    {AP_EV_READ, WHOLE | WHAT, "%w reads %x."},
    {AP_EV_READ, WHAT | VALUE, "%w reads %x: %v."},
    {AP_EV_READ, 0, "%w reads shared memory."},
    {AP_EV_WRITE, LOST | VALUE | OLD,
     "%w stores %v over %l's %p: %l's update is lost."},
    {AP_EV_WRITE, LOST, "%w stores over %l's value: %l's update is lost."},
    {AP_EV_WRITE, NAMED | WHAT, "%w makes %x."},
    {AP_EV_WRITE, WHOLE | WHAT | VALUE, "%w changes %x: now %v."},
    {AP_EV_WRITE, WHOLE | WHAT, "%w changes %x."},
    {AP_EV_WRITE, WHAT | VALUE | HELD,
     "%w stores %v in %x. %h still has its %k from before."},
    {AP_EV_WRITE, WHAT | VALUE | OLD, "%w stores %v in %x, which was %p."},
    {AP_EV_WRITE, WHAT | VALUE, "%w stores %v in %x."},
    {AP_EV_WRITE, WHAT, "%w deletes %x."},
    {AP_EV_WRITE, 0, "%w writes to shared memory."},
    {AP_EV_CALL, WHAT, "%w enters %x."},
    {AP_EV_CALL, 0, "%w enters a function."},
    {AP_EV_RETURN, WHAT | VALUE, "%w returns %v from %x."},
    {AP_EV_RETURN, WHAT, "%w returns from %x."},
    {AP_EV_OUTPUT, VALUE, "%w prints %v"},
    {AP_EV_OUTPUT, 0, "%w prints."},
    {AP_EV_START, OTHER, "%w starts %o."},
    {AP_EV_END, 0, "%w ends."},
    {AP_EV_JOIN, OTHER, "%w goes on: %o has ended."},
    {AP_EV_BLOCK, JOINING | OTHER, "%w waits until %o ends."},
    {AP_EV_BLOCK, ENDING, "%w waits until all threads have ended."},
    {AP_EV_BLOCK, COND | WHAT, "%w waits for a notify on %x."},
    {AP_EV_BLOCK, EVENT | WHAT, "%w waits until %x is set."},
    {AP_EV_BLOCK, BARRIER | WHAT, "%w waits at %x for the others."},
    {AP_EV_BLOCK, SEM | WHAT, "%w asks for %x and waits: none is left."},
    {AP_EV_BLOCK, WHAT | OTHER, "%w asks for %x and waits: %o has it."},
    {AP_EV_BLOCK, WHAT, "%w waits for %x."},
    {AP_EV_BLOCK, 0, "%w waits."},
    {AP_EV_ACQUIRE, SEM | VALUE, "%w takes one of %x: %v left."},
    {AP_EV_ACQUIRE, SEM, "%w takes one of %x."},
    {AP_EV_ACQUIRE, RLOCK | VALUE, "%w takes %x again: %v deep now."},
    {AP_EV_ACQUIRE, 0, "%w takes %x."},
    {AP_EV_REFUSED, OTHER, "%w does not get %x: %o has it."},
    {AP_EV_REFUSED, 0, "%w does not get %x."},
    {AP_EV_RELEASE, SEM | OTHER, "%w gives one of %x back: %o may try."},
    {AP_EV_RELEASE, SEM, "%w gives one of %x back."},
    {AP_EV_RELEASE, OTHER, "%w releases %x: %o may try to take it."},
    {AP_EV_RELEASE, 0, "%w releases %x."},
    {AP_EV_WAIT, 0, "%w releases %x's lock and waits for a notify."},
    {AP_EV_WOKEN, LATE | WHAT, "%w goes on: its time for %x is up."},
    {AP_EV_WOKEN, WHAT, "%w goes on after its wait for %x."},
    {AP_EV_WOKEN, 0, "%w goes on after its wait."},
    {AP_EV_NOTIFY, OTHER, "%w notifies %x: %o wakes up."},
    {AP_EV_NOTIFY, 0, "%w notifies %x, but nobody waits there."},
    {AP_EV_SET, BARRIER, "%w breaks %x."},
    {AP_EV_SET, OTHER, "%w sets %x: %o wakes up."},
    {AP_EV_SET, 0, "%w sets %x."},
    {AP_EV_CLEAR, 0, "%w clears %x."},
    {AP_EV_TEST, VALUE, "%w asks %x: %v."},
    {AP_EV_TEST, 0, "%w asks %x."},
    {AP_EV_ARRIVE, VALUE, "%w arrives at %x, number %v."},
    {AP_EV_ARRIVE, 0, "%w arrives at %x."},
    {AP_EV_SLEEP, VALUE, "%w sleeps %v s."},
    {AP_EV_SLEEP, 0, "%w sleeps."},
    {AP_EV_AWAKE, 0, "%w has slept enough."},
    {AP_EV_RAISE, VALUE, "%w raises %v."},
    {AP_EV_CATCH, VALUE, "%w catches %v."},
    {AP_EV_DIE, VALUE, "%w dies of %v."},
    {AP_EV_DIE, 0, "%w dies of an exception."},
    {AP_EV_EXIT, VALUE, "The process ends with exit status %v."},
    {AP_EV_EXIT, 0, "The process ends."},
    {AP_EV_GIL_REQUEST, OTHER, "%w asks %o to drop the GIL."},
    {AP_EV_GIL_DROP, 0, "%w drops the GIL."},
    {AP_EV_GIL_TAKE, OTHER, "%w takes the GIL after %o."},
    {AP_EV_GIL_TAKE, 0, "%w takes the GIL."},
};

static unsigned of_role(const facts *f)
{
    static const unsigned bits[] = {
        [AP_ROLE_SEMAPHORE] = SEM, [AP_ROLE_BARRIER] = BARRIER,
        [AP_ROLE_RLOCK] = RLOCK, [AP_ROLE_CONDITION] = COND,
        [AP_ROLE_EVENT] = EVENT, [AP_ROLE_QUEUE] = 0};
    return bits[f->role];
}

static unsigned of_wait(const facts *f)
{
    static const unsigned bits[] = {
        [AP_WAIT_JOIN] = JOINING, [AP_WAIT_SHUTDOWN] = ENDING,
        [AP_WAIT_SLEEP] = SLEEPING, [AP_WAIT_IO] = 0};
    return bits[f->wait];
}

static unsigned known(const facts *f)
{
    unsigned k = of_role(f) | of_wait(f);
    k |= *f->other ? OTHER : 0u;
    k |= *f->value ? VALUE : 0u;
    k |= *f->old ? OLD : 0u;
    k |= *f->victim ? LOST : 0u;
    k |= *f->holder ? HELD : 0u;
    k |= *f->what ? WHAT : 0u;
    k |= f->is_whole ? WHOLE : 0u;
    k |= f->is_timeout ? LATE : 0u;
    k |= f->is_named ? NAMED : 0u;
    return k;
}

static const char *fact_of(const facts *f, char letter)
{
    switch (letter) {
    case 'w':
        return f->who;
    case 'o':
        return f->other;
    case 'x':
        return f->what;
    case 'v':
        return f->value;
    case 'p':
        return f->old;
    case 'l':
        return f->victim;
    case 'h':
        return f->holder;
    default:
        return f->held;
    }
}

void tell_say(ap_event_kind kind, const facts *f, ap_str *out)
{
    unsigned k = known(f);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].kind != kind || (rows[i].needs & ~k))
            continue;
        for (const char *c = rows[i].text; *c; c++)
            if (*c == '%')
                ap_str_put(out, fact_of(f, *++c));
            else
                ap_str_putc(out, *c);
        return;
    }
}
