# Recursion, memo in a dict, iteration: the same numbers.
memo = {}
def fib(n):
    if n < 2:
        return n
    if n not in memo:
        memo[n] = fib(n - 1) + fib(n - 2)
    return memo[n]
print([fib(i) for i in range(15)], fib(90), len(memo))
# expect: [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377] 2880067194370816120 89
a, b = 0, 1
for _ in range(90):
    a, b = b, a + b
print(a == fib(90), a)  # expect: True 2880067194370816120
