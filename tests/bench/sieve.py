"""Items of a list by number: the sieve of Eratosthenes."""


def sieve(n):
    is_prime = [True] * (n + 1)
    is_prime[0] = is_prime[1] = False
    i = 2
    while i * i <= n:
        if is_prime[i]:
            for j in range(i * i, n + 1, i):
                is_prime[j] = False
        i += 1
    count = 0
    for p in is_prime:
        if p:
            count += 1
    return count


for _ in range(3):
    print(sieve(1000000))
