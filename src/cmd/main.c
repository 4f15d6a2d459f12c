/* apiary: picks the command. */
#include <stdio.h>

int main(void)
{
    puts("apiary");
    return 0;
}
