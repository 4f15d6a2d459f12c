# math: what must stay exact on ints of any size, and sums; the rest is C.


def _index(x):
    if isinstance(x, int):
        return x
    raise TypeError(f"'{type(x).__name__}' object cannot be interpreted as "
                    "an integer")


def floor(x):
    if isinstance(x, float):
        whole = int(x)
        return whole - 1 if whole > x else whole
    if isinstance(x, int):
        return int(x)
    if hasattr(x, "__floor__"):
        return x.__floor__()
    raise TypeError(f"must be real number, not {type(x).__name__}")


def ceil(x):
    if isinstance(x, float):
        whole = int(x)
        return whole + 1 if whole < x else whole
    if isinstance(x, int):
        return int(x)
    if hasattr(x, "__ceil__"):
        return x.__ceil__()
    raise TypeError(f"must be real number, not {type(x).__name__}")


def trunc(x):
    if isinstance(x, (int, float)):
        return int(x)
    if hasattr(x, "__trunc__"):
        return x.__trunc__()
    raise TypeError(f"type {type(x).__name__} doesn't define __trunc__ method")


def factorial(n):
    n = _index(n)
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    return _product(2, n) if n > 1 else 1


def _product(first, last):
    # By halves, so that the factors stay of like size.
    if last - first < 8:
        result = first
        for i in range(first + 1, last + 1):
            result *= i
        return result
    middle = (first + last) // 2
    return _product(first, middle) * _product(middle + 1, last)


def comb(n, k):
    n, k = _index(n), _index(k)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    if k > n:
        return 0
    k = min(k, n - k)
    result = 1
    for i in range(k):
        result = result * (n - i) // (i + 1)
    return result


def perm(n, k=None):
    n = _index(n)
    if k is None:
        return factorial(n)
    k = _index(k)
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    result = 1
    for i in range(n - k + 1, n + 1):
        result *= i
    return result if k <= n else 0


def gcd(*numbers):
    result = 0
    for n in numbers:
        a, b = result, abs(_index(n))
        while b:
            a, b = b, a % b
        result = a
    return result


def lcm(*numbers):
    result = 1
    for n in numbers:
        n = abs(_index(n))
        if n == 0:
            return 0
        result = result // gcd(result, n) * n
    return result


def isqrt(n):
    n = _index(n)
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    if n == 0:
        return 0
    # Newton's method from above: falls until it is the root.
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


def prod(iterable, *, start=1):
    for x in iterable:
        start *= x
    return start


def fsum(iterable):
    # Shewchuk's partial sums: exact, rounded once at the end.
    partials = []
    for x in iterable:
        x = float(x)
        i = 0
        for y in partials:
            if abs(x) < abs(y):
                x, y = y, x
            high = x + y
            low = y - (high - x)
            if low:
                partials[i] = low
                i += 1
            x = high
        partials[i:] = [x]
    return sum(partials, 0.0)


def dist(p, q):
    p, q = tuple(p), tuple(q)
    if len(p) != len(q):
        raise ValueError("both points must have the same number of "
                         "dimensions")
    return hypot(*[a - b for a, b in zip(p, q)])


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    gap = abs(a - b)
    return gap <= rel_tol * max(abs(a), abs(b)) or gap <= abs_tol


def ulp(x):
    x = abs(float(x))
    if isnan(x) or isinf(x):
        return x
    up = nextafter(x, inf)
    return x - nextafter(x, -inf) if isinf(up) else up - x


def sumprod(p, q, /):
    p, q = tuple(p), tuple(q)
    if len(p) != len(q):
        raise ValueError("Inputs are not the same length")
    if any(isinstance(x, float) for x in p + q):
        return _sumprod_floats(p, q)
    return sum([a * b for a, b in zip(p, q)])


# Exact products and sums over the ratios of ints, rounded once at the end.
def _sumprod_floats(p, q):
    plain = [float(a) * float(b) for a, b in zip(p, q)]
    if not all(isfinite(x) for x in plain):
        return sum(plain)
    top, bottom = 0, 1
    for a, b in zip(p, q):
        an, ad = a.as_integer_ratio()
        bn, bd = b.as_integer_ratio()
        top = top * ad * bd + an * bn * bottom
        bottom *= ad * bd
    return top / bottom
