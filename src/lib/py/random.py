# random: what draws through the generator; the generator is C.
from itertools import accumulate
from bisect import bisect
from math import exp as _exp, log as _log, sqrt as _sqrt
from math import acos as _acos, cos as _cos, e as _e, pi as _pi


def _trimmed(words):
    while words and words[-1] == 0:
        words.pop()
    return words


class Random(_Random):
    def __init__(self, x=None):
        self.seed(x)

    def seed(self, a=None, version=2):
        if a is None:
            self._seed(None)
            return
        if isinstance(a, str):
            self._seed(_trimmed(_text_words(a)))
            return
        if isinstance(a, float):
            a = hash(a) % (1 << 64)
        elif isinstance(a, bytes):
            self._seed(_trimmed(_text_words(a)))
            return
        elif not isinstance(a, int):
            raise TypeError("The only supported seed types are: None,\n"
                            "int, float, str, bytes, and bytearray.")
        a = abs(a)
        words = []
        while a:
            words.append(a & 0xffffffff)
            a >>= 32
        self._seed(words)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(len(seq))]

    def shuffle(self, x):
        for i in range(len(x) - 1, 0, -1):
            j = self._randbelow(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        if not hasattr(population, "__getitem__") or isinstance(population,
                                                                dict):
            raise TypeError("Population must be a sequence.  "
                            "For dicts or sets, use sorted(d).")
        if counts is not None:
            return self._sample_counted(population, k, counts)
        n = len(population)
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        # A pool for small populations, a set of what was taken for large.
        room = 21
        if k > 5:
            size = 1
            while size < k * 3:
                size *= 4
            room += size
        return (self._sample_pool(population, k, n) if n <= room
                else self._sample_set(population, k, n))

    def _sample_pool(self, population, k, n):
        pool = list(population)
        result = []
        for i in range(k):
            j = self._randbelow(n - i)
            result.append(pool[j])
            pool[j] = pool[n - i - 1]
        return result

    def _sample_set(self, population, k, n):
        taken = set()
        result = []
        for i in range(k):
            j = self._randbelow(n)
            while j in taken:
                j = self._randbelow(n)
            taken.add(j)
            result.append(population[j])
        return result

    def _sample_counted(self, population, k, counts):
        ends = list(accumulate(counts))
        if len(ends) != len(population):
            raise ValueError("The number of counts does not match the "
                             "population")
        total = ends.pop() if ends else 0
        if not isinstance(total, int):
            raise TypeError("Counts must be integers")
        if total <= 0:
            raise ValueError("Total of counts must be greater than zero")
        picks = self.sample(range(total), k)
        return [population[bisect(ends, i)] for i in picks]

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is None:
            if weights is None:
                n += 0.0
                return [population[int(self.random() * n)] for i in range(k)]
            if isinstance(weights, int):
                raise TypeError("The number of choices must be a keyword "
                                f"argument: k={weights!r}")
            cum_weights = list(accumulate(weights))
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative "
                            "weights")
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the "
                             "population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        return [population[bisect(cum_weights, self.random() * total, 0,
                                  n - 1)] for i in range(k)]

    def triangular(self, low=0.0, high=1.0, mode=None):
        u = self.random()
        if high == low:
            return low
        c = 0.5 if mode is None else (mode - low) / (high - low)
        if u > c:
            u = 1.0 - u
            c = 1.0 - c
            low, high = high, low
        return low + (high - low) * (u * c) ** 0.5

    def lognormvariate(self, mu=0.0, sigma=1.0):
        return _exp(self.normalvariate(mu, sigma))

    def paretovariate(self, alpha):
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        return alpha * (-_log(1.0 - self.random())) ** (1.0 / beta)

    # Cheng (1977) for alpha > 1; Ahrens and Dieter (1974), GS, below 1.
    def gammavariate(self, alpha, beta):
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha == 1.0:
            return -_log(1.0 - self.random()) * beta
        draw = self._gamma_cheng if alpha > 1.0 else self._gamma_small
        return draw(alpha) * beta

    def _gamma_cheng(self, alpha):
        a = _sqrt(2.0 * alpha - 1.0)
        b = alpha - _log(4.0)
        c = alpha + a
        while True:
            u = self.random()
            if not 1e-7 < u < 0.9999999:
                continue
            w = 1.0 - self.random()
            v = _log(u / (1.0 - u)) / a
            x = alpha * _exp(v)
            z = u * u * w
            r = b + c * v - x
            if r + (1.0 + _log(4.5)) - 4.5 * z >= 0.0 or r >= _log(z):
                return x

    def _gamma_small(self, alpha):
        while True:
            b = (_e + alpha) / _e
            p = b * self.random()
            if p <= 1.0:
                x = p ** (1.0 / alpha)
            else:
                x = -_log((b - p) / alpha)
            u = self.random()
            if p > 1.0:
                if u <= x ** (alpha - 1.0):
                    return x
            elif u <= _exp(-x):
                return x

    def betavariate(self, alpha, beta):
        y = self.gammavariate(alpha, 1.0)
        return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

    # Best and Fisher (1979).
    def vonmisesvariate(self, mu, kappa):
        if kappa <= 1e-6:
            return 2.0 * _pi * self.random()
        s = 0.5 / kappa
        r = s + _sqrt(1.0 + s * s)
        while True:
            z = _cos(_pi * self.random())
            d = z / (r + z)
            u = self.random()
            if u < 1.0 - d * d or u <= (1.0 - d) * _exp(d):
                break
        q = 1.0 / r
        angle = _acos((q + z) / (1.0 + q * z))
        sign = 1 if self.random() > 0.5 else -1
        return (mu + sign * angle) % (2.0 * _pi)

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def getstate(self):
        return (3,) + self._getstate()

    def setstate(self, state):
        if state[0] != 3:
            raise ValueError(f"state with version {state[0]} passed to "
                             "Random.setstate() of version 3")
        self._setstate(state[1], state[2])


class SystemRandom(Random):
    def seed(self, *args, **kwargs):
        self._seed(None)


def _wide_bits(self, k):
    result = 0
    shift = 0
    while k > 0:
        result |= self.getrandbits(min(k, 32)) << shift
        shift += 32
        k -= 32
    return result


def _wide_below(self, n):
    k = n.bit_length()
    r = self.getrandbits(k)
    while r >= n:
        r = self.getrandbits(k)
    return r


def _wide_range(self, start, stop, step):
    if stop is None:
        start, stop = 0, start
    width = stop - start
    n = (width + step - (1 if step > 0 else -1)) // step
    if n <= 0:
        raise ValueError(f"empty range in randrange({start}, {stop})")
    return start + step * self._randbelow(n)


def _wide_int(self, a, b):
    return _wide_range(self, a, b + 1, 1)


_inst = Random()
seed = _inst.seed
random = _inst.random
uniform = _inst.uniform
triangular = _inst.triangular
randint = _inst.randint
choice = _inst.choice
randrange = _inst.randrange
sample = _inst.sample
shuffle = _inst.shuffle
choices = _inst.choices
normalvariate = _inst.normalvariate
lognormvariate = _inst.lognormvariate
expovariate = _inst.expovariate
gauss = _inst.gauss
paretovariate = _inst.paretovariate
weibullvariate = _inst.weibullvariate
gammavariate = _inst.gammavariate
betavariate = _inst.betavariate
vonmisesvariate = _inst.vonmisesvariate
randbytes = _inst.randbytes
getstate = _inst.getstate
setstate = _inst.setstate
getrandbits = _inst.getrandbits
