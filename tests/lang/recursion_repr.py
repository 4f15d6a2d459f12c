# Nesting that is too deep is an error, not a crash.
a = []
for i in range(100000):
    a = [a]
try:
    repr(a)
except RecursionError as e:
    print("RecursionError")  # expect: RecursionError
b = []
for i in range(100000):
    b = [b]
try:
    a == b
except RecursionError as e:
    print("RecursionError")  # expect: RecursionError
