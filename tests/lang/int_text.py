# int() of text, in any base; hex, oct, bin.
print(int("12"), int("  -12 "), int("+7"), int("1_000"))
# expect: 12 -12 7 1000
print(int("ff", 16), int("0xff", 16), int("0b101", 0), int("z", 36))
# expect: 255 255 5 35
print(int("0o17", 0), int("-0x1F", 0), int("10", 2))  # expect: 15 -31 2
print(hex(255), hex(-255), oct(8), bin(10), bin(-3))
# expect: 0xff -0xff 0o10 0b1010 -0b11
print(hex(2 ** 70), bin(2 ** 65), oct(-(2 ** 66)))
# expect: 0x400000000000000000 0b100000000000000000000000000000000000000000000000000000000000000000 -0o10000000000000000000000
print(int(3.99), int(-3.99), int(1e20), int())
# expect: 3 -3 100000000000000000000 0
print((255).bit_length(), (0).bit_length(), (-256).bit_length(), (255).bit_count())
# expect: 8 0 9 8
for text in ["", "abc", "1.5", "1__0", "_1", "0x10", "12a", " "]:
    try:
        int(text)
    except ValueError as e:
        print(e)
# expect: invalid literal for int() with base 10: ''
# expect: invalid literal for int() with base 10: 'abc'
# expect: invalid literal for int() with base 10: '1.5'
# expect: invalid literal for int() with base 10: '1__0'
# expect: invalid literal for int() with base 10: '_1'
# expect: invalid literal for int() with base 10: '0x10'
# expect: invalid literal for int() with base 10: '12a'
# expect: invalid literal for int() with base 10: ' '
try:
    int("9", 8)
except ValueError as e:
    print(e)  # expect: invalid literal for int() with base 8: '9'
try:
    int("1", 99)
except ValueError as e:
    print(e)  # expect: int() base must be >= 2 and <= 36, or 0
try:
    int(None)
except TypeError as e:
    print(e)
# expect: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
try:
    int("1", 2.0)
except TypeError as e:
    print(e)  # expect: 'float' object cannot be interpreted as an integer
