for make in (lambda: list(1), lambda: list(1, 2), lambda: list(x=1),
             lambda: tuple(5), lambda: set(5), lambda: dict(5), lambda: dict([1]),
             lambda: dict([(1,)]), lambda: dict([(1, 2, 3)]), lambda: set([[]]),
             lambda: {[]: 1}, lambda: {{}}, lambda: frozenset(1, 2), lambda: tuple(1, 2),
             lambda: dict([1], [2]), lambda: dict(["ab", "cd"]), lambda: dict(["abc"])):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
