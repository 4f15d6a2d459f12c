# differs: 3.13
# What floats refuse.
for f in [lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0.0 ** -1,
          lambda: 10.0 ** 400, lambda: int(float("inf")), lambda: int(float("nan")),
          lambda: float("abc"), lambda: float(""), lambda: float(None),
          lambda: float(10 ** 400), lambda: 10 ** 400 + 1.0, lambda: 1.5 + "a",
          lambda: 10 ** 400 / 3, lambda: round(float("nan"))]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: ZeroDivisionError float division by zero
# expect: ZeroDivisionError float floor division by zero
# expect: ZeroDivisionError float modulo
# expect: ZeroDivisionError 0.0 cannot be raised to a negative power
# expect: OverflowError (34, 'Numerical result out of range')
# expect: OverflowError cannot convert float infinity to integer
# expect: ValueError cannot convert float NaN to integer
# expect: ValueError could not convert string to float: 'abc'
# expect: ValueError could not convert string to float: ''
# expect: TypeError float() argument must be a string or a real number, not 'NoneType'
# expect: OverflowError int too large to convert to float
# expect: OverflowError int too large to convert to float
# expect: TypeError unsupported operand type(s) for +: 'float' and 'str'
# expect: OverflowError integer division result too large for a float
# expect: ValueError cannot convert float NaN to integer
