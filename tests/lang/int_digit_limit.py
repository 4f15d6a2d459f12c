# Texts of very long ints are refused, as CPython refuses them.
a = 10 ** 4299
print(len(str(a)))  # expect: 4300
try:
    str(a * 10)
except ValueError as e:
    print(e)
# expect: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit
try:
    int("1" * 4301)
except ValueError as e:
    print(e)
# expect: Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit
print(len(hex(10 ** 5000)))  # expect: 4155
big = 1 << 4000000
for text in (str, repr, "{:,}".format, "%d".__mod__, lambda x: f"{x}"):
    try:
        text(big)
    except ValueError as e:
        print(str(e)[:30])
# expect: Exceeds the limit (4300 digits
# expect: Exceeds the limit (4300 digits
# expect: Exceeds the limit (4300 digits
# expect: Exceeds the limit (4300 digits
# expect: Exceeds the limit (4300 digits
