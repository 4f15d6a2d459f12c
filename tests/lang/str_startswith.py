print("hello".startswith("he"), "hello".endswith("lo"), "hello".startswith(("x", "h")))
print("hello".startswith("l", 2), "hello".endswith("l", 0, 3), "".startswith(""))
print("hello".startswith(()), "hello".startswith("", 6))
for bad in (1, ["h"], ("a", 1)):
    try:
        print("hello".startswith(bad))
    except TypeError as e:
        print(e)
