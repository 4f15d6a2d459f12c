print(True + True, True * 5, sum([True, False, True]), True == 1, False == 0, isinstance(True, int), True is True, -True, ~True if False else 0)
print(True & False, True | False, True ^ True, True & 3, not True, bool([]), bool([0]), bool(""), bool(" "), bool(0.0), bool(None), bool({}))
print(str(True), repr(False), f"{True}", f"{True:d}", "%d" % True, "%s" % True, int(True), float(True), [10, 20][True])
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, None or "x", "" or 0, not "", [] or {} or "end")
