for s in ("", "abc", "ABC", "a1", "12", " \t", "Ab Cd", "a b", "_x", "1a", "\n", "é"):
    print(repr(s), s.isalpha(), s.isdigit(), s.isalnum(), s.isspace(), s.isupper(),
          s.islower(), s.istitle(), s.isidentifier(), s.isprintable(), s.isascii())
