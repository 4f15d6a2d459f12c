/* A program is drawn statement by statement until each thread's budget is
 * used up: about as many visible steps as it may cost, which bounds the
 * number of states. What the statements share is declared in front, where it
 * is used. */
#include "make_program.h"

#include <stdio.h>

enum { MOST_DEPTH = 2 };

/* name in the text, how it is made; a row a shared object */
#define THINGS(X)                                                              \
    X(BOX, "box", "Box()")                                                     \
    X(CELLS, "cells", "[0, 0]")                                                \
    X(TABLE, "table", "{'k': 0}")                                              \
    X(ITEMS, "items", "[]")                                                    \
    X(LOCK_A, "a", "threading.Lock()")                                         \
    X(LOCK_B, "b", "threading.Lock()")                                         \
    X(RLOCK, "r", "threading.RLock()")                                         \
    X(SEMA, "s", "threading.Semaphore(1)")                                     \
    X(GATE, "g", "threading.Semaphore(0)")                                     \
    X(COND, "c", "threading.Condition()")                                      \
    X(EVENT, "e", "threading.Event()")                                         \
    X(BARRIER, "bar", "threading.Barrier(2)")                                  \
    X(TEAM, "team", "[]")

typedef enum thing {
#define X(id, name, made) id,
    THINGS(X)
#undef X
        NTHINGS
} thing;

static const char *const names[NTHINGS] = {
#define X(id, name, made) [id] = name,
    THINGS(X)
#undef X
};

static const char *const makers[NTHINGS] = {
#define X(id, name, made) [id] = made,
    THINGS(X)
#undef X
};

typedef struct maker {
    uint64_t chance;
    ap_str *out;      /* of the body that is being written */
    int indent;
    int budget;       /* visible steps that this body may still cost */
    int depth;        /* blocks within blocks */
    int me, nthreads; /* me: -1 in the main thread */
    bool are_globals; /* the things are read as globals, each a step */
    unsigned used;    /* bit a thing */
} maker;

static uint32_t below(maker *m, uint32_t n)
{
    return ap_rng_below(&m->chance, n);
}

static bool once_in(maker *m, uint32_t n)
{
    return below(m, n) == 0;
}

/* A line of the body, indented. */
__attribute__((format(printf, 2, 3)))
static void line(maker *m, const char *fmt, ...)
{
    va_list args;
    char text[160];
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ap_str_fill(m->out, ' ', (size_t)m->indent * 4);
    ap_str_put(m->out, text);
    ap_str_putc(m->out, '\n');
}

static const char *use(maker *m, thing t)
{
    m->used |= 1u << t;
    if (m->are_globals)
        m->budget--;
    return names[t];
}

/* ---- places ------------------------------------------------------------ */

/* Something to read and to write. */
static const char *place(maker *m)
{
    switch (below(m, 8)) {
    case 0:
        use(m, BOX);
        return "box.n";
    case 1:
        use(m, CELLS);
        return once_in(m, 2) ? "cells[0]" : "cells[1]";
    case 2:
        use(m, TABLE);
        return "table['k']";
    case 3: case 4: case 5:
        return "x";
    default:
        return "y";
    }
}

/* ---- statements -------------------------------------------------------- */

static void statements(maker *m, int n);

/* What stands inside of a block: one or two statements. */
static void block(maker *m)
{
    m->indent++;
    m->depth++;
    statements(m, 1 + (int)below(m, 2));
    m->depth--;
    m->indent--;
}

static void write_place(maker *m)
{
    line(m, "%s = %u", place(m), below(m, 3));
}

static void bump(maker *m)
{
    line(m, "%s += 1", place(m));
}

static void bump_in_two(maker *m)
{
    const char *at = place(m);
    line(m, "t = %s", at);
    line(m, "%s = t + 1", at);
}

static void copy_place(maker *m)
{
    const char *to = place(m);
    line(m, "%s = %s", to, place(m));
}

static void swap(maker *m)
{
    line(m, "%s, %s = 1, 2", place(m), place(m));
}

static const char *lock(maker *m)
{
    return use(m, once_in(m, 2) ? LOCK_A : LOCK_B);
}

static void with_lock(maker *m)
{
    line(m, "with %s:", lock(m));
    block(m);
}

static void with_both(maker *m)
{
    bool turned = once_in(m, 2);
    line(m, "with %s, %s:", use(m, turned ? LOCK_B : LOCK_A),
         use(m, turned ? LOCK_A : LOCK_B));
    block(m);
}

static void take_and_give(maker *m)
{
    const char *l = lock(m);
    line(m, "%s.acquire()", l);
    statements(m, 1);
    if (!once_in(m, 6))
        line(m, "%s.release()", l);
}

static void try_lock(maker *m)
{
    static const char *const how[] = {"False", "timeout=1", "blocking=False"};
    const char *l = lock(m);
    line(m, "if %s.acquire(%s):", l, how[below(m, 3)]);
    block(m);
    m->indent++;
    line(m, "%s.release()", l);
    m->indent--;
    if (once_in(m, 2)) {
        line(m, "else:");
        block(m);
    }
}

