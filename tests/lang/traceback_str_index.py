s = "abc"
print(s[1] + s[10])
