print(ord("a"), chr(97), chr(8364), ord("€"), hash(1), hash(True), hash("") == hash(""), id(None) == id(None), callable(print), callable(5))
print(repr("a"), ascii("é"), format(3.14159, ".2f"), format(5, "03d"), format("x", ">3"), bin(5), oct(8), hex(16), abs(-2.5), pow(2, 3), round(2.567, 1), divmod(7, 2))
for make in (lambda: ord("ab"), lambda: ord(""), lambda: ord(5), lambda: chr(-1), lambda: chr(1114112), lambda: chr("a"), lambda: hash([]), lambda: abs("a"), lambda: round("a"), lambda: len(5), lambda: len(), lambda: len(1, 2), lambda: iter(5), lambda: next(5), lambda: pow("a", 2), lambda: divmod(1, "a"), lambda: isinstance(1, 5), lambda: issubclass(1, int), lambda: input.foo, lambda: type(1, 2), lambda: abs(), lambda: chr(), lambda: callable(), lambda: hash(), lambda: id(), lambda: repr(), lambda: bin(), lambda: format(), lambda: divmod(1), lambda: pow(1), lambda: iter(), lambda: next(), lambda: sorted(), lambda: isinstance(1), lambda: getattr(1), lambda: round()):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
