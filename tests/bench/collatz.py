"""Whole numbers in a while loop: the longest Collatz walk."""


def longest(limit):
    best, longest_start = 0, 0
    for start in range(1, limit):
        n, steps = start, 0
        while n != 1:
            if n % 2 == 0:
                n = n // 2
            else:
                n = 3 * n + 1
            steps += 1
        if steps > best:
            best, longest_start = steps, start
    return longest_start, best


print(longest(60000))
