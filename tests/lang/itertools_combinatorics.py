# differs: 3.13
from itertools import product, permutations, combinations, combinations_with_replacement
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product("a", [])))
print(list(permutations("abc")), list(permutations("abc", 2)), list(permutations([1], 2)))
print(list(combinations("abcd", 2)), list(combinations([1, 2], 3)), list(combinations([1, 2], 0)), list(combinations_with_replacement("ab", 2)))
print(len(list(permutations(range(5)))), sum(1 for _ in combinations(range(8), 4)), list(product("ab", "x", repeat=1)))
for make in (lambda: combinations("ab", -1), lambda: permutations("ab", "x"), lambda: product(5), lambda: product("a", foo=1)):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
