# A table with aligned columns.
rows = [("bee", 3, 1.5), ("hornet", 12, 22.25), ("ant", 1234, 0.125)]
for name, n, w in rows:
    print(f"{name:<8}|{n:>6,}|{w:8.2f}|{n / 1234:7.1%}|")
# expect: bee     |     3|    1.50|   0.2%|
# expect: hornet  |    12|   22.25|   1.0%|
# expect: ant     | 1,234|    0.12| 100.0%|
print("-" * 20)  # expect: --------------------
for row in rows:
    print("%-8s %5d %6.3f" % row)
# expect: bee          3  1.500
# expect: hornet      12 22.250
# expect: ant       1234  0.125
for i in range(1, 4):
    print(" ".join(str(i * j).rjust(3) for j in range(1, 6)))
# expect:   1   2   3   4   5
# expect:   2   4   6   8  10
# expect:   3   6   9  12  15
print("\n".join("*" * i for i in range(1, 4)))
# expect: *
# expect: **
# expect: ***
print("name".ljust(8, ".") + "value".rjust(8, "."), "x".center(9, "-"))
# expect: name.......value ----x----
