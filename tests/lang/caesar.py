# Characters and their numbers.
def shift(text, n):
    out = ""
    for c in text:
        if c.isupper():
            out += chr((ord(c) - 65 + n) % 26 + 65)
        elif c.islower():
            out += chr((ord(c) - 97 + n) % 26 + 97)
        else:
            out += c
    return out
print(shift("Hello, Bee!", 3), shift(shift("Hello, Bee!", 3), -3))
# expect: Khoor, Ehh! Hello, Bee!
print("level" == "level"[::-1], "".join(sorted("hello")), {c: "hello".count(c) for c in "helo"}, "aeiou".find("i"), [c for c in "abcabc" if "abcabc".count(c) == 2][:2])
# expect: True ehllo {'h': 1, 'e': 1, 'l': 2, 'o': 1} 2 ['a', 'b']
