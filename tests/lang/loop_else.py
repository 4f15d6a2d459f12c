# else of for and while.
for n in range(2, 10):
    for d in range(2, n):
        if n % d == 0:
            print(n, "=", d, "*", n // d)
            break
    else:
        print(n, "is prime")
i = 0
while i < 3:
    i += 1
    if i == 5:
        break
else:
    print("no break", i)
# expect: 2 is prime
# expect: 3 is prime
# expect: 4 = 2 * 2
# expect: 5 is prime
# expect: 6 = 2 * 3
# expect: 7 is prime
# expect: 8 = 2 * 4
# expect: 9 = 3 * 3
# expect: no break 3
