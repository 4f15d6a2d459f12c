print("a,b,c,d".split(",", 2), "a,b,c,d".rsplit(",", 2), "a b  c ".split(None, 1))
print("  a b  c ".rsplit(None, 1), "a,b".split(",", 0), "".split(), "".split(","))
print("a--b--c".split("--"), "a,b,c".split(sep=",", maxsplit=1))
try:
    "a".split("")
except ValueError as e:
    print(e)
