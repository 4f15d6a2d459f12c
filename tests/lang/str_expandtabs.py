print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "ab\tc\td".expandtabs(tabsize=3))
print(repr("\t".expandtabs(0)), repr("a\n\tb".expandtabs(4)), repr("x\ty".expandtabs(-1)))
