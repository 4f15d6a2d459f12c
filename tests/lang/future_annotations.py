from __future__ import annotations
def f(x: Undefined) -> AlsoUndefined:
    y: Nope = 1
    return y
print(f(1))  # expect: 1
