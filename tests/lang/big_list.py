# Lists that grow to many items.
a = []
for i in range(20000):
    a.append(i)
print(len(a), a[0], a[-1], sum(a), a[10000])
# expect: 20000 0 19999 199990000 10000
while len(a) > 5:
    a.pop()
print(a)  # expect: [0, 1, 2, 3, 4]
b = list(range(5000))
b.reverse()
b.sort()
print(b == list(range(5000)), b.index(4999), len(b[::7]))
# expect: True 4999 715
del b[10:4990]
print(b)
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4990, 4991, 4992, 4993, 4994, 4995, 4996, 4997, 4998, 4999]
