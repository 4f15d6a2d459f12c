# Strings: joining, repeating, indexing, slicing.
s = "hello world"
print(s[0], s[-1], s[2:5], s[:3], s[-3:], s[::2], s[::-1], s[5:2], s[100:])
print("a" + "b", "ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, len(s), len(""))
print("ell" in s, "" in s, "x" not in s, "a" < "b", "a" < "B", "abc" < "abd")
print(s == "hello" + " world", s is s, s != "x", max(s), min("hello"))
print([c for c in "abc"], list("héé"), "é" * 2)
print("one" "two", 'it''s', "tab\tend", "nl\\n", "\x41\u00e9")
print(str(5), str(None), str([1, "a"]), str("x"), str(b"x"), str())
