# What ints refuse.
for f in [lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: divmod(1, 0),
          lambda: 0 ** -1, lambda: 1 << -1, lambda: 1 + "a", lambda: 1 < "a",
          lambda: 1 & 2.0, lambda: -"a", lambda: ~1.5, lambda: pow(2, 3, 0),
          lambda: 2 ** 70 // 0, lambda: 2 ** 70 % 0, lambda: pow(2, -1, 4)]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: ZeroDivisionError integer division or modulo by zero
# expect: ZeroDivisionError integer modulo by zero
# expect: ZeroDivisionError division by zero
# expect: ZeroDivisionError integer division or modulo by zero
# expect: ZeroDivisionError 0.0 cannot be raised to a negative power
# expect: ValueError negative shift count
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError '<' not supported between instances of 'int' and 'str'
# expect: TypeError unsupported operand type(s) for &: 'int' and 'float'
# expect: TypeError bad operand type for unary -: 'str'
# expect: TypeError bad operand type for unary ~: 'float'
# expect: ValueError pow() 3rd argument cannot be 0
# expect: ZeroDivisionError integer division or modulo by zero
# expect: ZeroDivisionError integer modulo by zero
# expect: ValueError base is not invertible for the given modulus
