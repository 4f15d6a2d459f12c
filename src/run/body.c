/* A body: the OS thread that carries one Python thread. It holds nothing of
 * the guest: it waits for its baton, executes one step of whatever the world
 * says its thread does next, and hands the baton back. */
#include <linux/futex.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "hive_i.h"

void ap_futex_wait(_Atomic(uint32_t) *word, uint32_t value)
{
    syscall(SYS_futex, word, FUTEX_WAIT, value, NULL, NULL, 0);
}

void ap_futex_wake(_Atomic(uint32_t) *word)
{
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

bool ap_body_is_wanted(const ap_world *w, ap_tid tid)
{
    ap_state s = ap_world_state(w, tid);
    return s == AP_TS_READY || s == AP_TS_WAIT || s == AP_TS_SLEEP;
}

void ap_body_name(const ap_world *w, ap_tid tid, char name[16])
{
    ap_thread_view v;
    memset(name, 0, 16);
    if (!ap_view_thread(w, tid, &v))
        return;
    size_t n = strlen(v.name);
    if (n > 15)
        for (n = 15; n > 0 && ((unsigned char)v.name[n] & 0xc0) == 0x80;)
            n--;
    memcpy(name, v.name, n);
}

static uint32_t await_order(_Atomic(uint32_t) *order)
{
    uint32_t o;
    while ((o = atomic_load_explicit(order, memory_order_acquire))
           == AP_ORDERED_NONE)
        ap_futex_wait(order, AP_ORDERED_NONE);
    return o;
}

static void hand_back(ap_hive *h, _Atomic(uint32_t) *order)
{
    uint64_t one = 1;
    atomic_fetch_add_explicit(&h->shared->turn, 1, memory_order_acq_rel);
    atomic_store_explicit(order, AP_ORDERED_NONE, memory_order_release);
    if (write(h->bell, &one, sizeof one) != sizeof one)
        _exit(70); /* without its bell the hive is lost; the keeper sees */
}

void ap_body_live(ap_body *b)
{
    ap_hive *h = b->hive;
    _Atomic(uint32_t) *order = &h->shared->order[b->tid];
    for (;;) {
        uint32_t o = await_order(order);
        if (o == AP_ORDERED_QUIT)
            return;
        /* Reads what the body before wrote: see ap_shared.turn. */
        (void)atomic_load_explicit(&h->shared->turn, memory_order_acquire);
        if (o == AP_ORDERED_FIT)
            ap_hive_fit(h);
        else
            h->shared->how = ap_step(h->world, b->tid, &h->shared->event);
        hand_back(h, order);
    }
}
