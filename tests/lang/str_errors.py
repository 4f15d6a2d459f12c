# What strings refuse.
for f in [lambda: "a" + 1, lambda: "a" * "b", lambda: "a" * 1.5, lambda: "abc"[5],
          lambda: "abc"["a"], lambda: "abc"[1.0], lambda: "a" - "b", lambda: "a" < 1,
          lambda: ord("ab"), lambda: ord(5), lambda: chr(-1), lambda: chr("a"),
          lambda: "x".center(5, "ab"), lambda: len(5), lambda: "a".nope,
          lambda: "abc"[::0], lambda: 5 + "a", lambda: "a".upper(1)]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError can only concatenate str (not "int") to str
# expect: TypeError can't multiply sequence by non-int of type 'str'
# expect: TypeError can't multiply sequence by non-int of type 'float'
# expect: IndexError string index out of range
# expect: TypeError string indices must be integers, not 'str'
# expect: TypeError string indices must be integers, not 'float'
# expect: TypeError unsupported operand type(s) for -: 'str' and 'str'
# expect: TypeError '<' not supported between instances of 'str' and 'int'
# expect: TypeError ord() expected a character, but string of length 2 found
# expect: TypeError ord() expected string of length 1, but int found
# expect: ValueError chr() arg not in range(0x110000)
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError The fill character must be exactly one character long
# expect: TypeError object of type 'int' has no len()
# expect: AttributeError 'str' object has no attribute 'nope'
# expect: ValueError slice step cannot be zero
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError str.upper() takes no arguments (1 given)
def change():
    s = "abc"
    s[0] = "x"
try:
    change()
except TypeError as e:
    print(e)  # expect: 'str' object does not support item assignment
