print("a\nb\r\nc\rd".splitlines(), "a\nb\n".splitlines(True), "".splitlines())
print("one\x0btwo\x0cthree\x1cfour\x85five\u2028six".splitlines())
print("a\n\nb".splitlines(), "\n".splitlines(keepends=True))
