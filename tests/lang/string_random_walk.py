# Random slices, searches and splits of strings as one checksum.
x = 777
def rnd(n):
    global x
    x = (x * 1103515245 + 12345) % 2147483648
    return (x >> 8) % n
check = 0
for i in range(300):
    s = "".join("abé ,日\tX🐝"[rnd(9)] for _ in range(rnd(20)))
    t = s[rnd(5):rnd(5) + 1] or "a"
    a, b, c = rnd(24) - 12, rnd(24) - 12, [1, 2, -1, -3][rnd(4)]
    out = [s[a:b:c], s.find(t), s.rfind(t), s.count(t), s.split(t), s.rsplit(t, 1), s.partition(t), s.replace(t, "-", 2), s.strip(t), s.split(), s.upper(), s.title(), s.center(15, "*"), s.startswith(t), s.endswith(t), s.expandtabs(4), s.splitlines(), repr(s), s[::-1], s.isalpha(), sorted(s), f"{s:>12}", len(s), s < t, s.encode(), ascii(s)]
    for ch in str(out):
        check = (check * 131 + ord(ch)) % (2 ** 61 - 1)
print(check)  # expect: 24955896970765730
