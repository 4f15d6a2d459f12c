# Bytes: literals, length, index, iteration.
b = b"abc\x00\xff"
print(b, len(b), b[0], b[-1], b[1:3], list(b), b == b"abc\x00\xff", b + b"d")
# expect: b'abc\x00\xff' 5 97 255 b'bc' [97, 98, 99, 0, 255] True b'abc\x00\xffd'
print(b"a" in b"abc", 97 in b"abc", b"abc".hex(), b"abc".decode(), "é".encode())
# expect: True True 616263 abc b'\xc3\xa9'
print(bytes(3), bytes([65, 66]), bytes("é", "utf-8"), b"ab" * 2, b"a" < b"b", hash(b"") == hash(b""))
# expect: b'\x00\x00\x00' b'AB' b'\xc3\xa9' b'abab' True True
for f in [lambda: b"a" + "b", lambda: bytes([256]), lambda: b"abc"[9], lambda: bytes("a"),
          lambda: b"a"["b"]]:
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
# expect: TypeError can't concat str to bytes
# expect: ValueError bytes must be in range(0, 256)
# expect: IndexError index out of range
# expect: TypeError string argument without an encoding
# expect: TypeError byte indices must be integers or slices, not str
