/* Lost update: T threads, N increments each. A step reads or writes x; what
 * a thread does on its own goes along with the step before. */
#ifndef N
#define N 20
#endif
#ifndef T
#define T 2
#endif
short x;
proctype work()
{
    short t, i;
    do
    :: atomic { i < N -> t = x; i++ };
       x = t + 1
    :: else -> break
    od
}
init {
    atomic {
        byte k = 0;
        do
        :: k < T -> run work(); k++
        :: else -> break
        od
    }
    _nr_pr == 1 -> assert(x >= 1)
}
