# differs: 3.11
import math
print(math.sqrt(2), math.pi, math.e, math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.factorial(20), math.gcd(12, 18), math.lcm(4, 6), math.gcd(), math.comb(5, 2), math.perm(5, 2), math.isqrt(17), math.hypot(3, 4), math.dist([0, 0], [3, 4]))
print(math.log(8, 2), math.log2(8), math.log10(1000), math.log(math.e), math.log1p(1), math.exp(1), math.expm1(1e-5), math.pow(2, 3), math.fmod(-7, 3), math.modf(3.25), math.frexp(8), math.ldexp(0.5, 4), math.copysign(1, -0.0), math.fabs(-2))
print(math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0), math.atan(1), math.atan2(1, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.degrees(math.pi), math.radians(180), math.erf(0.5), math.gamma(5))
print(math.isnan(math.nan), math.isinf(math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), math.prod([1, 2, 3]), math.tau, math.remainder(7, 4), math.cbrt(27), math.exp2(3), math.ulp(1.0), math.nextafter(1, 2), math.sumprod([1, 2], [3, 4]))
for make in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.floor("a"), lambda: math.sqrt("a"), lambda: math.exp(1000), lambda: math.acos(2), lambda: math.gcd(1.5), lambda: math.fmod(1, 0), lambda: math.pow(0, -1), lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.sqrt(), lambda: math.sqrt(1, 2), lambda: math.ceil(math.inf), lambda: math.floor(math.nan), lambda: math.log(1, 1)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
