a = [1]
print(a.append(2), a.extend((3, 4)), a)
a.extend("xy")
a.extend(range(2))
a += [9]
a.extend({"k": 1})
print(a)
for bad in (5, None):
    try:
        a.extend(bad)
    except TypeError as e:
        print(e)
try:
    a += 5
except TypeError as e:
    print(e)
try:
    a.append()
except TypeError as e:
    print(e)
try:
    a + (1,)
except TypeError as e:
    print(e)
