b = b"hello world"
print(b, len(b), b[0], b[1:3], b"l" in b, 104 in b, list(b"abc"), b.decode())
print("é".encode(), b"a" + b"b", b"ab" * 2, b == b"hello world", b"\x00\xff\n'")
for make in (lambda: b[0:1] + "a", lambda: b[99], lambda: b["a"]):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)
