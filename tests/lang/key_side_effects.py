# A key function runs once for each item, in order.
seen = []
def key(x):
    seen.append(x)
    return -x
print(sorted([3, 1, 2], key=key), seen)  # expect: [3, 2, 1] [3, 1, 2]
seen.clear()
print(min([3, 1, 2], key=key), seen)  # expect: 3 [3, 1, 2]
seen.clear()
print(list(map(key, [5, 6])), seen)  # expect: [-5, -6] [5, 6]
