# float() of text.
print(float("1.5"), float(" -2e3 "), float("1_0.5"), float("inf"), float("+nan"))
# expect: 1.5 -2000.0 10.5 inf nan
print(float("1e400"), float(".5"), float("5."), float("Infinity"), float("1E-2"))
# expect: inf 0.5 5.0 inf 0.01
print((1.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio())
# expect: False True (3, 4)
for t in ["1.2.3", "e5", "1_", "--1", "1e", "0x10", "."]:
    try:
        float(t)
    except ValueError as e:
        print(e)
# expect: could not convert string to float: '1.2.3'
# expect: could not convert string to float: 'e5'
# expect: could not convert string to float: '1_'
# expect: could not convert string to float: '--1'
# expect: could not convert string to float: '1e'
# expect: could not convert string to float: '0x10'
# expect: could not convert string to float: '.'
