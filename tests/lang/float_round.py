# round() goes to the even neighbour, on the exact value.
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2))
# expect: 0 2 2 0 2.67
print(round(1234.5678, 2), round(1234.5678, -2), round(1250.0, -2), round(5.0, -1))
# expect: 1234.57 1200.0 1200.0 0.0
print(round(15, -1), round(25, -1), round(-15, -1), round(1234, -2), round(7))
# expect: 20 20 -20 1200 7
print(round(1e20), round(0.1 + 0.2, 10), round(-1.005, 2), round(1.0))
# expect: 100000000000000000000 0.3 -1.0 1
print(type(round(2.5)).__name__, type(round(2.5, 0)).__name__, round(2.5, None))
# expect: int float 2
print(round(123456789012345678901, -5), round(50, -2), round(150, -2))
# expect: 123456789012345700000 0 200
