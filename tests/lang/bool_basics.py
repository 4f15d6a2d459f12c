# bool is an int with two values.
print(True + True, True & False, True | False, True ^ True, ~True)
# expect: 2 False True False -2
print(True == 1, False == 0, isinstance(True, int), bool(2), bool(0.0))
# expect: True True True True False
print([bool(x) for x in [0, 1, "", "a", [], [0], {}, None, 0.0, (), set()]])
# expect: [False, True, False, True, False, True, False, False, False, False, False]
print(not 1, not [], str(True), repr(False), int(True), True * 3)
# expect: False True True False 1 3
print(type(True & 1).__name__, type(True & True).__name__)  # expect: int bool
