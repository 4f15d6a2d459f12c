"""Literals, folding, strings."""
ints = 0, 1, -1, 0x1F, 0o17, 0b101, 1_000_000, 10 ** 20, 2 ** 64, -2 ** 63
big = 123456789012345678901234567890, 1 << 70, 0xFFFFFFFFFFFFFFFFFFFFFFFF
floats = 1.0, .5, 1e10, 1E-7, 1_0.0_1, 1e400, -0.0, 0.1 + 0.2, 1e16, 1e22
folded = 1 + 2 * 3, 7 // 2, -7 // 2, -7 % 3, 7 / 2, 2 ** -1, 1 << 3, 6 & 3
more = "a" + "b", "ab" * 3, (1, 2) + (3,), (1,) * 3, "abc"[1], (1, 2)[-1]
truths = not 0, not "x", ~5, -True, True + True, True & False, None, ...
left = 1 / 0, 1 << 1000, "a" * 10000, 2 ** 1000, -"a", [1][0]
strings = "a\tb\n\\\x41\u00e9\U0001f41d\101\
c", r"a\n", 'it''s' "x", """two
lines""", b"by\x00te", rb"\x", "é→\u200b"
quotes = "'", '"', "'\"", b"'"


def fields(a, b, w):
    return (f"{a}", f"x{a!r}y{b:>5}z", f"{a:{w}.{b}}", f"{{{a}}}", f"",
            f"{a=}", f"{a + b = !s:^9}", "p" f"{a}" "q", f"{a['k']}",
            f'{f"{a}"}', f"{a,}", f"{(lambda: a)()}")


def percent(a, b):
    return "%s-%r" % (a, b), "%5s|%-5.3a%%" % (a, b), "%d" % (a,), "%s" % a


def same():
    return 1, 1.0, True, 0.0, -0.0, "1", b"1", (1,), (1.0,)


def none_tests(x):
    while x is not None:
        x = x.next
    return x is None, not x is None
