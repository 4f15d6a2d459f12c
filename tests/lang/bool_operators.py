# and, or, not give operands, not truths.
print(0 or "x", "" or [], 1 and 2, 0 and 1, None or 0, [] and 5, not "", 1 or 1 / 0, 0 and 1 / 0)
# expect: x [] 2 0 0 [] True 1 0
x = None
y = x or "default"
z = "a" if y else "b"
print(y, z, x is None and "none", (1 and 0) or 2, bool([] or {} or ()), not not 5)
# expect: default a none 2 False True
print([n for n in range(10) if n > 2 and n % 2 or n == 0], any(c.isdigit() for c in "a1"), all([]))
# expect: [0, 3, 5, 7, 9] True True
