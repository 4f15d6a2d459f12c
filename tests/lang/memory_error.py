# What cannot fit raises MemoryError or OverflowError.
for f in [lambda: "a" * 10 ** 12, lambda: [0] * 10 ** 12]:
    try:
        f()
        print("fits")
    except (MemoryError, OverflowError) as e:
        print("no room")
# expect: no room
# expect: no room
