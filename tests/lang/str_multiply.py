print("ab" * 3, 3 * "ab", repr("ab" * 0), repr("ab" * -1), "=" * 10)
for bad in (1.5, "x", None):
    try:
        print("ab" * bad)
    except TypeError as e:
        print(e)
try:
    "a" + 1
except TypeError as e:
    print(e)
try:
    1 + "a"
except TypeError as e:
    print(e)
