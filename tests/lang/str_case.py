# Cases and what strings consist of.
s = "Hello wORLD 2nd it's"
print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold())
# expect: HELLO WORLD 2ND IT'S hello world 2nd it's Hello World 2Nd It'S Hello world 2nd it's hELLO World 2ND IT'S hello world 2nd it's
for t in ["abc", "ABC", "Abc", "a1", "1", "", " ", "a b", "Ab Cd", "_a", "1a", "²"]:
    print(t.isalpha(), t.isdigit(), t.isalnum(), t.isspace(), t.isupper(), t.islower(),
# expect: True False True False False True False True False False True
# expect: True False True False True False False True False False True
# expect: True False True False False False True True False False True
# expect: False False True False False True False True False False True
# expect: False True True False False False False False True True True
# expect: False False False False False False False False False False True
# expect: False False False True False False False False False False True
# expect: False False False False False True False False False False True
# expect: False False False False False False True False False False True
# expect: False False False False False True False True False False True
# expect: False False True False False True False False False False True
# expect: False True True False False False False False False True False
          t.istitle(), t.isidentifier(), t.isdecimal(), t.isnumeric(), t.isascii())
