# Taking strings apart and putting them together.
print("a,b,,c".split(","), " a  b ".split(), "".split(), "".split(","))
# expect: ['a', 'b', '', 'c'] ['a', 'b'] [] ['']
print("a b c d".split(None, 2), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1))
# expect: ['a', 'b', 'c d'] ['a', 'b,c'] ['a,b', 'c']
print(" a b  c ".rsplit(None, 1), "abc".split("bc"), "aXXbXXc".split("XX"))
# expect: [' a b', 'c'] ['a', ''] ['a', 'b', 'c']
print("a\nb\r\nc\n".splitlines(), "a\nb".splitlines(True), "".splitlines())
# expect: ['a', 'b', 'c'] ['a\n', 'b'] []
print("k=v=w".partition("="), "k=v=w".rpartition("="), "kv".partition("="), "kv".rpartition("="))
# expect: ('k', '=', 'v=w') ('k=v', '=', 'w') ('kv', '', '') ('', '', 'kv')
print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ", ".join(str(i) for i in range(3)))
# expect: a,b  a-b-c 0, 1, 2
print("a b".split(sep=" "), "a b c".split(maxsplit=1))
# expect: ['a', 'b'] ['a', 'b c']
for f in [lambda: ",".join([1]), lambda: ",".join(["a", None]), lambda: ",".join(5),
          lambda: "a".split(""), lambda: "a".split(1), lambda: "a".partition("")]:
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError sequence item 0: expected str instance, int found
# expect: TypeError sequence item 1: expected str instance, NoneType found
# expect: TypeError can only join an iterable
# expect: ValueError empty separator
# expect: TypeError must be str or None, not int
# expect: ValueError empty separator
