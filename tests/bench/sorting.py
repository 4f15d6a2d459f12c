"""Comparing and swapping: insertion, quick and heap sort, and sorted."""


def numbers(n):
    x = 42
    out = []
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        out.append(x)
    return out


def insertion(a):
    for i in range(1, len(a)):
        x = a[i]
        j = i - 1
        while j >= 0 and a[j] > x:
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = x
    return a


def quick(a):
    if len(a) <= 1:
        return a
    pivot = a[len(a) // 2]
    return (quick([x for x in a if x < pivot])
            + [x for x in a if x == pivot]
            + quick([x for x in a if x > pivot]))


def sift(a, root, end):
    while root * 2 + 1 < end:
        child = root * 2 + 1
        if child + 1 < end and a[child] < a[child + 1]:
            child += 1
        if a[root] >= a[child]:
            return
        a[root], a[child] = a[child], a[root]
        root = child


def heap(a):
    for start in range(len(a) // 2 - 1, -1, -1):
        sift(a, start, len(a))
    for end in range(len(a) - 1, 0, -1):
        a[0], a[end] = a[end], a[0]
        sift(a, 0, end)
    return a


want = sorted(numbers(40000))
print(quick(numbers(40000)) == want, heap(numbers(40000)) == want)
print(insertion(numbers(1500)) == sorted(numbers(1500)))
print(sorted(numbers(100000), key=lambda x: -x)[:2])
