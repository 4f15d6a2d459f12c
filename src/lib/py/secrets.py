# secrets: here no more secret than random.
from random import choice, getrandbits, randrange


def randbits(k):
    return getrandbits(k)


def randbelow(exclusive_upper_bound):
    if exclusive_upper_bound <= 0:
        raise ValueError("Upper bound must be positive.")
    return randrange(exclusive_upper_bound)


def token_hex(nbytes=None):
    n = 32 if nbytes is None else nbytes
    return f"{getrandbits(8 * n):0{2 * n}x}"


def compare_digest(a, b):
    return a == b
