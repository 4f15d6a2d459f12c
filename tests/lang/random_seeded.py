# differs: 3.11 3.13
import random
random.seed(42)
print(random.random(), random.randint(1, 100), random.randrange(0, 100, 5), random.choice("abc"), random.uniform(1, 2))
print(random.choices([1, 2, 3], k=5), random.sample(range(100), 5), random.gauss(0, 1), random.expovariate(1), random.triangular(0, 1, 0.5))
l = list(range(8))
random.shuffle(l)
print(l, random.getrandbits(70), random.betavariate(1, 2), random.normalvariate(0, 1), random.choices("ab", weights=[1, 9], k=6), random.choices("abc", cum_weights=[1, 5, 10], k=4))
r = random.Random(7)
print(r.random(), r.randint(0, 9), random.Random("text").random(), random.Random(1.5).random(), random.Random(b"b").random(), random.Random(-3).random(), random.Random(10 ** 30).random())
st = random.getstate()
a = random.random()
random.setstate(st)
print(a == random.random(), random.gammavariate(2, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.lognormvariate(0, 1), random.vonmisesvariate(0, 1), random.randbytes(4))
for make in (lambda: random.randint(5, 1), lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.randrange(0), lambda: random.choices([], k=1), lambda: random.randrange(1, 2, 0), lambda: random.sample({1, 2}, 1), lambda: random.shuffle((1, 2)), lambda: random.randint(1.5, 2), lambda: random.choices([1], weights=[1, 2]), lambda: random.seed([])):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
