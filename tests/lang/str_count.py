print("banana".count("a"), "banana".count("an"), "aaaa".count("aa"), "abc".count(""))
print("banana".count("a", 2), "banana".count("a", 2, 4), "banana".count("z"))
print("banana".count("a", -3), "".count(""), "abc".count("", 5))
