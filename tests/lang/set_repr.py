print(set(), {1}, {"a"}, frozenset(), frozenset({1}), {(1, 2)}, {None}, {frozenset({2})})
print(sorted({3, 1, 2}), {1, 1.0, True}, len({"a", "b", "a"}))
class S(set):
    pass
print(S(), S([1]), S([1]) | {2}, type(S([1]) | {2}).__name__)
