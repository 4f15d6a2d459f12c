/* Philosophers, N of them, one meal each: both forks, left one first. With
 * ORDERED the fork with the smaller number first. */
#ifndef N
#define N 5
#endif
bit taken[N];
proctype dine(byte first; byte second)
{
    atomic { !taken[first] -> taken[first] = 1 };
    atomic { !taken[second] -> taken[second] = 1 };
    taken[second] = 0;
    taken[first] = 0
}
init {
    atomic {
        byte k = 0;
        do
        :: k + 1 < N -> run dine(k, k + 1); k++
        :: else -> break
        od;
#ifdef ORDERED
        run dine(0, N - 1)
#else
        run dine(N - 1, 0)
#endif
    }
}
