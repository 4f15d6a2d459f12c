import random


def attempt(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


random.seed(42)
print([random.random() for i in range(3)])
print([random.randint(1, 6) for i in range(10)])
print(random.randrange(10), random.randrange(5, 50, 5), random.uniform(1, 2))
print(random.choice("abc"), random.choice([1, 2, 3]), random.choice((4, 5)))
x = list(range(10))
random.shuffle(x)
print(x)
print(random.sample(range(100), 5), random.sample([1, 2, 3], 2),
      random.sample(range(10000), 30))
print(random.choices("abc", k=4), random.choices("ab", weights=[1, 9], k=5),
      random.choices([1, 2, 3], cum_weights=[1, 2, 10], k=3))
print(random.gauss(0, 1), random.gauss(5, 2), random.normalvariate(0, 1),
      random.expovariate(2), random.triangular(0, 10, 3))
print(random.getrandbits(8), random.getrandbits(40), random.getrandbits(100),
      random.getrandbits(0), random.lognormvariate(0, 1),
      random.paretovariate(2))
print(random.randint(-5, 5), random.randint(0, 2 ** 80),
      random.randrange(2 ** 70))
for seed in (0, -7, 1.5, 2 ** 100, True, 2 ** 32, 123456789012, "text",
             "", "x" * 200, "\u00e9"):
    random.seed(seed)
    print(repr(seed)[:9], random.random(), random.getrandbits(32))
r = random.Random(7)
q = random.Random(7)
print(r.random() == q.random(), r.randint(1, 100), q.randint(1, 100))
random.seed(1)
print(random.gauss(0, 1))
random.seed(1)
print(random.gauss(0, 1))
for i in range(700):
    random.random()
print(random.random())
attempt(random.randrange, 0)
attempt(random.randint, 3, 1)
attempt(random.randrange, 3, 1)
attempt(random.randrange, 5, 1, 2)
attempt(random.randrange, 1, 5, 0)
attempt(random.randrange, 1.5)
attempt(random.randint, "a", 1)
attempt(random.choice, [])
attempt(random.sample, [1], 2)
attempt(random.sample, {1}, 1)
attempt(random.choices, [1], weights=[0])
attempt(random.choices, [1, 2], weights=[1])
attempt(random.getrandbits, -1)
attempt(random.seed, [])
