for i in range(3):
    if i == 5:
        break
else:
    print("no break")  # expect: no break
for i in range(3):
    if i == 1:
        break
else:
    print("never")
print(i)  # expect: 1
while i < 3:
    i += 1
else:
    print("while else", i)  # expect: while else 3
for i in []:
    pass
else:
    print("empty", i)  # expect: empty 3
for x, (y, z) in [(1, (2, 3))]:
    print(x, y, z)  # expect: 1 2 3
