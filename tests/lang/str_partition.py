print("a=b=c".partition("="), "a=b=c".rpartition("="))
print("abc".partition("="), "abc".rpartition("="))
try:
    "a".partition("")
except ValueError as e:
    print(e)
try:
    "a".partition(3)
except TypeError as e:
    print(e)
