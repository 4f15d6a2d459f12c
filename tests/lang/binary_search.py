# Searching and merging sorted lists.
def search(a, x):
    low, high = 0, len(a) - 1
    while low <= high:
        mid = (low + high) // 2
        if a[mid] == x:
            return mid
        if a[mid] < x:
            low = mid + 1
        else:
            high = mid - 1
    return -1
a = list(range(0, 100, 7))
print([search(a, x) for x in (0, 49, 98, 50)], a.index(49))
# expect: [0, 7, 14, -1] 7
def merge_sort(a):
    if len(a) < 2:
        return a
    l, r = merge_sort(a[:len(a) // 2]), merge_sort(a[len(a) // 2:])
    out = []
    while l and r:
        out.append(l.pop(0) if l[0] <= r[0] else r.pop(0))
    return out + l + r
print(merge_sort([5, 2, 9, 1, 5, 6]), merge_sort([]), merge_sort(list("python")))
# expect: [1, 2, 5, 5, 6, 9] [] ['h', 'n', 'o', 'p', 't', 'y']
