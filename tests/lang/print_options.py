# differs: 3.13
# print's separator, end and file.
import sys
print(1, 2, 3, sep="-")  # expect: 1-2-3
print("a", "b", sep="", end="!\n")  # expect: ab!
print("x", end="")
print("y", end=" ")
print("z")  # expect: xy z
print()  # expect:
print(sep="q", end="")
print(*[1, 2, 3], sep=", ")  # expect: 1, 2, 3
print("err", file=sys.stdout, flush=True)  # expect: err
print("a\nb", "c")
# expect: a
# expect: b c
print(None, True, 1.0, [1, "a", None], sep="|")
# expect: None|True|1.0|[1, 'a', None]
class F:
    def __init__(self):
        self.parts = []
    def write(self, s):
        self.parts.append(s)
f = F()
print("to", "file", file=f)
print("".join(f.parts).strip(), "!")  # expect: to file !
for g in [lambda: print(1, sep=5), lambda: print(1, end=5), lambda: print(1, nope=2)]:
    try:
        g()
    except TypeError as e:
        print(e)
# expect: sep must be None or a string, not int
# expect: end must be None or a string, not int
# expect: 'nope' is an invalid keyword argument for print()
