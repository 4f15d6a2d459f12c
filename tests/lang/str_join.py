print(", ".join(["a", "b"]), "-".join("xyz"), repr("".join([])))
print(" ".join(str(i) for i in range(3)))
for bad in ([1], ["a", None], ["a", 2.5], 5, [b"x"]):
    try:
        print(",".join(bad))
    except TypeError as e:
        print(e)
