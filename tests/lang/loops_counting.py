# Counting loops of all kinds.
total = 0
for i in range(10, 0, -3):
    total += i
print(total, i)
for i, c in enumerate("abc", start=1):
    print(i, c, end=" ")
print()
for a, b in zip(range(3), reversed(range(3))):
    print(a * b, end=",")
print()
n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(steps, sum(1 for _ in range(100)), len([None] * 5), [0] * 3, [[] for _ in range(2)])
