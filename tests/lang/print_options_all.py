import sys
print(1, 2, sep="")
print(1, 2, sep=" - ", end="!\n")
print()
print("", end="")
print("a", end=" ")
print("b", flush=True)
print(*[1, 2, 3], sep="\n")
print("to err", file=sys.stderr)
print("x", file=None, sep=None, end=None)
class W:
    def write(self, t):
        sys.stdout.write("<" + t + ">")
print("w", 1, file=W())
sys.stdout.write("done\n")
print(sys.stdout.write("four"))
try:
    print("x", file=5)
except AttributeError as e:
    print(e)
try:
    print("x", sep=1)
except TypeError as e:
    print(e)