static void with_rlock(maker *m)
{
    const char *r = use(m, RLOCK);
    line(m, once_in(m, 2) ? "with %s, %s:" : "with %s:", r, r);
    block(m);
}

static void semaphore(maker *m)
{
    const char *s = use(m, once_in(m, 2) ? SEMA : GATE);
    switch (below(m, 4)) {
    case 0:
        line(m, "%s.acquire()", s);
        break;
    case 1:
        line(m, "if %s.acquire(timeout=0.1):", s);
        block(m);
        break;
    case 2:
        line(m, "with %s:", s);
        block(m);
        break;
    default:
        line(m, "%s.release()", s);
    }
}

static void wait_for(maker *m)
{
    const char *c = use(m, COND);
    line(m, "with %s:", c);
    m->indent++;
    bool has_timeout = once_in(m, 4);
    switch (below(m, 3)) {
    case 0:
        line(m, "while not x:");
        line(m, "    %s.wait(%s)", c, has_timeout ? "0.5" : "");
        break;
    case 1:
        line(m, "if not x:");
        line(m, "    %s.wait(%s)", c, has_timeout ? "0.5" : "");
        break;
    default:
        line(m, "%s.wait(%s)", c, has_timeout ? "0.5" : "");
    }
    line(m, "%s -= 1", once_in(m, 2) ? "x" : "y");
    m->indent--;
}

static void notify(maker *m)
{
    const char *c = use(m, COND);
    line(m, "with %s:", c);
    m->indent++;
    if (!once_in(m, 4))
        line(m, "x = 1");
    line(m, "%s.notify%s()", c, once_in(m, 2) ? "_all" : "");
    m->indent--;
}

static void event(maker *m)
{
    const char *e = use(m, EVENT);
    switch (below(m, 6)) {
    case 0: case 1:
        line(m, "%s.set()", e);
        break;
    case 2:
        line(m, "%s.wait()", e);
        break;
    case 3:
        line(m, "y = %s.wait(0.2)", e);
        break;
    case 4:
        line(m, "%s.clear()", e);
        break;
    default:
        line(m, "if %s.is_set():", e);
        block(m);
    }
}

static void assertion(maker *m)
{
    static const char *const how[] = {"<", "==", "!=", "<="};
    if (once_in(m, 2))
        line(m, "assert %s %s %u", place(m), how[below(m, 4)], below(m, 3));
    else
        line(m, "assert x %s y", how[below(m, 4)]);
}

static void wait_busily(maker *m)
{
    if (once_in(m, 2)) {
        line(m, "while not %s:", place(m));
        line(m, "    pass");
        return;
    }
    line(m, "for i in range(2):");
    line(m, "    if %s:", place(m));
    line(m, "        break");
    if (once_in(m, 3))
        line(m, "    time.sleep(0.1)");
}

static void exception(maker *m)
{
    if (once_in(m, 3)) {
        line(m, "if %s:", place(m));
        line(m, "    raise ValueError(%u)", below(m, 3));
        return;
    }
    line(m, "try:");
    block(m);
    m->indent++;
    line(m, "table[%s]", place(m));
    m->indent--;
    use(m, TABLE);
    line(m, "except KeyError:");
    block(m);
}

static void branch(maker *m)
{
    line(m, "if %s:", place(m));
    block(m);
    if (once_in(m, 2)) {
        line(m, "else:");
        block(m);
    }
}

static void join(maker *m)
{
    uint32_t whom = below(m, (uint32_t)m->nthreads);
    if ((int)whom == m->me)
        line(m, "time.sleep(0.1)");
    else
        line(m, "%s[%u].join(%s)", use(m, TEAM), whom,
             once_in(m, 3) ? "0.1" : "");
}

static void nap(maker *m)
{
    line(m, "time.sleep(0.%u)", 1 + below(m, 3));
}

static void say(maker *m)
{
    line(m, "print(%s)", place(m));
}

static void list_method(maker *m)
{
    const char *items = use(m, ITEMS);
    switch (below(m, 4)) {
    case 0: case 1:
        line(m, "%s.append(%u)", items, below(m, 2));
        break;
    case 2:
        line(m, "if %s:", items);
        line(m, "    y = %s.pop()", items);
        break;
    default:
        line(m, "y = len(%s)", items);
    }
}

static void barrier(maker *m)
{
    const char *b = use(m, BARRIER);
    if (once_in(m, 3))
        line(m, "%s.abort()", b);
    else
        line(m, "%s.wait()", b);
}

/* weight, visible steps (about), what writes it */
static const struct kind {
    int weight, cost;
    bool has_block;
    void (*put)(maker *m);
} kinds[] = {
    {8, 1, false, write_place}, {9, 2, false, bump},
    {4, 2, false, bump_in_two}, {4, 2, false, copy_place},
    {2, 2, false, swap},        {8, 2, true, with_lock},
    {6, 4, true, with_both},    {3, 2, true, take_and_give},
    {4, 2, true, try_lock},     {3, 3, true, with_rlock},
    {6, 2, true, semaphore},    {6, 6, false, wait_for},
    {6, 4, false, notify},      {6, 2, true, event},
    {5, 1, false, assertion},   {6, 3, false, wait_busily},
    {3, 2, true, exception},    {4, 1, true, branch},
    {2, 1, false, join},        {2, 1, false, nap},
    {2, 2, false, say},         {3, 2, false, list_method},
    {2, 2, false, barrier},
};

