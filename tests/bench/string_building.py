"""Texts: joined, formatted, split, searched."""


def lines(n):
    out = []
    for i in range(n):
        out.append("bee " + str(i) + ": " + f"{i % 7}/{i * 3}")
    return "\n".join(out)


def grow(n):
    s = ""
    for i in range(n):
        s += chr(97 + i % 26)
    return s


def letters(text):
    n = 0
    for ch in text:
        if ch == "e" or ch == "1":
            n += 1
    return n


text = lines(250000)
print(len(text), letters(text))
print(sum(len(line.split(": ")[1]) for line in text.split("\n")))
print(len(grow(20000)), text.count("77"), text.upper().find("BEE 4242:"))
