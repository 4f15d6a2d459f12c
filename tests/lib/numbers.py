import math
import statistics


def attempt(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


print(math.pi, math.e, math.tau, math.inf, math.nan)
for f in (math.sqrt, math.exp, math.log, math.sin, math.atan, math.fabs,
          math.log2, math.log10, math.degrees, math.radians, math.cosh):
    print(f.__name__, f(2.0), f(0.5), f(3))
print(math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), math.floor(7),
      math.ceil(2.000001), math.floor(1e20))
print(math.factorial(0), math.factorial(5), math.factorial(30))
print(math.comb(10, 3), math.perm(5, 2), math.comb(3, 5), math.perm(4))
print(math.gcd(12, 18), math.gcd(), math.lcm(4, 6), math.isqrt(10 ** 20 + 1))
print(math.prod([1, 2, 3]), math.fsum([0.1] * 10), math.hypot(3, 4),
      math.dist((0, 0), (3, 4)))
print(math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(1e400),
      math.copysign(1, -0.0), math.fmod(-7, 3), math.modf(2.5),
      math.frexp(8.0), math.ldexp(0.5, 4), math.pow(2, 0.5),
      math.log(8, 2), math.atan2(1, -1))
attempt(math.sqrt, -1)
attempt(math.log, 0)
attempt(math.exp, 1000)
attempt(math.sqrt, "x")
attempt(math.factorial, -1)
attempt(math.factorial, 2.5)
attempt(math.acos, 2)
attempt(math.pow, 0, -1)
attempt(math.gamma, 0)
attempt(math.gamma, 5)
attempt(math.isqrt, -1)
print(statistics.mean([1, 2, 3, 4]), statistics.median([3, 1, 2]),
      statistics.stdev([1, 2, 3, 4]), statistics.mean([1, 2]))
