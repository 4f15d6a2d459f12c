"""Ranges within ranges, and small ints."""


def count(n):
    hits = 0
    for a in range(n):
        for b in range(n):
            for c in range(n):
                if a + b > c and (a ^ b) & 1:
                    hits += c
    return hits


print(count(190))
