/* Programs of any size, for tests and for the bench of check: formats, to be
 * filled in. */
#ifndef CHECK_PROGRAMS_H
#define CHECK_PROGRAMS_H

/* How often each thread counts, twice. */
static const char lost_update[] =
    "import threading\n"
    "x = 0\n"
    "def work():\n"
    "    global x\n"
    "    for i in range(%d):\n"
    "        x += 1\n"
    "def main():\n"
    "    a = threading.Thread(target=work)\n"
    "    b = threading.Thread(target=work)\n"
    "    a.start(); b.start()\n"
    "    a.join(); b.join()\n"
    "    assert x == 2 * %d\n"
    "main()\n";

/* How many; 1: they take the lower fork first. */
static const char philosophers[] =
    "import threading\n"
    "N = %d\n"
    "forks = [threading.Lock() for i in range(N)]\n"
    "def dine(first, second):\n"
    "    with first:\n"
    "        with second:\n"
    "            pass\n"
    "def main():\n"
    "    guests = []\n"
    "    for i in range(N):\n"
    "        a, b = i, (i + 1) %% N\n"
    "        if %d and b < a:\n"
    "            a, b = b, a\n"
    "        guests.append(threading.Thread(target=dine,\n"
    "                                       args=(forks[a], forks[b])))\n"
    "    for g in guests: g.start()\n"
    "    for g in guests: g.join()\n"
    "main()\n";

#endif