enum { NKINDS = sizeof kinds / sizeof *kinds };

static const struct kind *draw_kind(maker *m)
{
    int sum = 0, i = 0;
    for (int k = 0; k < NKINDS; k++)
        sum += kinds[k].weight;
    for (int at = (int)below(m, (uint32_t)sum); at >= kinds[i].weight; i++)
        at -= kinds[i].weight;
    return &kinds[i];
}

static void statements(maker *m, int n)
{
    bool wrote = false;
    for (int i = 0; i < n; i++) {
        const struct kind *k = draw_kind(m);
        if (k->cost > m->budget || (k->has_block && m->depth >= MOST_DEPTH))
            continue;
        m->budget -= k->cost;
        k->put(m);
        wrote = true;
    }
    if (!wrote)
        line(m, "pass");
}

/* ---- the program ------------------------------------------------------- */

static const char *const functions[] = {"one", "two", "three"};
static const char *const threads[] = {"A", "B", "C"};

static void put_things(const maker *m, const char *indent, ap_str *out)
{
    ap_str_printf(out, "%sx = 0\n%sy = 0\n", indent, indent);
    for (int t = 0; t < NTHINGS; t++)
        if (m->used >> t & 1)
            ap_str_printf(out, "%s%s = %s\n", indent, names[t], makers[t]);
}

/* The things as default values, so that to read one is no visible step. */
static void put_parameters(const maker *m, ap_str *out)
{
    const char *comma = "";
    for (int t = 0; t < NTHINGS && !m->are_globals; t++)
        if (m->used >> t & 1) {
            ap_str_printf(out, "%s%s=%s", comma, names[t], names[t]);
            comma = ", ";
        }
}

static void put_function(const maker *m, int i, const char *indent,
                         const char *scope, const ap_str *body, ap_str *out)
{
    ap_str_printf(out, "%sdef %s(", indent, functions[i]);
    put_parameters(m, out);
    ap_str_printf(out, "):\n%s    %s x, y\n%s", indent, scope,
                  ap_str_c(body));
}

static void put_each(const maker *m, const char *method, ap_str *out)
{
    for (int i = 0; i < m->nthreads; i++)
        ap_str_printf(out, "    t%d.%s()\n", i, method);
}

/* Makes and starts all, does something itself or not, and waits for all. */
static void put_main(maker *m, const ap_str *own, ap_str *out)
{
    for (int i = 0; i < m->nthreads; i++)
        ap_str_printf(out, "    t%d = threading.Thread(target=%s, name='%s')\n",
                      i, functions[i], threads[i]);
    if (m->used >> TEAM & 1)
        ap_str_put(out, m->nthreads == 3 ? "    team.extend([t0, t1, t2])\n"
                                         : "    team.extend([t0, t1])\n");
    put_each(m, "start", out);
    ap_str_put(out, ap_str_c(own));
    if (!once_in(m, 8))
        put_each(m, "join", out);
    if (once_in(m, 3))
        ap_str_printf(out, "    assert x != %u\n", below(m, 4));
    if (once_in(m, 3))
        ap_str_put(out, "    print(x, y)\n");
}

static void draw_body(maker *m, int me, int indent, int budget, int n,
                      ap_str *body)
{
    m->out = body;
    m->me = me;
    m->indent = indent;
    m->budget = budget;
    statements(m, n);
}

void make_program(uint64_t seed, ap_str *out)
{
    maker m = {.chance = seed * 0x9e3779b97f4a7c15u};
    ap_str bodies[3] = {{0}}, own = {0};
    bool is_nested = once_in(&m, 4); /* all is main's, shared by its cells */
    const char *indent = is_nested ? "    " : "";
    m.nthreads = once_in(&m, 3) ? 3 : 2;
    m.are_globals = !is_nested && once_in(&m, 5);
    for (int i = 0; i < m.nthreads; i++)
        draw_body(&m, i, is_nested ? 2 : 1, m.nthreads == 3 ? 4 : 8,
                  1 + (int)below(&m, m.nthreads == 3 ? 2 : 3), &bodies[i]);
    if (m.nthreads == 2 && once_in(&m, 4))
        draw_body(&m, -1, 1, 3, 1, &own);
    ap_str_put(out, "import threading\nimport time\n\n"
                    "class Box:\n    n = 0\n\n");
    if (is_nested)
        ap_str_put(out, "def main():\n");
    put_things(&m, indent, out);
    for (int i = 0; i < m.nthreads; i++)
        put_function(&m, i, indent, is_nested ? "nonlocal" : "global",
                     &bodies[i], out);
    if (!is_nested)
        ap_str_put(out, "def main():\n    global x, y\n");
    put_main(&m, &own, out);
    ap_str_put(out, "\nmain()\n");
    for (int i = 0; i < m.nthreads; i++)
        ap_str_clear(&bodies[i]);
    ap_str_clear(&own);
}
