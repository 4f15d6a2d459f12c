/* Names that are near: what somebody may have meant.
 *
 * The distance is Levenshtein's: 2 for a letter put in, left out or exchanged,
 * 1 for one whose case differs. Two names are near where at most a third of
 * the letters of both is changed. (CPython 3.12, Python/suggestions.c: the
 * costs and the limits.) */
#include "apiary/base.h"

#include <ctype.h>

enum { MOVE = 2, CASE = 1, LONGEST = 40 };

static int cost_of(char a, char b)
{
    if (a == b)
        return 0;
    return tolower((unsigned char)a) == tolower((unsigned char)b) ? CASE : MOVE;
}

static int least(int a, int b, int c)
{
    int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

int ap_name_distance(const char *a, size_t n, const char *b, size_t m,
                     int most)
{
    int row[LONGEST + 1];
    for (; n && m && *a == *b; n--, m--) {
        a++;
        b++;
    }
    for (; n && m && a[n - 1] == b[m - 1]; n--)
        m--;
    if (!n || !m)
        return (int)(n + m) * MOVE;
    if (n > LONGEST || m > LONGEST)
        return most + 1;
    for (size_t i = 0; i <= n; i++)
        row[i] = (int)i * MOVE;
    for (size_t k = 1; k <= m; k++) {
        int diagonal = row[0], smallest = row[0] = (int)k * MOVE;
        for (size_t i = 1; i <= n; i++) {
            int here = least(row[i] + MOVE, row[i - 1] + MOVE,
                             diagonal + cost_of(a[i - 1], b[k - 1]));
            diagonal = row[i];
            row[i] = here;
            smallest = here < smallest ? here : smallest;
        }
        if (smallest > most)
            return most + 1;
    }
    return row[n];
}

int ap_name_reach(size_t n, size_t m)
{
    return (int)(n + m + 3) * MOVE / 6;
}
