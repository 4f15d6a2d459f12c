for f, a in (("%d", "x"), ("%s %s", (1,)), ("%s", (1, 2)), ("%d", None), ("%c", "ab"), ("%c", -1), ("%x", 1.5), ("%z", 1), ("%", 1), ("%(a)s", 1), ("%(a)s", {}), ("%f", "a"), ("%*d", ("a", 1)), ("abc", 1), ("%(a", {"a": 1})):
    try:
        print(f % a)
    except Exception as e:
        print(type(e).__name__, e)
