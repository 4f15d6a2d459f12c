# print and repr of control characters and quotes.
s = "a\tb\\n'\"\x01\x7f"
print(repr(s), len(s), [s], ascii("é\u20ac"), repr("\r\n\0"))
# expect: 'a\tb\\n\'"\x01\x7f' 9 ['a\tb\\n\'"\x01\x7f'] '\xe9\u20ac' '\r\n\x00'
print("%r" % "it's", f"{'a'!r}", repr(repr("x")), str(["it's", 'say "x"']), repr("\U0001F41D \xad"))
# expect: "it's" 'a' "'x'" ["it's", 'say "x"'] '🐝 \xad'
