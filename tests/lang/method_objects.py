# Methods of builtins as values.
a = []
push = a.append
push(1)
push(2)
print(a, list(map(str.upper, "ab")), sorted("bA", key=str.lower))
# expect: [1, 2] ['A', 'B'] ['A', 'b']
print("x".join, ) if False else print(list.append is list.append)
# expect: True
f = "a,b".split
print(f(","), {}.get("a", 1), dict.get({"a": 5}, "a"), str.join("-", "ab"))
# expect: ['a', 'b'] 1 5 a-b
list.append(a, 3)
print(a, list.__len__(a), int.__add__(2, 3), (5).__mul__(2), "ab".__contains__("a"))
# expect: [1, 2, 3] 3 5 10 True
try:
    list.append(5, 1)
except TypeError as e:
    print(e)
# expect: descriptor 'append' for 'list' objects doesn't apply to a 'int' object
try:
    list.append()
except TypeError as e:
    print(e)  # expect: unbound method list.append() needs an argument
