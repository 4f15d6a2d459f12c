# From one type to another.
print(int("42") + 1, float("1.5") * 2, str(42) + "!", list("abc"), tuple([1, 2]), set([1, 1]) == {1}, dict([("a", 1)]), bool("False"))
# expect: 43 3.0 42! ['a', 'b', 'c'] (1, 2) True {'a': 1} True
print(list({"a": 1, "b": 2}), list({"a": 1}.items()), tuple("ab"), "".join(["a", "b"]), int(3.7), int(-3.7), round(3.7), int(True), float(7), str([1, "2"]), str((1,)), str({}), list(range(3)), sorted({3, 1}), int(" 8 "), float("1e3"), chr(ord("a") + 1))
# expect: ['a', 'b'] [('a', 1)] ('a', 'b') ab 3 -3 4 1 7.0 [1, '2'] (1,) {} [0, 1, 2] [1, 3] 8 1000.0 b
print([int(c) for c in str(1234)], sum(int(c) for c in "999"), int("101", 2), format(10, "b"), "%d" % 3.9, repr("1"), int("-5"), list(map(float, ["1", "2.5"])), dict(enumerate("ab")), dict(zip("ab", (1, 2))), list(zip("ab", (1, 2))))
# expect: [1, 2, 3, 4] 27 5 1010 3 '1' -5 [1.0, 2.5] {0: 'a', 1: 'b'} {'a': 1, 'b': 2} [('a', 1), ('b', 2)]
