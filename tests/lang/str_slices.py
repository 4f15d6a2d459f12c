s = "abcdefgh"
print(s[2:5], s[:3], s[5:], s[-3:], s[:-3], s[::2], s[::-1], s[6:2:-1], s[1:7:3])
print(repr(s[5:2]), s[-100:100], repr(s[100:]), s[-1], s[-8], s[:0:-1], s[::100])
try:
    s[::0]
except ValueError as e:
    print(e)
try:
    s["a":]
except TypeError as e:
    print(e)
