/* Bounded buffer with room for two: a lock and two conditions that wake in
 * the order of waiting. P producers and as many consumers, K items each. */
#ifndef P
#define P 3
#endif
#ifndef K
#define K 1
#endif
#define ROOM 2
bit locked;
byte items;
bit woken[2 * P + 1];
chan not_full = [P] of { byte };
chan not_empty = [P] of { byte };

inline acquire() { atomic { !locked -> locked = 1 } }
inline release() { locked = 0 }
inline wait(c)
{
    atomic { c ! _pid; locked = 0 };
    atomic { woken[_pid] -> woken[_pid] = 0 };
    acquire()
}
inline notify(c)
{
    atomic {
        if
        :: nempty(c) -> c ? who; woken[who] = 1; who = 0
        :: empty(c)
        fi
    }
}
proctype produce()
{
    byte i, who;
    do
    :: i < K ->
        i++;
        acquire();
        do
        :: items == ROOM -> wait(not_full)
        :: items < ROOM -> break
        od;
        items++;
        notify(not_empty);
        release()
    :: else -> break
    od
}
proctype consume()
{
    byte i, who;
    do
    :: i < K ->
        i++;
        acquire();
        do
        :: items == 0 -> wait(not_empty)
        :: items > 0 -> break
        od;
        items--;
        notify(not_full);
        release()
    :: else -> break
    od
}
init {
    atomic {
        byte k = 0;
        do
        :: k < P -> run produce(); run consume(); k++
        :: else -> break
        od
    }
}
