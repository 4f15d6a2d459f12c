# f-strings: fields, conversions, nested specs, =.
x = 42
name = "bee"
pi = 3.14159
print(f"{x} {name} {pi}", f"{x + 1}", f"{name!r}", f"{name!s:>5}|", f"{x:5}|{x:<5}|{x:^5}|{x:>5}|")
# expect: 42 bee 3.14159 43 'bee'   bee|    42|42   | 42  |   42|
print(f"{pi:.2f} {pi:10.3f}| {pi:e} {x:05d} {x:+d} {x:#x} {x:b} {1000000:,} {1000000:_}")
# expect: 3.14      3.142| 3.141590e+00 00042 +42 0x2a 101010 1,000,000 1_000_000
width = 8
print(f"{name:>{width}}|{pi:{width}.{2}f}|{x!r:>{width}}")
# expect:      bee|    3.14|      42
print(f"{x=} {name=} {x + 1 = } {pi=:.1f}", f"{{}} {{{x}}}", f"{'nested'}")
# expect: x=42 name='bee' x + 1 = 43 pi=3.1 {} {42} nested
print(f"{x:{'>'}{5}}", f"{'a' if x else 'b'}", f"{[1, 2][0]}", f"{ {'k': 1}['k'] }")
# expect:    42 a 1 1
print(f"a" "b" f"{x}", f"", f"{None} {True} {[1]} {(1,)}")
# expect: ab42  None True [1] (1,)
