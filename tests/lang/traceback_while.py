n = 3
while True:
    print(10 // n)
    n -= 1
