# repr of strings chooses quotes and escapes.
print(repr("a"), repr("it's"), repr('say "hi"'), repr("both ' and \""))
# expect: 'a' "it's" 'say "hi"' 'both \' and "'
print(repr("a\nb\tc\\d"), repr("\x00\x7f\x1b"), repr(""), repr("é"), repr("\u2028"))
# expect: 'a\nb\tc\\d' '\x00\x7f\x1b' '' 'é' '\u2028'
print(repr(b"a\x00\xff'"), b"it's", b"", repr(b"\n\t\\"))
# expect: b"a\x00\xff'" b"it's" b'' b'\n\t\\'
