# differs: 3.11
# Hashes of numbers that are equal are equal.
print(hash(1), hash(1.0), hash(True), hash(0), hash(-1), hash(-2))
# expect: 1 1 1 0 -2 -2
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(2 ** 100), hash(-(2 ** 100)))
# expect: 0 1 549755813888 -549755813888
print(hash(0.5), hash(1e300), hash(float("inf")), hash(-2.5))
# expect: 1152921504606846976 1224995262755759164 314159 -1152921504606846978
print(hash((1, 2, 3)), hash(()), hash(None), hash((1.5, -1)))
# expect: 529344067295497451 5740354900026072187 4238894112 -9002791676578425913
print({1: "a", 1.0: "b", True: "c"})  # expect: {1: 'c'}
